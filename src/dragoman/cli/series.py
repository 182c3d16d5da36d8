"""The command that tells the course of a relation as a table."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.options import json_option, open_project, project_option, span_options, table_option
from dragoman.cli.output import console, print_json, print_line, warn_of_time

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model.series import Series
    from dragoman.series_view import SeriesView
    from dragoman.table_view import TableView
    from dragoman.workbench import Workbench


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--by", type=click.Choice(["day", "month", "quarter", "year"]), help="The length of a bin; else the project's."
)
@click.option("--directed", is_flag=True, help="Tell the acts of A towards B and those of B towards A apart.")
@click.option(
    "--scale", type=click.Choice(["plover", "goldstein-1992"]), help="The scale of the scores; else the project's."
)
@span_options
@table_option
@project_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV instead of text; a gap is an empty cell.")
@json_option
def series(
    a: str,
    b: str,
    *,
    by: str | None,
    directed: bool,
    scale: str | None,
    since: str | None,
    until: str | None,
    as_of: str | None,
    table: str,
    project: Path | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Tell the course of two states' relation: acts by class, their scores, the level, the formal tie.

    The level is told with its 80 % and 95 % bands, which widen where little was read. Where no source speaks of a bin
    nothing is told of it: that is a gap, not a quiet time. A and B are codes, names or aliases.
    """
    if as_csv and as_json:
        raise click.UsageError("--csv and --json: choose one")
    workbench = open_project(project)
    if table:
        told = workbench.table_relation(
            table, a, b, by=by, scale=scale, directed=directed, turns=False, since=since, until=until, as_of=as_of
        )
        _print(workbench, told, told.series_json() if as_json else None, as_csv=as_csv)
        return
    view = workbench.series(a, b, by=by, scale=scale, directed=directed, since=since, until=until, as_of=as_of)
    warn_of_time(view.span.as_of, read=view.read, undated=view.undated)
    _print(workbench, view, view.to_json() if as_json else None, as_csv=as_csv)


def _print(workbench: Workbench, view: SeriesView | TableView, values: dict[str, Any] | None, *, as_csv: bool) -> None:
    """Prints a series as JSON where ``values`` are given, as CSV or as text."""
    if values is not None:
        print_json(values)
    elif as_csv:
        _print_csv(view)
    else:
        out = console()
        for one in view.series:
            _tell(workbench, one, out)
        _tell_formal(workbench, view.series[0], out)


def _print_csv(view: SeriesView | TableView) -> None:
    from dragoman.relations.series_rows import SERIES_COLUMNS

    writer = csv.DictWriter(sys.stdout, fieldnames=list(SERIES_COLUMNS), lineterminator="\n")
    writer.writeheader()
    for row in view.rows():
        writer.writerow({**row, "events": " ".join(row["events"])})


def _tell(workbench: Workbench, one: Series, out: Console) -> None:
    from rich.table import Table

    from dragoman.wording import scaled, write_date

    sides = (one.actor, one.recipient) if one.actor else (one.dyad.a, one.dyad.b)
    names = [workbench.name(code) for code in sides]
    print_line(out, f"{names[0]} {'→' if one.actor else '–'} {names[1]}  (by {one.by}, scale {one.scale})", "bold")
    print_line(out, one.statement)
    if not one.points:
        return
    print_line(out, "coop. and conf.: acts of cooperation and of conflict, in word + in deed", "dim")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("time", "events", "coop.", "conf.", "score", "level", "80 %", "95 %", "tie"):
        table.add_column(title, justify="left" if title in ("time", "tie") else "right", no_wrap=True)
    for point in one.points:
        if point.n is None or point.total is None or point.quads is None:
            table.add_row(write_date(point.span), "no source", *[""] * 6, point.tie)
            continue
        table.add_row(
            write_date(point.span),
            str(point.n),
            _both(point.quads[:2]),
            _both(point.quads[2:]),
            scaled(point.total),
            "not known" if point.level is None else scaled(point.level),
            _band(point.low, point.high),
            _band(point.low95, point.high95),
            point.tie,
        )
    out.print(table)


def _tell_formal(workbench: Workbench, one: Series, out: Console) -> None:
    from dragoman.wording import write_date

    if not one.steps:
        return
    print_line(out, "Formal acts", "bold underline")
    for step in one.steps:
        who = ", ".join(workbench.name(code) for code in step.actors)
        change = f": {step.before or 'not known'} → {step.after}" if step.before != step.after else ""
        doubt = " (doubted: changes nothing)" if step.doubted else ""
        print_line(out, f"{write_date(step.date)}  {step.act} ({who}){change}{doubt}", indent=2)


def _both(counts: Sequence[float]) -> str:
    """How many acts were in word and how many in deed."""
    return " + ".join(f"{round(count, 1):g}" for count in counts)


def _band(low: float | None, high: float | None) -> str:
    from dragoman.wording import scaled

    return "" if low is None or high is None else f"{scaled(low)} to {scaled(high)}"
