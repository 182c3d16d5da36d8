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


QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
"""The four classes of acts, in the order in which they are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One bin of a dyad's series: ``level`` with its 80 and 95 % bands, and what it rests on.

    ``n`` counts the events whose date touches the bin and ``sources`` the sources that speak of its year. ``total`` is
    the sum of the events' scores and ``quads`` the number of events of each of ``QUADS``, each event by the share of
    its date that lies in the bin; ``mean`` is their mean score by weight. ``tie`` is the state of the formal tie at the
    end of the bin ("relations/broken" where a date leaves it open, "" where nothing is known). A bin of which no source
    speaks is a gap: all is None but ``sources`` and ``tie``. ``level`` and its bands are also None where too little is
    known to tell any.
    """

    span: str
    n: int | None
    total: float | None
    level: float | None
    low: float | None
    high: float | None
    sources: int
    event_ids: tuple[str, ...]
    low95: float | None = None
    high95: float | None = None
    quads: tuple[float, ...] | None = None
    mean: float | None = None
    tie: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of years in which the relation kept one level. ``span`` is an EDTF interval.

    ``probability`` is that of its level lying in the band of its label. ``none`` is a time of which no level is known,
    because nothing is read or too little: level 0 with the whole scale as interval, no probability, and the few events.
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
    probabilities (ISO date, share). For a formal act that stands alone, which no change of level bears out, the first
    is the probability that it took place and was a turn, and the second is empty.
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
