"""Footnotes, numbered in the order in which they are first needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dragoman.dossier.items import Item, cited_place, document_item, is_edited, work_item
from dragoman.dossier.record import Citation, Note, Section, Statement, Work
from dragoman.model import Document, Evidence, Source
from dragoman.vocab import edtf
from dragoman.vocab.cite import cite_document
from dragoman.wording import close_up, sentence, with_article, write_date


class Notes:
    """The citations of one dossier while it is composed: the same words for the same record are cited alike."""

    def __init__(self, documents: Sequence[Document], sources: Sequence[Source]) -> None:
        self._documents = {document.id: document for document in documents}
        self._sources = {source.id: source for source in sources}
        self._numbers: dict[tuple[str, int, int, str], int] = {}
        self._citations: list[Citation] = []
        self._items: dict[str, Item] = {}

    def add(self, document_id: str, evidence: Evidence, about: str, *, cited: str = "") -> int:
        """A number for the citation of these words; ``cited`` is the work that the text itself names for them."""
        key = (document_id, evidence.start, evidence.end, about)
        if key not in self._numbers:
            self._numbers[key] = len(self._citations)
            self._citations.append(self._make(document_id, evidence, about, cited))
        return self._numbers[key]

    def items(self) -> Mapping[str, Item]:
        """The CSL items of all that was cited, by key."""
        return dict(self._items)

    def _make(self, document_id: str, evidence: Evidence, about: str, cited: str) -> Citation:
        document = self._documents[document_id]
        source = self._sources.get(document.source_id)
        place = f"{document.path}, characters {evidence.start}–{evidence.end}"
        locator = cited_place(source, document, evidence.start)
        key = ""
        if source is not None:
            item = document_item(source, document)
            key = str(item["id"])
            self._items.setdefault(key, item)
        return Citation(
            key=key,
            work=", ".join(part for part in (write_source(source, document), locator) if part),
            place=place,
            quote=close_up(evidence.quote),
            about=about,
            locator=locator,
            cited=close_up(cited).strip("() "),
        )

    def settle(self, sections: Iterable[Section]) -> tuple[tuple[Section, ...], tuple[Note, ...]]:
        """The sections with one footnote to a sentence, numbered in the order of reading, and the footnotes."""
        notes: list[Note] = []

        def number(statement: Statement) -> Statement:
            if not statement.notes:
                return statement
            cited = [self._citations[one] for one in dict.fromkeys(statement.notes)]
            shown = [replace(one, shown=one.quote == statement.quote) for one in cited]
            notes.append(Note(number=len(notes) + 1, citations=tuple(_together(shown))))
            return replace(statement, notes=(len(notes),))

        settled = tuple(
            replace(
                section,
                groups=tuple(
                    replace(group, statements=tuple(number(one) for one in group.statements))
                    for group in section.groups
                ),
            )
            for section in sections
        )
        return settled, tuple(notes)


def _together(citations: Iterable[Citation]) -> Iterator[Citation]:
    """Citations of one note; several records that rest on the same words of one place are cited once."""
    by_place: dict[tuple[str, str], Citation] = {}
    for one in citations:
        first = by_place.setdefault((one.place, one.quote), one)
        if first is not one:
            by_place[one.place, one.quote] = replace(first, about=f"{first.about} {one.about}")
    yield from by_place.values()


def write_source(source: Source | None, document: Document | None = None) -> str:
    """A plain note: author, title, container, publisher, date, as far as they are known. Not Chicago style.

    CSL variables are used as they stand; ``document`` adds its own title where it differs from the work's. A numbered
    document of an edition is cited in the edition's own form.
    """
    if source is not None and document is not None and document.number and source.genre == "edition":
        return cite_document(source, document).removesuffix(".")
    csl: Mapping[str, Any] = source.csl if source else {}
    title = str(csl.get("title", "")) or (document.title if document else "") or "untitled"
    part = document.title if document and document.title and document.title != title else ""
    held = csl.get("container-title", "")
    pieces = [
        write_names(csl.get("author") or csl.get("editor") or ()),
        f"“{part}”" if part else "",
        f"“{title}”" if not part and held else title,
        str(held),
        str(csl.get("publisher", "")),
    ]
    written = write_issued(csl.get("issued")) or (document.written if document and document.written else "")
    when = f" ({write_date(written) if edtf.is_valid(written) else written})" if written else ""
    return ", ".join(piece for piece in pieces if piece) + when


def write_names(names: Any) -> str:
    """CSL names in the order given: "Enver Hoxha, Dragoman project"."""
    if isinstance(names, str):
        return names
    written = []
    for one in names if isinstance(names, list | tuple) else (names,):
        if isinstance(one, Mapping):
            full = f"{one.get('given', '')} {one.get('family', '')}".strip()
            written.append(str(one.get("literal", "")) or full)
        else:
            written.append(str(one))
    return ", ".join(name for name in written if name)


def write_issued(issued: Any) -> str:
    """A CSL date as EDTF text: from ``date-parts``, ``raw`` or ``literal``, a plain value as it stands."""
    if not isinstance(issued, Mapping):
        return "" if issued is None else str(issued)
    parts = issued.get("date-parts")
    if parts:
        return "/".join("-".join(f"{int(part):02}" for part in one) for one in parts if one)
    return str(issued.get("raw") or issued.get("literal") or issued.get("edtf") or "")


def list_works(documents: Sequence[Document], sources: Sequence[Source], side: Mapping[str, str]) -> tuple[Work, ...]:
    """The bibliography: each source that a document comes from, by author and title. ``side`` names states by code."""
    used: dict[str, Document] = {}
    for document in documents:
        used.setdefault(document.source_id, document)
    works = []
    for source in sources:
        if source.id not in used:
            continue
        remarks = []
        if source.standpoint:
            remarks.append(f"the record of {with_article(side.get(source.standpoint, source.standpoint))}")
        if source.genre:
            remarks.append(source.genre)
        if source.csl.get("note"):
            remarks.append(close_up(str(source.csl["note"])))
        document = used[source.id]
        works.append(
            Work(
                id=source.id,
                text=write_source(source),
                remark=sentence("; ".join(remarks)) if remarks else "",
                csl=work_item(source) if is_edited(source, document) else document_item(source, document),
            )
        )
    return tuple(sorted(works, key=lambda work: (work.text.casefold(), work.id)))
