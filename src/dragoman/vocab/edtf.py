"""Dates as historians know them: EDTF values (ISO 8601-2), with the first and the last day that they may mean.

Covered: level 0 and 1, of level 2 the quarters. So ``1961-12-03``, ``1961-12``, ``1961``, ``195X`` (a decade),
``19XX`` (a century), ``1961-12-XX``, ``1961-21`` to ``-24`` (spring, summer, autumn, winter), ``1961-33`` to ``-36``
(quarters), a closing ``~`` (about), ``?`` (doubtful) or ``%`` (both), intervals ``a/b`` and the open ends ``../b`` and
``a/..``. Years before our era count astronomically: 490 BC is ``-0489``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Precision = Literal["day", "month", "season", "quarter", "year", "decade", "century", "interval"]
Day = tuple[int, int, int]
Bounds = tuple[Day | None, Day | None]

_DATE = re.compile(
    r"(?P<year>-?\d{4}|-?\d{3}X|-?\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<qualifier>[~?%])?", re.ASCII
)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_OPEN = ("..", "")


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date, or a span of time, as far as it is known. ``text`` is its EDTF form.

    Raises:
        ValueError: the text is no EDTF value, names a day that no calendar has,
            or an interval that ends before it begins.
    """

    text: str

    def __post_init__(self) -> None:
        _bounds(self.text)

    def __str__(self) -> str:
        return self.text

    def earliest(self) -> date | None:
        """The first day it may mean; None where the beginning is open or lies before our era."""
        return _as_date(_bounds(self.text)[0])

    def latest(self) -> date | None:
        """The last day it may mean; None where the end is open or lies before our era."""
        return _as_date(_bounds(self.text)[1])

    @property
    def precision(self) -> Precision:
        """How fine it is: the finest unit that it fixes, or ``interval``."""
        return _precision(self.text)

    @property
    def is_open(self) -> bool:
        """Whether one of its ends is open or unknown."""
        return None in _bounds(self.text)


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> Edtf:
    """Read an EDTF value.

    Raises:
        ValueError: the text is no EDTF value.
    """
    return Edtf(text)


def overlaps(a: str, b: str) -> bool:
    """Whether the two may mean the same day. Open ends reach as far as time does."""
    (a_first, a_last), (b_first, b_last) = _bounds(a), _bounds(b)
    return (a_last is None or b_first is None or b_first <= a_last) and (
        b_last is None or a_first is None or a_first <= b_last
    )


def within(inner: str, outer: str) -> bool:
    """Whether every day that ``inner`` may mean lies in ``outer``."""
    (in_first, in_last), (out_first, out_last) = _bounds(inner), _bounds(outer)
    return (out_first is None or (in_first is not None and out_first <= in_first)) and (
        out_last is None or (in_last is not None and in_last <= out_last)
    )


def is_after(a: str, b: str) -> bool:
    """Whether every day that ``a`` may mean lies after all that ``b`` may mean."""
    (first, _), (_, last) = _bounds(a), _bounds(b)
    return first is not None and last is not None and first > last


def interval(a: str, b: str) -> str:
    """The EDTF text of the shortest span that holds both, in whichever order they are given.

    ``interval("1954", "1956")`` is ``1954/1956``; where one holds the other, the wider is returned unchanged.
    """
    if within(a, b):
        return b
    if within(b, a):
        return a
    ends = [(end, _bounds(end)) for end in (*_ends(a), *_ends(b)) if end not in _OPEN]
    first = min(ends, key=lambda end: (end[1][0] or (0, 0, 0), end[1][1] or (0, 0, 0)))[0]
    last = max(ends, key=lambda end: (end[1][1] or (0, 0, 0), end[1][0] or (0, 0, 0)))[0]
    if _bounds(a)[0] is None or _bounds(b)[0] is None:
        first = ".."
    if _bounds(a)[1] is None or _bounds(b)[1] is None:
        last = ".."
    return f"{first}/{last}"


def year_of(text: str) -> int | None:
    """The year it lies in; None when it may lie in several, or has an open end."""
    first, last = _bounds(text)
    return first[0] if first and last and first[0] == last[0] else None


def from_days(first: date, last: date) -> str:
    """The shortest EDTF text for the days from ``first`` to ``last``: a day, a month, a year or an interval of these.

    Raises:
        ValueError: ``last`` comes before ``first``.
    """
    if first == last:
        return first.isoformat()
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole_months and (first.month, last.month) == (1, 12):
        begin, end = f"{first.year:04}", f"{last.year:04}"
    elif whole_months:
        begin, end = f"{first:%Y-%m}".zfill(7), f"{last:%Y-%m}".zfill(7)
    else:
        begin, end = first.isoformat(), last.isoformat()
    return begin if begin == end else parse(f"{begin}/{end}").text


def is_valid(text: str) -> bool:
    """Whether the text is an EDTF value of the kinds covered here."""
    try:
        _bounds(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1 << 14)
def _bounds(text: str) -> Bounds:
    """First and last day as (year, month, day), None for an open end."""
    if "/" not in text:
        return _single(text)
    begin, _, end = text.partition("/")
    if not begin and not end:
        raise ValueError(f"{text!r}: an interval needs an end, if only an open one")
    first = None if begin in _OPEN else _single(begin)[0]
    last = None if end in _OPEN else _single(end)[1]
    if first and last and last < first:
        raise ValueError(f"{text!r}: the interval ends before it begins")
    return first, last


def _single(text: str) -> tuple[Day, Day]:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no EDTF date")
    year, month, day = found["year"], found["month"], found["day"]
    low, high = sorted((int(year.replace("X", "0")), int(year.replace("X", "9"))))
    if month is None:
        return (low, 1, 1), (high, 12, 31)
    if "X" in year:
        raise ValueError(f"{text!r}: a month needs a whole year")
    if month == "XX":
        if day not in (None, "XX"):
            raise ValueError(f"{text!r}: a day needs a month")
        return (low, 1, 1), (low, 12, 31)
    number = int(month)
    if day is None and (number in _SEASONS or 33 <= number <= 36):
        begin, end = _SEASONS.get(number) or (3 * (number - 33) + 1, 3 * (number - 33) + 3)
        last_year = low + (end < begin)
        return (low, begin, 1), (last_year, end, _month_days(last_year, end))
    if not 1 <= number <= 12:
        raise ValueError(f"{text!r}: there is no month {month}")
    days = _month_days(low, number)
    if day in (None, "XX"):
        return (low, number, 1), (low, number, days)
    if not 1 <= int(day) <= days:
        raise ValueError(f"{text!r}: the month has no day {day}")
    return (low, number, int(day)), (low, number, int(day))


def _precision(text: str) -> Precision:
    if "/" in text:
        return "interval"
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no EDTF date")
    if "X" in found["year"]:
        return "century" if found["year"].endswith("XX") else "decade"
    if found["month"] in (None, "XX"):
        return "year"
    if found["day"] not in (None, "XX"):
        return "day"
    number = int(found["month"])
    return "month" if number <= 12 else "season" if number <= 24 else "quarter"


def _ends(text: str) -> tuple[str, str]:
    begin, bar, end = text.partition("/")
    return (begin, end) if bar else (text, text)


def _month_days(year: int, month: int) -> int:
    return 29 if month == 2 and calendar.isleap(year) else _DAYS[month - 1]


def _as_date(day: Day | None) -> date | None:
    return date(*day) if day and day[0] >= 1 else None
