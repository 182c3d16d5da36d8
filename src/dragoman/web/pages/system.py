"""System: the states at a date, who is tied to whom, who stands together, who supplies whom, who changed sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Query

from dragoman.charts import Chart
from dragoman.charts.blocs import draw_blocs
from dragoman.charts.network import draw_network
from dragoman.errors import ConfigError
from dragoman.model import Event
from dragoman.model.system import Snapshot
from dragoman.store import Reader
from dragoman.system.windows import MEMORY
from dragoman.system_events import main_years
from dragoman.system_view import Asked, SystemView, view_system
from dragoman.timed import Timespan, edtf_day
from dragoman.web.acts import ActLines, tell_acts
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.figures import Figure, name_sources
from dragoman.web.page import Pages
from dragoman.web.rows.system import (
    BalanceTold,
    BlocRow,
    BridgeRow,
    ChangeRow,
    ChangesPage,
    ChangesTold,
    PatronRow,
    SystemPage,
    TriadRow,
)
from dragoman.web.waiting import is_large
from dragoman.wording import count, sentence

pages = Pages(key="system")

COVERED = 2_000
"""Documents up to which the sources of each tie are counted; in larger projects that takes seconds."""
MOST_EVENTS = 20_000
"""Events up to which changes of side are told at once over the whole time."""
YEARS = 10
"""Years of changes that are told at once in larger projects."""
ACTS = 8
TRIADS = 12
PATRONS = 30
"""Patrons that are shown: those of whom most is known to have come."""

At = Annotated[str, Query(max_length=40, description="EDTF: the date to tell of; its last day counts.")]
Year = Annotated[int | None, Query(ge=1, le=9999, description="The year of the slider, where no date is given.")]
Since = Annotated[str, Query(max_length=40, description="EDTF: changes from this time on.")]
Until = Annotated[str, Query(max_length=40, description="EDTF: changes up to this time.")]


@dataclass(frozen=True, slots=True)
class _Held:
    """The years in which the project's events lie (but for few that lie far off), and how many events there are."""

    first: int
    last: int
    events: int


@pages.chart("/system/chart")
def network_chart(desk: AtDesk, at: At = "") -> Chart:
    """The signed network at a date."""
    held = _years(desk)
    view = _at(desk, at or f"{held.last:04}")
    return desk.once(("network-chart", at), lambda: _draw(desk, view))


@pages.chart("/system/changes/chart")
def changes_chart(desk: AtDesk, since: Since = "", until: Until = "") -> Chart:
    """The blocs from year to year."""
    first, last, _ = _stretch(desk, since, until)
    return desk.once(("blocs-chart", first, last), lambda: _draw_blocs(desk, _course(desk, first, last)))


@pages.page("/system", template="system.html.j2", is_dear=is_large)
def system(desk: AtDesk, at: At = "", year: Year = None) -> SystemPage:
    """The states at a date: network, blocs, balance, patrons, bridges, changes of side."""
    held = _years(desk)
    wanted = at.strip() or f"{year or held.last:04}"
    fault = ""
    try:
        day = edtf_day(wanted, last=True)
    except ConfigError as error:
        fault, wanted = str(error), f"{held.last:04}"
        day = edtf_day(wanted, last=True)
    view = _at(desk, wanted)
    return desk.once(("system-page", wanted, at, fault), lambda: _tell(desk, view, wanted, at, int(day[:4]), fault))


@pages.page("/system/changes", template="changes.html.j2", is_dear=is_large)
def changes(desk: AtDesk, since: Since = "", until: Until = "") -> ChangesPage:
    """Who changed sides, from year to year, with the acts that carry each change."""
    try:
        first, last, bounded = _stretch(desk, since, until)
    except ConfigError as error:
        told = ChangesTold(since="", until="", figure=None, changes=())
        return ChangesPage(asked_since=since, asked_until=until, fault=str(error), bounded=False, told=told)
    return ChangesPage(
        asked_since=since, asked_until=until, fault="", bounded=bounded, told=_tell_changes(desk, first, last)
    )


def _years(desk: Desk) -> _Held:
    def look() -> _Held:
        with desk.bench().reader() as reader:
            counts = reader.event_counts("year")
        first, last = main_years({int(year): number for year, number in counts if year.isdigit()}) or (1900, 1900)
        return _Held(first, last, sum(number for _, number in counts))

    return desk.once("event-years", look)


def _at(desk: Desk, at: str) -> SystemView:
    """The system at a date, from the events of its window alone."""

    def make() -> SystemView:
        day = date.fromisoformat(edtf_day(at, last=True))
        begin = date(max(day.year - round(MEMORY) - 1, 1), 1, 1)
        with desk.bench().reader() as reader:
            events = reader.events(since=begin.isoformat(), until=day.isoformat())
            return _view(desk, reader, events, Asked(at=at), Timespan())

    return desk.once(("system", at), make)


def _course(desk: Desk, first: int, last: int) -> SystemView:
    """The system at the end of each year."""

    def make() -> SystemView:
        span = Timespan(since=f"{first:04}-01-01", until=f"{last:04}-12-31")
        begin = f"{max(first - round(MEMORY) - 1, 1):04}-01-01"
        with desk.bench().reader() as reader:
            events = reader.events(since=begin, until=span.until)
            return _view(desk, reader, events, Asked(by="year"), span, covered=False)

    return desk.once(("system-course", first, last), make)


def _view(
    desk: Desk, reader: Reader, events: Sequence[Event], asked: Asked, span: Timespan, *, covered: bool = True
) -> SystemView:
    told = covered and _is_covered(desk)
    documents = {one.id: one for one in reader.documents(texts=False)} if told else {}
    spoken = tuple(reader.spoken()) if told else ()
    return view_system(events, asked, span, authority=desk.bench().authority, documents=documents, spoken=spoken)


def _is_covered(desk: Desk) -> bool:
    def look() -> bool:
        with desk.bench().reader() as reader:
            return reader.count_documents() <= COVERED

    return desk.once("is-covered", look)


def _stretch(desk: Desk, since: str, until: str) -> tuple[int, int, bool]:
    """The years to tell changes of, and whether they are fewer than there are.

    Raises:
        ConfigError: a date cannot be meant, the time ends before it begins, or it holds too many events.
    """
    held = _years(desk)
    last = int(edtf_day(until.strip(), last=True)[:4]) if until.strip() else held.last
    small = held.events <= MOST_EVENTS
    usual = held.first if small else max(held.first, last - YEARS + 1)
    first = int(edtf_day(since.strip(), last=False)[:4]) if since.strip() else min(usual, last)
    if first > last:
        raise ConfigError(f"the time asked for ends ({last}) before it begins ({first})")
    if not small and last - first >= 2 * YEARS:
        raise ConfigError(f"in a project of {held.events} events at most {2 * YEARS} years are told at once")
    return first, last, not small


def _draw(desk: Desk, view: SystemView) -> Chart:
    last = view.found.snapshots[-1]
    return draw_network(last.network, desk.bench().name, blocs=last.blocs, sources=name_sources(desk))


def _draw_blocs(desk: Desk, view: SystemView) -> Chart:
    found = view.found
    blocs = [bloc for one in found.snapshots for bloc in one.blocs]
    windows = [one.network.window for one in found.snapshots]
    return draw_blocs(blocs, found.realignments, desk.bench().name, windows=windows, sources=name_sources(desk))


def _tell(desk: Desk, view: SystemView, at: str, asked_at: str, year: int, fault: str) -> SystemPage:  # noqa: PLR0917
    held = _years(desk)
    one = view.found.snapshots[-1]
    name = desk.bench().name
    leaders = {bloc.id: bloc.leader for bloc in one.blocs}

    def acts(ids: Sequence[str]) -> ActLines:
        return tell_acts(ids, view.events, name, most=ACTS)

    chart = network_chart(desk, at)
    return SystemPage(
        at=at,
        asked_at=asked_at,
        fault=fault,
        year=min(max(year, held.first), held.last),
        first=held.first,
        last=held.last,
        memory=view.found.memory,
        window=one.network.window,
        states=len(one.network.states),
        ties=len(one.network.ties),
        covered=_is_covered(desk),
        remarks=view.remarks,
        figure=Figure.of(chart, "/system/chart", at=at),
        blocs=tuple(
            BlocRow(
                leader=bloc.leader,
                members=bloc.members,
                cohesion=bloc.cohesion,
                inside=bloc.inside,
                against=bloc.against,
                acts=acts(bloc.event_ids),
            )
            for bloc in one.blocs
        ),
        alone=tuple(stand.state for stand in one.stands if not stand.bloc),
        balance=_balance(one, view.events, desk) if one.network.signed else None,
        patrons=tuple(
            PatronRow(
                patron=row.patron,
                dependant=row.dependant,
                share=row.share,
                low=row.low,
                high=row.high,
                given=row.given,
                withheld=row.withheld,
                kinds=row.kinds,
                acts=acts(row.event_ids),
            )
            for row in sorted(one.patronages, key=lambda row: (-row.given, row.patron, row.dependant))[:PATRONS]
        ),
        patronages=len(one.patronages),
        bridges=tuple(
            BridgeRow(
                state=row.state,
                leaders=(leaders[row.blocs[0]], leaders[row.blocs[1]]),
                hostility=row.hostility,
                acts=acts(row.event_ids),
            )
            for row in one.bridges
        ),
        changes=_tell_changes(desk, held.first, held.last) if held.events <= MOST_EVENTS else None,
    )


def _balance(one: Snapshot, events: Mapping[str, Event], desk: Desk) -> BalanceTold:
    found, name = one.balance, desk.bench().name
    frustration = found.frustration
    how_many = sum(number for _, number in found.counts)
    triads = (
        f"{count(how_many, 'triad')}, {count(found.unbalanced, 'unbalanced', 'unbalanced')}"
        if how_many
        else "no three states are all tied to one another"
    )
    flips = count(frustration.high, "tie")
    least = (
        f"{flips} would have to change sign for two camps" if frustration.high else "the ties make two camps at most"
    )
    if not frustration.exact:
        least = f"between {frustration.low} and {flips} would have to change sign for two camps"
    return BalanceTold(
        summary=sentence(f"{triads}; {least}"),
        counts=tuple((kind, number) for kind, number in found.counts),
        low=frustration.low,
        high=frustration.high,
        walks=found.walks,
        triads=tuple(
            TriadRow(
                states=triad.states,
                kind=triad.kind,
                balanced=triad.balanced,
                acts=tell_acts(triad.event_ids, events, name, most=ACTS),
            )
            for triad in found.triads[:TRIADS]
        ),
        total=len(found.triads),
    )


def _tell_changes(desk: Desk, first: int, last: int) -> ChangesTold:
    def make() -> ChangesTold:
        view = _course(desk, first, last)
        name = desk.bench().name
        leaders = {bloc.id: bloc.leader for one in view.found.snapshots for bloc in one.blocs}
        chart = changes_chart(desk, f"{first:04}", f"{last:04}")
        return ChangesTold(
            since=f"{first:04}",
            until=f"{last:04}",
            figure=Figure.of(chart, "/system/changes/chart", since=f"{first:04}", until=f"{last:04}"),
            changes=tuple(
                ChangeRow(
                    state=one.state,
                    kind=one.kind,
                    window=one.window,
                    origin=leaders.get(one.origin, ""),
                    destination=leaders.get(one.destination, ""),
                    sure=one.sure,
                    acts=tell_acts(one.event_ids, view.events, name, most=ACTS),
                )
                for one in sorted(view.found.realignments, key=lambda one: (one.window, one.state))
            ),
        )

    return desk.once(("changes", first, last), make)
