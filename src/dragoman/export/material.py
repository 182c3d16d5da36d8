"""The records that are exported, gathered once: acts with all that tells of them, and who stands for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from dragoman.errors import CoverageError
from dragoman.manifest import run_facts
from dragoman.model import Account, Conflict, Document, Dyad, Event, Evidence, Reason, Source
from dragoman.model.exchange import Selection
from dragoman.relation_view import concerns
from dragoman.relations.dyads import events_of
from dragoman.relations.weights import Trust, weigh_events
from dragoman.timed import Timespan, read_told
from dragoman.vocab.cite import cite_document
from dragoman.vocab.witness import rank_accounts

if TYPE_CHECKING:
    from dragoman.deciding import Decided
    from dragoman.workbench import Workbench

Check = Literal["machine-coded", "human-checked", "human-corrected", "hand-coded", "partly human-checked"]
"""Who stands for a record: the machine alone, a person who accepted, corrected or coded it; of acts also several."""


BEHIND = "the project or the program has changed since the last run: what is exported is the state of that run"


@dataclass(frozen=True, kw_only=True)
class Material:
    """What is exported. ``accounts`` are those of the ``events``; ``documents`` and ``sources`` are by id.

    ``documents`` hold those that tell of the events or give the reasons, or all where nothing was left out.
    ``decided`` are the judgements, with what has become of each. ``run`` tells of the run that all rests on, and
    ``remarks`` what a reader must know of it.
    """

    title: str
    events: tuple[Event, ...]
    accounts: tuple[Account, ...]
    reasons: tuple[Reason, ...]
    conflicts: tuple[Conflict, ...]
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]
    standpoints: Mapping[str, str | None]
    trust: Mapping[str, Trust]
    decided: tuple[Decided, ...]
    accepted: frozenset[str]
    corrected: frozenset[str]
    hands: tuple[str, ...]
    name: Callable[[str], str]
    run: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @cached_property
    def told_by(self) -> Mapping[str, tuple[Account, ...]]:
        """The accounts of each event, the most explicit first, by event id."""
        known = {account.id: account for account in self.accounts}
        return MappingProxyType(
            {
                event.id: tuple(rank_accounts(event, (known[one] for one in event.account_ids if one in known)))
                for event in self.events
            }
        )

    @cached_property
    def accounts_in(self) -> Mapping[str, tuple[Account, ...]]:
        """The accounts of each document, in the order of its text, by document id; none for a document without."""
        found: dict[str, list[Account]] = {}
        for account in self.accounts:
            found.setdefault(account.document_id, []).append(account)
        return MappingProxyType({id: tuple(found.get(id, ())) for id in self.documents})

    @cached_property
    def reasons_in(self) -> Mapping[str, tuple[Reason, ...]]:
        """The reasons of each document, in the order of its text, by document id; none for a document without."""
        found: dict[str, list[Reason]] = {}
        for reason in self.reasons:
            found.setdefault(reason.document_id, []).append(reason)
        return MappingProxyType({id: tuple(found.get(id, ())) for id in self.documents})

    @cached_property
    def event_of(self) -> Mapping[str, str]:
        """The id of the act that each account tells of, by account id."""
        return MappingProxyType({id: event.id for event in self.events for id in event.account_ids})

    @cached_property
    def conflicts_of(self) -> Mapping[str, tuple[Conflict, ...]]:
        """What is disputed of each act of which anything is, by event id."""
        found: dict[str, list[Conflict]] = {}
        for conflict in self.conflicts:
            found.setdefault(conflict.event_id, []).append(conflict)
        return MappingProxyType({id: tuple(held) for id, held in found.items()})

    def check(self, account: Account) -> Check:
        """Who stands for an account."""
        if account.id in self.corrected:
            return "human-corrected"
        if account.coder in self.hands:
            return "hand-coded"
        return "human-checked" if account.id in self.accepted else "machine-coded"

    def check_reason(self, reason: Reason) -> Check:
        """Who stands for a reason."""
        if reason.id in self.corrected:
            return "human-corrected"
        return "human-checked" if reason.id in self.accepted else "machine-coded"

    def check_event(self, event: Event) -> Check:
        """Who stands for an act: people for all of its accounts, for some, or for none."""
        by_hand = [self.check(account) != "machine-coded" for account in self.told_by[event.id]]
        if not any(by_hand):
            return "machine-coded"
        return "human-checked" if all(by_hand) else "partly human-checked"

    def cite(self, document_id: str) -> str:
        """A document as it is cited."""
        document = self.documents[document_id]
        return cite_document(self.sources[document.source_id], document)

    def place(self, document_id: str, words: Evidence) -> dict[str, Any]:
        """Where words stand: document, its citation, the finest locator, characters, and the words."""
        document = self.documents[document_id]
        return {
            "document": document.path,
            "document_id": document.id,
            "citation": self.cite(document_id),
            "locator": document.locate(words.start),
            "start": words.start,
            "end": words.end,
            "quote": words.quote,
        }


def read_material(project: Workbench, selection: Selection, *, texts: bool = False) -> Material:
    """The records of a selection; with ``texts`` the documents hold their texts.

    Raises:
        ConfigError: a date cannot be meant.
        CoverageError: the selection holds no act and no reason.
    """
    rulings, span = project.rulings(), Timespan.of(selection.since, selection.until, selection.as_of)
    with project.reader() as reader:
        told = read_told(reader, rulings, project.config, span, extra=project.extra)
        judged = rulings.judged(reader.accounts(), min_confidence=project.config.code.min_confidence)
        events, reasons = _chosen(told.events, told.reasons, selection.states)
        if not events and not reasons:
            raise CoverageError(_nothing(project, selection, len(told.documents), len(told.events)))
        telling = {one for event in events for one in event.account_ids}
        accounts = tuple(one for one in judged if one.id in telling)
        wanted = set(told.documents)
        if not selection.is_all:
            wanted = {one.document_id for one in accounts} | {one.document_id for one in reasons}
        known = reader.documents() if texts else told.documents.values()
        documents = {one.id: one for one in known if one.id in wanted}
        cited = {one.source_id for one in documents.values()}
        sources = {one.id: one for one in reader.sources() if one.id in cited}
        standpoints = {id: state for id, state in reader.standpoints().items() if id in wanted}
        last = next((one for one in reversed(reader.runs()) if one.finished), None)
        is_current = project.current_run(reader) is not None
    chosen, given = {event.id for event in events}, {reason.id for reason in reasons}
    return Material(
        title=project.config.project.title or project.folder.resolve().name,
        events=events,
        accounts=accounts,
        reasons=reasons,
        conflicts=tuple(one for one in told.conflicts if one.event_id in chosen),
        documents=documents,
        sources=sources,
        standpoints=standpoints,
        trust=weigh_events(events, rulings.vouched(accounts), told.borrowings),
        decided=_about(project.judgements(), None if selection.is_all else {*chosen, *telling, *given}),
        accepted=rulings.accepted,
        corrected=frozenset(about for about, _, _ in rulings.corrections),
        hands=rulings.hands,
        name=project.name,
        run=run_facts(last),
        remarks=() if is_current else (BEHIND,),
    )


def _about(decided: tuple[Decided, ...], ids: set[str] | None) -> tuple[Decided, ...]:
    """The judgements about records of these ids, with those that undo them; all, where None is given."""
    if ids is None:
        return decided
    kept = set(ids)
    found = []
    for one in decided:
        if {one.judgement.about, one.judgement.value} & kept:
            kept.add(one.judgement.id)
            found.append(one)
    return tuple(found)


def _chosen(
    events: tuple[Event, ...], reasons: tuple[Reason, ...], states: tuple[str, ...]
) -> tuple[tuple[Event, ...], tuple[Reason, ...]]:
    """Of all acts and reasons those of the states."""
    if not states:
        return events, reasons
    if len(states) == 1:
        state = states[0]
        found = tuple(event for event in events if state in (*event.actors, *event.recipients))
        mine = {event.id for event in found}
        return found, tuple(one for one in reasons if one.explains in mine or state in one.parties)
    dyad = Dyad.of(states[0], states[1])
    found = events_of(dyad, events)
    mine = {event.id for event in found}
    return found, tuple(one for one in reasons if concerns(one, dyad, mine))


def _nothing(project: Workbench, selection: Selection, documents: int, events: int) -> str:
    """Why there is nothing to export, in words."""
    who = " and ".join(project.name(code) for code in selection.states)
    between = f" {'of' if len(selection.states) == 1 else 'between'} {who}" if who else ""
    read = f"what was read by then: {documents}" if selection.as_of else f"documents in the project: {documents}"
    return (
        f"there is nothing to export: no act{between} and no reason was found in that time "
        f"({read}; acts of all states in that time: {events})"
    )
