"""Acts and accounts as rows: what each says, how sure it is, who stands for it, and the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.export.material import Material
from dragoman.export.tabular import Column, days_of
from dragoman.model import Account, Event
from dragoman.plain import plain, plain_party
from dragoman.vocab.scheme import Scheme, load_scheme

CHECKS = "machine-coded; human-checked; human-corrected; hand-coded; of acts also partly human-checked"
QUOTED = "of the most explicit account of the act"

DATE_COLUMNS: Mapping[str, Column] = {
    "date": Column(kind="text", meaning="when it was, as far as that is known", unit="EDTF (ISO 8601-2)"),
    "earliest": Column(kind="day", meaning="the first day that the date may mean", unit="ISO 8601"),
    "latest": Column(kind="day", meaning="the last day that the date may mean", unit="ISO 8601"),
}

KIND_COLUMNS: Mapping[str, Column] = {
    "event_type": Column(kind="text", meaning="the type of act in PLOVER"),
    "mode": Column(kind="text", meaning="the mode in PLOVER 2.0"),
    "act": Column(kind="text", meaning="a formal act or a finer mode that PLOVER does not have (break-relations)"),
    "quad": Column(
        kind="text",
        meaning="the class of the act",
        values="verbal-cooperation; material-cooperation; verbal-conflict; material-conflict",
    ),
    "contexts": Column(kind="list", meaning="what the act is about (PLOVER contexts)"),
}

WORDS_COLUMNS: Mapping[str, Column] = {
    "quote": Column(kind="text", meaning="the words that tell it, as they stand in the document"),
    "document": Column(kind="text", meaning="the document that the words stand in: its path"),
    "document_id": Column(kind="text", meaning="the id of that document"),
    "citation": Column(kind="text", meaning="the document as it is cited"),
    "locator": Column(kind="text", meaning="page, section, row or document number"),
    "start": Column(kind="offset", meaning="where the words begin", unit="characters (code points) from the start"),
    "end": Column(kind="offset", meaning="where the words end (exclusive)", unit="characters from the start"),
}

EVENT_COLUMNS: Mapping[str, Column] = {
    "id": Column(kind="text", meaning="the id of the act"),
    **DATE_COLUMNS,
    **KIND_COLUMNS,
    "actors": Column(kind="list", meaning="who did it: codes of states, the one that is valid at the date"),
    "recipients": Column(kind="list", meaning="to whom it was done; none in a reciprocal act"),
    "actor_names": Column(kind="list", meaning="the names of the actors"),
    "recipient_names": Column(kind="list", meaning="the names of the recipients"),
    "place": Column(kind="text", meaning="where it was"),
    "status": Column(kind="text", meaning="asserted, denied, promised, planned...: only some statuses count"),
    "counts": Column(kind="flag", meaning="whether an act of that status counts towards a relation"),
    "score": Column(
        kind="number", meaning="conflict to cooperation", unit="points (-10 to +10) of the project's scale"
    ),
    "goldstein": Column(kind="number", meaning="the Goldstein (1992) value of the nearest CAMEO code", unit="points"),
    "cameo": Column(kind="text", meaning="the nearest CAMEO code"),
    "standing": Column(
        kind="text",
        meaning="how the accounts of it stand to one another",
        values="uncontested; contested; denied; single-source; one-sided",
    ),
    "disputed": Column(kind="list", meaning="the fields of which the accounts cannot all be right"),
    "confidence": Column(kind="number", meaning="how sure it is that one account was read rightly", unit="0 to 1"),
    "sources": Column(kind="count", meaning="independent sources that tell it, copies once"),
    "checked": Column(kind="text", meaning="who stands for the coding", values=CHECKS),
    "accounts": Column(kind="list", meaning="the ids of its accounts"),
    **{
        name: Column(kind=one.kind, meaning=f"{one.meaning}; {QUOTED}", unit=one.unit)
        for name, one in WORDS_COLUMNS.items()
    },
    "scheme": Column(kind="text", meaning="the coding scheme and its version"),
}
"""The columns of acts."""

ACCOUNT_COLUMNS: Mapping[str, Column] = {
    "id": Column(kind="text", meaning="the id of the account: what one passage says"),
    "event": Column(kind="text", meaning="the id of the act that it tells of"),
    **DATE_COLUMNS,
    "date_how": Column(kind="text", meaning="how the date was reached: explicit, carried, relative..."),
    **KIND_COLUMNS,
    "actors": Column(kind="list", meaning="the states that it says did it; of others their id"),
    "recipients": Column(kind="list", meaning="the states that it says it was done to; of others their id"),
    "actor_words": Column(kind="list", meaning="the actors in the words of the document"),
    "recipient_words": Column(kind="list", meaning="the recipients in the words of the document"),
    "place": Column(kind="text", meaning="where it was"),
    "status": Column(kind="text", meaning="asserted, denied, promised, planned..."),
    "speaker": Column(kind="text", meaning="whose statement it is; missing: the author's"),
    "cited": Column(kind="text", meaning="the source that the document itself names for it"),
    "magnitudes": Column(kind="list", meaning="what it counts, in its own words"),
    "confidence": Column(kind="number", meaning="how sure it is that this was read rightly", unit="0 to 1"),
    "checked": Column(kind="text", meaning="who stands for the coding", values=CHECKS),
    "coder": Column(kind="text", meaning="who coded it: a program with its version, or a person"),
    "standpoint": Column(kind="text", meaning="the state whose record the document is"),
    "written": Column(kind="text", meaning="when the document was written", unit="EDTF"),
    **WORDS_COLUMNS,
    "sentence": Column(kind="text", meaning="the whole sentence"),
    "scheme": Column(kind="text", meaning="the coding scheme and its version"),
}
"""The columns of accounts."""


def event_rows(material: Material) -> list[dict[str, Any]]:
    """A row for each act, its keys those of ``EVENT_COLUMNS``; the words are those of its most explicit account."""
    scheme = load_scheme()
    return [_event_row(material, event, scheme) for event in material.events]


def event_record(material: Material, row: Mapping[str, Any], event: Event) -> dict[str, Any]:
    """An act with the words of all its accounts, for JSON: parties by code and name, evidence, and what is disputed."""
    own = {key: _text(row[key]) for key in EVENT_COLUMNS if key not in WORDS_COLUMNS}
    for side, codes in (("actors", event.actors), ("recipients", event.recipients)):
        own[side] = [{"code": code, "name": material.name(code)} for code in codes]
        own.pop(f"{side[:-1]}_names")
    own["conflicts"] = [
        {"field": one.field, "positions": [plain(position) for position in one.positions]}
        for one in material.conflicts_of.get(event.id, ())
    ]
    own["evidence"] = [account_record(material, account, event.id) for account in material.told_by[event.id]]
    return own


def account_rows(material: Material) -> Iterator[dict[str, Any]]:
    """A row for each account, its keys those of ``ACCOUNT_COLUMNS``."""
    scheme = load_scheme()
    for account in material.accounts:
        earliest, latest = days_of(account.date)
        document = material.documents[account.document_id]
        yield {
            "id": account.id,
            "event": material.event_of.get(account.id),
            "date": account.date,
            "earliest": earliest,
            "latest": latest,
            "date_how": account.date_how or None,
            **_kind(account.event_type, account.mode, scheme),
            "contexts": list(account.contexts),
            "actors": [party.state or party.id for party in account.actors],
            "recipients": [party.state or party.id for party in account.recipients],
            "actor_words": [party.text for party in account.actors if party.text],
            "recipient_words": [party.text for party in account.recipients if party.text],
            "place": account.place or None,
            "status": account.status,
            "speaker": account.speaker or None,
            "cited": account.cited or None,
            "magnitudes": [one.text for one in account.magnitudes],
            "confidence": account.confidence,
            "checked": material.check(account),
            "coder": account.coder,
            "standpoint": material.standpoints.get(document.id),
            "written": document.written,
            **_words(material, account),
            "sentence": account.sentence.quote,
            "scheme": account.scheme,
        }


def account_record(material: Material, account: Account, event_id: str) -> dict[str, Any]:
    """An account for JSON, with parties as the document names them."""
    return {
        "id": account.id,
        "event": event_id,
        **_words(material, account),
        "sentence": account.sentence.quote,
        "date": account.date,
        "date_how": account.date_how or None,
        "status": account.status,
        "actors": [plain_party(party) for party in account.actors],
        "recipients": [plain_party(party) for party in account.recipients],
        "speaker": account.speaker or None,
        "cited": account.cited or None,
        "magnitudes": [plain(one) for one in account.magnitudes],
        "confidence": account.confidence,
        "checked": material.check(account),
        "coder": account.coder,
    }


def _event_row(material: Material, event: Event, scheme: Scheme) -> dict[str, Any]:
    earliest, latest = days_of(event.date)
    accounts = material.told_by[event.id]
    trust = material.trust.get(event.id)
    words: dict[str, Any] = _words(material, accounts[0]) if accounts else dict.fromkeys(WORDS_COLUMNS)
    return {
        "id": event.id,
        "date": event.date,
        "earliest": earliest,
        "latest": latest,
        **_kind(event.event_type, event.mode, scheme),
        "contexts": sorted({one for account in accounts for one in account.contexts}),
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "actor_names": [material.name(code) for code in event.actors],
        "recipient_names": [material.name(code) for code in event.recipients],
        "place": event.place or None,
        "status": event.status,
        "counts": scheme.counts(event.status),
        "score": event.score,
        "goldstein": scheme.goldstein(event.event_type, event.mode),
        "cameo": scheme.cameo(event.event_type, event.mode),
        "standing": event.standing,
        "disputed": sorted(one.field for one in material.conflicts_of.get(event.id, ())),
        "confidence": trust.confidence if trust else None,
        "sources": trust.sources if trust else None,
        "checked": material.check_event(event),
        "accounts": list(event.account_ids),
        **words,
        "scheme": accounts[0].scheme if accounts else scheme.name,
    }


def _kind(event_type: str, mode: str, scheme: Scheme) -> dict[str, Any]:
    """Type, mode and class; what PLOVER's own modes do not hold stands apart from them."""
    kind = scheme.type(event_type)
    held = scheme.plover_mode(event_type, mode)
    own = held if held not in kind.extra else ""
    return {
        "event_type": event_type,
        "mode": own or None,
        "act": mode if mode and mode != own else None,
        "quad": kind.quad,
    }


def _words(material: Material, account: Account) -> dict[str, Any]:
    placed = material.place(account.document_id, account.evidence)
    return {name: placed[name] if placed[name] != "" else None for name in WORDS_COLUMNS}


def _text(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
