"""What came out of a project, looked up: documents, accounts, events, names, works, and what was not read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dragoman.coders import Coders
from dragoman.model import (
    Account,
    Conflict,
    Document,
    Event,
    EventLink,
    Finding,
    MatchScore,
    Passage,
    Reason,
    Regrouping,
    Skipped,
    Source,
    Work,
)
from dragoman.model.name import NamedPerson
from dragoman.plain import plain_document
from dragoman.timed import edtf_day
from dragoman.vocab.cite import address, cite_document

if TYPE_CHECKING:
    from dragoman.joinings import Joinings
    from dragoman.relations.holdings import Holdings
    from dragoman.shelf import CitedThere
    from dragoman.standings import Standings
    from dragoman.store import Run

FEW = 100
"""Events whose accounts are read one event after the other; for more all accounts are read at once."""


class Lookup(Coders):
    """A project's records, with what people decided in force."""

    def documents(self, *, texts: bool = True) -> tuple[Document, ...]:
        """All documents, by path; without ``texts`` their ``text`` is left empty, which spares memory."""
        with self.reader() as reader:
            return tuple(reader.documents(texts=texts))

    def document_rows(self) -> list[dict[str, Any]]:
        """All documents as ``dragoman documents --json`` prints them, with how many accounts each gave."""
        counts: dict[str, int] = {}
        for account in self.accounts():
            counts[account.document_id] = counts.get(account.document_id, 0) + 1
        with self.reader() as reader:
            sources = {source.id: source for source in reader.sources()}
            found = reader.written_found()
            return [
                plain_document(
                    document,
                    sources[document.source_id],
                    found=found.get(document.id),
                    accounts=counts.get(document.id, 0),
                )
                | {
                    "citation": cite_document(sources[document.source_id], document),
                    "address": address(sources[document.source_id], document) or None,
                }
                for document in reader.documents()
            ]

    def sources(self) -> tuple[Source, ...]:
        """All sources, by id."""
        with self.reader() as reader:
            return reader.sources()

    def skipped(self) -> tuple[Skipped, ...]:
        """What was not read, and why."""
        with self.reader() as reader:
            return reader.skipped()

    def search(self, words: str, *, limit: int = 100) -> tuple[Passage, ...]:
        """The passages that hold all of ``words``, best first."""
        with self.reader() as reader:
            return reader.search(words, limit=limit)

    def events(
        self,
        *,
        between: tuple[str, str] | None = None,
        state: str | None = None,
        since: str | None = None,
        until: str | None = None,
        event_type: str | None = None,
    ) -> tuple[Event, ...]:
        """Events by date, undated last. States by code, name or alias; ``since`` and ``until`` are EDTF dates.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: a date cannot be read.
        """
        first = edtf_day(since, last=False) if since else None
        final = edtf_day(until, last=True) if until else None
        pair = (self.state(between[0]), self.state(between[1])) if between else None
        with self.reader() as reader:
            return reader.events(
                between=pair,
                state=self.state(state) if state else None,
                since=first,
                until=final,
                event_type=event_type.upper() if event_type else None,
            )

    def accounts(self, event: Event | str | None = None, *, document: str | None = None) -> tuple[Account, ...]:
        """The accounts that count (of an event, of a document, or all), with people's corrections in force."""
        event_id = event.id if isinstance(event, Event) else event
        with self.reader() as reader:
            coded = reader.accounts(event_id=event_id, document_id=document)
        return self.rulings().judged(coded, min_confidence=self.config.code.min_confidence)

    def conflicts(self) -> tuple[Conflict, ...]:
        """What the sources disagree on, in the order of the events."""
        with self.reader() as reader:
            return reader.conflicts()

    def matches(self) -> tuple[MatchScore, ...]:
        """Why accounts of one event were held to tell of one happening, with every part of the score."""
        with self.reader() as reader:
            return reader.matches()

    def links(self) -> tuple[EventLink, ...]:
        """Which events are stages of one undertaking: announced, made, cut short, called off."""
        with self.reader() as reader:
            return reader.links()

    def joinings(self, events: Sequence[Event]) -> Joinings:
        """What joins the accounts of these events, and links the events to others."""
        from dragoman.joinings import Joinings

        return Joinings(events, self.matches(), self.links())

    def regroupings(self, run: Run) -> tuple[Regrouping, ...]:
        """What a run changed in how earlier runs had grouped accounts."""
        with self.reader() as reader:
            return reader.regroupings(run.id)

    def standings(self, events: Sequence[Event]) -> Standings:
        """What is told of each field of the events, by whom, and how it stands."""
        from dragoman.standings import find_standings

        with self.reader() as reader:
            told: tuple[Account, ...] = reader.accounts() if len(events) > FEW else ()
            if not told:
                first = (one.document_id for event in events for one in reader.accounts(event_id=event.id))
                told = tuple(one for id in dict.fromkeys(first) for one in reader.accounts(document_id=id))
            accounts = self.rulings().judged(told, min_confidence=self.config.code.min_confidence)
            telling = {one.document_id for one in told}
            documents = tuple(reader.documents_of(telling).values())
            records = (
                tuple(reader.sources_of(document.source_id for document in documents).values()),
                reader.standpoints_of(telling),
            )
            borrowings = reader.borrowings_of(telling)
        return find_standings(events, accounts, documents, *records, self.authority, borrowings)

    def reasons(self) -> tuple[Reason, ...]:
        """The causes that the documents give, with people's corrections in force and each told once."""
        with self.reader() as reader:
            return self.rulings().told(reader.reasons())

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong or doubtful in the sources, without what was rejected."""
        rejected = self.rulings().rejected
        with self.reader() as reader:
            return tuple(finding for finding in reader.findings() if finding.id not in rejected)

    def state(self, name: str, on: date | None = None) -> str:
        """The code of the state that ``name`` (code, name, demonym, alias, number) stands for.

        Raises:
            ActorNameError: it stands for no state, or for several.
        """
        # Events name a body by its bare code (NATO), as they do a state.
        return self.authority.lookup(name, on).id.removeprefix("body:")

    def name(self, actor_id: str) -> str:
        """The readable name of an actor; also of one known from a source's own list alone."""
        return self.authority.name(actor_id) if actor_id in self.authority else self._listed.get(actor_id, actor_id)

    @cached_property
    def _listed(self) -> dict[str, str]:
        from dragoman.mentions.listed import overlay_source

        with self.reader() as reader:
            listing = reader.listing_sources()
        overlays = (overlay_source(self.authority, source) for source in listing)
        return {actor.id: actor.name for overlay in overlays for actor in overlay}

    def citations(self) -> tuple[CitedThere, ...]:
        """Everything that the documents refer to, in the order of the text, and what each reference stands for."""
        from dragoman.shelf import list_cited

        with self.reader() as reader:
            return list_cited(reader)

    def names(self, name: str = "", *, unresolved: bool = False, document: str = "") -> tuple[NamedPerson, ...]:
        """The persons whom the documents name, by name: all, or those who can be meant by a name in any spelling.

        ``document`` is a path or an id. With ``unresolved`` only names that fit several persons, or nobody known.
        """
        from dragoman.named import find_persons

        with self.reader() as reader:
            found = reader.persons()
            ids = {one.id for one in reader.documents(texts=False) if document in (one.id, one.path)}
        if name:
            found = find_persons(found, name)
        return tuple(
            person
            for person in found
            if not (unresolved and not person.why) and (not document or ids & set(person.documents))
        )

    def name_row(self, person: NamedPerson) -> dict[str, Any]:
        """A person as ``dragoman names --json`` prints it."""
        from dragoman.named import plain_person

        return plain_person(person, self._paths)

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {document.id: document.path for document in self.documents(texts=False)}

    def person_name(self, person_id: str) -> str:
        """The name of a person whom the corpus or the authority list knows by an id."""
        return self._persons.get(person_id) or self.name(person_id)

    @cached_property
    def _persons(self) -> dict[str, str]:
        return {person.id: person.name for person in self.names()}

    def works(self) -> tuple[Work, ...]:
        """The entries of the project's bibliographies, by key."""
        with self.reader() as reader:
            return reader.works()

    def holdings(self) -> Holdings:
        """What was read, by state, year, archive, language and side."""
        from dragoman.shelf import read_holdings

        with self.reader() as reader:
            return read_holdings(reader)
