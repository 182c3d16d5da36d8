"""Names of speakers before what they say, as in minutes and transcripts: "The Secretary: We cannot agree."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.coding.attribution_spans import Span
from dragoman.vocab.attributing import load_attributing

_NAME = r"(?:The )?[A-Z][\w.'\u2019-]+(?: (?:[A-Z][\w.'\u2019-]*|of|the|de|von|\([^()\n]{1,40}\))){0,5}"
_LABEL = re.compile(rf"^({_NAME})(:)[ \t]+(\S[^\n]{{19,}})", re.MULTILINE)


APART = 3000
"""Characters within which another speaker takes the turn."""


@dataclass(frozen=True, slots=True)
class Label:
    """The places of a speaker's name at the beginning of a paragraph, of the colon, and of what is said."""

    name: Span
    colon: Span
    said: Span


def labels(text: str) -> Iterator[Label]:
    """The labels of a text, in order.

    One that stands alone names no speaker, nor do words such as "Subject": in minutes several take turns.
    """
    found = [one for one in _LABEL.finditer(text) if _is_name(one[1])]
    for place, one in enumerate(found):
        beside = found[max(0, place - 1) : place] + found[place + 1 : place + 2]
        if any(abs(other.start() - one.start()) <= APART + len(one[3]) for other in beside):
            yield _label(one)


def label_of(text: str, place: int) -> Label | None:
    """The label of the paragraph that holds ``place``, if what is said there includes it."""
    start = text.rfind("\n", 0, place) + 1
    one = _LABEL.match(text, start)
    if one is None or not _is_name(one[1]) or not one.start(3) <= place < one.end(3):
        return None
    after = text[one.end() : one.end() + APART]
    before = text[text.rfind("\n", 0, max(start - APART, 0)) + 1 : start]
    if any(_is_name(other[1]) for side in (after, before) for other in _LABEL.finditer(side)):
        return _label(one)
    return None


def _label(found: re.Match[str]) -> Label:
    return Label(found.span(1), found.span(2), found.span(3))


def _is_name(words: str) -> bool:
    headers = load_attributing().headers
    return words.lower() not in headers and words.split(maxsplit=1)[0].lower() not in headers
