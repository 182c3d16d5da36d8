"""The chart of a relation: level with its band, phases, turning points, acts and coverage, as one SVG drawing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from types import MappingProxyType
from typing import Any

import altair as alt
import vl_convert as vlc

from dragoman.dossier.record import Chart, Relation, Table
from dragoman.model import Event
from dragoman.vocab import edtf
from dragoman.wording import count, day_order, scaled, sentence, with_article, write_date

WIDTH = 640
COLOURS = MappingProxyType(
    {
        "hostile": "#bd5d14",
        "strained": "#d98c3f",
        "cool": "#a59f94",
        "cooperative": "#a28bc6",
        "close": "#7657a6",
        "none": "#d9d4ca",
    }
)
"""Orange for conflict, purple for cooperation: told apart by colour-blind readers, legible on light and dark paper."""

INK, FAINT = "#6d675e", "#c9c3b8"
FONT = "Liberation Sans"
"""A font that comes with vl-convert, so that every machine lays the drawing out alike; the page sets its own on it."""

LETTER = 6
"""Room for a letter of a phase's name, in the units of the drawing."""

MOST_YEARS = 16
"""How many years have room for a label of their own."""

Row = dict[str, Any]


def draw(relation: Relation, events: Sequence[Event], name: Callable[[str], str]) -> Chart:
    """The chart of a relation over the acts between its two states.

    The same records give the same bytes. Without a bin in the series there is no drawing, only the summary.
    """
    a, b = with_article(name(relation.dyad.a)), with_article(name(relation.dyad.b))
    svg = _render(_plot(relation, events)) if relation.series else ""
    return Chart(svg=svg, summary=_summarise(relation, events, a, b), table=_tabulate(relation))


def _summarise(relation: Relation, events: Sequence[Event], a: str, b: str) -> str:
    known = [point for point in relation.series if point.level is not None]
    if not known:
        return f"No level can be drawn for {a} and {b}: {count(len(events), 'act')}."
    high = min(known, key=lambda point: (-(point.level or 0.0), point.span))
    low = min(known, key=lambda point: (point.level or 0.0, point.span))
    span = write_date(edtf.interval(relation.series[0].span, relation.series[-1].span))
    turns = count(len(relation.ruptures), "turning point")
    return sentence(
        f"{a} and {b}, {span}: the level is highest in {write_date(high.span)} ({scaled(high.level or 0.0)}) "
        f"and lowest in {write_date(low.span)} ({scaled(low.level or 0.0)}), with {turns}"
    )


def _tabulate(relation: Relation) -> Table:
    rows = []
    for unread, run in groupby(relation.series, key=lambda point: point.level is None and not point.sources):
        points = list(run)
        if unread:
            rows.append((write_date(edtf.interval(points[0].span, points[-1].span)), "not known", "", "0", "0"))
            continue
        rows.extend(
            (
                write_date(point.span),
                "not known" if point.level is None else scaled(point.level),
                "" if point.low is None or point.high is None else f"{scaled(point.low)} to {scaled(point.high)}",
                str(point.n),
                str(point.sources),
            )
            for point in points
        )
    return Table(
        caption="The figures of the chart",
        columns=("span", "level", "80 % interval", "acts", "sources that cover it"),
        rows=tuple(rows),
    )


def _plot(relation: Relation, events: Sequence[Event]) -> Any:
    """Three panels on one time axis: phases above, level and acts in the middle, coverage below."""
    first, last = _days(relation.series[0].span)[0], _days(relation.series[-1].span)[1]
    axis = alt.X("x:T", scale=alt.Scale(type="utc", domain=[_stamp(first), _stamp(last)], nice=False))
    bare = axis.axis(None)
    every = 1 + (last.year - first.year) // MOST_YEARS
    starts = [_stamp(date(year, 1, 1)) for year in range(first.year, last.year + 1, every) if date(year, 1, 1) < last]
    years = axis.axis(format="%Y", title=None, grid=False, values=starts, labelAlign="left", labelOffset=4, tickSize=12)
    panels = [_ribbon(relation, bare, first, last), _level(relation, events, bare), _coverage(relation, years)]
    return (
        alt.vconcat(*[panel for panel in panels if panel is not None], spacing=6)
        .configure(font=FONT, background="transparent", padding=4, aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            tickColor=FAINT,
            domainColor=FAINT,
            gridColor=FAINT,
            titleFontWeight="normal",
        )
    )


def _ribbon(relation: Relation, x: Any, first: date, last: date) -> Any:
    """The phases; a name stands only where there is room for it."""
    day = WIDTH / max((last - first).days, 1)
    rows = [
        {
            "x": _stamp(begin),
            "x2": _stamp(end),
            "mid": _stamp(_middle(begin, end)),
            "text": phase.label if (end - begin).days * day > LETTER * len(phase.label) else "",
            "fill": COLOURS[phase.label],
            "ink": "#ffffff" if phase.label in ("hostile", "close") else "#26231e",
        }
        for phase in relation.phases
        for begin, end in [_days(phase.span)]
    ]
    if not rows:
        return None
    ribbon = alt.Chart(alt.Data(values=rows)).properties(width=WIDTH, height=20)
    boxes = ribbon.mark_rect(stroke="white", strokeWidth=1).encode(
        x=x, x2="x2:T", color=alt.Color("fill:N", scale=None)
    )
    words = ribbon.mark_text(fontSize=10, fontWeight="bold").encode(
        x=alt.X("mid:T", scale=x["scale"], axis=None), text="text:N", fill=alt.Fill("ink:N", scale=None)
    )
    return boxes + words


def _level(relation: Relation, events: Sequence[Event], x: Any) -> Any:
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-10, 10]), title="conflict  ←  level  →  cooperation")
    y = y.axis(values=[-10, -5, 0, 5, 10], gridDash=[1, 3], titleFontSize=10)
    zero = _mark([{"y": 0}]).mark_rule(color=INK, strokeWidth=0.8).encode(y=y)
    layers = [zero, *_turns(relation, x), *_band(relation, x, y), *_acts(events, x, y)]
    return alt.layer(*layers).properties(width=WIDTH, height=250)


def _turns(relation: Relation, x: Any) -> Iterator[Any]:
    rows = [
        {
            "x": _stamp(begin),
            "x2": _stamp(end),
            "mid": _stamp(_middle(begin, end)),
            "y": 10,
            "text": rupture.direction,
            "fill": COLOURS["hostile" if rupture.direction == "break" else "close"],
        }
        for rupture in relation.ruptures
        for begin, end in [_days(rupture.window)]
    ]
    if rows:
        colour = alt.Fill("fill:N", scale=None)
        edge = alt.Stroke("fill:N", scale=None)
        yield (
            _mark(rows)
            .mark_rect(fillOpacity=0.15, strokeOpacity=0.7, strokeWidth=1.5)
            .encode(x=x, x2="x2:T", fill=colour, stroke=edge)
        )
        yield (
            _mark(rows)
            .mark_text(dy=-7, fontSize=10, fontStyle="italic")
            .encode(x=alt.X("mid:T", scale=x["scale"], axis=None), y="y:Q", text="text:N", fill=colour)
        )


def _band(relation: Relation, x: Any, y: Any) -> Iterator[Any]:
    rows = [
        {"x": _stamp(begin), "x2": _stamp(end), "y": point.level, "low": point.low, "high": point.high}
        for point in relation.series
        if point.level is not None
        for begin, end in [_days(point.span)]
    ]
    drawn = [row for row in rows if row["low"] is not None and row["high"] is not None]
    if drawn:
        low = alt.Y("low:Q", scale=y["scale"])
        yield _mark(drawn).mark_rect(color=FAINT, opacity=0.45).encode(x=x, x2="x2:T", y=low, y2="high:Q")
    if rows:
        yield _mark(rows).mark_rule(color=INK, strokeWidth=2.2).encode(x=x, x2="x2:T", y=y)


def _acts(events: Sequence[Event], x: Any, y: Any) -> Iterator[Any]:
    """Acts at their score: a dot at the middle of what the date may mean, a line from its first to its last day."""
    rows = [
        {
            "x": _stamp(_middle(begin, end)),
            "first": _stamp(begin),
            "last": _stamp(end),
            "y": event.score,
            "fill": _tint(event.score),
        }
        for event in sorted(events, key=lambda event: (day_order(event.date), event.id))
        if event.date and event.score and not edtf.parse(event.date).is_open
        for begin, end in [_days(event.date)]
    ]
    colour = alt.Color("fill:N", scale=None)
    spread = [row for row in rows if row["first"] != row["last"]]
    if spread:
        first = alt.X("first:T", scale=x["scale"], axis=None)
        yield _mark(spread).mark_rule(opacity=0.35, clip=True).encode(x=first, x2="last:T", y=y, color=colour)
    if rows:
        yield _mark(rows).mark_circle(size=34, opacity=0.75, clip=True).encode(x=x, y=y, color=colour)


def _coverage(relation: Relation, x: Any) -> Any:
    rows = [
        {"x": _stamp(begin), "x2": _stamp(end), "y": point.sources}
        for point in relation.series
        for begin, end in [_days(point.span)]
    ]
    top = max([1, *(point.sources for point in relation.series)])
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, top]), title="sources")
    y = y.axis(values=[0, top], grid=False, titleFontSize=10, format="d")
    bars = _mark(rows).mark_rect(color=FAINT, stroke="white", strokeWidth=0.5)
    return bars.encode(x=x, x2="x2:T", y=y, y2=alt.value(34)).properties(width=WIDTH, height=34)


def _mark(rows: list[Row]) -> Any:
    return alt.Chart(alt.Data(values=rows))


def _tint(score: float) -> str:
    steps = ((-6.0, "hostile"), (0.0, "strained"), (3.0, "cooperative"))
    return next((COLOURS[label] for limit, label in steps if score < limit), COLOURS["close"])


def _days(value: str) -> tuple[date, date]:
    """First day and the day after the last, so that neighbouring bins meet."""
    span = edtf.parse(value)
    first, last = span.earliest(), span.latest()
    begin = first or last or date.min
    return begin, (last or begin) + timedelta(days=1)


def _middle(begin: date, end: date) -> date:
    return begin + (end - begin) / 2


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _render(plot: Any) -> str:
    """The SVG without what the renderer counts up from drawing to drawing."""
    drawn: str = vlc.vegalite_to_svg(plot.to_dict(context={"pre_transform": False}))
    svg = drawn.replace("<svg ", '<svg role="img" aria-labelledby="chart-summary" ', 1)
    found = re.findall(r'\bid="([^"]+)"', svg)
    for number, (one, _) in enumerate(groupby(found)):
        svg = re.sub(rf'(\bid="|url\(#){re.escape(one)}(?=["\)])', rf"\g<1>chart-{number}", svg)
    return svg
