"""The history of a pair of states: points of a series, phases, ruptures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Label = Literal["close", "cooperative", "cool", "strained", "hostile", "none"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Dyad:
    """Two states, by code, in alphabetical order: ``Dyad.of("SUN", "ALB")`` is ``ALB-SUN``."""

    a: str
    b: str

    @classmethod
    def of(cls, one: str, other: str) -> Dyad:
        """The dyad of two state codes, in whichever order they come."""
        first, second = sorted((one, other))
        return cls(a=first, b=second)

    def __str__(self) -> str:
        return f"{self.a}-{self.b}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One bin of a dyad's series: ``level`` with its 80 % interval, and what it rests on.

    ``level`` is None where nothing was read. ``n`` counts events, ``sources`` sources that cover the bin.
    """

    span: str
    n: int
    total: float
    level: float | None
    low: float | None
    high: float | None
    sources: int
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of years in which the relation kept one level. ``span`` is an EDTF interval.

    ``probability`` is that of its level lying in the band of its label. ``none`` is a time of which nothing is known:
    level 0 with the whole scale as interval, no events, and no probability.
    """

    dyad: Dyad
    span: str
    label: Label
    level: float
    low: float
    high: float
    event_ids: tuple[str, ...]
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rupture:
    """A turning point. ``window`` is an EDTF interval that holds the turn and closes with what completes it.

    ``strength`` is the change of level (scale points, always positive); ``low`` and ``high`` its 80 % interval.
    ``probability`` is that of such a change at that time, ``posterior`` the day by which it has come with each of some
    probabilities (ISO date, share); None and empty for a formal act that stands alone, which no level bears out.
    """

    dyad: Dyad
    window: str
    direction: Literal["break", "thaw"]
    strength: float
    low: float
    high: float
    event_ids: tuple[str, ...]
    probability: float | None = None
    posterior: tuple[tuple[str, float], ...] = ()
