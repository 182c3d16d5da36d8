"""What all charts share: marks over rows, the axis of time, room for words, hairlines and type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import altair as alt

from dragoman.charts.palette import FONT, colour
from dragoman.errors import ConfigError
from dragoman.vocab import edtf

WIDTH = 680
"""Units (CSS pixels) from edge to edge of the part that is measured by the time axis or holds the cells."""

LEAST_WIDTH, GREATEST_WIDTH = 240, 4000
SMALL = 10
"""Size of the type of labels."""

INK, SOFT, HAIR, PAPER = (colour(role) for role in ("ink", "soft", "hair", "paper"))
_NARROW, _WIDE = frozenset("ijlftrI.,:;'()|![] -1"), frozenset("mwMW@%—")

DRESS: Mapping[str, Any] = MappingProxyType(
    {
        "font": FONT,
        "background": "transparent",
        "padding": 6,
        "aria": False,
        "axis": {
            "labelColor": SOFT,
            "titleColor": SOFT,
            "tickColor": HAIR,
            "domainColor": HAIR,
            "gridColor": HAIR,
            "labelFontSize": SMALL,
            "titleFontSize": SMALL,
            "titleFontWeight": "normal",
            "labelLimit": 260,
        },
        "title": {"color": INK, "fontSize": 11, "fontWeight": "normal", "anchor": "start", "offset": 4},
        "text": {"font": FONT, "fontSize": SMALL},
    }
)
"""Type, hairlines and ground, as Vega-Lite's ``config``."""

Row = dict[str, Any]


def check_width(width: int) -> int:
    """A width that a chart can be drawn in.

    Raises:
        ConfigError: it is too small to hold labels, or larger than any page.
    """
    if not LEAST_WIDTH <= width <= GREATEST_WIDTH:
        raise ConfigError(f"width {width}: a chart is {LEAST_WIDTH} to {GREATEST_WIDTH} units wide")
    return width


def mark(rows: Sequence[Row]) -> Any:
    """A chart over rows; what it marks them by, and where, is added to it."""
    return alt.Chart(alt.Data(values=list(rows)))


def as_is(channel: type[Any], name: str) -> Any:
    """A channel that takes a column's values for what they are: colours, shapes, dashes."""
    return channel(f"{name}:N", scale=None)


def finish(plot: Any) -> dict[str, Any]:
    """The specification of a plot with the type, hairlines and ground of all charts."""
    # Each part was checked when it was made. The dress is put on the finished specification: Altair copies the whole
    # plot, data and all, for every piece of it.
    spec: dict[str, Any] = plot.to_dict(validate=False, context={"pre_transform": False})
    view = {**spec.get("config", {}).get("view", {}), "stroke": None}
    return {"config": {**DRESS, "view": view}, **{name: part for name, part in spec.items() if name != "config"}}


def measure(text: str, size: float = SMALL) -> float:
    """About how wide a text is set, in units; rather too wide than too narrow."""
    wide = sum(0.34 if one in _NARROW else 0.92 if one in _WIDE else 0.7 if one.isupper() else 0.57 for one in text)
    return wide * size


def shorten(text: str, room: float, size: float = SMALL) -> str:
    """A text cut at a blank or a letter so that it fits, with an ellipsis; "" where not even three letters do."""
    if measure(text, size) <= room:
        return text
    cut = text
    while cut and measure(f"{cut}…", size) > room:
        cut = cut[:-1]
    return f"{cut.rstrip(' ,;')}…" if len(cut) > 2 else ""


def place(starts: Sequence[float], widths: Sequence[float], rows: int, gap: float = 6.0) -> list[int | None]:
    """For each text a row in which it hits none that was placed before; None where there is no room in any."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    placed: list[int | None] = []
    for start, width in zip(starts, widths, strict=True):
        end = start + width + gap
        free = next((row for row, held in enumerate(taken) if all(end <= a or start >= b for a, b in held)), None)
        if free is not None:
            taken[free].append((start, end))
        placed.append(free)
    return placed


def days(value: str) -> tuple[date, date]:
    """First day of an EDTF date and the day after its last, so that neighbours meet; an open end is closed."""
    span = edtf.parse(value)
    first, last = span.earliest(), span.latest()
    begin = first or last or date.min
    end = last or begin
    return begin, end if end == date.max else end + timedelta(days=1)


def middle(begin: date, end: date) -> date:
    """The day in the middle."""
    return begin + (end - begin) / 2


def stamp(day: date) -> str:
    """A day as a chart reads it."""
    return f"{day.isoformat()}T00:00:00Z"


class Time:
    """The axis of time of a chart: from ``first`` to ``last`` over ``width`` units."""

    def __init__(self, first: date, last: date, width: int) -> None:
        self.first = first
        self.last = max(last, first + timedelta(days=1))
        self.width = width

    @property
    def scale(self) -> Any:
        """The scale that all panels share."""
        return alt.Scale(type="utc", domain=[stamp(self.first), stamp(self.last)], nice=False)

    def at(self, day: date) -> float:
        """How far a day lies from the left edge, in units."""
        return self.width * (day - self.first).days / (self.last - self.first).days

    def day(self, at: float) -> date:
        """The day that lies so far from the left edge."""
        return self.first + timedelta(days=round(at * (self.last - self.first).days / self.width))

    def clip(self, begin: date, end: date) -> tuple[date, date]:
        """The part of a stretch that lies on the axis."""
        return min(max(begin, self.first), self.last), max(min(end, self.last), self.first)

    def bare(self, name: str = "x") -> Any:
        """A channel of time that writes no axis."""
        return alt.X(f"{name}:T", scale=self.scale, axis=None)

    def written(self, name: str = "x") -> Any:
        """A channel of time with its axis: years, or months where there are few years."""
        ticks, form = self._ticks()
        return alt.X(f"{name}:T", scale=self.scale).axis(
            format=form,
            title=None,
            grid=False,
            values=[stamp(tick) for tick in ticks],
            labelAlign="left",
            labelOffset=3,
            tickSize=11,
            labelPadding=-6,
        )

    def _ticks(self) -> tuple[list[date], str]:
        years = (self.last - self.first).days / 365.25
        if years <= 2.6:
            months = [
                date(year, month, 1) for year in range(self.first.year, self.last.year + 1) for month in range(1, 13)
            ]
            inside = [month for month in months if self.first <= month < self.last]
            step = next(one for one in (1, 2, 3, 6, 12) if one == 12 or len(inside) / one <= self.width / 62)
            return [month for month in inside if (month.month - 1) % step == 0], "%b %Y"
        step = next(
            one for one in (1, 2, 5, 10, 20, 50, 100, 500, 1000) if years / one <= self.width / 40 or one == 1000
        )
        starts = [date(year, 1, 1) for year in range(max(self.first.year, 1), self.last.year + 1) if year % step == 0]
        return [start for start in starts if self.first <= start < self.last], "%Y"
