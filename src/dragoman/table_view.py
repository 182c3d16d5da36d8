"""The history of one relation as a table of events tells it: the same series, phases and ruptures, from rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from dragoman.errors import ConfigError
from dragoman.model import Dyad, Event, Phase, Point, Rupture
from dragoman.model.series import Series
from dragoman.plain import plain
from dragoman.timed import Timespan

if TYPE_CHECKING:
    # Imported where they are used: statistics take a second to load, which most commands need not wait for.
    from dragoman.charts import Chart
    from dragoman.model.table import RowAccount
    from dragoman.relations import Coverage
    from dragoman.relations.bins import By
    from dragoman.tables.manifest import Left, Manifest
    from dragoman.tables.query import Scale, TableStore

EVIDENCE = "rows"
"""What a table's findings rest on: rows, not words. Nothing is quoted, for there is nothing to quote."""


MOST_DRAWN = 2000
"""Rows that a chart draws one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What charts need of a relation."""

    dyad: Dyad
    series: tuple[Point, ...]
    phases: tuple[Phase, ...]
    ruptures: tuple[Rupture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """Two states' relation as one table tells it.

    ``events`` are the rows as events (of a busy dyad one a day and direction); ``phases`` and ``ruptures`` are () where
    they were not asked for.
    """

    dyad: Dyad
    manifest: Manifest
    series: tuple[Series, ...]
    coverage: Coverage
    events: tuple[Event, ...] = ()
    phases: tuple[Phase, ...] = ()
    ruptures: tuple[Rupture, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """The bins of the relation, of both sides' acts."""
        return self.series[0].points

    def chart(self, name: Callable[[str], str] = str, *, width: int = 680) -> Chart:
        """The chart of the relation; the rows are drawn one by one where they are not too many.

        Raises:
            ConfigError: no chart is that narrow or wide.
        """
        from dragoman.charts.relation import draw_relation

        used = self.series[0].used
        many = used > MOST_DRAWN
        told = Drawn(dyad=self.dyad, series=self.points, phases=self.phases, ruptures=self.ruptures)
        acts, undrawn = ((), used) if many else (self.events, 0)
        return draw_relation(told, acts, name, sources=[self.source], width=width, undrawn=undrawn)

    @property
    def source(self) -> str:
        """What a caption calls the table."""
        return f"table {self.manifest.name} ({self.manifest.format.title or self.manifest.format.name})"

    def relation_json(self) -> dict[str, Any]:
        """What ``dragoman relation A B --table NAME --json`` prints: the keys of ``relation``, and the table."""
        from dragoman.relations import coverage_json
        from dragoman.relations.series_rows import point_json

        return {
            "dyad": str(self.dyad),
            "series": [point_json(point) for point in self.series[0].points],
            "coverage": coverage_json(self.coverage),
            "phases": [_stretch(phase) for phase in self.phases],
            "ruptures": [_stretch(rupture) for rupture in self.ruptures],
            "reasons": [],
            "statement": self.series[0].statement,
            **self._table(),
        }

    def series_json(self) -> dict[str, Any]:
        """What ``dragoman series A B --table NAME --json`` prints."""
        from dragoman.relations import coverage_json
        from dragoman.relations.series_rows import series_json

        return {
            "dyad": str(self.dyad),
            "by": self.series[0].by,
            "scale": self.series[0].scale,
            "directions": [series_json(one) for one in self.series],
            "formal": [],
            "coverage": coverage_json(self.coverage),
            **self._table(),
        }

    def rows(self) -> list[dict[str, Any]]:
        """All bins as rows of plain values."""
        from dragoman.relations.series_rows import series_rows

        return [row for one in self.series for row in series_rows(one)]

    def _table(self) -> dict[str, Any]:
        return {"table": self.manifest.name, "format": self.manifest.format.name, "evidence": EVIDENCE}


def view_table(
    store: TableStore,
    dyad: Dyad,
    *,
    by: str = "year",
    scale: str = "plover",
    directed: bool = False,
    turns: bool = False,
    span: Timespan | None = None,
    name: Callable[[str], str] = str,
) -> TableView:
    """The relation of a dyad as a table tells it; with ``turns`` its phases and ruptures too.

    Raises:
        ConfigError: there is no such bin or scale, or the table would have to say what it knew on a day (``as_of``):
            its rows do not say when they were written.
        StoreError: the store is damaged.
    """
    from dragoman.relations.bins import BYS
    from dragoman.relations.counted import tell_counted
    from dragoman.relations.series import SCALES
    from dragoman.tables.query import count_days

    for option, value, known in (("by", by, BYS), ("scale", scale, SCALES)):
        if value not in known:
            raise ConfigError(f"{option}: {value!r} is none of {', '.join(known)}")
    span = span or Timespan()
    if span.as_of:
        raise ConfigError("the rows of a table do not say when they were written: leave out --as-of")
    since, until = (date.fromisoformat(day) if day else None for day in (span.since, span.until))
    chosen = cast("Scale", scale)
    coverage = table_coverage(store, dyad, span)
    # The level of a stretch rests on all that is known, as for texts; only the bins told are bounded.
    counts = count_days(store, dyad, scale=chosen)
    series = tuple(
        tell_counted(
            dyad,
            counts,
            coverage,
            by=cast("By", by),
            actor=actor,
            scale=scale,
            within=(since, until),
            name=name,
        )
        for actor in ((dyad.a, dyad.b) if directed else ("",))
    )
    view = TableView(dyad=dyad, manifest=store.manifest, series=series, coverage=coverage)
    if not turns:
        return view
    from dragoman.relations.phases import phases_of
    from dragoman.relations.ruptures import ruptures_of
    from dragoman.relations.turns import follow
    from dragoman.tables.rows import events_from_rows

    events = events_from_rows(store, dyad, since=since, until=until, scale=chosen)
    course = follow(dyad, events)
    return TableView(
        dyad=dyad,
        manifest=store.manifest,
        series=series,
        coverage=coverage,
        events=events,
        phases=phases_of(course),
        ruptures=ruptures_of(course),
    )


def table_coverage(store: TableStore, dyad: Dyad, span: Timespan) -> Coverage:
    """The years in which the table tells of either state, and of both together: the table is one source."""
    from dragoman.relations import Coverage
    from dragoman.tables.query import years_named

    source = (f"table {store.manifest.name}",)
    years = [(year, both) for year, both in years_named(store, dyad) if span.holds_year(year)]
    return Coverage(
        dyad=dyad,
        either=tuple((year, source) for year, _ in years),
        both=tuple((year, source) for year, both in years if both),
    )


def plain_row(account: RowAccount) -> dict[str, Any]:
    """One row as ``dragoman tables rows`` writes it: the row is the evidence, and there is no quotation."""
    values = dict(plain(account))
    values["evidence"] = {"words": str(account.evidence), **values["evidence"], "cells": dict(account.evidence.cells)}
    return {"quote": None, **values}


def plain_manifest(manifest: Manifest) -> dict[str, Any]:
    """One table as ``dragoman tables list`` writes it: what it is made of, and what was left out of it."""
    return {
        "table": manifest.name,
        "format": manifest.format.name,
        "title": manifest.format.title,
        "rows": manifest.rows,
        "events": manifest.events,
        "dyads": manifest.dyads,
        "first": manifest.first or None,
        "last": manifest.last or None,
        "files": [{"file": one.given, "sha256": one.sha256, "rows": one.rows} for one in manifest.files],
        "left": [plain_left(one, manifest) for one in manifest.left],
        "notes": list(manifest.notes),
        "evidence": EVIDENCE,
    }


def plain_left(left: Left, manifest: Manifest) -> dict[str, Any]:
    """Rows that were left out for one reason, with the first of them by file and row."""
    first = [{"file": manifest.files[one.file].given, "row": one.row, "words": one.words} for one in left.first]
    return {"why": left.why, "fault": left.fault, "rows": left.rows, "first": first}


def _stretch(one: Phase | Rupture) -> dict[str, Any]:
    values = {key: value for key, value in dict(plain(one)).items() if key != "dyad"}
    values["events"] = values.pop("event_ids")
    return values
