"""Which format a table is in, told from its columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from dragoman.errors import InputError
from dragoman.sources.table_columns import ROLES, match_columns, show_header
from dragoman.tables.records import first_lines
from dragoman.vocab.table_formats import TableFormat, load_formats

SEPARATORS = ("\t", ",", ";", "|")
GENERIC: Mapping[str, tuple[str, ...]] = {
    **{role: ROLES[role] for role in ("date", "actor", "recipient", "event_type", "mode", "status", "place", "source")},
    "confidence": ("confidence", "probability"),
}
"""What the words of a header are taken to mean in a table of no known format."""
LIKE = 0.6
"""Share of a format's columns from which on a header is taken for that format with something missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one file is laid out: its format, the names of all its columns in order, and of which types they are.

    ``types`` are DuckDB's names of types for Parquet, () for text, where every cell is words.
    """

    format: TableFormat
    columns: tuple[str, ...]
    types: tuple[str, ...] = ()

    def type_of(self, column: str) -> str:
        """The type of a column, VARCHAR for text."""
        return self.types[self.columns.index(column)] if self.types else "VARCHAR"


def recognise(path: Path, *, given: str, mapping: TableFormat | None = None) -> Layout:
    """The layout of a table: as ``mapping`` says, else of the known format whose columns it has.

    Raises:
        InputError: the file is no table, a needed column is missing, or the columns are of no known format: the message
            shows what was found and what was expected.
    """
    if is_parquet(path, given=given):
        columns, types = _parquet_columns(path, given)
        return replace(_by_names(columns, mapping, given), types=types)
    lines = first_lines(path, given=given)
    if mapping is not None:
        separator = mapping.separator or _separator(lines[0])
        mapping = replace(mapping, separator=separator)
        if not mapping.header:
            return _headless(lines, (mapping,), given)
        return _by_names(_cells(lines[0], separator), mapping, given)
    separator = _separator(lines[0])
    header = _cells(lines[0], separator)
    if _is_header(header):
        found = _by_names(header, None, given)
        # What is parted by tabs in its own shape has no quotation marks; saved with commas it needs them.
        quoted = found.format.quoted or separator != "\t"
        return replace(found, format=replace(found.format, separator=separator, header=True, quoted=quoted))
    return _headless(lines, tuple(one for one in load_formats().values() if not one.header), given)


def is_parquet(path: Path, *, given: str) -> bool:
    """Whether the file is a Parquet file, by its first bytes.

    Raises:
        InputError: the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except OSError as error:
        raise InputError(given, f"the file cannot be read: {error.strerror}") from error


def _parquet_columns(path: Path, given: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    with duckdb.connect() as con:
        try:
            rows = con.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        except duckdb.Error as error:
            raise InputError(given, f"a damaged Parquet file: {error}", expected="Parquet") from error
    return tuple(row[0] for row in rows), tuple(row[1] for row in rows)


def _by_names(header: Sequence[str], mapping: TableFormat | None, given: str) -> Layout:
    """The layout of a table whose columns have names."""
    columns = _unique(header)
    if mapping is not None:
        return Layout(format=_named(mapping, columns, given), columns=columns)
    keys = {_key(name) for name in columns}
    near: list[tuple[float, TableFormat, list[str]]] = []
    fitting: list[tuple[float, int, TableFormat]] = []
    for one in load_formats().values():
        missing = [name for name in one.needed if _key(name) not in keys]
        share = sum(_key(name) in keys for name in one.columns) / len(one.columns)
        if not missing and (share >= LIKE or _key(one.number) in keys):
            fitting.append((share, len(one.columns), one))
        near.append((share, one, missing))
    if fitting:
        return Layout(format=_named(max(fitting, key=lambda found: found[:2])[2], columns, given), columns=columns)
    share, one, missing = max(near, key=lambda found: found[0])
    if share >= LIKE:
        why = f"this looks like {one.title}, but there is no column {', '.join(map(repr, missing))}"
        raise InputError(given, f"{why}; the header found is {show_header(columns)}", place="row 1", expected=one.title)
    return Layout(format=_generic(columns, given), columns=columns)


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names of columns that differ from one another and from ``file`` and ``row``, also when case is not heeded."""
    used = {"file", "row"}
    found = []
    for at, name in enumerate(names, start=1):
        given = name.strip() or f"column {at}"
        while given.casefold() in used:
            given += "_"
        used.add(given.casefold())
        found.append(given)
    return tuple(found)


def _named(format: TableFormat, columns: tuple[str, ...], given: str) -> TableFormat:
    """The format with its columns written as this file writes them.

    Raises:
        InputError: a column that the format names is not there.
    """
    spelt = {_key(name): name for name in reversed(columns)}
    missing = [name for name in format.needed if _key(name) not in spelt]
    if missing:
        why = f"there is no column {', '.join(map(repr, missing))}; the header found is {show_header(columns)}"
        raise InputError(given, why, place="row 1", expected="the columns that the mapping names")

    def spell(name: str) -> str:
        return spelt.get(_key(name), "") if name else ""

    return replace(
        format,
        date=tuple(map(spell, format.date)),
        actor=tuple(map(spell, format.actor)),
        recipient=tuple(map(spell, format.recipient)),
        event=spell(format.event),
        mode=spell(format.mode),
        status=spell(format.status),
        confidence=spell(format.confidence),
        place=spell(format.place),
        source=spell(format.source),
        number=spell(format.number),
    )


def _generic(columns: tuple[str, ...], given: str) -> TableFormat:
    """The format of a table of events with speaking names (PLOVER types or CAMEO codes).

    Raises:
        InputError: a column that is needed cannot be told.
    """
    found = match_columns(columns, {}, roles=GENERIC, section="tables", given=given)
    for role in ("date", "actor", "recipient", "event_type"):
        if role not in found:
            known = ", ".join(one.title for one in load_formats().values())
            why = f"no column can be told to hold the {role}; the header found is {show_header(columns)}"
            raise InputError(given, why, place="row 1", expected=f"{known}, or a mapping of its columns (--mapping)")
    said = {role: columns[found[role]] if role in found else "" for role in GENERIC}
    return TableFormat(
        name="plover-cameo",
        title="table of events with named columns",
        date=(said["date"],),
        actor=(said["actor"],),
        recipient=(said["recipient"],),
        event=said["event_type"],
        mode=said["mode"],
        status=said["status"],
        confidence=said["confidence"],
        place=said["place"],
        source=said["source"],
    )


def _headless(lines: Sequence[str], formats: Sequence[TableFormat], given: str) -> Layout:
    """The layout of a table without a header: by how many cells its rows have and what these look like."""
    refusal: InputError | None = None
    counts = set()
    for one in formats:
        rows = [_cells(line, one.separator) for line in lines]
        widths = {len(row) for row in rows}
        counts |= widths
        fitting = [row for row in rows if 0 <= len(one.columns) - len(row) <= one.optional]
        if not fitting:
            continue
        wrong = next((fault for row in fitting if (fault := misfit(one, row))), None)
        good = sum(not misfit(one, row) for row in fitting)
        if good * 2 > len(fitting) or (good and len(fitting) < 3):
            return Layout(format=one, columns=one.columns)
        if wrong:
            column, cell, pattern = wrong
            at = one.columns.index(column) + 1
            why = f"the columns have moved: column {at} ({column}) holds {cell!r}"
            refusal = refusal or InputError(given, why, place="row 1", expected=f"{one.title}, where it is {pattern}")
    if refusal:
        raise refusal
    shown = " or ".join(str(count) for count in sorted(counts))
    known = "; ".join(f"{one.title}: {len(one.columns)}" for one in formats)
    why = f"no header, and rows of {shown} cells, which is no format known"
    raise InputError(given, why, place="row 1", expected=f"a header, or the number of cells of {known}")


def misfit(format: TableFormat, row: Sequence[str]) -> tuple[str, str, str] | None:
    """The first cell that does not look as the format says: its column, the cell, the pattern; None where all do."""
    for column, pattern in format.shape:
        at = format.columns.index(column)
        if at < len(row) and not re.fullmatch(pattern, row[at].strip()):
            return column, row[at], pattern
    return None


def _separator(line: str) -> str:
    return max(SEPARATORS, key=lambda one: (len(_cells(line, one)), -SEPARATORS.index(one)))


def _cells(line: str, separator: str) -> tuple[str, ...]:
    if separator == "\t" and '"' not in line:
        return tuple(line.split("\t"))
    try:
        return tuple(next(csv.reader([line], delimiter=separator), ()))
    except csv.Error:
        return tuple(line.split(separator))


def _is_header(cells: Sequence[str]) -> bool:
    """Whether a first row holds names: hardly a cell that is empty or a number."""
    values = sum(not cell.strip() or bool(re.fullmatch(r"[-+]?[\d.,:/-]+", cell.strip())) for cell in cells)
    return len(cells) > 1 and values * 5 <= len(cells)


def _key(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name).casefold().split())
