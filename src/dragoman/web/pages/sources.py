"""Sources: all documents, a page at a time, by what they are and where they come from; and what was not read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.web.desk import AtDesk, Bench
from dragoman.web.page import PageNumber, Pages
from dragoman.web.paging import Span, span_of

pages = Pages(key="sources")

Order = Literal["path", "written", "title", "accounts"]
PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One document of the list. ``written_how``: "given", "text" (found in the text), or None."""

    id: str
    title: str
    path: str
    locator: str
    written: str | None
    written_how: str | None
    standpoint: str | None
    genre: str
    lang: str
    accounts: int
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """A page of the list of documents, and by what it can be narrowed."""

    span: Span
    documents: tuple[DocumentRow, ...]
    genres: tuple[tuple[str, int], ...]
    standpoints: tuple[tuple[str, int], ...]
    skipped: int


@pages.page("/sources", template="sources.html.j2")
def sources(
    desk: AtDesk, *, q: str = "", genre: str = "", side: str = "", sort: Order = "path", page: PageNumber = 1
) -> SourcesPage:
    """All documents: filtered by words of their title or path, genre and whose record they are."""
    with desk.bench().reader() as reader:
        (genres, standpoints), skipped = desk.once(
            "holdings", lambda: (reader.holding_counts(), reader.count_skipped())
        )
        total = desk.once(
            ("documents", q, genre, side), lambda: reader.count_documents(words=q, genre=genre, standpoint=side)
        )
        span = span_of(page, PER_PAGE, total)
        rows = reader.list_documents(
            words=q, genre=genre, standpoint=side, order=sort, limit=PER_PAGE, offset=span.first - 1 if total else 0
        )
        return SourcesPage(
            span=span,
            documents=tuple(DocumentRow(**row) for row in rows),
            genres=genres,
            standpoints=standpoints,
            skipped=skipped,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """Something that was not read, or not wholly, and why."""

    path: str
    place: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedPage:
    """A page of the list of what was not read."""

    span: Span
    skipped: tuple[SkippedRow, ...]


@pages.page("/sources/skipped", template="skipped.html.j2")
def skipped(bench: Bench, page: PageNumber = 1) -> SkippedPage:
    """What was not read, and why."""
    with bench.reader() as reader:
        span = span_of(page, PER_PAGE, reader.count_skipped())
        found = reader.skipped_page(limit=PER_PAGE, offset=max(span.first - 1, 0))
    return SkippedPage(
        span=span, skipped=tuple(SkippedRow(path=one.path, place=one.place, why=one.why) for one in found)
    )
