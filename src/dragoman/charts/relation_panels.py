"""The panels of a relation's chart, one above the other on one axis of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import altair as alt

from dragoman.charts.acts import pointing, tint
from dragoman.charts.dates import edges, reach, soft_spans
from dragoman.charts.frame import HAIR, INK, SMALL, SOFT, Row, Time, as_is, days, mark, measure, middle, place, stamp
from dragoman.charts.palette import colour
from dragoman.model import Event, Phase, Point, Rupture
from dragoman.relations.phases import BANDS
from dragoman.wording import write_date

Ends = tuple[float | None, float | None]

HEIGHT = 230
LANE = 13
"""Height of a row of words."""

LANES = 4
"""Rows that the names of formal acts may take."""

NEAR = 60
"""Units within which formal acts of one name share it."""

MARGIN = 66
"""Units to the right of the axis that words may run into."""


@dataclass(frozen=True, slots=True)
class RelationPanels:
    """What the panels are drawn from: the records of a relation, its placed acts, and the axis of time."""

    series: Sequence[Point]
    phases: Sequence[Phase]
    ruptures: Sequence[Rupture]
    events: Sequence[Event]
    formal: frozenset[str]
    time: Time

    def ribbon(self) -> Any:
        """The phases; a name stands only where there is room for it. None without a phase."""
        rows = []
        for phase in self.phases:
            begin, end = self.time.clip(*days(phase.span))
            room = self.time.at(end) - self.time.at(begin)
            rows.append(
                {
                    "x": stamp(begin),
                    "x2": stamp(end),
                    "mid": stamp(middle(begin, end)),
                    "text": phase.label if measure(phase.label) + 4 < room else "",
                    "fill": colour(phase.label),
                    "ink": colour(f"on-{phase.label}"),
                }
            )
        if not rows:
            return None
        boxes = mark(rows).mark_rect(stroke=colour("paper"), strokeWidth=1)
        words = mark([row for row in rows if row["text"]] or [{}]).mark_text(fontSize=SMALL)
        return (
            boxes.encode(x=self.time.bare(), x2="x2:T", fill=as_is(alt.Fill, "fill"))
            + words.encode(x=self.time.bare("mid"), text="text:N", fill=as_is(alt.Fill, "ink"))
        ).properties(width=self.time.width, height=18)

    def formal_acts(self) -> Any:
        """The formal acts on a track of their own, with their names below where there is room. None without one."""
        acts = [event for event in self.events if event.mode in self.formal and event.date]
        if not acts:
            return None
        marks = [self._act(event, 0.5) for event in acts]
        names = list(self._formal_names(acts))
        used = 1 + max([0, *(int(float(row["y"])) for row in names)])
        y = alt.Y("y:Q", scale=alt.Scale(domain=[used, 0]), axis=None)
        layers = []
        if names:
            lead = mark(names).mark_rule(color=HAIR, strokeWidth=0.8)
            layers.append(lead.encode(x=self.time.bare(), y=y, y2="top:Q"))
        wide = [row for row in marks if row["wide"]]
        if wide:
            rule = mark(wide).mark_rule(strokeWidth=1, opacity=0.6)
            layers.append(rule.encode(x=self.time.bare("first"), x2="last:T", y=y, stroke=as_is(alt.Stroke, "fill")))
        layers += self._points(marks, y, 38, 0.9)
        for side, dx in (("left", 4), ("right", -4)):
            words = [row for row in names if row["align"] == side]
            if words:
                text = mark(words).mark_text(align=side, dx=dx, fontSize=SMALL, color=SOFT)
                layers.append(text.encode(x=self.time.bare(), y=y, text="text:N"))
        return alt.layer(*layers).properties(width=self.time.width, height=used * LANE)

    def _formal_names(self, acts: Sequence[Event]) -> Iterator[Row]:
        """Names under their marks; acts of one name close to one another share it.

        They are placed from the right, so that no line to a lower name runs through a higher one.
        """
        groups: list[tuple[str, list[float]]] = []
        for event in acts:
            name, at = event.mode.replace("-", " "), self.time.at(reach(event.date or "").middle)
            near = next((held for other, held in groups if other == name and at - held[-1] < NEAR), None)
            if near is None:
                groups.append((name, [at]))
            else:
                near.append(at)
        groups.sort(key=lambda group: (-group[1][0], group[0]))
        texts = [f"{name} ({len(held)})" if len(held) > 1 else name for name, held in groups]
        widths = [measure(text) + 4 for text in texts]
        leads = [held[0] for _, held in groups]
        flipped = [lead + width > self.time.width + MARGIN for lead, width in zip(leads, widths, strict=True)]
        starts = [lead - width if flip else lead for lead, width, flip in zip(leads, widths, flipped, strict=True)]
        for text, lead, flip, row in zip(texts, leads, flipped, place(starts, widths, LANES), strict=True):
            if row is not None:
                align = "right" if flip else "left"
                yield {"x": stamp(self.time.day(lead)), "y": row + 1.5, "top": 0.5, "text": text, "align": align}

    def _act(self, event: Event, height: float) -> Row:
        spread = reach(event.date or "")
        begin, end = self.time.clip(spread.begin, spread.end)
        return {
            "x": stamp(middle(begin, end)),
            "first": stamp(begin),
            "last": stamp(end),
            "y": height,
            "fill": tint(event.score),
            "shape": pointing(event.score),
            "disputed": event.standing in ("contested", "denied"),
            "wide": not spread.is_day,
        }

    def level(self) -> Any:
        """The level with its bands, the turning points and the acts at their score."""
        y = alt.Y("y:Q", scale=alt.Scale(domain=[-10, 10]), title="conflict  ←  level  →  cooperation")
        y = y.axis(values=[-10, -5, 0, 5, 10], gridDash=[1, 3], gridOpacity=0.7)
        zero = mark([{"y": 0}]).mark_rule(color=SOFT, strokeWidth=0.7).encode(y=y)
        layers = [zero, *self.turns(), *self.bands(y), *self._acts(y), *self._phase_levels(y), *self._names(y)]
        return alt.layer(*layers).properties(width=self.time.width, height=HEIGHT)

    def turn_names(self) -> Any:
        """What the turning points are called, above their stretches; where two rows are full, some go without."""
        texts = [f"{turn.direction} {write_date(turn.window)}" for turn in self.ruptures]
        starts = []
        for turn, text in zip(self.ruptures, texts, strict=True):
            at = self.time.at(self.time.clip(*days(turn.window))[0])
            starts.append(max(0.0, min(at, self.time.width + MARGIN - measure(text))))
        placed = place(starts, [measure(text) for text in texts], 2)
        words = [
            {"x": stamp(self.time.day(start)), "y": row + 0.6, "text": text, "tint": colour(turn.direction)}
            for start, text, turn, row in zip(starts, texts, self.ruptures, placed, strict=True)
            if row is not None
        ]
        if not words:
            return None
        used = 1 + max(row for row in placed if row is not None)
        text = mark(words).mark_text(align="left", fontSize=SMALL, fontStyle="italic")
        y = alt.Y("y:Q", scale=alt.Scale(domain=[used, 0]), axis=None)
        drawn = text.encode(x=self.time.bare(), y=y, text="text:N", fill=as_is(alt.Fill, "tint"))
        return drawn.properties(width=self.time.width, height=used * LANE)

    def coverage(self) -> Any:
        """How many sources speak of either state; where none does, a dotted line."""
        top = max([1, *(point.sources for point in self.series)])
        y = alt.Y("y:Q", scale=alt.Scale(domain=[0, top]), title="sources")
        y = y.axis(values=[0, top], grid=False, format="d")
        bars, gaps = [], []
        for silent, run in groupby(self.series, key=lambda point: point.sources == 0):
            points = list(run)
            if silent:
                begin, end = days(points[0].span)[0], days(points[-1].span)[1]
                room = self.time.at(end) - self.time.at(begin)
                text = next((one for one in ("no source", "none") if measure(one) + 6 < room), "")
                gaps.append({"x": stamp(begin), "x2": stamp(end), "mid": stamp(middle(begin, end)), "text": text})
            else:
                bars += [
                    {"x": stamp(begin), "x2": stamp(end), "y": point.sources, "zero": 0}
                    for point in points
                    for begin, end in [days(point.span)]
                ]
        x = self.time.written()
        layers = []
        if bars:
            seam = 0.5 if self.time.width / len(self.series) > 4 else 0.0
            box = mark(bars).mark_rect(color=colour("covered"), stroke=colour("paper"), strokeWidth=seam)
            layers.append(box.encode(x=x, x2="x2:T", y=y, y2="zero:Q"))
        if gaps:
            line = mark([{**gap, "y": 0} for gap in gaps]).mark_rule(color=SOFT, strokeDash=[1, 3])
            layers.append(line.encode(x=x, x2="x2:T", y=y))
            words = [gap for gap in gaps if gap["text"]]
            if words:
                text = mark(words).mark_text(fontSize=9, fontStyle="italic", color=SOFT)
                layers.append(text.encode(x=self.time.written("mid"), y=alt.value(18), text="text:N"))
        return alt.layer(*layers).properties(width=self.time.width, height=32)

    def turns(self) -> Iterator[Any]:
        """Turning points: soft stretches with sharp edges where a day is known."""
        rows = [(reach(turn.window), {"tint": colour(turn.direction)}) for turn in self.ruptures]
        yield from soft_spans(rows, self.time, lambda row: str(row["tint"]), 0x38, lambda drawn: drawn)
        sharp = edges(rows, self.time)
        if sharp:
            line = mark(sharp).mark_rule(strokeWidth=1)
            yield line.encode(x=self.time.bare(), stroke=as_is(alt.Stroke, "tint"))

    def bands(self, y: Any) -> Iterator[Any]:
        for ends, tone in ((wide_band, "band-95"), (band, "band-80")):
            rows = list(self._steps(ends))
            if rows:
                area = mark(rows).mark_area(color=colour(tone), interpolate="step-after", opacity=0.85)
                floor = alt.Y("low:Q", scale=y["scale"])
                yield area.encode(x=self.time.bare(), y=floor, y2="high:Q", detail="run:N")
        rows = list(self._steps(lambda point: (point.level, point.level)))
        if rows:
            line = mark(rows).mark_line(color=INK, strokeWidth=1.8, interpolate="step-after")
            yield line.encode(x=self.time.bare(), y=alt.Y("low:Q", scale=y["scale"]), detail="run:N")

    def _steps(self, ends: Callable[[Point], Ends]) -> Iterator[Row]:
        """A row where each span begins and one where a run of spans ends: where nothing is known, nothing is drawn."""
        for number, (known, run) in enumerate(groupby(self.series, key=lambda point: ends(point)[0] is not None)):
            points = list(run) if known else []
            marks = [(days(point.span)[0], point) for point in points]
            marks += [(days(point.span)[1], point) for point in points[-1:]]
            for day, point in marks:
                low, high = ends(point)
                yield {"x": stamp(day), "low": low, "high": high, "run": number}

    def _acts(self, y: Any) -> Iterator[Any]:
        rows = [
            {**self._act(event, event.score), "shape": "circle"}
            for event in self.events
            if event.date and event.mode not in self.formal
        ]
        dense = max(0.25, min(0.75, 90 / max(len(rows), 1)))
        wide = [row for row in rows if row["wide"]]
        if wide:
            rule = mark(wide).mark_rule(opacity=dense / 2, strokeWidth=0.8)
            yield rule.encode(x=self.time.bare("first"), x2="last:T", y=y, stroke=as_is(alt.Stroke, "fill"))
        yield from self._points(rows, y, 26 if len(rows) < 300 else 12, dense)

    def _points(self, rows: Sequence[Row], y: Any, size: int, opacity: float) -> Iterator[Any]:
        """Marks at their place: filled, or a ring where the act is disputed."""
        x, shape = self.time.bare(), as_is(alt.Shape, "shape")
        filled = [row for row in rows if not row["disputed"]]
        if filled:
            dot = mark(filled).mark_point(filled=True, size=size, opacity=opacity)
            yield dot.encode(x=x, y=y, shape=shape, fill=as_is(alt.Fill, "fill"))
        rings = [row for row in rows if row["disputed"]]
        if rings:
            ring = mark(rings).mark_point(filled=False, size=size, strokeWidth=1.2)
            yield ring.encode(x=x, y=y, shape=shape, stroke=as_is(alt.Stroke, "fill"))

    def _phase_levels(self, y: Any) -> Iterator[Any]:
        """The level of each phase, dashed: what its name in the ribbon is told by."""
        rows = []
        for phase in self.phases:
            if phase.label != "none":
                begin, end = self.time.clip(*days(phase.span))
                rows.append({"x": stamp(begin), "x2": stamp(end), "y": phase.level})
        if rows:
            line = mark(rows).mark_rule(color=INK, strokeWidth=1.1, strokeDash=[4, 2])
            yield line.encode(x=self.time.bare(), x2="x2:T", y=y)

    def _names(self, y: Any) -> Iterator[Any]:
        """What the bands of the level are called, at the right edge."""
        floors = [floor for floor, _ in BANDS]
        labels = [label for _, label in BANDS] + ["hostile"]
        tops, bottoms = [10.0, *floors], [*floors, -10.0]
        ticks = mark([{"y": floor} for floor in floors]).mark_tick(color=HAIR, size=6, thickness=1, xOffset=3)
        yield ticks.encode(x=alt.value(self.time.width), y=y)
        rows = [
            {"y": (top + bottom) / 2, "text": label} for top, bottom, label in zip(tops, bottoms, labels, strict=True)
        ]
        words = mark(rows).mark_text(align="left", dx=7, fontSize=9, color=SOFT)
        yield words.encode(x=alt.value(self.time.width), y=y, text="text:N")


def band(point: Point) -> Ends:
    """The 80 % interval of a level."""
    return point.low, point.high


def wide_band(point: Point) -> Ends:
    """The 95 % interval of a level."""
    return point.low95, point.high95
