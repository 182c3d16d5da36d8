"""What `make demo` runs: a project from the three accounts, its history in the terminal, its dossier on disk."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import dragoman
from dragoman.cli.output import console, progress_bar
from dragoman.dossier.holders import write_value
from dragoman.model import Account, Conflict, Event, Reason
from dragoman.vocab.witness import rank_accounts
from dragoman.wording import (
    close_up,
    join,
    scaled,
    with_article,
    write_act,
    write_date,
    write_field,
    write_status,
)
from dragoman.workbench import Workbench

HERE = Path(os.path.relpath(Path(__file__).resolve().parent))
"""Relative, so that a dossier names the files in the same way on every machine."""

PROJECT = Path("demo-project")
DRAGOMAN = os.path.relpath(Path(sys.executable).with_name("dragoman"))
ACCOUNTS = ("tirana.md", "moscow.md", "observer.md")
STATES = ("ALB", "SUN")
WIDTH = 96
PER_SIDE = 4
"""How many reasons of a side are printed; the dossier has them all."""

out = console()


def main() -> None:
    """Builds the project and tells what is in it."""
    argparse.ArgumentParser(
        description=f"Builds the project of the example in {PROJECT}/ (a project that is there already is made anew), "
        "tells its history in the terminal, and writes its dossier."
    ).parse_args()
    workbench = fresh_project()
    with progress_bar() as progress:
        workbench.run(progress=progress)
    relation = workbench.relation(*STATES)
    read, told = len(workbench.documents()), len(workbench.accounts())
    heading(workbench.config.project.title)
    say(f"{read} documents, {told} accounts; {len(relation.events)} acts between the two. Levels from −10 to +10.")
    tell_phases(workbench)
    tell_ruptures(workbench)
    tell_reasons(workbench)
    tell_conflict(workbench)
    tell_findings(workbench)
    heading("Dossier")
    for path in workbench.dossier(*STATES):
        say(str(path))
    heading("Go on")
    commands = ["relation Albania USSR", "events Albania Yugoslavia", "check"]
    commands += [f"why {event.id}" for event in attested(relation.events)[:1]]
    for command in commands:
        say(f"{DRAGOMAN} {command} -p {PROJECT}", indent=2)


def fresh_project() -> Workbench:
    """The project's folder, made anew: only a folder that holds a project is ever removed."""
    if (PROJECT / "dragoman.toml").is_file():
        shutil.rmtree(PROJECT)
    PROJECT.mkdir()
    shutil.copy(HERE / "dragoman.toml", PROJECT)
    workbench = dragoman.open(PROJECT)
    added = workbench.add(*(HERE / name for name in ACCOUNTS))
    for refused in added.refused:
        say(f"not read: {refused}")
    return workbench


def tell_phases(workbench: Workbench) -> None:
    """The stretches of years in which the relation kept one level."""
    heading("Phases")
    for phase in workbench.relation(*STATES).phases:
        level = f"level {scaled(phase.level):>5}   80 % interval {scaled(phase.low)} to {scaled(phase.high)}"
        say(f"{write_date(phase.span):<38} {phase.label:<12} {level}")


def tell_ruptures(workbench: Workbench) -> None:
    """The turning points, each with what happened in its window and the words that tell it."""
    heading("Ruptures")
    relation = workbench.relation(*STATES)
    events = {event.id: event for event in relation.events}
    for rupture in relation.ruptures:
        say(f"{rupture.direction.capitalize()}, {write_date(rupture.window)}: strength {rupture.strength:.1f}")
        inside = [events[id] for id in rupture.event_ids if id in events]
        for event in attested(inside)[:3]:
            tell_event(workbench, event)


def attested(events: Iterable[Event]) -> list[Event]:
    """Events, those that most accounts tell of first, among equals the gravest."""
    return sorted(events, key=lambda event: (-len(event.account_ids), -abs(event.score), event.id))


def tell_event(workbench: Workbench, event: Event) -> None:
    """One act, and one account of it in its own words."""
    mark = join([mark for mark in (write_status(event.status), event.standing) if mark], last=",")
    say(f"{write_date(event.date)}: {write_act(event, workbench.name)} [{mark}]", indent=2)
    for account in rank_accounts(event, workbench.accounts(event))[:1]:
        quote(workbench, account)


def tell_reasons(workbench: Workbench) -> None:
    """Why it happened, as each side has it."""
    heading("Reasons, by side")
    records = whose_records(workbench)
    sides: dict[str, list[Reason]] = defaultdict(list)
    for reason in workbench.relation(*STATES).reasons:
        own = "" if reason.speaker else records.get(reason.document_id, "")
        sides[reason.speaker_state or own].append(reason)
    for side in sorted(sides, key=lambda side: (side not in STATES, side)):
        given = sorted(sides[side], key=lambda reason: (-reason.confidence, reason.document_id, reason.evidence.start))
        say(f"Given by {with_article(workbench.name(side)) if side else 'others'} ({len(given)}):")
        for reason in given[:PER_SIDE]:
            themes = f"[{', '.join(reason.themes)}] " if reason.themes else ""
            say(f"{themes}“{close_up(reason.cause.quote)}”", indent=2)
            say(f"→ “{close_up(reason.effect.quote)}”", indent=4)


def tell_conflict(workbench: Workbench) -> None:
    """One thing that the accounts cannot all be right about: the gravest act in dispute."""
    heading("One thing the sources disagree on")
    relation = workbench.relation(*STATES)
    events = {event.id: event for event in relation.events}
    if not relation.conflicts:
        say("No two accounts of one act were found that cannot both be right.")
        return
    conflict = min(relation.conflicts, key=lambda one: gravity(one, events[one.event_id]))
    event = events[conflict.event_id]
    accounts = rank_accounts(event, workbench.accounts(event))
    say(f"{write_field(conflict.field)} Of what is held to be one act, {write_date(event.date)}:")
    for position in conflict.positions:
        say(f"– {write_value(conflict.field, position.value, workbench.name)}", indent=2)
        held = [account for account in accounts if account.id in position.account_ids]
        for account in held[:2]:
            quote(workbench, account)


def gravity(conflict: Conflict, event: Event) -> tuple[bool, float, str, str]:
    """Sorts disputes: who did it before what else, grave acts before light ones."""
    return (conflict.field != "initiator", -abs(event.score), event.id, conflict.field)


def tell_findings(workbench: Workbench) -> None:
    """What is wrong or doubtful in the sources."""
    heading("What is wrong with a source")
    paths = {document.id: document.path for document in workbench.documents()}
    for finding in workbench.findings():
        say(f"{Path(paths[finding.document_id]).name}, {finding.severity}: {finding.why}")
        say(f"“{close_up(finding.evidence.quote)}”", indent=4)


def whose_records(workbench: Workbench) -> dict[str, str]:
    """Document id to the state whose record it is, "" for nobody's."""
    standpoints = {source.id: source.standpoint or "" for source in workbench.sources()}
    return {document.id: standpoints[document.source_id] for document in workbench.documents()}


def quote(workbench: Workbench, account: Account) -> None:
    """The words of an account, with the file they stand in."""
    paths = {document.id: document.path for document in workbench.documents()}
    say(f"“{close_up(account.sentence.quote)}” ({Path(paths[account.document_id]).name})", indent=4)


def heading(words: str) -> None:
    """A line that stands out, with or without a terminal."""
    out.print()
    out.print(words, style="bold", markup=False)
    out.print("─" * len(words), style="dim", markup=False)


def say(words: str, *, indent: int = 0) -> None:
    """A paragraph, broken into lines under its own beginning."""
    blanks = " " * indent
    out.print(textwrap.fill(words, WIDTH, initial_indent=blanks, subsequent_indent=blanks + "  "), markup=False)


if __name__ == "__main__":
    main()
