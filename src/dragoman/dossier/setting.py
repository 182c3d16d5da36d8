"""What every format sets alike: the words of a footnote, and who wrote the dossier when."""

from __future__ import annotations

from dragoman.dossier.record import Citation, Dossier, Note, Piece
from dragoman.wording import quoted, write_date


def set_citation(citation: Citation, note: Note) -> tuple[Piece, ...]:
    """A citation as it stands in its footnote: the work, what the text itself cites, and the words.

    Where the style cites in the text the work is named there; words that stand above the note are not said again.
    """
    pieces: tuple[Piece, ...] = citation.pieces or (Piece(text=citation.work),)
    if note.in_text:
        pieces = (Piece(text=citation.locator),) if citation.locator else ()
    if citation.cited:
        pieces = (*pieces, Piece(text=f"{', ' if pieces else ''}citing {citation.cited}"))
    if citation.quote and not citation.shown:
        pieces = (*pieces, Piece(text=f"{': ' if pieces else ''}{quoted(citation.quote)}"))
    return pieces if pieces else (Piece(text="the words above"),)


def set_place(citation: Citation) -> str:
    """Where the words stand, for a machine to find: file, characters, the record's id."""
    return f"{citation.place}; {', '.join(citation.about.split())}"


def byline(dossier: Dossier) -> str:
    """Who composed the dossier, and when, as the plan has it; "" where it has neither."""
    return ", ".join(part for part in (dossier.author, write_date(dossier.date) if dossier.date else "") if part)
