"""A passage cut where evidence begins or ends, so that each stretch of words knows which accounts rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import Evidence


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

    ``start`` counts code points into the document's text. ``first`` holds the ids of the marks that begin here.
    """

    start: int
    text: str
    accounts: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    locator: str = ""


def mark(kind: str, id: str, evidence: Evidence) -> Mark:
    """The mark of a record on its evidence."""
    return Mark(kind=kind, id=id, start=evidence.start, end=evidence.end)


def cut(
    text: str, start: int, end: int, marks: Iterable[Mark], locators: Sequence[tuple[int, str]] = ()
) -> tuple[Segment, ...]:
    """``text[start:end]`` in segments; put together they are the text again.

    ``marks`` may reach over both ends. ``locators`` are pairs (offset, page): those that begin here are told.
    """
    mine = sorted((one for one in marks if one.start < end and one.end > start), key=lambda one: (one.start, one.id))
    pages = {offset: locator for offset, locator in locators if start <= offset < end}
    places = {start, end, *pages}
    for one in mine:
        places |= {max(one.start, start), min(one.end, end)}
    order = sorted(places)
    return tuple(
        Segment(
            start=begin,
            text=text[begin:stop],
            accounts=tuple(one.id for one in mine if one.kind == "account" and one.start <= begin < one.end),
            findings=tuple(one.id for one in mine if one.kind == "finding" and one.start <= begin < one.end),
            first=tuple(one.id for one in mine if max(one.start, start) == begin),
            locator=pages.get(begin, ""),
        )
        for begin, stop in pairwise(order)
    )
