"""Every record as the plain values of its JSON form."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from dragoman.model import Account, Document, Party

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
        "locator": document.locator,
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
