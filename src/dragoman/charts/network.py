"""The chart of the system at a date: who is tied to whom, well or ill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from dragoman.charts.chart import Cell, Chart
from dragoman.charts.frame import INK, PAPER, SMALL, SOFT, WIDTH, Row, as_is, check_width, finish, mark
from dragoman.charts.later import Later
from dragoman.charts.layout import lay_out
from dragoman.charts.legend import Entry, draw_legend
from dragoman.charts.palette import colour
from dragoman.charts.saying import tell_evidence, tell_sources
from dragoman.wording import count, join, sentence, with_article, write_date

if TYPE_CHECKING:
    from dragoman.model.system import Bloc, Network, Tie

MOST_STATES = 60
"""States that a drawing has room for; of more, those with the most signed ties are drawn."""

CAMPS = (("one", "circle"), ("ink", "square"), ("third", "diamond"), ("soft", "triangle-up"), ("soft", "cross"))
"""Colour and shape of the blocs, the largest first; further ones share the last. Orange and purple are the ties'."""

HEADER = ("one", "other", "sign", "level", "80 % from", "80 % to", "weight of evidence", "acts")


def draw_network(
    network: Network,
    name: Callable[[str], str] = str,
    *,
    blocs: Sequence[Bloc] = (),
    sources: Sequence[str] = (),
    width: int = WIDTH,
) -> Chart:
    """The signed network of a window: good ties solid and purple, hostile ones dashed and orange, unclear ones dotted.

    A line is as strong as the level of its tie is far from 0, and as faint as that level is unsure. ``blocs`` are those
    of the window, if known: their members have a colour and a shape of their own.

    Raises:
        ConfigError: no chart is that narrow or wide.
    """
    check_width(width)
    states = choose_states(network.states, network.ties, MOST_STATES)
    ties = [tie for tie in network.ties if tie.dyad.a in states and tie.dyad.b in states]
    mine = [bloc for bloc in blocs if bloc.window == network.window]
    return Chart(
        kind="network",
        title=f"Ties between states, {write_date(network.window)}",
        summary=_summarise(network, name),
        caption=_caption(network, states, ties, sources),
        header=HEADER,
        rows=tuple(tie_rows(network, name)),
        spec=Later(lambda: _plot(states, ties, name, mine, width)) if ties else {},
    )


def choose_states(states: Sequence[str], ties: Sequence[Tie], most: int) -> tuple[str, ...]:
    """The states with the most signed ties, at most so many, in the order given."""
    degrees: Counter[str] = Counter()
    for tie in ties:
        degrees[tie.dyad.a] += 1 + 1000 * bool(tie.sign)
        degrees[tie.dyad.b] += 1 + 1000 * bool(tie.sign)
    kept = set(sorted(states, key=lambda state: (-degrees[state], state))[:most])
    return tuple(state for state in states if state in kept)


def sign_style(sign: int) -> tuple[str, tuple[int, ...]]:
    """Colour and dash of a tie's line."""
    if sign > 0:
        return colour("close"), ()
    return (colour("hostile"), (5, 3)) if sign < 0 else (SOFT, (1, 3))


def _plot(
    states: Sequence[str], ties: Sequence[Tie], name: Callable[[str], str], blocs: Sequence[Bloc], width: int
) -> Mapping[str, Any]:
    labels = {state: name(state) for state in states}
    height = round(width * min(0.72, 0.3 + 0.03 * len(states)))
    spots = lay_out(states, ties, labels, width, height)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    layers = list(_lines(ties, spots, x, y))
    camps = {state: number for number, bloc in enumerate(_by_size(blocs)) for state in bloc.members}
    nodes = [{**_at(spots[state]), **_node(camps.get(state)), "text": labels[state]} for state in states]
    for hollow in (False, True):
        held = [node for node in nodes if node["hollow"] == hollow]
        if held:
            dot = mark(held).mark_point(
                filled=True, size=70, opacity=1, strokeWidth=1.4, stroke=SOFT if hollow else PAPER
            )
            layers.append(dot.encode(x=x, y=y, shape=as_is(alt.Shape, "shape"), fill=as_is(alt.Fill, "tint")))
    # A seam of paper keeps a name legible where a line runs under it.
    for style in ({"stroke": PAPER, "strokeWidth": 3, "strokeJoin": "round"}, {}):
        text = mark(nodes).mark_text(dy=13, fontSize=SMALL, color=PAPER if style else INK, **style)
        layers.append(text.encode(x=x, y=y, text="text:N"))
    key = [Entry("good tie", *_line(1)), Entry("hostile tie", *_line(-1))]
    key += [Entry("sign not clear", *_line(0))] * any(tie.sign == 0 for tie in ties)
    key += [
        Entry(f"bloc of {with_article(name(bloc.leader))}", *_camp(number))
        for number, bloc in enumerate(_by_size(blocs))
    ]
    panel = alt.layer(*layers).properties(width=width, height=height)
    return finish(alt.vconcat(draw_legend(key, width), panel, spacing=8))


def _lines(ties: Sequence[Tie], spots: Mapping[str, tuple[float, float]], x: Any, y: Any) -> Iterator[Any]:
    for sign in (0, -1, 1):
        thin = max(0.4, min(1.0, 70 / max(len(ties), 1)))
        tint, dash = sign_style(sign)
        rows = []
        for tie in sorted((tie for tie in ties if tie.sign == sign), key=lambda tie: (abs(tie.level), str(tie.dyad))):
            (x1, y1), (x2, y2) = spots[tie.dyad.a], spots[tie.dyad.b]
            sure = max(0.25, 1 - (tie.high - tie.low) / 12)
            rows.append(
                {
                    "x": x1,
                    "y": y1,
                    "x2": x2,
                    "y2": y2,
                    "wide": round(_strength(tie) * thin, 2),
                    "sure": round(sure, 3) if sign else 0.7,
                }
            )
        if rows:
            rule = mark(rows).mark_rule(stroke=tint, strokeDash=list(dash) or [1, 0], strokeCap="butt")
            yield rule.encode(
                x=x,
                y=y,
                x2="x2:Q",
                y2="y2:Q",
                strokeWidth=alt.StrokeWidth("wide:Q", scale=None),
                strokeOpacity=alt.StrokeOpacity("sure:Q", scale=None),
            )


def _strength(tie: Tie) -> float:
    return 0.8 + abs(tie.level) / 10 * 3.2 if tie.sign else 0.9


def _line(sign: int) -> tuple[str, str, tuple[int, ...]]:
    tint, dash = sign_style(sign)
    return tint, "", dash


def _camp(number: int) -> tuple[str, str]:
    role, shape = CAMPS[min(number, len(CAMPS) - 1)]
    return colour(role), shape


def _node(number: int | None) -> Row:
    if number is None:
        return {"tint": PAPER, "shape": "circle", "hollow": True}
    tint, shape = _camp(number)
    return {"tint": tint, "shape": shape, "hollow": False}


def _at(spot: tuple[float, float]) -> Row:
    return {"x": spot[0], "y": spot[1]}


def _by_size(blocs: Sequence[Bloc]) -> list[Bloc]:
    return sorted(blocs, key=lambda bloc: (-len(bloc.members), bloc.id))


def _summarise(network: Network, name: Callable[[str], str]) -> str:
    good = [tie for tie in network.ties if tie.sign > 0]
    ill = [tie for tie in network.ties if tie.sign < 0]
    if not network.ties:
        return f"No tie between states can be told for {write_date(network.window)}."
    worst = [f"{name(tie.dyad.a)} – {name(tie.dyad.b)}" for tie in sorted(ill, key=_ill)[:2]]
    most = f"; most hostile: {join(worst)}" if worst else ""
    return sentence(
        f"{write_date(network.window)}: {count(len(network.states), 'state')} with {count(len(good), 'good tie')} and "
        f"{count(len(ill), 'hostile tie')}, {count(len(network.ties) - len(good) - len(ill), 'tie')} without a clear "
        f"sign{most}"
    )


def _ill(tie: Tie) -> tuple[float, str]:
    return tie.level, str(tie.dyad)


def _caption(network: Network, states: Sequence[str], ties: Sequence[Tie], sources: Sequence[str]) -> str:
    left = len(network.states) - len(states)
    left_out = (
        f" The {len(states)} states of {len(network.states)} with the most signed ties are drawn; the table has all."
        if left
        else ""
    )
    undated = f", {network.undated} more without a date that could be placed" if network.undated else ""
    return (
        "Solid lines are good ties, dashed ones hostile, dotted ones carry no sign: their 80 % interval reaches 0, or "
        "their level lies near it. A line is stronger the further the level lies from 0, and fainter the less sure it "
        f"is. Where a state stands means nothing but who is near whom.{left_out} n = "
        f"{tell_evidence(network.ties)}{undated}; {tell_sources(sources)}."
    )


def tie_rows(network: Network, name: Callable[[str], str]) -> Iterator[tuple[Cell, ...]]:
    """The data twin of a network: a row for each tie."""
    words = {1: "good", -1: "hostile", 0: "not clear"}
    for tie in network.ties:
        yield (
            name(tie.dyad.a), name(tie.dyad.b), words[tie.sign], tie.level, tie.low, tie.high, tie.weight,
            tie.acts,
        )  # fmt: skip
