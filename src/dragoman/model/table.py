"""What a row of an event table says: an account without words, whose evidence is the row itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEvidence:
    """Where a row stands, and its cells (name of the column, value) as they stand; empty cells are left out.

    ``row`` counts from 1 as the rows stand in the file, a header included.
    """

    table: str
    file: str
    sha256: str
    row: int
    cells: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"row {self.row} of {self.file}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAccount:
    """What one row says that one state did to another. There is no text behind it, and so no quotation.

    ``date`` is EDTF. ``confidence`` is the row's own (0 to 1), None where it gives none. ``cited`` is what the row
    names as its source. ``coder`` names the format of the table.
    """

    id: str
    event_type: str
    mode: str
    actor: str
    recipient: str
    date: str
    score: float
    confidence: float | None
    place: str
    cited: str
    evidence: RowEvidence
    coder: str
    scheme: str = "plover-2.0"
