"""How what a judgement changes is shown: what goes with a minus before it, what comes with a plus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from dragoman.cli.look import act
from dragoman.cli.output import one_line, quoted

if TYPE_CHECKING:
    from dragoman.effects import Changes
    from dragoman.model import Conflict, Phase, Reason
    from dragoman.relation_changes import RelationChange
    from dragoman.workbench import Workbench


def show_changes(workbench: Workbench, changes: Changes) -> None:
    """Prints what is other with judgements than without them."""
    if not changes:
        click.echo("Nothing changes.")
        return
    for change in changes.events:
        _sides(
            "event" if len(change.before) <= 1 >= len(change.after) else "events",
            (f"{act(workbench, one)}  {one.id}" for one in change.before),
            (f"{act(workbench, one)}  {one.id}" for one in change.after),
        )
    _sides("disputed", *(map(_dispute, side) for side in changes.conflicts))
    shown = [_relation(relation) for relation in changes.relations]
    if changes.relations and not any(shown):
        click.echo("No relation moves by as much as a tenth of a point.")
    _sides("reasons", *((_reason(one) for one in side) for side in changes.reasons))
    _sides("findings", *((f"{one.why}  {one.id}" for one in side) for side in changes.findings))
    _sides(
        "persons",
        *(
            (f"{one.name} ({', '.join(form.form for form in one.variants)})  {one.id}" for one in side)
            for side in changes.persons
        ),
    )
    for document in changes.coded:
        click.echo(f"coded again by the next run: {document}")
    for document in changes.explained:
        click.echo(f"reasons and findings made again by the next run: {document}")


def _sides(what: str, before: Iterable[str], after: Iterable[str]) -> None:
    lines = [f"  - {one_line(line)}" for line in before] + [f"  + {one_line(line)}" for line in after]
    if lines:
        click.echo("\n".join([f"{what}:", *lines]))


def _reason(reason: Reason) -> str:
    """A reason with all that can be corrected in it, so that two versions of it read differently."""
    whose = " of ".join(filter(None, (reason.speaker, reason.speaker_state)))
    told = (reason.kind, reason.polarity, whose, reason.cited, ", ".join(reason.themes), "-".join(reason.parties))
    return f"{quoted(reason.cause.quote, 100)} ({'; '.join(filter(None, told))})  {reason.id}"


def _dispute(conflict: Conflict) -> str:
    return f"{conflict.field}: {' or '.join(one.value for one in conflict.positions)}  {conflict.event_id}"


def _relation(change: RelationChange) -> bool:
    """Prints what moves by as much as is shown, a tenth of a point; says whether anything does."""
    turns = [[f"{one.direction} {one.window}, {one.strength:.1f} points" for one in side] for side in change.ruptures]
    phases = [[f"{one.span}: {_phase(one)}" for one in side] for side in change.phases]
    levels = [(span, _level(before), _level(after)) for span, before, after in change.levels]
    moved = [f"{span} {before} to {after}" for span, before, after in levels if before != after]
    for what, (before, after) in (("turning points", turns), ("phases", phases)):
        gone, come = (
            [line for line in mine if line not in other] for mine, other in ((before, after), (after, before))
        )
        _sides(f"{change.dyad}, {what}", gone, come)
    if moved:
        click.echo(f"{change.dyad}, level: {'; '.join(moved)}")
    return bool(moved) or any(before != after for before, after in (turns, phases))


def _phase(phase: Phase) -> str:
    return phase.label if phase.label == "none" else f"{phase.label} ({_level(phase.level)})"


def _level(value: float | None) -> str:
    return "none" if value is None else f"{value:+.1f}"
