"""Sources, documents, passages and accounts as rows of their tables, and back."""

from __future__ import annotations

import json
from typing import Any

from dragoman.attach import date_by_entry, describe
from dragoman.model import Account, Document, Listed, Magnitude, Party, Passage, Skipped, Source
from dragoman.store.columns import Row, as_json, as_words, place_words, read_words, row_words


def source_row(source: Source) -> dict[str, Any]:
    """The row of a source."""
    return {
        "id": source.id,
        "csl": json.dumps(dict(source.csl), ensure_ascii=False, sort_keys=True),
        "standpoint": source.standpoint,
        "genre": source.genre,
        "sha256": source.sha256,
        "rights": source.rights,
        "listed": as_json([[entry.kind, entry.name, entry.note] for entry in source.listed]),
    }


def row_source(row: Row) -> Source:
    """The source of a row, as its own file describes it."""
    return Source(
        id=row["id"],
        csl=json.loads(row["csl"]),
        standpoint=row["standpoint"],
        genre=row["genre"],
        sha256=row["sha256"],
        rights=row["rights"],
        listed=tuple(Listed(kind=kind, name=name, note=note) for kind, name, note in json.loads(row["listed"])),
    )


def row_described(row: Row) -> Source:
    """The source of a row, with what the entry of a bibliography says of it, if it has one."""
    source = row_source(row)
    if row["entry_csl"] is None:
        return source
    entry = json.loads(row["entry_csl"])
    return describe(source, entry, standpoint=row["entry_standpoint"], genre=row["entry_genre"])


def document_row(document: Document, *, input_sha: str, position: int, found: str | None) -> dict[str, Any]:
    """The row of a document, the ``position``-th of the file with ``input_sha``; ``found`` is a date in its text."""
    return {
        "id": document.id,
        "source_id": document.source_id,
        "input": input_sha,
        "position": position,
        "path": document.path,
        "text": document.text,
        "locator": document.locator,
        "title": document.title,
        "written": document.written,
        "written_found": found,
        "sender": document.sender,
        "receiver": document.receiver,
        "place": document.place,
        "lang": document.lang,
        "locators": as_json(document.locators),
        "number": document.number,
        "kind": document.kind,
        "classification": document.classification,
        "provenance": document.provenance,
    }


def row_document(row: Row) -> Document:
    """The document of a row."""
    return Document(
        id=row["id"],
        source_id=row["source_id"],
        path=row["path"],
        text=row["text"],
        locator=row["locator"],
        title=row["title"],
        written=row["written"],
        sender=row["sender"],
        receiver=row["receiver"],
        place=row["place"],
        lang=row["lang"],
        locators=tuple((offset, locator) for offset, locator in json.loads(row["locators"])),
        number=row["number"],
        kind=row["kind"],
        classification=row["classification"],
        provenance=row["provenance"],
    )


def row_dated(row: Row) -> Document:
    """The document of a row, dated by the entry of a bibliography where neither its own data nor its text date it."""
    document = row_document(row)
    if row["entry_csl"] is None or row["written_found"] is not None:
        return document
    return date_by_entry(document, json.loads(row["entry_csl"]), genre=row["genre"] or row["entry_genre"])


def passage_row(passage: Passage) -> dict[str, Any]:
    """The row of a passage."""
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "start": passage.start,
        "end": passage.end,
        "kind": passage.kind,
        "locator": passage.locator,
    }


def row_passage(row: Row) -> Passage:
    """The passage of a row."""
    return Passage(
        id=row["id"],
        document_id=row["document_id"],
        start=row["start"],
        end=row["end"],
        kind=row["kind"],
        locator=row["locator"],
    )


def row_skipped(row: Row) -> Skipped:
    """What was skipped, of a row."""
    return Skipped(path=row["path"], why=row["why"], place=row["place"])


def account_row(account: Account) -> dict[str, Any]:
    """The row of an account."""
    return {
        "id": account.id,
        "document_id": account.document_id,
        "event_type": account.event_type,
        "mode": account.mode,
        "contexts": as_json(account.contexts),
        "actors": as_json([{"id": party.id, "state": party.state, "text": party.text} for party in account.actors]),
        "recipients": as_json(
            [{"id": party.id, "state": party.state, "text": party.text} for party in account.recipients]
        ),
        "date": account.date,
        "date_how": account.date_how,
        "place": account.place,
        "status": account.status,
        "speaker": account.speaker,
        "cited": account.cited,
        "magnitudes": as_json([{"value": m.value, "unit": m.unit, "text": m.text} for m in account.magnitudes]),
        "sentence": as_words(account.sentence),
        **place_words(account.evidence),
        "confidence": float(account.confidence),
        "coder": account.coder,
        "scheme": account.scheme,
    }


def row_account(row: Row) -> Account:
    """The account of a row."""
    return Account(
        id=row["id"],
        document_id=row["document_id"],
        event_type=row["event_type"],
        mode=row["mode"],
        contexts=tuple(json.loads(row["contexts"])),
        actors=tuple(Party(**party) for party in json.loads(row["actors"])),
        recipients=tuple(Party(**party) for party in json.loads(row["recipients"])),
        date=row["date"],
        date_how=row["date_how"],
        place=row["place"],
        status=row["status"],
        speaker=row["speaker"],
        cited=row["cited"],
        magnitudes=tuple(Magnitude(**magnitude) for magnitude in json.loads(row["magnitudes"])),
        sentence=read_words(row["sentence"]),
        evidence=row_words(row),
        confidence=row["confidence"],
        coder=row["coder"],
        scheme=row["scheme"],
    )
