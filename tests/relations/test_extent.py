"""What lies far from all the rest makes no years of a relation."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import Event
from dragoman.relations import Coverage
from dragoman.relations.extent import bound_coverage, drop_far
from dragoman.relations.relation import relate
from dragoman.relations.series import tell_series

from .made import DYAD, event, make_events


def rows(*years: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((year, ("src",)) for year in years)


ACTS = make_events((3.0, -3.0), (0.5,), 30, seed=1, years=10)
MISREAD = event(900, "0600", -9.0, event_type="ASSAULT", mode="invasion")
AHEAD = event(901, "2067", 4.0)


def test_a_misread_year_is_counted_and_moves_nothing() -> None:
    coverage = Coverage(dyad=DYAD, either=rows(600, 1948, 1950, 2067), both=rows(600, 1948, 2067))
    plain, with_it = (relate(DYAD, acts, coverage) for acts in (ACTS, [*ACTS, MISREAD, AHEAD]))
    assert (with_it.phases, with_it.ruptures, with_it.series) == (plain.phases, plain.ruptures, plain.series)
    assert plain.left_out == ()
    assert with_it.left_out == (("dated a century or more away from all others", 2),)
    told = tell_series(DYAD, [*ACTS, MISREAD, AHEAD], coverage)
    assert told.points[0].span == "1946" and len(told.points) < 15
    assert "2 dated a century or more away from all others" in told.statement


@pytest.mark.parametrize(
    ("dates", "kept"),
    [
        (["1373", "1386", "1397", "1703", "1705", "1710"], 6),
        (["1373", "1703", "1705", "1710"], 3),
        (["1373", "1703"], 2),
        ([None, "1703", "1705", "1710"], 4),
        ([], 0),
    ],
    ids=["three stand together", "one stands alone", "too few to say", "undated", "none"],
)
def test_three_acts_that_stand_together_are_no_slip(dates: list[str | None], kept: int) -> None:
    events: list[Event] = [event(number, day, 2.0) for number, day in enumerate(dates)]
    assert len(drop_far(events)) == kept


@pytest.mark.parametrize(
    ("either", "both", "acts", "lived", "years"),
    [
        ((1000, 1816, 1880, 1890, 1900), (1890,), [(1888, 1892)], None, (1880, 1890, 1900)),
        ((1820, 1880, 1890, 1900), (), [(1888, 1892)], None, (1880, 1890, 1900)),
        ((1880, 1890, 1960), (1880, 1890, 1960), [], None, (1880, 1890)),
        ((1880, 1890), (), [], None, (1880, 1890)),
        ((1880, 1922, 1950, 1995), (1880, 1922, 1950), [(1950, 1951)], (1922, 1991), (1950,)),
    ],
    ids=["far years", "of one state", "no act", "neither", "while both existed"],
)
def test_sources_cover_the_time_around_the_acts(
    either: tuple[int, ...],
    both: tuple[int, ...],
    acts: list[tuple[int, int]],
    lived: tuple[int, int] | None,
    years: tuple[int, ...],
) -> None:
    days = [(date(first, 3, 1).toordinal(), date(last, 3, 1).toordinal()) for first, last in acts]
    existed = (date(lived[0], 12, 30), date(lived[1], 12, 25)) if lived else (None, None)
    coverage = Coverage(dyad=DYAD, either=rows(*either), both=rows(*both))
    assert bound_coverage(coverage, days, existed).years == years


def test_no_level_is_told_before_the_first_act_of_sources_that_speak_of_one_state() -> None:
    acts = make_events((3.0,), (), 30, seed=1, years=4)
    either, both = rows(1940, 1942, 1946, 1952), rows(1944, 1951)
    points = {one.span: one for one in tell_series(DYAD, acts, Coverage(dyad=DYAD, either=either, both=both)).points}
    assert (points["1940"].level, points["1942"].level, points["1952"].level) == (None, None, None)
    assert (points["1942"].n, points["1947"].level is not None) == (0, True)
