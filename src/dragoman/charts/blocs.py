"""The chart of blocs over the years: which states hold together, and who changed sides when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from dragoman.charts.chart import Cell, Chart
from dragoman.charts.frame import INK, SMALL, SOFT, WIDTH, Row, check_width, finish, mark, measure, shorten
from dragoman.charts.legend import Entry, draw_legend
from dragoman.charts.palette import colour
from dragoman.charts.saying import tell_sources
from dragoman.wording import count, join, sentence, with_article, write_date

if TYPE_CHECKING:
    from dragoman.model.system import Bloc, Realignment

LANE, GAP = 12, 18
MOST_STATES = 40
"""Lines that an eye can follow; of more states those that likely changed sides, then those longest in a bloc."""
NAMED = 4
"""Blocs that the summary names."""
ALONE = 20
"""Units to either side that a single window's lines are drawn over."""

SURE = 0.5
"""A change that is less likely than this is dotted."""

TONES = (("one", ()), ("third", (7, 2)), ("ink", (2, 2)), ("close", (9, 3, 2, 3)), ("strained", (4, 4)))
"""Colour and dash of the blocs, the one of most states first; further ones share the last."""

HEADER = ("when", "state", "bloc of", "bloc", "change", "sure")


def draw_blocs(
    blocs: Sequence[Bloc],
    realignments: Sequence[Realignment] = (),
    name: Callable[[str], str] = str,
    *,
    windows: Sequence[str] = (),
    sources: Sequence[str] = (),
    width: int = WIDTH,
    rows: bool = False,
) -> Chart:
    """A line for each state that was ever in a bloc, from window to window; lines of one bloc run side by side.

    ``windows`` are all that were looked at, in order (those of the blocs, if not given): one without any bloc is drawn
    empty. A change whose ``sure`` is under a half is dotted, and so is one of which no realignment is told. ``rows``
    says that the ties come from rows of a table, whose acts are not counted.

    Raises:
        ConfigError: no chart is that narrow or wide.
    """
    order = tuple(windows) or tuple(sorted({bloc.window for bloc in blocs}))
    home = {(bloc.window, state): bloc.id for bloc in blocs for state in bloc.members}
    ever = sorted({state for _, state in home})
    size = {state: sum((window, state) in home for window in order) for state in ever}
    moved = {one.state for one in realignments if one.sure >= SURE}
    kept = sorted(sorted(ever, key=lambda one: (one not in moved, -size[one], one))[:MOST_STATES])
    leaders = _leaders(blocs)
    acts = len({one for bloc in blocs for one in bloc.event_ids})
    carrying = f"{count(acts, 'act')} that carry the ties within the blocs, "
    left_out = f" {len(kept)} of {len(ever)} states are drawn; the table has all." if len(kept) < len(ever) else ""
    caption = (
        "Each line is a state; lines that run together are a bloc, named by the state longest in it, and those below "
        "stood in none. A change of sides is dotted where it is likelier to be chance than not. Blocs are "
        f"made from the signs of ties, not from treaties.{left_out} n = {'' if rows else carrying}"
        f"{count(len(order), 'window')}; {tell_sources(sources)}."
    )
    return Chart(
        kind="blocs",
        title=f"Blocs, {_span(order)}" if order else "Blocs",
        summary=_summarise(order, blocs, realignments, name, leaders),
        caption=caption,
        header=HEADER,
        rows=tuple(_rows(order, ever, home, realignments=realignments, name=name, leaders=leaders)),
        spec=_Flow(
            order, kept, home, realignments=realignments, name=name, leaders=leaders, width=check_width(width)
        ).plot()
        if kept
        else {},
    )


class _Flow:
    """Where the lines run."""

    def __init__(
        self,
        windows: Sequence[str],
        states: Sequence[str],
        home: Mapping[tuple[str, str], str],
        *,
        realignments: Sequence[Realignment],
        name: Callable[[str], str],
        leaders: Mapping[str, str],
        width: int,
    ) -> None:
        self.windows = windows
        self.states = states
        self.home = home
        self.sure = {(one.state, one.window): one.sure for one in realignments}
        self.name = name
        self.leaders = leaders
        self.labels = {state: shorten(name(state), 150) for state in states}
        self.margin = max([60.0, *(measure(label) + 10 for label in self.labels.values())])
        self.width = max(width, round(2 * self.margin + 120))
        weight = {bloc: sum(one == bloc for one in home.values()) for bloc in leaders}
        self.blocs = sorted(leaders, key=lambda bloc: (-weight[bloc], bloc))
        self.y = {window: self._column(window) for window in windows}
        self.height = max(max(column.values()) for column in self.y.values()) + LANE

    def plot(self) -> Mapping[str, Any]:
        """The specification."""
        x = alt.X("x:Q", scale=alt.Scale(domain=[0, self.width], nice=False), axis=None)
        y = alt.Y("y:Q", scale=alt.Scale(domain=[self.height, 0], nice=False), axis=None)
        layers = list(self._lines(x, y))
        apart = 6 + ALONE * (len(self.windows) == 1)
        for side, window, dx in (("right", self.windows[0], -apart), ("left", self.windows[-1], apart)):
            words = [
                {"x": self._x(window), "y": self.y[window][state], "text": self.labels[state]} for state in self.states
            ]
            text = mark(words).mark_text(align=side, dx=dx, fontSize=SMALL, color=INK)
            layers.append(text.encode(x=x, y=y, text="text:N"))
        panel = alt.layer(*layers).properties(width=self.width, height=self.height)
        every = max(1, round(len(self.windows) / max(1, (self.width - 2 * self.margin) / 46)))
        ticks = [
            {"x": self._x(window), "text": write_date(window) if len(window) < 5 else write_date(window.split("/")[-1])}
            for number, window in enumerate(self.windows)
            if number % every == 0
        ]
        dates = mark(ticks).mark_text(fontSize=SMALL, color=SOFT).encode(x=x, text="text:N")
        # Blocs that share the last colour share its entry too: their states tell them apart.
        apart_from = len(TONES) - (len(self.blocs) > len(TONES))
        key = [
            Entry(f"bloc of {with_article(self.name(self.leaders[bloc]))}", *self._line(bloc))
            for bloc in self.blocs[:apart_from]
        ]
        if self.blocs[apart_from:]:
            others = count(len(self.blocs) - apart_from, "smaller bloc")
            key.append(Entry(f"one of {others}", *self._line(self.blocs[-1])))
        key.append(Entry("in no bloc", colour("covered")))
        parts = [draw_legend(key, self.width), panel, dates.properties(width=self.width, height=14)]
        return finish(alt.vconcat(*parts, spacing=6))

    def _x(self, window: str) -> float:
        if len(self.windows) == 1:
            return self.width / 2
        step = (self.width - 2 * self.margin) / (len(self.windows) - 1)
        return round(self.margin + step * self.windows.index(window), 1)

    def _column(self, window: str) -> dict[str, float]:
        """Each state's height in a window: bloc by bloc, each in its own order, then those in none."""
        found: dict[str, float] = {}
        at = 8.0
        for bloc in (*self.blocs, ""):
            members = [state for state in self.states if self.home.get((window, state), "") == bloc]
            for state in sorted(members, key=lambda state: (state != self.leaders.get(bloc), self.name(state), state)):
                found[state] = at
                at += LANE
            at += GAP if members else 0
        return found

    def _line(self, bloc: str) -> tuple[str, str, tuple[int, ...]]:
        role, dash = TONES[min(self.blocs.index(bloc), len(TONES) - 1)]
        return colour(role), "", dash

    def _lines(self, x: Any, y: Any) -> Iterator[Any]:
        """Level stretches in each window, slopes between: half of a slope is the old bloc's, the rest the new one's."""
        alone = len(self.windows) == 1
        flat = ALONE if alone else (self._x(self.windows[1]) - self._x(self.windows[0])) * 0.22
        strands: dict[tuple[str, tuple[int, ...], float], list[Row]] = {}
        for state in self.states:
            for number, window in enumerate(self.windows):
                here, at = self.home.get((window, state), ""), self.y[window][state]
                spot = self._x(window)
                begin = spot - flat * (alone or number > 0)
                end = spot + flat * (alone or number + 1 < len(self.windows))
                self._add(strands, here, [(begin, at), (end, at)], state)
                if number + 1 == len(self.windows):
                    continue
                after = self.windows[number + 1]
                there = self.home.get((after, state), "")
                slope = _bend((spot + flat, at), (self._x(after) - flat, self.y[after][state]))
                sure = there == here or self.sure.get((state, after), self._sure_of(state, after)) >= SURE
                half = len(slope) // 2
                self._add(strands, here, slope[: half + 1], state, doubted=not sure)
                self._add(strands, there, slope[half:], state, doubted=not sure)
        for (tint, dash, wide), rows in sorted(strands.items()):
            line = mark(rows).mark_line(
                color=tint, strokeDash=list(dash) or [1, 0], strokeWidth=wide, strokeJoin="round"
            )
            yield line.encode(x=x, y=y, detail="strand:N", order="order:Q")

    def _sure_of(self, state: str, window: str) -> float:
        """How sure a change told for a stretch of time that ends in the window is; 0 where none is told."""
        told = [sure for (who, when), sure in self.sure.items() if who == state and when.endswith(window)]
        return max(told, default=0.0)

    def _add(
        self,
        strands: dict[tuple[str, tuple[int, ...], float], list[Row]],
        bloc: str,
        points: Sequence[tuple[float, float]],
        state: str,
        *,
        doubted: bool = False,
    ) -> None:
        tint, _, dash = self._line(bloc) if bloc else (colour("covered"), "", ())
        held = strands.setdefault((tint, (1, 3) if doubted else dash, 2.2 if bloc else 1.0), [])
        strand = f"{state} {points[0][0]}"
        held += [
            {"x": round(px, 1), "y": round(py, 1), "strand": strand, "order": order}
            for order, (px, py) in enumerate(points)
        ]


def _span(windows: Sequence[str]) -> str:
    return write_date(windows[0]) if len(windows) == 1 else f"{write_date(windows[0])} to {write_date(windows[-1])}"


def _bend(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """A slope that leaves and arrives level."""
    steps = [step / 12 for step in range(13)]
    return [
        (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part * part * (3 - 2 * part))
        for part in steps
    ]


def _leaders(blocs: Sequence[Bloc]) -> dict[str, str]:
    """The state that a bloc is called by: its leader in most windows."""
    told: dict[str, list[str]] = {}
    for bloc in blocs:
        told.setdefault(bloc.id, []).append(bloc.leader)
    return {bloc: min(held, key=lambda one: (-held.count(one), one)) for bloc, held in sorted(told.items())}


def _summarise(
    windows: Sequence[str],
    blocs: Sequence[Bloc],
    realignments: Sequence[Realignment],
    name: Callable[[str], str],
    leaders: Mapping[str, str],
) -> str:
    if not blocs:
        return "No bloc can be told: too few ties have a clear sign."
    surest = sorted(realignments, key=lambda one: (-one.sure, one.window, one.state))[:3]
    told = [
        f"{name(one.state)} from {_side(one.origin, name, leaders)} to {_side(one.destination, name, leaders)} "
        f"({write_date(one.window)})"
        for one in surest
    ]
    changes = f"{count(len(realignments), 'change')} of side"
    if told:
        likely = sum(one.sure >= SURE for one in realignments)
        changes += f" ({count(likely, 'of them', 'of them')} likelier than not), the surest: {join(told)}"
    held = [leaders[bloc] for bloc in _by_length(blocs)]
    shown = list(dict.fromkeys(held))[:NAMED]
    whose = join([with_article(name(leader)) for leader in shown])
    among = "" if len(shown) == len(set(held)) else "among them "
    return sentence(f"{_span(windows)}: {count(len(leaders), 'bloc')} ({among}{whose}), {changes}")


def _by_length(blocs: Sequence[Bloc]) -> list[str]:
    """The blocs by how many states they held for how long, the greatest first."""
    held = Counter({bloc.id: 0 for bloc in blocs})
    for bloc in blocs:
        held[bloc.id] += len(bloc.members)
    return sorted(held, key=lambda one: (-held[one], one))


def _side(bloc: str, name: Callable[[str], str], leaders: Mapping[str, str]) -> str:
    return f"the bloc of {with_article(name(leaders[bloc]))}" if bloc in leaders else "no bloc"


def _rows(
    windows: Sequence[str],
    states: Sequence[str],
    home: Mapping[tuple[str, str], str],
    *,
    realignments: Sequence[Realignment],
    name: Callable[[str], str],
    leaders: Mapping[str, str],
) -> Iterator[tuple[Cell, ...]]:
    for window in windows:
        for state in states:
            bloc = home.get((window, state), "")
            yield write_date(window), name(state), name(leaders[bloc]) if bloc else None, bloc or None, None, None
    for one in realignments:
        bloc = one.destination
        leader = name(leaders[bloc]) if bloc in leaders else None
        yield write_date(one.window), name(one.state), leader, bloc or None, one.kind, one.sure
