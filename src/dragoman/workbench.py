"""A project as a person works with it: look, judge, and ask why."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dragoman import judgements as judging
from dragoman import manifest
from dragoman.coders import Coders
from dragoman.errors import ConfigError, StoreError
from dragoman.model import (
    Account,
    Conflict,
    Document,
    Dyad,
    Event,
    Finding,
    Judgement,
    Passage,
    Reason,
    Skipped,
    Source,
    Work,
)
from dragoman.model.name import NamedPerson
from dragoman.named import trace_person
from dragoman.plain import plain_document
from dragoman.project import Added, create
from dragoman.relation_view import RelationView, view_relation
from dragoman.vocab import edtf
from dragoman.vocab.cite import address, cite_document
from dragoman.why import Link, Tracer

if TYPE_CHECKING:
    from dragoman.relations.bins import By
    from dragoman.relations.holdings import Holdings
    from dragoman.shelf import CitedThere

__all__ = ["Added", "Workbench", "create"]


class Workbench(Coders):
    """A project's folder, opened: ``add`` and ``run`` build it, the rest looks at what was built.

    Raises:
        ConfigError: the folder holds no ``dragoman.toml``, or one that cannot be meant.
    """

    # What people decided

    def judge(
        self, about: str, verdict: str, *, value: str = "", by: str = "", at: str, why: str = ""
    ) -> tuple[Judgement, ...]:
        """Writes down what a person decided; it is in force from the next run on.

        A judgement on an event is one on its accounts, because an event is only what its accounts make it: accepting
        or rejecting it does so with each, ``same`` and ``different`` join or part it from another event.

        Raises:
            ConfigError: the record is not known, the verdict does not fit it, or the value cannot be meant.
        """
        made = [
            judging.judge(one, verdict, value=other, by=by, at=at, why=why)
            for one, other in self._targets(about, verdict, value)
        ]
        for judgement in made:
            judging.append_judgement(self.judgements_path, judgement)
        return tuple(made)

    def _targets(self, about: str, verdict: str, value: str) -> list[tuple[str, str]]:
        """The pairs (record, value) that a judgement means."""
        if verdict == "undo":
            if about not in {judgement.id for judgement in self.judgement_log().judgements}:
                raise ConfigError(f"{about} is no judgement of this project")
            return [(about, value)]
        if verdict in ("accept", "reject"):
            return [(one, value) for one in self._accounts_meant(about, others=True)]
        names = self._names_meant(about)
        if names and verdict in judging.PAIRED:
            theirs = self._names_meant(value)
            if not theirs:
                raise ConfigError(f"{value or 'nothing'} is no name or person of this project")
            if verdict == "same":
                return [(names[0], theirs[0])]
            return [(one, other) for one in names for other in theirs]
        mine = self._accounts_meant(about)
        if verdict == "correct":
            if mine != [about]:
                raise ConfigError(f"{about} is an event; correct one of its accounts: {', '.join(mine)}")
            return [(about, value)]
        others = self._accounts_meant(value)
        if verdict == "same":
            return [(mine[0], others[0])]
        return [(one, other) for one in mine for other in others]

    def _names_meant(self, record_id: str) -> list[str]:
        """The written names that an id means: itself, or those of a person; none for another record."""
        with self.reader() as reader:
            persons = reader.persons()
        return [one.id for person in persons for one in person.variants if record_id in (person.id, one.id)]

    def _accounts_meant(self, record_id: str, *, others: bool = False) -> list[str]:
        """The accounts that an id means: itself, or those of an event; a reason or finding where ``others`` may be."""
        with self.reader() as reader:
            if reader.account(record_id) is not None:
                return [record_id]
            event = reader.event(record_id)
            if event is not None:
                return list(event.account_ids)
            known = reader.record_ids()
        if others and record_id in known:
            return [record_id]
        kinds = "account, event, reason or finding" if others else "account or event"
        raise ConfigError(f"{record_id or 'nothing'} is no {kinds} of this project")

    # What came out

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

    def reasons(self) -> tuple[Reason, ...]:
        """The causes that the documents give, without those that were rejected."""
        rejected = self.rulings().rejected
        with self.reader() as reader:
            return tuple(reason for reason in reader.reasons() if reason.id not in rejected)

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
        return self.authority.lookup(name, on).id

    def name(self, actor_id: str) -> str:
        """The readable name of an actor; also of one known from a source's own list alone."""
        return self.authority.name(actor_id) if actor_id in self.authority else self._listed.get(actor_id, actor_id)

    @cached_property
    def _listed(self) -> dict[str, str]:
        from dragoman.mentions.listed import overlay_source

        overlays = (overlay_source(self.authority, source) for source in self.sources() if source.listed)
        return {actor.id: actor.name for overlay in overlays for actor in overlay}

    def relation(self, a: str, b: str) -> RelationView:
        """The history of two states' relation: series, phases, ruptures, reasons, what is disputed, what is covered.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: both names stand for one state.
        """
        one, other = self.state(a), self.state(b)
        if one == other:
            raise ConfigError(f"{a} and {b} are both {self.name(one)} ({one}): a relation is between two states")
        by = cast("By", self.config.relate.bin)
        reasons = self.reasons()
        with self.reader() as reader:
            return view_relation(
                Dyad.of(one, other),
                reader.events(between=(one, other)),
                reasons=reasons,
                conflicts=reader.conflicts(),
                documents={document.id: document for document in reader.documents(texts=False)},
                standpoints=reader.standpoints(),
                spoken=reader.spoken(),
                by=by,
            )

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

    def coverage(self, a: str, b: str) -> dict[str, Any]:
        """Which years the sources speak of for two states: "no event" and "no source" are different things."""
        return self.relation(a, b).coverage

    def why(self, record_id: str) -> Link:
        """The chain from a record to its words, its citation and the run that made it.

        Raises:
            ConfigError: there is no record of that id.
        """
        with self.reader() as reader:
            tracer = Tracer(reader, self.judgement_log().judgements, self.name)
            dyad, at, span = record_id.partition("@")
            if not at:
                return trace_person(tracer, reader, record_id) or tracer.trace(record_id)
            relation = self.relation(*dyad.split("-", 1)) if "-" in dyad else None
            for rupture in relation.ruptures if relation else ():
                if rupture.window == span:
                    return tracer.turn("rupture", record_id, f"{rupture.direction} in {span}", rupture.event_ids)
            for phase in relation.phases if relation else ():
                if phase.span == span:
                    return tracer.turn("phase", record_id, f"{phase.label} in {span}", phase.event_ids)
        raise ConfigError(
            f"{record_id}: there is no such phase or rupture (write DYAD@SPAN, as ALB-SUN@1960/1961-12-03)"
        )

    def dossier(self, a: str, b: str, out: Path | None = None) -> tuple[Path, ...]:
        """Writes the dossier of a relation, as HTML and as Markdown, into ``out`` (by default ``exports/``).

        Raises:
            StoreError: the folder cannot be written.
        """
        from dragoman.dossier import compose, write_html, write_markdown

        relation = self.relation(a, b)
        with self.reader() as reader:
            run = self.current_run(reader)
            found = compose(
                relation.found,
                relation.events,
                self.accounts(),
                tuple(reader.documents()),
                reader.sources(),
                relation.reasons,
                relation.conflicts,
                self.findings(),
                self.name,
                manifest.run_facts(run),
            )
        folder = out or self.exports
        paths = (folder / f"{relation.dyad}.html", folder / f"{relation.dyad}.md")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            paths[0].write_text(write_html(found), encoding="utf-8")
            paths[1].write_text(write_markdown(found), encoding="utf-8")
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written: {error.strerror or error}") from error
        return paths


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
