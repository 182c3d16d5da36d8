"""The chart of when a turning point came: how probable each stretch of time is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import altair as alt

from dragoman.charts.chart import Chart
from dragoman.charts.dates import edges, reach, soft_spans
from dragoman.charts.frame import INK, SMALL, SOFT, WIDTH, Row, Time, as_is, check_width, finish, mark, stamp
from dragoman.charts.palette import colour
from dragoman.charts.saying import tell_sources
from dragoman.model import Rupture
from dragoman.wording import count, sentence, write_date

HEIGHT = 130
HEADER = ("by the day", "probability that it has come")
MONTH = 30.44


def draw_posterior(rupture: Rupture, *, about: str = "", sources: Sequence[str] = (), width: int = WIDTH) -> Chart:
    """How probable it is that a turning point came in each stretch of time, and within which it came with 80 %.

    Drawn from ``rupture.posterior``, the days by which it has come with given probabilities. Without these (a formal
    act that stands alone has a date, not a distribution) nothing is drawn.

    Raises:
        ConfigError: no chart is that narrow or wide.
    """
    check_width(width)
    steps = [(date.fromisoformat(day), share) for day, share in rupture.posterior]
    chance = f"; the turn itself has a probability of {rupture.probability:.2f}" if rupture.probability else ""
    caption = (
        "The height is the probability of the change in a month; the shaded stretch is the window of the turning "
        f"point, soft where its dates are; ticks mark the days by which it has come with 10, 50 and 90 %{chance}. "
        f"n = {count(len(rupture.event_ids), 'act')} that carry it; {tell_sources(sources)}."
    )
    return Chart(
        kind="posterior",
        title=f"When the {rupture.direction} came" + (f": {about}" if about else ""),
        summary=_summarise(rupture, steps, about),
        caption=caption,
        header=HEADER,
        rows=tuple((day.isoformat(), share) for day, share in steps),
        spec=_plot(rupture, steps, width) if len(steps) > 1 else {},
    )


def _plot(rupture: Rupture, steps: Sequence[tuple[date, float]], width: int) -> Mapping[str, Any]:
    window = reach(rupture.window)
    first, last = min(window.begin, steps[0][0]), max(window.end, steps[-1][0])
    margin = timedelta(days=max(15, (last - first).days // 12))
    time = Time(first - margin, last + margin, width)
    tint = colour(rupture.direction)
    rows: list[Row] = [{"x": stamp(time.first), "y": 0.0}]
    for (begin, low), (end, high) in pairwise(steps):
        if end > begin:
            rows.append({"x": stamp(begin), "y": round((high - low) / (end - begin).days * MONTH, 5)})
    rows += [{"x": stamp(steps[-1][0]), "y": 0.0}, {"x": stamp(time.last), "y": 0.0}]
    y = alt.Y("y:Q", title="probability in a month", scale=alt.Scale(zero=True))
    y = y.axis(format=".0%", tickCount=3, gridDash=[1, 3], gridOpacity=0.7)
    shaded = [(window, {"tint": tint})]
    layers = soft_spans(shaded, time, lambda row: str(row["tint"]), 0x24, lambda drawn: drawn)
    sharp = edges(shaded, time)
    if sharp:
        line = mark(sharp).mark_rule(strokeWidth=1, strokeDash=[2, 2])
        layers.append(line.encode(x=time.bare(), stroke=as_is(alt.Stroke, "tint")))
    area = mark(rows).mark_area(
        color=f"{tint}55",
        interpolate="step-after",
        line={"color": tint, "strokeWidth": 1.4, "interpolate": "step-after"},
    )
    layers.append(area.encode(x=time.bare(), y=y))
    panel = alt.layer(*layers).properties(width=width, height=HEIGHT)
    marks = [
        {"x": stamp(day), "text": text} for share, text in ((0.1, "10 %"), (0.5, "50 %"), (0.9, "90 %"))
        for day in [_day_of(steps, share)] if day
    ]  # fmt: skip
    ticks = mark(marks or [{}]).mark_tick(color=INK, height=8, thickness=1.2)
    words = mark(marks or [{}]).mark_text(dy=12, fontSize=SMALL, color=SOFT).encode(text="text:N", x=time.bare())
    strip = (ticks.encode(x=time.bare()) + words).properties(width=width, height=26)
    ground = mark([{"x": stamp(time.first)}]).mark_tick(opacity=0).encode(x=time.written())
    return finish(alt.vconcat(panel, strip, ground.properties(width=width, height=1), spacing=2))


def _day_of(steps: Sequence[tuple[date, float]], share: float) -> date | None:
    """The first day by which the probability is reached; None where the steps do not reach it."""
    return next((day for day, reached in steps if reached >= share - 1e-9), None)


def _summarise(rupture: Rupture, steps: Sequence[tuple[date, float]], about: str) -> str:
    whose = f" of {about}" if about else ""
    if len(steps) < 2:
        return sentence(
            f"the {rupture.direction}{whose} is dated {write_date(rupture.window)} by a formal act, not by a level"
        )
    low, half, high = (_day_of(steps, share) for share in (0.1, 0.5, 0.9))
    told = f"as likely before as after {write_date(half.isoformat())}" if half else "of a date that is hardly known"
    between = (
        f", and with 80 % probability between {write_date(low.isoformat())} and {write_date(high.isoformat())}"
        if low and high
        else ""
    )
    return sentence(f"the {rupture.direction}{whose} came {told}{between}")
