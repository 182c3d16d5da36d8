"""What is worth a look: two states here or in one of the two sentences before; and action words, whole."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.gate import CARRY, Gate
from dragoman.model.text import ActorMention, Sentence
from dragoman.vocab.lexicon import load_lexicon

ACTS = ("attack", "attacked", "treaty", "broke")
GATE = Gate(ACTS)
WORDS = st.sampled_from(
    (*ACTS, "attacker", "counterattack", "Treaty", "BROKE", "the", "river", "treaty-port", "İ", "é")
)


def sentences(texts: list[str]) -> tuple[str, tuple[Sentence, ...]]:
    text, places = "", []
    for one in texts:
        places.append(Sentence(start=len(text), end=len(text) + len(one), passage_id="pas_x"))
        text += one + " "
    return text, tuple(places)


def actor(start: int, state: str = "ITA") -> ActorMention:
    return ActorMention(start=start, end=start + 1, text="X", id=state, kind="state", state=state, how="name")


def has_act(text: str) -> bool:
    return any(re.search(rf"(?<![^\W_]){one}(?![^\W_])", text.lower()) for one in ACTS)


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_only_whole_action_words_open_it(text: str) -> None:
    if GATE.acts(text):
        assert has_act(text)
    elif "İ" not in text:
        assert not has_act(text)


STATES = st.sets(st.sampled_from(("ITA", "GRC", "TUR")), max_size=2)


@given(
    st.lists(st.tuples(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), STATES), max_size=9),
    st.sampled_from(("", "ITA", "ALB")),
)
def test_two_states_are_in_reach_when_named_near_and_never_else(told: list[tuple[str, set[str]]], home: str) -> None:
    _, places = sentences([one for one, _ in told])
    actors = [
        actor(place.start, state) for place, (_, named) in zip(places, told, strict=True) for state in sorted(named)
    ]
    for number, worth in enumerate(GATE.in_reach(places, actors, home=home)):
        near = set().union(*(named for _, named in told[max(0, number - CARRY) : number + 1]))
        reach = near | ({home} if home else set())
        assert worth == (bool(near) and len(reach) > 1)


def test_actors_are_carried_two_sentences_but_not_three() -> None:
    _, places = sentences(["X and X attacked.", "attacked a.", "attacked b.", "attacked c.", "attacked d."])
    assert GATE.in_reach(places, [actor(0), actor(6, "GRC")]) == [True, True, True, False, False]


def test_one_state_alone_opens_nothing_but_beside_the_authors_own() -> None:
    _, places = sentences(["X attacked."])
    assert GATE.in_reach(places, [actor(0)]) == [False]
    assert GATE.in_reach(places, [actor(0)], home="GRC") == [True]
    assert GATE.in_reach(places, [actor(0)], home="ITA") == [False]
    assert GATE.in_reach(places, [], home="ITA") == [False]


def test_a_later_actor_opens_nothing_before_it() -> None:
    _, places = sentences(["attacked a.", "X X attacked."])
    start = places[1].start
    assert GATE.in_reach(places, [actor(start), actor(start + 2, "GRC")]) == [False, True]


@pytest.mark.parametrize("text", ["", "A river.", "counterattack", "The attackers fled.", "attacké"])
def test_other_words_do_not_open_it(text: str) -> None:
    assert not GATE.acts(text)


@pytest.mark.parametrize("text", ["ATTACKED!", "(treaty)", "“broke”", "the treaty's end", "treaty–port"])
def test_case_and_punctuation_do_not_hide_an_act(text: str) -> None:
    assert GATE.acts(text)


def test_the_lexicon_names_no_bare_function_word() -> None:
    forms = load_lexicon().surface_forms()
    assert not [form for form in ("", "the", "of", "and", "be", "was", "to", "have", "had") if forms.get(form) == ((),)]


def test_a_light_verb_opens_only_beside_what_makes_it_an_act() -> None:
    gate = Gate({"went": ((frozenset({"to", "into"}), frozenset({"war", "moscow"})),), "broke": ((),)})
    assert gate.acts("he went to moscow") and gate.acts("it broke")
    assert not gate.acts("he went to the river") and not gate.acts("moscow went on")


def test_a_word_of_a_name_is_no_act() -> None:
    gate = Gate(("united",))
    assert not gate.acts("the United States", [(4, 17)])
    assert gate.acts("united, the United States", [(12, 25)])


def test_one_answer_for_each_sentence() -> None:
    _, places = sentences(["a", "b", "c"])
    assert len(GATE.in_reach(places, [])) == len(places)
    assert all(a.end <= b.start for a, b in pairwise(places))
