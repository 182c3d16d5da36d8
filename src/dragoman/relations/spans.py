"""Stretches of days as EDTF text."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def span_text(first: date, last: date) -> str:
    """The EDTF text of the days from ``first`` to ``last``, each end as short as it can be: ``1948/1960-11-12``."""
    begin, end = first.isoformat(), last.isoformat()
    if first.day == 1:
        begin = begin[:4] if first.month == 1 else begin[:7]
    if last.day == monthrange(last.year, last.month)[1]:
        end = end[:4] if last.month == 12 else end[:7]
    return begin if begin == end else f"{begin}/{end}"
