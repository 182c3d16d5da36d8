"""Turns the cells of a table into a sorted, numbered store of events that a series is read from in seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from dragoman.tables.cells import SAMPLES, literal, quote
from dragoman.tables.manifest import Left, Place
from dragoman.tables.meanings import KEPT, WHYS, Kind, read_dates, read_kinds, read_states
from dragoman.tables.recognise import Layout
from dragoman.vocab.actors import Authority
from dragoman.vocab.scheme import Scheme
from dragoman.vocab.table_formats import TableFormat
from dragoman.vocab.table_states import SEVERAL, UNBORN, UNKNOWN, TableStates

EVENTS = "events.parquet"
MEMORY = "1500MB"
"""What DuckDB may hold at once; what does not fit is sorted on disk."""
HUNDREDTHS = 100
"""Scores are stored as whole hundredths of a point, so that sums do not depend on the order of rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Files of one layout: Parquet files with the numbers of the files in them, which ``own`` gives for each alone."""

    layout: Layout
    paths: tuple[Path, ...]
    own: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What came out: see ``Manifest`` for the fields."""

    rows: int
    events: int
    dyads: int
    first: str
    last: str
    wide: int
    states: tuple[str, ...]
    kinds: tuple[Kind, ...]
    left: tuple[Left, ...]


def connect(scratch: Path | None = None, *, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own in memory, which puts what does not fit into ``scratch``."""
    con = duckdb.connect()
    con.execute(f"SET memory_limit = '{memory}'")
    con.execute("SET autoinstall_known_extensions = false")
    if scratch is not None:
        con.execute(f"SET temp_directory = {literal(str(scratch))}")
    return con


def convert(
    con: duckdb.DuckDBPyConnection,
    parts: Sequence[Part],
    out: Path,
    *,
    scratch: Path,
    authority: Authority,
    scheme: Scheme,
) -> Converted:
    """Write the events of some cells to ``out``, sorted by dyad and day; what is left out is counted by reason.

    The words of a table are few (its days, its codes, its states), so that each is read once, and the rows are then
    joined with what their words mean. Columns of the store: ``dyad`` (both states' numbers), ``forth`` (whether the
    first state acts), ``day`` and ``last``, ``kind``, ``quad``, ``plover`` and ``goldstein`` (hundredths),
    ``confidence``, ``file``, ``row``.
    """
    con.execute(f"CREATE OR REPLACE TEMP VIEW raw AS {' UNION ALL '.join(_select(part) for part in parts)}")
    format = parts[0].layout.format
    span = _store_dates(con, format)
    kinds = _store_kinds(con, parts, scheme)
    states = _store_states(con, format, span, authority)
    joined = scratch / "joined.parquet"
    con.execute("SET preserve_insertion_order = false")
    con.execute(f"COPY ({_JOIN}) TO {literal(str(joined))} (FORMAT parquet, COMPRESSION zstd)")
    left = _count_left(con, joined)
    con.execute("SET preserve_insertion_order = true")
    con.execute(
        f"COPY (SELECT (least(a, b) * 65536 + greatest(a, b))::UINTEGER AS dyad, a < b AS forth, day, last, "
        f"kind::USMALLINT AS kind, quad::UTINYINT AS quad, plover::SMALLINT AS plover, "
        f"goldstein::SMALLINT AS goldstein, confidence::FLOAT AS confidence, file::USMALLINT AS file, row "
        f"FROM read_parquet({literal(str(joined))}) WHERE why = {KEPT} ORDER BY dyad, day, file, row) "
        f"TO {literal(str(out))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
    )
    joined.unlink()
    events, dyads, first, last, wide = _row(
        con.execute(
            "SELECT count(*), count(DISTINCT dyad), min(day), max(last), count(*) FILTER (last > day) "
            "FROM read_parquet(?)",
            [str(out)],
        )
    )
    return Converted(
        rows=events + sum(one.rows for one in left),
        events=events,
        dyads=dyads,
        first=first.isoformat() if first else "",
        last=last.isoformat() if last else "",
        wide=wide,
        states=states,
        kinds=kinds,
        left=left,
    )


def _row(found: duckdb.DuckDBPyConnection) -> tuple[Any, ...]:
    row = found.fetchone()
    if row is None:
        raise duckdb.Error("a sum without a row")
    return tuple(row)


def _select(part: Part) -> str:
    """The rows of a part in plain words: file, row, date, actor, recipient, event, mode, status, confidence."""
    layout, format = part.layout, part.layout.format

    def words(column: str) -> str:
        if not column:
            return "NULL::VARCHAR"
        kind = layout.type_of(column)
        if kind.startswith("TIMESTAMP"):
            return f"CAST(CAST({quote(column)} AS DATE) AS VARCHAR)"
        if kind in ("DOUBLE", "FLOAT") and column not in (format.confidence,):
            return f"CAST(TRY_CAST({quote(column)} AS BIGINT) AS VARCHAR)"
        text = quote(column) if kind == "VARCHAR" else f"CAST({quote(column)} AS VARCHAR)"
        return f"nullif(trim({text}), '')" if kind == "VARCHAR" else text

    def first_of(columns: tuple[str, ...]) -> str:
        return f"coalesce({', '.join(words(one) for one in columns)})" if len(columns) > 1 else words(columns[0])

    when = words(format.date[0])
    for column in format.date[1:]:
        # Year, month, day: a date ends where the next part is missing, so that a bare year stays one.
        number = f"TRY_CAST({words(column)} AS INTEGER)"
        when += f" || CASE WHEN {number} > 0 THEN '-' || lpad({number}::VARCHAR, 2, '0') ELSE '' END"
    source = ", ".join(literal(str(path)) for path in part.paths)
    if part.own:
        number = f"{literal_list(part.own)}[CAST(file_index AS BIGINT) + 1]"
        place = f"{number} AS file, CAST(file_row_number + 1 AS BIGINT) AS row"
    else:
        place = "file, row"
    return (
        f"SELECT {place}, {when} AS date, {first_of(format.actor)} AS actor, "
        f"{first_of(format.recipient)} AS recipient, "
        f"{words(format.event)} AS event, {words(format.mode)} AS mode, {words(format.status)} AS status, "
        f"{words(format.confidence)} AS confidence FROM read_parquet([{source}])"
    )


def literal_list(numbers: Sequence[int]) -> str:
    """Numbers as a list of SQL."""
    return f"[{', '.join(map(str, numbers))}]"


def _store_dates(con: duckdb.DuckDBPyConnection, format: TableFormat) -> tuple[date, date]:
    """What the dates mean, as a table ``dates``; the first and the last day of all of them."""
    said = [row[0] for row in con.execute("SELECT DISTINCT date FROM raw ORDER BY date").fetchall()]
    rows = list(read_dates(said, format))
    _fill(con, "dates", {"words": "VARCHAR", "day": "DATE", "last": "DATE", "why": "INTEGER"}, rows)
    days = [day for row in rows for day in row[1:3] if day]
    return (min(days), max(days)) if days else (date(2000, 1, 1), date(2000, 1, 1))


def _store_kinds(con: duckdb.DuckDBPyConnection, parts: Sequence[Part], scheme: Scheme) -> tuple[Kind, ...]:
    """What the types of event mean, as a table ``kinds``; the kinds by number."""
    layout = parts[0].layout
    said = [tuple(row) for row in con.execute("SELECT DISTINCT event, mode, status FROM raw ORDER BY ALL").fetchall()]
    format = layout.format
    if format.events == "cameo" and format.event and layout.type_of(format.event) != "VARCHAR":
        format = replace(format, events="cameo-unpadded")  # a column of numbers keeps no zeros in front
    read = list(read_kinds(((row[0], row[1], row[2]) for row in said), format, scheme))
    kinds = sorted(
        {kind for _, kind, _ in read if kind}, key=lambda one: (one.event_type, one.mode, one.goldstein, one.score)
    )
    numbers = {kind: at for at, kind in enumerate(kinds)}
    rows = [
        (*words, numbers[kind], kind.quad, round(kind.score * HUNDREDTHS), round(kind.goldstein * HUNDREDTHS), why)
        if kind
        else (*words, None, None, None, None, why)
        for words, kind, why in read
    ]
    columns = dict.fromkeys(("event", "mode", "status"), "VARCHAR")
    columns |= dict.fromkeys(("kind", "quad", "plover", "goldstein", "why"), "INTEGER")
    _fill(con, "kinds", columns, rows)
    return tuple(kinds)


def _store_states(
    con: duckdb.DuckDBPyConnection, format: TableFormat, span: tuple[date, date], authority: Authority
) -> tuple[str, ...]:
    """What the names of states mean, as a table ``who`` of spells; the codes by number."""
    said = con.execute("SELECT DISTINCT actor FROM raw UNION SELECT DISTINCT recipient FROM raw ORDER BY 1").fetchall()
    names = [row[0] for row in said if row[0] is not None]
    spells = list(read_states(names, *span, TableStates(authority, format.codes)))
    codes = sorted({state for *_, state, _ in spells if state})
    numbers = {code: at for at, code in enumerate(codes)}
    rows = [
        (words, first, last, numbers[state], KEPT, KEPT)
        if state
        else (words, first, last, None, WHYS[f"actor {why}"].id, WHYS[f"recipient {why}"].id)
        for words, first, last, state, why in spells
    ]
    columns = {"words": "VARCHAR", "first": "DATE", "last": "DATE"}
    _fill(con, "who", columns | dict.fromkeys(("state", "actor", "recipient"), "INTEGER"), rows)
    return tuple(codes)


def _fill(
    con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]
) -> None:
    """Makes a small table at once: row by row DuckDB would take longer over it than over the table of events."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})"
    )
    if rows:
        lists = ", ".join(f"unnest(${at}::{kind}[])" for at, kind in enumerate(columns.values(), start=1))
        con.execute(f"INSERT INTO {table} SELECT {lists}", [list(column) for column in zip(*rows, strict=True)])


def _id(key: str) -> int:
    return WHYS[key].id


def _ids(side: str) -> str:
    """The reasons for which a side's own words are to blame."""
    return ", ".join(str(_id(f"{side} {why}")) for why in (UNKNOWN, SEVERAL, UNBORN))


_JOIN = f"""
    SELECT file, row, day, last, kind, quad, plover, goldstein, a, b, odd AS confidence, why,
           CASE WHEN why IN ({_id("date")}, {_id("range")}) THEN said_date
                WHEN why = {_id("event")} THEN event
                WHEN why IN ({_ids("actor")}) THEN actor
                WHEN why IN ({_ids("recipient")}) THEN recipient
                WHEN why = {_id("confidence")} THEN confidence END AS words
    FROM (
        SELECT r.*, r.date AS said_date, d.day, d.last, k.kind, k.quad, k.plover, k.goldstein,
               one.state AS a, other.state AS b, TRY_CAST(r.confidence AS DOUBLE) AS odd,
               CASE WHEN d.why > 0 THEN d.why
                    WHEN k.why > 0 THEN k.why
                    WHEN r.actor IS NULL THEN {_id("actor empty")}
                    WHEN one.actor > 0 THEN one.actor
                    WHEN r.recipient IS NULL THEN {_id("recipient empty")}
                    WHEN other.recipient > 0 THEN other.recipient
                    WHEN one.state = other.state THEN {_id("within")}
                    WHEN r.confidence IS NOT NULL
                         AND NOT coalesce(TRY_CAST(r.confidence AS DOUBLE) BETWEEN 0 AND 1, false)
                         THEN {_id("confidence")}
                    ELSE {KEPT} END AS why
        FROM raw r
        JOIN dates d ON d.words IS NOT DISTINCT FROM r.date
        JOIN kinds k ON k.event IS NOT DISTINCT FROM r.event AND k.mode IS NOT DISTINCT FROM r.mode
                    AND k.status IS NOT DISTINCT FROM r.status
        LEFT JOIN who one ON one.words = r.actor AND d.day BETWEEN one.first AND one.last
        LEFT JOIN who other ON other.words = r.recipient AND d.day BETWEEN other.first AND other.last
    )
"""


def _count_left(con: duckdb.DuckDBPyConnection, joined: Path) -> tuple[Left, ...]:
    found = con.execute(
        "SELECT why, count(*), min({'file': file, 'row': row, 'words': words}, $number) FILTER (file IS NOT NULL) "
        f"FROM read_parquet($path) WHERE why <> {KEPT} GROUP BY why ORDER BY why",
        {"number": SAMPLES, "path": str(joined)},
    ).fetchall()
    whys = {one.id: one for one in WHYS.values()}
    return tuple(
        Left(
            why=whys[why].words,
            fault=whys[why].fault,
            rows=rows,
            first=tuple(Place(file=one["file"], row=one["row"], words=one["words"] or "") for one in first),
        )
        for why, rows, first in found
    )
