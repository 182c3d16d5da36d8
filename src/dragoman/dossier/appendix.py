"""What the methods appendix says beside the records of a dossier: settings, judgements, what was skipped."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.dossier.record import Table

PLAIN_NOTES = (
    "Notes and bibliography are written plainly, not in a citation style: pandoc, which sets citations, is not "
    "installed."
)
"""What is said of the notes where no citation style was at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendix:
    """Facts of the project for the methods appendix.

    ``notes`` says how notes and bibliography were set. ``settings`` are pairs of key and value. ``judged`` are counts
    of what people did, by label; ``agreement`` are sentences on how far people and machine, or people among themselves,
    agree; ``skipped`` are what was not read, with the reason.
    """

    notes: str = PLAIN_NOTES
    settings: tuple[tuple[str, str], ...] = ()
    judged: tuple[tuple[str, int], ...] = ()
    agreement: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()
