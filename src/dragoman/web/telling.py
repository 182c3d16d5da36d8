"""Accounts as pages show them: what is claimed, whose claim it is, and whether a person has looked at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dragoman.judgements import Rulings
from dragoman.model import Account, Document, Event, Passage, Source
from dragoman.vocab.cite import cite_document, cite_place
from dragoman.wording import close_up, sentence, write_act, write_status

Checked = Literal["machine", "accepted", "corrected", "by_hand"]
"""Who stands behind an account: the machine alone, or a person who accepted, corrected or wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCard:
    """One account. ``act`` is its claim as a sentence, ``quote`` its words, ``sentence`` those around them.

    ``speaker`` is "" for the author. ``confidence`` is a probability. ``event_id`` is "" where it builds no event.
    """

    id: str
    event_id: str
    document_id: str
    act: str
    event_type: str
    mode: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    date_how: str
    place: str
    status: str
    status_words: str
    speaker: str
    cited: str
    quote: str
    sentence: str
    start: int
    end: int
    locator: str
    citation: str
    confidence: float
    checked: Checked
    coder: str


def act_of(account: Account, name: Callable[[str], str]) -> str:
    """What an account claims, as a sentence."""
    claimed = Event(
        id=account.id,
        account_ids=(account.id,),
        event_type=account.event_type,
        mode=account.mode,
        actors=states(account.actors),
        recipients=states(account.recipients),
        date=account.date,
        place=account.place,
        score=0.0,
        status=account.status,
        standing="single-source",
    )
    return sentence(write_act(claimed, name))


def states(parties: tuple[object, ...]) -> tuple[str, ...]:
    """The states (or else the ids) of the parties of an account, each once."""
    return tuple(dict.fromkeys(getattr(party, "state", "") or getattr(party, "id", "") for party in parties))


def check_of(account: Account, rulings: Rulings) -> Checked:
    """Whether a person has looked at an account."""
    if any(about == account.id for about, _, _ in rulings.corrections):
        return "corrected"
    if account.id in rulings.accepted:
        return "accepted"
    return "by_hand" if rulings.is_by_hand(account) else "machine"


def card(  # noqa: PLR0917 - one argument for each record that an account stands among
    account: Account,
    document: Document,
    source: Source | None,
    passage: Passage | None,
    event_id: str,
    rulings: Rulings,
    name: Callable[[str], str],
) -> AccountCard:
    """The card of an account."""
    return AccountCard(
        id=account.id,
        event_id=event_id,
        document_id=account.document_id,
        act=act_of(account, name),
        event_type=account.event_type,
        mode=account.mode,
        actors=states(account.actors),
        recipients=states(account.recipients),
        date=account.date,
        date_how=account.date_how,
        place=account.place,
        status=account.status,
        status_words=write_status(account.status),
        speaker=account.speaker,
        cited=close_up(account.cited),
        quote=account.evidence.quote,
        sentence=account.sentence.quote,
        start=account.evidence.start,
        end=account.evidence.end,
        locator=document.locate(account.evidence.start),
        citation=cite(source, document, passage, account.evidence.start),
        confidence=round(account.confidence, 2),
        checked=check_of(account, rulings),
        coder=account.coder,
    )


def cite(source: Source | None, document: Document, passage: Passage | None, start: int) -> str:
    """The citation of a place in a document: the work or edition, then the finest locator known."""
    work = cite_document(source, document, passage) if source is not None else document.path
    place = document.locate(start)
    finer = passage.locator if passage is not None else ""
    if finer and finer not in place:
        place = finer if place in finer else f"{place}, {finer}"
    if not place or (document.number and work.endswith(f"Document {document.number}.") and place == document.locator):
        return work
    return cite_place(work, place)
