"""Which readings are asked about first: bearing on the history, uncertainty, contested fields."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.records import a_document, a_reason, an_account

from dragoman.bearing import weigh
from dragoman.judgements import Rulings
from dragoman.model import Account, Borrowing, Conflict, Event, Position
from dragoman.suggestions import Material, suggest


def an_event(account: Account, date: str, score: float, mode: str = "") -> Event:
    return Event(
        id=f"evt_{account.id}",
        account_ids=(account.id,),
        event_type=account.event_type,
        mode=mode,
        actors=("ALB",),
        recipients=("SUN",),
        date=date,
        place="",
        score=score,
        status="asserted",
        standing="single-source",
    )


def accounts(number: int, **fields: object) -> list[Account]:
    document = a_document()
    return [replace(an_account(document, **fields), id=f"acc_{one}") for one in range(number)]


def material(told: list[Account], events: list[Event], **fields: object) -> Material:
    values: dict[str, object] = {"conflicts": (), "reasons": (), "persons": (), "rulings": Rulings()}
    return Material(accounts=told, events=events, **{**values, **fields})  # type: ignore[arg-type]


def test_an_event_bears_more_the_fewer_stand_beside_it_and_the_further_it_is_from_them() -> None:
    told = accounts(5)
    dates = ("1950", "1955", "1955", "1955", "1955")
    events = [an_event(one, date, 5.0) for one, date in zip(told, dates, strict=True)]
    events[4] = replace(events[4], score=-5.0)
    found = weigh(events)
    assert found[events[4].id].weight > found[events[1].id].weight
    assert found[events[0].id].weight > found[events[1].id].weight
    assert weigh([replace(events[0], date=None), replace(events[1], status="promised")]) == {}


def test_what_a_turning_point_rests_on_bears_its_strength() -> None:
    told = accounts(9)
    years = [f"19{year}" for year in range(50, 59)]
    events = [an_event(one, date, 5.0) for one, date in zip(told, years, strict=True)]
    events[8] = an_event(told[8], "1961-12-03", -10.0, mode="break-relations")
    found = weigh(events)
    (turn,) = found[events[8].id].turns
    assert turn.startswith("ALB-SUN@")
    assert found[events[8].id].weight > 5 > found[events[4].id].weight


def test_what_closes_a_turning_point_bears_the_whole_of_it() -> None:
    told = accounts(10)
    events = [an_event(one, f"19{50 + year}", 5.0) for year, one in enumerate(told[:6])]
    events += [an_event(one, f"1961-0{month}", -5.0) for month, one in enumerate(told[6:9], start=4)]
    events.append(an_event(told[9], "1961-12-03", -6.0, mode="break-relations"))
    found = weigh(events)
    act, earlier = found[events[9].id], found[events[8].id]
    assert act.turns == earlier.turns and len(act.turns) == 1
    assert act.weight > 3 * earlier.weight


def test_uncertainty_times_weight_orders_and_a_dispute_is_over_the_whole_event() -> None:
    told = [replace(one, confidence=confidence) for one, confidence in zip(accounts(3), (0.9, 0.3, 0.9), strict=True)]
    events = [an_event(one, date, 5.0) for one, date in zip(told, ("1950", "1955", "1960"), strict=True)]
    positions = (
        Position(value="1960", account_ids=("acc_2",)),
        Position(value="1961", account_ids=("acc_9", "acc_8")),
    )
    conflict = Conflict(event_id=events[2].id, field="date", positions=positions)
    found = [one for one in suggest(material(told, events, conflicts=(conflict,))) if one.kind == "account"]
    assert [one.about for one in found] == ["acc_1", "acc_2", "acc_0"]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    doubtful, contested = found[:2]
    bearing = weigh(events)[events[2].id].weight
    assert contested.weight == pytest.approx(bearing)
    assert "date contested: 1960 here, elsewhere 1961 (2)" in contested.why
    assert contested.uncertainty == pytest.approx(2 / 3)
    assert doubtful.score == pytest.approx(0.7 * doubtful.weight)
    settled = Rulings(corrections=(("acc_2", "event.date", "1960"),))
    again = suggest(material(told, events, conflicts=(conflict,), rulings=settled))
    assert not any(one.is_contested for one in again)


def test_two_tellings_that_are_nearly_one_are_asked_about_with_the_parts_of_the_score() -> None:
    one, other = accounts(2, date="1959-05-25", event_type="CONSULT", mode="visit")
    other = replace(other, document_id="doc_other", date="1959-05-27")
    apart = material([one, other], [an_event(told, str(told.date), 5.0) for told in (one, other)])
    pairs = [found for found in suggest(apart) if found.kind == "pair"]
    assert [(found.about, found.other) for found in pairs] == [("acc_0", "acc_1")]
    assert {"actors", "words"} <= dict(pairs[0].parts).keys()
    judged = material(apart.accounts, apart.events, rulings=Rulings(different=frozenset({("acc_0", "acc_1")})))  # type: ignore[arg-type]
    assert not [found for found in suggest(judged) if found.kind == "pair"]


def test_a_reason_is_asked_about_by_what_it_explains() -> None:
    (told,) = accounts(1, confidence=1.0)
    event = an_event(told, "1955", 5.0)
    reasons = [a_reason(0, explains=event.id), a_reason(1, explains="")]
    found = [one for one in suggest(material([told], [event], reasons=reasons)) if one.kind == "reason"]
    assert [one.about for one in found] == [reasons[0].id]
    assert found[0].weight == pytest.approx(weigh([event])[event.id].weight)


def test_an_event_bears_as_surely_as_it_was_read_and_what_a_person_accepted_is_sure() -> None:
    (told,) = accounts(1, confidence=0.3)
    breach = an_event(told, "1961-12-03", -10.0, mode="break-relations")
    assert weigh([breach])[breach.id].turns
    assert not material([told], [breach]).bearings[breach.id].turns
    accepted = Rulings(accepted=frozenset({told.id}))
    (turn,) = material([told], [breach], rulings=accepted).bearings[breach.id].turns
    assert turn == "ALB-SUN@1961-12-03"


def test_an_event_told_by_a_text_and_its_copy_bears_as_one() -> None:
    one, other = accounts(2, confidence=1.0)
    other = replace(other, document_id="doc_copy")
    both = replace(an_event(one, "1955", 5.0), account_ids=(one.id, other.id))
    copied = Borrowing(
        id="bor_1",
        kind="wording",
        document_ids=(one.document_id, "doc_copy"),
        one=one.evidence,
        other=one.evidence,
        words=90,
        share=1.0,
    )
    apart = material([one, other], [both]).bearings[both.id].weight
    assert material([one, other], [both], borrowings=(copied,)).bearings[both.id].weight < apart
