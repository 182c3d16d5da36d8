"""Charts of several pairs of states over the years, one small panel for each: levels, or counts of what each did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import altair as alt

from dragoman.charts.chart import Cell, Chart
from dragoman.charts.frame import SOFT, WIDTH, Row, Time, as_is, check_width, days, finish, mark, stamp
from dragoman.charts.palette import colour
from dragoman.charts.relation import Told
from dragoman.charts.relation_panels import RelationPanels
from dragoman.charts.saying import tell_sources
from dragoman.wording import count, scaled, sentence, write_date

LEVEL_HEIGHT, COUNT_HEIGHT = 74, 58
LEAST = 4
"""How many an axis of counts has room for at least, so that a single one never looks like a storm."""

LEVEL_HEADER = ("pair", "when", "level", "80 % from", "80 % to", "95 % from", "95 % to", "acts", "sources")
COUNT_HEADER = ("year", "who", "against whom", "count", "read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What two did to each other, by year: ``up`` by ``one``, ``down`` by ``other``; 0 where nothing was found.

    ``up`` and ``down`` have a year only where something of that side was read at all: other years are gaps.
    ``shaded`` are years (first, last) that are told of elsewhere, drawn behind.
    """

    one: str
    other: str
    up: Mapping[int, int] = field(hash=False)
    down: Mapping[int, int] = field(hash=False)
    shaded: tuple[int, int] | None = None


def compare_levels(
    relations: Sequence[Told],
    name: Callable[[str], str] = str,
    *,
    sources: Sequence[str] = (),
    width: int = WIDTH,
    acts: int | None = None,
) -> Chart:
    """The levels of several relations with their bands and turning points, on one axis of time.

    ``acts`` is how many they rest on, where these have no ids (rows of a table).

    Raises:
        ConfigError: no chart is that narrow or wide.
    """
    check_width(width)
    told = [one for one in relations if one.series]
    labels = {one.dyad: f"{name(one.dyad.a)} – {name(one.dyad.b)}" for one in relations}
    ids = {event for one in relations for point in one.series for event in point.event_ids}
    acts = len(ids) if acts is None else acts
    caption = (
        "For each pair the level of each span with its 80 % (dark) and 95 % (light) interval, and its turning points "
        "as upright stretches, soft where their dates are; nothing is drawn where no source speaks. "
        f"n = {count(acts, 'act')} between {count(len(relations), 'pair')} of states; {tell_sources(sources)}."
    )
    return Chart(
        kind="comparison",
        title="Relations side by side",
        summary=_summarise_levels(told, labels),
        caption=caption,
        header=LEVEL_HEADER,
        rows=tuple(_level_rows(relations, labels)),
        spec=_plot_levels(told, labels, width) if told else {},
    )


def compare_counts(
    pairs: Sequence[Counted],
    *,
    title: str,
    verb: str,
    noun: str,
    caption: str = "",
    sources: Sequence[str] = (),
    width: int = WIDTH,
) -> Chart:
    """Counts of what each of two did to the other, year by year, above and below a line; a panel for each pair.

    ``verb`` says what is counted ("accuses"), ``noun`` what one of it is ("accusation"). The line is drawn only over
    the years of which something of that side was read. Pairs without any count are left out of the drawing.

    Raises:
        ConfigError: no chart is that narrow or wide.
    """
    check_width(width)
    drawn = [pair for pair in pairs if any(pair.up.values()) or any(pair.down.values())]
    total = sum(sum(pair.up.values()) + sum(pair.down.values()) for pair in pairs)
    ways = [
        (sum(counts.values()), who, whom, counts)
        for pair in pairs
        for who, whom, counts in ((pair.one, pair.other, pair.up), (pair.other, pair.one, pair.down))
    ]
    most = sorted((way for way in ways if way[0]), key=lambda way: (-way[0], way[1], way[2]))[:3]
    parts = [
        f"{who} {verb} {whom} {number} times, most in {max(counts, key=lambda year: (counts[year], -year))}"
        for number, who, whom, counts in most
    ]
    told = sentence(f"{count(total, noun)}: {'; '.join(parts)}") if parts else f"No {noun} was found."
    read = len({(who, year) for _, who, _, counts in ways for year in counts})
    rest = f"n = {count(total, noun)} in {count(read, 'year')} of a side that were read; {tell_sources(sources)}."
    return Chart(
        kind="counts",
        title=title,
        summary=told,
        caption=f"{caption} A line at zero: something of that side was read of that year. {rest}".strip(),
        header=COUNT_HEADER,
        rows=tuple((year, who, whom, counts[year], "yes") for _, who, whom, counts in ways for year in sorted(counts)),
        spec=_plot_counts(drawn, verb, width) if drawn else {},
    )


def _plot_levels(relations: Sequence[Told], labels: Mapping[Any, str], width: int) -> Mapping[str, Any]:
    spans = [days(point.span) for one in relations for point in (one.series[0], one.series[-1])]
    time = Time(min(begin for begin, _ in spans), max(end for _, end in spans), width)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-10, 10]), title=None)
    y = y.axis(values=[-10, 0, 10], gridDash=[1, 3], gridOpacity=0.7, minExtent=22)
    panels = []
    for one in relations:
        drawn = RelationPanels(one.series, one.phases, one.ruptures, (), frozenset(), time)
        zero = mark([{"y": 0, "x": stamp(days(one.series[0].span)[0]), "x2": stamp(days(one.series[-1].span)[1])}])
        line = zero.mark_rule(color=SOFT, strokeWidth=0.7).encode(x=time.bare(), x2="x2:T", y=y)
        layers = [line, *drawn.turns(), *drawn.bands(y)]
        panels.append(alt.layer(*layers).properties(width=width, height=LEVEL_HEIGHT, title=labels[one.dyad]))
    panels.append(_axis(time))
    return finish(alt.vconcat(*panels, spacing=8))


def _plot_counts(pairs: Sequence[Counted], verb: str, width: int) -> Mapping[str, Any]:
    years = [year for pair in pairs for year in (*pair.up, *pair.down)]
    time = Time(date(min(years), 1, 1), date(max(years) + 1, 1, 1), width)
    return finish(alt.vconcat(*[_counts(pair, verb, time) for pair in pairs], _axis(time), spacing=8))


def _counts(pair: Counted, verb: str, time: Time) -> Any:
    top, bottom = (max([LEAST, *counts.values()]) if counts else 0 for counts in (pair.up, pair.down))
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-bottom, top]), title=None)
    y = y.axis(values=sorted({-bottom, 0, top}), labelExpr="abs(datum.value)", minExtent=22, grid=False)
    layers = []
    if pair.shaded:
        shade = {"x": _day(pair.shaded[0], 0.0), "x2": _day(pair.shaded[1] + 1, 0.0)}
        layers.append(mark([shade]).mark_rect(color=colour("band-95")).encode(x=time.bare(), x2="x2:T"))
    bars: list[Row] = []
    lines: list[Row] = []
    for counts, sign, role in ((pair.up, 1, "one"), (pair.down, -1, "other")):
        for year in sorted(counts):
            tint = colour(role)
            lines.append(
                {"x": _day(year, 0.0), "x2": _day(year + 1, 0.0), "y": sign * (top + bottom) * 0.018, "tint": tint}
            )
            if counts[year]:
                bars.append(
                    {"x": _day(year, 0.14), "x2": _day(year, 0.86), "y": sign * counts[year], "zero": 0, "tint": tint}
                )
    rule = mark(lines).mark_rule(strokeWidth=1.5)
    layers.append(rule.encode(x=time.bare(), x2="x2:T", y=y, stroke=as_is(alt.Stroke, "tint")))
    if bars:
        box = mark(bars).mark_rect()
        layers.append(box.encode(x=time.bare(), x2="x2:T", y=y, y2="zero:Q", fill=as_is(alt.Fill, "tint")))
    title = f"▲ {pair.one} {verb} {pair.other}"
    if pair.down:
        title += f"   ▼ {pair.other} {verb} {pair.one}"
    return alt.layer(*layers).properties(width=time.width, height=COUNT_HEIGHT, title=title)


def _axis(time: Time) -> Any:
    ground = mark([{"x": stamp(time.first)}]).mark_tick(opacity=0)
    return ground.encode(x=time.written()).properties(width=time.width, height=1)


def _day(year: int, part: float) -> str:
    return stamp(date.fromordinal(date(year, 1, 1).toordinal() + round(365 * part)))


def _summarise_levels(relations: Sequence[Told], labels: Mapping[Any, str]) -> str:
    parts = []
    for one in relations:
        known = [(point.level, point.span) for point in one.series if point.level is not None]
        if known:
            low = min(known)
            parts.append(f"{labels[one.dyad]} is lowest in {write_date(low[1])} ({scaled(low[0])})")
    return sentence("; ".join(parts)) if parts else "No level can be drawn for any of the pairs."


def _level_rows(relations: Sequence[Told], labels: Mapping[Any, str]) -> Iterator[tuple[Cell, ...]]:
    for one in relations:
        for point in one.series:
            wide = (point.low95, point.high95)
            yield (
                labels[one.dyad], write_date(point.span), point.level, point.low, point.high, *wide, point.n,
                point.sources,
            )  # fmt: skip
