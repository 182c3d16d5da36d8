"""The commands that tell a relation's phases and its turning points."""

from __future__ import annotations

from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option, open_project, project_option, span_options
from dragoman.cli.output import console, print_json, print_line, warn_of_time

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model import Phase, Rupture
    from dragoman.relation_view import RelationView
    from dragoman.workbench import Workbench


@click.command()
@click.argument("a")
@click.argument("b")
@span_options
@project_option
@json_option
def phases(
    a: str,
    b: str,
    *,
    since: str | None,
    until: str | None,
    as_of: str | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """Tell the phases of two states' relation: times of one level, named by it.

    close: from +3.5 points; cooperative: from +1.5; cool: from -1; strained: from -4.5; hostile: below; none: nothing
    is read for long, or too little for a level. In brackets what it may be as well: the names of the bands that the
    80 % interval touches. Phases are told from the dates of the acts, so they do not depend on the length of a bin.
    """
    from dragoman.relations.turn_rows import phase_json, tell_events

    workbench = open_project(project)
    view = workbench.relation(a, b, since=since, until=until, as_of=as_of)
    warn_of_time(view.span.as_of, read=len(view.documents), undated=view.undated)
    statement = tell_events(view.events)
    if as_json:
        print_json(_about(view, statement) | {"phases": [phase_json(phase) for phase in view.phases]})
        return
    out = console()
    _heading(workbench, view, statement, out)
    if view.phases:
        print_phases(view.phases, out)
        _basis(view, out)


@click.command()
@click.argument("a")
@click.argument("b")
@span_options
@project_option
@json_option
def ruptures(
    a: str,
    b: str,
    *,
    since: str | None,
    until: str | None,
    as_of: str | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """Tell the turning points of two states' relation: breaks and thaws, when, how strong, how sure.

    The window holds the day of the change with 99 % probability, or closes with the formal act that completes the turn.
    "by" names the days by which the change had come with 10, 50 and 90 % probability. A formal act alone is a breach,
    resumption or the like that no change of level bears out; its probability is that it was read rightly and that the
    acts around do not gainsay it. What each rests on is told by `relation` and `why DYAD@WINDOW`.
    """
    from rich.table import Table

    from dragoman.relations.turn_rows import rupture_json, tell_events
    from dragoman.wording import write_date

    workbench = open_project(project)
    view = workbench.relation(a, b, since=since, until=until, as_of=as_of)
    warn_of_time(view.span.as_of, read=len(view.documents), undated=view.undated)
    statement = tell_events(view.events)
    if as_json:
        print_json(_about(view, statement) | {"ruptures": [rupture_json(one) for one in view.ruptures]})
        return
    out = console()
    _heading(workbench, view, statement, out)
    if not view.ruptures:
        print_line(out, "No turning point: no change of level is likely enough, and no formal act makes one.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in (
        "turn",
        "window",
        "points",
        "80 % interval",
        "probability",
        "by 10 %",
        "by 50 %",
        "by 90 %",
        "events",
    ):
        table.add_column(title, justify="right" if title in ("points", "probability", "events") else "left")
    for one in view.ruptures:
        days = {share: day for day, share in one.posterior}
        table.add_row(
            one.direction,
            write_date(one.window),
            f"{one.strength:.1f}",
            f"{one.low:.1f} to {one.high:.1f}",
            tell_probability(one),
            *(days.get(share, "") for share in (0.1, 0.5, 0.9)),
            str(len(one.event_ids)),
        )
    out.print(table)
    _basis(view, out)


def tell_probability(turn: Rupture) -> str:
    """How probable a turn is, and whether that rests on a formal act alone."""
    told = "" if turn.probability is None else f"{turn.probability:.2f}"
    return told if turn.posterior else f"{told} formal act alone".strip()


def tell_label(phase: Phase) -> str:
    """The name of a phase, with those that it may have as well: "cooperative (or close)"."""
    from dragoman.relations.phases import bands_of

    bands = bands_of(phase)
    if phase.label == "none":
        return "none: too little told" if phase.event_ids else "none: nothing read"
    if len(bands) > 2:
        return f"{phase.label} ({bands[0]} to {bands[-1]})"
    return f"{phase.label} (or {next(one for one in bands if one != phase.label)})" if len(bands) == 2 else phase.label


def print_phases(found: tuple[Phase, ...], out: Console) -> None:
    """A table of phases; of a phase ``none`` no level is told."""
    from rich.table import Table

    from dragoman.wording import scaled, write_date

    table = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
    for title in ("time", "relation", "level", "80 % interval", "events"):
        table.add_column(title, justify="right" if title in ("level", "events") else "left")
    for phase in found:
        known = phase.label != "none"
        table.add_row(
            write_date(phase.span),
            tell_label(phase),
            scaled(phase.level) if known else "",
            f"{scaled(phase.low)} to {scaled(phase.high)}" if known else "",
            str(len(phase.event_ids)),
        )
    out.print(table)


def _about(view: RelationView, statement: str) -> dict[str, object]:
    return {
        "dyad": str(view.dyad),
        "statement": statement,
        "noise": view.found.noise,
        "penalty": view.found.penalty,
    }


def _heading(workbench: Workbench, view: RelationView, statement: str, out: Console) -> None:
    one, other = (workbench.name(code) for code in (view.dyad.a, view.dyad.b))
    print_line(out, f"{one} – {other}  ({view.dyad})", "bold")
    print_line(out, statement)


def _basis(view: RelationView, out: Console) -> None:
    if not view.found.penalty:
        return
    odds = exp(max(view.found.penalty, 0.0))
    told = (
        f"Chosen from the acts: they scatter by {view.found.noise:.1f} points about their level (noise); to be reckoned"
    )
    print_line(
        out,
        f"{told} with, a change must make them {odds:.0f} times likelier (penalty {view.found.penalty:.2f}).",
        "dim",
    )
