"""The chart of a relation as a dossier holds it: a drawing, its summary, and its figures as words in a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.charts.relation import draw_relation
from dragoman.dossier.record import Chart, Relation, Table
from dragoman.model import Event
from dragoman.wording import scaled


def draw(relation: Relation, events: Sequence[Event], name: Callable[[str], str], titles: Sequence[str] = ()) -> Chart:
    """The chart of a relation over the acts between its two states; ``titles`` are those of the sources.

    The same records give the same bytes. Without a bin in the series there is no drawing, only the summary. The acts
    are left out of the table: the dossier tells them with their words.
    """
    chart = draw_relation(relation, events, name, sources=titles)
    rows = tuple(
        (
            str(when),
            "not known" if level is None else scaled(float(level)),
            "" if low is None or high is None else f"{scaled(float(low))} to {scaled(float(high))}",
            str(acts or 0),
            str(sources),
        )
        for what, when, _, level, low, high, _, _, acts, sources in chart.rows
        if what == "level"
    )
    columns = ("span", "level", "80 % interval", "acts", "sources that cover it")
    return Chart(
        svg=chart.svg("auto"),
        summary=chart.summary,
        table=Table(caption=chart.caption, columns=columns, rows=rows),
    )
