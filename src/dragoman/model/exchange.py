"""What is asked of an export, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The part of a project that is exported.

    ``states`` are state codes: of one state all acts in which it takes part, of two the acts between them, of none all
    acts. ``since``, ``until`` and ``as_of`` are EDTF dates, bounding the time as for ``Workbench.timed_events``.
    ``by`` is the length of a bin ("" for that of the project), ``directed`` tells the acts of each side apart; both
    are for formats that have bins.
    """

    states: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    by: str = ""
    directed: bool = False

    @property
    def is_all(self) -> bool:
        """Whether nothing of the project is left out."""
        return not (self.states or self.since or self.until or self.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The files that were written, how many records of each kind they hold, and what the form could not tell."""

    paths: tuple[Path, ...]
    counts: tuple[tuple[str, int], ...] = ()
    remarks: tuple[str, ...] = ()
