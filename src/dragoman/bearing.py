"""How much each event bears on the history of its relations: what would move if it were not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dragoman.model import Dyad, Event, Rupture

if TYPE_CHECKING:
    from dragoman.relations.turns import Course
    from dragoman.relations.weights import Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What an event does to its relations, in points of the scale; and the turning points that rest on it.

    ``turns`` are written as they are asked for: ``ALB-SUN@1960/1961-12-03``.
    """

    weight: float = 0.0
    turns: tuple[str, ...] = ()


def weigh(events: Sequence[Event], trust: Mapping[str, Trust] | None = None) -> dict[str, Bearing]:
    """The bearing of every event that counts, by id.

    For each pair of states it is the change of the mean level of the year when the event is left out (the mean is
    drawn to 0 as by one event more, so that a year's only event does not weigh beyond measure), plus, for each turning
    point that names the event, the turn's strength by the event's share in its weight. A formal act that closes the
    window of a turn ("broke off relations") bears its whole strength: without it the turn would be told otherwise.
    An event without a date, or whose status does not count, bears on nothing. ``trust`` says by event id how many
    independent sources tell it and how surely it was read, as for the phases and turning points themselves: without
    it each account counts as a source, surely read.
    """
    from dragoman.relations import dyads_of
    from dragoman.relations.ruptures import ruptures_of
    from dragoman.relations.turns import follow

    between: dict[Dyad, list[Event]] = defaultdict(list)
    for event in events:
        for dyad in dyads_of(event):
            between[dyad].append(event)
    weights: dict[str, float] = defaultdict(float)
    turns: dict[str, list[str]] = defaultdict(list)
    for dyad in sorted(between):
        course = follow(dyad, between[dyad], trust=trust)
        for event, pull in zip(course.events, _pulls(course), strict=True):
            weights[event.id] += pull
        for rupture in ruptures_of(course):
            for event_id, share in _shares(course, rupture):
                weights[event_id] += share * rupture.strength
                turns[event_id].append(f"{dyad}@{rupture.window}")
    return {one: Bearing(weight=round(weight, 6), turns=tuple(turns[one])) for one, weight in sorted(weights.items())}


def _pulls(course: Course) -> Iterable[float]:
    """How far each event moves the mean level of its years."""
    scores, loads = course.scores.tolist(), course.weights.tolist()
    spans = [range(date.fromordinal(first).year, date.fromordinal(last).year + 1) for first, last in course.days]
    total: dict[int, float] = defaultdict(float)
    sums: dict[int, float] = defaultdict(float)
    for score, load, years in zip(scores, loads, spans, strict=True):
        for year in years:
            total[year] += load / len(years)
            sums[year] += score * load / len(years)
    for score, load, years in zip(scores, loads, spans, strict=True):
        share = load / len(years)
        yield sum(
            abs(sums[year] / (total[year] + 1.0) - (sums[year] - score * share) / (total[year] - share + 1.0))
            for year in years
        )


def _shares(course: Course, rupture: Rupture) -> Iterable[tuple[str, float]]:
    """What part of a turning point's weight lies on each of its events; the whole on the formal act that closes it."""
    from dragoman.relations.formal_acts import CLOSING

    carrying = frozenset(rupture.event_ids)
    loads = {
        event.id: load
        for event, load in zip(course.events, course.weights.tolist(), strict=True)
        if event.id in carrying
    }
    whole = sum(loads.values())
    formal = {event.id for event in course.events if event.mode in CLOSING[rupture.direction]}
    closing = {one for one in rupture.event_ids[-1:] if one in formal}
    for event_id, load in loads.items():
        yield event_id, 1.0 if event_id in closing else load / whole
