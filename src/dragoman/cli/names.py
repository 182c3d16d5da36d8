"""The command that says whom the names in a corpus mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option, open_project, project_option
from dragoman.cli.output import console, count_of, print_json_array, print_line

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model.name import NamedPerson
    from dragoman.workbench import Workbench


@click.command()
@click.argument("name", default="")
@click.option("--unresolved", is_flag=True, help="Only names that may mean several persons, or nobody known.")
@click.option("--document", default="", help="Only of this document (its path or id).")
@project_option
@json_option
def names(name: str, *, unresolved: bool, document: str, project: Path | None, as_json: bool) -> None:
    """List the persons whom the documents name: how each is written, how often, and why that is taken for one person.

    NAME is a name or a part of one, in any spelling, or the id of a person. A name that fits several persons stays
    unresolved, with those whom it may mean. `dragoman judge ID same --value ID` joins two, `different` parts them.
    """
    workbench = open_project(project)
    found = workbench.names(name, unresolved=unresolved, document=document)
    if as_json:
        print_json_array(workbench.name_row(person) for person in found)
        return
    out = console()
    paths = {document.id: document.path for document in workbench.documents(texts=False)}
    for person in found:
        _show(out, workbench, person, paths)
    open_ones = sum(1 for person in found if person.why)
    click.echo(f"{count_of(len(found) - open_ones, 'person')}; {count_of(open_ones, 'name')} unresolved")


def _show(out: Console, workbench: Workbench, person: NamedPerson, paths: dict[str, str]) -> None:
    known = person.actor or "from the corpus"
    whose = f", {workbench.name(person.state)}" if person.state else ""
    print_line(out, f"{person.name}{whose}", "bold")
    print_line(out, f"unresolved: {person.why}" if person.why else known, indent=2)
    for variant in person.variants:
        why = f"; {variant.reason}, {variant.score:.2f}" if variant.reason else ""
        times = f"{variant.count}x in {count_of(len(variant.documents), 'document')}"
        print_line(out, f"{variant.form}: {times}{why}; {variant.id}", indent=4)
    for candidate in person.candidates:
        print_line(out, f"may be {workbench.person_name(candidate)} ({candidate})", indent=4)
    shown = [paths.get(one, one) for one in person.documents[:3]]
    more = len(person.documents) - len(shown)
    print_line(out, ", ".join(shown) + (f" and {more} more" if more else "") + f"; {person.id}", "dim", 4)
