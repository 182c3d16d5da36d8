"""Every record as the plain values of its JSON form."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from dragoman.model import Account, Conflict, Document, Event, EventLink, Finding, MatchScore, Party, Reason, Source

ACCOUNT_KEYS = (
    "id", "document", "locator", "sentence", "quote", "start", "end", "event_type", "mode", "contexts", "actors",
    "recipients", "date", "status", "speaker", "cited", "magnitudes", "confidence", "date_how", "place",
    "coder", "scheme",
)  # fmt: skip
"""The keys of one line of ``dragoman code``, in order. What comes later than ``confidence`` may grow."""


def plain(value: Any) -> Any:
    """A record as dicts, lists, texts and numbers, its fields in the order in which they are declared."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def plain_account(account: Account, document: Document) -> dict[str, Any]:
    """One account as ``dragoman code`` writes it: keys ``ACCOUNT_KEYS``; ``speaker`` is None for the author."""
    values = {
        "id": account.id,
        "document": document.path,
        "locator": document.locate(account.evidence.start),
        "sentence": account.sentence.quote,
        "quote": account.evidence.quote,
        "start": account.evidence.start,
        "end": account.evidence.end,
        "event_type": account.event_type,
        "mode": account.mode,
        "contexts": list(account.contexts),
        "actors": [plain_party(party) for party in account.actors],
        "recipients": [plain_party(party) for party in account.recipients],
        "date": account.date,
        "status": account.status,
        "speaker": account.speaker or None,
        "cited": account.cited,
        "magnitudes": [plain(magnitude) for magnitude in account.magnitudes],
        "confidence": account.confidence,
        "date_how": account.date_how,
        "place": account.place,
        "coder": account.coder,
        "scheme": account.scheme,
    }
    return {key: values[key] for key in ACCOUNT_KEYS}


def plain_party(party: Party) -> dict[str, str]:
    """One participant: authority id, the state it acts for, the words used."""
    return {"id": party.id, "state": party.state, "text": party.text}


def plain_event(event: Event, conflicts: tuple[Conflict, ...] = ()) -> dict[str, Any]:
    """One event as ``dragoman events`` writes it, with what is disputed about it."""
    values = plain(event)
    values["accounts"] = values.pop("account_ids")
    values["conflicts"] = [
        {
            "field": conflict.field,
            "positions": [{"value": one.value, "accounts": list(one.account_ids)} for one in conflict.positions],
        }
        for conflict in conflicts
        if conflict.event_id == event.id
    ]
    return dict(values)


def plain_match(match: MatchScore) -> dict[str, Any]:
    """Why two accounts belong together: the score in bits, and each part of it."""
    parts = {name: round(weight, 3) for name, weight in match.parts}
    return {"accounts": [match.one, match.other], "score": round(match.total, 3), "parts": parts}


def plain_link(link: EventLink, event_id: str) -> dict[str, Any]:
    """A link as seen from one of its two events: the other event, which stage that is, and why they are linked."""
    other, stage = (link.later, "later") if event_id == link.earlier else (link.earlier, "earlier")
    return {"event": other, "stage": stage, "kind": link.kind, **plain_match(link.match)}


def plain_reason(reason: Reason, document: Document) -> dict[str, Any]:
    """One reason; ``cause`` and ``effect`` are words of the text, ``speaker`` is None for the author."""
    return {
        "id": reason.id,
        "document": document.path,
        "locator": document.locate(reason.evidence.start),
        "cause": reason.cause.quote,
        "effect": reason.effect.quote,
        "quote": reason.evidence.quote,
        "start": reason.evidence.start,
        "end": reason.evidence.end,
        "cue": reason.cue,
        "kind": reason.kind,
        "speaker": reason.speaker or None,
        "speaker_state": reason.speaker_state or None,
        "parties": list(reason.parties),
        "themes": list(reason.themes),
        "polarity": reason.polarity,
        "explains": reason.explains or None,
        "cited": reason.cited,
        "confidence": reason.confidence,
    }


def plain_finding(finding: Finding, document: Document) -> dict[str, Any]:
    """One finding of source criticism as ``dragoman check`` writes it."""
    return {
        "id": finding.id,
        "document": document.path,
        "locator": document.locate(finding.evidence.start),
        "rule": finding.rule,
        "severity": finding.severity,
        "why": finding.why,
        "quote": finding.evidence.quote,
        "start": finding.evidence.start,
        "end": finding.evidence.end,
    }


def plain_document(document: Document, source: Source, *, found: str | None, accounts: int) -> dict[str, Any]:
    """One document as ``dragoman documents`` writes it.

    ``written`` is EDTF; ``written_how`` is "given" when the document's own data say it, "text" when it was found in
    its text (then it serves for coding alone), None when it is not known.
    """
    return {
        "id": document.id,
        "document": document.path,
        "locator": document.locator,
        "title": document.title,
        "written": document.written or found,
        "written_how": "given" if document.written else "text" if found else None,
        "sender": document.sender,
        "receiver": document.receiver,
        "place": document.place,
        "lang": document.lang,
        "number": document.number,
        "kind": document.kind,
        "classification": document.classification,
        "provenance": document.provenance,
        "standpoint": source.standpoint,
        "genre": source.genre,
        "csl": dict(source.csl),
        "characters": len(document.text),
        "accounts": accounts,
    }
