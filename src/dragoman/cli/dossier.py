"""The command that writes the history of a relation as a document: dossier."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from dragoman.cli.options import json_option, open_project, project_option, span_options
from dragoman.cli.output import print_json, waiting


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--format",
    "to",
    metavar="FORMATS",
    default="html,md",
    show_default=True,
    help="Formats, joined by commas: html, md, docx, pdf, odt, epub, and the bibliography as csl, bib or ris.",
)
@click.option(
    "--style",
    help="The citation style: chicago (notes, the default), chicago-author-date, mla, apa..., or a .csl file.",
)
@click.option("--parts", help="The parts to write, in this order, joined by commas: relation,turns,chronology,method.")
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A TOML file with title, author, date, style, [[part]] tables (key, title, text) and [[remark]] tables.",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to; else exports/.")
@span_options
@project_option
@json_option
def dossier(
    a: str,
    b: str,
    *,
    to: str,
    style: str | None,
    parts: str | None,
    plan_file: Path | None,
    out: Path | None,
    since: str | None,
    until: str | None,
    as_of: str | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """Write the history of a relation as a document with footnotes: HTML in one file, Markdown, Word, PDF and more.

    Word, OpenDocument, EPUB, PDF and citation styles need pandoc and typst, which `make dossier` installs; without
    them HTML and Markdown have plain notes. What a person writes into a dossier stands in a file named with --plan.
    """
    from dragoman.dossier import Plan, choose_parts, read_plan

    plan = read_plan(plan_file.read_text(encoding="utf-8"), given=str(plan_file)) if plan_file else Plan()
    if parts:
        chosen = {part.key: part for part in plan.parts}
        plan = replace(plan, parts=tuple(chosen.get(part.key, part) for part in choose_parts(parts.split(","))))
    if style:
        plan = replace(plan, style=style)
    formats = tuple(dict.fromkeys(one.strip() for one in to.split(",") if one.strip()))
    with waiting(f"Writing the dossier ({', '.join(formats)})"):
        paths = open_project(project).dossier(a, b, out, to=formats, plan=plan, since=since, until=until, as_of=as_of)
    if as_json:
        print_json([str(path) for path in paths])
        return
    for path in paths:
        click.echo(f"Wrote {path}")
