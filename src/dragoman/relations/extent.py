"""The stretch of time that a relation can be told of: what lies far from all the rest is set aside, and counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dragoman.model import Event
from dragoman.relations.coverage import Coverage
from dragoman.relations.dyads import day_span

FAR = 36525
"""Days: acts a century or more away from all others are told in passing, or their year is misread."""

LONE = 3
"""Acts that stand together, however far away, are no slip."""

APART = 25
"""Years: where no act is told, sources that speak of the two so long before or after all others say nothing of them."""

Days = tuple[date | None, date | None]


def find_far(spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The places of the acts (first and last day numbers) that lie a century or more away from all others.

    Fewer than three that stand together are set aside, unless nothing else is told.
    """
    groups = _groups([(first, last, place) for place, (first, last) in enumerate(spans)], FAR)
    if not any(len(group) >= LONE for group in groups):
        return frozenset()
    return frozenset(place for group in groups if len(group) < LONE for *_, place in group)


def drop_far(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events without those dated far from all others; undated ones are kept."""
    listed = tuple(events)
    dated = [(place, span) for place, event in enumerate(listed) if event.date and (span := day_span(event.date))]
    far = {dated[one][0] for one in find_far([span for _, span in dated])}
    return tuple(event for place, event in enumerate(listed) if place not in far)


def bound_coverage(coverage: Coverage, acts: Iterable[tuple[int, int]], lived: Days = (None, None)) -> Coverage:
    """The coverage of the time that can be told of: while both states existed, and around their acts.

    Told of are the years of the acts (first and last day numbers) and those in which a source speaks of both states,
    up to a silence of 25 years with no act beyond it; what sources say of either state counts between the first and the
    last of them, and 25 years before and after. So a number taken for a year, or a source that speaks of one of the
    states a century before, makes no years of a relation.
    """
    born, ended = (day.year if day else None for day in lived)

    def holds(year: int) -> bool:
        return (born is None or year >= born) and (ended is None or year <= ended)

    marks = [(_year(first), _year(last), 1) for first, last in acts]
    marks += [(year, year, 0) for year, _ in coverage.both if holds(year)]
    groups = _groups(marks, APART)
    if not groups:
        # Of neither acts nor sources that speak of both: what is said of either is all there is.
        return replace(coverage, either=tuple(one for one in coverage.either if holds(one[0])), both=())
    kept = [group for group in groups if any(act for *_, act in group)] or [max(groups, key=len)]
    first = min(begin for group in kept for begin, *_ in group)
    last = max(end for group in kept for _, end, _ in group)

    def within(rows: tuple[tuple[int, tuple[str, ...]], ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
        return tuple(one for one in rows if first - APART < one[0] < last + APART and holds(one[0]))

    return replace(coverage, either=within(coverage.either), both=within(coverage.both))


def _groups(marks: Iterable[tuple[int, int, int]], gap: int) -> list[list[tuple[int, int, int]]]:
    """The marks (first, last, what) in order, cut where the next begins ``gap`` or more after all before it ended."""
    groups: list[list[tuple[int, int, int]]] = []
    reached = 0
    for mark in sorted(marks):
        if not groups or mark[0] - reached >= gap:
            groups.append([])
        groups[-1].append(mark)
        reached = max(reached, mark[1])
    return groups


def _year(day: int) -> int:
    return date.fromordinal(day).year
