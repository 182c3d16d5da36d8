"""The command that says what may come of a relation, and how such forecasts would have done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option, open_project, project_option, span_options
from dragoman.cli.output import console, count_of, print_json, print_line, progress_bar, tell
from dragoman.errors import CoverageError

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model.forecast import Backtest, Forecast, Outlook


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--months", type=click.IntRange(1, 60), default=12, show_default=True, help="How far ahead.")
@click.option("--backtest", is_flag=True, help="Also say how such forecasts would have done on the project's past.")
@span_options
@project_option
@json_option
def forecast(
    a: str,
    b: str,
    *,
    months: int,
    backtest: bool,
    since: str | None,
    until: str | None,
    as_of: str | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """Say how likely a break or a thaw is in the next months, from level, trend, formal acts and third states.

    It is told from --to, else from --as-of, else from the last act read. Where fewer than ten dated acts are known by
    then, or fewer than three in the three years before, no number is given and the exit code is 4. With --backtest
    forecasts are made on the past of all dyads of the project, each from what was known by then, and set beside the
    base rate and persistence.
    """
    from dragoman.foresight import forecast_json

    workbench = open_project(project)
    found = workbench.forecast(a, b, months=months, since=since, until=until, as_of=as_of)
    tested, refused = None, None
    if backtest:
        try:
            with progress_bar() as progress:
                tested = workbench.backtest(
                    months=months,
                    since=since,
                    until=until,
                    as_of=as_of,
                    progress=lambda done, total: progress("backtest", done, total),
                )
        except CoverageError as error:
            refused = error
    if as_json:
        print_json(forecast_json(found, tested, refused))
        return
    out = console()
    print_line(out, f"{workbench.name(found.dyad.a)} – {workbench.name(found.dyad.b)}  ({found.dyad})", "bold")
    _tell(out, found)
    if tested:
        _score(out, tested)
    if refused:
        tell(f"Note: {refused}")


def _tell(out: Console, found: Forecast) -> None:
    from dragoman.wording import write_date

    print_line(
        out,
        f"Within {count_of(found.months, 'month')} of {write_date(found.origin)}, from "
        f"{count_of(found.acts, 'dated act')}, {found.recent} of them in the three years before:",
    )
    for outlook in found.outlooks:
        _outlook(out, outlook)
    cases, turns = found.learnt
    print_line(
        out,
        f"Weights adapted to {count_of(cases, 'case')} of the project's own past, {count_of(turns, 'turn')} in them.",
    )
    print_line(out, found.caution)


def _outlook(out: Console, outlook: Outlook) -> None:
    from dragoman.wording import write_sign

    print_line(
        out,
        f"{outlook.direction}: {outlook.probability:.0%} (80 %: {outlook.low:.0%} to {outlook.high:.0%}); "
        f"base rate {outlook.base_rate:.0%}",
        "bold",
        2,
    )
    told = sorted(outlook.parts, key=lambda part: (-abs(part[2]), part[0]))
    shown = [f"{write_sign(name)} {odds:+.2f} (it stands at {value:+.2f})" for name, value, odds in told if odds]
    print_line(out, f"what weighs, in log-odds: {'; '.join(shown)}", "dim", 4)


def _score(out: Console, tested: Backtest) -> None:
    from rich.table import Table

    from dragoman.wording import write_date

    out.print()
    print_line(out, "Forecasts on the past", "bold underline")
    span = f"{write_date(tested.first)} to {write_date(tested.last)}"
    print_line(out, f"{count_of(tested.dyads, 'dyad')}, {span}; each from what was known by then", indent=2)
    for one in tested.tested:
        print_line(out, f"{one.direction}: {one.turns} in {count_of(one.number, 'forecast')}", "bold", 2)
        table = Table(box=None, padding=(0, 2, 0, 4), header_style="dim")
        for title in ("", "Brier", "log", "CRPS (months)"):
            table.add_column(title, justify="right" if title else "left")
        for scores in one.scores:
            table.add_row(scores.name, f"{scores.brier:.4f}", f"{scores.log:.4f}", f"{scores.crps:.2f}")
        out.print(table)
        shares = ", ".join(f"{bin.forecast:.0%} said, {bin.observed:.0%} came" for bin in one.bins)
        print_line(out, f"calibration: {shares}; mean distance {one.error:.1%}; skill {one.skill:+.1%}", indent=4)
        if one.skill <= 0:
            print_line(out, "no better than the base rate: look at the base rate instead", "bold", 4)
