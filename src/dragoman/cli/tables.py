"""Commands for tables of events: add, list, rows, remove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option, open_project, project_option
from dragoman.cli.output import SKIPPED, console, count_of, print_json, print_json_array, print_line, progress_bar, tell

if TYPE_CHECKING:
    from dragoman.table_view import TableView
    from dragoman.tables.manifest import Manifest
    from dragoman.workbench import Workbench


@click.group()
def tables() -> None:
    """Work with tables of events: GDELT, ICEWS, POLECAT, Phoenix, PLOVER or CAMEO codes, or any mapped table.

    A row is an account without words: its evidence is the row. `dragoman series A B --table NAME` and
    `dragoman relation A B --table NAME` tell a relation from it.
    """


@tables.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--as", "name", default="", metavar="NAME", help="The table's name; else that of the first file.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A TOML file that says which column holds what; needed where the format is not recognised.",
)
@project_option
@json_option
@click.pass_context
def add_table(
    ctx: click.Context, files: tuple[Path, ...], *, name: str, mapping: Path | None, project: Path | None, as_json: bool
) -> None:
    """Convert files of one format (CSV, TSV, also gzip or ZIP; Parquet) into a table of the project.

    The format is told from the columns. Every row is accounted for: those that tell of no act between two states are
    counted by reason, those in which something is wrong are named, and the exit code is then 3.
    """
    from dragoman.table_view import plain_manifest

    workbench = open_project(project)
    with progress_bar() as progress:
        added = workbench.add_table(files, name=name, mapping=mapping, progress=progress)
    for error in added.refused:
        tell(f"Refused: {error}")
    manifest = added.manifest
    for note in manifest.notes:
        tell(f"Note: {note}")
    for one in manifest.faults:
        first = one.first[0] if one.first else None
        words = f" ({first.words!r})" if first and first.words else ""
        where = f"; the first is row {first.row} of {manifest.files[first.file].given}{words}" if first else ""
        tell(f"Skipped: {count_of(one.rows, 'row')}: {one.why}{where}")
    if as_json:
        refused = [{"file": error.path, "why": error.why, "place": error.place} for error in added.refused]
        print_json({**plain_manifest(manifest), "refused": refused})
    else:
        _show(manifest)
    if added.refused or manifest.faults or any("torn" in note for note in manifest.notes):
        ctx.exit(SKIPPED)


@tables.command("list")
@project_option
@json_option
def list_tables(*, project: Path | None, as_json: bool) -> None:
    """List the project's tables: what each is made of, and what was left out of it."""
    from dragoman.table_view import plain_manifest

    manifests = open_project(project).tables.manifests()
    if as_json:
        print_json_array(plain_manifest(one) for one in manifests)
        return
    for one in manifests:
        _show(one)
    if not manifests:
        click.echo("No tables yet: `dragoman tables add FILE`")


@tables.command("rows")
@click.argument("name")
@click.argument("a")
@click.argument("b")
@click.option("--from", "since", metavar="DATE", help="Rows dated from this date on (1961, 1961-12, 1961-12-03).")
@click.option("--to", "until", metavar="DATE", help="Rows dated up to this date.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many rows at most.")
@project_option
@json_option
def table_rows(
    name: str,
    a: str,
    b: str,
    *,
    since: str | None,
    until: str | None,
    limit: int,
    project: Path | None,
    as_json: bool,
) -> None:
    """Show the rows of table NAME that tell of acts between A and B, by date, with their cells as they stand."""
    from dragoman.table_view import plain_row

    workbench = open_project(project)
    found = workbench.table_rows(name, a, b, since=since, until=until, limit=limit)
    if as_json:
        print_json_array(plain_row(one) for one in found)
        return
    out = console()
    for one in found:
        kind = f"{one.event_type} {one.mode}".strip()
        print_line(out, f"{one.date}  {workbench.name(one.actor)} → {workbench.name(one.recipient)}: {kind}", "bold")
        print_line(out, f"evidence: {one.evidence}; {one.id}", indent=2)
        print_line(out, "; ".join(f"{key} = {value}" for key, value in one.evidence.cells), "dim", 4)
    click.echo(count_of(len(found), "row"))


@tables.command("remove")
@click.argument("name")
@project_option
def remove_table(name: str, *, project: Path | None) -> None:
    """Take table NAME out of the project; the files that it was made from are not touched."""
    open_project(project).tables.remove(name)
    click.echo(f"Removed {name}")


def tell_table(workbench: Workbench, view: TableView) -> None:
    """Prints a relation as a table tells it: phases, turning points, and where their rows are found."""
    from dragoman.cli.turns import print_phases
    from dragoman.wording import write_date

    out = console()
    one, other = (workbench.name(code) for code in (view.dyad.a, view.dyad.b))
    print_line(out, f"{one} – {other}  ({view.dyad}, table {view.manifest.name})", "bold")
    print_line(out, view.series[0].statement)
    print_line(out, "The evidence is rows, without words: no reasons are told, and no formal tie.", "dim")
    if view.phases:
        print_line(out, "Phases", "bold underline")
        print_phases(view.phases, out)
    if view.ruptures:
        print_line(out, "Turning points", "bold underline")
    for turn in view.ruptures:
        strength = f"{turn.strength:.1f} points (80 %: {turn.low:.1f} to {turn.high:.1f})"
        print_line(out, f"{turn.direction}: {write_date(turn.window)}, by {strength}", "bold", 2)
        first, _, last = turn.window.partition("/")
        span = f"--from {first} --to {last or first}"
        print_line(out, f"rows: dragoman tables rows {view.manifest.name} {view.dyad.a} {view.dyad.b} {span}", "dim", 4)


def _show(manifest: Manifest) -> None:
    out = console()
    span = f", {manifest.first} to {manifest.last}" if manifest.first else ""
    print_line(out, f"{manifest.name}: {manifest.format.title or manifest.format.name}", "bold")
    print_line(
        out,
        f"{manifest.events:,} of {manifest.rows:,} rows tell of acts between two states: "
        f"{count_of(manifest.dyads, 'dyad')}{span}; {count_of(len(manifest.files), 'file')}",
        indent=2,
    )
    for one in manifest.left:
        print_line(out, f"{'skipped' if one.fault else 'left out'}: {one.rows:,} {one.why}", "dim", 4)
