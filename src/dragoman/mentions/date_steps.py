"""Calendar steps on EDTF values: the year after, two days later, the nearest October, the early part of a month."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from dragoman.vocab import edtf

_PARTS = {"early": (0, 1, 3), "mid": (1, 2, 3), "late": (2, 3, 3), "half-1": (0, 1, 2), "half-2": (1, 2, 2)} | {
    f"quarter-{n}": (n - 1, n, 4) for n in (1, 2, 3, 4)
}
_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "half-1": (0, 4), "half-2": (5, 9)}
_CENTURY = {"early": (0, 33), "mid": (34, 66), "late": (67, 99), "half-1": (0, 49), "half-2": (50, 99)}
_CENTURY |= {f"quarter-{n}": (25 * n - 25, 25 * n - 1) for n in (1, 2, 3, 4)} | {"turn": (-10, 10)}
_MONTHS = {"month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200, "generation": 300}
_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "hour": 0, "minute": 0}
FINENESS = {"day": 0, "month": 1, "season": 2, "quarter": 2, "year": 3, "decade": 4, "century": 5, "interval": 3}


def year_text(year: int) -> str:
    """A year as EDTF writes it; 490 BC is year -489."""
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def narrow(unit: str, part: str) -> str:
    """The stretch of a time that "early", "mid", "late", "half-2"... single out; the whole where that means nothing."""
    precision = edtf.parse(unit).precision
    first, last = edtf.parse(unit).earliest(), edtf.parse(unit).latest()
    if first is None or last is None:
        return unit
    if part.startswith("week"):
        if precision == "month":
            begin = min(7 * int(part[-1]) - 7, last.day - 7)
            return edtf.from_days(first.replace(day=begin + 1), first.replace(day=begin + 7))
        part = {"1": "early", "5": "late"}.get(part[-1], "")
    if precision == "century" and part in _CENTURY:
        low, high = _CENTURY[part]
        return f"{first.year + low:04}/{first.year + high:04}"
    if part not in _PARTS:
        return unit
    if precision == "decade" and part in _DECADE:
        low, high = _DECADE[part]
        return f"{first.year + low:04}/{first.year + high:04}"
    low, high, of = _PARTS[part]
    if precision == "year":
        return edtf.from_days(*month_span(first.year, 12 // of * low + 1, 12 // of * high))
    if precision in ("season", "quarter") and of == 3:
        return move(f"{first:%Y-%m}".zfill(7), low, "month") or unit
    if precision == "month":
        cut = (0, 10, 20, last.day) if of == 3 else (0, 15, last.day, last.day)
        return edtf.from_days(first.replace(day=cut[low] + 1), first.replace(day=cut[high])) if of < 4 else unit
    if precision == "interval" and (last - first).days == 6:
        return edtf.from_days(first + timedelta(2 * low), first + timedelta(2 * high))
    return unit


def month_span(year: int, first: int, last: int) -> tuple[date, date]:
    """The first day of month ``first`` and the last day of month ``last`` of a year."""
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def move(value: str, count: int, unit: str) -> str | None:
    """The time ``count`` units after ``value`` (before it when negative), as fine as unit and value allow.

    A coarser unit rounds ("a year after 24 June 1957" is 1958); a finer one moves both ends ("two months after 1955" is
    1955-03 to 1956-02). None where ``value`` has an open end, or the result leaves our calendar.
    """
    parsed = edtf.parse(value)
    precision = parsed.precision
    if unit in ("year", "decade", "century", "generation") and "/" not in value and "X" not in value:
        year = int(value[:5] if value.startswith("-") else value[:4]) + count * _MONTHS[unit] // 12
        if unit == "year" and -9999 <= year <= 9999:
            return year_text(year)
        return f"{year // 10:03}X" if unit == "decade" and year >= 0 else year_text(year) if abs(year) < 9999 else None
    first, last = parsed.earliest(), parsed.latest()
    if first is None or last is None:
        return None
    try:
        if unit in _DAYS:
            step = timedelta(_DAYS[unit] * count)
            return edtf.from_days(first + step, last + step)
        if unit == "month" and precision == "day":
            return f"{add_months(first, count):%Y-%m}".zfill(7)
        begin = add_months(first, count * _MONTHS[unit])
        end = add_months(last + timedelta(1), count * _MONTHS[unit]) - timedelta(1)
        return edtf.from_days(begin, max(begin, end))
    except (ValueError, OverflowError):
        return None


def add_months(day: date, count: int) -> date:
    """The same day some months later, or the last day of that month where it is shorter.

    Raises:
        ValueError: the result leaves the calendar (years 1 to 9999).
    """
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def unit_of(value: str, unit: str, step: int = 0) -> str | None:
    """The day, week, month, year, decade or century that ``value`` lies in, or one ``step`` further.

    None where ``value`` does not lie in one such unit: there is no "next day" after a month.
    """
    parsed = edtf.parse(value)
    first, last = parsed.earliest(), parsed.latest()
    year = start_year(value)
    if unit == "year":
        return year_text(year + step) if year is not None else None
    if first is None or last is None:
        return None
    if unit in ("day", "night") and first == last:
        return edtf.from_days(first + timedelta(step), first + timedelta(step))
    if unit == "week" and (last - first).days < 7:
        monday = first - timedelta(first.weekday()) + timedelta(7 * step)
        return edtf.from_days(monday, monday + timedelta(6))
    if unit == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{add_months(first.replace(day=1), step):%Y-%m}".zfill(7)
    if unit == "decade" and first.year // 10 == last.year // 10:
        return f"{first.year // 10 + step:03}X"
    if unit == "century" and first.year // 100 == last.year // 100:
        return f"{first.year // 100 + step:02}XX"
    return None


def nearest(month: int, day: int, told: str, *, paper: bool = False) -> int | None:
    """The year of a month and day (0: the whole month) told without one, from the time that the narrative stands in.

    It is the same year's, unless that lies far back: narratives go forward. In a ``paper`` of its day the nearest.
    None where ``told`` spans years.
    """
    year = start_year(told)
    parsed = edtf.parse(told)
    if year is None or parsed.precision == "year" or year < 1:
        return year
    first = parsed.earliest()
    if first is None:
        return None
    ahead = month - first.month
    back, forward = (6, 6) if paper else (BACK, AHEAD)
    return year + (ahead < -back) - (ahead > forward)


# In months: how far back and ahead a month without a year may lie in the same year (tuned on narratives of wars).
BACK = 7
AHEAD = 11


def start_year(value: str) -> int | None:
    """The year of a time within one year, or of the beginning of a winter; None for one that spans years."""
    if "/" in value or "X" in value[:5]:
        return edtf.year_of(value)
    return int(value[:5] if value.startswith("-") else value[:4])


def beside(month: int, day: int, base: str, way: str) -> int | None:
    """The year of the last or next month (and day) seen from ``base``."""
    value = edtf.parse(base)
    first = value.earliest()
    year = start_year(base)
    if first is None or year is None or not way:
        return year
    if value.precision == "year":
        # Within a year nothing says whether June lies behind: "last June" is taken to be that year's.
        return year + (way == "next")
    here = (first.month, first.day if day else 0)
    if way == "last":
        return year - ((month, day) >= here)
    return year + ((month, day) <= here)


THIS_WEEK = 9
"""A way to go to a weekday: the one of the week that the day lies in, Monday to Sunday."""


def weekday_near(weekday: int, told: str, way: int) -> str | None:
    """The day of a weekday around a day: the next (``way`` 1), the last (-1) or the same or the one before (0)."""
    parsed = edtf.parse(told)
    first, last = parsed.earliest(), parsed.latest()
    if first is None or first != last:
        return None
    back = (first.weekday() - weekday) % 7
    if way == THIS_WEEK:
        return (first + timedelta(weekday - first.weekday())).isoformat()
    if way > 0:
        return (first + timedelta((weekday - first.weekday()) % 7 or 7)).isoformat()
    return (first - timedelta(back or (7 if way < 0 else 0))).isoformat()
