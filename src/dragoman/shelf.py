"""What a project has on its shelves: what was read, and which works its documents refer to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.mentions.resolve import Resolved, resolve
from dragoman.model import Document, Reference, Work
from dragoman.relations.holdings import Holdings, count_holdings
from dragoman.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedThere:
    """A reference, the document it stands in, where in it ("p. 12, n. 3"), and what it stands for."""

    reference: Reference
    document: Document
    resolved: Resolved
    place: str = ""

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        reference = self.reference
        return {
            "id": reference.id,
            "document": self.document.path,
            "locator": self.place,
            "quote": reference.evidence.quote,
            "start": reference.evidence.start,
            "end": reference.evidence.end,
            "kind": reference.kind,
            "author": reference.author,
            "title": reference.title,
            "year": reference.year,
            "archive": reference.archive,
            "file": reference.file,
            "page": reference.locator,
            "again": reference.again or None,
            "resolved_to": self.resolved.key or None,
            "how": self.resolved.how or None,
            "why": self.resolved.why or None,
        }


def list_cited(reader: Reader) -> tuple[CitedThere, ...]:
    """Everything that the documents refer to, in the order of the text, and what each reference stands for.

    Beside the bibliography the project's own sources can be meant, save by their own documents.
    """
    documents = {document.id: document for document in reader.documents(texts=False)}
    works = list(reader.works())
    keys = {work.key for work in works}
    own: dict[str, Work] = {}
    for source in reader.sources():
        key = str(source.csl.get("id") or source.id)
        if key not in keys:
            own[source.id] = Work(key=key, csl=source.csl)
    found: dict[str, Resolved] = {}
    references = reader.references()
    by_document: dict[str, list[Reference]] = {}
    for reference in references:
        by_document.setdefault(reference.document_id, []).append(reference)
    for document_id, cited in by_document.items():
        of = documents[document_id].source_id
        found.update(resolve(cited, [*works, *(work for source_id, work in own.items() if source_id != of)]))
    return tuple(
        CitedThere(
            reference=one,
            document=documents[one.document_id],
            resolved=found[one.id],
            place=_place(reader, documents[one.document_id], one),
        )
        for one in references
    )


def _place(reader: Reader, document: Document, reference: Reference) -> str:
    passage = reader.passage(reference.evidence.passage_id)
    return ", ".join(filter(None, (document.locator, passage.locator if passage else "")))


def sum_cited(cited: Sequence[CitedThere]) -> dict[str, int]:
    """How many references were resolved, and how: to the bibliography, to their own words, within an edition, not."""
    counts = {"bibliography": 0, "parsed": 0, "edition": 0, "unresolved": 0}
    for one in cited:
        counts[one.resolved.how or "unresolved"] += 1
    return counts


def read_holdings(reader: Reader) -> Holdings:
    """What the project has read, by state, year, archive, language and side."""
    return count_holdings(
        tuple(reader.documents(texts=False)),
        {source.id: source for source in reader.sources()},
        reader.spoken(),
        reader.events(),
        found=reader.written_found(),
    )
