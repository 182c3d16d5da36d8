"""What a converted table says of dyads: counts and scores by day, by bin, for one dyad or for all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import arro3.core as arrow
import duckdb

from dragoman.errors import StoreError
from dragoman.model import Dyad
from dragoman.relations.counted import DayCount
from dragoman.tables.cells import literal
from dragoman.tables.convert import EVENTS, HUNDREDTHS, connect
from dragoman.tables.manifest import Manifest, read_manifest
from dragoman.tables.meanings import QUADS

Scale = Literal["plover", "goldstein-1992"]
By = Literal["day", "month", "quarter", "year"]

COLUMNS: dict[str, str] = {"plover": "plover", "goldstein-1992": "goldstein"}
STEPS: dict[str, str] = {"day": "day", "month": "month", "quarter": "quarter", "year": "year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStore:
    """A converted table, ready to be asked."""

    folder: Path
    manifest: Manifest

    @classmethod
    def open(cls, folder: Path) -> TableStore:
        """The table in a folder.

        Raises:
            StoreError: it is not there, damaged or from another version.
        """
        store = cls(folder=folder, manifest=read_manifest(folder))
        if not store.events.is_file():
            raise StoreError(f"{store.events}: is missing; add the table again")
        return store

    @property
    def events(self) -> Path:
        """The sorted events."""
        return self.folder / EVENTS

    def key(self, dyad: Dyad) -> int | None:
        """The number under which the store holds a dyad; None where the table names not both states."""
        states = self.manifest.states
        if dyad.a not in states or dyad.b not in states:
            return None
        return states.index(dyad.a) * 65536 + states.index(dyad.b)

    @contextmanager
    def ask(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to ask the store with.

        Raises:
            StoreError: the store is damaged.
        """
        con = connect(self.folder / "scratch")
        try:
            yield con
        except duckdb.Error as error:
            raise StoreError(f"{self.events}: cannot be read: {error}; add the table again") from error
        finally:
            con.close()


def count_days(
    store: TableStore,
    dyad: Dyad,
    *,
    scale: Scale = "plover",
    since: date | None = None,
    until: date | None = None,
) -> tuple[DayCount, ...]:
    """The acts between two states date by date and direction by direction, in order.

    Acts whose date may fall between ``since`` and ``until`` are taken. Sums are exact: a second run gives the same.
    """
    key = store.key(dyad)
    if key is None:
        return ()
    column = COLUMNS[scale]
    quads = ", ".join(f"count(*) FILTER (quad = {at})" for at in range(1, len(QUADS) + 1))
    query = (
        f"SELECT day, last, forth, {quads}, sum({column}::BIGINT), sum({column}::BIGINT * {column}::BIGINT), "
        "avg(coalesce(confidence, 1)::DOUBLE) "
        f"FROM read_parquet($path) WHERE {_within('$key')} GROUP BY day, last, forth ORDER BY day, last, forth DESC"
    )
    with store.ask() as con:
        rows = con.execute(query, _bounds(store, key, since, until)).fetchall()
    return tuple(
        DayCount(
            first=row[0],
            last=row[1],
            forth=row[2],
            counts=(row[3], row[4], row[5], row[6]),
            total=row[7] / HUNDREDTHS,
            squares=row[8] / HUNDREDTHS**2,
            weight=round(row[9], 6),
        )
        for row in rows
    )


def count_all(store: TableStore, *, by: By = "month", scale: Scale = "plover") -> Any:
    """The series of all dyads as an Arrow table, sorted: ``a``, ``b``, ``start`` (the first day of the bin), ``n``,
    the number of each quad class, and ``total``, the sum of the scores.

    A date longer than a day counts in every bin that it touches, and gives each its share of the score by days.
    """
    column = COLUMNS[scale]
    step = STEPS[by]
    number = _number(step)
    quads = ", ".join(f"count(*) FILTER (quad = {at})::INTEGER AS {_column(name)}" for at, name in enumerate(QUADS, 1))
    with store.ask() as con:
        con.execute("SET preserve_insertion_order = false")
        source = f"read_parquet({literal(str(store.events))})"
        whole = (
            f"SELECT dyad, {number} AS bin, count(*)::INTEGER AS n, {quads}, sum({column}::INTEGER)::DOUBLE AS total "
            f"FROM {source} {{where}} GROUP BY dyad, bin"
        )
        if store.manifest.wide:
            names = ", ".join(f"sum({_column(name)})::INTEGER AS {_column(name)}" for name in QUADS)
            short = whole.format(where="WHERE last = day")
            binned = (
                f"SELECT dyad, bin, sum(n)::INTEGER AS n, {names}, sum(total) AS total FROM ("
                f"{short} UNION ALL {_spread(source, column, step)}) GROUP BY dyad, bin"
            )
        else:
            binned = whole.format(where="")
        _states(con, store)
        found = con.sql(
            f"SELECT one.code AS a, other.code AS b, {_start(step)} AS start, n, "
            f"{', '.join(map(_column, QUADS))}, total / {HUNDREDTHS} AS total FROM ({binned}) t "
            "JOIN states one ON one.number = t.dyad >> 16 JOIN states other ON other.number = t.dyad & 65535 "
            "ORDER BY t.dyad, bin"
        )
        return arrow.Table.from_arrow(found)


def years_named(store: TableStore, dyad: Dyad) -> tuple[tuple[int, bool], ...]:
    """The years in which the table has acts of either state, and whether it has acts between the two, in order."""
    states = store.manifest.states
    mine = [states.index(code) for code in (dyad.a, dyad.b) if code in states]
    if not mine:
        return ()
    held = ", ".join(map(str, mine))
    query = (
        f"SELECT y, bool_or(dyad = $key) FROM (SELECT dyad, unnest(range(year(day), year(last) + 1)) AS y FROM (SELECT "
        f"DISTINCT dyad, date_trunc('year', day) AS day, date_trunc('year', last) AS last FROM read_parquet($path) "
        f"WHERE dyad >> 16 IN ({held}) OR dyad & 65535 IN ({held}))) GROUP BY y ORDER BY y"
    )
    key = store.key(dyad)
    with store.ask() as con:
        rows = con.execute(query, {"path": str(store.events), "key": -1 if key is None else key}).fetchall()
    return tuple((row[0], bool(row[1])) for row in rows)


def _within(key: str) -> str:
    return f"dyad = {key} AND last >= $since AND day <= $until"


def _bounds(store: TableStore, key: int, since: date | None, until: date | None) -> dict[str, Any]:
    return {"path": str(store.events), "key": key, "since": since or date.min, "until": until or date.max}


def _states(con: duckdb.DuckDBPyConnection, store: TableStore) -> None:
    codes = list(store.manifest.states)
    con.execute(
        "CREATE TEMP TABLE states AS SELECT unnest($1::VARCHAR[]) AS code, unnest($2::UINTEGER[]) AS number",
        [codes, list(range(len(codes)))],
    )


def _column(name: str) -> str:
    return name.replace("-", "_")


def _number(step: str, day: str = "day") -> str:
    """A bin as a whole number, which groups faster than a date does."""
    year = f"year({day})"
    return {
        "day": f"datediff('day', DATE '1970-01-01', {day})",
        "month": f"({year} * 12 + month({day}) - 1)::INTEGER",
        "quarter": f"({year} * 4 + quarter({day}) - 1)::INTEGER",
        "year": f"{year}::INTEGER",
    }[step]


def _start(step: str) -> str:
    return {
        "day": "DATE '1970-01-01' + bin::INTEGER",
        "month": "make_date(bin // 12, bin % 12 + 1, 1)",
        "quarter": "make_date(bin // 4, bin % 4 * 3 + 1, 1)",
        "year": "make_date(bin, 1, 1)",
    }[step]


def _spread(source: str, column: str, step: str) -> str:
    """The rows whose date is longer than a day, in every bin that they touch."""
    quads = ", ".join(f"(quad = {at})::INTEGER AS {_column(name)}" for at, name in enumerate(QUADS, 1))
    share = (
        f"(datediff('day', greatest(day, begin), least(last + 1, (begin + INTERVAL 1 {step})::DATE))) "
        "/ (datediff('day', day, last) + 1.0)"
    )
    return (
        f"SELECT dyad, {_number(step, 'begin')} AS bin, 1 AS n, {quads}, {column} * {share} AS total FROM ("
        f"SELECT dyad, quad, {column}, day, last, unnest(generate_series(date_trunc('{step}', day), last, "
        f"INTERVAL 1 {step}))::DATE AS begin FROM {source} WHERE last > day)"
    )
