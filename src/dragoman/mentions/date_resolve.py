"""What a time expression means: its EDTF value, given what was told before and when the document was written.

A vague expression gets an interval of honest width or no value at all. No default ever fills a gap.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.mentions import date_calendar, date_relative
from dragoman.mentions.date_grammar import Expression
from dragoman.mentions.date_meaning import NOTHING, Meaning, Now

_RULES: dict[str, Callable[[dict[str, str], Now], Meaning]] = {
    "iso": date_calendar.iso,
    "figures": date_calendar.figures,
    "dual": date_calendar.dual,
    "day": date_calendar.day,
    "month": date_calendar.month,
    "season": date_calendar.season,
    "decade": date_calendar.decade,
    "century": date_calendar.century,
    "year": date_calendar.year,
    "fiscal": date_calendar.fiscal,
    "short": date_calendar.short,
    "feast": date_calendar.feast,
    "nth": date_relative.nth,
    "shift": date_relative.shift,
    "window": date_relative.window,
    "unit": date_relative.unit,
    "weekday": date_relative.weekday,
    "deictic": date_relative.deictic,
    "event": date_relative.event,
}
_TIMELESS = {"duration": Meaning(kind="duration"), "repeated": Meaning(kind="repeated"), "then": NOTHING}


def resolve(expression: Expression, now: Now) -> Meaning:
    """The meaning of one expression, standing alone."""
    timeless = _TIMELESS.get(expression.rule)
    return timeless if timeless is not None else _RULES[expression.rule](expression.fields, now)
