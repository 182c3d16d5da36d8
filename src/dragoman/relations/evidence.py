"""What single events say of the level of a relation: how likely each score is at each level.

An act is one of its level with normal noise, or now and then any act whatever: told wrongly, coded wrongly, or out of
keeping. So a single battle makes no epoch, and no hand-set bound on scores is needed. Noise and share of such strays
are chosen from the data.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

LEVELS: Vector = np.arange(-40, 41) / 4.0
"""The levels that are reckoned with: the whole scale in steps of a quarter of a point, all alike likely beforehand."""

SCALE = 20.0
"""Points from one end of the scale to the other: a stray act may have any score."""

NOISES = (1.5, 2.0, 2.5, 3.0, 3.5, 4.25)
STRAYS = (0.02, 0.1, 0.25)
EXPECTED = (0.5, 1.0, 2.0, 4.0, 8.0)
"""What is chosen among: the spread of acts about their level, the share of strays, how many changes are expected."""

_NOISE_PRIOR = (2.75, 0.25)
_STRAYS_PRIOR = (0.3, 0.45, 0.25)
_EXPECTED_PRIOR = (0.25, 0.35, 0.25, 0.1, 0.05)
_COARSE: Vector = np.arange(-10, 11) / 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How acts lie about their level, chosen from the data.

    ``noise`` is the spread of an act of weight 1 in points, ``strays`` the share of acts out of all keeping,
    ``expected`` the number of changes of level over the whole time.
    """

    noise: float
    strays: float
    expected: float


def log_likelihoods(
    scores: Vector, weights: Vector, habit: Habit, levels: Vector = LEVELS, *, sure: Vector | None = None
) -> Vector:
    """The log-likelihood of each score at each level, times its weight: shape (scores, levels).

    ``sure`` is the probability that each act was read rightly (1 where it is not given): what was misread is a stray.
    """
    return np.asarray(
        weights[:, None] * np.log(_density(scores, levels, habit.noise, habit.strays, sure)),
        dtype=float,
    )


def choose_habit(scores: Vector, weights: Vector, *, sure: Vector | None = None) -> Habit:
    """The habit of the highest posterior on a small grid; ``scores`` in the order of time, ``sure`` as above.

    The likelihood of each is that of a hidden Markov model whose level stays or jumps to any other (Barry and Hartigan
    1993), with a log-normal prior of the noise around 2.75 points, so that a dozen acts suffice. Computed forward, in
    time linear in the number of acts.
    """
    jumps = np.array(EXPECTED) / max(len(scores), 16)
    tables = [
        np.exp(np.maximum(weights[:, None] * np.log(_density(scores, _COARSE, noise, strays, sure)), -600.0))
        for noise in NOISES
        for strays in STRAYS
    ]
    told = np.stack(tables, axis=1)[:, :, None, :] if len(scores) else np.ones((0, len(NOISES) * 3, 1, len(_COARSE)))
    state = np.full((len(NOISES) * len(STRAYS), len(jumps), len(_COARSE)), 1.0 / len(_COARSE))
    total = np.zeros(state.shape[:2])
    leap = (jumps / len(_COARSE))[None, :, None]
    stay = (1.0 - jumps)[None, :, None]
    for one in told:
        state = (stay * state + leap) * one
        mass = state.sum(axis=2)
        total += np.log(mass)
        state /= mass[:, :, None]
    middle, spread = _NOISE_PRIOR
    noise_prior = -0.5 * (np.log(np.array(NOISES) / middle) / spread) ** 2
    shape = (len(NOISES), len(STRAYS), len(EXPECTED))
    posterior = total.reshape(shape)
    posterior = posterior + noise_prior[:, None, None] + np.log(_STRAYS_PRIOR)[None, :, None]
    posterior = np.round(posterior + np.log(_EXPECTED_PRIOR)[None, None, :], 9)
    noise, strays, expected = np.unravel_index(int(np.argmax(posterior)), shape)
    return Habit(noise=NOISES[noise], strays=STRAYS[strays], expected=EXPECTED[expected])


def posterior_of_level(log_likelihood: Vector) -> Vector:
    """The probability of each level, from the summed log-likelihoods of the acts of one stretch."""
    chances = np.exp(log_likelihood - log_likelihood.max())
    return np.asarray(chances / chances.sum(), dtype=float)


def _density(scores: Vector, levels: Vector, noise: float, strays: float, sure: Vector | None) -> Vector:
    apart = (scores[:, None] - levels[None, :]) / noise
    kept = (1.0 - strays) * (np.ones(len(scores)) if sure is None else sure)[:, None]
    return np.asarray(
        kept * np.exp(-0.5 * apart**2) / (noise * np.sqrt(2.0 * np.pi)) + (1.0 - kept) / SCALE, dtype=float
    )
