"""The command that draws charts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option, open_project, project_option, span_options, table_option
from dragoman.cli.output import console, print_json, print_line, tell

if TYPE_CHECKING:
    from dragoman.charting import Asked
    from dragoman.charts import Chart
    from dragoman.workbench import Workbench

KINDS = ("relation", "comparison", "timeline", "reasons", "sensitivity", "break", "blocs", "network", "matrix")
"""The sorts of chart; the last three, and a timeline, need no states."""

OF_TABLES = "relation, comparison, blocs, network, matrix"
"""The sorts of chart that a table of events can be drawn as: it has no reasons, and its rows are too many for lanes."""

PAIR = frozenset({"relation", "reasons", "sensitivity", "break"})


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("states", nargs=-1)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; its ending says what: .svg, .png, .html, .json, .csv.",
)
@click.option(
    "--theme",
    type=click.Choice(["light", "dark", "auto"]),
    default="light",
    help="Colours for light or dark paper; auto (SVG) follows the page. By default light.",
)
@click.option("--width", type=int, help="Width in units (680), without the names at the sides.")
@click.option("--scale", type=click.FloatRange(0.5, 8), default=2.0, help="Pixels to a unit of a PNG (2).")
@click.option("--at", metavar="DATE", help="The date of a network or matrix; by default the last with any tie.")
@click.option("--window", metavar="SPAN", help="The turning point to date (break); by default the strongest.")
@click.option(
    "--by",
    type=click.Choice(["dyad", "actor", "year", "quarter", "month"]),
    help="Lanes of a timeline, steps of blocs.",
)
@click.option("--draws", type=click.IntRange(min=0), default=0, help="How often sources are drawn anew (sensitivity).")
@span_options
@table_option
@project_option
@json_option
def chart(
    kind: str,
    states: tuple[str, ...],
    *,
    out: Path | None,
    theme: str,
    width: int | None,
    scale: float,
    at: str | None,
    window: str | None,
    by: str | None,
    draws: int,
    since: str | None,
    until: str | None,
    as_of: str | None,
    table: str,
    project: Path | None,
    as_json: bool,
) -> None:
    """Draw a chart: of a relation, of several, of events, reasons, what turning points rest on, or of the system.

    STATES are two for relation, reasons, sensitivity and break, pairs for a comparison, any number for a timeline.
    Without --out the summary and the caption are printed; --json prints these with all figures and the specification
    (Vega-Lite). Every chart says how many acts it rests on and from which sources.
    """
    from dragoman.charting import Asked, write_chart
    from dragoman.charts.frame import WIDTH

    if kind in PAIR and len(states) != 2:
        raise click.UsageError(f"a chart of kind {kind} takes two states: dragoman chart {kind} A B")
    if kind in ("blocs", "network", "matrix") and states:
        raise click.UsageError(f"a chart of kind {kind} is of all states: it takes none")
    if table and kind not in OF_TABLES.split(", "):
        raise click.UsageError(f"a chart of kind {kind} is drawn from documents alone; --table goes with {OF_TABLES}")
    asked = Asked(since=since, until=until, as_of=as_of, width=width or WIDTH, table=table)
    drawn = _draw(open_project(project), kind, states, asked, at=at, window=window, by=by, draws=draws)
    if out is not None:
        write_chart(drawn, out, theme, scale)
        tell(f"Wrote {out}")
    if as_json:
        print_json(drawn.to_json())
    elif out is None:
        print_line(console(), drawn.title, "bold")
        print_line(console(), drawn.summary)
        print_line(console(), drawn.caption, "dim")


def _draw(
    workbench: Workbench,
    kind: str,
    states: tuple[str, ...],
    asked: Asked,
    *,
    at: str | None,
    window: str | None,
    by: str | None,
    draws: int,
) -> Chart:
    from dragoman import charting

    a, b = (*states, "", "")[:2]
    match kind:
        case "relation":
            return charting.chart_relation(workbench, a, b, asked)
        case "comparison":
            return charting.chart_comparison(workbench, states, asked)
        case "timeline":
            return charting.chart_timeline(workbench, states, asked, by="actor" if by == "actor" else "dyad")
        case "reasons":
            return charting.chart_reasons(workbench, a, b, asked)
        case "sensitivity":
            return charting.chart_sensitivity(workbench, a, b, asked, draws)
        case "break":
            return charting.chart_break(workbench, a, b, asked, window)
        case "blocs":
            return charting.chart_blocs(workbench, asked, by if by in ("year", "quarter", "month") else None)
        case "network":
            return charting.chart_network(workbench, asked, at)
    return charting.chart_matrix(workbench, asked, at)
