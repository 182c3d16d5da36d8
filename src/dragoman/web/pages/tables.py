"""Event tables: what is in each, what was left out of it, and what its rows tell of two states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from dragoman.errors import ActorNameError, ConfigError
from dragoman.model.table import RowAccount
from dragoman.tables.manifest import Manifest
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.page import Pages, missing
from dragoman.wording import write_kind

pages = Pages(key="tables")

ROWS = 100
"""Rows that are shown; the rest is for ``dragoman tables rows``."""

Name = Annotated[str, Query(max_length=100, description="A state: code, name or alias.")]
Day = Annotated[str, Query(max_length=40, description="EDTF.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One table: its format, how many rows and events it has, and between which days."""

    name: str
    format: str
    title: str
    rows: int
    events: int
    dyads: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesPage:
    """The tables of the project."""

    tables: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file of a table."""

    file: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftRow:
    """Rows left out for one reason; ``first`` are the first of them, as file, row and words."""

    why: str
    fault: bool
    rows: int
    first: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """What one row says; its evidence is the row itself, for there are no words."""

    act: str
    actor: str
    recipient: str
    date: str
    score: float
    cited: str
    file: str
    row: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage:
    """One table, and the first rows that tell of two states where these are asked for."""

    table: TableRow
    files: tuple[FileRow, ...]
    left: tuple[LeftRow, ...]
    notes: tuple[str, ...]
    a: str
    b: str
    since: str
    until: str
    fault: str
    asked: bool
    dyad: tuple[str, str] | None
    acts: tuple[ActRow, ...]
    more: bool


@pages.page("/tables", template="tables.html.j2")
def tables(desk: AtDesk) -> TablesPage:
    """The event tables of the project: rows that tell of acts between states, without words."""
    return TablesPage(tables=tuple(_row(one) for one in desk.bench().tables.manifests()))


@pages.page("/tables/{name}", template="table.html.j2")
def table(desk: AtDesk, name: str, *, a: Name = "", b: Name = "", since: Day = "", until: Day = "") -> TablePage:
    """One event table: its files, what was left out, and its rows between two states."""
    bench = desk.bench()
    found = next((one for one in bench.tables.manifests() if one.name == name), None)
    if found is None:
        raise missing(f"the project has no table {name}")
    fault, rows, dyad = "", tuple[RowAccount, ...](), None
    asked = bool(a.strip() and b.strip())
    if asked:
        try:
            dyad = (bench.state(a.strip()), bench.state(b.strip()))
            rows = _rows(desk, found, dyad, since.strip(), until.strip())
        except (ActorNameError, ConfigError) as error:
            fault = str(error)
    return TablePage(
        table=_row(found),
        files=tuple(FileRow(file=one.given, sha256=one.sha256, rows=one.rows) for one in found.files),
        left=tuple(
            LeftRow(
                why=one.why,
                fault=one.fault,
                rows=one.rows,
                first=tuple((found.files[place.file].given, place.row, place.words) for place in one.first[:5]),
            )
            for one in found.left
        ),
        notes=found.notes,
        a=a,
        b=b,
        since=since,
        until=until,
        fault=fault,
        asked=asked,
        dyad=dyad,
        acts=tuple(_act(one) for one in rows[:ROWS]),
        more=len(rows) > ROWS,
    )


def _rows(desk: Desk, found: Manifest, dyad: tuple[str, str], since: str, until: str) -> tuple[RowAccount, ...]:
    return desk.once(
        ("table-rows", found.name, found.events_sha256, *dyad, since, until),
        lambda: desk.bench().table_rows(found.name, *dyad, since=since or None, until=until or None, limit=ROWS + 1),
    )


def _row(found: Manifest) -> TableRow:
    return TableRow(
        name=found.name,
        format=found.format.name,
        title=found.format.title,
        rows=found.rows,
        events=found.events,
        dyads=found.dyads,
        first=found.first,
        last=found.last,
    )


def _act(one: RowAccount) -> ActRow:
    return ActRow(
        act=write_kind(one.event_type, one.mode),
        actor=one.actor,
        recipient=one.recipient,
        date=one.date,
        score=one.score,
        cited=one.cited,
        file=one.evidence.file,
        row=one.evidence.row,
        cells=one.evidence.cells,
    )
