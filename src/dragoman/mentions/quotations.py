"""Words between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.model.text import Quotation

_MARK = re.compile(r"[“”„«»\"‘]|’(?![^\W_])")
_TRAILING = re.compile(r"[.,;]?\s{0,3}[(\[]\s?[“\"A-Z^0-9]")
"""What follows a closing mark when a citation stands there."""
_CITATION = re.compile(r"\s*\(\s?[“\"A-Z][^()\n]{1,120}\d{4}[a-z]?[.\s]*\)")
_TYPED = re.compile(r"(?<!')''(?!')")
_OPENING = re.compile(r"\w|[$(\[]")
DEEPEST = 6
"""Open quotations kept at once; marks beyond are damage, not nesting."""


def level_marks(text: str) -> str:
    """The text with quotation marks typed as two apostrophes ('') made one mark and a blank, every offset kept.

    The blank stands outside the quotation, so that the mark clings to the quoted words.
    """
    return _TYPED.sub(lambda found: ' "' if _OPENING.match(text, found.end()) else '" ', text)


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text, marks excluded, in order of their beginning; an inner one comes after its outer.

    A paragraph is read by itself. Which way a mark faces is told by the blanks around it first, by its shape second,
    because texts out of PDF mix them up. A mark closed before a citation closes all that is open. A quotation that is
    never closed ends with the inner one that a citation follows, else before the next citation, else with its
    paragraph. Time is linear in the length of the text.
    """
    found: list[Quotation] = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        found.extend(_in_paragraph(text, start, end))
        start = end + 1
    return tuple(sorted(found, key=lambda quotation: (quotation.start, -quotation.end)))


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    stack: list[tuple[int, str]] = []
    closed: list[tuple[int, int]] = []
    for found in _MARK.finditer(text, start, end):
        at, mark = found.start(), found.group()
        if _opens(text[max(start, at - 2) : at], mark, text[at + 1 : at + 2] if at + 1 < end else "", stack):
            if len(stack) < DEEPEST:
                stack.append((at + 1, mark))
        elif stack and _fits(stack[-1][1], mark):
            low = stack.pop()[0]
            closed.append((low, at))
            if stack and _CITATION.match(text, at + 1, end):
                closed.extend((outer, at) for outer, kind in stack if kind != "‘")
                stack.clear()
        elif mark != "’" and not stack and closed and _TRAILING.match(text, at + 1, end):
            low, high = _outermost_last(closed)
            if not _TRAILING.match(text, high + 1, at):
                closed.append((low, at))  # one closing mark too many: the last quotation went on to here
                closed.remove((low, high))
    for low, mark in stack:
        if mark != "‘":
            closed.append((low, _unclosed_end(text, low, end, closed)))
    for low, high in closed:
        words = text[low:high]
        if words.strip():
            yield Quotation(start=high - len(words.lstrip()), end=low + len(words.rstrip()))


def _opens(before: str, mark: str, after: str, stack: list[tuple[int, str]]) -> bool:
    """Whether a mark opens a quotation: told by its shape where that is safe, else by the blanks around it."""
    near = before[-1:] or " "
    free_before = near.isspace() or near in "([—–“‘:/-"
    free_after = not after or after.isspace() or after in ".,;:!?)]—–”’"
    introduced = near.isspace() and before[:-1].endswith((":", ","))
    if mark in "„«":
        return True
    if mark == "‘":
        return free_before
    if mark in "’»":
        return False
    if mark == "“":
        return free_before or not free_after or not stack
    if mark == "”":
        return introduced and not stack
    if free_before != free_after:
        return free_before
    return not stack and (introduced or not free_before)


def _fits(opening: str, closing: str) -> bool:
    """Whether a mark can close what another opened: ’ only ‘, the double ones each other."""
    return (opening == "‘") == (closing == "’")


def _outermost_last(closed: list[tuple[int, int]]) -> tuple[int, int]:
    """The last quotation that stands in no other."""
    high = max(end for _, end in closed)
    return min(span for span in closed if span[1] == high)


def _unclosed_end(text: str, low: int, end: int, closed: list[tuple[int, int]]) -> int:
    inner = [high for start, high in closed if start > low and _CITATION.match(text, high + 1, end)]
    if inner:
        return min(inner)
    citation = _CITATION.search(text, low, end)
    return citation.start() if citation else end
