"""Commands about several coders: import, agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option, open_project, project_option
from dragoman.cli.output import SKIPPED, count_of, print_json, tell

if TYPE_CHECKING:
    from dragoman.accounts.agreement import Measure
    from dragoman.coders import Compared


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--coder", default="", help="Who coded, where the file has no column for it (or another name in it).")
@project_option
@json_option
@click.pass_context
def import_(ctx: click.Context, files: tuple[Path, ...], *, coder: str, project: Path | None, as_json: bool) -> None:
    """Take codings that people made by hand (CSV, JSON Lines) into the project, each as the coder that it names.

    A row holds document, quote (or start and end), event_type, mode, actors, recipients, date, status, coder; a row
    that names a document alone says that the coder read it. What a coder coded in a document before is replaced. A
    file with a fault is not taken: file, row and column are named, and the exit code is 3. In force from the next
    `dragoman run` on.
    """
    from dragoman.plain import plain

    workbench = open_project(project)
    done = workbench.import_codings(*files, coder=coder)
    if as_json:
        refused = [{"file": one.path, "place": one.place, "why": one.why} for one in done.refused]
        print_json({"new": plain(done.new), "replaced": plain(done.replaced), "refused": refused})
    else:
        for name in sorted({one.coder for one in done.new}):
            mine = [one for one in done.new if one.coder == name]
            coded = sum(1 for one in mine if one.event_type)
            documents = count_of(len({one.document_id for one in mine}), "document")
            click.echo(f"{name}: {count_of(coded, 'coding')} in {documents}")
        if done.replaced:
            click.echo(f"{count_of(len(done.replaced), 'earlier coding')} of these documents replaced")
    for one in done.refused:
        tell(f"Not taken: {one}")
    if done.new:
        tell("In force from the next `dragoman run` on.")
    if done.refused:
        ctx.exit(SKIPPED)


@click.command()
@click.argument("first")
@click.argument("second")
@click.option(
    "--field",
    type=click.Choice(["presence", "event_type", "status", "actors", "recipients", "date"]),
    default="event_type",
    show_default=True,
    help="What is compared; presence is whether there is an event at all.",
)
@click.option(
    "--unit",
    type=click.Choice(["sentence", "passage"]),
    default="sentence",
    show_default=True,
    help="What is compared on.",
)
@click.option("--both", is_flag=True, help="Only units in which both found an event.")
@project_option
@json_option
def agree(first: str, second: str, *, field: str, unit: str, both: bool, project: Path | None, as_json: bool) -> None:
    """Say how far two coders agree: percent, Krippendorff's alpha, Gwet's AC1, with 95 % intervals.

    FIRST and SECOND are people whose codings were imported, or "machine". Presence is compared on all sentences of the
    documents that both have read, any other field on those in which at least one found an event; there, finding none
    is a value of its own. --json also lists the units on which they differ.
    """
    workbench = open_project(project)
    found = workbench.agree(first, second, field=field, unit=unit, both=both)  # type: ignore[arg-type]
    if as_json:
        print_json(found.to_json())
        return
    _show(found, both)


def _show(found: Compared, both: bool) -> None:
    first, second = found.coders
    what = "read" if found.field == "presence" else "touched"
    click.echo(f"{first} and {second}: {found.field} on {found.unit}s {'that both touched' if both else what}")
    if not found.documents:
        click.echo(f"  no document was read by both: {first} and {second} have nothing in common to compare")
        return
    touched = found.both + found.first + found.second
    click.echo(
        f"  {count_of(found.documents, 'document')} read by both, {count_of(found.read, found.unit)};"
        f" touched {touched}: {found.both} by both, {found.first} by {first} alone, {found.second} by {second} alone"
    )
    if not found.found.units:
        click.echo(
            f"  there is no {found.unit} to compare: {'not one was touched by both' if both else 'none was touched'}"
        )
        return
    click.echo(f"  compared: {count_of(found.found.units, found.unit)}")
    measures = (("percent", found.found.percent), ("alpha", found.found.alpha), ("AC1", found.found.ac1))
    for name, one in measures:
        click.echo(f"  {name:<8} {_measure(one)}")
    if found.found.partial is not None and found.found.partial.value != found.found.alpha.value:
        click.echo(f"  {'alpha':<8} {_measure(found.found.partial)}, where sets that overlap agree in part")


def _measure(one: Measure) -> str:
    if one.value is None:
        return f"not defined: {one.why}"
    if one.low is None or one.high is None:
        return f"{one.value:.3f} (no interval{f': {one.why}' if one.why else ''})"
    return f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})"
