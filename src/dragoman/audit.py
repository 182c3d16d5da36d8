"""Digests of records, taken when they are made and again from what the database holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from dragoman.ids import digest
from dragoman.manifest import sum_outputs
from dragoman.model import (
    Account,
    Borrowing,
    Conflict,
    Document,
    Event,
    EventLink,
    Finding,
    MatchScore,
    Passage,
    Reason,
    Reference,
    Skipped,
    Source,
    Work,
)
from dragoman.model.name import NamedPerson, NameUse
from dragoman.plain import plain
from dragoman.store import Reader, cited_rows, rows
from dragoman.store import grouping_rows as grouping
from dragoman.store import history_rows as history

ROWS: Mapping[type[Any], Callable[[Any], dict[str, Any]]] = {
    Source: rows.source_row,
    Passage: rows.passage_row,
    Account: rows.account_row,
    Event: lambda event: history.event_row(event, earliest=None, latest=None) | {"accounts": list(event.account_ids)},
    Conflict: history.conflict_row,
    MatchScore: grouping.match_row,
    EventLink: grouping.link_row,
    Reason: history.reason_row,
    Finding: history.finding_row,
    Borrowing: history.borrowing_row,
    Document: plain,
    Skipped: plain,
    Work: cited_rows.work_row,
    Reference: cited_rows.reference_row,
    NameUse: plain,
    NamedPerson: plain,
}


def digest_records(records: Iterable[Any]) -> str:
    """The SHA-256 of records, whatever order they come in.

    They are taken as the rows they become, so that a record and the same record read back have one digest.
    """
    made = (ROWS[type(record)](record) if type(record) in ROWS else record for record in records)
    return digest(sorted(digest(row) for row in made))


def stored_outputs(reader: Reader) -> dict[str, tuple[int, str]]:
    """For each stage, how many records the database really holds, and their digest: what a manifest claims, checked."""
    found = []
    for (stage, about), output in reader.stage_outputs().items():
        records, counted = _stored(reader, stage, about)
        found.append(replace(output, count=counted, output_digest=digest_records(records)))
    return sum_outputs(found)


def _stored(reader: Reader, stage: str, about: str) -> tuple[list[Any], int]:
    if stage == "read":
        documents, found, skipped = reader.input(about)
        used = {one.source_id for one in documents}
        sources = [source for source, _ in reader.sources_as_read() if source.id in used]
        works = reader.works(input_sha=about)
        return read_records(sources, documents, found, skipped, works), len(documents)
    if stage == "reconcile":
        events = reader.events()
        joined = [*reader.conflicts(), *reader.matches(), *reader.links()]
        return [*events, *joined, *reader.findings(stage=stage)], len(events)
    if stage == "compare":
        borrowings = reader.borrowings()
        return [*borrowings, *reader.findings(stage=stage)], len(borrowings)
    if stage == "join":
        persons = reader.persons()
        return list(persons), len(persons)
    records: list[Any] = []
    if stage == "names":
        records = list(reader.names(document_id=about))
    if stage == "spot":
        records = [(when, states) for document_id, when, states in reader.spoken(document_id=about)]
        return [*records, *reader.references(document_id=about)], len(records)
    if stage == "code":
        records = list(reader.accounts(document_id=about))
    elif stage == "explain":
        records = list(reader.reasons(document_id=about, as_found=True))
    elif stage == "check":
        records = list(reader.findings(document_id=about, stage=stage))
    return records, len(records)


def read_records(
    sources: Iterable[Source],
    documents: Iterable[Document],
    found: Iterable[str | None],
    skipped: Iterable[Skipped],
    works: Iterable[Work] = (),
) -> list[Any]:
    """What the reading of one file is digested from; ``found`` are the dates found in the texts of the documents."""
    return [*sources, *documents, *skipped, *works, ("found", *found)]
