"""The chart of the reasons that each side gives, by theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dragoman.charts.chart import Chart
from dragoman.charts.frame import INK, SMALL, SOFT, WIDTH, check_width, finish, mark, measure
from dragoman.charts.palette import colour
from dragoman.charts.saying import tell_sources
from dragoman.model import Reason
from dragoman.wording import count, join, sentence, with_article

ROW = 20
HEADER = ("side", "theme", "reasons read", "expected right", "documents")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Bar:
    side: str
    theme: str
    reasons: int
    expected: float
    documents: int


def draw_reasons(
    reasons: Sequence[Reason],
    side: Callable[[Reason], str],
    name: Callable[[str], str] = str,
    *,
    about: str = "",
    sources: Sequence[str] = (),
    width: int = WIDTH,
) -> Chart:
    """How many reasons each side gives of each theme, a column of bars for each side.

    ``side`` gives the state for which a reason is given, "" for no state; ``about`` what is explained ("Albania and the
    Soviet Union"). The full bar is as long as the sum of the reasons' confidences, as many as are expected to be read
    right; the pale one counts all that were read. A reason of two themes counts for both.

    Raises:
        ConfigError: no chart is that narrow or wide.
    """
    check_width(width)
    sides = sorted({side(reason) for reason in reasons}, key=lambda one: (one == "", one))
    bars = _count(reasons, side, sides)
    themes = sorted(
        {bar.theme for bar in bars},
        key=lambda theme: (theme == OTHER, -sum(bar.reasons for bar in bars if bar.theme == theme), theme),
    )
    called = {one: name(one) if one else "others" for one in sides}
    documents = len({reason.document_id for reason in reasons})
    caption = (
        "A column for each side that gives reasons. The full bar is how many are expected to be read right (the sum of "
        "their confidences), the outline how many were read; a reason of two themes counts for both. "
        f"n = {count(len(reasons), 'reason')} in {count(documents, 'document')}; {tell_sources(sources)}."
    )
    return Chart(
        kind="reasons",
        title=f"Reasons given, by side: {about}" if about else "Reasons given, by side",
        summary=_summarise(reasons, bars, sides, called),
        caption=caption,
        header=HEADER,
        rows=tuple((called[bar.side], bar.theme, bar.reasons, bar.expected, bar.documents) for bar in bars),
        spec=_plot(bars, sides, themes, called, width) if bars else {},
    )


def _count(reasons: Sequence[Reason], side: Callable[[Reason], str], sides: Sequence[str]) -> list[_Bar]:
    held: dict[tuple[str, str], list[Reason]] = {}
    for reason in reasons:
        for theme in reason.themes or (OTHER,):
            held.setdefault((side(reason), theme), []).append(reason)
    return [
        _Bar(
            side=one,
            theme=theme,
            reasons=len(found),
            expected=round(sum(reason.confidence for reason in found), 2),
            documents=len({reason.document_id for reason in found}),
        )
        for (one, theme), found in sorted(held.items(), key=lambda item: (sides.index(item[0][0]), item[0][1]))
    ]


def _plot(
    bars: Sequence[_Bar], sides: Sequence[str], themes: Sequence[str], called: Mapping[str, str], width: int
) -> Mapping[str, Any]:
    gutter = max(measure(theme) for theme in themes) + 14
    column = max(70, round((width - gutter) / len(sides)) - 14)
    most = max(bar.reasons for bar in bars)
    height = ROW * len(themes)
    panels = []
    for number, one in enumerate(sides):
        rows = [
            {
                "theme": bar.theme,
                "read": bar.reasons,
                "sure": bar.expected,
                "text": str(bar.reasons),
            }
            for bar in bars
            if bar.side == one
        ]
        x = alt.X("read:Q", scale=alt.Scale(domain=[0, most * 1.12], nice=False), axis=None)
        axis = alt.Axis(title=None, ticks=False, domain=True, labelColor=INK, labelFontSize=SMALL, labelPadding=6)
        y = alt.Y("theme:N", sort=list(themes), scale=alt.Scale(domain=list(themes), paddingInner=0.35))
        y = y.axis(axis if number == 0 else alt.Axis(title=None, labels=False, ticks=False))
        tint = colour(("one", "third", "ink", "soft")[min(number, 3)])
        pale = mark(rows).mark_bar(fillOpacity=0.12, fill=tint, stroke=tint, strokeWidth=1).encode(x=x, y=y)
        full = mark(rows).mark_bar(fill=tint).encode(x=alt.X("sure:Q", scale=x["scale"], axis=None), y=y)
        words = mark(rows).mark_text(align="left", dx=4, fontSize=SMALL, color=SOFT).encode(x=x, y=y, text="text:N")
        given = f"given by {with_article(called[one])}"
        panels.append((pale + full + words).properties(width=column, height=height, title=given))
    return finish(alt.hconcat(*panels, spacing=14))


def _summarise(reasons: Sequence[Reason], bars: Sequence[_Bar], sides: Sequence[str], called: Mapping[str, str]) -> str:
    if not reasons:
        return "No reason is given in what was read."
    told = []
    for one in sides:
        mine = [bar for bar in bars if bar.side == one]
        named = [bar for bar in mine if bar.theme != OTHER] or mine
        most = max(bar.reasons for bar in named)
        best = sorted(bar.theme for bar in named if bar.reasons == most)
        number = f"{most} each" if len(best) > 1 else str(most)
        told.append(f"{with_article(called[one])} most often {join(best)} ({number})")
    return sentence(f"{count(len(reasons), 'reason')}, by side: {'; '.join(told)}")
