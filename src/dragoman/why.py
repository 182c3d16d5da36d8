"""The way back from any record to the words on the page, their citation, and the run that read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.errors import ConfigError
from dragoman.model import Account, Borrowing, Document, Event, Evidence, Finding, Judgement, Reason, Source
from dragoman.reasons.rank import RankedSide, told_event
from dragoman.store import Reader
from dragoman.vocab.cite import address, cite_document, cite_source
from dragoman.vocab.witness import rank_accounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step of the way: what it is, its id, what it says, facts about it, and the steps that lie behind it."""

    kind: str
    id: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The same as dicts and lists."""
        return {
            "kind": self.kind,
            "id": self.id,
            "text": self.text,
            "facts": dict(self.facts),
            "links": [link.to_json() for link in self.links],
        }


def facts(**values: str) -> tuple[tuple[str, str], ...]:
    """The facts that hold something, in the order given."""
    return tuple((name.replace("_", " "), value) for name, value in values.items() if value)


class Tracer:
    """Follows records back. ``name`` gives an actor's readable name, ``stand`` how an event stands field by field.

    ``joined`` tells what joined an event's accounts, and the events it is linked with.
    """

    def __init__(
        self,
        reader: Reader,
        judgements: Sequence[Judgement],
        name: Callable[[str], str],
        stand: Callable[[Event], Sequence[tuple[str, str]]] = lambda event: (),
        joined: Callable[[Event], Sequence[tuple[str, str]]] = lambda event: (),
    ) -> None:
        self._stand = stand
        self._joined = joined
        self._reader = reader
        self._judgements = judgements
        self._name = name

    def trace(self, record_id: str) -> Link:
        """The chain that begins at a record.

        Raises:
            ConfigError: no record of the project has that id.
        """
        event = self._reader.event(record_id)
        if event is not None:
            return self.event(event)
        account = self._reader.account(record_id)
        if account is not None:
            return self.account(account)
        for reason in self._reader.reasons():
            if reason.id == record_id:
                return self.reason(reason)
        for finding in self._reader.findings():
            if finding.id == record_id:
                return self.finding(finding)
        for borrowing in self._reader.borrowings():
            if borrowing.id == record_id:
                return self.borrowing(borrowing)
        return self._other(record_id)

    def _other(self, record_id: str) -> Link:
        document = self._reader.document(record_id)
        if document is not None:
            return self.document(document)
        source = self._reader.source(record_id)
        if source is not None:
            return self.source(source)
        passage = self._reader.passage(record_id)
        if passage is not None:
            document = self._document(passage.document_id)
            quote = document.text[passage.start : passage.end]
            words = Evidence(passage_id=passage.id, start=passage.start, end=passage.end, quote=quote)
            return self.words(words, document)
        for judgement in self._judgements:
            if judgement.id == record_id:
                return self.judgement(judgement)
        if self._reader.run(record_id) is not None:
            return self.run(record_id)
        raise ConfigError(f"{record_id} is no record of this project")

    def turn(
        self, kind: str, record_id: str, text: str, event_ids: Sequence[str], causes: Sequence[RankedSide] = ()
    ) -> Link:
        """A phase or a rupture, the events that it rests on, and the causes that are given for it."""
        events = self._reader.events(ids=tuple(event_ids))
        given = dict.fromkeys(reason for side in causes for theme in side.themes for reason in theme.reasons)
        links = (*map(self.event, events), *(self.reason(one, onward=False) for one in given))
        return Link(kind=kind, id=record_id, text=text, links=links)

    def event(self, event: Event) -> Link:
        """An event, and the accounts it is built from."""
        found = (self._reader.account(account_id) for account_id in event.account_ids)
        accounts = rank_accounts(event, (account for account in found if account is not None))
        return Link(
            kind="event",
            id=event.id,
            text=self._act(event.event_type, event.mode, event.actors, event.recipients, event.date),
            facts=(
                *facts(status=event.status, standing=event.standing, score=f"{event.score:+g}", place=event.place),
                *((f"told of {field}", told) for field, told in self._stand(event)),
                *self._joined(event),
            ),
            links=(
                *(self.account(account) for account in accounts),
                *self._made_by("events", event.id),
            ),
        )

    def account(self, account: Account) -> Link:
        """An account: its words, what the text itself cites for it, what a person decided, the run."""
        document = self._document(account.document_id)
        actors = [party.state or party.id for party in account.actors]
        recipients = [party.state or party.id for party in account.recipients]
        return Link(
            kind="account",
            id=account.id,
            text=self._act(account.event_type, account.mode, actors, recipients, account.date),
            facts=facts(
                status=account.status,
                said_by=account.speaker or "the author",
                cited_there=account.cited,
                date_read=account.date_how,
                sentence=" ".join(account.sentence.quote.split()),
                coder=f"{account.coder}, {account.scheme}, confidence {account.confidence:.2f}",
            ),
            links=(
                self.words(account.evidence, document),
                *self._judged(account.id),
                *self._made_by("accounts", account.id),
            ),
        )

    def reason(self, reason: Reason, *, onward: bool = True) -> Link:
        """A reason, its words, and (``onward``) the events that it explains and that its cause is, where they are."""
        cause = self._cause(reason)
        told = _some(reason.explains, cause) if onward else ()
        return Link(
            kind="reason",
            id=reason.id,
            text=f"{_line(reason.cause.quote)} → {_line(reason.effect.quote)}",
            facts=facts(
                cue=reason.cue,
                kind=reason.kind,
                said_by=reason.speaker or "the author",
                side=reason.speaker_state,
                themes=", ".join(reason.themes),
                cited_there=reason.cited,
                explains=reason.explains,
                cause_is=cause,
            ),
            links=(
                self.words(reason.evidence, self._document(reason.document_id)),
                *(self.event(event) for event in self._reader.events(ids=told)),
                *self._judged(reason.id),
                *self._made_by("reasons", reason.id),
            ),
        )

    def _cause(self, reason: Reason) -> str:
        accounts = self._reader.accounts(document_id=reason.document_id)
        known = [(account, self._reader.event_of(account.id) or "") for account in accounts]
        others = [one for one in known if one[1] not in ("", reason.explains)]
        return told_event(reason.cause, reason.document_id, others)

    def finding(self, finding: Finding) -> Link:
        """A finding of source criticism, and its words."""
        return Link(
            kind="finding",
            id=finding.id,
            text=finding.why,
            facts=facts(rule=finding.rule, severity=finding.severity),
            links=(
                self.words(finding.evidence, self._document(finding.document_id)),
                *self._judged(finding.id),
                *self._made_by("findings", finding.id),
            ),
        )

    def borrowing(self, borrowing: Borrowing) -> Link:
        """Words that two documents share, in both."""
        one, other = (self._document(id) for id in borrowing.document_ids)
        return Link(
            kind="borrowing",
            id=borrowing.id,
            text=f"{one.path} and {other.path}",
            facts=facts(kind=borrowing.kind, words=str(borrowing.words or ""), share=f"{borrowing.share:.0%}"),
            links=(self.words(borrowing.one, one), self.words(borrowing.other, other)),
        )

    def words(self, evidence: Evidence, document: Document) -> Link:
        """Words, and the document that they stand in."""
        return Link(
            kind="words",
            id=evidence.passage_id,
            text=_line(evidence.quote),
            facts=facts(
                file=document.path,
                characters=f"{evidence.start}–{evidence.end}",
                locator=document.locate(evidence.start),
            ),
            links=(self.document(document),),
        )

    def document(self, document: Document) -> Link:
        """A document, and the work that it is part of."""
        source = self._reader.source(document.source_id)
        return Link(
            kind="document",
            id=document.id,
            text=document.title,
            facts=facts(
                written=document.written or "",
                sender=document.sender,
                receiver=document.receiver,
                place=document.place,
                classification=document.classification,
                provenance=document.provenance,
                citation=cite_document(source, document) if source is not None and document.number else "",
                address=address(source, document) if source is not None else "",
            ),
            links=(self.source(source),) if source is not None else (),
        )

    def source(self, source: Source) -> Link:
        """A work, as it is cited."""
        return Link(
            kind="source",
            id=source.id,
            text=cite_source(source),
            facts=facts(
                standpoint=source.standpoint or "", genre=source.genre, rights=source.rights, sha256=source.sha256
            ),
        )

    def judgement(self, judgement: Judgement) -> Link:
        """What a person decided."""
        return Link(
            kind="judgement",
            id=judgement.id,
            text=f"{judgement.verdict} {judgement.value}".strip(),
            facts=facts(about=judgement.about, by=judgement.by, at=judgement.at, why=judgement.why),
        )

    def run(self, run_id: str) -> Link:
        """The run that made a record, with its versions."""
        run = self._reader.run(run_id)
        if run is None:
            return Link(kind="run", id=run_id, text="unknown")
        versions = ", ".join(f"{name} {version}" for name, version in run.versions.items() if len(version) < 40)
        return Link(
            kind="run",
            id=run.id,
            text=versions,
            facts=facts(settings=run.config_digest[:12], data=str(run.versions.get("data", ""))[:12]),
        )

    def _judged(self, record_id: str) -> tuple[Link, ...]:
        undone = {judgement.about for judgement in self._judgements if judgement.verdict == "undo"}
        return tuple(
            self.judgement(judgement)
            for judgement in self._judgements
            if record_id in (judgement.about, judgement.value) and judgement.id not in undone
        )

    def _made_by(self, table: str, record_id: str) -> tuple[Link, ...]:
        run_id = self._reader.run_of(table, record_id)
        return (self.run(run_id),) if run_id else ()

    def _document(self, document_id: str) -> Document:
        document = self._reader.document(document_id)
        if document is None:
            raise ConfigError(f"{document_id}: the document of this record is gone; run again")
        return document

    def _act(
        self, event_type: str, mode: str, actors: Sequence[str], recipients: Sequence[str], when: str | None
    ) -> str:
        kind = f"{event_type} ({mode})" if mode else event_type
        sides = " and ".join(self._name(actor) for actor in actors) or "somebody"
        if recipients:
            sides += " → " + " and ".join(self._name(recipient) for recipient in recipients)
        return f"{when or 'undated'}: {kind}, {sides}"


def _some(*ids: str) -> tuple[str, ...]:
    """The ids that are some, each once, in order."""
    return tuple(dict.fromkeys(one for one in ids if one))


def _line(text: str) -> str:
    return " ".join(text.split())
