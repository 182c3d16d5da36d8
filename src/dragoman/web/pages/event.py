"""Event: its accounts side by side, what agrees and what differs, and who was in a position to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dragoman.dossier.holders import write_holder, write_value
from dragoman.joinings import Joinings, tell_match
from dragoman.model import Account, Document, Event, Source
from dragoman.model.standing import FieldStanding
from dragoman.standings import Standings
from dragoman.store import Reader
from dragoman.vocab import edtf
from dragoman.vocab.cite import cite_source
from dragoman.vocab.witness import rank_accounts
from dragoman.web.desk import Bench
from dragoman.web.page import Pages, missing
from dragoman.web.telling import AccountCard, card
from dragoman.wording import close_up, sentence, write_act, write_status
from dragoman.workbench import Workbench

pages = Pages(key="event")

MOST = 60
"""How many accounts are set side by side; of more the most explicit are."""

Distance = Literal["before", "same_time", "weeks", "months", "years", "unknown"]
"""How long after the event a text was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """What is known of who tells an account: whose record, whether that state took part, how long after."""

    document: str
    document_title: str
    path: str
    source: str
    genre: str
    written: str | None
    standpoint: str | None
    took_part: bool
    distance: Distance
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One account, who tells it, and which of the event's fields it is contradicted in."""

    account: AccountCard
    witness: Witness
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a field, in words, and who holds it."""

    value: str
    words: str
    contradicted: bool
    holders: tuple[str, ...]
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A field of the event: how it stands, and each value that is told."""

    field: str
    standing: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """Another event that is a stage of the same undertaking."""

    words: str
    event_id: str
    act: str
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRow:
    """A cause given for the event, in the words of the text."""

    id: str
    document_id: str
    start: int
    cause: str
    effect: str
    kind: str
    speaker: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """An event. ``accounts`` are ranked, the most explicit first; ``total`` counts all that there are."""

    id: str
    act: str
    event_type: str
    mode: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    place: str
    score: float
    status: str
    status_words: str
    standing: str
    fields: tuple[FieldRow, ...]
    accounts: tuple[Told, ...]
    total: int
    links: tuple[LinkRow, ...]
    joined: tuple[str, ...]
    causes: tuple[CauseRow, ...]


@pages.page("/events/{event_id}", template="event.html.j2")
def event(bench: Bench, event_id: str) -> EventPage:
    """The accounts of an event side by side: what agrees, what differs, who could know."""
    with bench.reader() as reader:
        found = reader.event(event_id)
        if found is None:
            raise missing(f"there is no event {event_id}; the run that made it may have been followed by another")
        accounts = rank_accounts(found, bench.accounts(found))
        shown = accounts[:MOST]
        standings = bench.standings([found])
        fields = standings.fields.get(found.id, ())
        joinings = Joinings([found], reader.matches_of(found.account_ids), reader.links_of(found.id))
        return EventPage(
            id=found.id,
            act=sentence(write_act(found, bench.name)),
            event_type=found.event_type,
            mode=found.mode,
            actors=found.actors,
            recipients=found.recipients,
            date=found.date,
            place=found.place,
            score=found.score,
            status=found.status,
            status_words=write_status(found.status),
            standing=found.standing,
            fields=tuple(_field(bench, standings, one) for one in fields),
            accounts=_told(bench, reader, found, shown, fields),
            total=len(accounts),
            links=_links(bench, reader, joinings, found.id),
            joined=tuple(tell_match(one) for one in reader.matches_of(found.account_ids)[:MOST]),
            causes=_causes(bench, reader, found.id),
        )


def _field(bench: Workbench, standings: Standings, standing: FieldStanding) -> FieldRow:
    return FieldRow(
        field=standing.field,
        standing=standing.standing,
        values=tuple(
            Value(
                value=one.value,
                words=write_value(standing.field, one.value, bench.name),
                contradicted=one.contradicted,
                holders=tuple(
                    dict.fromkeys(
                        sentence(write_holder(voice, standings.title(voice), bench.name)) for voice in one.voices
                    )
                ),
                accounts=one.account_ids,
            )
            for one in standing.tellings
        ),
    )


def _told(
    bench: Workbench, reader: Reader, event: Event, accounts: list[Account], fields: tuple[FieldStanding, ...]
) -> tuple[Told, ...]:
    documents = reader.documents_of(one.document_id for one in accounts)
    sources = reader.sources_of(one.source_id for one in documents.values())
    differing: dict[str, list[str]] = {}
    for standing in fields:
        for telling in standing.tellings:
            for account_id in telling.account_ids if telling.contradicted else ():
                differing.setdefault(account_id, []).append(standing.field)
    rulings = bench.rulings()
    rows = []
    for one in accounts:
        document = documents[one.document_id]
        source = sources.get(document.source_id)
        passage = reader.passage(one.evidence.passage_id)
        rows.append(
            Told(
                account=card(one, document, source, passage, event.id, rulings, bench.name),
                witness=_witness(event, document, sources),
                differs=tuple(differing.get(one.id, ())),
            )
        )
    return tuple(rows)


def _witness(event: Event, document: Document, sources: Mapping[str, Source]) -> Witness:
    source = sources.get(document.source_id)
    standpoint = source.standpoint if source else None
    distance, years = _distance(event.date, document.written)
    return Witness(
        document=document.id,
        document_title=document.title or document.path,
        path=document.path,
        source=cite_source(source) if source else document.path,
        genre=source.genre if source else "",
        written=document.written,
        standpoint=standpoint,
        took_part=bool(standpoint) and standpoint in {*event.actors, *event.recipients},
        distance=distance,
        years=years,
    )


def _distance(happened: str | None, written: str | None) -> tuple[Distance, int]:
    """How long after an event a text was written, by the least that both dates allow; and the whole years of it."""
    if not happened or not written:
        return "unknown", 0
    last = edtf.parse(happened).latest()
    first, latest = edtf.parse(written).earliest(), edtf.parse(written).latest()
    began = edtf.parse(happened).earliest()
    if last is None or first is None:
        return "unknown", 0
    if began is not None and latest is not None and latest < began:
        return "before", 0
    days = (first - last).days
    if days <= 14:
        return "same_time", 0
    if days <= 60:
        return "weeks", 0
    return ("months", 0) if days < 365 else ("years", days // 365)


def _links(bench: Workbench, reader: Reader, joinings: Joinings, event_id: str) -> tuple[LinkRow, ...]:
    told = joinings.tell(event_id)
    others = {one.id: one for one in reader.events(ids=tuple(other for _, other in told))}
    return tuple(
        LinkRow(words=words, event_id=other, act=write_act(others[other], bench.name), date=others[other].date)
        for words, other in told
        if other in others
    )


def _causes(bench: Workbench, reader: Reader, event_id: str) -> tuple[CauseRow, ...]:
    return tuple(
        CauseRow(
            id=one.id,
            document_id=one.document_id,
            start=one.evidence.start,
            cause=close_up(one.cause.quote),
            effect=close_up(one.effect.quote),
            kind=one.kind,
            speaker=one.speaker,
            themes=one.themes,
        )
        for one in bench.rulings().told(reader.reasons_of(event_id))
    )
