"""How good chances were: proper scores, which nobody betters by saying other than what he believes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dragoman.model.forecast import CalibrationBin

Vector = npt.NDArray[np.float64]

BINS = 5
"""Groups of equally many forecasts in which forecast and outcome are compared."""

LEAST = 1e-6
"""A chance below this, or as near to 1, counts as this much: one failure of a certainty is not to outweigh all."""


def brier(chances: Sequence[float] | Vector, outcomes: Sequence[float] | Vector) -> float:
    """The mean squared distance of chances and outcomes (0 or 1); Brier (1950).

    Raises:
        ValueError: there are none, not as many of the one as of the other, or a chance is none.
    """
    said, came = _pair(chances, outcomes)
    return float(((said - came) ** 2).mean())


def log_score(chances: Sequence[float] | Vector, outcomes: Sequence[float] | Vector) -> float:
    """The mean negative logarithm of the chance given to what came, in nats; Good (1952).

    Raises:
        ValueError: as for ``brier``.
    """
    said, came = _pair(chances, outcomes)
    given = np.where(came > 0.5, said, 1.0 - said)
    return float(-np.log(np.maximum(given, LEAST)).mean())


def crps(values: Sequence[float] | Vector, weights: Sequence[float] | Vector, observed: float) -> float:
    """The continuous ranked probability score of a distribution on ``values``; in their unit.

    E|X - y| - E|X - X'|/2 (Gneiting and Raftery 2007, equation 21); of a single value it is its distance.

    Raises:
        ValueError: there is no value, not as many weights, or the weights do not sum to more than 0.
    """
    points, load = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    if points.shape != load.shape or not points.size or (load < 0).any() or load.sum() <= 0:
        raise ValueError("a distribution needs values, as many weights, none negative, and their sum above 0")
    load = load / load.sum()
    spread = np.abs(points[:, None] - points[None, :])
    return float((load * np.abs(points - observed)).sum() - 0.5 * load @ spread @ load)


def calibrate(
    chances: Sequence[float] | Vector, outcomes: Sequence[float] | Vector, *, bins: int = BINS
) -> tuple[tuple[CalibrationBin, ...], float]:
    """Forecasts in groups of equally many, from the lowest, and the mean distance of forecast and outcome in them."""
    said, came = _pair(chances, outcomes)
    order = np.argsort(said, kind="stable")
    groups = [part for part in np.array_split(order, min(bins, len(order))) if part.size]
    found = tuple(
        CalibrationBin(
            low=round(float(said[part].min()), 4),
            high=round(float(said[part].max()), 4),
            number=int(part.size),
            forecast=round(float(said[part].mean()), 4),
            observed=round(float(came[part].mean()), 4),
        )
        for part in groups
    )
    whole = sum(one.number for one in found)
    return found, round(sum(one.number * abs(one.forecast - one.observed) for one in found) / whole, 4)


def _pair(chances: Sequence[float] | Vector, outcomes: Sequence[float] | Vector) -> tuple[Vector, Vector]:
    said, came = np.asarray(chances, dtype=float), np.asarray(outcomes, dtype=float)
    if said.shape != came.shape or not said.size:
        raise ValueError(f"as many outcomes as chances are needed, and at least one: {said.size} and {came.size}")
    if (said < 0).any() or (said > 1).any():
        raise ValueError("a chance lies between 0 and 1")
    return said, came
