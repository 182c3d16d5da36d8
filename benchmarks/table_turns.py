"""What independent tables say of when two states' relation turned: one rule for tables of spells, one for measures.

Tables of states of affairs (an alliance, a rivalry, disputes, envoys, a sign) turn where their own state changes: a
break where the good begins to lack or the bad begins, a thaw the other way round. Measures by year (agreement in
votes, distance of ideal points) are cut by Dragoman's own segmentation, which is tested on made series: each year is
an act whose score is the measure, ``STEP`` points for each ``noise`` of it (the middle change from one year to the
next, as a standard deviation); a turn is a sure change of at least ``LEAST`` points, three times that noise. A spell
that is cut off by the first or the last year of a table does not turn there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from dragoman.model import Dyad, Event
from dragoman.relations.dyads import day_span
from dragoman.relations.ruptures import find_ruptures

STEP = 2.5
LEAST = 7.5
APART = 10
"""Years: disputes of one dyad less far apart are one spell."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Flip:
    """A turn as a table has it: between two days (day numbers), which way, and what changed, in short."""

    first: int
    last: int
    direction: str
    table: str
    what: str


def in_years(first: int, last: int) -> Span:
    """From the first day of a year to the last day of another."""
    return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()


def turns_of_measure(table: str, values: Mapping[int, float], *, floor: float) -> list[Flip]:
    """The lasting changes of a measure that is higher the better two states stand; ``floor`` is the least noise."""
    years = sorted(values)
    if len(years) < 6:
        return []
    steps = [abs(values[late] - values[early]) for early, late in pairwise(years)]
    noise = max(float(np.median(steps)) * 1.4826 / 2**0.5, floor)
    middle = float(np.median(list(values.values())))
    dyad = Dyad.of("AAA", "BBB")
    acts = [_act(year, float(np.clip((values[year] - middle) / noise * STEP, -10.0, 10.0))) for year in years]
    flips = []
    for one in find_ruptures(dyad, acts):
        window = day_span(one.window)
        if window and one.strength >= LEAST:
            at = date.fromisoformat(next(day for day, share in one.posterior if share == 0.5)).year
            before = [values[year] for year in years if at - 5 <= year < at]
            after = [values[year] for year in years if at <= year < at + 5]
            what = f"{np.mean(before):.2f} to {np.mean(after):.2f}" if before and after else ""
            first, last = (date.fromordinal(day).year for day in window)
            flips.append(Flip(table=table, direction=one.direction, what=what, **_span(in_years(first, last))))
    return flips


def _act(year: int, score: float) -> Event:
    return Event(
        id=f"{year}",
        account_ids=(f"{year}",),
        event_type="CONSULT",
        mode="",
        actors=("AAA",),
        recipients=("BBB",),
        date=f"{year:04}",
        place="",
        score=score,
        status="asserted",
        standing="single-source",
    )


def _span(span: Span) -> dict[str, int]:
    return {"first": span[0], "last": span[1]}


def turns_of_years(table: str, years: Iterable[int], *, good: bool, what: str, told: Span) -> list[Flip]:
    """The turns of a state of affairs that held in some years; ``told`` are the first and last year of the table."""
    held = sorted({*years})
    runs: list[list[int]] = []
    for year in held:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    flips = []
    for first, last in runs:
        if first > told[0]:
            way = "thaw" if good else "break"
            flips.append(Flip(table=table, direction=way, what=f"{what} begins", **_span(in_years(first, first))))
        if last < told[1]:
            way = "break" if good else "thaw"
            flips.append(Flip(table=table, direction=way, what=f"{what} ends", **_span(in_years(last, last))))
    return flips


def turns_of_disputes(table: str, disputes: Iterable[Span]) -> list[Flip]:
    """The beginning of the first and the end of the last of each spell of disputes (first and last days)."""
    spells: list[list[Span]] = []
    for one in sorted(disputes):
        if spells and one[0] - max(last for _, last in spells[-1]) <= APART * 366:
            spells[-1].append(one)
        else:
            spells.append([one])
    flips = []
    for spell in spells:
        first, last = spell[0], max(spell, key=lambda one: one[1])
        many = f"{len(spell)} dispute{'s' if len(spell) > 1 else ''}"
        flips.append(Flip(table=table, direction="break", what=f"first of {many}", **_span((first[0], first[0]))))
        flips.append(Flip(table=table, direction="thaw", what=f"last of {many}", **_span((last[1], last[1]))))
    return flips


def turns_of_signs(table: str, signs: Mapping[Span, int]) -> list[Flip]:
    """Where the sign of a tie changes; windows (first and last year) without a sign say nothing.

    The change lies in the years that the first window of the new sign has, and the last of the old sign has not.
    """
    flips = []
    windows = sorted(signs)
    for old, new in pairwise(windows):
        if signs[old] != signs[new]:
            first = min(old[1] + 1, new[1])
            way = "break" if signs[new] < 0 else "thaw"
            what = f"sign {'+' if signs[old] > 0 else '−'} to {'+' if signs[new] > 0 else '−'}"
            flips.append(Flip(table=table, direction=way, what=what, **_span(in_years(first, new[1]))))
    return flips


def turns_of_census(table: str, counts: Mapping[int, bool], *, what: str) -> list[Flip]:
    """Where a state of affairs that was looked at in some years is found changed since the year before."""
    flips = []
    years = sorted(counts)
    for old, new in pairwise(years):
        if counts[old] != counts[new]:
            way = "thaw" if counts[new] else "break"
            told = f"{what} {'found again' if counts[new] else 'no longer'} in {new}"
            flips.append(Flip(table=table, direction=way, what=told, **_span(in_years(old + 1, new))))
    return flips
