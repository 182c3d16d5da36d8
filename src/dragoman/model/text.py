"""A document made ready for coding: a repaired view of its text, and what was found on it.

Offsets of everything here count code points into ``View.text``; ``View.span`` leads back to ``Document.text``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from dragoman.model.record import Document, Passage

ActorKind = Literal["state", "demonym", "capital", "person", "party", "body", "office", "group", "place"]
DateKind = Literal["date", "duration", "repeated"]
DateHow = Literal["explicit", "carried", "relative", "anchored", "document", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A text with its damage undone (line breaks joined, hyphenation closed) and the way back.

    ``breaks`` holds pairs (place in the view, place in the original), rising: from each on, both count in step.
    An undamaged text has ``breaks == ((0, 0),)``.
    """

    text: str = field(repr=False)
    breaks: tuple[tuple[int, int], ...] = field(default=((0, 0),), repr=False)

    def original(self, place: int) -> int:
        """The original offset of the character at ``place``."""
        at, there = self.breaks[bisect_right(self.breaks, (place, 1 << 62)) - 1]
        return there + place - at

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of ``text[start:end]``: from its first character to just after its last."""
        if end <= start:
            raise ValueError(f"empty span {start}-{end}")
        return self.original(start), self.original(end - 1) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: ``view.text[start:end]``, and the passage it stands in."""

    start: int
    end: int
    passage_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An inline citation, e.g. ``(Hoxha, 1980)``: masked before sentences are split, its year never an event's date.

    ``claim_start`` and ``claim_end`` bound the words it is given for: the quotation it closes, else its sentence.
    ``quoted`` says that those words are a quotation.
    """

    start: int
    end: int
    text: str
    author: str
    year: str
    claim_start: int
    claim_end: int
    quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words between quotation marks, marks excluded; it may run over several sentences."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """Words that name an actor of the authority list.

    ``id`` is the authority id, ``state`` the state it acts for at the document's time ("" when it acts for none or is
    ambiguous, then ``candidates`` holds the ids in question). ``how`` is the rule (name, variant, office...).
    A ``kind`` "place" is a town, island or territory; ``state`` is who held it: the place itself never acts.
    """

    start: int
    end: int
    text: str
    id: str
    kind: ActorKind
    state: str
    how: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """Words that tell a time: ``value`` is EDTF, None where the words fix no date (a duration, a vague time)."""

    start: int
    end: int
    text: str
    value: str | None
    kind: DateKind
    how: DateHow


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One document, ready for coding.

    ``focus`` gives, for each sentence, the date carried into it from what was told before (EDTF or None), parallel to
    ``sentences``. All mentions are in text order.
    """

    document: Document
    view: View
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    quotations: tuple[Quotation, ...]
    actors: tuple[ActorMention, ...]
    dates: tuple[DateMention, ...]
    focus: tuple[str | None, ...]
