"""Document: the text to read, the accounts in the margin, each beside the words that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from dragoman.model import Document, Passage, Source
from dragoman.sources.markdown import SUFFIXES
from dragoman.store import Reader
from dragoman.vocab.cite import address, cite_document
from dragoman.web.desk import Bench
from dragoman.web.page import Pages, missing
from dragoman.web.pages.original import has_original
from dragoman.web.segments import Segment, cut, find_emphasis, mark
from dragoman.web.telling import AccountCard, card
from dragoman.workbench import Workbench

pages = Pages(key="document")

PART = 24_000
"""Characters of a text that are shown at once: some ten printed pages."""


CHARACTERS_BESIDE = 95
"""Characters of a paragraph beside which one account has room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingNote:
    """Something doubtful about words of the text."""

    id: str
    rule: str
    severity: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading or footnote, with the accounts and findings whose words begin in it.

    ``room`` is how many accounts stand open beside it; the others are folded away, so that the text is not torn apart.
    """

    id: str
    kind: str
    start: int
    end: int
    locator: str
    segments: tuple[Segment, ...]
    accounts: tuple[AccountCard, ...]
    findings: tuple[FindingNote, ...]
    room: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A document, or the ``part``-th of ``parts`` of a long one; ``earlier`` and ``later`` are where others begin.

    ``written_how``: "given" by its own data, "text" when found in its text. ``facts`` are what an edition says of it.

    ``address`` is where it stands on the web, "" where it does not; ``has_original`` says that the pages of its file
    can be shown as pictures.
    """

    id: str
    title: str
    path: str
    written: str | None
    written_how: str | None
    standpoint: str | None
    genre: str
    lang: str
    facts: tuple[tuple[str, str], ...]
    citation: str
    address: str
    has_original: bool
    characters: int
    part: int
    parts: int
    earlier: int | None
    later: int | None
    blocks: tuple[Block, ...]
    accounts: int


@pages.page("/documents/{document_id}", template="document.html.j2")
def document(
    bench: Bench,
    document_id: str,
    at: Annotated[int, Query(ge=0, description="A place in the text (code points): its part is shown.")] = 0,
) -> DocumentPage:
    """A document to read, with the accounts it gives beside their words."""
    with bench.reader() as reader:
        found = reader.document(document_id)
        if found is None:
            raise missing(f"there is no document {document_id}")
        source = reader.source(found.source_id)
        begin = min(at, max(len(found.text) - 1, 0)) // PART * PART
        blocks = _blocks(bench, reader, found, source, begin)
        written = reader.written_of(document_id)
    return DocumentPage(
        id=found.id,
        title=found.title or found.path,
        path=found.path,
        written=found.written or written,
        written_how="given" if found.written else "text" if written else None,
        standpoint=source.standpoint if source else None,
        genre=source.genre if source else "",
        lang=found.lang,
        facts=_facts(found),
        citation=cite_document(source, found) if source else found.path,
        address=_web(address(source, found)) if source else "",
        has_original=has_original(bench, source),
        characters=len(found.text),
        part=begin // PART + 1,
        parts=max(1, -(-len(found.text) // PART)),
        earlier=begin - PART if begin else None,
        later=begin + PART if begin + PART < len(found.text) else None,
        blocks=blocks,
        accounts=sum(len(block.accounts) for block in blocks),
    )


def _web(address: str) -> str:
    """An address that a browser may be sent to: what a file says of itself is not trusted further."""
    return address if address.startswith(("https://", "http://")) else ""


def _facts(document: Document) -> tuple[tuple[str, str], ...]:
    names = ("number", "kind", "sender", "receiver", "place", "classification", "provenance", "locator")
    return tuple((name, str(getattr(document, name))) for name in names if getattr(document, name))


def _blocks(
    bench: Workbench, reader: Reader, document: Document, source: Source | None, begin: int
) -> tuple[Block, ...]:
    end = begin + PART
    passages = reader.passages_between(document.id, begin, end)
    last = max((one.end for one in passages), default=end)
    rulings = bench.rulings()
    coded = reader.accounts_between(document.id, begin, max(last, end))
    accounts = rulings.judged(coded, min_confidence=bench.config.code.min_confidence)
    findings = [one for one in reader.findings_between(document.id, begin, last) if one.id not in rulings.rejected]
    events = reader.event_ids(one.id for one in accounts)
    marks = [mark("account", one.id, one.evidence) for one in accounts]
    marks += [mark("finding", one.id, one.evidence) for one in findings]

    is_markdown = document.path.lower().endswith(SUFFIXES)

    def block(passage: Passage) -> Block:
        inside = range(passage.start, passage.end)
        emphasis = find_emphasis(document.text, passage.start, passage.end) if is_markdown else ()
        return Block(
            id=passage.id,
            kind=passage.kind,
            start=passage.start,
            end=passage.end,
            locator=passage.locator,
            segments=cut(document.text, passage.start, passage.end, marks, document.locators, emphasis=emphasis),
            accounts=tuple(
                card(one, document, source, passage, events.get(one.id, ""), rulings, bench.name)
                for one in accounts
                if one.evidence.start in inside
            ),
            findings=tuple(
                FindingNote(id=one.id, rule=one.rule, severity=one.severity, why=one.why)
                for one in findings
                if one.evidence.start in inside
            ),
            room=max(2, len(inside) // CHARACTERS_BESIDE),
        )

    return tuple(block(passage) for passage in passages)
