"""The chance of a break or a thaw in the months to come, and how such chances have done in the past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.relation import Dyad

Direction = Literal["break", "thaw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The chance that a relation turns that way within the months asked for; ``low`` and ``high`` its 80 % interval.

    ``base_rate`` is how often that happened in as many months over all that was read before: what one would say without
    looking at the dyad. ``parts`` are what raised (positive) or lowered the chance: (name, value there, log-odds).
    """

    direction: Direction
    probability: float
    low: float
    high: float
    base_rate: float
    parts: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What may come after ``origin`` (ISO 8601), the last day that is looked at, within ``months`` months.

    ``acts`` counts the dated acts between the two by then, ``recent`` those of the three years before. ``learnt`` says
    how many stretches of the project's own past, with how many turns, the weights were adapted to.
    """

    dyad: Dyad
    origin: str
    months: int
    acts: int
    recent: int
    outlooks: tuple[Outlook, ...]
    learnt: tuple[int, int]
    caution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How good chances were, the smaller the better: Brier score, logarithmic score (nats), CRPS of the time (months).

    ``name`` is model, base rate or persistence.
    """

    name: str
    brier: float
    log: float
    crps: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """Forecasts of about one chance: how many, their mean, and the share of them that came true."""

    low: float
    high: float
    number: int
    forecast: float
    observed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """Forecasts of one direction made out of time, each from what was known by then, set beside what came.

    ``scores`` are those of the model, of the base rate and of persistence (what happened in the last months happens
    again as often as it used to). ``error`` is the mean distance of forecast and observed share over ``bins``.
    """

    direction: Direction
    number: int
    turns: int
    scores: tuple[Scores, ...]
    bins: tuple[CalibrationBin, ...]
    error: float

    @property
    def skill(self) -> float:
        """By what share the model's Brier score is smaller than the base rate's; negative where it is greater."""
        by_name = {one.name: one.brier for one in self.scores}
        return 1.0 - by_name["model"] / by_name["base rate"] if by_name["base rate"] else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """How forecasts over ``months`` months would have done on the project's own past, from ``first`` to ``last``."""

    months: int
    dyads: int
    first: str
    last: str
    tested: tuple[Tested, ...]
