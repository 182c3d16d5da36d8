"""What a dossier holds, before it is set in HTML or Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from dragoman.model import Dyad, Phase, Point, Rupture

Made = Literal["machine", "source"]


class Relation(Protocol):
    """What a dossier needs of a relation: its series, its phases and its turning points."""

    @property
    def dyad(self) -> Dyad: ...
    @property
    def series(self) -> tuple[Point, ...]: ...
    @property
    def phases(self) -> tuple[Phase, ...]: ...
    @property
    def ruptures(self) -> tuple[Rupture, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: the work, the words in it and where they stand.

    ``place`` is the locator in the work and the characters in the file; ``about`` the id of the record it supports
    (an account, a reason, a finding). ``quote`` is what the document reads, its line breaks closed up.
    """

    number: int
    work: str
    place: str
    quote: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of a dossier, composed from records, and the numbers of the notes that support it.

    ``quote`` holds words of a source that follow it ("" for none), and its first note is their place. ``when`` is the
    date as read, ``label`` a short mark (break, disputed, denied), ``about`` the record it states.
    """

    text: str
    notes: tuple[int, ...] = ()
    quote: str = ""
    when: str = ""
    label: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Statements that belong together under one heading ("" for none). ``listed``: one to a line, else a paragraph."""

    title: str = ""
    lead: str = ""
    statements: tuple[Statement, ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: every cell is text."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing and its twins: a one-sentence summary and the same figures as a table. ``svg`` is "" when empty."""

    svg: str
    summary: str
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a dossier. ``empty`` is what it says when it has no statements."""

    key: str
    title: str
    groups: tuple[Group, ...] = ()
    tables: tuple[Table, ...] = ()
    chart: Chart | None = None
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A line of the bibliography: how the work is written out, and whose record it is."""

    id: str
    text: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The history of one relation, every statement with its notes; the same records always give the same dossier."""

    title: str
    dyad: Dyad
    names: tuple[str, str]
    span: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    works: tuple[Work, ...]
