"""Makes relations whose breaks are known: what phases and ruptures are measured by, for tests and benchmarks.

Every relation follows from its seed. Events come at random over ``YEARS`` years from 1946 on; each is the kind of act
whose score lies nearest to the level of its day plus normal noise. A share of them is miscoded: any kind whatever. Each
date is told to the day, month, year or decade.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt
from typing import Literal

from dragoman.model import Dyad, Event

DYAD = Dyad.of("ALB", "SUN")
YEARS = 24
START = date(1946, 1, 1)
KINDS = (
    ("AID", "military", 7.5),
    ("AID", "economic", 6.5),
    ("COOPERATE", "economic", 5.0),
    ("AGREE", "", 4.0),
    ("CONCEDE", "", 3.0),
    ("CONSULT", "visit", 2.0),
    ("CONSULT", "", 1.5),
    ("REQUEST", "propose", 0.5),
    ("REQUEST", "", -1.0),
    ("REQUEST", "change", -2.0),
    ("ACCUSE", "", -3.0),
    ("REJECT", "", -3.5),
    ("THREATEN", "", -5.0),
    ("SANCTION", "discontinue", -5.5),
    ("COERCE", "", -7.0),
    ("ASSAULT", "", -9.0),
)
Unit = Literal["day", "month", "year", "decade"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a relation is made: its levels (one more than its breaks), number of events, noise, blur, miscoding.

    ``noise`` is the spread of single events in scale points; ``share`` of the dates are told to the ``unit`` only, the
    rest to the day; ``miscoded`` is the share of events that are any kind whatever.
    """

    levels: tuple[float, ...] = (4.0, -3.0)
    count: int = 50
    noise: float = 2.5
    unit: Unit = "day"
    share: float = 1.0
    miscoded: float = 0.0

    @property
    def strength(self) -> float:
        """The smallest change of level."""
        return min((abs(a - b) for a, b in pairwise(self.levels)), default=0.0)

    def weight(self, before: int, after: int) -> float:
        """What the events carry of a break with so many of them before and after it, in standard errors.

        The change as it shows among miscoded events, by its standard error; the levels' own spread does not come in.
        """
        spread = self.noise**2 * (1 - self.miscoded) + self.miscoded * 24.0
        return self.strength * (1 - self.miscoded) / sqrt(spread * (1 / max(before, 1) + 1 / max(after, 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A made relation: its events, in no order, and the days on which its level changes."""

    plan: Plan
    events: tuple[Event, ...]
    breaks: tuple[date, ...]
    directions: tuple[str, ...] = ()
    weights: tuple[float, ...] = field(default=())


def make_relation(plan: Plan, *, seed: int) -> Made:
    """A relation after the plan. A lone break falls in the middle half of the time, several divide it about evenly."""
    chance = random.Random(f"{seed} {plan}")
    breaks = _breaks(chance, len(plan.levels) - 1)
    places = sorted(chance.random() for _ in range(plan.count))
    events = []
    for number, place in enumerate(places):
        drawn = chance.gauss(plan.levels[sum(place >= one for one in breaks)], plan.noise)
        kind = min(KINDS, key=lambda one: (abs(one[2] - drawn), one))
        if chance.random() < plan.miscoded:
            kind = chance.choice(KINDS)
        unit = plan.unit if chance.random() < plan.share else "day"
        events.append(_event(number, tell(day_of(place), unit), kind))
    chance.shuffle(events)
    edges = (0.0, *breaks, 1.0)
    counts = [sum(low <= place < high for place in places) for low, high in pairwise(edges)]
    return Made(
        plan=plan,
        events=tuple(events),
        breaks=tuple(day_of(one) for one in breaks),
        directions=tuple("break" if b < a else "thaw" for a, b in pairwise(plan.levels)),
        weights=tuple(plan.weight(a, b) for a, b in pairwise(counts)),
    )


def day_of(place: float) -> date:
    """The day at a place in 0..1 of the time."""
    return START + timedelta(days=int(place * 365.25 * YEARS))


def tell(day: date, unit: Unit) -> str:
    """The EDTF date of a day, told to a unit."""
    text = day.isoformat()
    return {"day": text, "month": text[:7], "year": text[:4], "decade": f"{text[:3]}X"}[unit]


def _breaks(chance: random.Random, number: int) -> Sequence[float]:
    if number == 1:
        return [chance.uniform(0.25, 0.75)]
    return [(place + chance.uniform(-0.2, 0.2)) / (number + 1) for place in range(1, number + 1)]


def _event(number: int, when: str, kind: tuple[str, str, float]) -> Event:
    event_type, mode, score = kind
    return Event(
        id=f"evt_{number:04}",
        account_ids=(f"acc_{number:04}",),
        event_type=event_type,
        mode=mode,
        actors=("ALB",),
        recipients=("SUN",),
        date=when,
        place="",
        score=score,
        status="asserted",
        standing="single-source",
    )
