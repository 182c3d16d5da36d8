"""The chart of all pairs of states at a date, as a square."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from dragoman.charts.chart import Chart
from dragoman.charts.frame import INK, SMALL, SOFT, WIDTH, Row, as_is, check_width, finish, mark
from dragoman.charts.legend import Entry, draw_legend
from dragoman.charts.network import HEADER, choose_states, tie_rows
from dragoman.charts.palette import colour
from dragoman.charts.saying import tell_evidence, tell_sources
from dragoman.relations.phases import label_of
from dragoman.wording import count, sentence, with_article, write_date

if TYPE_CHECKING:
    from dragoman.model.system import Bloc, Network, Tie

MOST_STATES = 70
"""States that have room for their names; of more, those with the most signed ties are drawn."""

GREATEST = 26
"""Units: no cell is larger."""

LEGIBLE = 11
"""Units: in smaller cells no sign is written."""


def draw_matrix(
    network: Network,
    name: Callable[[str], str] = str,
    *,
    blocs: Sequence[Bloc] = (),
    sources: Sequence[str] = (),
    width: int = WIDTH,
) -> Chart:
    """Every pair of states of a window: below the diagonal the level of its tie, above it how many acts it rests on.

    A cell is filled whole where the 80 % interval tells the sign of the tie, and half where it does not. States of one
    bloc stand together, so that a system of two camps shows as two dark squares.

    Raises:
        ConfigError: no chart is that narrow or wide.
    """
    states = _order(network, [bloc for bloc in blocs if bloc.window == network.window], name)
    left_out = (
        f" The {len(states)} states of {len(network.states)} with the most signed ties are drawn; the table has all."
        if len(states) < len(network.states)
        else ""
    )
    caption = (
        "Below the diagonal the level of each tie, from hostile (−) to close (+), in a smaller square where it "
        "carries no sign: its 80 % interval reaches 0, or it lies near 0; above it, by the size of a dot, how many "
        f"acts it rests on. Empty: no act is known.{left_out} n = {tell_evidence(network.ties)}; "
        f"{tell_sources(sources)}."
    )
    return Chart(
        kind="matrix",
        title=f"Pairs of states, {write_date(network.window)}",
        summary=_summarise(network, name),
        caption=caption,
        header=HEADER,
        rows=tuple(tie_rows(network, name)),
        spec=_plot(states, network.ties, name, check_width(width)) if network.ties else {},
    )


def _order(network: Network, blocs: Sequence[Bloc], name: Callable[[str], str]) -> tuple[str, ...]:
    """The states by bloc, the largest bloc first, and by name."""
    kept = choose_states(network.states, network.ties, MOST_STATES)
    ranked = sorted(blocs, key=lambda bloc: (-len(bloc.members), bloc.id))
    place = {state: number for number, bloc in enumerate(ranked) for state in bloc.members}
    return tuple(sorted(kept, key=lambda state: (place.get(state, len(ranked)), name(state), state)))


def _plot(states: Sequence[str], ties: Sequence[Tie], name: Callable[[str], str], width: int) -> Mapping[str, Any]:
    size = min(GREATEST, width / len(states))
    side = round(size * len(states))
    place = {state: number for number, state in enumerate(states)}
    cells, dots = [], []
    most = max(tie.acts for tie in ties)
    for tie in ties:
        if tie.dyad.a not in place or tie.dyad.b not in place:
            continue
        low, high = sorted((place[tie.dyad.a], place[tie.dyad.b]))
        cells.append(_cell(tie, low, high))
        dots.append({"x": high, "y": low, "size": round(max(2.0, (size * 0.8) ** 2 * tie.acts / most), 1)})
    labels = [name(state) for state in states]
    x, y = _axis(alt.X, "x", labels, "top"), _axis(alt.Y, "y", labels, "left")
    shade = alt.value(colour("covered"))
    layers = [mark(dots).mark_point(filled=True, opacity=1).encode(x=x, y=y, size=_bare(alt.Size, "size"), fill=shade)]
    boxes = mark(cells).mark_square(opacity=1)
    area = alt.Size("share:Q", scale=alt.Scale(domain=[0, 1], range=[0, (size - 1) ** 2]), legend=None)
    layers.append(boxes.encode(x=x, y=y, size=area, fill=as_is(alt.Fill, "fill")))
    if size >= LEGIBLE:
        words = mark(cells).mark_text(fontSize=min(SMALL, size * 0.8), baseline="middle")
        layers.append(words.encode(x=x, y=y, text="text:N", fill=as_is(alt.Fill, "ink")))
    diagonal = mark([{"x": number, "y": number} for number in range(len(states))])
    layers.append(diagonal.mark_point(shape="diamond", filled=True, size=6, opacity=1, color=SOFT).encode(x=x, y=y))
    square = alt.layer(*layers).resolve_scale(size="independent").properties(width=side, height=side)
    key = [Entry(label, colour(label), "square") for label in ("hostile", "strained", "cool", "cooperative", "close")]
    key.append(Entry(f"most acts: {most}", colour("covered"), "circle"))
    return finish(alt.vconcat(draw_legend(key, max(side, 380)), square, spacing=8))


def _cell(tie: Tie, low: int, high: int) -> Row:
    label = label_of(tie.level)
    sign = "·" if tie.sign == 0 else "+" if tie.sign > 0 else "−"
    share = 1.0 if tie.sign else 0.36
    return {
        "x": low, "y": high, "share": share, "fill": colour(label), "ink": colour(f"on-{label}") if tie.sign else INK,
        "text": sign,
    }  # fmt: skip


def _axis(channel: type[Any], field: str, labels: Sequence[str], side: str) -> Any:
    """The states along one side; their names stand upright above the columns."""
    count_of = len(labels)
    words = ",".join(f'"{label}"' for label in (one.replace("\\", "").replace('"', "'") for one in labels))
    turned = {"labelAngle": -90, "labelAlign": "left", "labelBaseline": "middle"} if side == "top" else {}
    domain = [-0.5, count_of - 0.5] if side == "top" else [count_of - 0.5, -0.5]
    return channel(f"{field}:Q", scale=alt.Scale(domain=domain, nice=False)).axis(
        orient=side,
        values=list(range(count_of)),
        labelExpr=f"[{words}][datum.value]",
        labelFontSize=max(6, min(SMALL, 680 / count_of * 0.85)),
        labelOverlap=False,
        labelPadding=4,
        title=None,
        ticks=False,
        grid=True,
        gridOpacity=0.35,
        domain=False,
        **turned,
    )


def _bare(channel: type[Any], name: str) -> Any:
    return channel(f"{name}:Q", scale=None, legend=None)


def _summarise(network: Network, name: Callable[[str], str]) -> str:
    if not network.ties:
        return f"No tie between states can be told for {write_date(network.window)}."
    best = max(network.ties, key=lambda tie: (tie.level, str(tie.dyad)))
    worst = min(network.ties, key=lambda tie: (tie.level, str(tie.dyad)))
    pairs = len(network.states) * (len(network.states) - 1) // 2
    return sentence(
        f"{write_date(network.window)}: {count(len(network.ties), 'tie')} among {pairs} pairs of "
        f"{count(len(network.states), 'state')}; {_pair(best, name)} are closest, {_pair(worst, name)} "
        f"furthest apart"
    )


def _pair(tie: Tie, name: Callable[[str], str]) -> str:
    return f"{with_article(name(tie.dyad.a))} and {with_article(name(tie.dyad.b))}"
