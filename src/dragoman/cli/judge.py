"""The commands about what a person decided: judge, judgements."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.changes import show_changes
from dragoman.cli.options import json_option, open_project, project_option
from dragoman.cli.output import SKIPPED, console, count_of, print_json, print_json_array, print_line, quoted, tell

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.deciding import Decided
    from dragoman.model import Judgement

VERDICTS = ("accept", "reject", "wrong", "correct", "corrected-to", "same", "different", "add", "undo")


@click.command()
@click.argument("record", metavar="ID")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.option(
    "--value", default="", help='For correct and add: "field=value; field=value". For same and different: the other id.'
)
@click.option("--words", default="", help="For add: the words of the document that the account rests on.")
@click.option(
    "--span",
    metavar="START[-END]",
    help="For add: the characters that it rests on; with --words where they begin, if they stand there several times.",
)
@click.option("--why", default="", help="The reason, for whoever reads it later.")
@click.option("--by", default="", help="Who decides; by default the user of this computer.")
@click.option("--dry-run", is_flag=True, help="Write nothing down; tell what the judgement would change.")
@project_option
@json_option
def judge(
    record: str,
    verdict: str,
    *,
    value: str,
    words: str,
    span: str | None,
    why: str,
    by: str,
    dry_run: bool,
    project: Path | None,
    as_json: bool,
) -> None:
    """Decide about a record: it outranks the machine, is kept in judgements.jsonl, and can be undone.

    accept and reject (or wrong) take an account, event, reason, finding, name or person; correct (or corrected-to)
    all of these but a finding; same and different two accounts, events, reasons, names or persons; undo a judgement.
    add takes a document, by id or path, the words or their place, and what they tell: --words "Moscow cut all credits"
    --value "event_type=SANCTION; actors=USSR; recipients=Albania; date=1961". States are named or given by code. It is
    in force from the next `dragoman run` on. `dragoman judgements` lists what was decided.
    """
    workbench = open_project(project)
    # To the microsecond: what is decided, undone and decided again in one second stays in order.
    at = datetime.now(tz=UTC).isoformat(timespec="microseconds")
    by = by or getpass.getuser()
    if verdict == "add":
        from dragoman.corrections import parse_fields

        start, end = _read_span(span)
        record, value = workbench.addition(record, parse_fields(value), words=words, start=start, end=end)
    elif words or span:
        raise click.UsageError(f"{verdict} takes no --words and no --span: they are those of an account to be added.")
    if dry_run:
        changes = workbench.preview(record, verdict, value=value, by=by, at=at)
        print_json(changes.to_json()) if as_json else show_changes(workbench, changes)
        return
    made = workbench.judge(record, verdict, value=value, by=by, at=at, why=why)
    if as_json:
        from dragoman.plain import plain

        print_json_array(plain(judgement) for judgement in made)
        return
    for judgement in made:
        click.echo(f"{judgement.id}: {told(judgement)}")
    click.echo("In force from the next `dragoman run` on.")


@click.command()
@click.option("--diff", metavar="ID", multiple=True, help="What this judgement changes; of several, all together.")
@click.option(
    "--merge",
    type=click.Path(path_type=Path),
    metavar="FILE",
    multiple=True,
    help="Take in the judgements of another person's file first; all are kept.",
)
@click.option(
    "--state",
    type=click.Choice(["in force", "undone", "overruled", "lost"]),
    help="Only those of which this has become.",
)
@click.option("--about", default="", metavar="ID", help="Only those about this record.")
@project_option
@json_option
@click.pass_context
def judgements(
    ctx: click.Context,
    *,
    diff: tuple[str, ...],
    merge: tuple[Path, ...],
    state: str | None,
    about: str,
    project: Path | None,
    as_json: bool,
) -> None:
    """List what was decided, by whom, when and why, and what has become of it: in force, undone, overruled, lost.

    Of judgements that contradict one another all are kept and the latest counts. One about a record that the last run
    did not make is lost: kept without effect, and in force again when the record is back. --diff tells what a judgement
    changes downstream: events, disputes, phases, turning points, levels, reasons and names with it and without it.
    Lines of a file that hold no judgement are named, and the exit code is 3.
    """
    workbench = open_project(project)
    if diff:
        changes = workbench.changes(*diff)
        print_json(changes.to_json()) if as_json else show_changes(workbench, changes)
        return
    broken = [(workbench.judgements_path, *one) for one in workbench.judgement_log().broken]
    if merge:
        added, wrong = workbench.merge_judgements(*merge)
        broken += wrong
        tell(f"{count_of(len(added), 'judgement')} taken in")
    found = [
        one
        for one in workbench.judgements()
        if (not state or one.state == state) and about in ("", one.judgement.about, one.judgement.value)
    ]
    if as_json:
        print_json_array(one.to_json() for one in found)
    else:
        out = console()
        for one in found:
            _show(out, one)
        if not found:
            tell("No judgement of that kind." if state or about else "Nothing was judged yet.")
        contradictions = sum(1 for one in found if one.contradicts)
        if contradictions:
            click.echo(f"{count_of(contradictions, 'judgement')} contradicted by a later one of another person")
    for path, line, why in broken:
        tell(f"No judgement: {path}, line {line}: {why}")
    if broken:
        ctx.exit(SKIPPED)


def _read_span(span: str | None) -> tuple[int | None, int]:
    """Where words begin and end: ``"120-164"``; the beginning alone where there is no end."""
    if span is None:
        return None, 0
    start, _, end = span.replace("–", "-").partition("-")
    if not start.strip().isdecimal() or (end and not end.strip().isdecimal()):
        raise click.UsageError(f"--span is two numbers of characters, as 120-164; not {span!r}.")
    return int(start), int(end or 0)


def told(judgement: Judgement) -> str:
    """A judgement in a line: the verdict, what it is about, and its value; of an added account its words."""
    if judgement.verdict != "add":
        return f"{judgement.verdict} {judgement.about} {judgement.value}".rstrip()
    from dragoman.additions import told_fields

    words, fields = told_fields(judgement)
    return f"add {judgement.about} {quoted(words, 120)} {fields}"


def _show(out: Console, one: Decided) -> None:
    judgement = one.judgement
    print_line(out, told(judgement), "bold")
    who = f"{judgement.by or 'somebody'}, {judgement.at or 'no date'}"
    print_line(out, f"{one.state}; {who}{f': {judgement.why}' if judgement.why else ''}; {judgement.id}", indent=2)
    for later in one.by:
        what = f"its {', '.join(one.fields)} " if one.fields else ""
        how = "contradicted" if later.by != judgement.by else "replaced"
        verdict = f"{later.verdict} {later.value}".rstrip()
        print_line(out, f"{what}{how} by {verdict} ({later.by}, {later.at}; {later.id})", indent=4)
