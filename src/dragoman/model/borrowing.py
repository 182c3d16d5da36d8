"""Words that two documents have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.reading import Evidence

BorrowingKind = Literal["wording", "quoting", "quotation", "citing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowing:
    """A stretch of words that two documents share: one took it from the other, or both took it from a third.

    ``kind``: "wording" stands in nobody's quotation marks, "quoting" in those of one document, "quotation" in both;
    "citing" is no shared stretch, but the place at which ``one`` names ``other`` as its source. ``words`` counts the
    words in common (0 for "citing"). ``share`` (0 to 1) is how much of the shorter document all shared wording of the
    two makes up. ``document_ids`` are those of ``one`` and ``other``.
    """

    id: str
    kind: BorrowingKind
    document_ids: tuple[str, str]
    one: Evidence
    other: Evidence
    words: int
    share: float
