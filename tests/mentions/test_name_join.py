"""Names of a corpus joined to persons: pairs with what parts them, near misses, and any order of the documents."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.mentions.name_join import Bearer, JoinRules, join_names, name_id
from dragoman.model.name import NameCue, NamedPerson, NameUse

ONE_BEARER = [
    ("Hysni Kapo", "H. Kapo", "initial for forename"),
    ("Hysni Kapo", "Kapo, Hysni", "surname first"),
    ("Hysni Kapo", "HYSNI KAPO", "case"),
    ("K. Y. Yin", "K.Y. Yin", "spacing"),
    ("Hysni Kapo", "Hysni Kappo", "a letter doubled"),
    ("Ramiz Alia", "Ramiz Aliya", "transliteration"),
    ("Anastas Mikoyan", "Anastas Mikojan", "transliteration"),
    ("Anastas Mikoyan", "Anastas Mikoian", "transliteration"),
    ("Andrei Gromyko", "Andrej Gromiko", "transliteration"),
    ("Andrei Gromyko", "Andrei Gronyko", "typing error, similarity 0.88"),
    ("Nikita Khrushchev", "Nikita Khrouchtchev", "transliteration"),
    ("Nikita Khrushchev", "N. S. Khrushchev", "initial for forename, a forename left out"),
    ("Nikita Khrushchev", "Никита Хрущёв", "accents or script"),
    ("Vyacheslav Molotov", "Viacheslav Molotov", "transliteration"),
    ("Slobodan Milošević", "Slobodan Milosevich", "transliteration"),
    ("Koča Popović", "Koca Popovic", "accents or script"),
    ("Josip Broz Tito", "Yosip Broz Tito", "transliteration"),
    ("Chou En-lai", "Zhou Enlai", "transliteration"),
    ("Teng Hsiao-p'ing", "Deng Xiaoping", "transliteration"),
    ("Wang Ping-nan", "Wang Bingnan", "transliteration"),
    ("Kim Il-sung", "Kim Il Sung", "hyphen"),
    ("Kim Ilsung", "Kim Il Sung", "hyphen"),
    ("Syngman Rhee", "Rhee Syngman", "surname first"),
    ("Vo Nguyen Giap", "Võ Nguyên Giáp", "accents or script"),
    ("Janos Kadar", "Kádár János", "surname first"),
    ("Bill Bullitt", "William Bullitt", "short form of a forename"),
    ("Count Galeazzo Ciano", "Galeazzo Ciano", "title"),
    ("Joachim von Ribbentrop", "Ribbentrop, Joachim von", "surname first"),
    ("J. Foster Dulles", "John Foster Dulles", "initial for forename"),
    ("John McCone", "J. McCone", "initial for forename"),
    ("Enver Hoxha", "E. Hoxha", "initial for forename"),
    ("Gamal Abdel Nasser", "Gamal Abd al-Nasser", "a particle written otherwise"),
    ("Henry Cabot Lodge, Jr.", "Henry Cabot Lodge", "junior or senior left out"),
]
NEAR_MISSES = [
    ("Nikita Khrushchev", "Nina Khrushcheva"),
    ("N. Khrushchev", "N. Khrushcheva"),
    ("Kim Il Sung", "Kim Jong Il"),
    ("Kim Il-sung", "Kim Jong-il"),
    ("John Foster Dulles", "Allen Dulles"),
    ("John F. Kennedy", "Robert F. Kennedy"),
    ("George W. Bush", "George H. W. Bush"),
    ("Vasily Ivanovich Petrov", "Vasily Petrovich Petrov"),
    ("John Smith", "Joan Smith"),
    ("Edvard Beneš", "Bohuš Beneš"),
    ("Zhu De", "Zhou De"),
    ("Thomas Marshall, Jr.", "Thomas Marshall, Sr."),
    ("Charles H. Marlow", "Charles E. Marlow"),
    ("Constantine Dovas", "A. C. Davis"),
    ("John McCone", "Alan Cone"),
    ("Charles de Gaulle", "Philippe de Gaulle"),
    ("Maria Petrova", "Marko Petrov"),
    ("Jan Masaryk", "Tomáš Masaryk"),
    ("Mehmet Shehu", "Mehmet Shala"),
]


def use(  # noqa: PLR0917 - short rows are easier to compare
    form: str, document: str = "doc_a", state: str = "", cue: NameCue = "given", actor: str = "", count: int = 1
) -> NameUse:
    return NameUse(document_id=document, form=form, cue=cue, state=state, actor=actor, count=count)


def resolved(persons: tuple[NamedPerson, ...]) -> list[set[str]]:
    return [{one.form for one in person.variants} for person in persons if not person.why]


@pytest.mark.parametrize(("a", "b", "reason"), ONE_BEARER)
def test_joined_with_a_reason(a: str, b: str, reason: str) -> None:
    (person,) = join_names([use(a, "doc_a"), use(b, "doc_b")])
    (joined,) = [one for one in person.variants if one.like]
    assert joined.reason == reason
    assert 0.7 <= joined.score <= 1.0
    assert person.documents == ("doc_a", "doc_b")


@pytest.mark.parametrize(("a", "b"), NEAR_MISSES)
def test_not_joined(a: str, b: str) -> None:
    assert len(join_names([use(a), use(b)])) == 2


def test_a_name_that_fits_two_stays_unresolved_with_both() -> None:
    found = join_names([use("George W. Bush"), use("George H. W. Bush"), use("George Bush", "doc_b")])
    (open_one,) = [person for person in found if person.why]
    assert open_one.name == "George Bush"
    assert set(open_one.candidates) == {person.id for person in found if not person.why}


def test_an_initial_is_joined_only_where_one_person_fits() -> None:
    assert {"H. Kapo", "Hysni Kapo"} in resolved(join_names([use("Hysni Kapo"), use("H. Kapo")]))
    found = join_names([use("Hysni Kapo"), use("Halim Kapo"), use("H. Kapo")])
    assert sorted(map(sorted, resolved(found))) == [["Halim Kapo"], ["Hysni Kapo"]]


def test_a_surname_alone_needs_one_bearer_and_a_title() -> None:
    titled = use("Kapo", "doc_b", cue="title")
    assert {"Hysni Kapo", "Kapo"} in resolved(join_names([use("Hysni Kapo"), titled]))
    two = join_names([use("Hysni Kapo"), use("Vito Kapo"), titled])
    (open_one,) = [person for person in two if person.why]
    assert len(open_one.candidates) == 2
    common = join_names([use("Hysni Kapo"), titled], rules=JoinRules(common=frozenset({"kapo"})))
    assert [person.candidates for person in common if person.name == "Kapo"] != [()]
    assert {"Hysni Kapo", "Kapo"} not in resolved(common)


def test_persons_of_two_states_are_two() -> None:
    found = join_names(
        [use("Ivan Petrov", state="SUN"), use("Ivan Petrov", "doc_b", "BGR"), use("Ivan Petrov", "doc_c")]
    )
    assert sorted(person.state for person in found if not person.why) == ["BGR", "SUN"]
    (open_one,) = [person for person in found if person.why]
    assert len(open_one.candidates) == 2


def test_one_state_under_two_names_is_one() -> None:
    rules = JoinRules(is_one_state=lambda one, other: {one, other} <= {"SUN", "RUS"})
    found = join_names([use("Ivan Petrov", state="SUN"), use("Ivan Petrov", "doc_b", "RUS")], rules=rules)
    assert len(found) == 1


def test_two_capitalised_words_are_a_person_only_by_another_mention() -> None:
    assert join_names([use("Radio Moscow", cue="shape")]) == ()
    (person,) = join_names([use("Hysni Kapo", cue="shape"), use("Hysni Kapo", "doc_b", "ALB")])
    assert person.state == "ALB"
    assert person.documents == ("doc_a", "doc_b")


def test_a_typing_error_is_none_where_both_spellings_are_at_home() -> None:
    uses = [use(form, f"doc_{number}") for form in ("Ivan Martov", "Ivan Marlov") for number in range(3)]
    assert len(join_names(uses)) == 2
    assert len(join_names(uses[:4])) == 1


def test_the_authority_list_names_a_person_and_overrides() -> None:
    known = use("Mikoyan", "doc_b", "SUN", "known", "person:mikoyan-anastas")
    bearer = Bearer(id="person:mikoyan-anastas", names=("Anastas Mikoyan",), state="SUN")
    (person,) = join_names([use("Anastas Mikojan"), known], [bearer])
    assert person.id == person.actor == "person:mikoyan-anastas"
    # Another who is of the same name in another state is not he.
    assert len(join_names([use("Anastas Mikojan", state="GRC"), known], [bearer])) == 2
    # A person of the list whom the corpus never names is not meant by an initial.
    (stranger,) = join_names([use("A. Mikojan")], [bearer])
    assert stranger.actor == ""


def test_judgements_join_and_part() -> None:
    uses = [use("Hysni Kapo"), use("H. Kapo", "doc_b"), use("Comrade Besnik", "doc_c", cue="title")]
    ids = {one.form: name_id(one.form, one.state) for one in uses}

    def pair(one: str, other: str) -> frozenset[tuple[str, str]]:
        first, second = sorted((ids[one], ids[other]))
        return frozenset({(first, second)})

    parted = join_names(uses, rules=JoinRules(different=pair("Hysni Kapo", "H. Kapo")))
    assert {"Hysni Kapo", "H. Kapo"} not in resolved(parted)
    joined = join_names(uses, rules=JoinRules(same=pair("Hysni Kapo", "Comrade Besnik")))
    assert {"Hysni Kapo", "H. Kapo", "Comrade Besnik"} in resolved(joined)


FORMS = st.sampled_from(
    [
        "Hysni Kapo", "H. Kapo", "Kapo, Hysni", "Hysni Kappo", "Halim Kapo", "Kapo", "Anastas Mikoyan", "A. Mikojan",
        "Anastas Mikoian", "A. I. Mikoyan", "Mikoyan", "George Bush", "George W. Bush", "George H. W. Bush", "G. Bush",
        "Andrei Gromyko", "Andrej Gromiko", "Andrei Gronyko", "A. Gromyko", "Anatoly Gromyko", "Gromyko",
    ]
)  # fmt: skip
CUES: st.SearchStrategy[NameCue] = st.sampled_from(["given", "title", "shape"])
USES = st.lists(
    st.builds(use, FORMS, st.sampled_from(["doc_a", "doc_b", "doc_c"]), st.sampled_from(["", "", "ALB", "SUN"]), CUES),
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(USES, st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(uses: list[NameUse], random: object) -> None:
    shuffled = list(uses)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert join_names(shuffled) == join_names(uses)


@settings(max_examples=100, deadline=None)
@given(USES)
def test_every_name_of_a_person_is_somebodys_once(uses: list[NameUse]) -> None:
    found = [variant.id for person in join_names(uses) for variant in person.variants]
    assert len(found) == len(set(found))
    sure = {name_id(one.form, one.state) for one in uses if one.cue != "shape"}
    assert sure <= set(found)
