"""The chart of what a relation's turning points rest on: what moves when something is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from dragoman.charts.chart import Cell, Chart
from dragoman.charts.frame import HAIR, INK, SMALL, SOFT, WIDTH, Row, as_is, check_width, finish, mark, shorten
from dragoman.charts.legend import Entry, draw_legend
from dragoman.charts.palette import colour
from dragoman.charts.saying import tell_sources
from dragoman.model.sensitivity import KINDS, LeftOut, Sensitivity, TurnFate
from dragoman.wording import count, sentence, write_date

LANE = 16
GUTTER = 210
MOST = 40
"""Things left out that are drawn; of more, those that move most."""

HEADER = ("kind", "left out", "accounts", "acts lost", "turning point", "fate", "without it", "days", "points", "moved")
KIND_NAMES = {"source": "source", "cited": "cited work", "side": "side", "theme": "theme", "type": "type of act"}
SHAPES = {"stays": "circle", "moves": "diamond", "gone": "cross"}


def draw_sensitivity(found: Sensitivity, *, about: str = "", sources: Sequence[str] = (), width: int = WIDTH) -> Chart:
    """What becomes of each turning point when each source, work cited, side, theme or type of act is left out.

    A row for each thing left out, a column for each turning point; at the right how far the level moves on average.

    Raises:
        ConfigError: no chart is that narrow or wide.
    """
    check_width(width)
    ranked = sorted(found.left_out, key=lambda one: (-len(one.gone), -one.moved, KINDS.index(one.kind), one.key))
    shown = sorted(ranked[:MOST], key=lambda one: (KINDS.index(one.kind), ranked.index(one)))
    left_out = (
        f" The {MOST} of {len(ranked)} that move most are drawn; the table has all." if len(ranked) > MOST else ""
    )
    draws = (
        f" Under each turning point: the share of {found.bootstrap.draws} draws of the sources in which it is found."
        if found.bootstrap
        else ""
    )
    caption = (
        "Each row leaves one thing out. Circle: the turning point keeps its window; diamond: its window moves, by so "
        "many days; cross: it is gone. Bars: how far the level moves on average, in points of the scale."
        f"{draws}{left_out} n = {count(found.events, 'act')}; "
        f"{tell_sources(sources) if sources else count(found.sources, 'source')}."
    )
    return Chart(
        kind="sensitivity",
        title=f"What the turning points rest on: {about or found.dyad}",
        summary=_summarise(found),
        caption=caption,
        header=HEADER,
        rows=tuple(row for one in found.left_out for row in _rows(one)),
        spec=_plot(found, shown, width) if shown else {},
    )


def _plot(found: Sensitivity, shown: Sequence[LeftOut], width: int) -> Mapping[str, Any]:
    place: dict[int, float] = {}
    heads: list[Row] = []
    at = 0.0
    for number, one in enumerate(shown):
        if number == 0 or one.kind != shown[number - 1].kind:
            heads.append({"y": at + LANE / 2 + 2, "text": f"without the {KIND_NAMES[one.kind]}"})
            at += LANE + 2
        place[number] = at + LANE / 2
        at += LANE
    bars = 90
    span = max(width - GUTTER - bars - 20, 120)
    step = span / max(len(found.ruptures), 1)
    height = at + 4
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    marks = [
        {**_fate(turn), "x": GUTTER + step * (column + 0.3), "y": place[number], "text": _shift(turn)}
        for number, one in enumerate(shown)
        for column, turn in enumerate(one.turns)
    ]
    most = max([0.5, *(one.moved for one in shown)])
    start = GUTTER + span + 14
    moved = [
        {"x": start, "x2": start + (bars - 34) * one.moved / most, "y": place[number] - 4, "y2": place[number] + 4,
         "text": f"{one.moved:.1f}", "mid": place[number]}
        for number, one in enumerate(shown)
    ]  # fmt: skip
    labels = [
        {"x": GUTTER - 8, "y": place[number], "text": shorten(one.label, GUTTER - 14)}
        for number, one in enumerate(shown)
    ]
    lines = [{"x": 0, "x2": width, "y": place[number] + LANE / 2} for number in place]
    layers = [
        mark(lines).mark_rule(color=HAIR, strokeWidth=0.4).encode(x=x, x2="x2:Q", y=y),
        mark(labels).mark_text(align="right", fontSize=SMALL, color=INK).encode(x=x, y=y, text="text:N"),
        mark([{**one, "x": 0} for one in heads])
        .mark_text(align="left", fontSize=SMALL, fontStyle="italic", color=SOFT)
        .encode(x=x, y=y, text="text:N"),
        mark(moved).mark_rect(color=colour("covered")).encode(x=x, x2="x2:Q", y=y, y2="y2:Q"),
        mark([{**one, "x": one["x2"], "y": one["mid"]} for one in moved])
        .mark_text(align="left", dx=4, fontSize=9, color=SOFT)
        .encode(x=x, y=y, text="text:N"),
    ]
    if marks:
        dot = mark(marks).mark_point(filled=True, size=60, opacity=1)
        layers.append(dot.encode(x=x, y=y, shape=as_is(alt.Shape, "shape"), fill=as_is(alt.Fill, "tint")))
        words = mark(marks).mark_text(align="left", dx=9, fontSize=9, color=SOFT)
        layers.append(words.encode(x=x, y=y, text="text:N"))
    table = alt.layer(*layers).properties(width=width, height=height)
    key = [
        Entry("keeps its window", *_style("stays")),
        Entry("window moves", *_style("moves")),
        Entry("gone", *_style("gone")),
        Entry("bar: how far the level moves", colour("covered"), "square"),
    ]
    return finish(alt.vconcat(draw_legend(key, width), _heads(found, step, width), table, spacing=6))


def _heads(found: Sensitivity, step: float, width: int) -> Any:
    """The turning points above their columns, in two lines, with how often they are found in draws of the sources."""
    shares = {(one.window, one.direction): one.found for one in found.bootstrap.turns} if found.bootstrap else {}
    rows = []
    for column, turn in enumerate(found.ruptures):
        share = shares.get((turn.window, turn.direction))
        lines = [turn.direction, shorten(write_date(turn.window), step - 6)]
        lines += [f"{share:.0%} of draws".replace("%", " %")] if share is not None else []
        rows += [
            {"x": GUTTER + step * (column + 0.3) - 5, "y": 6 + 12 * line, "text": text, "tint": colour(turn.direction)}
            for line, text in enumerate(lines)
        ]
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[38, 0], nice=False), axis=None)
    text = mark(rows or [{}]).mark_text(align="left", fontSize=SMALL)
    return text.encode(x=x, y=y, text="text:N", fill=as_is(alt.Fill, "tint")).properties(width=width, height=38)


def _style(fate: str) -> tuple[str, str]:
    return colour({"stays": "covered", "moves": "one", "gone": "hostile"}[fate]), SHAPES[fate]


def _fate(turn: TurnFate) -> Row:
    tint, shape = _style(turn.fate)
    return {"tint": tint, "shape": shape}


def _shift(turn: TurnFate) -> str:
    if turn.fate == "gone":
        return "gone"
    return f"{turn.shift:+d} d".replace("-", "−") if turn.fate == "moves" else ""


def _summarise(found: Sensitivity) -> str:
    if not found.ruptures:
        return f"No turning point is found between the two, so none rests on anything: {count(found.events, 'act')}."
    resting = [rest.statement.rstrip(".") for rest in found.rests]
    if not resting:
        return sentence(
            f"{count(len(found.ruptures), 'turning point')}: none is gone when any one of "
            f"{count(len(found.left_out), 'thing')} is left out"
        )
    return sentence("; ".join(resting[:3]))


def _rows(one: LeftOut) -> list[tuple[Cell, ...]]:
    head: tuple[Cell, ...] = (KIND_NAMES[one.kind], one.label, one.accounts, len(one.lost))
    told: list[tuple[Cell, ...]] = []
    for turn in one.turns:
        named = f"{turn.direction}, {write_date(turn.window)}"
        without = write_date(turn.window_without) if turn.window_without else None
        told.append((*head, named, turn.fate, without, turn.shift, turn.change, one.moved))
    for rupture in one.arising:
        named = f"{rupture.direction}, {write_date(rupture.window)}"
        told.append((*head, named, "only without it", write_date(rupture.window), None, rupture.strength, one.moved))
    return told or [(*head, None, None, None, None, None, one.moved)]
