"""The system of states in a window of time: ties, balance, blocs, who changed sides, who supplies whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.relation import Dyad

Sign = Literal[-1, 0, 1]
TriadKind = Literal["+++", "++-", "+--", "---"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What binds or divides two states in a window, as far as its events tell.

    ``level`` is on the scale of the events' scores, ``low`` and ``high`` its 80 % interval. ``sign`` is 1 for a good
    tie, -1 for a hostile one, and 0 where the evidence carries no sign. ``weight`` is how many plain events the
    evidence is worth. ``sources`` counts the sources that speak of both states in the window; None: not known.
    ``rows`` counts the rows of a table of events that it is made from, whose acts have no ids.
    """

    window: str
    dyad: Dyad
    sign: Sign
    level: float
    low: float
    high: float
    weight: float
    event_ids: tuple[str, ...]
    sources: int | None = None
    rows: int = 0

    @property
    def acts(self) -> int:
        """How many acts, or rows of a table, it rests on."""
        return self.rows or len(self.event_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """All ties of a window, by dyad. ``window`` is an EDTF span; ``states`` are those with any tie, sorted.

    ``undated`` counts the events that could not be placed in any window.
    """

    window: str
    ties: tuple[Tie, ...]
    states: tuple[str, ...]
    undated: int = 0

    @property
    def signed(self) -> tuple[Tie, ...]:
        """The ties whose evidence carries a sign."""
        return tuple(tie for tie in self.ties if tie.sign)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triad:
    """Three states all tied to one another; ``kind`` gives the signs. ``strength`` is the weakest of the three levels.

    A triad is balanced when its hostile ties are none or two: "the enemy of my enemy is my friend". With three
    hostile ties it is unbalanced for two camps, though not for three (Davis 1967).
    """

    states: tuple[str, str, str]
    kind: TriadKind
    strength: float
    event_ids: tuple[str, ...]

    @property
    def balanced(self) -> bool:
        """Whether the product of the three signs is positive."""
        return self.kind in ("+++", "+--")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frustration:
    """How many ties must change sign before all states stand in two camps: good ties within, hostile ones between.

    It lies between ``low`` and ``high``; the two are the same when it is ``exact``. ``camp`` is the smaller of the two
    camps of the best division found, ``frustrated`` the ties against it: ``high`` of them. ``states`` and ``ties``
    tell the size of the system; ``method`` how the bounds were found.
    """

    low: int
    high: int
    states: int
    ties: int
    camp: tuple[str, ...]
    frustrated: tuple[Dyad, ...]
    method: str

    @property
    def exact(self) -> bool:
        """Whether the two bounds meet."""
        return self.low == self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How balanced a signed network is. ``counts`` gives the number of triads of each kind.

    ``triads`` lists those with a hostile tie, the unbalanced first and the strongest first among them; where there are
    very many, only the first.
    ``walks`` is the share of balanced among all closed walks, long ones counting less (Estrada and Benzi 2014): 1 is
    perfect balance; None without a signed tie.
    """

    counts: tuple[tuple[TriadKind, int], ...]
    triads: tuple[Triad, ...]
    frustration: Frustration
    walks: float | None

    @property
    def unbalanced(self) -> int:
        """How many triads are unbalanced."""
        return sum(number for kind, number in self.counts if kind in ("++-", "---"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    """States that hold together in a window. ``id`` stays the same from window to window as the bloc keeps identity.

    ``leader`` is the state that gives the bloc its name, or where it is gone the one most tied into it. ``cohesion``
    is the share of good among the signed ties within, by strength; ``inside`` and ``against`` count the good and the
    hostile ties within. ``event_ids`` carry the ties within.
    """

    id: str
    window: str
    leader: str
    members: tuple[str, ...]
    cohesion: float
    inside: int
    against: int
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """How strongly a state's ties draw it to a bloc: the sum of their levels, with its 80 % interval."""

    bloc: str
    level: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where a state stands in a window. ``bloc`` is the id of its bloc, or "" when it is in none.

    ``nearest`` is the bloc that its ties draw it to most: its own, else the one of the greatest positive pull, else "".
    ``pulls`` are all that the evidence tells, the strongest first.
    """

    state: str
    bloc: str
    nearest: str
    pulls: tuple[Pull, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Realignment:
    """A state's change of side. ``origin`` and ``destination`` are bloc ids, "" for standing alone.

    ``window`` (EDTF) holds the change: it begins after the last window in which the state stood with the old bloc.
    ``sure`` is how often (0 to 1) made changes that are told as strongly were real: a rank that is a chance as far as
    the states behave like made ones. ``event_ids`` are the acts that carry it.
    """

    state: str
    kind: Literal["moved", "left", "joined"]
    window: str
    origin: str
    destination: str
    sure: float
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patronage:
    """That one state supplies another. ``given`` sums the scores of its gifts and support, ``withheld`` what it cut.

    ``share`` is its part of all that the dependant got in the window, with its 80 % interval; ``asked`` counts what
    the dependant requested of it, ``demanded`` what it demanded of the dependant. ``kinds`` says what was given.
    """

    window: str
    patron: str
    dependant: str
    given: float
    withheld: float
    share: float
    low: float
    high: float
    asked: int
    demanded: int
    kinds: tuple[tuple[str, int], ...]
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A state with good ties to two blocs that are hostile to each other. ``hostility`` is the level between these."""

    window: str
    state: str
    blocs: tuple[str, str]
    pulls: tuple[float, float]
    hostility: float
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The system at a date (EDTF): network, balance, blocs and what follows from them. All lists are sorted."""

    at: str
    network: Network
    balance: Balance
    blocs: tuple[Bloc, ...]
    stands: tuple[Stand, ...]
    patronages: tuple[Patronage, ...]
    bridges: tuple[Bridge, ...]

    def stand(self, state: str) -> Stand | None:
        """Where a state stands; None where no tie of it is known."""
        return next((one for one in self.stands if one.state == state), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The system of states over time: a snapshot for each date, and who changed sides between them.

    ``memory`` is how many years each snapshot reaches back, ``resolution`` how finely states were parted into blocs.
    """

    snapshots: tuple[Snapshot, ...]
    realignments: tuple[Realignment, ...]
    memory: float
    resolution: float
