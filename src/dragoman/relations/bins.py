"""The years, quarters or months that a series is told in."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

By = Literal["year", "quarter", "month"]

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
        ValueError: ``by`` is none of year, quarter, month.
    """
    if by not in _MONTHS:
        raise ValueError(f"a series goes by year, quarter or month, not by {by!r}")
    step = _MONTHS[by]
    return tuple(_bin(year, month, step) for year in range(first_year, last_year + 1) for month in range(1, 13, step))


def _bin(year: int, month: int, step: int) -> Bin:
    end = month + step - 1
    names = {12: f"{year:04}", 3: f"{year:04}-{33 + (month - 1) // 3}", 1: f"{year:04}-{month:02}"}
    last = date(year, end, calendar.monthrange(year, end)[1])
    return Bin(span=names[step], first=date(year, month, 1).toordinal(), last=last.toordinal(), year=year)
