"""The series of a relation from counts by date, as a table of events gives them, where no single event is at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dragoman.model import Dyad, Point
from dragoman.model.relation import QUADS
from dragoman.model.series import Series
from dragoman.relations.bins import BYS, Bin, By, make_bins
from dragoman.relations.coverage import Coverage
from dragoman.relations.level import Observed, Vector, fit_level, spread, tell_level
from dragoman.relations.points import FEWEST, fill_points


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """The acts of a dyad that have one date: its first and last day, how many acts of each of ``QUADS``, the sum of
    their scores and of the squares of these. ``forth`` says that the dyad's first state acts; ``weight`` is the mean
    confidence of the acts (1 where a table gives none)."""

    first: date
    last: date
    forth: bool
    counts: tuple[int, int, int, int]
    total: float
    squares: float
    weight: float = 1.0

    @property
    def n(self) -> int:
        """All acts."""
        return sum(self.counts)


def tell_counted(
    dyad: Dyad,
    counts: Sequence[DayCount],
    coverage: Coverage,
    *,
    by: By = "year",
    actor: str = "",
    scale: str = "plover",
    within: tuple[date | None, date | None] = (None, None),
    name: Callable[[str], str] = str,
) -> Series:
    """The series of a dyad from counts by date: the same model of the level as for events (see ``relations.level``).

    Counts of one date are many acts with one mean: what the filter would make of them one by one, it makes of their
    mean and their scatter. A date of several days spreads evenly over them. ``actor`` tells the acts of this state
    alone. The points name no events: the rows of the table are found by their date. ``within`` bounds the bins told.

    Raises:
        ValueError: ``by`` is none of year, quarter, month, day.
    """
    if by not in BYS:
        raise ValueError(f"a series goes by year, quarter, month or day, not by {by!r}")
    held = [one for one in counts if one.n and one.weight > 0 and actor in ("", dyad.a if one.forth else dyad.b)]
    held.sort(key=lambda one: (one.first.toordinal() + one.last.toordinal(), one.first, not one.forth))
    number = sum(one.n for one in held)
    bins = _bins(held, coverage, by)
    observed = _observe(held)
    fit = fit_level(observed) if number >= FEWEST else None
    levels = None
    if fit is not None and bins:
        starts = np.array([one.first for one in bins], dtype=np.int64)
        levels = tell_level(observed, fit, starts, bins[-1].last)
    first, last = (day.toordinal() if day else None for day in within)
    points = tuple(
        point
        for one, point in zip(bins, _points(held, observed, bins, coverage, levels), strict=True)
        if (first is None or one.last >= first) and (last is None or one.first <= last)
    )
    other = dyad.b if actor == dyad.a else dyad.a
    return Series(
        dyad=dyad,
        actor=actor,
        recipient=other if actor else "",
        by=by,
        scale=scale,
        points=points,
        steps=(),
        used=number,
        left_out=(),
        noise=round(fit.noise, 3) if fit else None,
        drift=round(fit.drift, 3) if fit else None,
        statement=_state(name(dyad.a), name(dyad.b), number),
    )


def _observe(held: Sequence[DayCount]) -> Observed:
    number = np.array([one.n for one in held], dtype=float)
    total = np.array([one.total for one in held], dtype=float)
    squares = np.array([one.squares for one in held], dtype=float)
    mean = total / number if len(held) else number
    return Observed(
        first=np.array([one.first.toordinal() for one in held], dtype=np.int64),
        last=np.array([one.last.toordinal() for one in held], dtype=np.int64),
        weight=np.array([one.weight for one in held], dtype=float),
        count=number,
        mean=mean,
        squares=np.maximum(squares - number * mean**2, 0.0),
    )


def _bins(held: Sequence[DayCount], coverage: Coverage, by: By) -> tuple[Bin, ...]:
    years = {*coverage.years, *(day.year for one in held for day in (one.first, one.last))}
    return make_bins(min(years), max(years), by) if years else ()


def _points(
    held: Sequence[DayCount], observed: Observed, bins: Sequence[Bin], coverage: Coverage, levels: Vector | None
) -> tuple[Point, ...]:
    if not bins:
        return ()
    starts, end = np.array([one.first for one in bins], dtype=np.int64), bins[-1].last
    quads = np.array([one.counts for one in held], dtype=float).reshape(len(held), len(QUADS))
    weighted = observed.count * observed.weight
    amounts = {"total": observed.count * observed.mean, "load": weighted, "pull": weighted * observed.mean}
    amounts |= {name: quads[:, at] for at, name in enumerate(QUADS)}
    sums = {key: spread(observed, values, starts, end) for key, values in amounts.items()}
    return fill_points(bins, coverage, sums, levels, numbers=_touching(held, bins))


def _touching(held: Sequence[DayCount], bins: Sequence[Bin]) -> list[int]:
    """How many acts have a date that touches each bin."""
    starts = [one.first for one in bins] + [bins[-1].last + 1]
    edges = np.zeros(len(bins) + 1, dtype=np.int64)
    for one in held:
        if one.last.toordinal() < starts[0] or one.first.toordinal() >= starts[-1]:
            continue
        begin = max(int(np.searchsorted(starts, one.first.toordinal(), side="right")) - 1, 0)
        end = min(int(np.searchsorted(starts, one.last.toordinal(), side="right")) - 1, len(bins) - 1)
        edges[begin] += one.n
        edges[end + 1] -= one.n
    return [int(number) for number in np.cumsum(edges)[:-1]]


def _state(one: str, other: str, number: int) -> str:
    between = f"between {one} and {other}"
    if not number:
        return f"The table tells of no act {between}."
    told = f"{number} {'row' if number == 1 else 'rows'} of the table tell of acts {between}"
    return f"{told}; {FEWEST} are needed for a level: none is told." if number < FEWEST else f"{told}."
