"""The coverage of a dyad from what a database has counted, instead of from what each document speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dragoman.model import Dyad
from dragoman.relations.coverage import Coverage, covered_years


def add_coverage(dyad: Dyad, spoken: Iterable[tuple[str, bool, Iterable[str]]]) -> Coverage:
    """The coverage of a dyad from (EDTF date, whether both states are named together, the ids of the sources).

    The same as ``coverage.build_coverage`` gives of what the documents speak of one by one.
    """
    either: dict[int, set[str]] = defaultdict(set)
    both: dict[int, set[str]] = defaultdict(set)
    for date, is_both, sources in spoken:
        for year in covered_years(date):
            either[year].update(sources)
            if is_both:
                both[year].update(sources)
    return Coverage(dyad=dyad, either=_in_order(either), both=_in_order(both))


def _in_order(years: dict[int, set[str]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((year, tuple(sorted(years[year]))) for year in sorted(years))
