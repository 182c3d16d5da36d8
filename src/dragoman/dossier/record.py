"""What a dossier holds, before it is set in any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from dragoman.charts import Chart
from dragoman.model import Dyad, Phase, Point, Rupture

Made = Literal["machine", "partly", "checked", "own"]
"""Who stands for a sentence: the machine alone, a person for some or for all it rests on, or the historian."""


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
class Piece:
    """Words of a citation with how they are set; ``href`` is the address they lead to, "" for none."""

    text: str
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One work cited in a footnote, with the words in it and where they stand.

    ``work`` is the citation as plain text, ``pieces`` the same as a style sets it (empty where no style was at hand).
    ``key`` is that of the work's or document's CSL item, ``locator`` the place in the work ("p. 12"). ``place`` is the
    characters in the file; ``about`` the id of the record it supports (an account, a reason, a finding). ``cited`` is
    what the text itself names as its source. ``quote`` is what the document reads, its line breaks closed up, and
    ``shown`` says that the same words stand above the note, so that they need not stand in it again.
    """

    key: str
    work: str
    place: str
    quote: str
    about: str
    locator: str = ""
    cited: str = ""
    pieces: tuple[Piece, ...] = ()
    shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: its number, and what is cited in it; ``in_text`` is what an author-date style sets in the text."""

    number: int
    citations: tuple[Citation, ...]
    in_text: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of a dossier, composed from records, and the numbers of the notes that support it.

    ``quote`` holds words of a source that follow it ("" for none), and its first note is their place. ``when`` is the
    date as read, ``label`` a short mark (break, disputed, denied), ``about`` the record it states, ``also`` others that
    it states with it. ``made`` says who stands for it, ``remark`` is what the historian adds.
    """

    text: str
    notes: tuple[int, ...] = ()
    quote: str = ""
    when: str = ""
    label: str = ""
    about: str = ""
    also: tuple[str, ...] = ()
    made: Made = "machine"
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Statements that belong together under one heading ("" for none). ``listed``: one to a line, else a paragraph.

    ``beside``: it can stand side by side with its neighbours that say so too.
    """

    title: str = ""
    lead: str = ""
    statements: tuple[Statement, ...] = ()
    listed: bool = True
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: every cell is text."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a dossier. ``empty`` is what it says when it has no statements, ``own`` the historian's paragraphs.

    ``key`` tells it from the other parts; an own part's is "own-" and its number.
    """

    key: str
    title: str
    own: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    tables: tuple[Table, ...] = ()
    chart: Chart | None = None
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A line of the bibliography: how the work is written out, and whose record it is.

    ``csl`` is its CSL-JSON item, the id of which is the key by which it is cited; ``pieces`` are the line as a style
    sets it, empty where no style was at hand.
    """

    id: str
    text: str
    remark: str
    csl: Mapping[str, Any] = field(default_factory=dict, hash=False)
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The history of one relation, every statement with its notes; the same records always give the same dossier.

    ``author`` and ``date`` (EDTF) are those of the plan; ``legend`` says what the marks of the sentences mean;
    ``items`` are the CSL items of what the notes cite, by key.
    """

    title: str
    dyad: Dyad
    names: tuple[str, str]
    span: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    works: tuple[Work, ...]
    author: str = ""
    date: str = ""
    legend: tuple[str, ...] = ()
    items: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)
