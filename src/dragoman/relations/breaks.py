"""Change points: where a level that lasts for a while gives way to another, and how likely each change is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

SMALLEST = 1.5
"""Events: a stretch that holds fewer (counted by the share of their dates that falls into it) is none."""


SHORTEST = 182
"""Days: what holds for less than half a year is an incident and no level; of the day of a treaty much is told."""

FEW = 16
"""Events: with fewer, fewer changes are expected, by as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Time cut into cells, within which no event begins or ends, and what the events say of each.

    ``edges`` are day numbers, one more than there are cells; ``told`` the log-likelihood of what lies in each cell at
    each level, shape (cells, levels); ``counts`` the events in it. An event lies in a cell by the share of its days.
    """

    edges: npt.NDArray[np.int_]
    told: Vector
    counts: Vector


def make_cells(days: npt.NDArray[np.int_], told: Vector, *, most: int = 256) -> Cells:
    """The cells of dated events; ``days`` holds the first and last day of each, ``told`` their log-likelihoods.

    A time without events is one cell with what comes after it. At most ``most`` cells: beyond that neighbours are put
    together.
    """
    firsts, ends = days[:, 0], days[:, 1] + 1
    whole = np.unique(np.concatenate((firsts, ends)))
    per_day = np.column_stack((told, np.ones(len(told)))) / (ends - firsts)[:, None]
    rates = np.zeros((len(whole), per_day.shape[1]))
    np.add.at(rates, np.searchsorted(whole, firsts), per_day)
    np.add.at(rates, np.searchsorted(whole, ends), -per_day)
    shares = np.cumsum(rates, axis=0)[:-1] * np.diff(whole)[:, None]
    filled = np.flatnonzero(shares[:, -1] > 1e-9)
    begins = np.concatenate(([0], filled[:-1] + 1))
    begins = begins[:: -(-len(begins) // most)]
    kept = np.add.reduceat(shares, begins, axis=0)
    return Cells(edges=np.append(whole[begins], whole[-1]), told=kept[:, :-1], counts=np.maximum(kept[:, -1], 0.0))


@dataclass(frozen=True, kw_only=True)
class Segmentation:
    """All ways of cutting the cells into stretches, weighed against one another.

    ``odds`` is the log of the odds for a change at each edge before anything is looked at; the penalty of a change is
    its negative. ``fits[s, t]`` is the log-likelihood of a stretch from edge ``s`` to edge ``t``, its level unknown.
    """

    cells: Cells
    odds: Vector
    fits: Vector

    @property
    def size(self) -> int:
        """The number of cells."""
        return len(self.cells.counts)

    @cached_property
    def best(self) -> tuple[int, ...]:
        """The likeliest edges at which the level changes: exact, by dynamic programming (Jackson et al. 2005)."""
        reached = np.full(self.size + 1, -np.inf)
        reached[0] = 0.0
        previous = np.zeros(self.size + 1, dtype=int)
        for end in range(1, self.size + 1):
            totals = reached[:end] + self.odds[:end] + self.fits[:end, end]
            previous[end] = int(np.argmax(totals))
            reached[end] = totals[previous[end]]
        if not np.isfinite(reached[-1]):
            return ()
        cuts = []
        end = int(previous[self.size])
        while end > 0:
            cuts.append(end)
            end = int(previous[end])
        return tuple(reversed(cuts))

    @cached_property
    def _forward(self) -> Vector:
        reached = np.full(self.size + 1, -np.inf)
        reached[0] = 0.0
        for end in range(1, self.size + 1):
            reached[end] = log_sum(reached[:end] + self.odds[:end] + self.fits[:end, end])
        return reached

    @cached_property
    def _backward(self) -> Vector:
        reached = np.full(self.size + 1, -np.inf)
        reached[-1] = 0.0
        for start in range(self.size - 1, -1, -1):
            reached[start] = log_sum(self.fits[start, start + 1 :] + self.odds_after(start) + reached[start + 1 :])
        return reached

    def odds_after(self, start: int) -> Vector:
        """The odds at the edges after ``start``; the last edge, where all ends, costs nothing."""
        return np.append(self.odds[start + 1 : self.size], 0.0)

    def chance_between(self, first: int, last: int) -> float:
        """The probability that the level changes at one of the edges from ``first`` to ``last`` at least.

        Exact over all segmentations, by forward and backward recursions (Fearnhead 2006).
        """
        if not self.size or not np.isfinite(self._forward[-1]):
            return 0.0
        ends = np.append(self.odds[last + 1 : self.size], 0.0) + self._backward[last + 1 :]
        starts = self._forward[:first] + self.odds[:first]
        spanning = log_sum((starts[:, None] + self.fits[:first, last + 1 :] + ends[None, :]).ravel())
        return float(min(max(1.0 - np.exp(spanning - self._forward[-1]), 0.0), 1.0))

    @property
    def penalty(self) -> float:
        """What a change must save in log-likelihood, at an edge of the middling kind."""
        inner = self.odds[1 : self.size]
        return float(-np.median(inner)) + 0.0 if len(inner) else 0.0


def segment(cells: Cells, *, expected: float, smallest: float = SMALLEST, shortest: int = SHORTEST) -> Segmentation:
    """Weigh all segmentations; ``expected`` changes are expected over the whole time.

    They are expected half where time passes, half where events are: a long silence may hide a change, and events crowd
    together where something changes. A stretch between two changes lasts ``shortest`` days at least; the first and the
    last, which go on beyond what is told, may be shorter.
    """
    size = len(cells.counts)
    if size < 2:
        return Segmentation(cells=cells, odds=np.zeros(size + 1), fits=np.zeros((size + 1, size + 1)))
    shares = (np.diff(cells.edges) / (cells.edges[-1] - cells.edges[0]) + cells.counts / cells.counts.sum()) / 2.0
    # With few events few changes are expected: not one for every fourth of them.
    few = min(1.0, float(cells.counts.sum()) / FEW)
    between = np.clip(expected * few * (shares[1:] + shares[:-1]) / 2.0, 1e-6, 0.5)
    odds = np.concatenate(([0.0], np.log(between / (1.0 - between)), [0.0]))
    sums = np.vstack((np.zeros(cells.told.shape[1]), np.cumsum(cells.told, axis=0)))
    held = np.concatenate(([0.0], np.cumsum(cells.counts)))
    fits = np.full((size + 1, size + 1), -np.inf)
    for end in range(1, size + 1):
        gains = sums[end] - sums[:end]
        top = gains.max(axis=1)
        fits[:end, end] = top + np.log(np.exp(gains - top[:, None]).mean(axis=1))
        fits[:end, end][held[end] - held[:end] < smallest] = -np.inf
        if end < size:
            fits[1:end, end][cells.edges[end] - cells.edges[1:end] < shortest] = -np.inf
    return Segmentation(cells=cells, odds=odds, fits=fits)


def log_sum(values: Vector) -> float:
    """The log of the sum of exponentials."""
    top = float(values.max()) if len(values) else -np.inf
    return top + log(float(np.exp(values - top).sum())) if np.isfinite(top) else -np.inf
