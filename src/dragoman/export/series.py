"""The series of dyads for statistics: CSV as R reads it, or Parquet, with codebook and the acts behind the bins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dragoman.errors import ConfigError, CoverageError
from dragoman.export.form import Form, Made
from dragoman.export.material import Material, read_material
from dragoman.export.rows import EVENT_COLUMNS, event_rows
from dragoman.export.tabular import Column, write_codebook, write_table
from dragoman.model import Account, Dyad, Event
from dragoman.model.exchange import Selection
from dragoman.relations.dyads import counted, dyads_of
from dragoman.relations.series_rows import series_rows
from dragoman.series_view import lived_together, view_series
from dragoman.timed import Timespan, Told, cover, read_told
from dragoman.vocab.scheme import load_scheme

if TYPE_CHECKING:
    from dragoman.workbench import Workbench

Spoken = tuple[str, str, tuple[str, ...]]
"""At which time a document speaks of which states: (document id, EDTF date, state codes)."""

MISSING = "NA"
"""What stands for unknown in the CSV file: R's and pandas' own word."""

SHARED = "acts of that class; each counts by the share of its date that lies in the bin"

COLUMNS: Mapping[str, Column] = {
    "dyad": Column(kind="text", meaning="the two states, by code, in the order of the alphabet"),
    "state_a": Column(kind="text", meaning="the code of the first state"),
    "state_b": Column(kind="text", meaning="the code of the second state"),
    "actor": Column(kind="text", meaning="whose acts are told; missing: acts of either"),
    "recipient": Column(kind="text", meaning="towards whom; missing: acts of either"),
    "scale": Column(kind="text", meaning="the scale of the scores", values="plover; goldstein-1992"),
    "span": Column(kind="text", meaning="the bin", unit="EDTF"),
    "first": Column(kind="day", meaning="the first day of the bin", unit="ISO 8601"),
    "last": Column(kind="day", meaning="the last day of the bin", unit="ISO 8601"),
    "n": Column(kind="count", meaning="acts whose date touches the bin; missing: no source speaks of the bin"),
    "total": Column(kind="number", meaning="the sum of the scores", unit="points"),
    "mean": Column(kind="number", meaning="the mean score by weight", unit="points, -10 to +10"),
    "verbal_cooperation": Column(kind="number", meaning=SHARED, unit="acts"),
    "material_cooperation": Column(kind="number", meaning=SHARED, unit="acts"),
    "verbal_conflict": Column(kind="number", meaning=SHARED, unit="acts"),
    "material_conflict": Column(kind="number", meaning=SHARED, unit="acts"),
    "level": Column(kind="number", meaning="the level of the relation; missing: too little is known", unit="points"),
    "low": Column(kind="number", meaning="the lower end of the level's 80 % band", unit="points"),
    "high": Column(kind="number", meaning="the upper end of the level's 80 % band", unit="points"),
    "low95": Column(kind="number", meaning="the lower end of the level's 95 % band", unit="points"),
    "high95": Column(kind="number", meaning="the upper end of the level's 95 % band", unit="points"),
    "sources": Column(kind="count", meaning="sources that speak of the time of the bin; 0: a gap, not a calm"),
    "tie": Column(kind="text", meaning="the state of the formal tie at the end of the bin; missing: not known"),
    "events": Column(kind="list", meaning="the ids of the acts, as in the file of acts beside this one"),
}
"""The columns of a dyad series."""


def make_series(project: Workbench, selection: Selection, ending: str) -> Made:
    """A bin a row: of the two states, or of every pair with an act that counts.

    Raises:
        CoverageError: no two states have an act between them that counts.
    """
    material = read_material(project, selection)
    dyads = _dyads(material, selection)
    if not dyads:
        raise CoverageError("there is nothing to export: no dated act between two states counts towards a relation")
    rows, remarks = _rows(project, selection, dyads)
    told = {one for row in rows for one in row["events"]}
    acts = [row for row in event_rows(material) if row["id"] in told]
    missing = MISSING if ending == ".csv" else ""
    return Made(
        content=write_table(COLUMNS, rows, ending, missing=missing),
        beside={
            ".codebook.csv": write_codebook(COLUMNS, missing=missing),
            f".acts{ending}": write_table(EVENT_COLUMNS, acts, ending, missing=missing),
            ".acts.codebook.csv": write_codebook(EVENT_COLUMNS, missing=missing),
        },
        counts=(("bin", len(rows)), ("pair of states", len({row["dyad"] for row in rows})), ("act", len(acts))),
        remarks=(*material.remarks, *remarks),
    )


def _dyads(material: Material, selection: Selection) -> list[Dyad]:
    if len(selection.states) == 2:
        return [Dyad.of(selection.states[0], selection.states[1])]
    events = counted(material.events, load_scheme())
    found = {dyad for event in events for dyad in dyads_of(event)}
    return sorted(dyad for dyad in found if {*selection.states} <= {dyad.a, dyad.b})


def _rows(project: Workbench, selection: Selection, dyads: list[Dyad]) -> tuple[list[dict[str, Any]], list[str]]:
    span = Timespan.of(selection.since, selection.until, selection.as_of)
    rows: list[dict[str, Any]] = []
    remarks: list[str] = []
    with project.reader() as reader:
        rulings = project.rulings()
        told = read_told(reader, rulings, project.config, span, extra=project.extra)
        judged = rulings.judged(reader.accounts(), min_confidence=project.config.code.min_confidence)
        parts = _Parts(told, rulings.vouched(judged), reader.spoken())
    for dyad in dyads:
        try:
            lived = lived_together(project.authority, dyad, span)
        except ConfigError as error:
            if len(dyads) == 1:
                raise
            remarks.append(f"{dyad} left out: {error}")
            continue
        mine = parts.told(dyad)
        view = view_series(
            dyad,
            mine,
            cover(dyad, mine, parts.spoken(dyad), span),
            by=selection.by or project.config.relate.bin,
            scale=project.config.relate.scale,
            told_on=project.config.relate.scale,
            directed=selection.directed,
            span=span,
            lived=lived,
            name=project.name,
        )
        rows += [row for one in view.series for row in _named(dyad, series_rows(one))]
    return rows, remarks


class _Parts:
    """What is told, by pair of states: looking through everything for each of a thousand pairs would take hours."""

    def __init__(self, told: Told, accounts: Iterable[Account], spoken: Iterable[Spoken]) -> None:
        self._told = told
        self._accounts = {account.id: account for account in accounts}
        self._events: dict[Dyad, list[Event]] = {}
        self._spoken: dict[str, list[tuple[int, Spoken]]] = {}
        for event in told.events:
            for dyad in dyads_of(event):
                self._events.setdefault(dyad, []).append(event)
        for place, one in enumerate(spoken):
            for state in one[2]:
                self._spoken.setdefault(state, []).append((place, one))

    def told(self, dyad: Dyad) -> Told:
        """The acts between the two, and the accounts of these."""
        events = tuple(self._events.get(dyad, ()))
        ids = (one for event in events for one in event.account_ids)
        accounts = tuple(self._accounts[one] for one in ids if one in self._accounts)
        return replace(self._told, events=events, accounts=accounts)

    def spoken(self, dyad: Dyad) -> tuple[Spoken, ...]:
        """The times at which documents speak of either state, in their order."""
        found = {place: one for state in (dyad.a, dyad.b) for place, one in self._spoken.get(state, ())}
        return tuple(found[place] for place in sorted(found))


def _named(dyad: Dyad, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {**row, "state_a": dyad.a, "state_b": dyad.b}


SERIES = Form(
    about="the series of two states, or of all pairs, with codebook and acts",
    endings=(".csv", ".parquet", ".jsonl"),
    make=make_series,
    heeds=("by", "directed"),
)
