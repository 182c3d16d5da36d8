"""The chance of a break or a thaw in the months to come: said with its uncertainty, refused where little was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from dragoman.errors import CoverageError
from dragoman.model import Dyad
from dragoman.model.forecast import Direction, Forecast, Outlook
from dragoman.relations.cases import MONTH, Cases, Past, learn_from
from dragoman.relations.hazard import DIRECTIONS, Hazard, Vector, fit, load_hazards
from dragoman.relations.signs import LEAST_ACTS, LEAST_RECENT, NAMES, History, is_thin

MONTHS = 12
LONGEST = 60
"""Months: nothing further ahead is foretold."""

BEFORE = 2.0
"""Cases that the base rate of made histories weighs as much as, beside the project's own."""

HALF = 0.5
"""How far real histories are taken to go as made ones do. On the coded diplomatic papers of decision 0026 the whole
weights foretold no better than the base rate, the half ones a little better."""

CAUTION = (
    "A chance, not a prophecy: it is what followed when made and past relations looked like this, and knows nothing of "
    "what was not read."
)

Name = Callable[[str], str]


def forecast(
    history: History, dyad: Dyad, *, months: int = MONTHS, day: date | None = None, name: Name = str
) -> Forecast:
    """The chance that a relation breaks or thaws within so many months after a day (by default that of its last act).

    The weights that Dragoman comes with are adapted to the turning points of all dyads of ``history`` that could be
    told by that day. ``name`` gives a state's readable name.

    Raises:
        CoverageError: fewer than ten dated acts, or fewer than three in the three years before, are known by that day.
        ValueError: ``months`` is not from 1 to 60.
    """
    check_months(months)
    acts = history.get(dyad)
    at = float(day.toordinal()) if day else float(acts.days[-1]) if acts else 0.0
    if acts is None or is_thin(acts, at):
        raise CoverageError(_refusal(history, dyad, at, name))
    past = Past(history)
    cases = learn_from(past, at, months)
    seen = past.seen(dyad, at)
    return Forecast(
        dyad=dyad,
        origin=date.fromordinal(int(at)).isoformat(),
        months=months,
        acts=acts.number(at),
        recent=acts.recent(at),
        outlooks=tuple(_outlook(way, adapt(cases, way, months), seen, months, cases) for way in DIRECTIONS),
        learnt=(cases.number, int(sum(one.sum() for one in cases.after.values()))),
        caution=CAUTION,
    )


def check_months(months: int) -> None:
    """Refuses a horizon that nothing can be said of.

    Raises:
        ValueError: it is not from 1 to 60.
    """
    if not 1 <= months <= LONGEST:
        raise ValueError(f"a forecast goes from 1 to {LONGEST} months ahead, not {months}")


def adapt(cases: Cases, direction: Direction, months: int) -> Hazard:
    """The weights that Dragoman comes with, adapted to cases.

    What the signs weigh in made systems is taken by half, and so is how far a project's own past may move it.
    """
    made = load_hazards()[direction]
    half = np.array([1.0] + [HALF] * (len(NAMES) - 1))
    prior = Hazard(weights=made.weights * half, covariance=made.covariance * np.outer(half, half))
    return fit(cases.seen, cases.after[direction], months, prior=prior, load=cases.load)


def base_rate(cases: Cases, direction: Direction, months: int) -> float:
    """How often it turned in as many months, two cases more counting as the weights that Dragoman comes with have it.

    Those two are of a relation of which nothing is seen; without them a short past would give a chance of 0.
    """
    nothing = np.eye(1, len(NAMES))
    before = float(load_hazards()[direction].chance(nothing, months)[0])
    turns = float((cases.after[direction] * cases.load).sum())
    return (turns + BEFORE * before) / (float(cases.load.sum()) + BEFORE)


def _outlook(direction: Direction, hazard: Hazard, seen: Vector, months: int, cases: Cases) -> Outlook:
    low, high = hazard.interval(seen, months)
    return Outlook(
        direction=direction,
        probability=round(float(hazard.chance(seen[None, :], months)[0]), 4),
        low=round(low, 4),
        high=round(high, 4),
        base_rate=round(base_rate(cases, direction, months), 4),
        parts=tuple(
            (name, round(float(value), 3) or 0.0, round(float(value * weight), 3) or 0.0)
            for name, value, weight in zip(NAMES[1:], seen[1:], hazard.weights[1:], strict=True)
        ),
    )


def _refusal(history: History, dyad: Dyad, day: float, name: Name) -> str:
    one, other = name(dyad.a), name(dyad.b)
    acts = history.get(dyad)
    if acts is None:
        return f"no forecast: no dated act between {one} and {other} was read"
    told = date.fromordinal(int(day)).isoformat()
    number, recent = acts.number(day), acts.recent(day)
    return (
        f"no forecast: too little was read of {one} and {other} by {told}: {_count(number)}, {recent} of the three "
        f"years before (needed: {LEAST_ACTS}, and {LEAST_RECENT} of them in these years)"
    )


def _count(number: int) -> str:
    return f"{number} dated act{'s' * (number != 1)}"


def horizon(day: float, months: int) -> float:
    """The last day of a forecast made on a day."""
    return day + months * MONTH


def spread_over(chance: Sequence[float] | Vector, months: int) -> Vector:
    """The chance of a first turn in each month and, last, of none within the time, from the chance of one within it.

    One row for each chance, ``months + 1`` columns; the hazard is the same in every month.
    """
    stays = np.log1p(-np.minimum(np.asarray(chance, dtype=float), 1.0 - 1e-12)) / months
    left = np.exp(np.outer(stays, np.arange(months + 1)))
    return np.asarray(np.column_stack([left[:, :-1] - left[:, 1:], left[:, -1]]), dtype=float)
