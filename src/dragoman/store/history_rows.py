"""Events, conflicts, reasons and findings as rows of their tables, and back."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from dragoman.model import Borrowing, Conflict, Event, Finding, Position, Reason
from dragoman.store.columns import Row, as_json, as_words, place_words, read_words, row_words


def event_row(event: Event, *, earliest: str | None, latest: str | None) -> dict[str, Any]:
    """The row of an event; ``earliest`` and ``latest`` are the days that its date allows."""
    return {
        "id": event.id,
        "event_type": event.event_type,
        "mode": event.mode,
        "actors": as_json(event.actors),
        "recipients": as_json(event.recipients),
        "date": event.date,
        "earliest": earliest,
        "latest": latest,
        "place": event.place,
        "score": float(event.score),
        "status": event.status,
        "standing": event.standing,
    }


@lru_cache(maxsize=1 << 12)
def _codes(listed: str) -> tuple[str, ...]:
    """The codes of a JSON array: the same few sets of parties come again and again."""
    return tuple(json.loads(listed))


def row_event(row: Row, account_ids: tuple[str, ...]) -> Event:
    """The event of a row, with the accounts it is built from."""
    return Event(
        id=row["id"],
        account_ids=account_ids,
        event_type=row["event_type"],
        mode=row["mode"],
        actors=_codes(row["actors"]),
        recipients=_codes(row["recipients"]),
        date=row["date"],
        place=row["place"],
        score=row["score"],
        status=row["status"],
        standing=row["standing"],
    )


def conflict_row(conflict: Conflict) -> dict[str, Any]:
    """The row of a conflict."""
    positions = [{"value": p.value, "account_ids": list(p.account_ids)} for p in conflict.positions]
    return {"event_id": conflict.event_id, "field": conflict.field, "positions": as_json(positions)}


def row_conflict(row: Row) -> Conflict:
    """The conflict of a row."""
    positions = tuple(
        Position(value=p["value"], account_ids=tuple(p["account_ids"])) for p in json.loads(row["positions"])
    )
    return Conflict(event_id=row["event_id"], field=row["field"], positions=positions)


def reason_row(reason: Reason) -> dict[str, Any]:
    """The row of a reason."""
    return {
        "id": reason.id,
        "document_id": reason.document_id,
        "explains": reason.explains,
        "cause": as_words(reason.cause),
        "effect": as_words(reason.effect),
        **place_words(reason.evidence),
        "cue": reason.cue,
        "themes": as_json(reason.themes),
        "kind": reason.kind,
        "speaker": reason.speaker,
        "speaker_state": reason.speaker_state,
        "parties": as_json(reason.parties),
        "cited": reason.cited,
        "polarity": reason.polarity,
        "confidence": float(reason.confidence),
    }


def row_reason(row: Row) -> Reason:
    """The reason of a row."""
    return Reason(
        id=row["id"],
        document_id=row["document_id"],
        explains=row["explains"],
        cause=read_words(row["cause"]),
        effect=read_words(row["effect"]),
        evidence=row_words(row),
        cue=row["cue"],
        themes=tuple(json.loads(row["themes"])),
        kind=row["kind"],
        speaker=row["speaker"],
        speaker_state=row["speaker_state"],
        parties=tuple(json.loads(row["parties"])),
        cited=row["cited"],
        polarity=row["polarity"],
        confidence=row["confidence"],
    )


def borrowing_row(borrowing: Borrowing) -> dict[str, Any]:
    """The row of a borrowing."""
    return {
        "id": borrowing.id,
        "kind": borrowing.kind,
        "document_id": borrowing.document_ids[0],
        "other_id": borrowing.document_ids[1],
        "one": as_words(borrowing.one),
        "other": as_words(borrowing.other),
        "words": borrowing.words,
        "share": float(borrowing.share),
    }


def row_borrowing(row: Row) -> Borrowing:
    """The borrowing of a row."""
    return Borrowing(
        id=row["id"],
        kind=row["kind"],
        document_ids=(row["document_id"], row["other_id"]),
        one=read_words(row["one"]),
        other=read_words(row["other"]),
        words=row["words"],
        share=row["share"],
    )


def finding_row(finding: Finding) -> dict[str, Any]:
    """The row of a finding."""
    return {
        "id": finding.id,
        "document_id": finding.document_id,
        "rule": finding.rule,
        "severity": finding.severity,
        "why": finding.why,
        **place_words(finding.evidence),
    }


def row_finding(row: Row) -> Finding:
    """The finding of a row."""
    return Finding(
        id=row["id"],
        document_id=row["document_id"],
        rule=row["rule"],
        severity=row["severity"],
        why=row["why"],
        evidence=row_words(row),
    )
