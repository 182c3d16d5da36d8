"""The history as it stood by a day, or in a stretch of time: what had been written by then, and of when it tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.config import Config
from dragoman.errors import ConfigError
from dragoman.judgements import Rulings
from dragoman.model import Account, Borrowing, Conflict, Document, Dyad, Event, Reason
from dragoman.reconciling import count_words, join_accounts
from dragoman.store import DocumentsThere, Reader
from dragoman.vocab import edtf
from dragoman.vocab.actors import Authority

if TYPE_CHECKING:
    # Imported where it is used: its statistics take a second to load, which most commands need not wait for.
    from dragoman.relations import Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Timespan:
    """The days (ISO 8601) that are asked for; None where that side is open.

    An event is in the span when its date may fall there. ``as_of`` is the day by which a text must have been written.

    Raises:
        ConfigError: ``since`` comes after ``until``.
    """

    since: str | None = None
    until: str | None = None
    as_of: str | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ConfigError(f"the time asked for ends ({self.until}) before it begins ({self.since})")

    @classmethod
    def of(cls, since: str | None = None, until: str | None = None, as_of: str | None = None) -> Timespan:
        """The days that three EDTF dates mean; None or "" leaves a side open.

        Raises:
            ConfigError: one cannot be read, or the time ends before it begins.
        """
        return cls(
            since=edtf_day(since, last=False) if since else None,
            until=edtf_day(until, last=True) if until else None,
            as_of=edtf_day(as_of, last=True) if as_of else None,
        )

    @property
    def text(self) -> str:
        """The span as EDTF, "" where both its sides are open."""
        return f"{self.since or '..'}/{self.until or '..'}" if self.since or self.until else ""

    def holds(self, date: str | None) -> bool:
        """Whether something of that EDTF date may have been in the span; what is undated, in one open on both sides."""
        return not self.text or (date is not None and edtf.overlaps(date, self.text))

    def holds_year(self, year: int) -> bool:
        """Whether the span touches a year."""
        return self.holds(f"{year:04}")

    def is_written(self, document: Document) -> bool:
        """Whether a document was surely written by ``as_of``: one without a date is not known to have been."""
        if not self.as_of:
            return True
        return document.written is not None and edtf.within(document.written, f"../{self.as_of}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the texts written by a day tell of a stretch of time.

    ``documents`` are those texts, by id; ``undated`` counts those left out because nobody knows when they were written.
    Where the events between two states were asked for, ``borrowings`` are those of the documents that tell of them, and
    of documents that share with these.
    ``accounts`` are those of the events, where the events between two states were asked for; else there are none. What
    a person accepted or corrected is surely read (confidence 1), whatever the machine made of it.
    """

    documents: Mapping[str, Document]
    undated: int
    events: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]
    reasons: tuple[Reason, ...]
    borrowings: tuple[Borrowing, ...]
    accounts: tuple[Account, ...]


def read_told(
    reader: Reader,
    rulings: Rulings,
    config: Config,
    span: Timespan,
    *,
    between: tuple[str, str] | None = None,
    extra: Path | None = None,
) -> Told:
    """What is told of a time by what had been written by then.

    With ``span.as_of`` the accounts of the texts written by then are grouped into events again, from those alone: what
    a later source added, contradicted or dated more finely is not known yet. What people decided holds in any case.
    ``between`` are two state codes, both of which must take part; ``extra`` is the project's own list of actors.
    """
    if between and not span.as_of:
        return _read_between(reader, rulings, config, span, between)
    every = {document.id: document for document in reader.documents(texts=False)}
    if not span.as_of:
        events = reader.events(since=span.since, until=span.until)
        return Told(
            documents=every,
            undated=0,
            events=events,
            conflicts=_about(reader.conflicts(), events),
            reasons=_within(rulings.told(reader.reasons()), events, span),
            borrowings=reader.borrowings(),
            accounts=(),
        )
    documents = {id: document for id, document in every.items() if span.is_written(document)}
    borrowings = tuple(one for one in reader.borrowings() if documents.keys() >= set(one.document_ids))
    coded = tuple(one for one in reader.accounts() if one.document_id in documents)
    accounts = rulings.judged(coded, min_confidence=config.code.min_confidence)
    joined = join_accounts(
        accounts,
        rulings,
        {id: state for id, state in reader.standpoints().items() if id in documents},
        scale=config.relate.scale,
        authority=Authority.load(extra),
        borrowings=borrowings,
        words=count_words(coded, rulings, min_confidence=config.code.min_confidence),
    )
    both = set(between or ())
    events = tuple(
        event for event in joined.events if span.holds(event.date) and both <= {*event.actors, *event.recipients}
    )
    homes = {account_id: event.id for event in joined.events for account_id in event.account_ids}
    found = (one for one in reader.reasons(as_found=True) if one.document_id in documents)
    reasons = rulings.told(replace(one, explains=homes.get(one.explains, "")) for one in found)
    return Told(
        documents=documents,
        undated=sum(document.written is None for document in every.values()),
        events=events,
        conflicts=_about(joined.conflicts, events),
        reasons=_within(reasons, events, span),
        borrowings=borrowings,
        accounts=rulings.vouched(_told_by(accounts, events)) if between else (),
    )


def read_coverage(reader: Reader, dyad: Dyad, told: Told, span: Timespan) -> Coverage:
    """What the texts that were read speak of, of two states, in the years that the span touches."""
    if span.as_of:
        return cover(dyad, told, reader.spoken(), span)
    from dragoman.relations import add_coverage

    return _in_span(add_coverage(dyad, reader.spoken_between(dyad.a, dyad.b)), span)


def cover(dyad: Dyad, told: Told, spoken: Iterable[tuple[str, str, tuple[str, ...]]], span: Timespan) -> Coverage:
    """The same of what is at hand: ``spoken`` says at which times (EDTF) documents speak of which states."""
    from dragoman.relations import Spoken, build_coverage

    found = build_coverage(
        dyad,
        (
            Spoken(document_id=document_id, date=when, states=states)
            for document_id, when, states in spoken
            if document_id in told.documents
        ),
        sources={document.id: document.source_id for document in told.documents.values()},
    )
    return _in_span(found, span)


def _in_span(coverage: Coverage, span: Timespan) -> Coverage:
    return replace(
        coverage,
        either=tuple(one for one in coverage.either if span.holds_year(one[0])),
        both=tuple(one for one in coverage.both if span.holds_year(one[0])),
    )


def _read_between(reader: Reader, rulings: Rulings, config: Config, span: Timespan, between: tuple[str, str]) -> Told:
    """What is told of two states, without reading what is told of others."""
    events = reader.events(between=between, since=span.since, until=span.until)
    accounts = _accounts(reader, rulings, config, events)
    reasons = _within(rulings.told(reader.reasons_between(*between, also=rulings.ids())), events, span)
    telling = {one.document_id for one in accounts} | {one.document_id for one in reasons}
    place = {event.id: number for number, event in enumerate(events)}
    shared = reader.borrowings_of(telling)
    return Told(
        documents=DocumentsThere(reader.path, reader.documents_of(telling)),
        undated=0,
        events=events,
        conflicts=tuple(sorted(reader.conflicts_of(place), key=lambda one: (place[one.event_id], one.field))),
        reasons=reasons,
        borrowings=tuple(sorted(shared, key=lambda one: (one.document_ids, one.one.start, one.other.start, one.id))),
        accounts=accounts,
    )


def _accounts(reader: Reader, rulings: Rulings, config: Config, events: Sequence[Event]) -> tuple[Account, ...]:
    """The accounts of the events, as people corrected them."""
    told = reader.accounts_of(event.id for event in events)
    return rulings.vouched(_told_by(rulings.judged(told, min_confidence=config.code.min_confidence), events))


def _told_by(accounts: Iterable[Account], events: Iterable[Event]) -> tuple[Account, ...]:
    known = {id for event in events for id in event.account_ids}
    return tuple(account for account in accounts if account.id in known)


def _about(conflicts: Iterable[Conflict], events: Iterable[Event]) -> tuple[Conflict, ...]:
    known = {event.id for event in events}
    return tuple(one for one in conflicts if one.event_id in known)


def _within(reasons: Iterable[Reason], events: Iterable[Event], span: Timespan) -> tuple[Reason, ...]:
    """The reasons without those that are given for an act at another time."""
    known = {event.id for event in events}
    return tuple(one for one in reasons if not span.text or not one.explains or one.explains in known)


def edtf_day(value: str, *, last: bool) -> str:
    """The first or last day of an EDTF date, in ISO 8601.

    Raises:
        ConfigError: it is no EDTF date, or is open at that end.
    """
    try:
        parsed = edtf.parse(value)
    except ValueError as error:
        raise ConfigError(f"{value!r} is no date: write 1961, 1961-12 or 1961-12-03 ({error})") from error
    day = parsed.latest() if last else parsed.earliest()
    if day is None:
        raise ConfigError(f"{value!r} is open at that end")
    return day.isoformat()
