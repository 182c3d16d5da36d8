"""Finds which documents copy one another, by the words that they share.

Shingles of eight words are hashed and thinned by winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local
algorithms for document fingerprinting", SIGMOD 2003): two documents that share a run of ``SHINGLE + WINDOW - 1`` words
share a fingerprint, wherever in them the run stands. MinHash, which compares whole texts, does not see a page that was
copied into a book.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dragoman.ids import content_id
from dragoman.model import Borrowing, Document, Evidence, Passage, evidence
from dragoman.model.borrowing import BorrowingKind
from dragoman.model.text import Quotation, View

SHINGLE = 8
"""Words of a shingle: English prose shares eight words in a row by chance only in formulas and titles."""
WINDOW = 8
"""Neighbouring shingles of which one is kept."""
FEWEST = 12
"""Shared words, capitalised ones left out, from which a run is a borrowing: titles and names are nobody's wording."""
FEWEST_WITHIN = 40
"""The same for two documents of one source: an edition's hand has its own turns of phrase."""
SLIP = 5
"""Words by which two neighbouring runs may be interrupted, in both documents, and still be one."""
COMMON = 12
"""Documents that share a shingle from which it is a formula of the trade ("I have the honor to report that...")."""
QUOTED = 0.7
"""Share of a run that lies between quotation marks from which the run is quoted."""

_Seeds = dict[tuple[int, int], list[tuple[int, int]]]
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is compared of a document: its repaired text, its passages, and what stands in quotation marks.

    ``body`` is the repaired text with blanks for all that lies in no passage: a header is nobody's telling.
    """

    document: Document
    view: View
    body: str
    passages: tuple[Passage, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    text: Text
    spans: list[tuple[int, int]]
    words: list[str]

    @classmethod
    def of(cls, text: Text) -> _Words:
        found = [(one.start(), one.end()) for one in _WORD.finditer(text.body)]
        return cls(text, found, [text.body[start:end] for start, end in found])


@dataclass(frozen=True, slots=True)
class _Run:
    """Shared words: ``a`` to ``a_end`` of one text, ``b`` to ``b_end`` of the other; ``same`` of them are equal."""

    a: int
    a_end: int
    b: int
    b_end: int
    same: int


def find_borrowings(document_ids: Sequence[str], load: Callable[[str], Text | None]) -> tuple[Borrowing, ...]:
    """All stretches that two documents share, by document and place.

    ``load`` gives a document's text; it is called once for each document and again for those that share something, so
    that an archive need not be held in memory. Time grows with the words read, and with the words shared.
    """
    ids = sorted(set(document_ids))
    seeds, formulas = _shared(ids, load)
    found: list[Borrowing] = []
    held: dict[int, _Words] = {}
    for (one, other), places in sorted(seeds.items()):
        for at in [at for at in held if at < one]:
            del held[at]
        for at in (one, other):
            text = load(ids[at]) if at not in held else None
            if text is not None:
                held[at] = _Words.of(text)
        if one in held and other in held:
            found.extend(_compare(held[one], held[other], places, formulas.get(one, frozenset())))
    return tuple(sorted(found, key=lambda one: (one.document_ids, one.one.start, one.other.start)))


def _shared(ids: Sequence[str], load: Callable[[str], Text | None]) -> tuple[_Seeds, dict[int, frozenset[int]]]:
    """For each pair of documents that share a fingerprint, the places (word numbers) at which they do.

    With them, for each document, the words of shingles that many share.
    """
    prints: list[NDArray[np.uint64]] = []
    places: list[NDArray[np.int64]] = []
    owners: list[NDArray[np.int64]] = []
    for number, document_id in enumerate(ids):
        text = load(document_id)
        marks, at = _fingerprints([] if text is None else _WORD.findall(text.body))
        prints.append(marks)
        places.append(at)
        owners.append(np.full(len(at), number))
    seeds: _Seeds = defaultdict(list)
    formulas: dict[int, set[int]] = defaultdict(set)
    if not prints:
        return seeds, {}
    marks, at, owner = np.concatenate(prints), np.concatenate(places), np.concatenate(owners)
    order = np.lexsort((at, owner, marks))
    marks, at, owner = marks[order], at[order], owner[order]
    starts = np.flatnonzero(np.r_[True, marks[1:] != marks[:-1]]) if len(marks) else np.array([], dtype=np.int64)
    ends = np.r_[starts[1:], len(marks)]
    for low, high in zip(starts[ends - starts > 1].tolist(), ends[ends - starts > 1].tolist(), strict=True):
        first = dict(zip(reversed(owner[low:high].tolist()), reversed(at[low:high].tolist()), strict=True))
        if 1 < len(first) <= COMMON:
            for one, other in combinations(sorted(first), 2):
                seeds[one, other].append((first[one], first[other]))
        elif len(first) > COMMON:
            for holder, place in zip(owner[low:high].tolist(), at[low:high].tolist(), strict=True):
                formulas[holder].update(range(place, place + SHINGLE))
    return seeds, {holder: frozenset(words) for holder, words in formulas.items()}


def _fingerprints(words: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The hashes that winnowing keeps, and the number of the word at which each shingle begins."""
    if len(words) < SHINGLE:
        return np.array([], dtype=np.uint64), np.array([], dtype=np.int64)
    coded = np.array([crc32(word.casefold().encode()) for word in words], dtype=np.uint64)
    hashed = np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64)
    for at in range(SHINGLE):
        hashed = hashed * _MULTIPLIER + coded[at : at + len(hashed)]
    hashed = (hashed ^ (hashed >> np.uint64(29))) * _MULTIPLIER
    width = min(WINDOW, len(hashed))
    windows = np.lib.stride_tricks.sliding_window_view(hashed, width)
    kept = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return hashed[kept], kept


def _compare(
    one: _Words, other: _Words, seeds: Sequence[tuple[int, int]], formulas: frozenset[int]
) -> Iterator[Borrowing]:
    of_one_hand = one.text.document.source_id == other.text.document.source_id
    fewest = FEWEST_WITHIN if of_one_hand else FEWEST
    runs = [run for run in _joined(_runs(one, other, seeds)) if _wording(one, run, formulas) >= fewest]
    kinds = [_kind(one, other, run) for run in runs]
    shared = sum(run.same for run, kind in zip(runs, kinds, strict=True) if kind != "quotation")
    share = round(shared / max(1, min(len(one.words), len(other.words))), 3)
    for run, kind in zip(runs, kinds, strict=True):
        ids = (one.text.document.id, other.text.document.id)
        here, there = _cut(one, run.a, run.a_end), _cut(other, run.b, run.b_end)
        yield Borrowing(
            id=content_id("bor", *ids, here.start, here.end, there.start, there.end),
            kind=kind,
            document_ids=ids,
            one=here,
            other=there,
            words=run.same,
            share=min(1.0, share),
        )


def _runs(one: _Words, other: _Words, seeds: Iterable[tuple[int, int]]) -> list[_Run]:
    """The longest runs of equal words around the seeds."""
    found: list[_Run] = []
    done: dict[int, int] = {}
    for a, b in sorted(seeds):
        if done.get(a - b, -1) > a:
            continue
        low, high = 0, 0
        while a - low > 0 and b - low > 0 and _same(one, other, a - low - 1, b - low - 1):
            low += 1
        while a + high < len(one.words) and b + high < len(other.words) and _same(one, other, a + high, b + high):
            high += 1
        done[a - b] = a + high
        if high:
            found.append(_Run(a - low, a + high, b - low, b + high, low + high))
    return found


def _same(one: _Words, other: _Words, a: int, b: int) -> bool:
    return one.words[a].casefold() == other.words[b].casefold()


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    """Runs that follow one another in both texts, a few words apart, made one."""
    joined: list[_Run] = []
    for run in sorted(runs, key=lambda one: (one.a, one.b)):
        last = joined[-1] if joined else None
        if last and 0 <= run.a - last.a_end <= SLIP and 0 <= run.b - last.b_end <= SLIP:
            joined[-1] = _Run(last.a, run.a_end, last.b, run.b_end, last.same + run.same)
        elif last is None or run.a >= last.a_end:
            joined.append(run)
    return joined


def _wording(one: _Words, run: _Run, formulas: frozenset[int]) -> int:
    """How many words of a run are somebody's wording: no name, no title, no formula."""
    return sum(one.words[at][0].islower() and at not in formulas for at in range(run.a, run.a_end))


def _kind(one: _Words, other: _Words, run: _Run) -> BorrowingKind:
    quoted = (_is_quoted(one, run.a, run.a_end), _is_quoted(other, run.b, run.b_end))
    return "quotation" if all(quoted) else "quoting" if any(quoted) else "wording"


def _is_quoted(words: _Words, first: int, last: int) -> bool:
    start, end = words.spans[first][0], words.spans[last - 1][1]
    inside = [
        (max(one.start, start), min(one.end, end))
        for one in words.text.quotations
        if one.start < end and start < one.end
    ]
    covered, reached = 0, start
    for low, high in sorted(inside):
        covered += max(0, high - max(low, reached))
        reached = max(reached, high)
    return covered >= QUOTED * (end - start)


def _cut(words: _Words, first: int, last: int) -> Evidence:
    text = words.text
    start, end = text.view.span(words.spans[first][0], words.spans[last - 1][1])
    held = [one.id for one in text.passages if one.start <= start < one.end]
    passage = held[0] if held else text.passages[0].id if text.passages else ""
    return evidence(passage, text.document.text, start, end)
