"""Phases: the stretches of years in which a relation kept one level, with a name for each."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from dragoman.model import Dyad, Event, Phase
from dragoman.model.relation import Label
from dragoman.relations.turns import Course, follow
from dragoman.vocab.scheme import Scheme

BANDS: tuple[tuple[float, Label], ...] = ((3.5, "close"), (1.5, "cooperative"), (-1.0, "cool"), (-4.5, "strained"))
"""The least level of each label on the PLOVER scale; below them all it is hostile.

For orientation: talks score 1.5, a visit 2, aid 6.5, an agreement 4 to 6, criticism -2.5, a refusal -3.5, a threat -5,
the breach of relations -8. So mutual visits with some aid or agreement make "close", visits and talks alone
"cooperative", as many quarrels as meetings "cool", quarrels "strained", sanctions and threats "hostile".
"""


def label_of(level: float) -> Label:
    """The name of the band that a level lies in."""
    return next((label for least, label in BANDS if level >= least), "hostile")


def span_text(first: date, last: date) -> str:
    """The EDTF text of the days from ``first`` to ``last``, each end as short as it can be: ``1948/1960-11-12``."""
    begin, end = first.isoformat(), last.isoformat()
    if first.day == 1:
        begin = begin[:4] if first.month == 1 else begin[:7]
    if last.day == monthrange(last.year, last.month)[1]:
        end = end[:4] if last.month == 12 else end[:7]
    return begin if begin == end else f"{begin}/{end}"


def find_phases(dyad: Dyad, events: Iterable[Event], *, scheme: Scheme | None = None) -> tuple[Phase, ...]:
    """The phases of a dyad, in order: neighbouring stretches of one label are one phase.

    A phase spans from the first to the last day that its events may mean, cut off where the next begins; between two
    phases may lie time of which nothing is told. Without dated events there is none.
    """
    return phases_of(follow(dyad, events, scheme=scheme))


def phases_of(course: Course) -> tuple[Phase, ...]:
    """The phases of a course."""
    merged: list[tuple[int, int]] = []
    for start, end in course.stretches:
        if merged and label_of(course.level(*merged[-1])[0]) == label_of(course.level(start, end)[0]):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    begins = [course.begin(start) for start, _ in merged]
    phases = []
    for place, (start, end) in enumerate(merged):
        first = begins[place]
        last = max(last for _, last in course.days[start:end])
        if place + 1 < len(merged):
            last = max(first, min(last, begins[place + 1] - 1))
        level, low, high = course.interval(start, end)
        phases.append(
            Phase(
                dyad=course.dyad,
                span=span_text(date.fromordinal(first), date.fromordinal(last)),
                label=label_of(level),
                level=round(level, 3) or 0.0,
                low=round(low, 3),
                high=round(high, 3),
                event_ids=tuple(event.id for event in course.events[start:end]),
            )
        )
    return tuple(phases)
