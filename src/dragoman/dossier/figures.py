"""What a figure of a dossier holds beside the picture: the same figures as a table of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.charts import Cell, Chart
from dragoman.dossier.record import Dossier, Table
from dragoman.wording import scaled

TOLD_ELSEWHERE = ("act", "phase", "turning point")
"""Rows of a chart's data that other parts of a dossier tell one by one."""


def figure_labels(dossier: Dossier) -> Mapping[str, str]:
    """What each figure is called ("Figure 1."), by the key of its section; where nothing is drawn there is none."""
    drawn = [section.key for section in dossier.sections if section.chart and not section.chart.is_empty]
    return {key: f"Figure {number}." for number, key in enumerate(drawn, 1)}


def figure_table(chart: Chart) -> Table:
    """The data of a chart as a table, without columns in which nothing is told apart; what is not known is empty."""
    rows = [row for row in chart.rows if row[0] not in TOLD_ELSEWHERE]
    columns = range(len(chart.header))
    kept = [at for at in columns if len({row[at] for row in rows} - {None, ""}) > (at == 0)]
    return Table(
        caption=f"The figures of the chart: {chart.title}",
        columns=tuple(chart.header[at] for at in kept),
        rows=tuple(tuple(_cell(row, at) for at in kept) for row in rows),
    )


def _cell(row: Sequence[Cell], at: int) -> str:
    value = row[at]
    if isinstance(value, float):
        return scaled(value)
    return "" if value is None else str(value)
