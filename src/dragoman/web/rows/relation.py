"""What the pages on relations tell."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.web.acts import ActLine
from dragoman.web.figures import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRow:
    """A stretch of years in which the relation kept one level, with its 80 % interval."""

    span: str
    label: str
    level: float
    low: float
    high: float
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseKind:
    """A kind of cause that a side gives for a turning point, and from how many independent sources."""

    side: str
    theme: str
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRow:
    """A turning point: its window, its strength with the 80 % interval, and the gravest of its acts."""

    window: str
    direction: str
    strength: float
    low: float
    high: float
    acts: tuple[ActLine, ...]
    events: int
    causes: tuple[CauseKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """A cause that is given, in its own words."""

    id: str
    document_id: str
    document: str
    start: int
    cause: str
    effect: str
    polarity: str
    kind: str
    speaker: str
    themes: tuple[str, ...]
    cited: str
    confidence: float
    event_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRow:
    """The reasons that one side gives ("" for nobody's), in the order of the text; ``total`` counts all."""

    side: str
    reasons: tuple[ReasonRow, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalRow:
    """A formal act, and the state of the formal tie before and after it."""

    event_id: str
    act: str
    name: str
    date: str
    before: str
    after: str
    doubted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdRow:
    """A third state, and how much it has to do with each of the two."""

    state: str
    with_a: int
    with_b: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRow:
    """Something that the sources contradict one another on: the event, the field, and each value in words."""

    event_id: str
    act: str
    date: str | None
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationPage:
    """The relation of two states."""

    a: str
    b: str
    since: str
    until: str
    as_of: str
    events: int
    covered: str
    undated: int
    figure: Figure
    phases: tuple[PhaseRow, ...]
    turns: tuple[TurnRow, ...]
    sides: tuple[SideRow, ...]
    formal: tuple[FormalRow, ...]
    thirds: tuple[ThirdRow, ...]
    disputes: tuple[DisputeRow, ...]
    disputed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Two states between whom there are events."""

    a: str
    b: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsPage:
    """Pairs of states to choose from; ``fault`` says why a pair that was asked for cannot be meant."""

    a: str
    b: str
    fault: str
    pairs: tuple[PairRow, ...]
