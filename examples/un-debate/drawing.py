"""Draws who accused whom, year by year: a panel for each pair, the one side's accusations above, the other's below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import Any

import altair as alt
import vl_convert as vlc
from speeches import FIRST, LAST

Counts = Mapping[tuple[int, str, str], int]
Held = Mapping[tuple[int, str], int]

NAMES = {
    "ALB": "Albania",
    "CHN": "China (Peking)",
    "SUN": "the Soviet Union",
    "TWN": "China (Taipei)",
    "USA": "the United States",
    "YUG": "Yugoslavia",
}
PAIRS = (
    ("YUG", "SUN"),
    ("ALB", "SUN"),
    ("ALB", "CHN"),
    ("SUN", "CHN"),
    ("TWN", "SUN"),
    ("TWN", "CHN"),
    ("ALB", "YUG"),
    ("SUN", "USA"),
    ("ALB", "USA"),
    ("YUG", "USA"),
    ("USA", "CHN"),
    ("TWN", "USA"),
    ("TWN", "ALB"),
    ("TWN", "YUG"),
    ("YUG", "CHN"),
)
TOLD = {
    ("YUG", "SUN"): (1948, 1955),
    ("ALB", "SUN"): (1961, LAST),
    ("ALB", "CHN"): (1977, 1978),
    ("SUN", "CHN"): (1960, LAST),
}
"""The years for which historians tell of open conflict: shaded."""

UP, DOWN, SHADE, INK, FAINT = "#0072b2", "#d55e00", "#ece7dd", "#4d4841", "#b5aea2"
"""Blue and vermilion of Okabe and Ito's palette, told apart by colour-blind readers; the side of the line tells too."""

KEY = [
    "Sentences of a year's speech that accuse the other side. Line at zero: the corpus has a speech of that year.",
    "Shaded: years for which historians tell of open conflict.",
]
LEAST = 4
"""How many sentences an axis has room for at least, so that one sentence never looks like a storm."""

WIDTH, HEIGHT = 620, 58
FONT = "Liberation Sans"


def draw(counts: Counts, held: Held, summary: str) -> str:
    """The drawing as SVG; a pair without any accusation is left out. The same counts give the same bytes."""
    pairs = [pair for pair in PAIRS if any(counts.get((year, *way), 0) for year in _years() for way in _ways(pair))]
    panels = [_panel(pair, counts, held, is_last=pair == pairs[-1]) for pair in pairs]
    plot = (
        alt.vconcat(*panels, spacing=14, title=KEY)
        .configure(font=FONT, background="white", padding=8, aria=False)
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, titleColor=INK, tickColor=FAINT, domainColor=FAINT, grid=False)
        .configure_title(color=INK, fontSize=12, anchor="start", fontWeight="normal", offset=5)
    )
    svg: str = vlc.vegalite_to_svg(plot.to_dict(context={"pre_transform": False}))
    head, _, body = svg.partition(">")
    head = head.replace("<svg ", '<svg role="img" aria-labelledby="summary" ', 1)
    return f'{head}><title id="summary">{escape(summary)}</title>{body}\n'


def summarise(counts: Counts, held: Held) -> str:
    """What the drawing shows, in one sentence."""
    total = sum(counts.values())
    spoken = f"{len(held)} speeches, {min(year for year, _ in held)} to {max(year for year, _ in held)}"
    pairs = Counter[tuple[str, str]]()
    for (_, speaker, accused), number in counts.items():
        pairs[speaker, accused] += number
    parts = []
    for speaker, accused in sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:4]:
        peak = max(_years(), key=lambda year: (counts.get((year, speaker, accused), 0), -year))
        parts.append(f"{NAMES[speaker]} accuses {NAMES[accused]} in {pairs[speaker, accused]} (most in {peak})")
    return f"In {spoken}, {total} accusations against another of the parties: " + ", ".join(parts) + "."


def _panel(pair: tuple[str, str], counts: Counts, held: Held, *, is_last: bool) -> Any:
    one, other = pair
    top, bottom = (
        max(LEAST, *(counts.get((year, *way), 0) for year in _years())) if any(who == way[0] for _, who in held) else 0
        for way in _ways(pair)
    )
    axis = alt.Axis(values=[*range(FIRST - FIRST % 5 + 5, LAST + 1, 5)], format="d", title=None, labels=is_last)
    x = alt.X("x:Q", scale=alt.Scale(domain=[FIRST - 0.5, LAST + 0.5], nice=False), axis=axis)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-bottom, top]), title=None)
    y = y.axis(values=[-bottom, 0, top], labelExpr="abs(datum.value)", minExtent=22)
    layers = []
    if pair in TOLD:
        first, last = TOLD[pair]
        shade = _mark([{"x": first - 0.5, "x2": last + 0.5}]).mark_rect(color=SHADE)
        layers.append(shade.encode(x=x, x2="x2:Q"))
    rows = [
        {"x": year - 0.36, "x2": year + 0.36, "y": sign * counts.get((year, *way), 0), "y2": 0, "fill": fill}
        for way, sign, fill in ((pair, 1, UP), ((other, one), -1, DOWN))
        for year in _years()
        if counts.get((year, *way), 0)
    ]
    spoke = [
        {"x": year - 0.5, "x2": year + 0.5, "y": sign * (top + bottom) * 0.018, "fill": fill}
        for who, sign, fill in ((one, 1, UP), (other, -1, DOWN))
        for year in _years()
        if (year, who) in held
    ]
    colour = alt.Color("fill:N", scale=None)
    layers.append(_mark(spoke).mark_rule(strokeWidth=1.6).encode(x=x, x2="x2:Q", y=y, color=colour))
    if rows:
        layers.append(_mark(rows).mark_rect().encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=colour))
    title = f"▲ {NAMES[one]} accuses {NAMES[other]}"
    if any(who == other for _, who in held):
        title += f"   ▼ {NAMES[other]} accuses {NAMES[one]}"
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, title=title)


def _ways(pair: tuple[str, str]) -> tuple[tuple[str, str], tuple[str, str]]:
    return pair, (pair[1], pair[0])


def _years() -> range:
    return range(FIRST, LAST + 1)


def _mark(rows: list[dict[str, Any]]) -> Any:
    return alt.Chart(alt.Data(values=rows))
