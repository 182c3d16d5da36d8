"""How events stand, with the words of all who tell of them: what each field holds, and who holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.accounts.standing import stand
from dragoman.accounts.whose import find_sides
from dragoman.model import Account, Borrowing, Conflict, Document, Event, Source
from dragoman.model.standing import FieldStanding, Telling, Voice
from dragoman.plain import plain_event
from dragoman.vocab.actors import Authority
from dragoman.vocab.cite import name_list
from dragoman.vocab.origins import Origins

Name = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The standings of events, by event id, and where those who hold something are looked up."""

    fields: Mapping[str, tuple[FieldStanding, ...]]
    accounts: Mapping[str, Account]
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]

    def author(self, voice: Voice) -> str:
        """The author of the document: of its work, or who sent it; "" where nobody is named."""
        document = self.documents[voice.document_id]
        source = self.sources.get(document.source_id)
        names = name_list(source.csl.get("author")) if source else []
        return document.sender or ", ".join(names)

    def title(self, voice: Voice) -> str:
        """The title of the work that the document is, or is part of."""
        document = self.documents[voice.document_id]
        source = self.sources.get(document.source_id)
        return str(source.csl.get("title", "")) if source and source.csl.get("title") else document.title

    def event_row(self, event: Event, conflicts: tuple[Conflict, ...]) -> dict[str, Any]:
        """One event as ``dragoman events --json`` prints it: with its conflicts, and how each field stands."""
        return {**plain_event(event, conflicts), "fields": [self._field(one) for one in self.fields.get(event.id, ())]}

    def _field(self, standing: FieldStanding) -> dict[str, Any]:
        return {
            "field": standing.field,
            "standing": standing.standing,
            "positions": [
                {
                    "value": telling.value,
                    "contradicted": telling.contradicted,
                    "holders": [self._holder(voice) for voice in telling.voices],
                }
                for telling in standing.tellings
            ],
        }

    def _holder(self, voice: Voice) -> dict[str, Any]:
        return {
            "document": self.documents[voice.document_id].path,
            "author": self.author(voice),
            "speaker": voice.speaker or None,
            "cited": voice.cited,
            "side": voice.side or None,
            "standpoint": voice.standpoint or None,
            "accounts": list(voice.account_ids),
            "words": [self.accounts[one].sentence.quote for one in voice.account_ids],
        }

    def tell(self, event: Event, name: Name, *, disputed: bool = False) -> tuple[tuple[str, str], ...]:
        """Each field of an event in a line: the field, then how it stands and who holds what.

        With ``disputed`` only those in which somebody is contradicted. What all accounts tell alike has no holders.
        """
        return tuple(
            (standing.field, self._line(standing, set(event.account_ids) & set(self.accounts), name))
            for standing in self.fields.get(event.id, ())
            if not disputed or standing.standing in ("contested", "denied")
        )

    def _line(self, standing: FieldStanding, known: set[str], name: Name) -> str:
        held = " | ".join(self._telling(standing.field, telling, known, name) for telling in standing.tellings)
        return f"{standing.standing}: {held}"

    def _telling(self, field: str, telling: Telling, known: set[str], name: Name) -> str:
        from dragoman.dossier.holders import write_holder, write_value

        value = write_value(field, telling.value, name)
        if set(telling.account_ids) == known:
            return value
        holders = dict.fromkeys(write_holder(voice, self.title(voice), name) for voice in telling.voices)
        return f"{value} ({'; '.join(holders)})"


def find_standings(  # noqa: PLR0917 - one argument for each kind of record
    events: Sequence[Event],
    accounts: Sequence[Account],
    documents: Sequence[Document],
    sources: Sequence[Source],
    standpoints: Mapping[str, str | None],
    authority: Authority,
    borrowings: Sequence[Borrowing] = (),
) -> Standings:
    """How the events stand; ``accounts`` are all that count of the documents that tell of them.

    Documents that copy one another (``borrowings``) count as one source.
    """
    origins = Origins(borrowings)
    sides = find_sides(accounts, standpoints, authority)
    by_id = {account.id: account for account in accounts}
    return Standings(
        fields={
            event.id: stand(
                event,
                [by_id[one] for one in event.account_ids if one in by_id],
                standpoints=standpoints,
                sides=sides,
                count=origins.count,
            )
            for event in events
        },
        accounts=by_id,
        documents={document.id: document for document in documents},
        sources={source.id: source for source in sources},
    )
