"""A series as rows: for JSON, for CSV, and as Arrow tables that pandas, Polars, DuckDB and R read without copying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from arro3.core import Array, DataType, Table, list_array

from dragoman.model import Phase, Point, Rupture
from dragoman.model.relation import QUADS
from dragoman.model.series import FormalStep, Series
from dragoman.relations.dyads import day_span

LISTED = DataType.list(DataType.string())

SERIES_COLUMNS: Mapping[str, DataType] = {
    "dyad": DataType.string(),
    "actor": DataType.string(),
    "recipient": DataType.string(),
    "scale": DataType.string(),
    "span": DataType.string(),
    "first": DataType.date32(),
    "last": DataType.date32(),
    "n": DataType.int32(),
    "total": DataType.float64(),
    "mean": DataType.float64(),
    **{quad.replace("-", "_"): DataType.float64() for quad in QUADS},
    "level": DataType.float64(),
    "low": DataType.float64(),
    "high": DataType.float64(),
    "low95": DataType.float64(),
    "high95": DataType.float64(),
    "sources": DataType.int32(),
    "tie": DataType.string(),
    "events": LISTED,
}
"""The columns of the table of a series; ``first`` and ``last`` are the days of the bin. Gaps are null."""

STEP_COLUMNS: Mapping[str, DataType] = {
    "dyad": DataType.string(),
    "event": DataType.string(),
    "act": DataType.string(),
    "date": DataType.string(),
    "first": DataType.date32(),
    "last": DataType.date32(),
    "actors": LISTED,
    "before": DataType.string(),
    "after": DataType.string(),
    "doubted": DataType.bool(),
}
"""The columns of the table of formal acts."""

STRETCH_COLUMNS: Mapping[str, DataType] = {
    "dyad": DataType.string(),
    "span": DataType.string(),
    "first": DataType.date32(),
    "last": DataType.date32(),
    "kind": DataType.string(),
    "value": DataType.float64(),
    "low": DataType.float64(),
    "high": DataType.float64(),
    "probability": DataType.float64(),
    "events": LISTED,
}
"""The columns of the tables of phases (``kind`` label, ``value`` level) and ruptures (direction, strength).

Of a phase ``none`` no level is known: value, interval and probability are null.
"""

_EPOCH = date(1970, 1, 1).toordinal()


def point_json(point: Point) -> dict[str, Any]:
    """A bin as ``dragoman relation --json`` and ``dragoman series --json`` print it."""
    return {
        "span": point.span,
        "n": point.n,
        "total": point.total,
        "level": point.level,
        "low": point.low,
        "high": point.high,
        "sources": point.sources,
        "events": list(point.event_ids),
        "low95": point.low95,
        "high95": point.high95,
        "mean": point.mean,
        "quads": None if point.quads is None else dict(zip(QUADS, point.quads, strict=True)),
        "tie": point.tie or None,
    }


def step_json(step: FormalStep) -> dict[str, Any]:
    """A formal act as JSON-ready values."""
    return {
        "event": step.event_id,
        "act": step.act,
        "date": step.date,
        "actors": list(step.actors),
        "before": step.before or None,
        "after": step.after or None,
        "doubted": step.doubted,
    }


def series_json(series: Series) -> dict[str, Any]:
    """One direction of a series as JSON-ready values; ``actor`` and ``recipient`` are None where both are told."""
    return {
        "actor": series.actor or None,
        "recipient": series.recipient or None,
        "statement": series.statement,
        "used": series.used,
        "left_out": dict(series.left_out),
        "noise": series.noise,
        "drift": series.drift,
        "series": [point_json(point) for point in series.points],
    }


def series_rows(series: Series) -> list[dict[str, Any]]:
    """A series as rows of plain values, their keys those of ``SERIES_COLUMNS``."""
    found = []
    for point in series.points:
        first, last = _days(point.span)
        quads = point.quads or (None,) * len(QUADS)
        found.append(
            {
                "dyad": str(series.dyad),
                "actor": series.actor or None,
                "recipient": series.recipient or None,
                "scale": series.scale,
                "span": point.span,
                "first": first,
                "last": last,
                "n": point.n,
                "total": point.total,
                "mean": point.mean,
                **{quad.replace("-", "_"): value for quad, value in zip(QUADS, quads, strict=True)},
                "level": point.level,
                "low": point.low,
                "high": point.high,
                "low95": point.low95,
                "high95": point.high95,
                "sources": point.sources,
                "tie": point.tie or None,
                "events": list(point.event_ids),
            }
        )
    return found


def series_table(series: Iterable[Series]) -> Table:
    """One Arrow table of one series or several (both directions), a row a bin: columns ``SERIES_COLUMNS``.

    The table has ``__arrow_c_stream__``, so ``polars.from_arrow``, ``pyarrow.table``, ``duckdb.sql`` and pandas 2.2 and
    later take it as it is.
    """
    return make_table(SERIES_COLUMNS, [row for one in series for row in series_rows(one)])


def step_table(series: Series) -> Table:
    """The formal acts of a series as an Arrow table: columns ``STEP_COLUMNS``."""
    rows = []
    for step in series.steps:
        first, last = _days(step.date)
        rows.append({"dyad": str(series.dyad), **step_json(step), "first": first, "last": last})
    return make_table(STEP_COLUMNS, rows)


def phase_table(phases: Iterable[Phase]) -> Table:
    """Phases as an Arrow table: columns ``STRETCH_COLUMNS``."""
    return make_table(STRETCH_COLUMNS, [_stretch(one, one.span, one.label, one.level) for one in phases])


def rupture_table(ruptures: Iterable[Rupture]) -> Table:
    """Ruptures as an Arrow table: columns ``STRETCH_COLUMNS``."""
    return make_table(STRETCH_COLUMNS, [_stretch(one, one.window, one.direction, one.strength) for one in ruptures])


def make_table(columns: Mapping[str, DataType], rows: Sequence[Mapping[str, Any]]) -> Table:
    """An Arrow table from rows of plain values; None becomes null, a date the day itself."""
    arrays: dict[str, Any] = {}
    for name, kind in columns.items():
        values = [row[name] for row in rows]
        if kind == LISTED:
            ends = list(accumulate((len(value) for value in values), initial=0))
            words = Array([word for value in values for word in value], type=DataType.string())
            arrays[name] = list_array(Array(ends, type=DataType.int32()), words)
        elif kind == DataType.date32():
            days = [None if value is None else value.toordinal() - _EPOCH for value in values]
            arrays[name] = Array(days, type=DataType.int32()).cast(kind)
        else:
            arrays[name] = Array(values, type=kind)
    return Table.from_pydict(arrays)


def _stretch(one: Phase | Rupture, span: str, kind: str, value: float) -> dict[str, Any]:
    first, last = _days(span)
    known = kind != "none"
    return {
        "dyad": str(one.dyad),
        "span": span,
        "first": first,
        "last": last,
        "kind": kind,
        "value": value if known else None,
        "low": one.low if known else None,
        "high": one.high if known else None,
        "probability": one.probability,
        "events": list(one.event_ids),
    }


def _days(span: str) -> tuple[date | None, date | None]:
    days = day_span(span)
    return (date.fromordinal(days[0]), date.fromordinal(days[1])) if days else (None, None)
