"""The latent level of a relation: a level that wanders, seen through scattered acts whose dates are spans of time.

The model is the local level of Durbin and Koopman (*Time Series Analysis by State Space Methods*, 2nd ed. 2012, chapter
2) in continuous time: in a year the level drifts by a normal step of variance ``drift``; an act shows the level of its
day with a normal error of ``noise`` points, divided by the root of its weight. Neither is known: the bands are those of
the mixture over a grid of both, weighed by their posterior, so that few acts give wide bands and not bold ones.

The filter and the smoother are statsmodels' ``KalmanSmoother``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr
from statsmodels.tsa.statespace.kalman_smoother import SMOOTHER_STATE, SMOOTHER_STATE_COV, KalmanSmoother

Vector = npt.NDArray[np.float64]
Days = npt.NDArray[np.int64]

TOLD = ("low95", "low", "level", "high", "high95")
"""What is told of a level: its mean, and the ends of the 80 and of the 95 % band."""

_SHARES = {0: 0.025, 1: 0.1, 3: 0.9, 4: 0.975}

NOISE = (3.0, 0.7)
DRIFT = (0.7, 1.6)
"""What is expected of the noise (points) and of the drift (points squared a year) before looking: median, and the
standard deviation of the logarithm. Wide, so that two dozen acts outweigh it; chosen so that the bands hold the truth
as often as they say on made series (``benchmarks.bands``)."""

START_SD = 5.0
"""Points: how far from 0 the level may have been before the first act (standard deviation)."""

NEGLIGIBLE = 0.01
"""Posterior share below which a pair of noise and drift is left out of the mixture."""

YEAR = 365.2425

WIDTH = 2.5
"""How many standard deviations to either side the grid reaches."""

ROUNDS = 4
"""How often at most the grid is drawn closer, until its steps are finer than what they are to show."""

_PLACES = np.linspace(-1.0, 1.0, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Acts as the model sees them, in the order of the middles of their dates; arrays of one length.

    A row stands for ``count`` acts of the same days (``first`` to ``last``, day numbers) and the same ``weight`` each;
    ``mean`` is their mean score and ``squares`` the sum of the squared distances to it. A table of events by day has
    such rows already.
    """

    first: Days
    last: Days
    weight: Vector
    count: Vector
    mean: Vector
    squares: Vector

    @property
    def years(self) -> Vector:
        """How long each date is, in years; a day is no length at all."""
        return np.asarray((self.last - self.first) / YEAR, dtype=float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The pairs of noise and drift that may have made what was observed, and how probable each is (summing to 1)."""

    noises: Vector
    drifts: Vector
    chances: Vector

    @property
    def noise(self) -> float:
        """The mean noise: points by which an act of weight 1 strays from the level."""
        return float(self.noises @ self.chances)

    @property
    def drift(self) -> float:
        """The mean drift: points squared by which the level wanders in a year."""
        return float(self.drifts @ self.chances)


def observe(first: Sequence[int], last: Sequence[int], scores: Sequence[float], weights: Sequence[float]) -> Observed:
    """Acts, one a place in each list, put together where their days and weights are the same.

    Raises:
        ValueError: a weight is not above 0, a score is no number, or a date ends before it begins.
    """
    begin, end = np.asarray(first, dtype=np.int64), np.asarray(last, dtype=np.int64)
    score, weight = np.asarray(scores, dtype=float), np.asarray(weights, dtype=float)
    if not np.isfinite(score).all():
        raise ValueError("a score is no number")
    if not (np.isfinite(weight) & (weight > 0)).all():
        raise ValueError("an act weighs nothing, or less: weights are above 0")
    if (end < begin).any():
        raise ValueError("a date ends before it begins")
    order = np.lexsort((score, weight, end, begin, begin + end))
    begin, end, score, weight = begin[order], end[order], score[order], weight[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(begin) != 0) | (np.diff(end) != 0) | (np.diff(weight) != 0)
    group = np.cumsum(new) - 1
    count = np.bincount(group).astype(float)
    mean = np.bincount(group, score) / count
    squares = np.bincount(group, (score - mean[group]) ** 2)
    return Observed(
        first=begin[new],
        last=end[new],
        weight=weight[new],
        count=count,
        mean=np.asarray(mean, dtype=float),
        squares=np.asarray(squares, dtype=float),
    )


def fit_level(observed: Observed) -> Fit:
    """What noise and drift the acts speak for: the posterior on a grid that closes in on it, with log-normal priors.

    The acts themselves are filtered, in the order of the middles of their dates, so that the answer does not hang on
    the bins of a series. The level of a day somewhere in a span differs from that of its middle by a variance of a
    quarter of the drift over the span.
    """
    centre, reach = np.zeros(2), np.full(2, WIDTH)
    for _ in range(ROUNDS):
        axes = [centre[at] + reach[at] * _PLACES for at in (0, 1)]
        places = np.array([(one, two) for one in axes[0] for two in axes[1]])
        pairs = np.array((NOISE[0], DRIFT[0])) * np.exp(np.array((NOISE[1], DRIFT[1])) * places)
        logs = np.array([_likelihood(observed, float(noise), float(drift)) for noise, drift in pairs])
        logs -= 0.5 * (places**2).sum(axis=1)
        chances = np.exp(logs - logs.max())
        chances /= chances.sum()
        middle = chances @ places
        width = np.sqrt(chances @ (places - middle) ** 2)
        step = reach * (_PLACES[1] - _PLACES[0])
        if (width >= 0.6 * step).all():
            break
        centre, reach = middle, np.minimum(reach, WIDTH * np.maximum(width, 0.3 * step))
    kept = chances >= NEGLIGIBLE
    return Fit(noises=pairs[kept, 0], drifts=pairs[kept, 1], chances=chances[kept] / chances[kept].sum())


def _likelihood(observed: Observed, noise: float, drift: float) -> float:
    """The log-likelihood of all acts: of the rows' means by the filter, and of the scatter about them."""
    count = observed.count
    if not len(count):
        return 0.0
    each = noise**2 / observed.weight + drift * observed.years / 4
    middles = (observed.first + observed.last) / 2
    steps = np.append(np.diff(middles), 0.0) / YEAR
    within = -0.5 * ((count - 1) * np.log(2 * np.pi * each) + np.log(count) + observed.squares / each)
    return float(_smoother(observed.mean, each / count, drift * steps).loglike() + within.sum())


def tell_level(observed: Observed, fit: Fit, starts: Days, end: int) -> Vector:
    """The level in each bin: an array of one row a bin and one column for each of ``TOLD``.

    ``starts`` are the day numbers on which the bins begin, ``end`` the last day of the last bin; every observed day
    lies in a bin. An act spreads evenly over the days that its date may mean. Levels are not held within a scale.
    """
    lengths = np.diff(np.append(starts, end + 1)) / YEAR
    middles = starts / YEAR + lengths / 2
    steps = np.append(np.diff(middles), 0.0)
    inside = np.median(lengths) / 6
    means, spreads = np.empty((len(fit.chances), len(starts))), np.empty((len(fit.chances), len(starts)))
    for at, (noise, drift) in enumerate(zip(fit.noises, fit.drifts, strict=True)):
        each = noise**2 / observed.weight + drift * (observed.years / 6 + inside)
        precision = observed.count / each
        load = spread(observed, precision, starts, end)
        pull = spread(observed, precision * observed.mean, starts, end)
        seen = load > 0
        safe = np.where(seen, load, 1.0)
        result = _smoother(np.where(seen, pull / safe, np.nan), 1 / safe, drift * steps).smooth(
            smoother_output=SMOOTHER_STATE | SMOOTHER_STATE_COV
        )
        means[at] = result.smoothed_state[0]
        spreads[at] = np.sqrt(np.maximum(result.smoothed_state_cov[0, 0], 0.0))
    return _bands(means, spreads, fit.chances)


def spread(observed: Observed, amounts: Vector, starts: Days, end: int) -> Vector:
    """How much of each row's amount falls into each bin, when it lies evenly over the days of the row's date.

    Days outside the bins are passed over.
    """
    begin = int(starts[0])
    size = end - begin + 1
    rate = amounts / (observed.last - observed.first + 1)
    edges = np.zeros(size + 1)
    np.add.at(edges, np.clip(observed.first - begin, 0, size), rate)
    np.subtract.at(edges, np.clip(observed.last - begin + 1, 0, size), rate)
    touched = np.zeros(size + 1)
    np.add.at(touched, np.clip(observed.first - begin, 0, size), 1)
    np.subtract.at(touched, np.clip(observed.last - begin + 1, 0, size), 1)
    # Where no date lies, the sum of what began and ended is 0 but for rounding: it is made so.
    daily = np.where(np.cumsum(touched)[:-1] > 0, np.cumsum(edges)[:-1], 0.0)
    return np.asarray(np.add.reduceat(daily, starts - begin), dtype=float)


def _smoother(means: Vector, variances: Vector, steps: Vector) -> KalmanSmoother:
    size = len(means)
    model = KalmanSmoother(k_endog=1, k_states=1, k_posdef=1)
    model.bind(np.ascontiguousarray(means.reshape(size, 1)))
    model["design"] = np.ones((1, 1))
    model["transition"] = np.ones((1, 1))
    model["selection"] = np.ones((1, 1))
    model["obs_cov"] = variances.reshape(1, 1, size)
    model["state_cov"] = steps.reshape(1, 1, size)
    model.initialize_known(np.zeros(1), np.array([[START_SD**2]]))
    return model


def _bands(means: Vector, spreads: Vector, chances: Vector) -> Vector:
    """Mean and quantiles of a mixture of normal distributions in each bin; the quantiles by bisection."""
    spreads = np.maximum(spreads, 1e-9)
    low, high = (means - 5 * spreads).min(axis=0), (means + 5 * spreads).max(axis=0)
    found = np.empty((means.shape[1], len(TOLD)))
    found[:, TOLD.index("level")] = chances @ means
    for at, share in _SHARES.items():
        below, above = low.copy(), high.copy()
        for _ in range(18):
            middle = (below + above) / 2
            is_above = chances @ ndtr((middle - means) / spreads) < share
            below, above = np.where(is_above, middle, below), np.where(is_above, above, middle)
        found[:, at] = (below + above) / 2
    return found
