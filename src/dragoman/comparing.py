"""Compares the documents of a project with one another: what they share, what they quote, whom they cite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dragoman.accounts.criticism import criticise_corpus
from dragoman.accounts.independence import Text, find_borrowings
from dragoman.accounts.rules import Corpus, Quoted
from dragoman.config import Check
from dragoman.ids import content_id, digest
from dragoman.mentions.citations import mask
from dragoman.mentions.quotations import find_quotations
from dragoman.mentions.resolve import resolve
from dragoman.model import Account, Borrowing, Document, Event, Finding, Reference, Work, evidence
from dragoman.plain import plain
from dragoman.reading import on_view, outside
from dragoman.sources.repair import repair
from dragoman.sources.segment import segment
from dragoman.store import Reader

OPENING = 80
"""Characters of a work's beginning that stand for it where another cites the whole of it."""


def compare(reader: Reader, check: Check) -> tuple[tuple[Borrowing, ...], tuple[Finding, ...]]:
    """What the documents share with one another, and what is to be objected to in that."""
    documents = {one.id: one for one in reader.documents(texts=False)}
    quoted: dict[str, tuple[Quoted, ...]] = {}

    def load(document_id: str) -> Text | None:
        document = reader.document(document_id)
        if document is None:
            return None
        text = read_text(document)
        quoted.setdefault(document_id, tuple(_quoted(text)))
        return text

    found = [*find_borrowings(list(documents), load), *_cited(reader, documents)]
    borrowings = tuple(sorted(found, key=lambda one: (one.document_ids, one.one.start, one.other.start, one.id)))
    corpus = Corpus(
        documents=documents,
        quoted=tuple(one for id in documents for one in quoted.get(id, ())),
        borrowings=borrowings,
        accounts={},
    )
    return borrowings, criticise_corpus(corpus, about="texts", severities=check.severities())


def weigh(
    reader: Reader,
    events: tuple[Event, ...],
    accounts: dict[str, Account],
    borrowings: tuple[Borrowing, ...],
    check: Check,
) -> tuple[Finding, ...]:
    """What is to be objected to in the sources of events."""
    documents = {one.id: one for one in reader.documents(texts=False)}
    return weigh_in(documents, events, accounts, borrowings, check)


def weigh_in(
    documents: Mapping[str, Document],
    events: tuple[Event, ...],
    accounts: Mapping[str, Account],
    borrowings: tuple[Borrowing, ...],
    check: Check,
) -> tuple[Finding, ...]:
    """The same, of events whose documents (by id) are at hand."""
    corpus = Corpus(documents=documents, borrowings=borrowings, events=events, accounts=accounts)
    return criticise_corpus(corpus, about="events", severities=check.severities())


def causes(reader: Reader) -> str:
    """What the comparison depends on, beside settings and version."""
    documents = [plain(replace(one, locators=())) for one in reader.documents(texts=False)]
    cited = sorted((one.document_id, digest(plain(one))) for one in reader.references())
    works = [digest(plain(one)) for one in (*reader.works(), *(replace(one, listed=()) for one in reader.sources()))]
    return digest(documents, cited, sorted(works))


def read_text(document: Document) -> Text:
    """What of a document is compared with others."""
    view, passages = repair(document.text), segment(document)
    blocks = [on_view(view, passage.start, passage.end) for passage in passages]
    body = mask(view.text, outside(blocks, len(view.text)))
    return Text(document=document, view=view, body=body, passages=passages, quotations=find_quotations(body))


def _quoted(text: Text) -> Iterator[Quoted]:
    outer_end = 0
    for one in text.quotations:
        words = text.view.text[one.start : one.end]
        if one.start < outer_end or not words.strip():
            continue
        outer_end = one.end
        start, end = text.view.span(one.start, one.end)
        held = next((passage.id for passage in text.passages if passage.start <= start < passage.end), "")
        if held:
            yield Quoted(
                document_id=text.document.id, evidence=evidence(held, text.document.text, start, end), text=words
            )


def _cited(reader: Reader, documents: dict[str, Document]) -> Iterator[Borrowing]:
    """Where a document cites another of the project, a work that is one document."""
    of_source: dict[str, list[str]] = {}
    for document in documents.values():
        of_source.setdefault(document.source_id, []).append(document.id)
    alone = [source for source in reader.sources() if len(of_source.get(source.id, ())) == 1]
    by_key = {str(source.csl.get("id") or source.id): source for source in alone}
    others = [work for work in reader.works() if work.key not in by_key]
    cited: dict[str, list[Reference]] = {}
    for reference in reader.references():
        cited.setdefault(reference.document_id, []).append(reference)
    for document_id, references in sorted(cited.items()):
        own = documents[document_id].source_id
        works = [Work(key=key, csl=source.csl) for key, source in sorted(by_key.items()) if source.id != own]
        found = resolve(references, [*others, *works]) if works else {}
        for reference in references:
            meant = by_key.get(found[reference.id].key) if reference.id in found else None
            target = reader.document(of_source[meant.id][0]) if meant and meant.id != own else None
            passages = reader.passages(target.id) if target else ()
            if target and passages:
                first = passages[0]
                opening = evidence(first.id, target.text, first.start, min(first.end, first.start + OPENING))
                yield Borrowing(
                    id=content_id("bor", "citing", reference.id, target.id),
                    kind="citing",
                    document_ids=(document_id, target.id),
                    one=reference.evidence,
                    other=opening,
                    words=0,
                    share=0.0,
                )
