"""What the pages on the system of states tell."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.web.acts import ActLines
from dragoman.web.figures import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocRow:
    """States that hold together, and the acts that carry the ties within. ``cohesion`` is a share (0 to 1)."""

    leader: str
    members: tuple[str, ...]
    cohesion: float
    inside: int
    against: int
    acts: ActLines


@dataclass(frozen=True, slots=True, kw_only=True)
class TriadRow:
    """Three states that all have to do with one another, where a hostile tie is among the three."""

    states: tuple[str, str, str]
    kind: str
    balanced: bool
    acts: ActLines


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronRow:
    """That one state supplies another: its share of all that this one got, with its 80 % interval."""

    patron: str
    dependant: str
    share: float
    low: float
    high: float
    given: float
    withheld: float
    kinds: tuple[tuple[str, int], ...]
    acts: ActLines


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeRow:
    """A state with good ties to two blocs that are hostile to one another, by the leaders of these."""

    state: str
    leaders: tuple[str, str]
    hostility: float
    acts: ActLines


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A change of side, with the acts that carry it; a leader is "" for standing alone. ``sure`` is a chance."""

    state: str
    kind: str
    window: str
    origin: str
    destination: str
    sure: float
    acts: ActLines


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceTold:
    """How balanced the ties are: in a sentence, in figures, and the triads with a hostile tie."""

    summary: str
    counts: tuple[tuple[str, int], ...]
    low: int
    high: int
    walks: float | None
    triads: tuple[TriadRow, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesTold:
    """Who changed sides between two dates. ``figure`` is None where nothing was looked at."""

    since: str
    until: str
    figure: Figure | None
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemPage:
    """The system at a date. ``first`` and ``last`` are the years of the slider, ``year`` where it stands.

    ``patronages`` counts all, of which the greatest are shown.

    ``changes`` is None where the project is too large to tell them with the rest: they have a page of their own.
    """

    at: str
    asked_at: str
    fault: str
    year: int
    first: int
    last: int
    memory: float
    window: str
    states: int
    ties: int
    covered: bool
    remarks: tuple[str, ...]
    figure: Figure | None
    blocs: tuple[BlocRow, ...]
    alone: tuple[str, ...]
    balance: BalanceTold | None
    patrons: tuple[PatronRow, ...]
    patronages: int
    bridges: tuple[BridgeRow, ...]
    changes: ChangesTold | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """Changes of side over a stretch of time; ``fault`` says why nothing is told."""

    asked_since: str
    asked_until: str
    fault: str
    bounded: bool
    told: ChangesTold
