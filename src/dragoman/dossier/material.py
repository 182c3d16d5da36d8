"""The records of one relation, ready to be told: in order, found by id, with the notes that grow in the telling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from dragoman.dossier.notes import Notes
from dragoman.dossier.record import Made, Relation
from dragoman.errors import DragomanError
from dragoman.model import Account, Borrowing, Document, Event, Evidence, Reason, Source
from dragoman.vocab.origins import Origins
from dragoman.vocab.witness import rank_accounts
from dragoman.wording import day_order

SHORT = 320
"""Longest sentence (characters) that is quoted whole; of a longer one only the words that were coded are."""


def no_third(_: Reason) -> tuple[str, ...]:
    """No third state: where nobody looked for one."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the sections of a dossier are told from. ``events`` are those between the two states, by date.

    ``checked`` are the ids of the records that a person accepted, corrected or coded; ``third`` names the states other
    than the two that a reason speaks of.
    """

    relation: Relation
    events: tuple[Event, ...]
    accounts: Mapping[str, Account]
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]
    name: Callable[[str], str]
    notes: Notes
    origins: Origins = field(default_factory=Origins)
    checked: frozenset[str] = frozenset()
    third: Callable[[Reason], tuple[str, ...]] = no_third

    def named(self, id: str) -> str:
        """The readable name of an actor; the id itself where no name is known."""
        try:
            return self.name(id) or id
        except (DragomanError, KeyError):
            return id

    def told_in(self, event: Event) -> list[Account]:
        """The accounts of an event, the one to quote first."""
        return rank_accounts(event, (self.accounts[id] for id in event.account_ids if id in self.accounts))

    def made(self, record_ids: Iterable[str]) -> Made:
        """Who stands for what rests on these records: the machine, a person for some of them, or for all."""
        found = [record_id in self.checked for record_id in record_ids]
        if not any(found):
            return "machine"
        return "checked" if all(found) else "partly"

    def cite(self, account: Account) -> int:
        """The number of the citation for an account."""
        return self.notes.add(account.document_id, words_of(account), account.id, cited=account.cited)

    def in_order(self, sides: Iterable[str]) -> list[str]:
        """States in the order in which they speak: the two, then others, then nobody ("")."""
        own = (self.relation.dyad.a, self.relation.dyad.b)
        return sorted(sides, key=lambda code: (code not in own, code == "", code))

    def standpoint(self, document_id: str) -> str:
        """The state whose record a document is, "" for nobody's."""
        document = self.documents.get(document_id)
        source = self.sources.get(document.source_id) if document else None
        return (source.standpoint or "") if source else ""


def gather(  # noqa: PLR0917 - one argument for each kind of record
    relation: Relation,
    events: Sequence[Event],
    accounts: Sequence[Account],
    documents: Sequence[Document],
    sources: Sequence[Source],
    name: Callable[[str], str],
    borrowings: Sequence[Borrowing] = (),
    *,
    checked: Iterable[str] = (),
    third: Callable[[Reason], tuple[str, ...]] = no_third,
) -> Material:
    """The material of a relation: of all events only those that pass between its two states."""
    between = [event for event in events if passes_between(event, relation.dyad.a, relation.dyad.b)]
    return Material(
        relation=relation,
        events=tuple(sorted(between, key=lambda event: (day_order(event.date), event.id))),
        accounts=MappingProxyType({account.id: account for account in accounts}),
        documents=MappingProxyType({document.id: document for document in documents}),
        sources=MappingProxyType({source.id: source for source in sources}),
        name=name,
        notes=Notes(documents, sources),
        origins=Origins(borrowings),
        checked=frozenset(checked),
        third=third,
    )


def passes_between(event: Event, one: str, other: str) -> bool:
    """Whether an event is an act of one state towards the other, or a common act of both with no third as its aim."""
    if event.recipients:
        return (one in event.actors and other in event.recipients) or (
            other in event.actors and one in event.recipients
        )
    return one in event.actors and other in event.actors


def words_of(account: Account) -> Evidence:
    """The words to quote for an account: its sentence, or when that is long the coded words alone."""
    return account.sentence if len(account.sentence.quote) <= SHORT else account.evidence
