"""Commands that build a project: init, add, run, status, verify."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO

import click

from dragoman.cli.options import json_option, open_project, project_option, workers_option
from dragoman.cli.output import SKIPPED, count_of, print_json, progress_bar, tell, warn_of_coders


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--title", default="", help="What the project is about; heads its dossiers.")
@json_option
def init(folder: Path, title: str, as_json: bool) -> None:
    """Make a project in FOLDER (by default here): dragoman.toml, sources/ and exports/."""
    from dragoman.project import create

    path = create(folder, title=title)
    if as_json:
        print_json({"project": str(folder), "config": str(path)})
    else:
        click.echo(f"Made a project: {path}")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--bibliography",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A bibliography (BibTeX, RIS, CSL-JSON): refused if it is anything else.",
)
@click.option(
    "--list",
    "listed",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="A text that names further files or folders, one a line; - reads it from standard input.",
)
@project_option
@json_option
@click.pass_context
def add(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    bibliography: tuple[Path, ...],
    listed: IO[str] | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """Copy files, or the files of folders and ZIP archives, into the project's sources/.

    Read are text, Markdown, web pages, TEI, PDF, Word (DOCX), OpenDocument (ODT), EPUB, tables (CSV, XLSX) and
    bibliographies (BibTeX, RIS, CSL-JSON). A file whose content is there already is not copied again; under another
    name it is named. A file that cannot be read is refused and named; the others go on, and the exit code is 3.
    """
    more = [Path(line.strip("\r\n")) for line in listed or () if line.strip()]
    if not paths and not bibliography and listed is None:
        raise click.UsageError("Name files or folders to add.")
    workbench = open_project(project)
    with progress_bar() as progress:
        added = workbench.add(*paths, *more, bibliography=bibliography, progress=progress)
    same_as = {item.given: _other_name(item.given, workbench.inputs.names(item.sha256)) for item in added.known}
    for error in added.refused:
        tell(f"Refused: {error}")
    for given, other in same_as.items():
        if other:
            tell(f"Already there: {given} has the same content as {other}")
    if as_json:
        print_json(
            {
                "added": [{"document": item.given, "sha256": item.sha256} for item in added.new],
                "known": [
                    {"document": item.given, "sha256": item.sha256, "same_as": same_as[item.given] or None}
                    for item in added.known
                ],
                "refused": [
                    {"document": error.path, "why": error.why, "place": error.place} for error in added.refused
                ],
            }
        )
    else:
        parts = [f"{len(added.new)} added"]
        if added.known:
            parts.append(f"{len(added.known)} already there")
        if added.refused:
            parts.append(f"{len(added.refused)} refused")
        click.echo(", ".join(parts))
    if added.refused:
        ctx.exit(SKIPPED)


def _other_name(given: str, names: Sequence[str]) -> str:
    """Under which other path a content was given, "" where under none."""
    return next((name for name in names if name != given), "")


@click.command()
@project_option
@workers_option
@json_option
@click.pass_context
def run(ctx: click.Context, project: Path | None, workers: int | None, as_json: bool) -> None:
    """Read, code and relate all sources; only what has changed since the last run is done again.

    Each document is kept as soon as it is finished: after Ctrl-C or a crash the same command goes on from there.
    """
    from dragoman.joinings import tell_regrouping
    from dragoman.plain import plain

    workbench = open_project(project)
    with progress_bar() as progress:
        done = workbench.run(workers=workers, progress=progress)
    skipped = [item for item in workbench.skipped() if item.place not in REMARKS]
    for item in workbench.skipped():
        tell(f"{'Note' if item.place in REMARKS else 'Skipped'}: {item.path}{_place(item.place)}: {item.why}")
    with workbench.reader() as reader:
        warn_of_coders(reader.coders())
    for line, why in workbench.judgement_log().broken:
        tell(f"Note: {workbench.judgements_path}, line {line}: {why}")
    regrouped = workbench.regroupings(done)
    for change in regrouped:
        tell(f"Note: {tell_regrouping(change, count_of)}")
    counts = {stage: count for stage, (count, _) in done.outputs.items()}
    if as_json:
        outputs = {key: list(value) for key, value in done.outputs.items()}
        print_json({"run": done.id, "outputs": outputs, "regrouped": [plain(change) for change in regrouped]})
    else:
        click.echo(f"{', '.join(count_of(counts[stage], noun) for stage, noun in BUILT.items())} ({done.id})")
    if skipped:
        ctx.exit(SKIPPED)


BUILT = {"read": "document", "code": "account", "reconcile": "event", "explain": "reason", "check": "finding"}
"""Stages whose results a run tells of."""

REMARKS = ("encoding", "header", "OCR")
"""Places of a skipped row that is a remark on a file that was read after all."""


def _place(place: str) -> str:
    return f", {place}" if place else ""


@click.command()
@project_option
@json_option
def status(project: Path | None, as_json: bool) -> None:
    """Say what is in the project, and whether its database is up to date."""
    workbench = open_project(project)
    found = workbench.status()
    if as_json:
        print_json(found)
        return
    click.echo(f"{found['title'] or workbench.folder.resolve().name}")
    click.echo(f"  sources: {count_of(found['inputs'], 'file')}; judgements: {found['judgements']}")
    if found["codings"]:
        click.echo(f"  codings by hand: {found['codings']}")
    for stage, count in found["outputs"].items():
        click.echo(f"  {NOUNS[stage]}: {count}")
    if found["skipped"]:
        click.echo(f"  skipped or remarked on: {found['skipped']} (`dragoman documents` lists them)")
    for broken in found["broken_judgements"]:
        click.echo(f"  {workbench.judgements_path.name}, line {broken['line']}: {broken['why']}")
    for broken in found["broken_codings"]:
        click.echo(f"  {workbench.codings_path.name}, line {broken['line']}: {broken['why']}")
    if found["lost_codings"]:
        lost = count_of(len(found["lost_codings"]), "coding")
        click.echo(f"  {lost} by hand without effect: the document or its words are not there now; kept")
    for judgement_id in found["unknown_judgements"]:
        click.echo(f"  judgement {judgement_id} is about a record that is not there now; it is kept")
    if found["contradicted_judgements"]:
        number = count_of(len(found["contradicted_judgements"]), "judgement")
        click.echo(f"  {number} contradicted by a later one of another person (`dragoman judgements`)")
    if not found["run"]:
        click.echo("  not run yet: `dragoman run`")
    elif not found["up_to_date"]:
        click.echo("  sources, settings, judgements or versions have changed since the last run: `dragoman run`")
    else:
        click.echo(f"  up to date ({found['run']})")


NOUNS = {
    "read": "documents",
    "names": "written names",
    "join": "persons named",
    "spot": "times spoken of",
    "code": "accounts",
    "compare": "words shared",
    "reconcile": "events",
    "explain": "reasons",
    "check": "findings",
}


@click.command()
@project_option
@workers_option
@json_option
@click.pass_context
def verify(ctx: click.Context, project: Path | None, workers: int | None, as_json: bool) -> None:
    """Build the project again beside itself and compare: the same sources must give the same records.

    Exit code 0 when they do, 1 when a stage differs.
    """
    workbench = open_project(project)
    with progress_bar() as progress:
        found = workbench.verify(workers=workers, progress=progress)
    same = not found.differences
    if as_json:
        print_json({"same": same, "differences": list(found.differences), "versions": list(found.versions)})
    else:
        for line in found.versions:
            tell(f"Note: made with another version of {line}")
        for line in found.differences or ("The same records, stage by stage.",):
            click.echo(line)
    if not same:
        ctx.exit(1)
