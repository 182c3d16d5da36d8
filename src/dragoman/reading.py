"""Makes a document ready for coding: its text repaired, its sentences split, its actors, dates and citations found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dragoman.coding.by_hand import accounts_by_hand
from dragoman.mentions.actors import Spotter
from dragoman.mentions.citations import find_citations, mask
from dragoman.mentions.dates import read_dates
from dragoman.mentions.name_corpus import add_joined
from dragoman.mentions.quotations import find_quotations
from dragoman.mentions.told_times import UNTOLD, ToldTimes
from dragoman.model import Account, Coding, Document, Passage
from dragoman.model.name import JoinedName
from dragoman.model.text import Reading, Sentence, View
from dragoman.sources.edited import is_source_note
from dragoman.sources.repair import repair
from dragoman.sources.segment import segment
from dragoman.sources.sentences import split
from dragoman.vocab import edtf
from dragoman.vocab.actors import Authority


def make_reading(
    document: Document, authority: Authority, *, spotter: Spotter | None = None, joined: Sequence[JoinedName] = ()
) -> Reading:
    """The document with everything that is found on its text before any sentence is parsed.

    Citations are found first, and no sentence is split, no actor spotted and no date read inside one: the year of
    "(Hoxha, 1980)" is when a book came out. Nor is anything read outside the passages: the year in a header block is
    that of the work, not of what it tells. In a document without a date, capitals and places are whose they were at the
    time that their sentence tells. A ``spotter`` can be handed in to spare building it for each document;
    ``joined`` is what the rest of the corpus tells of the names in this one.
    """
    view = repair(document.text)
    passages = segment(document)
    blocks = [on_view(view, passage.start, passage.end) for passage in passages]
    body = mask(view.text, outside(blocks, len(view.text)))
    quotations = find_quotations(body)
    citations = find_citations(body, quotations)
    masked = [(citation.start, citation.end) for citation in citations]
    spans = split(body, masked, blocks)
    written = edtf.parse(document.written).earliest() if document.written else None
    prose = mask(body, masked)
    unread = sorted([*masked, *source_notes(view, blocks)])
    dates, focus = read_dates(body, spans, written=document.written, masked=unread)
    told = UNTOLD if written else ToldTimes.of(spans, dates, focus)
    actors = (spotter or Spotter(authority)).spot(prose, written=written, told=told)
    actors = add_joined(prose, actors, joined, authority, written=written)
    return Reading(
        document=document,
        view=view,
        passages=passages,
        sentences=place_sentences(spans, passages, blocks),
        citations=citations,
        quotations=quotations,
        actors=actors,
        dates=dates,
        focus=focus,
    )


def read_additions(document: Document, added: Sequence[Coding], authority: Authority) -> tuple[Account, ...]:
    """The accounts that people added to a document, each with its sentence and passage, in text order."""
    return tuple(accounts_by_hand(make_reading(document, authority), added))


def outside(blocks: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The stretches of a text of ``length`` characters that lie in no block; ``blocks`` rise and do not overlap."""
    starts = [0, *(end for _, end in blocks)]
    ends = [*(start for start, _ in blocks), length]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def source_notes(view: View, blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The blocks in which an edition says where a paper lies: their dates are of drafts and files."""
    return [(start, end) for start, end in blocks if is_source_note(view.text[start:end].strip())]


def on_view(view: View, start: int, end: int) -> tuple[int, int]:
    """The stretch of the view that shows ``original[start:end]``; characters that the repair took out shrink it."""
    return _place_on_view(view, start), _place_on_view(view, end)


def _place_on_view(view: View, place: int) -> int:
    """Where the original offset ``place`` is in the view; a removed character is where the next kept one is."""
    index = bisect_right(view.breaks, place, key=lambda pair: pair[1]) - 1
    if index < 0:
        return 0
    at, there = view.breaks[index]
    limit = view.breaks[index + 1][0] if index + 1 < len(view.breaks) else len(view.text)
    return min(at + place - there, limit)


def place_sentences(
    spans: Sequence[tuple[int, int]], passages: Sequence[Passage], blocks: Sequence[tuple[int, int]]
) -> tuple[Sentence, ...]:
    """Each sentence with the passage in which it begins; ``spans`` and ``blocks`` in view offsets, both rising."""
    starts = [start for start, _ in blocks]
    sentences = []
    for start, end in spans:
        index = max(bisect_right(starts, start) - 1, 0)
        sentences.append(Sentence(start=start, end=end, passage_id=passages[index].id))
    return tuple(sentences)
