"""What the pages on actors tell."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.web.paging import Span as Part


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """A state or body that takes part in events; ``spans`` (EDTF) are when it existed."""

    id: str
    name: str
    kind: str
    spans: tuple[str, ...]
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person whose name was met; ``why`` says what keeps the name from being resolved, "" where it is."""

    id: str
    name: str
    state: str
    known: bool
    count: int
    documents: int
    forms: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsPage:
    """A page of the list of actors."""

    kind: str
    q: str
    state: str
    fault: str
    unresolved: bool
    span: Part
    states: tuple[StateRow, ...]
    persons: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """A name that the authority list has for an actor; ``span`` (EDTF) says when those words meant it, "" for ever."""

    text: str
    form: str
    span: str
    principal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow:
    """An office, who held it and for which state; ``span`` is EDTF."""

    title: str
    holder: str
    holder_name: str
    state: str
    span: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """Another actor that belongs to this one, or to which it belongs, with the time (EDTF, "" for ever)."""

    id: str
    name: str
    span: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetRow:
    """A way in which the documents write a name, how often, and why it is taken for this person's."""

    form: str
    count: int
    documents: int
    reason: str
    like: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """Somebody who may be meant by a name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingRow:
    """A document that names a person."""

    id: str
    title: str
    path: str
    locator: str
    written: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """A state, and how many events there are with it."""

    state: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """An actor. ``known`` says that the authority list has it; ``spans`` are when it existed or lived.

    ``offices`` are those that a person held, or those of a state with their holders; ``naming`` are the documents that
    name a person, a page at a time. ``holders`` counts all that the list knows of.
    """

    id: str
    name: str
    kind: str
    known: bool
    spans: tuple[str, ...]
    states: tuple[HeldRow, ...]
    names: tuple[NameRow, ...]
    called: tuple[NameRow, ...]
    numbers: tuple[tuple[str, str], ...]
    before: tuple[HeldRow, ...]
    after: tuple[HeldRow, ...]
    members: tuple[HeldRow, ...]
    bodies: tuple[HeldRow, ...]
    offices: tuple[OfficeRow, ...]
    holders: int
    events: int
    partners: tuple[PartnerRow, ...]
    met: tuple[MetRow, ...]
    count: int
    why: str
    candidates: tuple[CandidateRow, ...]
    span: Part
    naming: tuple[NamingRow, ...]
