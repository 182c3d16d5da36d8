"""Any record that can be judged, as a page shows it: what it says, the words it rests on, who has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.judgements import Rulings
from dragoman.model import Account, Document, Event, Evidence, Finding, Reason
from dragoman.model.name import NamedPerson
from dragoman.store import Reader
from dragoman.vocab.witness import rank_accounts
from dragoman.web.telling import act_of, check_of, cite
from dragoman.wording import close_up, sentence, write_act, write_date, write_kind, write_status
from dragoman.workbench import Workbench

Kind = Literal["account", "event", "reason", "finding", "name"]
Checked = Literal["machine", "accepted", "rejected", "corrected", "by_hand"]

BEFORE = 240
"""Characters shown of what stands before a sentence, and after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words that a record rests on (``told``), between what stands before and after them, and where they stand."""

    before: str
    told: str
    after: str
    citation: str
    document_id: str
    start: int
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCard:
    """A record: ``facts`` are (key of the strings, value in words). ``coded`` are its fields as they can be corrected.

    ``checked`` says who stands behind it; ``confidence`` is None where the machine gives none. ``others`` counts the
    accounts of an event whose words are not shown.
    """

    id: str
    kind: Kind
    title: str
    facts: tuple[tuple[str, str], ...]
    coded: tuple[tuple[str, str], ...]
    words: tuple[Words, ...]
    checked: Checked
    confidence: float | None
    event_id: str = ""
    others: int = 0


MOST_WORDS = 4
"""How many accounts of an event, or documents of a name, are shown with their words."""


def look_up(bench: Workbench, reader: Reader, record_id: str) -> RecordCard | None:
    """The record of an id, with people's corrections in force; None when there is none."""
    rulings = bench.rulings()
    account = reader.account(record_id)
    if account is not None:
        return _account(bench, reader, account, rulings)
    event = reader.event(record_id)
    if event is not None:
        return _event(bench, reader, event, rulings)
    reason = reader.reason(record_id)
    if reason is not None:
        return _reason(bench, reader, reason, rulings)
    finding = reader.finding(record_id)
    if finding is not None:
        return _finding(reader, finding, rulings)
    person_id = reader.person_named(record_id) or record_id
    for person in reader.persons_of((person_id,)):
        return _name(bench, reader, record_id, person, rulings)
    return None


def _standing(record_id: str, rulings: Rulings) -> Checked:
    if record_id in rulings.rejected:
        return "rejected"
    if any(about == record_id for about, _, _ in rulings.corrections):
        return "corrected"
    return "accepted" if record_id in rulings.accepted else "machine"


def _account(bench: Workbench, reader: Reader, coded: Account, rulings: Rulings) -> RecordCard:
    kept = Rulings(corrections=tuple(one for one in rulings.corrections if one[0] == coded.id), added=rulings.added)
    account = next(iter(kept.judged([coded])), coded)
    name = bench.name
    told = (
        ("type", write_kind(account.event_type, account.mode)),
        ("status", write_status(account.status)),
        ("date", write_date(account.date)),
        ("place", account.place),
        ("speaker", account.speaker),
        ("cited", close_up(account.cited)),
    )
    rejected = account.id in rulings.rejected
    return RecordCard(
        id=account.id,
        kind="account",
        title=act_of(account, name),
        facts=tuple((key, value) for key, value in told if value),
        coded=(
            ("event_type", account.event_type),
            ("mode", account.mode),
            ("date", account.date or ""),
            ("status", account.status),
            ("actors", _parties(account.actors)),
            ("recipients", _parties(account.recipients)),
            ("speaker", account.speaker),
            ("cited", account.cited),
            ("place", account.place),
            ("contexts", ", ".join(account.contexts)),
        ),
        words=_words(reader, account.document_id, account.evidence, account.sentence, account.id),
        checked="rejected" if rejected else check_of(account, rulings),
        confidence=None if rulings.is_by_hand(account) else round(account.confidence, 2),
        event_id=reader.event_ids([account.id]).get(account.id, ""),
    )


def _parties(parties: tuple[object, ...]) -> str:
    """Parties as a correction writes them: the id, and the state after a stroke where the id alone does not tell it."""
    told = []
    for party in parties:
        identity, state = str(getattr(party, "id", "")), str(getattr(party, "state", ""))
        own = "" if ":" in identity else identity
        told.append(identity if state == own else f"{identity}/{state}" if identity else state)
    return ", ".join(told)


def _event(bench: Workbench, reader: Reader, event: Event, rulings: Rulings) -> RecordCard:
    accounts = rank_accounts(event, bench.accounts(event))
    shown = accounts[:MOST_WORDS]
    told = (
        ("type", write_kind(event.event_type, event.mode)),
        ("status", write_status(event.status)),
        ("date", write_date(event.date)),
        ("place", event.place),
    )
    corrected = any(about in event.account_ids for about, _, _ in rulings.on_events())
    accepted = bool(accounts) and all(one.id in rulings.accepted for one in accounts)
    return RecordCard(
        id=event.id,
        kind="event",
        title=sentence(write_act(event, bench.name)),
        facts=tuple((key, value) for key, value in told if value),
        coded=(
            ("event_type", event.event_type),
            ("mode", event.mode),
            ("date", event.date or ""),
            ("status", event.status),
            ("actors", ", ".join(event.actors)),
            ("recipients", ", ".join(event.recipients)),
            ("place", event.place),
        ),
        words=tuple(
            words for one in shown for words in _words(reader, one.document_id, one.evidence, one.sentence, one.id)
        ),
        checked="corrected" if corrected else "accepted" if accepted else "machine",
        confidence=None,
        event_id=event.id,
        others=len(accounts) - len(shown),
    )


def _reason(bench: Workbench, reader: Reader, found: Reason, rulings: Rulings) -> RecordCard:
    reason = next(iter(Rulings(corrections=rulings.corrections).told([found])), found)
    told = (
        ("cause", close_up(reason.cause.quote)),
        ("effect", close_up(reason.effect.quote)),
        ("polarity", reason.polarity),
        ("themes", ", ".join(reason.themes)),
        ("reason_kind", reason.kind),
        ("speaker", reason.speaker),
        ("cited", close_up(reason.cited)),
    )
    return RecordCard(
        id=reason.id,
        kind="reason",
        title=sentence(close_up(reason.cause.quote)),
        facts=tuple((key, value) for key, value in told if value),
        coded=(
            ("kind", reason.kind),
            ("polarity", reason.polarity),
            ("themes", ", ".join(reason.themes)),
            ("speaker", reason.speaker),
            ("speaker_state", reason.speaker_state),
            ("parties", ", ".join(reason.parties)),
            ("cited", reason.cited),
        ),
        words=_words(reader, reason.document_id, reason.evidence, reason.evidence, reason.id),
        checked=_standing(reason.id, rulings),
        confidence=round(reason.confidence, 2),
        event_id=reason.explains,
    )


def _finding(reader: Reader, finding: Finding, rulings: Rulings) -> RecordCard:
    return RecordCard(
        id=finding.id,
        kind="finding",
        title=sentence(finding.why),
        facts=(("rule", finding.rule), ("severity", finding.severity)),
        coded=(),
        words=_words(reader, finding.document_id, finding.evidence, finding.evidence, finding.id),
        checked=_standing(finding.id, rulings),
        confidence=None,
    )


def _name(bench: Workbench, reader: Reader, record_id: str, found: NamedPerson, rulings: Rulings) -> RecordCard:
    person = next(iter(rulings.called([found])), found)
    mine = [one for one in person.variants if record_id in (one.id, person.id, found.id)]
    documents = reader.documents_of(list(dict.fromkeys(id for one in mine for id in one.documents))[:MOST_WORDS])
    forms = ", ".join(f"{one.form} ({one.count}×)" for one in mine)
    told = (
        ("forms", forms),
        ("state", bench.name(person.state) if person.state else ""),
        ("doubt", person.why),
    )
    words = []
    for document in documents.values():
        for one in mine:
            at = document.text.find(one.form)
            if at >= 0:
                words.append(_place(reader, document, at, at + len(one.form), at, at + len(one.form), ""))
                break
    return RecordCard(
        id=record_id,
        kind="name",
        title=next((one.form for one in mine), person.name) if record_id != person.id else person.name,
        facts=tuple((key, value) for key, value in told if value),
        coded=(("name", person.name), ("state", person.state)),
        words=tuple(words),
        checked=_standing(mine[0].id if mine else record_id, rulings),
        confidence=None,
    )


def _words(reader: Reader, document_id: str, told: Evidence, around: Evidence, anchor: str) -> tuple[Words, ...]:
    document = reader.document(document_id)
    if document is None:
        return ()
    return (_place(reader, document, told.start, told.end, around.start, around.end, anchor),)


def _place(  # noqa: PLR0917 - the words, and the sentence around them
    reader: Reader, document: Document, start: int, end: int, low: int, high: int, anchor: str
) -> Words:
    text = document.text
    low, high = max(0, min(low, start) - BEFORE), max(high, end) + BEFORE
    before, after = text[low:start], text[end:high]
    # A word that is cut is no word, and what belongs to another paragraph no help.
    before = before.partition(" ")[2] if low else before
    after = after.rpartition(" ")[0] if high < len(text) else after
    cut_before, cut_after = low > 0 and "\n\n" not in before, high < len(text) and "\n\n" not in after
    before = before.rpartition("\n\n")[2]
    after = after.partition("\n\n")[0]
    return Words(
        before=("… " if cut_before else "") + _flat(before),
        told=text[start:end],
        after=_flat(after) + (" …" if cut_after else ""),
        citation=cite(reader.source(document.source_id), document, None, start),
        document_id=document.id,
        start=start,
        anchor=anchor,
    )


def _flat(text: str) -> str:
    """The text on one line; a blank at either end stays."""
    return f"{' ' if text[:1].isspace() else ''}{' '.join(text.split())}{' ' if text[-1:].isspace() else ''}"


def title_of(bench: Workbench, reader: Reader, record_id: str) -> str:
    """What a record says, in a line; "" when there is no such record now."""
    document = reader.document(record_id)
    if document is not None:
        return document.title or document.path
    found = look_up(bench, reader, record_id)
    return found.title if found is not None else ""
