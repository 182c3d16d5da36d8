"""Commands that list what was built: documents, events, accounts, check."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.options import json_option, open_project, project_option
from dragoman.cli.output import console, count_of, print_json_array, print_line, quoted, tell
from dragoman.vocab.witness import rank_accounts

if TYPE_CHECKING:
    from dragoman.model import Account, Conflict, Document, Event, Evidence
    from dragoman.workbench import Workbench


@click.command()
@click.option("--search", default="", help="Only passages that hold all these words, best first.")
@project_option
@json_option
def documents(search: str, project: Path | None, as_json: bool) -> None:
    """List the documents that were read, and what was skipped; with --search, the passages that hold some words."""
    workbench = open_project(project)
    if search:
        _search(workbench, search, as_json)
        return
    rows = workbench.document_rows()
    if as_json:
        print_json_array(rows)
        return
    out = console()
    for row in rows:
        written = row["written"] or "no date"
        if row["written_how"] == "text":
            written += " (found in the text)"
        print_line(out, row["title"], "bold")
        parts = [row["document"], row["locator"], written, row["standpoint"] or "", row["genre"]]
        parts.append(count_of(row["accounts"], "account"))
        print_line(out, "; ".join(part for part in parts if part), indent=2)
        print_line(out, row["id"], "dim", 2)
    for item in workbench.skipped():
        tell(f"Skipped or remarked on: {item.path}{', ' + item.place if item.place else ''}: {item.why}")


def _search(workbench: Workbench, words: str, as_json: bool) -> None:
    by_id = {document.id: document for document in workbench.documents()}
    found = workbench.search(words)
    rows: list[dict[str, Any]] = []
    for passage in found:
        document = by_id[passage.document_id]
        rows.append(
            {
                "id": passage.id,
                "document": document.path,
                "locator": passage.locator or document.locator,
                "start": passage.start,
                "end": passage.end,
                "text": document.text[passage.start : passage.end],
            }
        )
    if as_json:
        print_json_array(rows)
        return
    for row in rows:
        click.echo(f"{row['document']}, characters {row['start']}–{row['end']}  {row['id']}")
        click.echo(f"  {quoted(row['text'], 300)}")


@click.command()
@click.argument("states", nargs=-1, metavar="[STATE [STATE]]")
@click.option("--since", default="", help="From this date on (1961, 1961-12, 1961-12-03).")
@click.option("--until", default="", help="Up to this date.")
@click.option("--type", "event_type", default="", help="Only this PLOVER type, as CONSULT.")
@project_option
@json_option
def events(
    states: tuple[str, ...], *, since: str, until: str, event_type: str, project: Path | None, as_json: bool
) -> None:
    """List events by date: all, those in which a STATE takes part, or those of two."""
    if len(states) > 2:
        raise click.UsageError("Name one state or two.")
    workbench = open_project(project)
    found = workbench.events(
        between=(states[0], states[1]) if len(states) == 2 else None,
        state=states[0] if len(states) == 1 else None,
        since=since or None,
        until=until or None,
        event_type=event_type or None,
    )
    if as_json:
        conflicts: dict[str, tuple[Conflict, ...]] = {}
        for conflict in workbench.conflicts():
            conflicts[conflict.event_id] = (*conflicts.get(conflict.event_id, ()), conflict)
        standings = workbench.standings(found)
        joined = workbench.joinings(found)
        print_json_array(
            standings.event_row(event, conflicts.get(event.id, ())) | joined.event_row(event.id) for event in found
        )
        return
    out = console()
    by_id = {account.id: account for account in workbench.accounts()}
    joined = workbench.joinings(found)
    disputed = workbench.standings([event for event in found if event.standing in ("contested", "denied")])
    for event in found:
        print_line(out, act(workbench, event))
        for account in rank_accounts(event, (by_id[one] for one in event.account_ids if one in by_id)):
            print_line(out, quoted(account.evidence.quote, 200), indent=4)
        print_line(out, f"{event.standing}; {event.id}", "dim", 4)
        for link, other in joined.tell(event.id):
            print_line(out, f"{link} {other}", "dim", 4)
        for field, told in disputed.tell(event, workbench.name, disputed=True):
            print_line(out, f"{field} {told}", "italic", 4)


def act(workbench: Workbench, event: Event) -> str:
    """An event in a line: date, type, who to whom, and its status unless it is asserted."""
    kind = f"{event.event_type} ({event.mode})" if event.mode else event.event_type
    sides = " and ".join(workbench.name(actor) for actor in event.actors) or "somebody"
    if event.recipients:
        sides += " → " + " and ".join(workbench.name(recipient) for recipient in event.recipients)
    status = "" if event.status == "asserted" else f" [{event.status}]"
    return f"{event.date or 'undated':<10}  {kind}: {sides}{status}"


@click.command()
@click.argument("event", required=False)
@click.option("--document", default="", help="Only of this document (its path or id).")
@click.option("--coder", default="", help='All of this coder, as they coded them: a person, or "machine".')
@project_option
@json_option
def accounts(event: str | None, *, document: str, coder: str, project: Path | None, as_json: bool) -> None:
    """List the accounts that count (all, or those of an EVENT), with people's corrections in force.

    With --coder also those that do not count beside another coder's.
    """
    workbench = open_project(project)
    by_id = {one.id: one for one in workbench.documents(texts=False)}
    found = workbench.accounts(event)
    if coder:
        ids = {one.id for one in found}
        found = tuple(one for one in workbench.coded_by(coder) if event is None or one.id in ids)
    if document:
        found = tuple(one for one in found if document in (one.document_id, by_id[one.document_id].path))
    if as_json:
        from dragoman.plain import plain_account

        print_json_array(plain_account(account, by_id[account.document_id]) for account in found)
        return
    out = console()
    for account in found:
        print_line(out, claim(workbench, account))
        place = _place(by_id[account.document_id], account.evidence)
        print_line(out, quoted(account.evidence.quote, 200), indent=4)
        print_line(out, f"{place}; {account.id}", "dim", 4)


def claim(workbench: Workbench, account: Account) -> str:
    """An account in a line, and whose claim it is."""
    kind = f"{account.event_type} ({account.mode})" if account.mode else account.event_type
    sides = " and ".join(workbench.name(party.id) for party in account.actors) or "somebody"
    if account.recipients:
        sides += " → " + " and ".join(workbench.name(party.id) for party in account.recipients)
    status = "" if account.status == "asserted" else f" [{account.status}]"
    said = f" (says {account.speaker})" if account.speaker else ""
    return f"{account.date or 'undated':<10}  {kind}: {sides}{status}{said}"


@click.command()
@click.option("--rules", "list_rules", is_flag=True, help="List the rules instead, with how grave each is here.")
@click.option("--rule", "only", default="", help="Only what this rule objects to.")
@project_option
@json_option
def check(list_rules: bool, only: str, project: Path | None, as_json: bool) -> None:
    """List what is wrong or doubtful in the sources: impossible citations, dates that cannot be, and the like.

    Which rules are in force, and how grave what they find is, stands in the project's settings, under [check.rules].
    """
    workbench = open_project(project)
    if list_rules:
        _list_rules(workbench.config.check.severities(), as_json)
        return
    by_id = {document.id: document for document in workbench.documents(texts=False)}
    if only:
        from dragoman.accounts.criticism import in_force
        from dragoman.accounts.rules import RULES

        in_force(RULES, {only: "note"})
    found = tuple(finding for finding in workbench.findings() if only in ("", finding.rule))
    if as_json:
        from dragoman.plain import plain_finding

        print_json_array(plain_finding(finding, by_id[finding.document_id]) for finding in found)
        return
    out = console()
    for finding in found:
        document = by_id[finding.document_id]
        print_line(out, f"{finding.severity}: {finding.why}", "bold")
        print_line(out, quoted(finding.evidence.quote, 240), indent=4)
        place = _place(document, finding.evidence)
        print_line(out, f"{place}; {finding.rule}; {finding.id}", "dim", 4)
    if not found:
        out.print("Nothing was found wrong.")


def _list_rules(severities: Mapping[str, str], as_json: bool) -> None:
    from dragoman.accounts.rules import CORPUS_RULES, RULES

    told = [(rule.id, rule.severity, rule.doc) for rule in RULES]
    told += [(rule.id, rule.severity, rule.doc) for rule in CORPUS_RULES]
    rows = [{"rule": rule, "severity": severities.get(rule, own), "own": own, "what": what} for rule, own, what in told]
    if as_json:
        print_json_array(rows)
        return
    out = console()
    for row in rows:
        changed = f" (of its own: {row['own']})" if row["severity"] != row["own"] else ""
        print_line(out, f"{row['rule']}: {row['severity']}{changed}", "bold")
        print_line(out, row["what"], indent=4)


def _place(document: Document, evidence: Evidence) -> str:
    parts = (document.path, document.locate(evidence.start), f"{evidence.start}–{evidence.end}")
    return ", ".join(part for part in parts if part)
