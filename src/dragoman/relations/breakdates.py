"""The day on which a relation changed, as a probability for every day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.relations.evidence import LEVELS, posterior_of_level

Vector = npt.NDArray[np.float64]
Days = npt.NDArray[np.int_]

STEPS = 240
"""Into how many steps, at least, the time between two changes is cut, beside the days on which events begin and end."""

POINTS = 7
"""How many levels each side is reckoned with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakDate:
    """The posterior of the day from which the new level holds.

    ``days`` begin steps within which every day is alike likely; ``chances`` are the probabilities of the steps;
    ``end`` is the day after the last. ``told`` holds the steps within which an event's date begins, ends or runs.
    """

    days: Days
    chances: Vector
    end: int

    def quantile(self, share: float) -> int:
        """The day by which the change has come with probability ``share``."""
        reached = np.cumsum(self.chances)
        step = min(int(np.searchsorted(reached, share)), len(self.days) - 1)
        before = float(reached[step - 1]) if step else 0.0
        within = (share - before) / max(float(self.chances[step]), 1e-300)
        length = int(np.append(self.days, self.end)[step + 1] - self.days[step])
        return int(self.days[step]) + min(int(within * length), length - 1)

    def interval(self, share: float) -> tuple[int, int]:
        """First and last day of the middle interval that holds the change with probability ``share``."""
        return self.quantile((1.0 - share) / 2.0), self.quantile((1.0 + share) / 2.0)


def date_break(days: Days, told: Vector, weights: Vector, cut: int, *, first: int, end: int) -> BreakDate:
    """When the level changed, if it changed once between the days ``first`` and ``end``.

    ``days`` are the first and last days of the events there, ``told`` their log-likelihoods at ``LEVELS`` (weighted),
    ``cut`` how many of them come before the change as it was found. An event that may lie on either side of a day does
    so with the share of its days that does: exact to the day, over both unknown levels.
    """
    firsts, ends = days[:, 0], days[:, 1] + 1
    inner = np.concatenate((firsts, ends, np.linspace(first, end, STEPS + 1).astype(int)))
    places = np.unique(inner[(inner > first) & (inner < end)])
    if not len(places):
        places = np.array([first])
    old = _likely(told[:cut].sum(axis=0))
    new = _likely(told[cut:].sum(axis=0))
    one, other = (points.ravel() for points in np.meshgrid(old, new, indexing="ij"))
    left, right = told[:, one], told[:, other]
    # Sums up to each day, which cost what the events and the days do, not their product.
    logs = _sums(left, ends)[np.searchsorted(np.sort(ends), places, side="right")]
    later = _sums(right, firsts)
    logs += later[-1] - later[np.searchsorted(np.sort(firsts), places, side="left")]
    where, which = np.nonzero((firsts[None, :] < places[:, None]) & (places[:, None] < ends[None, :]))
    if len(where):
        load = weights[which][:, None]
        share = ((places[where] - firsts[which]) / (ends - firsts)[which])[:, None]
        mixed = load * np.logaddexp(np.log(share) + left[which] / load, np.log(1.0 - share) + right[which] / load)
        begins = np.flatnonzero(np.diff(where, prepend=-1))
        logs[where[begins]] += np.add.reduceat(mixed, begins, axis=0)
    lengths = np.diff(np.append(places, end))
    chances = np.exp(logs - logs.max()).sum(axis=1) * lengths
    return BreakDate(days=places, chances=chances / chances.sum(), end=end)


def _sums(told: Vector, days: Days) -> Vector:
    """The running sums of rows in the order of their days, beginning with none."""
    ordered = np.cumsum(told[np.argsort(days, kind="stable")], axis=0)
    return np.concatenate((np.zeros((1, told.shape[1])), ordered))


def _likely(log_likelihood: Vector) -> Days:
    """The places in ``LEVELS`` of the levels that a stretch may have, evenly thinned."""
    chances = posterior_of_level(log_likelihood)
    places = np.flatnonzero(chances > 1e-4 * chances.max())
    chosen = np.linspace(places[0], places[-1], min(POINTS, len(places))).round().astype(int)
    return np.asarray(np.unique(np.clip(chosen, 0, len(LEVELS) - 1)), dtype=int)
