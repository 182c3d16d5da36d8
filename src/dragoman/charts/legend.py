"""A key to marks: each beside what it stands for, in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dragoman.charts.frame import SMALL, SOFT, Row, as_is, mark, measure

ROW = 15
SYMBOL = 22
"""Room for a mark before its words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a key: a point of a ``shape``, or with a ``dash`` a line; in a colour."""

    text: str
    colour: str
    shape: str = ""
    dash: tuple[int, ...] = ()
    hollow: bool = False


def draw_legend(entries: Sequence[Entry], width: int) -> Any:
    """The key as a panel of its own; None without an entry."""
    if not entries:
        return None
    at, row, rows = 0.0, 0, []
    for entry in entries:
        need = SYMBOL + measure(entry.text) + 14
        if at and at + need > width:
            at, row = 0.0, row + 1
        rows.append((entry, at, row))
        at += need
    height = (row + 1) * ROW
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    layers = []
    lines: list[Row] = [
        {"x": at + 1, "x2": at + SYMBOL - 5, "y": row * ROW + 8, "tint": entry.colour, "dash": list(entry.dash)}
        for entry, at, row in rows
        if not entry.shape
    ]
    for dash in sorted({tuple(line["dash"]) for line in lines}):
        held = [line for line in lines if tuple(line["dash"]) == dash]
        rule = mark(held).mark_rule(strokeWidth=2, strokeDash=list(dash) or [1, 0])
        layers.append(rule.encode(x=x, x2="x2:Q", y=y, stroke=as_is(alt.Stroke, "tint")))
    for hollow in (False, True):
        points = [
            {"x": at + 10, "y": row * ROW + 8, "tint": entry.colour, "shape": entry.shape}
            for entry, at, row in rows
            if entry.shape and entry.hollow == hollow
        ]
        if points:
            dot = mark(points).mark_point(filled=not hollow, size=60, opacity=1, strokeWidth=1.3)
            tint = as_is(alt.Stroke if hollow else alt.Fill, "tint")
            layers.append(dot.encode(tint, x=x, y=y, shape=as_is(alt.Shape, "shape")))
    words = [{"x": at + SYMBOL, "y": row * ROW + 8, "text": entry.text} for entry, at, row in rows]
    text = mark(words).mark_text(align="left", fontSize=SMALL, color=SOFT, dy=1)
    layers.append(text.encode(x=x, y=y, text="text:N"))
    return alt.layer(*layers).properties(width=width, height=height)
