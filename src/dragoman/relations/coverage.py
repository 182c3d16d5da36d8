"""What the sources speak of at all: "no event" and "no source" are different things."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.model import Account, Dyad
from dragoman.model.reference import Reference
from dragoman.model.text import Reading
from dragoman.vocab.edtf import parse

WIDEST = 15
"""Years: a date that spans more says nothing of any one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """That a document speaks of some states at some time. ``date`` is EDTF."""

    document_id: str
    date: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Per year, the sources that speak of either state of the dyad, and those of them that speak of both together.

    ``either`` and ``both`` hold (year, source ids), in the order of years; a year that nobody speaks of is absent.
    """

    dyad: Dyad
    either: tuple[tuple[int, tuple[str, ...]], ...] = ()
    both: tuple[tuple[int, tuple[str, ...]], ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years that some source speaks of."""
        return tuple(year for year, _ in self.either)

    def sources(self, first: int, last: int | None = None) -> tuple[str, ...]:
        """The sources that speak of either state in the years from ``first`` to ``last``."""
        end = first if last is None else last
        return tuple(sorted({one for year, ids in self.either if first <= year <= end for one in ids}))

    @property
    def spans(self) -> tuple[str, ...]:
        """The covered years as EDTF, runs of years as intervals."""
        return _spans(self.years)

    def describe(self, name: Callable[[str], str] = str) -> str:
        """What was read, in a sentence; ``name`` gives a state's readable name."""
        one, other = name(self.dyad.a), name(self.dyad.b)
        if not self.either:
            return f"No source read speaks of {one} or {other} at any dated time."
        number = len(self.sources(self.years[0], self.years[-1]))
        speak = "1 source speaks" if number == 1 else f"{number} sources speak"
        told = f"{speak} of {one} or {other} in {', '.join(self.spans).replace('/', '–')}"
        together = {source for _, ids in self.both for source in ids}
        if not together:
            return f"{told}, none of both together."
        years = _spans(year for year, _ in self.both)
        return f"{told}; {len(together)} of both together, in {', '.join(years).replace('/', '–')}."


def build_coverage(dyad: Dyad, spoken: Iterable[Spoken], *, sources: Mapping[str, str]) -> Coverage:
    """The coverage of a dyad from what documents speak of. ``sources`` gives a document's source id.

    A document missing in ``sources`` counts as a source of its own. Dates with an open end, or wider than fifteen
    years, cover nothing.
    """
    either: dict[int, set[str]] = defaultdict(set)
    both: dict[int, set[str]] = defaultdict(set)
    for one in spoken:
        named = {dyad.a, dyad.b} & set(one.states)
        if not named:
            continue
        source = sources.get(one.document_id, one.document_id)
        for year in covered_years(one.date):
            either[year].add(source)
            if len(named) == 2:
                both[year].add(source)
    return Coverage(dyad=dyad, either=_rows(either), both=_rows(both))


def spoken_of_accounts(accounts: Iterable[Account]) -> Iterator[Spoken]:
    """What the coded accounts speak of."""
    for account in accounts:
        if account.date:
            states = {party.state for party in (*account.actors, *account.recipients) if party.state}
            yield Spoken(document_id=account.document_id, date=account.date, states=tuple(sorted(states)))


def spoken_of(reading: Reading, references: Iterable[Reference] = ()) -> Iterator[Spoken]:
    """What a document speaks of, sentence by sentence: the states named there, at the dates told or carried there.

    Words inside a reference to another work speak of nothing: the year in which a book came out is no time told.
    """
    cited = sorted((one.evidence.start, one.evidence.end) for one in references)

    def is_cited(place: int) -> bool:
        offset = reading.view.span(place, place + 1)[0]
        at = bisect_right(cited, (offset, sys.maxsize)) - 1
        return at >= 0 and offset < cited[at][1]

    for sentence, focus in zip(reading.sentences, reading.focus, strict=True):
        states = {
            mention.state
            for mention in reading.actors
            if mention.state and sentence.start <= mention.start < sentence.end and not is_cited(mention.start)
        }
        if not states:
            continue
        told = [
            mention.value
            for mention in reading.dates
            if mention.value and sentence.start <= mention.start < sentence.end and not is_cited(mention.start)
        ]
        for date in told or ([focus] if focus else []):
            yield Spoken(document_id=reading.document.id, date=date, states=tuple(sorted(states)))


def coverage_json(coverage: Coverage) -> dict[str, Any]:
    """The coverage as JSON-ready values."""
    return {
        "spans": list(coverage.spans),
        "either": {f"{year:04}": list(ids) for year, ids in coverage.either},
        "both": {f"{year:04}": list(ids) for year, ids in coverage.both},
        "statement": coverage.describe(),
    }


def covered_years(value: str) -> range:
    """The years of an EDTF date; none for one with an open end or wider than fifteen years."""
    read = parse(value)
    first, last = read.earliest(), read.latest()
    if first is None or last is None or last.year - first.year >= WIDEST:
        return range(0)
    return range(first.year, last.year + 1)


def _spans(years: Iterable[int]) -> tuple[str, ...]:
    """Years, in their order, as EDTF: runs of them as intervals."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return tuple(f"{first:04}" if first == last else f"{first:04}/{last:04}" for first, last in runs)


def _rows(years: Mapping[int, set[str]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((year, tuple(sorted(years[year]))) for year in sorted(years))
