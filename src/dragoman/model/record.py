"""What was read: sources, their documents, and the passages of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

PassageKind = Literal["body", "heading", "note"]
ListedKind = Literal["person", "term"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry of the lists that an edition prints of its persons and abbreviations: name, and what it says of it.

    ``name`` is as printed ("Hoxha, Enver", "ChiNat"), ``note`` the rest of the entry (an office with its time, the
    words that an abbreviation stands for).
    """

    kind: ListedKind
    name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One citable work: a book, an article, an edition's volume, an archive file.

    ``csl`` is a CSL-JSON item, its keys unchanged. ``standpoint`` is the code of the state whose record it is,
    None when it is nobody's. ``genre`` is one of dispatch, treaty, memoir, press, history, speech, edition,
    table or "".
    ``listed`` are the edition's own lists of persons and abbreviations: they hold for its documents alone.
    """

    id: str
    csl: Mapping[str, Any] = field(hash=False)
    standpoint: str | None = None
    genre: str = ""
    sha256: str = ""
    rights: str = ""
    listed: tuple[Listed, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One entry of a bibliography. ``key`` is what it is cited by, ``csl`` a CSL-JSON item, its keys unchanged.

    ``files`` are the paths that the entry says its text is in. ``key`` depends on the entry alone, so that it stays
    the same whatever is added later.
    """

    key: str
    csl: Mapping[str, Any] = field(hash=False)
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text of a source. Every offset in Dragoman counts code points into ``text``.

    ``text`` is never repaired: damage from PDF is undone on a view of it (``sources.repair``), which maps back.
    ``path`` is the path as the user gave it; ``locator`` the place in the source (document number, chapter).
    ``written`` is EDTF: when the text was written or first published, None when not known.
    ``locators`` are the pages, sections or rows of the text, where the format tells them: pairs (offset, "p. 12"), by
    offset; each holds up to the next.

    What an edition says of a document beside that: its ``number`` there, its ``kind`` (telegram, memorandum of
    conversation, editorial note...), its ``classification`` in the words of the time ("Confidential; Niact"), and its
    ``provenance``, the archive and file in which the original lies. All are "" where nothing is said.
    """

    id: str
    source_id: str
    path: str
    text: str = field(repr=False)
    locator: str = ""
    title: str = ""
    written: str | None = None
    sender: str = ""
    receiver: str = ""
    place: str = ""
    lang: str = "en"
    locators: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    number: str = ""
    kind: str = ""
    classification: str = ""
    provenance: str = ""

    def locate(self, offset: int) -> str:
        """The finest locator known of a place in the text: its page, section or row, with the document's own."""
        at = bisect_right(self.locators, offset, key=lambda pair: pair[0]) - 1
        return ", ".join(part for part in (self.locator, self.locators[at][1] if at >= 0 else "") if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block of a document (paragraph, heading or footnote): ``document.text[start:end]``."""

    id: str
    document_id: str
    start: int
    end: int
    kind: PassageKind = "body"
    locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something that was not read or not coded, and why: shown to the user, never only logged."""

    path: str
    why: str
    place: str = ""
