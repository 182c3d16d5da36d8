"""The course of a relation: per year, quarter, month or day the events, and the level that they speak for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, get_args

import numpy as np

from dragoman.errors import ConfigError
from dragoman.model import Dyad, Event, Point
from dragoman.model.series import Series
from dragoman.relations.bins import BYS, Bin, By, make_bins
from dragoman.relations.coverage import WIDEST, Coverage
from dragoman.relations.dyads import day_span, directed_events, events_of
from dragoman.relations.extent import bound_coverage, find_far
from dragoman.relations.formal import formal_steps, ties_on
from dragoman.relations.level import fit_level, observe, tell_level
from dragoman.relations.points import FEWEST, Dated, clipped, make_points
from dragoman.relations.weights import FORMAL_WEIGHT, Trust, event_weight
from dragoman.vocab.scheme import Scheme, load_scheme

__all__ = ["FORMAL_WEIGHT", "SCALES", "Scale", "Z80", "build_series", "event_weight", "rescore", "tell_series"]

Scale = Literal["plover", "goldstein-1992"]

SCALES: tuple[Scale, ...] = get_args(Scale)
"""The scales on which the intensity of an act is told."""

Z80 = 1.2815515655446004
"""Half the width of an 80 % interval in standard deviations."""

Days = tuple[date | None, date | None]


def build_series(
    dyad: Dyad, events: Iterable[Event], coverage: Coverage, *, by: By = "year", scheme: Scheme | None = None
) -> tuple[Point, ...]:
    """The bins of a dyad's series, acts of either side together: see :func:`tell_series`.

    Raises:
        ValueError: ``by`` is none of year, quarter, month, day.
    """
    return tell_series(dyad, events, coverage, by=by, scheme=scheme).points


def tell_series(
    dyad: Dyad,
    events: Iterable[Event],
    coverage: Coverage,
    *,
    by: By = "year",
    actor: str = "",
    scale: Scale = "plover",
    scheme: Scheme | None = None,
    trust: Mapping[str, Trust] | None = None,
    within: Days = (None, None),
    lived: Days = (None, None),
    name: Callable[[str], str] = str,
) -> Series:
    """The series of a dyad, from the first to the last year that is covered or holds an event.

    An event spreads evenly over the days that its date may mean; one whose date spans more than fifteen years is as
    good as undated; acts a century or more away from all others are left out, and years of sources alone that lie far
    from the acts (:mod:`dragoman.relations.extent`). The level is that of :mod:`dragoman.relations.level`, from all
    dated events; ``trust`` (by event id) says how surely each was read and how many independent sources tell it. No
    level is told in years that no source speaks of, where the 80 % band reaches further than 5 points to either side,
    and from fewer than three dated events; and before the first act and after the last in years alone in which a source
    speaks of both states.
    ``actor`` tells the acts of this state towards the other alone; an act of both counts in either direction.
    ``events`` bear scores of ``scale``. ``within`` bounds the bins that are told, and ``lived`` are the days on which
    both states existed: events of other days are left out, and counted. ``name`` gives a state's readable name.

    Raises:
        ValueError: ``by`` is none of year, quarter, month, day.
        ConfigError: a weight is below 0.
    """
    if by not in BYS:
        raise ValueError(f"a series goes by year, quarter, month or day, not by {by!r}")
    scheme = scheme or load_scheme()
    other = dyad.b if actor == dyad.a else dyad.a
    known = directed_events(actor, other, events) if actor else events_of(dyad, events)
    acts, left_out = _usable(known, scheme, trust or {}, lived)
    coverage = bound_coverage(coverage, [(one.first, one.last) for one in acts], lived)
    bins = _bins(acts, coverage, by, lived)
    observed = observe(
        [one.first for one in acts],
        [one.last for one in acts],
        [one.event.score for one in acts],
        [one.weight for one in acts],
    )
    fit = fit_level(observed) if len(acts) >= FEWEST else None
    steps = formal_steps((one.event for one in acts), scheme=scheme, trust=trust)
    points: tuple[Point, ...] = ()
    if bins:
        starts, end = np.array([one.first for one in bins], dtype=np.int64), bins[-1].last
        levels = tell_level(clipped(observed, bins[0].first, end), fit, starts, end) if fit else None
        if levels is not None:
            levels[_beyond(acts, bins, coverage)] = np.nan
        points = make_points(acts, bins, coverage, scheme, levels)
    told = [at for at, one in enumerate(bins) if _shares_day(one, within)]
    ties = ties_on(steps, [bins[at].last for at in told])
    points = tuple(replace(points[at], tie=tie) if tie else points[at] for at, tie in zip(told, ties, strict=True))
    return Series(
        dyad=dyad,
        actor=actor,
        recipient=other if actor else "",
        by=by,
        scale=scale,
        points=points,
        steps=steps,
        used=len(acts),
        left_out=left_out,
        noise=round(fit.noise, 3) if fit else None,
        drift=round(fit.drift, 3) if fit else None,
        statement=_state((name(dyad.a), name(dyad.b)), (len(known), len(acts)), left_out, points, lived[0]),
    )


def rescore(events: Iterable[Event], scale: str, scheme: Scheme | None = None) -> tuple[Event, ...]:
    """The events with the scores that a named scale gives their types and modes, weighed by their status.

    Raises:
        ConfigError: there is no such scale.
    """
    if scale not in SCALES:
        raise ConfigError(f"no scale {scale!r}; known: {', '.join(SCALES)}")
    scheme = scheme or load_scheme()
    score = scheme.goldstein if scale == "goldstein-1992" else scheme.score
    return tuple(
        replace(event, score=(score(event.event_type, event.mode) * scheme.weight(event.status)) or 0.0)
        for event in events
    )


def _usable(
    events: Iterable[Event], scheme: Scheme, trust: Mapping[str, Trust], lived: Days
) -> tuple[list[Dated], tuple[tuple[str, int], ...]]:
    """The events that the series rests on, and how many of the others are left out for what reason."""
    born, ended = (day.toordinal() if day else None for day in lived)
    acts: list[Dated] = []
    left: Counter[str] = Counter()
    for event in events:
        span = day_span(event.date) if event.date else None
        weight = event_weight(event, scheme, trust.get(event.id))
        if weight < 0:
            raise ConfigError(f"{event.id}: it weighs {weight}; a confidence lies between 0 and 1")
        if not scheme.counts(event.status):
            left[f"{event.status}, not told as done"] += 1
        elif span is None:
            left["without a date"] += 1
        elif span[1] - span[0] >= WIDEST * 366:
            left[f"of a date that spans {WIDEST} years or more"] += 1
        elif born is not None and span[1] < born:
            left["dated before both states existed"] += 1
        elif ended is not None and span[0] > ended:
            left["dated after one of the states had ended"] += 1
        elif weight == 0:
            left["of confidence 0"] += 1
        else:
            acts.append(Dated(event, *span, weight))
    far = find_far([(one.first, one.last) for one in acts])
    if far:
        left["dated a century or more away from all others"] = len(far)
    return [one for place, one in enumerate(acts) if place not in far], tuple(sorted(left.items()))


def _bins(acts: Sequence[Dated], coverage: Coverage, by: By, lived: Days) -> tuple[Bin, ...]:
    years = set(coverage.years)
    for one in acts:
        years.update((date.fromordinal(one.first).year, date.fromordinal(one.last).year))
    if not years:
        return ()
    first = max(min(years), lived[0].year if lived[0] else 1)
    last = min(max(years), lived[1].year if lived[1] else 9999)
    return tuple(one for one in make_bins(first, last, by) if _shares_day(one, lived))


def _beyond(acts: Sequence[Dated], bins: Sequence[Bin], coverage: Coverage) -> list[bool]:
    """Which bins lie before all acts or after them in a year in which no source speaks of both states."""
    first, last = min(one.first for one in acts), max(one.last for one in acts)
    together = {year for year, _ in coverage.both}
    return [(one.last < first or one.first > last) and one.year not in together for one in bins]


def _shares_day(one: Bin, days: Days) -> bool:
    first, last = days
    return (first is None or one.last >= first.toordinal()) and (last is None or one.first <= last.toordinal())


def _state(
    names: tuple[str, str],
    counts: tuple[int, int],
    left_out: Sequence[tuple[str, int]],
    points: Sequence[Point],
    born: date | None,
) -> str:
    """What the series can and cannot tell, in words; ``counts`` are the events known and those used."""
    between, (known, used) = " and ".join(names), counts
    if not known:
        return f"No event between {between} is told."
    parts = [f"{known} {'event' if known == 1 else 'events'} between {between}"]
    if used < FEWEST:
        parts.append(f"{used} can be placed in time, and {FEWEST} are needed for a level: none is told")
    elif all(point.level is None for point in points):
        parts.append("they lie too far apart for a level: none is told")
    if left_out:
        parts.append("left out: " + ", ".join(f"{number} {why}" for why, number in left_out))
    if born and any(why.startswith("dated before") for why, _ in left_out):
        parts.append(f"both states are listed from {born.isoformat()} on")
    return "; ".join(parts) + "."
