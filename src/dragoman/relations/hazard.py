"""A regularised logistic hazard: the chance of a turn in a month, from what is seen on a day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

from dragoman.model.forecast import Direction
from dragoman.relations.series import Z80
from dragoman.relations.signs import NAMES

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]

DIRECTIONS: tuple[Direction, ...] = ("break", "thaw")


@dataclass(frozen=True, slots=True, eq=False)
class Hazard:
    """Weights of what is seen (``signs.NAMES``), in log-odds of a turn in a month, and their covariance."""

    weights: Vector
    covariance: Matrix

    def chance(self, seen: Matrix, months: int) -> Vector:
        """The chance of at least one turn within so many months; ``seen`` holds a row for each case."""
        return np.asarray(-np.expm1(months * np.log1p(-_monthly(seen @ self.weights))), dtype=float)

    def interval(self, seen: Vector, months: int) -> tuple[float, float]:
        """The 80 % interval of the chance, from the uncertainty of the weights alone."""
        middle = float(seen @ self.weights)
        reach = Z80 * float(np.sqrt(seen @ self.covariance @ seen))
        low, high = (
            float(-np.expm1(months * np.log1p(-_monthly(np.array(middle + side))))) for side in (-reach, reach)
        )
        return low, high


@cache
def load_hazards() -> Mapping[Direction, Hazard]:
    """The weights that Dragoman comes with (``vocab/data/hazard.toml``, which says how they were fitted)."""
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "hazard.toml").read_text("utf-8"))
    spread = np.array([raw["spread"][name] for name in NAMES], dtype=float)
    return {
        direction: Hazard(
            weights=np.array([raw[direction][name] for name in NAMES], dtype=float), covariance=np.diag(spread**2)
        )
        for direction in DIRECTIONS
    }


def fit(seen: Matrix, turned: Vector, months: int, *, prior: Hazard, load: Vector | None = None) -> Hazard:
    """The weights that fit cases of ``months`` months each, drawn towards ``prior`` as far as the cases leave it open.

    ``seen`` holds a row of signs for each case, ``turned`` whether the relation turned (0 or 1), ``load`` what a case
    counts (cases that overlap in time count less). Maximum a posteriori with the prior's normal distribution, which is
    ridge regression towards it (Hoerl and Kennard 1970; for logistic hazards Allison 1982); the covariance is that of
    the normal approximation there. Without a case the prior is returned.
    """
    if not len(turned):
        return prior
    share = np.ones(len(turned)) if load is None else load
    stiff = np.linalg.inv(prior.covariance)

    def loss(weights: Vector) -> tuple[float, Vector]:
        monthly = _monthly(seen @ weights)
        stays = months * np.log1p(-monthly)
        turns = np.log(np.maximum(-np.expm1(stays), 1e-12))
        away = weights - prior.weights
        value = -float((share * np.where(turned > 0.5, turns, stays)).sum()) + 0.5 * float(away @ stiff @ away)
        odds = np.exp(stays - turns)
        slope = share * months * monthly * np.where(turned > 0.5, odds, -1.0)
        return value, np.asarray(-(seen.T @ slope) + stiff @ away, dtype=float)

    found = minimize(loss, prior.weights, jac=True, method="L-BFGS-B", options={"maxiter": 500, "ftol": 1e-12})
    weights = np.asarray(found.x, dtype=float)
    monthly = _monthly(seen @ weights)
    chance = -np.expm1(months * np.log1p(-monthly))
    known = share * (months * monthly) ** 2 * (1.0 - chance) / np.maximum(chance, 1e-12)
    return Hazard(weights=weights, covariance=np.linalg.inv((seen.T * known) @ seen + stiff))


def _monthly(log_odds: Vector) -> Vector:
    return np.asarray(expit(np.clip(log_odds, -14.0, 4.0)), dtype=float)
