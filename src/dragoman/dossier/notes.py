"""Footnotes, numbered in the order in which they are first needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.dossier.record import Note, Work
from dragoman.model import Document, Evidence, Source
from dragoman.vocab import edtf
from dragoman.vocab.cite import cite_document
from dragoman.wording import close_up, sentence, with_article, write_date


class Notes:
    """The notes of one dossier while it is composed: the same words for the same record get the same number."""

    def __init__(self, documents: Sequence[Document], sources: Sequence[Source]) -> None:
        self._documents = {document.id: document for document in documents}
        self._sources = {source.id: source for source in sources}
        self._numbers: dict[tuple[str, int, int, str], int] = {}
        self._notes: list[Note] = []

    def add(self, document_id: str, evidence: Evidence, about: str, *, cited: str = "") -> int:
        """The number of the note for these words; ``cited`` is the work that the text itself names for them."""
        key = (document_id, evidence.start, evidence.end, about)
        if key not in self._numbers:
            number = len(self._notes) + 1
            self._numbers[key] = number
            self._notes.append(self._make(number, document_id, evidence, about, cited))
        return self._numbers[key]

    def all(self) -> tuple[Note, ...]:
        """Every note so far, in the order of its number."""
        return tuple(self._notes)

    def _make(self, number: int, document_id: str, evidence: Evidence, about: str, cited: str) -> Note:
        document = self._documents[document_id]
        work = write_source(self._sources.get(document.source_id), document)
        parts = [document.locate(evidence.start), document.path, f"characters {evidence.start}–{evidence.end}"]
        if cited:
            parts.append(f"where it cites {close_up(cited)}")
        return Note(
            number=number,
            work=work,
            place=", ".join(part for part in parts if part),
            quote=close_up(evidence.quote),
            about=about,
        )


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
    used = {document.source_id for document in documents}
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
        works.append(
            Work(id=source.id, text=write_source(source), remark=sentence("; ".join(remarks)) if remarks else "")
        )
    return tuple(sorted(works, key=lambda work: (work.text.casefold(), work.id)))
