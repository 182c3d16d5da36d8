"""Reader of tables of events: CSV and XLSX."""

from __future__ import annotations

import csv
import datetime
import io
import warnings
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from dragoman.errors import ConfigError, InputError
from dragoman.ids import content_id
from dragoman.model.record import Document, Skipped, Source
from dragoman.sources.decode import decode, read_bytes
from dragoman.sources.frontmatter import Header
from dragoman.sources.office import open_office
from dragoman.sources.safezip import damage_told
from dragoman.sources.table_columns import clean_cell, find_columns, write_rows
from dragoman.sources.text import remarks
from dragoman.vocab.scheme import load_scheme

SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")

PART = 500
"""Rows in a document at most: a long table is coded by several processes, and never in memory as a whole twice."""
HEADER_WITHIN = 10
"""The header is looked for in this many rows: above it there may be a title."""
WIDEST = 200
"""Columns read at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One table: its name ("" for the only one) and its rows, numbered from 1 as a spreadsheet shows them."""

    name: str
    rows: Sequence[tuple[int, list[str]]]


def read_table(
    path: Path, *, given: str, tables: Mapping[str, str] | None = None
) -> Iterator[Source | Document | Skipped]:
    """Read a chronology, one event a row: one source, a document for each 500 rows, each row a locator ("row 12").

    ``tables`` says which column holds what, by role (date, actor, recipient, description, event_type, mode, status,
    place, source); what it does not say is told from the header. Rows with a type become accounts as they stand; where
    there is none, the description is read like any other text. Each sheet of a workbook is a table of its own.

    Raises:
        InputError: the file is no table, damaged, could harm, or lacks a column: the message shows the header found.
    """
    wanted = tables or {}
    is_workbook = path.suffix.lower() not in (".csv", ".tsv")
    sha256, sheets, notes = _read_workbook(path, given) if is_workbook else _read_csv(path, given)
    source_id = content_id("src", sha256)
    title = Path(given).stem.replace("_", " ")
    documents: list[Document] = []
    skipped: list[Skipped] = []
    refusals: list[InputError] = []
    for sheet in sheets:
        if not sheet.rows:
            continue
        try:
            head, columns = _header(sheet, wanted, given)
        except InputError as error:
            refusals.append(error)
            continue
        header = sheet.rows[head][1]
        rows = [(number, _fit(cells, len(header))) for number, cells in sheet.rows[head + 1 :] if any(cells)]
        skipped += _doubts(rows, columns, sheet.name, given)
        parts = [rows[at : at + PART] for at in range(0, len(rows), PART)]
        for part in parts:
            text, locators = write_rows(header, part, columns)
            span = f"rows {part[0][0]}–{part[-1][0]}" if len(parts) > 1 else ""
            locator = ", ".join(one for one in (sheet.name, span) if one)
            documents.append(
                Document(
                    id=content_id("doc", source_id, locator),
                    source_id=source_id,
                    path=given,
                    text=text,
                    locator=locator,
                    title=title,
                    locators=locators,
                )
            )
    if not documents:
        raise refusals[0] if refusals else InputError(given, "the table has no rows", expected="a header and rows")
    csl = {"id": source_id, "type": "dataset", "title": title}
    yield Source(id=source_id, csl=csl, genre="table", sha256=sha256)
    yield from notes
    yield from (Skipped(path=given, why=error.why, place=error.place) for error in refusals)
    yield from skipped
    yield from documents


def event_of(words: str) -> tuple[str, str]:
    """Type and mode that a cell names: a PLOVER type, a formal act ("break-relations") or a CAMEO code.

    Raises:
        ConfigError: the cell names none.
    """
    scheme = load_scheme()
    key = words.strip().casefold().replace(" ", "-").replace("_", "-")
    for kind in scheme.event_types:
        if key == kind.name.casefold():
            return kind.name, ""
        if key in kind.modes:
            return kind.name, key
    for act in scheme.formal_acts:
        if key == act.name:
            return act.event_type, act.name
    if words.strip().isdigit():
        found = scheme.from_cameo(words.strip())
        if found[0]:
            return found
    known = ", ".join(kind.name for kind in scheme.event_types)
    raise ConfigError(f"{words!r} is no type of event; known are {known}, formal acts, and CAMEO codes")


def _header(sheet: _Sheet, wanted: Mapping[str, str], given: str) -> tuple[int, dict[str, int]]:
    """Where the header is, and what its columns hold; the refusal is that of the row most like a header."""
    place = f"sheet {sheet.name!r}" if sheet.name else ""
    refusals: list[tuple[int, InputError]] = []
    for at, (_, cells) in enumerate(sheet.rows[:HEADER_WITHIN]):
        try:
            return at, find_columns(cells, wanted, given=given, place=place)
        except InputError as error:
            refusals.append((-min(2, sum(1 for cell in cells if cell)), error))
    raise min(refusals, key=lambda pair: pair[0])[1]


def _fit(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _doubts(
    rows: Iterable[tuple[int, Sequence[str]]], columns: Mapping[str, int], sheet: str, given: str
) -> Iterator[Skipped]:
    """Rows that are read as far as they go, and what is wrong with them."""
    for number, cells in rows:
        said = {role: cells[at] for role, at in columns.items()}
        place = ", ".join(one for one in (sheet, f"row {number}") if one)
        if not said["date"]:
            yield Skipped(path=given, why="the row has no date", place=place)
        if said.get("event_type"):
            try:
                event_of(said["event_type"])
            except ConfigError as error:
                yield Skipped(path=given, why=str(error), place=place)


def _read_csv(path: Path, given: str) -> tuple[str, list[_Sheet], tuple[Skipped, ...]]:
    decoded = decode(read_bytes(path, given=given), given=given)
    rows = [(number, [clean_cell(cell) for cell in cells]) for number, cells in csv_rows(decoded.text, given=given)]
    return decoded.sha256, [_Sheet(name="", rows=rows)], tuple(remarks(decoded, Header(), given=given))


def csv_rows(text: str, *, given: str) -> list[tuple[int, list[str]]]:
    """The rows of a CSV text that hold anything, numbered from 1; the delimiter is told from its beginning.

    Raises:
        InputError: quotation marks that do not close, or a field beyond all bounds.
    """
    sample = text[:8192]
    try:
        dialect: Any = csv.Sniffer().sniff(sample, delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel_tab if "\t" in sample.split("\n", 1)[0] else csv.excel
    rows: list[tuple[int, list[str]]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, strict=True)
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                rows.append((number, cells[:WIDEST]))
    except csv.Error as error:
        raise InputError(given, f"no readable CSV: {error}", place=f"row {len(rows) + 1}", expected="CSV") from error
    return rows


def _read_workbook(path: Path, given: str) -> tuple[str, list[_Sheet], tuple[Skipped, ...]]:
    import openpyxl

    with (
        open_office(path, given=given, what="an Excel file (XLSX)", needed="xl/workbook.xml") as (_, sha256),
        path.open("rb") as file,
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")  # openpyxl warns of styles and checks that it leaves out
        try:
            with damage_told("workbook", given):
                book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            with closing(book):
                shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
                several = len(shown) > 1
                sheets = [_Sheet(name=one.title if several else "", rows=list(_sheet_rows(one))) for one in shown]
        # openpyxl has no error of its own: what a damaged part raises depends on where it breaks.
        except (
            LookupError,
            TypeError,
            ValueError,
            AttributeError,
            SyntaxError,
            OSError,
            zlib.error,
            BadZipFile,
        ) as error:
            raise InputError(given, f"a damaged Excel file: {error}", expected="an XLSX file that opens") from error
    return sha256, sheets, ()


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=WIDEST), start=1):
        words = [clean_cell(_words(value)) for value in cells]
        while words and not words[-1]:
            words.pop()
        if words:
            yield number, words


def _words(value: Any) -> str:
    """A value of a cell as words; dates as ISO dates, without an hour that nobody gave."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
