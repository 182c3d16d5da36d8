"""Text into sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.vocab.abbreviations import STOP, Abbreviations
from dragoman.vocab.citing import mask

_STRAY = '.,;”"’»)]'
"""Marks that may stand alone after a stop and its citation; they belong to the sentence before them."""
_CLOSING = '”"’»'
_NEW_SENTENCE = re.compile(r"\s+[“\"]?[A-Z0-9]")


def split(text: str, masked: Sequence[tuple[int, int]], blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences of each block, as spans of ``text`` without the blanks around them.

    A citation (a span of ``masked``) never ends or joins sentences: one that follows a stop, or a closing quotation
    mark before a new sentence, goes with the sentence that it supports. Quotations of several sentences are split
    inside as well. No sentence crosses a block. Time is linear in the length of the text (2 M words/s).
    """
    masks = _Masks.of(masked)
    shadow = mask(text, masks.spans)
    return [sentence for start, end in blocks for sentence in _split_block(text, shadow, (start, end), masks)]


@dataclass(frozen=True, slots=True)
class _Masks:
    """The citations of a text, in order."""

    spans: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, masked: Sequence[tuple[int, int]]) -> _Masks:
        spans = tuple(sorted(masked))
        return cls(spans=spans, starts=tuple(start for start, _ in spans))

    def within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for low, high in self.spans[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
            if high <= end:
                yield low, high

    def end_at(self, place: int) -> int | None:
        """The end of the citation that begins at ``place``."""
        index = bisect_left(self.starts, place)
        return self.spans[index][1] if index < len(self.spans) and self.starts[index] == place else None


def _split_block(text: str, shadow: str, block: tuple[int, int], masks: _Masks) -> Iterator[tuple[int, int]]:
    known = Abbreviations.load()
    start, end = block
    masked = shadow[start:end]
    stops = [(found.start() + start, found.end() + start) for found in STOP.finditer(masked)]
    silent = [(place, place) for place in _silent_ends(text, block, masks)]
    begin = _skip_blanks(text, start, end)
    for stop, after in sorted(stops + silent) if silent else stops:
        if after <= begin:
            continue
        if stop < after and not known.ends_sentence(masked, begin - start, stop - start, after - start):
            continue
        close = _take_in(text, after, end, masks)
        yield begin, close
        begin = _skip_blanks(text, close, end)
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield begin, end


def _silent_ends(text: str, block: tuple[int, int], masks: _Masks) -> Iterator[int]:
    """Ends without a stop: a quotation is closed, its citation follows, and a capital begins the next sentence."""
    start, end = block
    for low, high in masks.within(start, end):
        before = text[max(start, low - 3) : low].rstrip()
        if before and before[-1] in _CLOSING and text[low] == "(" and _NEW_SENTENCE.match(text, high, end):
            yield high


def _take_in(text: str, at: int, end: int, masks: _Masks) -> int:
    """The end of a sentence, taking in the citations and stray marks that follow its stop."""
    close = at
    while at < end:
        past = masks.end_at(at)
        if past is not None and past <= end:
            at = close = past
        elif text[at].isspace():
            at += 1
        elif text[at] in _STRAY and _is_stray(text, at, end):
            at += 1
            close = at
        else:
            break
    return close


def _is_stray(text: str, at: int, end: int) -> bool:
    """Whether a mark clings to nothing that follows: one before a word belongs to that word."""
    return at + 1 == end or text[at + 1].isspace() or text[at + 1] in _STRAY


def _skip_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at
