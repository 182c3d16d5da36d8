"""The command that writes down what a person decided."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path

import click

from dragoman.cli.options import json_option, open_project, project_option
from dragoman.cli.output import print_json_array


@click.command()
@click.argument("record", metavar="ID")
@click.argument("verdict", type=click.Choice(["accept", "reject", "correct", "same", "different", "undo"]))
@click.option(
    "--value", default="", help='For correct: "field=value; field=value". For same and different: the other id.'
)
@click.option("--why", default="", help="The reason, for whoever reads it later.")
@click.option("--by", default="", help="Who decides; by default the user of this computer.")
@project_option
@json_option
def judge(record: str, verdict: str, *, value: str, why: str, by: str, project: Path | None, as_json: bool) -> None:
    """Decide about a record: it outranks the machine, is kept in judgements.jsonl, and can be undone.

    accept and reject take an account, event, reason or finding; correct an account; same and different two accounts,
    events, or names or persons (`dragoman names`); undo a judgement. It is in force from the next `dragoman run` on.
    """
    workbench = open_project(project)
    at = datetime.now(tz=UTC).isoformat(timespec="seconds")
    made = workbench.judge(record, verdict, value=value, by=by or getpass.getuser(), at=at, why=why)
    if as_json:
        from dragoman.plain import plain

        print_json_array(plain(judgement) for judgement in made)
        return
    for judgement in made:
        click.echo(f"{judgement.id}: {judgement.verdict} {judgement.about} {judgement.value}".rstrip())
    click.echo("In force from the next `dragoman run` on.")
