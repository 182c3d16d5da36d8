"""Text into sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dragoman.vocab.abbreviations import STOP, Abbreviations

_TAIL = ".,;”\"’»)]"
"""Marks that may stand alone after a stop and its citation; they belong to the sentence before them."""
_CLOSING = "”\"’»"


def split(text: str, masked: Sequence[tuple[int, int]], blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences of each block, as spans of ``text`` without the blanks around them.

    A citation (``masked``: spans in rising order) never ends or joins sentences: one that follows a stop, or a closing
    quotation mark before a new sentence, goes with the sentence that it supports. Quotations of several sentences are
    split inside as well. No sentence crosses a block. Time is linear in the length of the text (1 M words/s).
    """
    spans = sorted(masked)
    shadow = _blank(text, spans)
    starts = [start for start, _ in spans]
    known = Abbreviations.load()
    return [
        sentence
        for start, end in blocks
        for sentence in _split_block(text, shadow, start, end, spans, starts, known)
    ]


def _split_block(
    text: str,
    shadow: str,
    start: int,
    end: int,
    spans: Sequence[tuple[int, int]],
    starts: Sequence[int],
    known: Abbreviations,
) -> Iterator[tuple[int, int]]:
    block = shadow[start:end]
    ends = [(found.start(), found.end()) for found in STOP.finditer(block)]
    ends += [(at - start, at - start) for at in _silent_ends(text, start, end, spans, starts)]
    begin = 0
    for stop, after in sorted(ends):
        if after <= begin:
            continue
        if stop < after and not known.ends_sentence(block, begin, stop, after):
            continue
        after = _tail(text, start + after, end, spans, starts) - start
        while begin < after and block[begin].isspace() and not _in_span(start + begin, spans, starts):
            begin += 1
        if begin < after:
            yield start + begin, start + after
        begin = after
        while begin < len(block) and text[start + begin].isspace():
            begin += 1
    last = end
    while last > start + begin and text[last - 1].isspace():
        last -= 1
    if start + begin < last:
        yield start + begin, last


def _silent_ends(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int]], starts: Sequence[int]
) -> Iterator[int]:
    """Ends without a stop: a quotation is closed, its citation follows, and a capital begins the next sentence."""
    index = bisect_left(starts, start)
    while index < len(spans) and spans[index][1] <= end:
        low, high = spans[index]
        before = text[max(start, low - 3) : low].rstrip()
        following = re.compile(r"\s+[“\"]?[A-Z0-9]").match(text, high, end)
        if before[-1:] in _CLOSING and before and following and text[low] == "(":
            yield high
        index += 1


def _tail(text: str, at: int, end: int, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> int:
    """The end of a sentence, taking in the citations and stray marks that follow its stop."""
    closed = at
    while at < end:
        index = bisect_left(starts, at)
        if index < len(spans) and starts[index] == at and spans[index][1] <= end:
            at = closed = spans[index][1]
        elif text[at].isspace():
            at += 1
        elif text[at] in _TAIL and (at + 1 == end or text[at + 1].isspace() or text[at + 1] in _TAIL) and _is_stray(text, at):
            at += 1
            closed = at
        else:
            break
    return closed


def _is_stray(text: str, at: int) -> bool:
    """Whether a mark clings to nothing that follows: a straight quotation mark before a word opens a quotation."""
    return text[at] not in "\"'" or not text[at + 1 : at + 2].isalnum()


def _in_span(at: int, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    index = bisect_left(starts, at + 1) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        start = max(start, done)
        if end > start:
            pieces += (text[done:start], " " * (end - start))
            done = end
    pieces.append(text[done:])
    return "".join(pieces)
