"""A document into passages: paragraphs, headings and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.ids import content_id
from dragoman.model.record import Document, Passage, PassageKind
from dragoman.sources.layout import Layout, lay_out

LONGEST = 20_000
"""Code points in a passage at most: a longer paragraph is cut at the end of a sentence, else at a blank."""
MAX_HEADING = 120
SECTION = "§ "
"""Begins the locator of a section."""

_NOTE = re.compile(r"[ \t]*\[\^([^\]\s]+)\]:[ \t]*")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
_PREFIX = re.compile(r"[ \t]*(?:(?:>[ \t]?)+|[-*•·][ \t]+)")
_RULE = re.compile(r"[ \t]*(?:[-*_=~]{3,}|(?:\*[ \t]*){3,})[ \t]*\Z|[ \t]*\|[ \t|:-]{2,}\Z")
_TRAILING = re.compile(r"[ \t#]+\Z")
_NUMBERED = re.compile(
    r"(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|[IVXLC]{1,6}\.|chapter|part|section|appendix)\s", re.IGNORECASE
)
_FINAL = re.compile(r"[.!?…,;:][”\"’»)\]]*\Z")
_SENTENCE_END = re.compile(r"[.!?…][”\"’»)\]]*(?=\s)")


def segment(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in reading order; markup and the header block are in none of them.

    A paragraph is a body passage. Lines that begin ``#`` and short lines that stand like a title are headings, footnote
    definitions (``[^1]: ...``) notes. No passage is longer than ``LONGEST``. Its locator is its page or row where the
    document tells them, else its section and the number of the paragraph in it.
    """
    text = document.text
    layout = lay_out(text)
    place = replace(document, locator="")
    passages: list[Passage] = []
    section, number = "", 0
    for start, end, kind, label in _spans(text, layout):
        for low, high in _bounded(text, start, end):
            found = place.locate(low)
            in_section = found.startswith(SECTION) or not found
            if kind == "body" and in_section:
                section, number = found, number + 1 if found == section else 1
            counted = f"{found}, par. {number}".removeprefix(", ") if in_section else found
            noted = f"n. {label}" if in_section else f"{found}, n. {label}"
            locator = {"body": counted, "note": noted, "heading": found}[kind]
            passages.append(
                Passage(
                    id=content_id("pas", document.id, low, high),
                    document_id=document.id,
                    start=low,
                    end=high,
                    kind=kind,
                    locator=locator,
                )
            )
    return tuple(passages)


def _spans(text: str, layout: Layout) -> Iterator[tuple[int, int, PassageKind, str]]:
    paragraphs = [(lines[0].start, lines[-1].end, len(lines)) for lines in layout.paragraphs]
    marked = any(_HEADING.match(text, start, end) for start, end, _ in paragraphs)  # then no heading is unmarked
    for at, (start, end, lines) in enumerate(paragraphs):
        low, high = _strip(text, start, end)
        if low >= high or (lines == 1 and _RULE.match(text, low, high)):
            continue
        note = _NOTE.match(text, low, high)
        if note:
            low, high = _strip(text, note.end(), high)
            if low < high:
                yield low, high, "note", note.group(1)
            continue
        heading = _HEADING.match(text, low, high)
        if heading:
            trailing = _TRAILING.search(text, heading.end(), high) if lines == 1 and high - low < LONGEST else None
            low, high = _strip(text, heading.end(), trailing.start() if trailing else high)
            if low < high:
                yield low, high, "heading", ""
            continue
        prefix = _PREFIX.match(text, low, high)
        if prefix:
            low, high = _strip(text, prefix.end(), high)
        last = at + 1 == len(paragraphs)
        if low < high:
            is_title = lines == 1 and not (marked or prefix or last) and _is_title(text[low:high][: MAX_HEADING + 1])
            yield low, high, "heading" if is_title else "body", ""


def _is_title(line: str) -> bool:
    """Whether a line that stands alone is a heading: short, without a final stop, in capitals or numbered or titled."""
    if len(line) > MAX_HEADING or _FINAL.search(line):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    if not words:
        return False
    capitals = sum(1 for word in words if word[0].isupper())
    if _NUMBERED.match(line) and line[:1].isascii():
        return True
    return len(line.split()) <= 14 and capitals == len(words)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span itself, or pieces of it that are at most ``LONGEST`` long."""
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = 0
        for found in _SENTENCE_END.finditer(window, LONGEST // 2):
            cut = found.end()
        cut = cut or window.rfind(" ") + 1 or LONGEST
        low, high = _strip(text, start, start + cut)
        if low < high:
            yield low, high
        start += cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
