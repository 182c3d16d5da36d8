"""Stretches of the past that a forecast is learnt from: what was seen on a day, and whether a turn came after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dragoman.model import Dyad
from dragoman.model.forecast import Direction
from dragoman.relations.fates import bounds
from dragoman.relations.ruptures import ruptures_of
from dragoman.relations.signs import NAMES, YEAR, History, is_thin, read_signs
from dragoman.relations.turns import follow

Vector = npt.NDArray[np.float64]

STEP = 91
"""Days from one case of a dyad to its next."""

MONTH = YEAR / 12

Turn = tuple[float, Direction]
"""The last day of a turning point's window, on which it is complete, and which way it went."""


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Cases in rows: what was seen, whether a break and whether a thaw came in the months after, and before.

    ``before`` says whether one had come in as many months before. ``load`` is what a case counts: those of one dyad
    overlap, and together count as much as the time that they span.
    """

    seen: npt.NDArray[np.float64]
    after: dict[Direction, Vector]
    before: dict[Direction, Vector]
    load: Vector

    @property
    def number(self) -> int:
        return len(self.load)


@dataclass(slots=True)
class Past:
    """The acts of all dyads, and their turning points as they could be told by any day.

    What was found once is kept: as long as no act of a dyad becomes known its turning points stay the same.
    """

    history: History
    _turns: dict[tuple[Dyad, int], tuple[Turn, ...]] = field(default_factory=dict)
    _seen: dict[tuple[Dyad, float], Vector] = field(default_factory=dict)

    def turns(self, dyad: Dyad, day: float) -> tuple[Turn, ...]:
        """The turning points of a dyad that the acts known by a day show."""
        acts = self.history[dyad]
        known = acts.number(day)
        if (dyad, known) not in self._turns:
            found = []
            for rupture in ruptures_of(follow(dyad, acts.events[:known], trust=acts.trust)):
                found.append((float(bounds(rupture.window)[1].toordinal()), rupture.direction))
            self._turns[dyad, known] = tuple(found)
        return self._turns[dyad, known]

    def seen(self, dyad: Dyad, day: float) -> Vector:
        """What is seen of a dyad on a day (``signs.read_signs``)."""
        if (dyad, day) not in self._seen:
            self._seen[dyad, day] = read_signs(self.history, dyad, day)
        return self._seen[dyad, day]

    def turned(self, dyad: Dyad, direction: Direction, after: float, until: float, known: float) -> bool:
        """Whether a turn is complete between two days, as the acts known by a third show it."""
        return any(way == direction and after < last <= until for last, way in self.turns(dyad, known))

    def days(self) -> tuple[float, float]:
        """The first and the last day on which an act became known."""
        every = [acts.days for acts in self.history.values()]
        return float(min(days[0] for days in every)), float(max(days[-1] for days in every))


def learn_from(past: Past, day: float, months: int, *, dyads: Sequence[Dyad] | None = None) -> Cases:
    """The cases whose months had passed by a day, from what was known by then alone.

    A case ends before the last act of its dyad that is known: after it there may be no sources, which is not the same
    as no turn. Cases on which too little was known are left out.
    """
    places: list[tuple[Dyad, float]] = []
    length = months * MONTH
    for dyad in dyads or tuple(past.history):
        acts = past.history[dyad]
        known = acts.number(day)
        if not known:
            continue
        # From the last backwards, so that the newest months are always used.
        last = float(acts.days[known - 1]) - length
        for step in range(int(max(last - float(acts.days[0]), -1.0) // STEP) + 1):
            if not is_thin(acts, last - step * STEP):
                places.append((dyad, last - step * STEP))
    return gather_cases(past, places, months, known=day)


def gather_cases(past: Past, places: Sequence[tuple[Dyad, float]], months: int, *, known: float) -> Cases:
    """The cases of these dyads and days, their turns as the acts known by a day show them."""
    length = months * MONTH
    ways: tuple[Direction, ...] = ("break", "thaw")
    return Cases(
        seen=np.array([past.seen(dyad, day) for dyad, day in places]).reshape(len(places), len(NAMES)),
        after={
            way: np.array([past.turned(dyad, way, day, day + length, known) for dyad, day in places], dtype=float)
            for way in ways
        },
        before={
            way: np.array([past.turned(dyad, way, day - length, day, known) for dyad, day in places], dtype=float)
            for way in ways
        },
        load=np.full(len(places), min(STEP / length, 1.0)),
    )
