"""Which causes are given for a turning point: whose, how many sources, how near."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Account, Dyad, Event, Evidence, Party, Phase, Reason, Rupture
from dragoman.reasons.rank import goes_back_to, nearest_turn, rank_phase, rank_reasons, told_event, turning
from dragoman.vocab.origins import Origins

DYAD = Dyad.of("ALB", "SUN")
BREAK = Rupture(
    dyad=DYAD, window="1960/1961-12-03", direction="break", strength=4.0, low=2.0, high=6.0, event_ids=("evt_1",)
)


def event(id: str, date: str | None, score: float) -> Event:
    return Event(
        id=id, event_type="REJECT", actors=("SUN",), recipients=("ALB",), date=date, score=score, account_ids=(),
        status="asserted", mode="", place="", standing="uncontested",
    )  # fmt: skip


EVENTS = {
    one.id: one
    for one in (
        event("evt_1", "1961-12-03", -8.0), event("evt_2", "1958", -3.0), event("evt_3", "1948", -3.0),
        event("evt_4", "1960", 5.0), event("evt_5", None, -3.0),
    )
}  # fmt: skip


def words(quote: str) -> Evidence:
    return Evidence(passage_id="pas_1", start=0, end=len(quote), quote=quote)


def reason(
    id: str, explains: str, themes: tuple[str, ...] = ("economy",), effect: str = "they left", document: str = "doc_1"
) -> Reason:
    return Reason(
        id=id, document_id=document, explains=explains, cause=words("hunger"), effect=words(effect),
        evidence=words(f"{effect}, hunger"), cue="because", themes=themes, kind="ascribed", speaker="",
        speaker_state="", parties=("ALB", "SUN"), cited="", polarity="promotes", confidence=0.8,
    )  # fmt: skip


def ranked(*reasons: Reason, side: str = "") -> list[tuple[str, str, int, int]]:
    found = rank_reasons(BREAK, reasons, EVENTS, lambda _: side, lambda one: one.document_id)
    return [(one.side, theme.theme, theme.sources, theme.apart) for one in found for theme in one.themes]


def test_only_what_explains_the_turn_belongs_to_it() -> None:
    given = (reason("rea_1", "evt_1"), reason("rea_2", "evt_3"), reason("rea_3", "evt_4"), reason("rea_4", "evt_5"))
    (found,) = rank_reasons(BREAK, given, EVENTS, lambda _: "", lambda one: one.document_id)
    assert [one.id for one in found.themes[0].reasons] == ["rea_1"]


def test_the_kind_that_most_sources_give_comes_first() -> None:
    given = (
        reason("rea_1", "evt_1", ("ideology",)),
        reason("rea_2", "evt_2", ("economy",), document="doc_2"),
        reason("rea_3", "evt_2", ("economy",), document="doc_3"),
    )
    assert ranked(*given) == [("", "economy", 2, 2), ("", "ideology", 1, 0)]


def test_copies_count_once() -> None:
    given = (reason("rea_1", "evt_1"), reason("rea_2", "evt_1", document="doc_2"))
    (found,) = rank_reasons(BREAK, given, EVENTS, lambda _: "", lambda _: "doc_1")
    assert (found.themes[0].sources, len(found.themes[0].reasons)) == (1, 2)


def test_of_equals_the_nearer_comes_first_and_no_theme_last() -> None:
    given = (reason("rea_1", "evt_2"), reason("rea_2", "evt_1", ("security",)), reason("rea_3", "evt_1", ()))
    assert ranked(*given) == [("", "security", 1, 0), ("", "economy", 1, 2), ("", "", 1, 0)]


def test_the_two_states_come_before_others() -> None:
    sides = {"rea_1": "", "rea_2": "CHN", "rea_3": "SUN", "rea_4": "ALB"}
    given = [reason(id, "evt_1") for id in sides]
    found = rank_reasons(BREAK, given, EVENTS, lambda one: sides[one.id], lambda one: one.document_id)
    assert [one.side for one in found] == ["ALB", "SUN", "CHN", ""]


def test_words_of_the_relation_as_a_whole_stand_for_its_turn() -> None:
    assert turning("the deterioration of relations between the two states") == "break"
    assert turning("relations became friendly again") == "thaw"
    assert turning("the minister went home") == ""
    assert ranked(reason("rea_1", "", effect="the worsening of their relations")) == [("", "economy", 1, 3)]
    assert ranked(reason("rea_1", "", effect="the resumption of friendly relations")) == []


def test_the_order_in_which_reasons_come_changes_nothing() -> None:
    given = [reason(f"rea_{n}", "evt_1" if n % 2 else "evt_2", document=f"doc_{n % 3}") for n in range(6)]
    assert rank_reasons(BREAK, given, EVENTS, lambda _: "", lambda one: one.document_id) == rank_reasons(
        BREAK, given[::-1], EVENTS, lambda _: "", lambda one: one.document_id
    )


PHASE = Phase(
    dyad=DYAD, span="1958/1960", label="hostile", level=-4.0, low=-5.0, high=-3.0, event_ids=("evt_2", "evt_4")
)


def test_the_causes_of_a_phase_are_those_given_for_its_acts() -> None:
    given = (
        reason("rea_1", "evt_1"),
        reason("rea_2", "evt_2", ("economy", "security")),
        reason("rea_3", "evt_4", ("security",), document="doc_2"),
        reason("rea_4", "", effect="the worsening of their relations"),
    )
    (found,) = rank_phase(PHASE, given, lambda _: "SUN", lambda one: one.document_id)
    assert found.side == "SUN"
    assert [(one.theme, one.sources, one.apart) for one in found.themes] == [("security", 2, 0), ("economy", 1, 0)]
    assert rank_phase(PHASE, given[:1], lambda _: "", lambda one: one.document_id) == ()


def test_what_something_happened_in_spite_of_is_no_cause_of_it() -> None:
    spite = replace(reason("rea_1", "evt_1"), polarity="despite")
    hindered = replace(reason("rea_2", "evt_2", ("security",)), polarity="hinders")
    assert ranked(spite) == []
    assert ranked(spite, hindered) == [("", "security", 1, 2)]
    assert rank_phase(PHASE, (replace(spite, explains="evt_2"),), lambda _: "", lambda one: one.document_id) == ()


def test_a_reason_goes_with_the_turn_that_it_lies_nearest_to() -> None:
    early = replace(BREAK, window="1957/1958", event_ids=("evt_2",))
    told = reason("rea_1", "evt_2")
    assert nearest_turn(told, (BREAK, early), EVENTS) == early
    assert nearest_turn(reason("rea_2", "evt_1"), (early, BREAK), EVENTS) == BREAK
    assert nearest_turn(reason("rea_3", "", effect="the worsening of their relations"), (BREAK, early), EVENTS) == early
    assert nearest_turn(reason("rea_4", "evt_3"), (BREAK, early), EVENTS) is None


def test_a_reason_goes_back_to_what_it_cites_or_to_its_document() -> None:
    told = reason("rea_1", "evt_1", document="doc_7")
    assert goes_back_to(told, Origins(())) == "doc_7"
    assert goes_back_to(replace(told, cited="Griffith"), Origins(())) == "cited griffith"


def account(id: str, start: int, end: int) -> Account:
    told = Evidence(passage_id="pas_1", start=start, end=end, quote="x" * (end - start))
    return Account(
        id=id, document_id="doc_1", event_type="REJECT", actors=(Party(id="SUN", state="SUN", text="Moscow"),),
        recipients=(), sentence=told, evidence=told, confidence=0.9, coder="test",
    )  # fmt: skip


def test_a_cause_that_is_an_event_is_known_as_that_event() -> None:
    told = Evidence(passage_id="pas_1", start=100, end=140, quote="x" * 40)
    known = [
        (account("acc_1", 95, 115), "evt_1"),
        (account("acc_2", 110, 140), "evt_2"),
        (account("acc_3", 130, 190), "e"),
    ]
    assert told_event(told, "doc_1", known) == told_event(told, "doc_1", known[::-1]) == "evt_2"
    assert told_event(told, "doc_2", known) == ""
    assert told_event(told, "doc_1", known[2:]) == ""
