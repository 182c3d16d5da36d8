"""Works, and the documents of editions, as they are cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.model.record import Document, Passage, Source

_LONG_PUBLISHERS = {"United States Government Printing Office": "Government Printing Office"}
"""Publishers that the edition's own recommended citation names more shortly."""

_BOOKS = frozenset(("book", "periodical", "collection", "classic", ""))
"""Types of works whose titles stand without quotation marks."""


def cite_source(source: Source) -> str:
    """A work in a line: author, title, container, publisher, year, as far as its CSL data go."""
    csl = source.csl
    if source.genre == "edition" and csl.get("editor") and csl.get("title"):
        return f"{_edition(csl)}."
    pieces = [", ".join(name_list(csl.get("author") or csl.get("editor")))]
    pieces += [str(csl.get("title", "")), str(csl.get("container-title", ""))]
    pieces.append(", ".join(filter(None, (str(csl.get("publisher", "")), _year(csl)))))
    return ". ".join(piece for piece in pieces if piece)


def cite_document(source: Source, document: Document, passage: Passage | None = None) -> str:
    """A document as it is cited in a note, in the manner of Chicago; of an edition with the number of the document.

    "Foreign Relations of the United States, 1955–1957, Volume XXV, Eastern Europe, eds. … (Washington: Government
    Printing Office, 1990), Document 107." A ``passage`` that is a footnote is named after it.
    """
    if not document.number or source.genre != "edition" or not source.csl.get("title"):
        return _note(source.csl)
    note = f", footnote {passage.locator.removeprefix('n. ')}" if passage and passage.kind == "note" else ""
    return f"{_edition(source.csl)}, Document {document.number}{note}."


def cite_place(note: str, place: str) -> str:
    """A note with the place in the work: "…, 1980, p. 7." Without a place the note as it is."""
    if not place:
        return note
    comma = f"{note[:-2]},” " if note.endswith(".”") else f"{note.rstrip('.')}, " if note else ""
    return f"{comma}{place.rstrip('.')}."


def _note(csl: Mapping[str, Any]) -> str:
    """A work as a note has it: "Ana Marku, “Quays,” Port Review, 1980."; a book with its imprint in brackets."""
    title, held = str(csl.get("title", "")), str(csl.get("container-title", ""))
    names = _and(name_list(csl.get("author") or csl.get("editor")))
    house = ": ".join(filter(None, (str(csl.get("publisher-place", "")), str(csl.get("publisher", "")))))
    imprint = ", ".join(filter(None, (house, _year(csl))))
    is_book = str(csl.get("type", "")) in _BOOKS and not held
    if is_book and house:
        title, imprint = f"{title} ({imprint})", ""
    rest = ", ".join(filter(None, (held, imprint)))
    if title and not is_book:
        # The comma stands before the closing mark, as in print; none follows a title that ends in a mark of its own.
        comma = "" if title.endswith(("?", "!")) else "," if rest else "."
        told = " ".join(filter(None, (f"“{title}{comma}”", rest)))
    else:
        told = ", ".join(filter(None, (title, rest)))
    told = ", ".join(filter(None, (names, told)))
    return told if not told or told.endswith((".", ".”")) else f"{told}."


def address(source: Source, document: Document) -> str:
    """Where a document stands on the web: the address of its edition with its own name, else that of the work."""
    url = str(source.csl.get("URL", "")).rstrip("/")
    if url and source.genre == "edition" and document.locator and " " not in document.locator:
        return f"{url}/{document.locator.rpartition('/')[2]}"
    return url


def name_list(names: Any) -> list[str]:
    """CSL names as they are spoken: given name, family name."""
    written = []
    for one in names if isinstance(names, list | tuple) else ():
        if isinstance(one, Mapping):
            parts = (one.get("given"), one.get("non-dropping-particle"), one.get("family"))
            written.append(str(one.get("literal") or " ".join(str(part) for part in parts if part)))
    return [name for name in written if name]


def _edition(csl: Mapping[str, Any]) -> str:
    editors = name_list(csl.get("editor"))
    by = f", {'ed.' if len(editors) == 1 else 'eds.'} {_and(editors)}" if editors else ""
    publisher = str(csl.get("publisher", ""))
    house = ": ".join(filter(None, (str(csl.get("publisher-place", "")), _LONG_PUBLISHERS.get(publisher, publisher))))
    imprint = ", ".join(filter(None, (house, _year(csl))))
    return f"{csl['title']}{by}" + (f" ({imprint})" if imprint else "")


def _and(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B, and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{',' * (len(names) > 2)} and {names[-1]}"


def _year(csl: Mapping[str, Any]) -> str:
    issued = csl.get("issued")
    parts = issued.get("date-parts", []) if isinstance(issued, Mapping) else []
    return str(parts[0][0]) if parts and parts[0] else ""
