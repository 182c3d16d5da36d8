"""Commands that say what was read, and what it refers to: coverage, citations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option, open_project, project_option
from dragoman.cli.output import count_of, print_json, print_json_array, quoted

if TYPE_CHECKING:
    from dragoman.relations.holdings import StateHoldings
    from dragoman.shelf import CitedThere
    from dragoman.workbench import Workbench


@click.command()
@click.argument("states", nargs=-1, metavar="[STATE [STATE]]")
@project_option
@json_option
def coverage(states: tuple[str, ...], project: Path | None, as_json: bool) -> None:
    """Say what was read: all of it, on a STATE year by year, or on two states together.

    "No event" and "no source" are different things: a year in which nothing is told is one thing, a year of which no
    document speaks another.
    """
    if len(states) > 2:
        raise click.UsageError("Name one state or two.")
    workbench = open_project(project)
    if len(states) == 2:
        _of_two(workbench, states[0], states[1], as_json)
    elif states:
        _of_one(workbench, states[0], as_json)
    else:
        _of_all(workbench, as_json)


def _of_two(workbench: Workbench, a: str, b: str, as_json: bool) -> None:
    from dragoman.wording import with_article

    view = workbench.relation(a, b)
    if as_json:
        print_json(view.coverage)
        return
    click.echo(view.found.coverage.describe(lambda code: with_article(workbench.name(code))))
    told = {point.span: point.n or 0 for point in view.series}
    for year, sources in view.found.coverage.either:
        events = told.get(f"{year:04}", 0)
        click.echo(f"  {year}: {count_of(len(sources), 'source')}, {count_of(events, 'event')}")


def _of_one(workbench: Workbench, state: str, as_json: bool) -> None:
    from dragoman.relations.holdings import state_json

    holdings = workbench.holdings()
    one = holdings.of(workbench.state(state))
    if as_json:
        print_json({"state": one.state, **state_json(holdings, one)})
        return
    click.echo(
        f"{workbench.name(one.state)}: {count_of(one.documents, 'document')} of {count_of(one.sources, 'source')}"
    )
    for year, documents, events in one.years:
        holds = holdings.cell(one.state, year)
        told = count_of(events, "event") if events else holds
        click.echo(f"  {year}: {told}" + (f" ({count_of(documents, 'document')})" if documents else ""))


def _of_all(workbench: Workbench, as_json: bool) -> None:
    from dragoman.relations.holdings import UNKNOWN, holdings_json

    holdings = workbench.holdings()
    if as_json:
        print_json(holdings_json(holdings))
        return
    click.echo(f"{count_of(holdings.documents, 'document')} of {count_of(holdings.sources, 'source')}")
    sides = [(workbench.name(side) if side != UNKNOWN else "nobody’s record", count) for side, count in holdings.sides]
    for title, rows in (
        ("Side", sides),
        ("Archive or publisher", holdings.archives),
        ("Language", holdings.languages),
        ("Year written", holdings.written),
    ):
        click.echo(title)
        for name, count in rows:
            click.echo(f"  {name}: {count}")
    click.echo("State")
    for one in sorted(holdings.states, key=lambda state: (-state.documents, state.state)):
        click.echo(f"  {workbench.name(one.state)}: {count_of(one.documents, 'document')}{_gaps(one)}")


def _gaps(one: StateHoldings) -> str:
    """The years told, those without an event and those without a source, in few words."""
    if not one.years:
        return ", at no dated time"
    span = f", {one.years[0][0]}–{one.years[-1][0]}" if len(one.years) > 1 else f", {one.years[0][0]}"
    gaps = [
        f"{count_of(len(years), 'year')} with {what}"
        for years, what in ((one.silent, "no event"), (one.unread, "no source"))
        if years
    ]
    return span + (f" ({', '.join(gaps)})" if gaps else "")


@click.command()
@click.option("--unresolved", is_flag=True, help="Only those that stand for no entry of the bibliography.")
@click.option("--document", default="", help="Only of this document (its path or id).")
@project_option
@json_option
def citations(unresolved: bool, document: str, project: Path | None, as_json: bool) -> None:
    """List what the documents refer to: works, archives, newspapers, "ibid.", and which entry each stands for."""
    workbench = open_project(project)
    found = [
        one
        for one in workbench.citations()
        if (not document or document in (one.document.id, one.document.path))
        and not (unresolved and one.resolved.how in ("bibliography", "edition"))
    ]
    if as_json:
        print_json_array(one.to_json() for one in found)
        return
    from dragoman.shelf import sum_cited

    for one in found:
        click.echo(quoted(one.reference.evidence.quote, 160))
        click.echo(f"    {_stands_for(one)}")
        place = f"{one.document.path}{', ' + one.place if one.place else ''}"
        click.echo(f"    {place}, {one.reference.evidence.start}–{one.reference.evidence.end}; {one.reference.id}")
    counts = sum_cited(found)
    click.echo(
        f"{count_of(len(found), 'reference')}: {counts['bibliography']} to the bibliography,"
        f" {counts['parsed']} to works by their own words, {counts['edition']} within an edition,"
        f" {counts['unresolved']} unresolved"
    )


def _stands_for(one: CitedThere) -> str:
    how, key = one.resolved.how, one.resolved.key
    page = f", {one.reference.locator}" if one.reference.locator and how != "edition" else ""
    if how == "bibliography":
        return f"→ [{key}]{page}"
    if how:
        return f"{one.reference.kind}: {key}{page}" + (f" ({one.resolved.why})" if one.resolved.why else "")
    return f"unresolved: {one.resolved.why}"
