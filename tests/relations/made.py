"""Makes events of a dyad whose level, and whose breaks, are known."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dragoman.model import Dyad, Event

DYAD = Dyad.of("ALB", "SUN")
KINDS = (
    ("AID", "economic", 6.5),
    ("AGREE", "treaty", 6.0),
    ("SUPPORT", "", 4.0),
    ("CONSULT", "visit", 2.0),
    ("CONSULT", "", 1.5),
    ("REQUEST", "", -1.0),
    ("ACCUSE", "", -3.0),
    ("REJECT", "", -3.5),
    ("THREATEN", "", -5.0),
    ("SANCTION", "discontinue", -5.5),
    ("COERCE", "", -7.0),
)


def event(number: int, when: str | None, score: float, **fields: Any) -> Event:
    """One event of ALB and SUN."""
    values: dict[str, Any] = {
        "event_type": "CONSULT",
        "mode": "",
        "actors": ("ALB",),
        "recipients": ("SUN",),
        "place": "",
        "status": "asserted",
        "standing": "single-source",
        **fields,
    }
    return Event(id=f"evt_{number:04}", account_ids=(f"acc_{number:04}",), date=when, score=score, **values)


def make_events(
    levels: Sequence[float], breaks: Sequence[float], count: int, *, seed: int, years: int = 16, blur: float = 0.5
) -> list[Event]:
    """``count`` events over ``years`` years from 1946 on, of kinds drawn about the level that holds at their time.

    ``breaks`` are places in 0..1 at which the level goes over to the next of ``levels``. Scores are those of real kinds
    of acts: the kind nearest to level plus normal noise of 2.5 points. ``blur`` of the dates are told to the month or
    the year only.
    """
    chance = random.Random(seed)
    first = date(1946, 1, 1)
    found = []
    for number, place in enumerate(sorted(chance.random() for _ in range(count))):
        level = levels[sum(place >= one for one in breaks)]
        drawn = chance.gauss(level, 2.5)
        event_type, mode, score = min(KINDS, key=lambda kind: (abs(kind[2] - drawn), kind))
        day = first + timedelta(days=int(place * 365.25 * years))
        text = day.isoformat()
        if chance.random() < blur:
            text = text[:7] if chance.random() < 0.5 else text[:4]
        found.append(event(number, text, score, event_type=event_type, mode=mode))
    chance.shuffle(found)
    return found
