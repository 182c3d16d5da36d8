"""Turning points: windows that hold the truth and close with the formal act, and none without events."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks.made_relations import Plan, make_relation

from dragoman.model import Event
from dragoman.relations.formal_acts import chance_of
from dragoman.relations.ruptures import find_ruptures, ruptures_of
from dragoman.relations.turns import follow
from dragoman.relations.weights import Trust
from dragoman.vocab.edtf import overlaps, parse

from .made import DYAD, event, make_events

FRIENDLY = [event(number, date, score) for number, (date, score) in enumerate(
    [("1948", 6.0), ("1949-04", 6.5), ("1951", 6.5), ("1953-06", 2.0), ("1954-06", 2.0), ("1957-04-15", 4.0),
     ("1957", 6.5), ("1959-05", 2.0)])]  # fmt: skip
QUARREL = [event(20 + number, date, score) for number, (date, score) in enumerate(
    [("1960-06", -3.5), ("1960-06", -3.0), ("1960-09", -3.0), ("1960-11", -3.0), ("1960-11", -3.5),
     ("1961", -5.0), ("1961-05-29", -5.5)])]  # fmt: skip
BREACH = event(40, "1961-12-03", -8.0, event_type="SANCTION", mode="break-relations")


def test_a_breach_of_relations_closes_the_window() -> None:
    (found,) = find_ruptures(DYAD, [*FRIENDLY, *QUARREL, BREACH])
    assert (found.direction, found.window) == ("break", "1960-06/1961-12-03")
    assert BREACH.id in found.event_ids
    assert {one.id for one in QUARREL} <= set(found.event_ids)
    assert not {one.id for one in FRIENDLY} & set(found.event_ids)
    assert 0 < found.low < found.strength < found.high


def test_a_breach_told_twice_closes_one_window_with_its_more_precise_date() -> None:
    again = event(41, "1961", -8.0, event_type="SANCTION", mode="break-relations")
    found = find_ruptures(DYAD, [*FRIENDLY, *QUARREL, BREACH, again])
    assert [one.window for one in found] == ["1960-06/1961-12-03"]


def test_a_breach_alone_is_a_rupture_on_its_day() -> None:
    (found,) = find_ruptures(DYAD, [BREACH])
    assert (found.window, found.event_ids, found.direction) == ("1961-12-03", (BREACH.id,), "break")
    assert found.strength >= 2.0


def test_a_breach_after_few_events_takes_in_the_quarrel_that_leads_to_it() -> None:
    few = [event(1, "1959", 2.0), event(2, "1961", -3.0), BREACH]
    (found,) = find_ruptures(DYAD, few)
    assert found.window == "1961/1961-12-03"
    assert found.event_ids == ("evt_0002", BREACH.id)


def test_a_change_without_a_formal_act_lies_between_old_and_new() -> None:
    (found,) = find_ruptures(DYAD, [*FRIENDLY, *QUARREL])
    assert found.direction == "break"
    assert overlaps(found.window, "1959-05/1960-06")
    assert found.event_ids


def test_a_soft_formal_act_needs_a_change_of_level_to_be_a_turn() -> None:
    treaty = event(60, "1955", 6.5, event_type="SUPPORT", mode="recognition")
    assert find_ruptures(DYAD, [treaty, *FRIENDLY]) == ()


def test_resumption_is_a_thaw() -> None:
    later = [event(50 + number, f"{1963 + number}", -3.0) for number in range(4)]
    again = event(60, "1968-07-30", 7.0, event_type="SUPPORT", mode="resume-relations")
    warm = [event(70 + number, f"{1969 + number}", 6.0) for number in range(5)]
    found = find_ruptures(DYAD, [*FRIENDLY, *QUARREL, BREACH, *later, again, *warm])
    assert [one.direction for one in found] == ["break", "thaw"]
    assert found[1].window.endswith("1968-07-30")


@pytest.mark.parametrize(
    "events",
    [
        [],
        [event(1, None, -8.0), event(2, None, 6.0)],
        [event(1, "1960", -3.0)],
        [event(number, "1960", score) for number, score in enumerate([6.0, -6.0, 6.0, -6.0, 5.0])],
        [event(number, f"19{50 + number}", -8.0, status="planned") for number in range(9)],
        [event(number, f"19{50 + number}", 2.0, recipients=("CHN",)) for number in range(9)],
    ],
    ids=["none", "undated", "one", "one year", "planned", "another dyad"],
)
def test_without_events_that_carry_it_there_is_no_rupture(events: list) -> None:  # type: ignore[type-arg]
    assert find_ruptures(DYAD, events) == ()


def test_every_rupture_names_events_and_a_readable_window() -> None:
    for seed in range(40):
        for found in find_ruptures(DYAD, make_events((4.0, -3.0, 3.0), (0.4, 0.7), 40, seed=seed)):
            assert found.event_ids
            assert parse(found.window).earliest()
            assert found.low <= found.strength <= found.high


@pytest.mark.parametrize(
    ("plan", "least"),
    [
        (Plan(count=20), 0.9),
        (Plan(count=60, miscoded=0.15), 0.95),
        (Plan(count=60, unit="month", levels=(-4.0, 3.0)), 0.95),
        (Plan(count=60, unit="year", miscoded=0.1), 0.92),
    ],
    ids=str,
)
def test_a_known_break_lies_in_its_window(plan: Plan, least: float) -> None:
    """Seven points, single events scattering by 2.5: share of 40 made relations (``benchmarks.turning_points``)."""
    held = 0
    for seed in range(1000, 1040):
        made = make_relation(plan, seed=seed)
        (day,), (way,) = made.breaks, made.directions
        held += any(
            one.direction == way and overlaps(one.window, day.isoformat()) for one in find_ruptures(DYAD, made.events)
        )
    assert held / 40 >= least


@pytest.mark.parametrize("plan", [Plan(levels=(1.0,), count=20, miscoded=0.2), Plan(levels=(-3.0,), count=40)], ids=str)
def test_false_alarms_are_rare(plan: Plan) -> None:
    alarms = sum(bool(find_ruptures(DYAD, make_relation(plan, seed=seed).events)) for seed in range(1000, 1080))
    assert alarms / 80 < 0.05


def test_a_turn_tells_how_likely_it_is_and_by_which_day_it_had_come() -> None:
    made = make_relation(Plan(count=60), seed=3)
    (found,) = find_ruptures(DYAD, made.events)
    assert found.probability is not None and found.probability > 0.85
    days = [day for day, _ in found.posterior]
    shares = [share for _, share in found.posterior]
    assert days == sorted(days) and shares == sorted(shares) and 0.5 in shares
    first, last = found.window.split("/")
    assert first <= days[0] and days[-1] <= last + "~"


def test_a_formal_act_alone_has_no_posterior() -> None:
    (found,) = find_ruptures(DYAD, [BREACH])
    assert (found.probability, found.posterior) == (1.0, ())


def test_relations_undone_and_resumed_again_are_turns_of_their_own() -> None:
    acts = [
        ("1903-09-19", 7.0, "establish-relations"), ("1941-12-13", -8.0, "break-relations"),
        ("1947-09-27", 7.0, "resume-relations"), ("1950-02-20", -8.0, "break-relations"),
        ("1959-03-24", 7.0, "resume-relations"), ("1966-11-28", 5.0, "upgrade-relations"),
        ("1966-12-14", 5.0, "upgrade-relations"),
    ]  # fmt: skip
    found = find_ruptures(DYAD, [event(n, day, score, mode=mode) for n, (day, score, mode) in enumerate(acts)])
    assert [(one.window.split("/")[-1], one.direction) for one in found] == [
        (day, "thaw" if score > 0 else "break") for day, score, _ in acts[:5]
    ]


def test_of_a_recognition_and_a_resumption_close_together_the_resumption_counts() -> None:
    acts = [("1991-06-01", 6.5, "recognition"), ("1991-09-05", 7.0, "resume-relations")]
    (found,) = find_ruptures(DYAD, [event(n, day, score, mode=mode) for n, (day, score, mode) in enumerate(acts)])
    assert found.window.endswith("1991-09-05")


def trusted(events: list[Event], confidence: float, sources: int = 1) -> dict[str, Trust]:
    return {one.id: Trust(confidence=confidence, sources=sources) for one in events}


def test_a_breach_that_is_likelier_misread_than_not_is_no_turn() -> None:
    def found(confidence: float) -> int:
        return len(ruptures_of(follow(DYAD, [BREACH], trust=trusted([BREACH], confidence))))

    assert (found(0.3), found(0.7)) == (0, 1)


MEETINGS = [event(80 + number, f"19{58 + number // 4}-{3 * (number % 4) + 1:02}", 1.5) for number in range(28)]


@pytest.mark.parametrize(
    ("around", "confidence", "found"),
    [([], 0.7, 1), (MEETINGS, 0.7, 0), (MEETINGS[:12], 0.9, 1), (MEETINGS, 0.999, 1), (MEETINGS, 1.0, 1)],
    ids=["nothing around", "meetings before and after", "meetings before", "many sources", "surely read"],
)
def test_a_breach_after_which_all_goes_on_as_before_must_be_read_the_surer(
    around: list[Event], confidence: float, found: int
) -> None:
    events = [*around, BREACH]
    told = trusted(around, 1.0) | trusted([BREACH], confidence)
    alone = ruptures_of(follow(DYAD, events, trust=told))
    assert len(alone) == found
    for one in alone:
        assert one.posterior == () and one.probability is not None
        assert 0.5 <= one.probability <= confidence


def test_a_level_that_changes_anyway_makes_no_doubtful_reading_surer() -> None:
    course = follow(DYAD, [*FRIENDLY, BREACH, *QUARREL], trust=trusted([BREACH], 0.6))
    assert chance_of(course, course.events.index(BREACH)) == 0.6


@pytest.mark.parametrize(
    "act",
    [
        event(60, "1952", -4.0, event_type="AGREE", mode="peace-treaty", status="ended"),
        event(60, "1952", 6.5, event_type="SUPPORT", mode="recognition", standing="denied"),
        event(60, "1952", -8.0, event_type="SANCTION", mode="break-relations", standing="denied"),
    ],
    ids=["a treaty that is ended", "a recognition denied", "a breach denied"],
)
def test_what_did_not_happen_or_goes_the_other_way_completes_no_turn(act: Event) -> None:
    assert find_ruptures(DYAD, [act]) == ()


@pytest.mark.parametrize(("confidence", "number"), [(0.55, 0), (0.8, 0), (0.95, 1)])
def test_an_alliance_that_moves_the_level_must_be_as_sure_as_a_change_of_level(confidence: float, number: int) -> None:
    quarrels = [event(number, f"19{50 + number // 2}-0{number % 2 + 1}", -3.0) for number in range(12)]
    pact = event(60, "1956-03-01", 8.0, event_type="AGREE", mode="alliance")
    told = ruptures_of(follow(DYAD, [*quarrels, pact], trust=trusted([pact], confidence)))
    assert len(told) == number
    (alone,) = ruptures_of(follow(DYAD, [pact], trust=trusted([pact], 0.8)))
    assert alone.probability == 0.8


def test_a_quarrel_read_with_doubt_makes_a_change_less_probable() -> None:
    def probability(confidence: float) -> float:
        told = {**trusted(FRIENDLY, 1.0), **trusted(QUARREL, confidence)}
        return max((turn.probability for turn in follow(DYAD, [*FRIENDLY, *QUARREL], trust=told).turns), default=0.0)

    assert probability(1.0) > probability(0.6) > probability(0.05) == 0.0


def test_with_every_act_surely_read_by_one_source_nothing_changes() -> None:
    events = [*FRIENDLY, *QUARREL, BREACH]
    assert ruptures_of(follow(DYAD, events, trust=trusted(events, 1.0))) == find_ruptures(DYAD, events)


def test_copies_of_an_act_weigh_as_one() -> None:
    copies = [replace(one, account_ids=("a", "b", "c", "d")) for one in QUARREL]
    told = follow(DYAD, [*FRIENDLY, *copies], trust=trusted(copies, 1.0, sources=1))
    assert told.weights.tolist() == follow(DYAD, [*FRIENDLY, *QUARREL]).weights.tolist()
    assert follow(DYAD, [*FRIENDLY, *copies]).weights[-1] == 2.0


def test_an_act_long_before_the_change_does_not_complete_it() -> None:
    early = [event(number, day, 5.0) for number, day in enumerate(["1938", "1939", "1944-08"])]
    pact = event(9, "1945-08-14", 6.0, event_type="AGREE", mode="alliance")
    calm = [event(20 + number, f"{1946 + number // 2}-0{3 + number % 2}", 1.0) for number in range(28)]
    warm = [event(60 + number, f"{1960 + number // 3}-0{5 + number % 3}", 7.0) for number in range(18)]
    found = [one for one in find_ruptures(DYAD, [*early, pact, *calm, *warm]) if one.direction == "thaw"]
    assert found and not any(one.window.endswith("1945-08-14") and one.posterior for one in found)
