"""Commands that try what a relation's history rests on: sensitivity, whatif."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.look import act
from dragoman.cli.options import json_option, open_project, project_option, span_options
from dragoman.cli.output import console, count_of, print_json, print_line, progress_bar

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model import Bootstrap, LeftOut, Sensitivity, TurnFate
    from dragoman.relations import Relation
    from dragoman.workbench import Workbench

SHOWN = 8
"""How many things of one kind are shown unless all are asked for: those that move most."""

_TITLES = {
    "source": "Without one source",
    "cited": "Without one cited work",
    "side": "Without what is told for one state",
    "theme": "Without one theme",
    "type": "Without one type of act",
}


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--draws",
    type=click.IntRange(min=0),
    help="How often sources are drawn anew (200, of a large dyad fewer); 0 for no bootstrap.",
)
@click.option("--seed", type=int, help="What the draws follow from (1961): the same seed, the same draws.")
@click.option("--all", "show_all", is_flag=True, help="Show everything that was left out, not what moves most.")
@span_options
@project_option
@json_option
def sensitivity(
    a: str,
    b: str,
    *,
    draws: int | None,
    seed: int | None,
    show_all: bool,
    since: str | None,
    until: str | None,
    as_of: str | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """Tell what the turning points of a relation rest on: leave out each source, side, theme and type of act in turn.

    Each time the events are formed again from the accounts that are left: an act stays where another source tells it.
    Copies go with what they copy. Then sources are drawn anew with replacement, and it is counted how often each
    turning point is found.
    """
    workbench = open_project(project)
    with progress_bar() as progress:
        found = workbench.sensitivity(
            a, b, since=since, until=until, as_of=as_of, draws=draws, seed=seed, progress=progress
        )
    if as_json:
        from dragoman.sensitivity_view import sensitivity_json

        print_json(sensitivity_json(found))
        return
    _tell(workbench, found, console(), 0 if show_all else SHOWN)


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--without", "events", multiple=True, metavar="EVENT", help="The id of an event to take out; repeatable.")
@click.argument("more", nargs=-1, metavar="[EVENT]...")
@span_options
@project_option
@json_option
def whatif(
    a: str,
    b: str,
    *,
    events: tuple[str, ...],
    more: tuple[str, ...],
    since: str | None,
    until: str | None,
    as_of: str | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """Tell a relation without some events, beside the relation with them: `whatif A B --without EVENT EVENT...`.

    This is removal, not prophecy: the rest of the record stays as it is, though without these acts others would have
    followed. `dragoman events A B` lists the ids.
    """
    from dragoman.what_if import CAUTION

    workbench = open_project(project)
    found = workbench.whatif(a, b, tuple(dict.fromkeys((*events, *more))), since=since, until=until, as_of=as_of)
    if as_json:
        print_json(found.to_json())
        return
    out = console()
    _title(workbench, out, found.dyad.a, found.dyad.b)
    print_line(out, CAUTION)
    print_line(out, f"Taken out: {count_of(len(found.without), 'act')}", "bold")
    for event in found.without:
        print_line(out, act(workbench, event), indent=2)
    out.print()
    _history(out, "With them", found.whole)
    _history(out, "Without them", found.rest)
    print_line(out, "What moves", "bold underline")
    for turn in found.turns:
        print_line(out, _fate(turn), indent=2)
    for rupture in found.arising:
        print_line(out, f"{rupture.direction} of {_date(rupture.window)}: there only without them", indent=2)
    print_line(out, f"the level moves by {found.moved:.1f} points in the mean", indent=2)


def _tell(workbench: Workbench, found: Sensitivity, out: Console, limit: int) -> None:
    _title(workbench, out, found.dyad.a, found.dyad.b)
    print_line(out, f"{count_of(found.events, 'act')} between them, told by {count_of(found.sources, 'source')}.")
    for note in found.notes:
        print_line(out, note)
    for rest in found.rests:
        print_line(out, rest.statement, "bold")
    if found.ruptures and not found.rests:
        print_line(out, "No turning point rests on one thing alone.", "bold")
    for kind, title in _TITLES.items():
        rows = [row for row in found.left_out if row.kind == kind]
        if rows:
            out.print()
            print_line(out, title, "bold underline")
            for row in rows[: limit or len(rows)]:
                _row(out, row)
            if limit and len(rows) > limit:
                print_line(out, f"and {len(rows) - limit} more, which move less (--all)", "dim", 2)
    if found.bootstrap:
        _draws(out, found.bootstrap)


def _row(out: Console, row: LeftOut) -> None:
    gone = f"{count_of(len(row.lost), 'act')} gone, {len(row.changed)} told by fewer"
    print_line(out, f"{row.label}: {gone}, level moves by {row.moved:.1f}", indent=2)
    for turn in row.turns:
        print_line(out, _fate(turn), indent=4)
    for rupture in row.arising:
        print_line(out, f"{rupture.direction} of {_date(rupture.window)}: there only without it", indent=4)


def _fate(turn: TurnFate) -> str:
    told = f"{turn.direction} of {_date(turn.window)}: "
    if turn.fate == "gone":
        return told + "not found"
    strength = f"{turn.strength:.1f} to {turn.strength_without:.1f} points" if turn.change else "the same strength"
    if turn.fate == "stays":
        return f"{told}stays, {strength}"
    way = "later" if turn.shift > 0 else "earlier"
    by = f", its middle {count_of(abs(turn.shift), 'day')} {way}" if turn.shift else ""
    return f"{told}moves to {_date(turn.window_without)}{by}, {strength}"


def _draws(out: Console, found: Bootstrap) -> None:
    out.print()
    print_line(out, "With sources drawn anew", "bold underline")
    print_line(
        out, f"{count_of(found.draws, 'draw')} from {count_of(found.sources, 'source')} (seed {found.seed})", indent=2
    )
    for turn in found.turns:
        told = f"{turn.direction} of {_date(turn.window)}: found in {turn.found:.0%}"
        if turn.begins:
            told += (
                f"; begins {_date(turn.begins[1])} (80 %: {_date(turn.begins[0])} to {_date(turn.begins[2])}), "
                f"ends {_date(turn.ends[1])} ({_date(turn.ends[0])} to {_date(turn.ends[2])}), "
                f"{turn.strength[1]:.1f} points ({turn.strength[0]:.1f} to {turn.strength[2]:.1f})"
            )
        print_line(out, told, indent=2)
    print_line(out, f"turning points that the whole history has not: {found.others:.1f} a draw", indent=2)


def _history(out: Console, title: str, relation: Relation) -> None:
    print_line(out, title, "bold underline")
    for phase in relation.phases:
        print_line(out, f"{_date(phase.span)}: {phase.label}, level {phase.level:+.1f}", indent=2)
    for rupture in relation.ruptures:
        print_line(out, f"{rupture.direction}: {_date(rupture.window)}, by {rupture.strength:.1f} points", indent=2)
    if not relation.phases:
        print_line(out, "No dated act is left: there is no level to tell.", indent=2)
    out.print()


def _title(workbench: Workbench, out: Console, a: str, b: str) -> None:
    print_line(out, f"{workbench.name(a)} – {workbench.name(b)}  ({a}-{b})", "bold")


def _date(value: str) -> str:
    from dragoman.wording import write_date

    return write_date(value)
