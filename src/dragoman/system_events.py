"""Which events a system of states can be told from: acts of states that existed, at a time that belongs to the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from math import inf

from dragoman.model import Event
from dragoman.vocab import edtf
from dragoman.vocab.actor_records import Span
from dragoman.vocab.actors import Authority

SILENCE = 10
"""Years without any event that part a stretch of time from the next."""

FEW = 0.01
"""The share of all dated events of which a stretch must hold more to be told, where nobody asked for a time."""

MANY = 20
"""Events of a project from which on one alone is no stretch."""

WIDE = 5
"""Years: an event that is dated no more closely makes no stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Events with the parties that existed at their time, and how often which state was left out because it did not."""

    events: tuple[Event, ...]
    unborn: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The days that a system can be told of; ``far`` are the years of the events that lie far from all the others."""

    first: date | None
    last: date | None
    far: tuple[int, ...] = ()


def keep_living(events: Iterable[Event], authority: Authority) -> Placed:
    """The events without parties that did not exist on any day that the date may mean; so misread, or named wrongly.

    An act that is then between no two states is left out, and one that has no side left that acts, or is acted on.
    """
    kept: list[Event] = []
    unborn: Counter[str] = Counter()

    @cache
    def is_gone(code: str, when: str) -> bool:
        return not _lives(code, _days(when), authority)

    for event in events:
        when = event.date
        gone = sorted({one for one in (*event.actors, *event.recipients) if when and is_gone(one, when)})
        if gone:
            unborn.update(gone)
            actors = tuple(one for one in event.actors if one not in gone)
            recipients = tuple(one for one in event.recipients if one not in gone)
            lost = (bool(event.actors) > bool(actors)) or (bool(event.recipients) > bool(recipients))
            if lost or len({*actors, *recipients}) < 2:
                continue
            kept.append(replace(event, actors=actors, recipients=recipients))
        else:
            kept.append(event)
    return Placed(events=tuple(kept), unborn=dict(sorted(unborn.items())))


def find_stretch(events: Iterable[Event], most: float = inf) -> Stretch:
    """The time that the events tell of, at most so many years, without those few that lie far from all others.

    See :func:`main_years`; an event that is dated to more than five years makes no stretch.
    """
    dated = [
        (span.first, span.last)
        for span in map(_span, events)
        if span and span.first and span.last and span.last.year - span.first.year <= WIDE
    ]
    years = main_years(Counter(first.year for first, _ in dated), most)
    if years is None:
        return Stretch(first=None, last=None)
    told = [(first, last) for first, last in dated if years[0] <= first.year <= years[1]]
    far = sorted(first.year for first, _ in dated if not years[0] <= first.year <= years[1])
    return Stretch(first=min(told)[0], last=max(last for _, last in told), far=tuple(far))


def main_years(counts: Mapping[int, int], most: float = inf) -> tuple[int, int] | None:
    """The first and last of the years that hold the events, by how many events each year has; None without any.

    Stretches are parted by ten years without an event. Those before the first great one, and after the last, are left
    out: a great one holds more than a hundredth of the events, and of twenty or more events at least two. Dates so far
    off are mostly misread. Of great stretches that together are longer than ``most`` years the smaller ones at the
    ends go too.
    """
    runs: list[list[int]] = []
    for year in sorted(year for year, number in counts.items() if number):
        if not runs or year - runs[-1][-1] > SILENCE:
            runs.append([])
        runs[-1].append(year)
    sizes = [sum(counts[year] for year in run) for run in runs]
    least = max(FEW * sum(sizes), 1 if sum(sizes) >= MANY else 0)
    great = [at for at, size in enumerate(sizes) if size > least] or list(range(len(runs)))
    while len(great) > 1 and runs[great[-1]][-1] - runs[great[0]][0] >= most:
        great = great[1:] if sizes[great[0]] < sizes[great[-1]] else great[:-1]
    return (runs[great[0]][0], runs[great[-1]][-1]) if great else None


def _lives(code: str, span: Span, authority: Authority) -> bool:
    if code not in authority or authority.actor(code).kind != "state":
        return True
    spans = authority.actor(code).spans
    return not spans or any(one.overlaps(span) for one in spans)


def _span(event: Event) -> Span | None:
    return _days(event.date) if event.date else None


@lru_cache(maxsize=1 << 14)
def _days(when: str) -> Span:
    found = edtf.parse(when)
    return Span(first=found.earliest(), last=found.latest())
