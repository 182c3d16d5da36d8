"""Forecasts made out of time, each from what was known by then, beside the base rate and persistence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dragoman.errors import CoverageError
from dragoman.model import Dyad
from dragoman.model.forecast import Backtest, Direction, Scores, Tested
from dragoman.relations.cases import MONTH, Cases, Past, learn_from
from dragoman.relations.forecast import BEFORE, MONTHS, adapt, base_rate, check_months, horizon, spread_over
from dragoman.relations.hazard import DIRECTIONS, Vector
from dragoman.relations.proper_scores import brier, calibrate, crps, log_score
from dragoman.relations.signs import YEAR, History, is_thin

FIRST = 5 * YEAR
"""Days of history before the first forecast."""
REFITS = 12
"""How often, at most, the weights are learnt anew as time goes on."""
LEAST_CASES, LEAST_TURNS = 30, 5
"""Forecasts, and turns of a direction that came, below which a score would be chance."""
_MODELS = ("model", "base rate", "persistence")


@dataclass(slots=True)
class _Said:
    """What was said of one direction, and what came: chances by forecaster, outcomes, months to the turn."""

    chances: dict[str, list[float]]
    came: list[float]
    waited: list[float]


def backtest(
    history: History,
    *,
    months: int = MONTHS,
    dyads: Sequence[Dyad] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Backtest:
    """How forecasts would have done: an expanding window, no forecast knowing what came after its day.

    One forecast a dyad and ``months`` months (at least three), of ``dyads`` (by default all), wherever enough was known
    for one and the dyad's acts go on until its months had passed. On each of at most twelve days the weights, the base
    rate and persistence are learnt anew from all dyads, their turning points as told by the acts known by that day;
    what came is told by the whole history. ``persistence`` says how often a turn followed one of the same direction in
    as many months before, and how often it followed none.

    Raises:
        CoverageError: there are fewer than 30 forecasts to test, or in neither direction five turns.
        ValueError: ``months`` is not from 1 to 60.
    """
    check_months(months)
    past = Past(history)
    wanted = tuple(dyads or history)
    places = _places(past, wanted, months) if history else []
    if len(places) < LEAST_CASES:
        raise CoverageError(f"no backtest: {len(places)} forecasts could be made, and {LEAST_CASES} are needed")
    said: dict[Direction, _Said] = {way: _Said({name: [] for name in _MODELS}, [], []) for way in DIRECTIONS}
    last = past.days()[1]
    batches = _batches(places)
    for number, batch in enumerate(batches, 1):
        cases = learn_from(past, batch[0][1], months)
        for way in DIRECTIONS:
            _say(said[way], past, batch, way, months, cases, last)
        if progress:
            progress(number, len(batches))
    tested = tuple(_score(way, one, months) for way, one in said.items() if sum(one.came) >= LEAST_TURNS)
    if not tested:
        turns = ", ".join(f"{int(sum(one.came))} {way}s" for way, one in said.items())
        raise CoverageError(f"no backtest: too few turning points to test on ({turns}; needed: {LEAST_TURNS} of one)")
    return Backtest(
        months=months,
        dyads=len({dyad for dyad, _ in places}),
        first=date.fromordinal(int(places[0][1])).isoformat(),
        last=date.fromordinal(int(places[-1][1])).isoformat(),
        tested=tested,
    )


def _places(past: Past, dyads: Sequence[Dyad], months: int) -> list[tuple[Dyad, float]]:
    """The dyads and days to forecast, by day."""
    first, last = past.days()
    step = max(months, 3) * MONTH
    found = []
    for number in range(int(max(last - first - FIRST, 0) // step) + 1):
        day = first + FIRST + number * step
        found += [
            (dyad, day)
            for dyad in dyads
            if dyad in past.history
            and not is_thin(past.history[dyad], day)
            and horizon(day, months) <= past.history[dyad].days[-1]
        ]
    return found


def _batches(places: Sequence[tuple[Dyad, float]]) -> list[list[tuple[Dyad, float]]]:
    """The forecasts that are made with the weights of one day, that of the first of them."""
    days = sorted({day for _, day in places})
    size = -(-len(days) // REFITS)
    starts = days[::size]
    return [
        [one for one in places if begin <= one[1] and (place + 1 == len(starts) or one[1] < starts[place + 1])]
        for place, begin in enumerate(starts)
    ]


def _say(  # noqa: PLR0917 - one argument for each thing that is known
    said: _Said,
    past: Past,
    batch: Sequence[tuple[Dyad, float]],
    way: Direction,
    months: int,
    cases: Cases,
    last: float,
) -> None:
    seen = np.array([past.seen(dyad, day) for dyad, day in batch])
    rate = base_rate(cases, way, months)
    said.chances["model"] += adapt(cases, way, months).chance(seen, months).tolist()
    said.chances["base rate"] += [rate] * len(batch)
    kept = _persistence(cases, way, rate)
    for dyad, day in batch:
        said.chances["persistence"].append(kept[past.turned(dyad, way, horizon(day, -months), day, day)])
        after = [m for m, other in past.turns(dyad, last) if other == way and day < m <= horizon(day, months)]
        said.came.append(float(bool(after)))
        said.waited.append(float(int((min(after) - day) / MONTH)) if after else float(months))


def _persistence(cases: Cases, way: Direction, rate: float) -> Mapping[bool, float]:
    """The chance of a turn after one in as many months before, and after none."""
    found = {}
    for had in (True, False):
        load = cases.load * (cases.before[way] == float(had))
        found[had] = float(((load * cases.after[way]).sum() + BEFORE * rate) / (load.sum() + BEFORE))
    return found


def _score(way: Direction, said: _Said, months: int) -> Tested:
    bins, error = calibrate(said.chances["model"], said.came)
    return Tested(
        direction=way,
        number=len(said.came),
        turns=int(sum(said.came)),
        scores=tuple(
            Scores(
                name=name,
                brier=round(brier(said.chances[name], said.came), 5),
                log=round(log_score(said.chances[name], said.came), 5),
                crps=round(_crps(np.array(said.chances[name]), said.waited, months), 5),
            )
            for name in _MODELS
        ),
        bins=bins,
        error=error,
    )


def _crps(chances: Vector, waited: Sequence[float], months: int) -> float:
    """The mean score of the time to the turn in months, none within the time counting as its end."""
    points = np.arange(months + 1, dtype=float)
    shares = spread_over(chances, months)
    return float(np.mean([crps(points, row, time) for row, time in zip(shares, waited, strict=True)]))
