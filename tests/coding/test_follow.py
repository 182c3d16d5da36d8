"""Whom "he", "it", "they", "the two countries" and "our country" mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coding.casebook import Code, sides

from dragoman.coding.follow import REACH, Memory, Named


def named(state: str, *, sentence: int = 0, place: int = 0, subject: bool = False, **more: bool) -> Named:
    person, plural = more.get("person", False), more.get("plural", False)
    id_ = f"person:{state}" if person else state
    return Named(id_, state, state, person, plural, sentence, place, subject)


LED_BACK = [
    ("In 1960 Khrushchev visited Paris. He criticized China.", ("ACCUSE", ["SUN"], ["CHN"])),
    ("Tito met Stalin. Tito accused him of treachery.", ("ACCUSE", ["YUG"], ["SUN"])),
    ("The Soviet Union attacked Hungary. It also threatened Poland.", ("THREATEN", ["SUN"], ["POL"])),
    ("Nasser denounced Israel. Its government protested to Egypt.", ("PROTEST", ["ISR"], ["EGY"])),
    ("Greece and Turkey had quarrelled. The two countries signed a treaty.", ("AGREE", ["GRC", "TUR"], [])),
    ("Bulgaria and Greece negotiated. The two sides reached an agreement.", ("AGREE", ["BGR", "GRC"], [])),
    ("Our country, Albania, was small. The Soviet Union attacked our country.", ("ASSAULT", ["SUN"], ["ALB"])),
    ("Our country, Albania, was small. We criticized Khrushchev.", ("ACCUSE", ["ALB"], ["SUN"])),
    ("The Albanians visited the Soviet Union. They criticized Khrushchev.", ("ACCUSE", ["ALB"], ["SUN"])),
    ("Britain and France met at Paris. They invaded Egypt.", ("ASSAULT", ["FRA", "GBR"], ["EGY"])),
    ("The British and the French met. They invaded Egypt.", ("ASSAULT", ["FRA", "GBR"], ["EGY"])),
]


NOT_LED_BACK = [
    ("The Soviet Union accused Albania, and Albania accused it.", ("ACCUSE", ["ALB"], ["SUN"])),
    ("Norway and Sweden met. Each accused Denmark.", ("ACCUSE", ["NOR", "SWE"], ["DNK"])),
]
"""The grammar leads these back; the judge trusts the network more, which does not (known gaps)."""


@pytest.mark.parametrize(("text", "wanted"), LED_BACK, ids=[text for text, _ in LED_BACK])
def test_led_back(code: Code, text: str, wanted: tuple[object, ...]) -> None:
    assert wanted in [(one.event_type, *sides(one)) for one in code(text, written="1962")]


@pytest.mark.xfail(strict=True, reason="known gap: a plural or reciprocal pronoun in a text without dates")
@pytest.mark.parametrize(("text", "wanted"), NOT_LED_BACK, ids=[text for text, _ in NOT_LED_BACK])
def test_led_back_by_the_grammar_alone(code: Code, text: str, wanted: tuple[object, ...]) -> None:
    assert wanted in [(one.event_type, *sides(one)) for one in code(text)]


def test_we_are_the_authors_state(code: Code) -> None:
    (one,) = code("We attacked Greece.", standpoint="ITA")
    assert sides(one) == (["ITA"], ["GRC"])
    assert code("We attacked Greece.") == []


@pytest.mark.parametrize("text", ["Stalin attacked him.", "Tito thanked them.", "They attacked it.", "He met him."])
def test_a_pronoun_alone_means_nobody(code: Code, text: str) -> None:
    assert code(text) == []


PRONOUNS = st.sampled_from(("him", "it", "them"))
VERBS = st.sampled_from(("accused", "attacked", "criticized", "threatened", "thanked", "praised"))
STATES = st.sampled_from(
    (("Italy", "ITA"), ("Greece", "GRC"), ("Tito", "YUG"), ("Nasser", "EGY"), ("the Danes", "DNK"))
)


@given(STATES, STATES, VERBS, PRONOUNS)
def test_a_pronoun_never_means_the_subject_of_its_own_verb(
    code: Code, one: tuple[str, str], other: tuple[str, str], verb: str, pronoun: str
) -> None:
    text = f"{one[0]} met {other[0]}. {other[0][0].upper()}{other[0][1:]} {verb} {pronoun}."
    for account in code(text):
        actors, recipients = sides(account)
        assert not set(actors) & set(recipients)
        if account.evidence.start > text.index(". "):
            assert other[1] not in recipients


class TestMemory:
    def test_a_subject_comes_before_an_object(self) -> None:
        memory = Memory()
        memory.add(named("ITA", place=0, subject=True))
        memory.add(named("GRC", place=3))
        memory.begin(1)
        found = memory.thing(0)
        assert found is not None
        assert found.state == "ITA"

    def test_a_later_sentence_comes_before_an_earlier(self) -> None:
        memory = Memory()
        memory.add(named("ITA", subject=True))
        memory.begin(1)
        memory.add(named("GRC", sentence=1, place=2))
        memory.begin(2)
        found = memory.thing(0)
        assert found is not None
        assert found.state == "GRC"

    def test_what_comes_later_in_the_sentence_is_not_yet_known(self) -> None:
        memory = Memory()
        memory.add(named("ITA", place=5))
        assert memory.thing(3) is None
        assert memory.thing(6) is not None

    def test_he_is_a_person_and_it_is_none_if_there_is_a_state(self) -> None:
        memory = Memory()
        memory.add(named("ITA", place=4))
        memory.add(named("GRC", person=True, subject=True))
        memory.begin(1)
        person, thing = memory.person(0), memory.thing(0)
        assert person is not None
        assert thing is not None
        assert (person.state, thing.state) == ("GRC", "ITA")

    def test_they_are_a_people_before_a_state(self) -> None:
        memory = Memory()
        memory.add(named("ITA", subject=True))
        memory.add(named("GRC", place=4, plural=True))
        memory.begin(1)
        assert [one.state for one in memory.group(0)] == ["GRC"]

    @given(st.integers(1, 12))
    def test_forgets_after_its_reach(self, later: int) -> None:
        memory = Memory()
        memory.add(named("ITA", person=True))
        memory.begin(later)
        assert (memory.person(0) is not None) == (later <= REACH)

    def test_several_are_distinct_and_filled_from_the_whole_text(self) -> None:
        memory = Memory()
        for _ in range(3):
            memory.add(named("ITA"))
        memory.add(named("GRC", place=1))
        memory.begin(REACH + 1)
        memory.add(named("TUR", sentence=REACH + 1))
        memory.begin(REACH + 2)
        assert [one.state for one in memory.several(0)] == ["TUR", "ITA"]
        assert [one.state for one in memory.several(0, 3)] == ["TUR", "ITA", "GRC"]

    def test_the_other_side_is_the_one_told_of_together(self) -> None:
        memory = Memory()
        for state, place in (("ITA", 0), ("GRC", 1)):
            memory.add(named(state, place=place))
        memory.begin(1)
        memory.add(named("TUR", sentence=1))
        memory.begin(2)
        found = memory.other(frozenset({"ITA"}))
        assert found is not None
        assert found.state == "GRC"
        assert memory.partner(frozenset({"ITA"})) == "GRC"
        assert memory.partner(frozenset({"TUR"})) == ""

    def test_what_was_told_is_kept_for_a_while(self) -> None:
        memory = Memory()
        memory.told["treaty"] = (0, (named("ITA"),), (named("GRC"),))
        memory.begin(2)
        assert memory.last("treaty", 2) == ((named("ITA"),), (named("GRC"),))
        assert memory.last("treaty", 1) is None
        assert memory.last("war", 9) is None
