"""Rows as tables: CSV, Parquet and JSON lines, with the codebook that says what each column holds."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from arro3.core import DataType

from dragoman.relations.series_rows import LISTED, make_table
from dragoman.vocab import edtf

Kind = Literal["text", "number", "count", "offset", "day", "flag", "list"]

TYPES: Mapping[str, DataType] = {
    "text": DataType.string(),
    "number": DataType.float64(),
    "count": DataType.int32(),
    "offset": DataType.int64(),
    "day": DataType.date32(),
    "flag": DataType.bool(),
    "list": LISTED,
}

BETWEEN = "; "
"""What stands between the values of a list in a cell."""

ENDINGS = (".csv", ".parquet", ".jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the kind of its values, what they mean, their unit, and what values there are where these are few."""

    kind: Kind
    meaning: str
    unit: str = ""
    values: str = ""


Columns = Mapping[str, Column]


def write_table(columns: Columns, rows: Sequence[Mapping[str, Any]], ending: str, *, missing: str = "") -> bytes:
    """The table in the form that an ending of ``ENDINGS`` names; ``missing`` stands for None in a CSV file."""
    if ending == ".parquet":
        return write_parquet(columns, rows)
    if ending == ".jsonl":
        return write_lines({name: _plain(row[name]) for name in columns} for row in rows)
    return write_csv(columns, rows, missing=missing)


def write_csv(columns: Columns, rows: Iterable[Mapping[str, Any]], *, missing: str = "") -> bytes:
    """Comma-separated values in UTF-8 with a header (RFC 4180, lines ended by LF)."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    for row in rows:
        table.writerow([_cell(row[name], missing) for name in columns])
    return out.getvalue().encode("utf-8")


def write_parquet(columns: Columns, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """A Parquet file, by DuckDB with one thread: the same rows give the same bytes."""
    import duckdb

    table = make_table({name: TYPES[column.kind] for name, column in columns.items()}, rows)
    with tempfile.TemporaryDirectory() as made, duckdb.connect(config={"threads": 1}) as connection:
        path = Path(made) / "table.parquet"
        connection.register("made", table)
        connection.execute(f"COPY made TO '{_literal(path)}' (FORMAT parquet, COMPRESSION zstd)")
        return path.read_bytes()


def write_lines(records: Iterable[Mapping[str, Any]]) -> bytes:
    """JSON lines in UTF-8, a record a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode("utf-8")


def write_codebook(columns: Columns, *, missing: str = "") -> bytes:
    """The codebook of a table, as CSV: a row for each column."""
    told = missing or "an empty cell"
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("variable", "type", "meaning", "unit", "values", "missing"))
    for name, column in columns.items():
        joined = f"values joined by '{BETWEEN.strip()}' in CSV" if column.kind == "list" else column.values
        table.writerow((name, column.kind, column.meaning, column.unit, joined, told))
    return out.getvalue().encode("utf-8")


def days_of(value: str | None) -> tuple[date | None, date | None]:
    """The first and the last day that an EDTF date may mean; None where that end is open, or nothing is known."""
    read = edtf.parse(value) if value else None
    return (read.earliest(), read.latest()) if read else (None, None)


def _cell(value: Any, missing: str) -> Any:
    if value is None:
        return missing
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list | tuple):
        return BETWEEN.join(value) if value else missing
    return value.isoformat() if isinstance(value, date) else value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _literal(path: Path) -> str:
    return str(path).replace("'", "''")
