"""Makes relations whose level is known on every day: what the bands of a series are measured by.

The level begins within 3 points of 0 (standard deviation) and wanders as a random walk, turned back at 9 points to
either side, for a relation does not leave the scale. Events come at random; each has the level of its day for a score,
plus normal noise, and a date that may be told to the month or the year alone. Every relation follows from its seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from dragoman.model import Dyad, Event
from dragoman.relations.coverage import Coverage
from dragoman.relations.series import By, tell_series

DYAD = Dyad.of("ALB", "SUN")
START = date(1946, 1, 1)
EDGE = 9.0
DRIFTS = (0.25, 4.0)
"""Points squared a year: between these lie the drifts of the relations, evenly on the scale of their logarithm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a study is made of: relations with this noise (points), events a year, and share of blurred dates.

    ``drift`` is in points squared a year; None gives each relation its own.
    """

    noise: float
    per_year: float
    blur: float = 0.5
    drift: float | None = None
    years: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeLevel:
    """A relation: its events in no order, and its level on each day from ``START`` on."""

    events: tuple[Event, ...]
    level: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How often the bands held the true level: ``told`` bins, of which ``in80`` and ``in95`` were held.

    ``width`` is the sum of the half-widths of the 80 % bands, ``bins`` the number of all bins.
    """

    told: int = 0
    in80: int = 0
    in95: int = 0
    width: float = 0.0
    bins: int = 0

    def __add__(self, other: Held) -> Held:
        return Held(
            told=self.told + other.told,
            in80=self.in80 + other.in80,
            in95=self.in95 + other.in95,
            width=self.width + other.width,
            bins=self.bins + other.bins,
        )


def make_level(cell: Cell, seed: int) -> MadeLevel:
    """A relation of a cell; with another seed another one."""
    chance = np.random.default_rng([seed, round(cell.noise * 10), round(cell.per_year * 10), round(cell.blur * 10)])
    last = date(START.year + cell.years - 1, 12, 31)
    days = last.toordinal() - START.toordinal() + 1
    low, high = np.log(DRIFTS)
    # By the golden section, so that few relations already fill the range evenly.
    place = (seed * 0.6180339887 + 0.5) % 1.0
    drift = float(np.exp(low + place * (high - low))) if cell.drift is None else cell.drift
    walk = chance.normal(0.0, 3.0) + np.cumsum(chance.normal(0.0, np.sqrt(drift / 365.2425), days))
    level = np.abs((walk - EDGE) % (4 * EDGE) - 2 * EDGE) - EDGE
    number = int(chance.poisson(cell.per_year * cell.years))
    places = chance.integers(0, days, number)
    scores = level[places] + chance.normal(0.0, cell.noise, number)
    events = []
    for at, (place, score) in enumerate(zip(places.tolist(), scores.tolist(), strict=True)):
        text = date.fromordinal(START.toordinal() + place).isoformat()
        if chance.random() < cell.blur:
            text = text[:7] if chance.random() < 0.5 else text[:4]
        events.append(_event(at, text, score))
    return MadeLevel(events=tuple(events), level=level)


def hold(cell: Cell, seed: int, by: By = "year") -> Held:
    """How often the bands of one relation hold its true mean level, bin by bin."""
    made = make_level(cell, seed)
    years = tuple((START.year + at, ("src",)) for at in range(cell.years))
    covered = Coverage(dyad=DYAD, either=years, both=years)
    found = Held()
    for point in tell_series(DYAD, made.events, covered, by=by).points:
        if point.low is None or point.high is None or point.low95 is None or point.high95 is None:
            found += Held(bins=1)
            continue
        first, last = _days(point.span)
        true = float(made.level[first : last + 1].mean())
        found += Held(
            told=1,
            in80=point.low <= true <= point.high,
            in95=point.low95 <= true <= point.high95,
            width=(point.high - point.low) / 2,
            bins=1,
        )
    return found


def _days(span: str) -> tuple[int, int]:
    from dragoman.relations.dyads import day_span

    days = day_span(span)
    if days is None:
        raise ValueError(f"{span}: a bin has two ends")
    return days[0] - START.toordinal(), days[1] - START.toordinal()


def _event(number: int, when: str, score: float) -> Event:
    return Event(
        id=f"evt_{number:04}",
        account_ids=(f"acc_{number:04}",),
        event_type="CONSULT",
        mode="",
        actors=("ALB",),
        recipients=("SUN",),
        date=when,
        place="",
        score=score,
        status="asserted",
        standing="single-source",
    )
