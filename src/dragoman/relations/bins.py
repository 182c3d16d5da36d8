"""The years, quarters, months or days that a series is told in."""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

By = Literal["year", "quarter", "month", "day"]

BYS: tuple[By, ...] = get_args(By)

_MONTHS: dict[str, int] = {"year": 12, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class Bin:
    """One stretch of time: its EDTF name, its first and last day number, its calendar year."""

    span: str
    first: int
    last: int
    year: int

    @property
    def days(self) -> int:
        return self.last - self.first + 1


def make_bins(first_year: int, last_year: int, by: By) -> tuple[Bin, ...]:
    """The bins of whole years from ``first_year`` to ``last_year``.

    Raises:
        ValueError: ``by`` is none of year, quarter, month, day.
    """
    if by == "day":
        first, end = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
        days = ((date.fromordinal(day), day) for day in range(first, end + 1)) if first_year <= last_year else ()
        return tuple(Bin(span=one.isoformat(), first=day, last=day, year=one.year) for one, day in days)
    if by not in _MONTHS:
        raise ValueError(f"a series goes by year, quarter, month or day, not by {by!r}")
    step = _MONTHS[by]
    return tuple(_bin(year, month, step) for year in range(first_year, last_year + 1) for month in range(1, 13, step))


def touched(bins: Sequence[Bin], first: int, last: int) -> range:
    """The places of the bins that share a day with the days from ``first`` to ``last``; bins come in order."""
    return range(
        bisect_left(bins, first, key=lambda one: one.last), bisect_right(bins, last, key=lambda one: one.first)
    )


def _bin(year: int, month: int, step: int) -> Bin:
    end = month + step - 1
    names = {12: f"{year:04}", 3: f"{year:04}-{33 + (month - 1) // 3}", 1: f"{year:04}-{month:02}"}
    last = date(year, end, calendar.monthrange(year, end)[1])
    return Bin(span=names[step], first=date(year, month, 1).toordinal(), last=last.toordinal(), year=year)
