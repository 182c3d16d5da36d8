"""The command that leads from a record back to the words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option, open_project, project_option
from dragoman.cli.output import console, print_json, quoted

if TYPE_CHECKING:
    from rich.tree import Tree

    from dragoman.why import Link


@click.command()
@click.argument("record", metavar="ID")
@project_option
@json_option
def why(record: str, project: Path | None, as_json: bool) -> None:
    """Show what a record rests on: its words, their place, the work that they are cited from, the run that read them.

    ID is that of an event, account, reason, finding, passage, document, source, judgement or run; a phase or rupture
    is written as its two states and its span: ALB-SUN@1960/1961-12-03.
    """
    chain = open_project(project).why(record)
    if as_json:
        print_json(chain.to_json())
        return
    console().print(_tree(chain, None))


def _tree(link: Link, parent: Tree | None) -> Tree:
    from rich.text import Text
    from rich.tree import Tree

    shown = quoted(link.text) if link.kind == "words" else link.text
    label = Text.assemble((link.kind, "bold"), "  ", shown, "  ", (link.id, "dim"))
    for name, value in link.facts:
        label.append(f"\n{name}: ", style="dim")
        label.append(value)
    node = Tree(label) if parent is None else parent.add(label)
    for behind in link.links:
        _tree(behind, node)
    return node
