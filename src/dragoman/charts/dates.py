"""Dates as they are drawn: how far a date surely reaches, and how far it may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from dragoman.charts.frame import Row, Time, days, mark, stamp

FADE = 3
"""In how many steps of the gradient an end fades."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A stretch of time that begins somewhere in ``begin`` to ``sure`` and ends somewhere in ``until`` to ``end``."""

    begin: date
    sure: date
    until: date
    end: date

    @property
    def middle(self) -> date:
        """The day in the middle of all that it may be."""
        return self.begin + (self.end - self.begin) / 2

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return (self.end - self.begin).days <= 1


def reach(value: str) -> Reach:
    """How an EDTF date is drawn: a date of a day or a span between days is sharp, a month or a year is soft throughout.

    An interval is soft where its ends are: ``1960/1961-12-03`` begins somewhere in 1960 and ends on that day.
    """
    begin, end = days(value)
    first, slash, last = value.partition("/")
    if not slash:
        middle = begin + (end - begin) / 2
        return Reach(begin, begin, end, end) if (end - begin).days <= 1 else Reach(begin, middle, middle, end)
    sure = _inside(first, 1) or begin
    until = _inside(last, 0) or end
    if sure > until:
        sure = until = begin + (end - begin) / 2
    return Reach(begin, min(sure, end), max(until, begin), end)


def soft_spans(
    rows: Iterable[tuple[Reach, Row]],
    time: Time,
    role_colour: Callable[[Row], str],
    opacity: int,
    encode: Callable[[Any], Any],
    **style: Any,
) -> list[Any]:
    """Rectangles over stretches of time: full where the time is sure, fading where it may already, or still, be.

    ``opacity`` is two hexadecimal digits as a number (0 to 255); ``encode`` puts the marks at their height.
    """
    parts: dict[tuple[str, str], list[Row]] = {}
    for found, row in rows:
        tint = role_colour(row)
        for kind, (begin, end) in (
            ("in", time.clip(found.begin, found.sure)),
            ("full", time.clip(found.sure, found.until)),
            ("out", time.clip(found.until, found.end)),
        ):
            if begin < end:
                parts.setdefault((tint, kind), []).append({**row, "x": stamp(begin), "x2": stamp(end)})
    return [
        encode(mark(held).mark_rect(fill=_fill(tint, kind, opacity), **style)).encode(x=time.bare(), x2="x2:T")
        for (tint, kind), held in sorted(parts.items())
    ]


def edges(reaches: Sequence[tuple[Reach, Row]], time: Time) -> list[Row]:
    """Where a stretch of time begins or ends for sure: rows for upright lines."""
    found = []
    for one, row in reaches:
        sharp = [one.begin] * (one.begin == one.sure) + [one.end] * (one.until == one.end)
        found += [{**row, "x": stamp(day)} for day in sharp if time.first <= day <= time.last]
    return found


def _fill(tint: str, kind: str, opacity: int) -> Any:
    full = f"{tint}{opacity:02x}"
    if kind == "full":
        return full
    steps = [
        alt.GradientStop(offset=step / FADE, color=f"{tint}{round(opacity * share / FADE):02x}")
        for step in range(FADE + 1)
        for share in (step if kind == "in" else FADE - step,)
    ]
    return alt.LinearGradient(gradient="linear", stops=steps, x1=0, x2=1, y1=0, y2=0)


def _inside(end: str, side: int) -> date | None:
    """The last day that an interval's first end may be, or the first that its last end may be."""
    if end in ("", ".."):
        return None
    first, last = days(end)
    if (last - first).days <= 1:
        return None
    return last if side else first
