"""What was read at all: by state, year, archive, language and side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dragoman.model import Document, Event, Source
from dragoman.relations.coverage import covered_years
from dragoman.vocab.edtf import year_of

Cell = Literal["events", "no event", "no source"]

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateHoldings:
    """What was read on one state. ``years`` gives (year, documents that speak of it then, events in which it takes
    part), from the first to the last year that any document speaks of, none left out.
    """

    state: str
    documents: int
    sources: int
    years: tuple[tuple[int, int, int], ...]

    @property
    def silent(self) -> tuple[int, ...]:
        """Years that documents speak of and in which nothing is told to have happened."""
        return tuple(year for year, documents, events in self.years if documents and not events)

    @property
    def unread(self) -> tuple[int, ...]:
        """Years that no document speaks of: nothing can be said of them."""
        return tuple(year for year, documents, events in self.years if not documents and not events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a project has read, counted in documents.

    ``written`` is by the year in which documents were written, "unknown" for the undated; ``told`` by the years that
    they speak of. ``archives`` are where the originals lie, else who published them; ``sides`` the states whose record
    they are, "unknown" for nobody's.
    """

    documents: int
    sources: int
    states: tuple[StateHoldings, ...]
    written: tuple[tuple[str, int], ...]
    told: tuple[tuple[int, int], ...]
    archives: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    sides: tuple[tuple[str, int], ...]

    def of(self, state: str) -> StateHoldings:
        """What was read on a state; nothing, where no document speaks of it."""
        for one in self.states:
            if one.state == state:
                return one
        return StateHoldings(state=state, documents=0, sources=0, years=())

    def cell(self, state: str, year: int) -> Cell:
        """Whether a year of a state has events, has sources without events, or has no source at all."""
        for one, documents, events in self.of(state).years:
            if one == year:
                return "events" if events else "no event" if documents else "no source"
        return "no source"


def count_holdings(
    documents: Sequence[Document],
    sources: Mapping[str, Source],
    spoken: Iterable[tuple[str, str, tuple[str, ...]]],
    events: Iterable[Event],
    *,
    found: Mapping[str, str] | None = None,
) -> Holdings:
    """Counts what was read. ``sources`` are by id; ``spoken`` says at which time (EDTF) a document speaks of which
    states; ``found`` gives the dates found in the texts of documents whose own data give none.
    """
    source_of = {document.id: document.source_id for document in documents}
    by_state: dict[str, set[str]] = defaultdict(set)
    by_cell: dict[tuple[str, int], set[str]] = defaultdict(set)
    by_year: dict[int, set[str]] = defaultdict(set)
    for document_id, when, states in spoken:
        years = covered_years(when)
        for year in years:
            by_year[year].add(document_id)
        for state in states:
            by_state[state].add(document_id)
            for year in years:
                by_cell[state, year].add(document_id)
    happened: Counter[tuple[str, int]] = Counter()
    for event in events:
        for year in covered_years(event.date) if event.date else ():
            for state in {*event.actors, *event.recipients}:
                happened[state, year] += 1
    named = sorted({*by_state, *(state for state, _ in happened)})
    return Holdings(
        documents=len(documents),
        sources=len({document.source_id for document in documents}),
        states=tuple(_of_state(state, by_state[state], by_cell, happened, source_of) for state in named),
        written=_ranked((_written(document, found or {}) for document in documents), by_name=True),
        told=tuple((year, len(by_year[year])) for year in sorted(by_year)),
        archives=_ranked(archive_of(document, sources.get(document.source_id)) for document in documents),
        languages=_ranked(document.lang or UNKNOWN for document in documents),
        sides=_ranked(_side(sources.get(document.source_id)) for document in documents),
    )


def archive_of(document: Document, source: Source | None) -> str:
    """Where the original of a document lies: archive and collection; else the archive or publisher of its source."""
    if document.provenance:
        held = document.provenance.split(", ")[:2]
        return ", ".join(part.split(":")[0] for part in held if not part[:1].isdigit())
    csl: Mapping[str, Any] = source.csl if source else {}
    return str(csl.get("archive") or csl.get("publisher") or csl.get("container-title") or UNKNOWN)


def holdings_json(holdings: Holdings) -> dict[str, Any]:
    """What was read as JSON-ready values; every year of a state says "events", "no event" or "no source"."""
    return {
        "documents": holdings.documents,
        "sources": holdings.sources,
        "states": {one.state: state_json(holdings, one) for one in holdings.states},
        "written": dict(holdings.written),
        "told": {f"{year:04}": count for year, count in holdings.told},
        "archives": dict(holdings.archives),
        "languages": dict(holdings.languages),
        "sides": dict(holdings.sides),
    }


def state_json(holdings: Holdings, one: StateHoldings) -> dict[str, Any]:
    """One state of ``holdings_json``."""
    return {
        "documents": one.documents,
        "sources": one.sources,
        "years": {
            f"{year:04}": {"documents": documents, "events": events, "holds": holdings.cell(one.state, year)}
            for year, documents, events in one.years
        },
    }


def _of_state(
    state: str,
    documents: set[str],
    by_cell: Mapping[tuple[str, int], set[str]],
    happened: Mapping[tuple[str, int], int],
    source_of: Mapping[str, str],
) -> StateHoldings:
    years = sorted({year for one, year in (*by_cell, *happened) if one == state})
    span = range(years[0], years[-1] + 1) if years else range(0)
    return StateHoldings(
        state=state,
        documents=len(documents),
        sources=len({source_of.get(one, one) for one in documents}),
        years=tuple((y, len(by_cell.get((state, y), ())), happened.get((state, y), 0)) for y in span),
    )


def _written(document: Document, found: Mapping[str, str]) -> str:
    when = document.written or found.get(document.id)
    year = year_of(when) if when else None
    return f"{year:04}" if year is not None else UNKNOWN


def _side(source: Source | None) -> str:
    return (source.standpoint if source else None) or UNKNOWN


def _ranked(values: Iterable[str], *, by_name: bool = False) -> tuple[tuple[str, int], ...]:
    counted = Counter(values)
    return tuple(sorted(counted.items(), key=lambda pair: pair if by_name else (-pair[1], pair[0])))
