"""What a relation's turning points rest on: what moves when a source, a side, a theme or a type of act is left out.

Shape of the record (and of ``dragoman sensitivity A B --json``), for whoever draws or tells it::

    Sensitivity
      ruptures   the turning points of the whole history, in order
      left_out   one LeftOut for each thing left out, by kind (``KINDS``), the one that moves most first
        .kind, .key, .label     "source", its id, its title ... what to write on an axis: ``label``
        .turns                  one TurnFate for each of ``ruptures``, in their order: a row of a matrix
          .fate                 "stays" (same window), "moves" (other window), "gone"
          .window_without, .strength_without, .shift (days), .change (points)
        .arising                turning points that are there only without it
      bootstrap  how often each turning point is found when sources are drawn anew, and how its window spreads
      rests      the turning points that are gone without some one thing, each with those things

So the matrix of the figure is ``left_out`` (rows) by ``ruptures`` (columns), coloured by ``fate``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.relation import Dyad, Phase, Rupture

LeftOutKind = Literal["source", "cited", "side", "theme", "type"]
Fate = Literal["stays", "moves", "gone"]

KINDS: tuple[LeftOutKind, ...] = ("source", "cited", "side", "theme", "type")
"""What is left out, in the order told.

A source that was read, with all that it tells; a work that the sources cite, with what they tell on its word; a side,
with what is told for that state; a theme, and a type of act, with the events that are of it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnFate:
    """What becomes of one turning point: ``window``, ``direction`` and ``strength`` are those of the whole history.

    ``shift`` is by how many days the middle of its window moves (later is positive), ``change`` by how many points its
    strength changes; where the turn is gone ``change`` is the whole strength, negative, ``shift`` 0 and
    ``strength_without`` None.
    """

    window: str
    direction: Literal["break", "thaw"]
    strength: float
    fate: Fate
    window_without: str = ""
    strength_without: float | None = None
    shift: int = 0
    change: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The history without one thing, beside the whole one.

    ``key`` is the source's id, the cited work's words, a state code, a theme or an event type; ``label`` what to call
    it. ``sources`` are the ids of the sources left out: for a source also those that are copies of it. ``accounts``
    counts the accounts left out. ``lost`` are the events that nobody else tells, ``changed`` those that stand, told
    otherwise or by fewer. ``turns`` has one fate for each turning point of the whole history, in their order;
    ``arising`` are turning points that are there only without it. ``phases`` are the phases without it, ``moved`` the
    mean distance (scale points) between their level and that of the whole history, over the days told by both.
    """

    kind: LeftOutKind
    key: str
    label: str
    sources: tuple[str, ...] = ()
    accounts: int
    lost: tuple[str, ...]
    changed: tuple[str, ...]
    turns: tuple[TurnFate, ...]
    arising: tuple[Rupture, ...]
    phases: tuple[Phase, ...]
    moved: float

    @property
    def gone(self) -> tuple[TurnFate, ...]:
        """The turning points that are not there without it."""
        return tuple(turn for turn in self.turns if turn.fate == "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnShare:
    """How often a turning point of the whole history is found when the sources are drawn anew.

    ``found`` is the share of the draws (0 to 1). ``begins`` and ``ends`` are the 10, 50 and 90 % quantiles of the first
    and the last day of its window (ISO 8601), ``strength`` those of its strength; empty where it is never found.
    """

    window: str
    direction: Literal["break", "thaw"]
    found: float
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    strength: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bootstrap:
    """The history told from sources drawn with replacement, ``draws`` times; ``seed`` makes the draws repeatable.

    ``sources`` counts what is drawn from: sources, those that copy one another as one. ``others`` is the mean number of
    turning points in a draw that the whole history has not.
    """

    seed: int
    draws: int
    sources: int
    turns: tuple[TurnShare, ...]
    others: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A turning point that is gone without any one of ``without``: pairs of kind and label.

    ``statement`` says so in a sentence: "The break of 1960/1961-12-03 rests on one source: ...".
    """

    window: str
    direction: Literal["break", "thaw"]
    without: tuple[tuple[LeftOutKind, str], ...]
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """How a relation's history stands when parts of what it rests on are left out; see this module's own words.

    ``events`` counts the acts between the two, ``sources`` the sources that tell them. ``bootstrap`` is None where
    fewer than two sources tell of the two, or where it was not asked for. ``notes`` say what could not be tried.
    """

    dyad: Dyad
    events: int
    sources: int
    phases: tuple[Phase, ...]
    ruptures: tuple[Rupture, ...]
    left_out: tuple[LeftOut, ...]
    bootstrap: Bootstrap | None
    rests: tuple[Rest, ...]
    notes: tuple[str, ...] = ()
