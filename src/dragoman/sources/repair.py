"""Damage from PDF undone on a view of a text, with the way back to the original."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from dragoman.model.text import View
from dragoman.sources.layout import Layout, lay_out

Edit = tuple[int, int, str]
"""Original start, original end, what the view reads instead."""

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
KEPT_PREFIXES = frozenset(["all", "ex", "half", "non", "quasi", "self", "semi", "vice", "well"])
"""First parts of compounds that keep their hyphen even when a line ends after it."""
SUSPENDED = frozenset(["and", "or", "to", "nor", "versus", "but", "und", "et"])
"""Words that follow a hyphen left standing on purpose ("pre- and post-war")."""
ENDINGS = frozenset(
    [
        "able",
        "al",
        "ance",
        "ary",
        "ation",
        "ed",
        "ence",
        "er",
        "ery",
        "es",
        "est",
        "ful",
        "ial",
        "ian",
        "ible",
        "ic",
        "ical",
        "ies",
        "ing",
        "ings",
        "ion",
        "ions",
        "ish",
        "ism",
        "ist",
        "istic",
        "ists",
        "ity",
        "ive",
        "ization",
        "ized",
        "less",
        "ly",
        "ment",
        "ments",
        "ness",
        "ology",
        "ous",
        "sion",
        "sions",
        "ship",
        "tion",
        "tional",
        "tions",
        "tive",
        "ture",
        "ty",
    ]
)
"""Ends of English words that are no words themselves: after a stray "- " they are joined without further proof."""

_LETTERS = re.compile(r"[ﬀ-ﬆ\u00ad\u00a0\u2007\u202f\u200b\ufeff]")
_EMPHASIS = re.compile(r"(?<![*\w])(\*{1,3})(?=[^\s*])[^*\n]{1,300}(?<=\S)(\*{1,3})(?![*\w])")
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]{1,300})\]\((?:https?:|mailto:|[#/.])[^()\s]{0,500}\)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MAX_WORD = 40

_SPLIT_WORD = re.compile(r"(?<=[^\W\d_]{2})-[ \t](?=[^\W\d_]{2})")
_NO_BLANK = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=[“\"‘]?[A-Z][a-z])"  # calm.“In, end.The
    r"|(?<=[a-z0-9][,;])(?=[A-Za-z“])"  # 1955,when
    r"|(?<=[a-z]{3})(?=1[5-9]\d\d\b)"  # before1948
    r"|(?<=[”»])(?=\(\s?[A-Z“])"  # relations”( FBI
)
_STRAY_STOP = re.compile(r"(?<=[a-z] )\.(?=[a-z]{2,} )")


def repair(text: str) -> View:
    """A readable view of a damaged text: lines joined into paragraphs, broken words closed, missing blanks set.

    A text with one paragraph a line is only freed of soft hyphens, ligatures, odd blanks and Markdown's marks.
    A character that the view has and the original has not (a blank after a stop) leads back to the character before
    it; so ``View.span`` always gives one stretch of the original. Time and memory are linear in the text's length.
    """
    layout = lay_out(text)
    edits = [*_letters(text), *_inline_markup(text)]
    if layout.wrapped:
        words = Counter(_WORD.findall(text.lower()))
        edits += _line_ends(text, layout, words)
        edits += ((line.start, line.end, "") for line in layout.furniture)
        edits += _inside_lines(text, words)
    return _apply(text, edits)


def place(view: View, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the original, as spans of the view: from the first character kept to just after the last.

    A span of which the view keeps nothing is left out.
    """
    return [span for start, end in spans if (span := (_at(view, start), _at(view, end)))[0] < span[1]]


def _at(view: View, offset: int) -> int:
    """The first place of the view whose original offset is not before ``offset``."""
    breaks = view.breaks
    index = bisect_left(breaks, offset, key=lambda pair: pair[1])
    if index == 0:
        return 0
    at, there = breaks[index - 1]
    limit = breaks[index][0] if index < len(breaks) else len(view.text)
    return min(at + offset - there, limit)


def _letters(text: str) -> Iterator[Edit]:
    for found in _LETTERS.finditer(text):
        letter = found.group()
        instead = LIGATURES.get(letter, "" if letter in "\u00ad\u200b\ufeff" else " ")
        yield found.start(), found.end(), instead


def _inline_markup(text: str) -> Iterator[Edit]:
    """Markdown's marks of emphasis, and the addresses of its links."""
    for found in _EMPHASIS.finditer(text):
        if len(found.group(1)) == len(found.group(2)):
            yield found.start(1), found.end(1), ""
            yield found.start(2), found.end(2), ""
    for found in _LINK.finditer(text):
        yield found.start(), found.start("words"), ""
        yield found.end("words"), found.end(), ""


def _line_ends(text: str, layout: Layout, words: Counter[str]) -> Iterator[Edit]:
    """One edit for each line end inside a paragraph: a blank, or nothing where a word was broken there."""
    for lines in layout.paragraphs:
        for line, following in pairwise(lines):
            start, end = line.end, following.start
            while start > line.start and text[start - 1].isspace():
                start -= 1
            while end < following.end and text[end] in " \t>":
                end += 1
            hyphen = text[start - 1]
            if hyphen == "\u00ad":
                yield start, end, ""
            elif hyphen in "-‐" and start - 2 >= line.start and text[start - 2].isalnum():
                before, after = _word_before(text, start - 1), _word_after(text, end)
                closed = after[:1].islower() and before[-1:].isalpha() and not _keeps_hyphen(before, after, words)
                words[(before + after).lower()] += closed
                yield start - closed, end, ""
            else:
                yield start, end, " "


def _keeps_hyphen(before: str, after: str, words: Counter[str]) -> bool:
    closed, hyphened = words[(before + after).lower()], words[f"{before}-{after}".lower()]
    if closed != hyphened:
        return hyphened > closed
    return before.lower() in KEPT_PREFIXES


def _inside_lines(text: str, words: Counter[str]) -> Iterator[Edit]:
    for found in _SPLIT_WORD.finditer(text):
        before, after = _word_before(text, found.start()), _word_after(text, found.end())
        if _is_broken(before, after, words):
            yield found.start(), found.end(), ""
    for found in _NO_BLANK.finditer(text):
        yield found.start(), found.start(), " "
    for found in _STRAY_STOP.finditer(text):
        yield found.start(), found.end(), ""


def _is_broken(before: str, after: str, words: Counter[str]) -> bool:
    """Whether "before- after" is one word: the whole occurs elsewhere, or its second part is no word by itself."""
    if not after.islower() or after in SUSPENDED:
        return False
    return words[(before + after).lower()] > 0 or after in ENDINGS


def _word_before(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < _MAX_WORD and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _word_after(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < _MAX_WORD and text[end].isalpha():
        end += 1
    return text[start:end]


def _apply(text: str, edits: Sequence[Edit]) -> View:
    """The text with its edits made, in order; one that overlaps an earlier one is left out."""
    pieces: list[str] = []
    breaks = [(0, 0)]
    done = length = 0
    for start, end, instead in sorted(edits):
        if start < done:
            continue
        pieces += (text[done:start], instead)
        length += start - done
        _map(breaks, length, start, end, len(instead))
        length += len(instead)
        done = end
        _push(breaks, length, done)
    pieces.append(text[done:])
    return View(text="".join(pieces), breaks=tuple(breaks))


def _map(breaks: list[tuple[int, int]], at: int, start: int, end: int, count: int) -> None:
    """Say where ``count`` new characters lead: one by one into what they replace, the rest to its last character."""
    last = max(start, end - 1) if end > start else max(start - 1, 0)
    for step in range(count):
        _push(breaks, at + step, min(start + step, last))


def _push(breaks: list[tuple[int, int]], at: int, there: int) -> None:
    before_at, before_there = breaks[-1]
    if before_there + at - before_at == there:
        return
    if before_at == at:
        breaks[-1] = (at, there)
    else:
        breaks.append((at, there))
