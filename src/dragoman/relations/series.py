"""The course of a relation: per year, quarter or month the events, and the level that they speak for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product
from math import log, sqrt

import numpy as np
import numpy.typing as npt
from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother

from dragoman.model import Dyad, Event, Point
from dragoman.relations.bins import Bin, By, make_bins
from dragoman.relations.coverage import Coverage
from dragoman.relations.dyads import counted, day_span, events_of
from dragoman.vocab.scheme import Scheme, load_scheme

Vector = npt.NDArray[np.float64]

Z80 = 1.2815515655446004
"""Half the width of an 80 % interval in standard deviations."""

TOO_VAGUE = 5.0
"""Scale points: where the interval reaches further than this to either side, no level is told."""

FORMAL_WEIGHT = 2.0
"""How many plain events a formal act (recognition, treaty, recall, breach...) weighs as much as."""

_NOISE = (2.0, 2.5, 3.0, 3.5, 4.0, 5.0)
_DRIFT = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
_START_SD = 5.0
_YEAR = 365.2425


def build_series(
    dyad: Dyad, events: Iterable[Event], coverage: Coverage, *, by: By = "year", scheme: Scheme | None = None
) -> tuple[Point, ...]:
    """The series of a dyad, from the first to the last year that is covered or holds an event.

    An event spreads evenly over the days that its date may mean. ``n`` counts the events whose date touches the bin,
    ``total`` sums their scores by the share that falls into it. ``level`` is the smoothed state of a local-level
    model (Durbin and Koopman 2012, chapter 2): level next year = level + drift; an event = level + noise. The spread
    of the noise and of the drift are those of the highest posterior on a small grid, with log-normal priors around 3
    points per event and 1 point squared per year, so that a dozen events suffice; the level before the first event is
    within 5 points of 0. The 80 % interval grows where nothing was read; ``level`` is None in years that no source
    speaks of, and where the interval reaches further than 5 points to either side. Without a dated event all are None.

    Raises:
        ValueError: ``by`` is none of year, quarter, month.
    """
    scheme = scheme or load_scheme()
    acts = [event for event in counted(events_of(dyad, events), scheme) if event.date and day_span(event.date)]
    bins = _bins(acts, coverage, by)
    if not bins:
        return ()
    shares = np.array([_shares(event, bins) for event in acts]).reshape(len(acts), len(bins))
    scores = np.array([event.score for event in acts], dtype=float)
    weights = shares * np.array([event_weight(event, scheme) for event in acts])[:, None]
    levels, spreads = smooth(scores @ weights, weights.sum(axis=0), np.array([one.days for one in bins]) / _YEAR)
    points = []
    for place, one in enumerate(bins):
        sources = coverage.sources(one.year)
        known = bool(acts) and (bool(sources) or shares[:, place].any()) and spreads[place] * Z80 <= TOO_VAGUE
        level = float(levels[place])
        reach = float(spreads[place]) * Z80
        points.append(
            Point(
                span=one.span,
                n=int((shares[:, place] > 0).sum()),
                total=round(float(scores @ shares[:, place]), 4) or 0.0,
                level=round(level, 3) or 0.0 if known else None,
                low=round(max(level - reach, -10.0), 3) if known else None,
                high=round(min(level + reach, 10.0), 3) if known else None,
                sources=len(sources),
                event_ids=tuple(event.id for event, share in zip(acts, shares[:, place], strict=True) if share > 0),
            )
        )
    return tuple(points)


def event_weight(event: Event, scheme: Scheme) -> float:
    """How much an event weighs as evidence of a level.

    A plain event told once weighs 1. A formal act weighs ``FORMAL_WEIGHT`` times as much, an event told several times
    the root of the number of its accounts, at most twice; an event that somebody denies half.
    """
    formal = FORMAL_WEIGHT if any(event.mode == act.name for act in scheme.formal_acts) else 1.0
    return formal * min(sqrt(len(event.account_ids)), 2.0) * (0.5 if event.standing == "denied" else 1.0)


def smooth(sums: Vector, weights: Vector, years: Vector) -> tuple[Vector, Vector]:
    """Level and its standard deviation per bin, from weighted sums of scores; ``years`` is the length of each bin.

    Bins of weight 0 are missing observations.
    """
    seen = weights > 0
    means = np.where(seen, sums / np.where(seen, weights, 1.0), np.nan)
    noise, drift = max(
        product(_NOISE, _DRIFT),
        key=lambda pair: (round(_posterior(means, weights, years, *pair), 9), -pair[0], -pair[1]),
    )
    result = _filter(means, weights, years, noise, drift).smooth()
    return result.smoothed_state[0], np.sqrt(np.maximum(result.smoothed_state_cov[0, 0], 0.0))


def _posterior(means: Vector, weights: Vector, years: Vector, noise: float, drift: float) -> float:
    prior = -0.5 * (log(noise / 3.0) / 0.35) ** 2 - 0.5 * (log(drift) / 1.0) ** 2
    return float(_filter(means, weights, years, noise, drift).loglike()) + prior


def _filter(means: Vector, weights: Vector, years: Vector, noise: float, drift: float) -> KalmanSmoother:
    size = len(means)
    variance = noise**2 / np.where(weights > 0, weights, 1.0)
    model = KalmanSmoother(k_endog=1, k_states=1, k_posdef=1)
    model.bind(np.ascontiguousarray(means.reshape(size, 1)))
    model["design"] = np.ones((1, 1))
    model["transition"] = np.ones((1, 1))
    model["selection"] = np.ones((1, 1))
    model["obs_cov"] = variance.reshape(1, 1, size)
    model["state_cov"] = (drift * years).reshape(1, 1, size)
    model.initialize_known(np.zeros(1), np.array([[_START_SD**2]]))
    return model


def _bins(acts: Sequence[Event], coverage: Coverage, by: By) -> tuple[Bin, ...]:
    make_bins(0, -1, by)
    years = set(coverage.years)
    for event in acts:
        span = day_span(event.date) if event.date else None
        if span:
            years.update((_year(span[0]), _year(span[1])))
    return make_bins(min(years), max(years), by) if years else ()


def _year(day: int) -> int:
    return date.fromordinal(day).year


def _shares(event: Event, bins: Sequence[Bin]) -> list[float]:
    """The part of the event's days that falls into each bin."""
    span = day_span(event.date) if event.date else None
    if span is None:
        return [0.0] * len(bins)
    first, last = span
    days = last - first + 1
    return [max(0, min(last, one.last) - max(first, one.first) + 1) / days for one in bins]
