"""The chart of events in lanes: each where it may have happened, soft where its date is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from dragoman.charts.acts import pointing, tint
from dragoman.charts.chart import Chart
from dragoman.charts.dates import Reach, reach, soft_spans
from dragoman.charts.frame import (
    HAIR,
    INK,
    SMALL,
    WIDTH,
    Row,
    Time,
    as_is,
    check_width,
    finish,
    mark,
    measure,
    place,
    shorten,
    stamp,
)
from dragoman.charts.later import Later
from dragoman.charts.legend import Entry, draw_legend
from dragoman.charts.palette import colour
from dragoman.charts.saying import tell_sources
from dragoman.model import Event
from dragoman.relations.dyads import dyads_of
from dragoman.vocab import edtf
from dragoman.wording import count, day_order, sentence, with_article, write_act, write_date

By = Literal["dyad", "actor"]

STEP, MOST_ROWS, MOST_LANES = 8, 30, 40
HEADER = ("lane", "when", "first day", "last day", "act", "score", "standing")


@dataclass(frozen=True, slots=True)
class _Lane:
    key: str
    label: str
    events: tuple[Event, ...]


def draw_timeline(
    events: Sequence[Event],
    name: Callable[[str], str] = str,
    *,
    by: By = "dyad",
    sources: Sequence[str] = (),
    width: int = WIDTH,
) -> Chart:
    """Events on the axis of time, in a lane for each pair of states, or for each state that acts or is acted on.

    A day is a mark: up for cooperation, down for conflict, a ring where sources dispute or deny the act. What is dated
    less finely is a bar over all the days that it may be, fading towards its ends. Undated events are counted only.

    Raises:
        ConfigError: no chart is that narrow or wide.
    """
    check_width(width)
    placed = sorted(
        (event for event in events if event.date and not edtf.parse(event.date).is_open),
        key=lambda event: (day_order(event.date), event.id),
    )
    lanes = _lanes(placed, name, by)
    shown = sorted(sorted(lanes, key=lambda one: (-len(one.events), one.key))[:MOST_LANES], key=lambda one: one.label)
    undated = len(events) - len(placed)
    left_out = (
        f" The {len(shown)} lanes of {len(lanes)} with the most events are drawn; the table has all."
        if len(shown) < len(lanes)
        else ""
    )
    more = f", {count(undated, 'more', 'more')} without a date that could be placed" if undated else ""
    caption = (
        "A mark is an event of one day, a bar one that may have been on any day under it, fading towards its ends; "
        f"where a lane is full they lie on one another; rings are disputed or denied.{left_out} "
        f"n = {count(len(placed), 'event')}{more}; {tell_sources(sources)}."
    )
    rows = tuple(
        (
            lane.label,
            write_date(event.date),
            reach(event.date or "").begin.isoformat(),
            (edtf.parse(event.date or "").latest() or reach(event.date or "").end).isoformat(),
            write_act(event, name),
            event.score,
            event.standing,
        )
        for lane in lanes
        for event in lane.events
    )
    return Chart(
        kind="timeline",
        title="Events by pair of states" if by == "dyad" else "Events by state",
        summary=_summarise(placed, lanes, by),
        caption=caption,
        header=HEADER,
        rows=rows,
        spec=Later(lambda: _plot(shown, width)) if shown else {},
    )


def _lanes(events: Sequence[Event], name: Callable[[str], str], by: By) -> list[_Lane]:
    held: dict[str, list[Event]] = {}
    labels: dict[str, str] = {}
    for event in events:
        if by == "dyad":
            for dyad in dyads_of(event):
                labels[str(dyad)] = f"{name(dyad.a)} – {name(dyad.b)}"
                held.setdefault(str(dyad), []).append(event)
        else:
            for state in sorted({*event.actors, *event.recipients}):
                labels[state] = name(state)
                held.setdefault(state, []).append(event)
    return sorted(
        (_Lane(key, labels[key], tuple(found)) for key, found in held.items()), key=lambda one: (one.label, one.key)
    )


def _plot(lanes: Sequence[_Lane], width: int) -> Mapping[str, Any]:
    reaches = [reach(event.date or "") for lane in lanes for event in lane.events]
    time = Time(min(one.begin for one in reaches), max(one.end for one in reaches), width)
    gutter = min(190.0, max(measure(lane.label) for lane in lanes) + 10)
    bars: list[tuple[Reach, Row]] = []
    marks: list[Row] = []
    heads: list[Row] = []
    lines: list[Row] = []
    top = 0.0
    for lane in lanes:
        spans = [reach(event.date or "") for event in lane.events]
        starts = [min(time.at(one.begin), time.at(one.middle) - 4) for one in spans]
        ends = [max(time.at(one.end), time.at(one.middle) + 4) for one in spans]
        widths = [end - start for start, end in zip(starts, ends, strict=True)]
        rows = place(starts, widths, MOST_ROWS, gap=1.0)
        used = 1 + max((row for row in rows if row is not None), default=0)
        heads.append({"y": top + 5 + STEP * used / 2, "text": shorten(lane.label, gutter - 8)})
        for event, span, row in zip(lane.events, spans, rows, strict=True):
            at = top + 5 + STEP * ((used - 1 if row is None else row) + 0.5)
            told = {
                "y": at,
                "top": at - 2.5,
                "foot": at + 2.5,
                "tint": tint(event.score),
                "shape": pointing(event.score),
                "disputed": event.standing in ("contested", "denied"),
            }
            if span.is_day:
                marks.append({**told, "x": stamp(span.middle)})
            else:
                bars.append((span, told))
        top += STEP * used + 10
        lines.append({"y": top})
    y = alt.Y("y:Q", scale=alt.Scale(domain=[top, 0], nice=False), axis=None)
    head = alt.Y("top:Q", scale=y["scale"], axis=None)
    layers = [mark(lines).mark_rule(color=HAIR, strokeWidth=0.5).encode(y=y)]
    for disputed, opacity in ((False, 0xB0), (True, 0x50)):
        held = [one for one in bars if one[1]["disputed"] == disputed]
        layers += soft_spans(
            held, time, lambda row: str(row["tint"]), opacity, lambda drawn: drawn.encode(y=head, y2="foot:Q")
        )
    x = time.written()
    for disputed in (False, True):
        found = [one for one in marks if one["disputed"] == disputed]
        if found:
            dot = mark(found).mark_point(filled=not disputed, size=30, opacity=0.85, strokeWidth=1.1)
            ink = as_is(alt.Stroke if disputed else alt.Fill, "tint")
            layers.append(dot.encode(ink, x=time.bare(), y=y, shape=as_is(alt.Shape, "shape")))
    words = mark(heads).mark_text(align="right", dx=-8, fontSize=SMALL, color=INK)
    layers.append(words.encode(x=alt.value(0), y=y, text="text:N"))
    lane_panel = alt.layer(*layers).properties(width=width, height=top)
    axis = mark([{"x": stamp(time.first)}]).mark_tick(opacity=0).encode(x=x).properties(width=width, height=1)
    key = [
        Entry("cooperation", colour("close"), "triangle-up"),
        Entry("conflict", colour("hostile"), "triangle-down"),
        Entry("disputed or denied", INK, "circle", hollow=True),
    ]
    return finish(alt.vconcat(draw_legend(key, width), lane_panel, axis, spacing=2))


def _summarise(events: Sequence[Event], lanes: Sequence[_Lane], by: By) -> str:
    if not events:
        return "No event has a date that could be placed."
    span = edtf.interval(events[0].date or "", events[-1].date or "")
    most = max(lanes, key=lambda one: (len(one.events), one.key), default=None)
    among = count(len(lanes), "pair" if by == "dyad" else "state")
    told = ""
    if most:
        parties = [with_article(one) for one in most.label.split(" – ")]
        whom = f"{'between' if by == 'dyad' else 'with'} {' and '.join(parties)}"
        told = f"; most, {len(most.events)}, {whom}"
    return sentence(f"{write_date(span)}: {count(len(events), 'event')} of {among}{told}")
