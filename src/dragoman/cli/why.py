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

    ID is that of an event, account, reason, finding, person, name, passage, document, source, judgement or run; a
    phase or rupture is written as its two states and its span: ALB-SUN@1960/1961-12-03.
    """
    chain = open_project(project).why(record)
    if as_json:
        print_json(chain.to_json())
        return
    console().print(_tree(chain, None, set()))


def _tree(link: Link, parent: Tree | None, told: set[str]) -> Tree:
    """The chain as a tree; a document or run that was told before is only named."""
    from rich.text import Text
    from rich.tree import Tree

    again = link.id in told
    told.add(link.id)
    shown = quoted(link.text) if link.kind == "words" else "see above" if again else link.text
    label = Text.assemble((link.kind, "bold"), "  ", shown, "  ", (link.id, "dim"))
    whole = link.kind == "words" or not again
    for name, value in link.facts if whole else ():
        label.append(f"\n{name}: ", style="dim")
        label.append(value)
    node = Tree(label) if parent is None else parent.add(label)
    for behind in link.links if whole else ():
        _tree(behind, node, told)
    return node
