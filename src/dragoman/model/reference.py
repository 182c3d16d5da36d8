"""What a text refers to: a citation or a footnote, taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.reading import Evidence

ReferenceKind = Literal["work", "archive", "newspaper", "edition", "again", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One work that a document names as its source, as far as the words can be taken apart.

    ``kind`` is what is named: a work, a file in an archive, a newspaper, a document of an edition, "again" for what
    only points back ("ibid."), and "unknown" for a citation that names nothing that can be read. ``archive`` and
    ``file`` are those of an archive, ``locator`` is the page, sheet or document, ``year`` the year of the work.
    ``again`` is the id of the earlier reference that the words point back to, "" where they point to none.
    """

    id: str
    document_id: str
    evidence: Evidence
    kind: ReferenceKind
    author: str = ""
    title: str = ""
    year: str = ""
    archive: str = ""
    file: str = ""
    locator: str = ""
    again: str = ""
