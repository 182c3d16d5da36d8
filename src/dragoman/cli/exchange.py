"""The commands that hand a project to other programs and machines: export, unpack."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.options import json_option, open_project, project_option, span_options
from dragoman.cli.output import count_of, print_json, tell, waiting

BINS = ("day", "month", "quarter", "year")


@click.command()
@click.argument("form", metavar="FORMAT")
@click.argument("states", nargs=-1)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write; its ending chooses among those of the format. By default a file in exports/.",
)
@click.option("--by", type=click.Choice(BINS), default=None, help="The length of a bin (series, gexf, graphml).")
@click.option("--directed", is_flag=True, help="Tell the acts of each side towards the other apart (series).")
@span_options
@project_option
@json_option
def export(
    form: str,
    states: tuple[str, ...],
    *,
    out: Path | None,
    by: str | None,
    directed: bool,
    since: str | None,
    until: str | None,
    as_of: str | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """Write the project for other programs: of all STATES, of one, or of the acts between two.

    FORMAT is plover (acts: .jsonl, .csv, .parquet), accounts (what each passage says), series (dyad series with
    codebook), gexf and graphml (ties between states), timelinejs (.csv, .json), prov (W3C PROV-JSON), annotations (W3C
    Web Annotations), tei (stand-off), qdpx (REFI-QDA), project (everything, as one .zip for `dragoman unpack`), or one
    that `dragoman plugins` lists besides.
    """
    with waiting(f"Writing {form}"):
        found = open_project(project).export(
            form, out, states=states, since=since, until=until, as_of=as_of, by=by or "", directed=directed
        )
    for remark in found.remarks:
        tell(f"Note: {remark}")
    if as_json:
        print_json({"files": [str(path) for path in found.paths], "counts": dict(found.counts)})
        return
    held = ", ".join(_count(number, noun) for noun, number in found.counts)
    for number, path in enumerate(found.paths):
        click.echo(f"Wrote {path}" + (f" ({held})" if held and not number else ""))


def _count(number: int, noun: str) -> str:
    """A number with its noun: "1 pair of states", "3 pairs of states"."""
    head, of, rest = noun.partition(" of ")
    return f"{count_of(number, head)}{of}{rest}"


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.zip")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@json_option
def unpack(archive: Path, folder: Path | None, *, as_json: bool) -> None:
    """Open a project that `dragoman export project` packed, in a new folder DIR (by default the archive's name).

    Every file is held against its SHA-256 before the folder appears. Nothing outside the folder is ever written.
    """
    from dragoman.export.unpack import unpack_project

    target = folder or Path(archive.name.removesuffix(".zip").removesuffix(".project"))
    with waiting(f"Unpacking {archive.name}"):
        found = unpack_project(archive, target)
    if as_json:
        print_json({"folder": str(found.folder), "files": found.files, "dragoman": found.version, "run": found.run})
        return
    click.echo(f"Unpacked {count_of(found.files, 'file')} into {found.folder} (packed by Dragoman {found.version})")
    if not found.run:
        tell("Note: the database was not packed, or its last run was cut off: `dragoman run` makes it")
