"""A passage cut where evidence begins or ends, so that each stretch of words knows which accounts rest on it.

Where a text was written in Markdown, it is cut at the signs of emphasis too: they stay in the text, so that every place
in it is counted as in the file, and a page may set the words as they are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from dragoman.model import Evidence

Set = Literal["", "em", "strong", "sign"]
"""How words are set: as they are, emphasised, strongly so; ``sign`` is an asterisk or line that says so."""

_EMPHASIS = re.compile(
    r"(?<![\\\w*])(?P<stars>\*{1,2})(?![\s*])(?P<starred>[^*\n]*[^*\s\\])(?P=stars)(?![\w*])"
    r"|(?<![\\\w])(?P<lines>_{1,2})(?![\s_])(?P<lined>[^_\n]*[^_\s\\])(?P=lines)(?!\w)"
)
"""Emphasis as CommonMark has it, but for what lies within other emphasis: ``*so*``, ``**so**``, ``_so_``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words that something rests on: ``kind`` is account or finding, ``id`` the record's."""

    kind: str
    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a text. ``accounts`` and ``findings`` rest on all of its words; ``locator`` begins right before it.

    ``start`` counts code points into the document's text. ``first`` holds the ids of the marks that begin here, ``set``
    says how its words are set.
    """

    start: int
    text: str
    accounts: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    locator: str = ""
    set: Set = ""


def mark(kind: str, id: str, evidence: Evidence) -> Mark:
    """The mark of a record on its evidence."""
    return Mark(kind=kind, id=id, start=evidence.start, end=evidence.end)


def find_emphasis(text: str, start: int, end: int) -> tuple[tuple[int, int, Set], ...]:
    """The emphasised words of ``text[start:end]``, written in Markdown, and the signs about them: (from, to, how)."""
    found: list[tuple[int, int, Set]] = []
    for one in _EMPHASIS.finditer(text, start, end):
        begin, stop = one.span("starred" if one["stars"] else "lined")
        how: Set = "em" if len(one["stars"] or one["lines"]) == 1 else "strong"
        found += [(one.start(), begin, "sign"), (begin, stop, how), (stop, one.end(), "sign")]
    return tuple(found)


def cut(
    text: str,
    start: int,
    end: int,
    marks: Iterable[Mark],
    locators: Sequence[tuple[int, str]] = (),
    *,
    emphasis: Sequence[tuple[int, int, Set]] = (),
) -> tuple[Segment, ...]:
    """``text[start:end]`` in segments; put together they are the text again.

    ``marks`` may reach over both ends. ``locators`` are pairs (offset, page): those that begin here are told.
    ``emphasis`` are those of ``find_emphasis``.
    """
    mine = sorted((one for one in marks if one.start < end and one.end > start), key=lambda one: (one.start, one.id))
    pages = {offset: locator for offset, locator in locators if start <= offset < end}
    places = {start, end, *pages}
    for one in mine:
        places |= {max(one.start, start), min(one.end, end)}
    for begin, stop, _ in emphasis:
        places |= {begin, stop}
    order = sorted(places)
    return tuple(
        Segment(
            start=begin,
            text=text[begin:stop],
            accounts=tuple(one.id for one in mine if one.kind == "account" and one.start <= begin < one.end),
            findings=tuple(one.id for one in mine if one.kind == "finding" and one.start <= begin < one.end),
            first=tuple(one.id for one in mine if max(one.start, start) == begin),
            locator=pages.get(begin, ""),
            set=next((how for first, last, how in emphasis if first <= begin < last), ""),
        )
        for begin, stop in pairwise(order)
    )
