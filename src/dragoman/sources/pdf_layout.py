"""The pages of a PDF file as one text: running heads dropped, footnotes set apart, paragraphs told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from dragoman.sources.pdf_page import Line

SMALLER = 0.94
"""Footnotes are set at most this many times the size of the body."""
EDGE = 2
"""Lines at the head and at the foot of a page among which running heads and page numbers are looked for."""
SAME_PLACE = 3.0
"""Points within which two running heads stand at the same height."""

_NUMBER = re.compile(r"\W*(?:(?:p\.|page|pp\.)\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_OUTER = re.compile(r"^\W*(\d{1,4})\b|\b(\d{1,4})\W*$")
_COUNTED = re.compile(r"\b\d{1,4}\b")
_NOTE = re.compile(r"(?:\[\^)?(?P<label>\d{1,3}|[*†‡§]{1,3})(?:\]|[.)])?\s+(?=\S)")
_MARK = re.compile(r"\[\^([^\]\s]{1,3})\]")
_CLOSED = re.compile(r"[.!?:…][”\"’»)\]]*(?:\[\^[^\]\s]+\])*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: the number of its page (from 0), its label there, its lines."""

    page: int
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What the pages hold once they are sorted: the body of each, the notes of all, the numbers printed on them."""

    bodies: tuple[tuple[Line, ...], ...]
    notes: tuple[Note, ...]
    printed: tuple[int | None, ...]


def sort_pages(pages: Sequence[Sequence[Line]]) -> Pages:
    """Take running heads, page numbers and footnotes out of the lines of all pages of a file.

    A line at the edge of a page goes when it returns at the same height of another page, but for a number that counts
    the pages, or when it is such a number. A footnote begins at the foot of a column, in smaller type, with its number.
    """
    furniture = _furniture(pages)
    printed = _printed(pages, furniture)
    kept = [[line for line in lines if line not in furniture[at]] for at, lines in enumerate(pages)]
    size = _body_size(kept)
    bodies: list[tuple[Line, ...]] = []
    notes: list[Note] = []
    for at, lines in enumerate(kept):
        found, rest = _notes(at, lines, size, notes[-1] if notes and notes[-1].page == at - 1 else None)
        if found and found[0].page < at:
            notes[-1] = found.pop(0)
        notes += found
        bodies.append(tuple(rest))
    return Pages(bodies=tuple(bodies), notes=tuple(notes), printed=printed)


def write_pages(pages: Pages, labels: Sequence[str]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text of all pages, its notes after the body, and the offsets from which each page's words stand.

    Lines stay as they are printed, broken words too (``sources.repair`` closes them on a view). A blank line parts
    paragraphs; between two pages there is none where the paragraph goes on. Notes are written ``[^label]: note``; a
    label that returns on another page is led by the number of its page.
    """
    counts = Counter(note.label for note in pages.notes)
    repeated = {label for label, count in counts.items() if count > 1}
    pieces: list[str] = []
    length = 0
    locators: list[tuple[int, str]] = []
    last: Line | None = None
    for at, body in enumerate(pages.bodies):
        usual = _usual(body)
        for number, line in enumerate(body):
            if last is not None:
                pieces.append("\n\n" if _parts(last, line, usual) else "\n")
                length += len(pieces[-1])
            if number == 0:
                locators.append((length, labels[at]))
            text = _MARK.sub(lambda m, at=at: f"[^{_label(m.group(1), at, repeated)}]", line.text)  # type: ignore[misc]
            pieces.append(text)
            length += len(text)
            last = line
    for note in pages.notes:
        lead = "\n\n" if length else ""
        locators.append((length + len(lead), labels[note.page]))
        pieces.append(f"{lead}[^{_label(note.label, note.page, repeated)}]: " + "\n".join(note.lines))
        length += len(pieces[-1])
    return "".join(pieces) + ("\n" if length else ""), tuple(locators)


def _label(label: str, page: int, repeated: set[str]) -> str:
    return f"{page + 1}.{label}" if label in repeated else label


def _furniture(pages: Sequence[Sequence[Line]]) -> list[set[Line]]:
    """For each page the lines that are running heads or page numbers."""
    edges = [_edges(lines) for lines in pages]
    places: dict[tuple[str, str, int], list[tuple[int, float]]] = {}
    for at, edge in enumerate(edges):
        for zone, line in edge:
            for key in _keys(zone, line, at):
                places.setdefault(key, []).append((at, line.base))
    found: list[set[Line]] = [set() for _ in pages]
    heights: Counter[tuple[str, int]] = Counter()
    for at, edge in enumerate(edges):
        for zone, line in edge:
            others = {
                page
                for key in _keys(zone, line, at)
                for page, base in places[key]
                if page != at and abs(base - line.base) <= SAME_PLACE
            }
            # What ends like a sentence may be a note ("12 Ibid."), so it must return more often.
            if len(others) >= (3 if line.text.endswith((".", ";", ",")) else 1):
                found[at].add(line)
                heights[(zone, round(line.base / SAME_PLACE))] += 1
    for at, edge in enumerate(edges):
        for zone, line in edge:
            height = heights[(zone, round(line.base / SAME_PLACE))]
            outer = line is _outermost(edge, zone)
            if outer and (_NUMBER.fullmatch(line.text) or (height >= 3 and 2 * height > len(pages))):
                found[at].add(line)
    for at, lines in enumerate(pages):
        if lines and len(found[at]) == len(lines) and not all(_NUMBER.fullmatch(line.text) for line in lines):
            found[at] = set()  # a page of nothing but such lines: they are its text
    return found


def _edges(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    order = sorted(lines, key=lambda line: (-line.base, line.left))
    if len(order) <= 2 * EDGE:
        half = (len(order) + 1) // 2
        return [("head", line) for line in order[:half]] + [("foot", line) for line in order[half:]]
    return [("head", line) for line in order[:EDGE]] + [("foot", line) for line in order[-EDGE:]]


def _outermost(edge: list[tuple[str, Line]], zone: str) -> Line | None:
    there = [line for where, line in edge if where == zone]
    pick = max if zone == "head" else min
    return pick(there, key=lambda line: line.base, default=None)


def _keys(zone: str, line: Line, page: int) -> Iterator[tuple[str, str, int]]:
    """What a running head has in common with that of another page: its words, but for a number that counts pages."""
    words = line.text.casefold()
    yield zone, words, 0
    for number in _COUNTED.finditer(words) if not words.endswith((".", ";", ",")) else ():
        yield zone, f"{words[: number.start()]}#{words[number.end() :]}", int(number.group()) - page


def _printed(pages: Sequence[Sequence[Line]], furniture: list[set[Line]]) -> tuple[int | None, ...]:
    """The number printed on each page, where most pages bear numbers that count them."""
    offsets: Counter[int] = Counter()
    for at, lines in enumerate(furniture):
        numbers = {int(n) for line in lines for pair in _OUTER.findall(line.text) for n in pair if n}
        offsets.update(number - at for number in numbers)
    if not offsets:
        return (None,) * len(pages)
    offset, count = min(offsets.items(), key=lambda pair: (-pair[1], pair[0]))
    if count < 2 or 2 * count < sum(1 for lines in pages if lines):
        return (None,) * len(pages)
    return tuple(at + offset if at + offset > 0 else None for at in range(len(pages)))


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size that most characters are set in."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def _notes(page: int, lines: Sequence[Line], size: float, before: Note | None) -> tuple[list[Note], list[Line]]:
    """The notes at the foot of a page and the lines that are none; the first may be ``before``, carried over."""
    small = [line for line in lines if line.size <= SMALLER * size]
    large = [line for line in lines if line.size > SMALLER * size]
    foot = [
        line
        for line in small
        if not any(one.base < line.base and one.left < line.right and line.left < one.right for one in large)
    ]
    found: list[Note] = []
    taken: list[Line] = []
    for line in foot:
        begin = _NOTE.match(line.text)
        label = line.mark or (begin.group("label") if begin else "")
        if label and (not found or found[-1].page < page or _follows(found[-1].label, label)):
            words = line.text if line.mark else line.text[begin.end() :] if begin else line.text
            found.append(Note(page=page, label=label, lines=(words,)))
        elif found:
            found[-1] = replace(found[-1], lines=(*found[-1].lines, line.text))
        elif before is not None and large and not _CLOSED.search(before.lines[-1]):
            found.append(replace(before, lines=(*before.lines, line.text)))
        else:
            continue
        taken.append(line)
    return found, [line for line in lines if line not in taken]


def _follows(last: str, label: str) -> bool:
    """Whether a number may be that of the next note: a year or a page at the start of a line is none."""
    return not (last.isdigit() and label.isdigit()) or 0 < int(label) - int(last) <= 2


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual on a page: the distance of its lines, and the left edge of each column."""

    leading: float
    lefts: dict[int, float]


def _usual(lines: Sequence[Line]) -> _Usual:
    gaps = [one.base - other.base for one, other in pairwise(lines) if one.column == other.column]
    steps = [gap for gap in gaps if gap > 0]
    lefts: dict[int, Counter[float]] = {}
    for line in lines:
        lefts.setdefault(line.column, Counter())[round(line.left)] += 1
    edges = {column: min(edge for edge, n in count.items() if 4 * n >= max(count.values()))
             for column, count in lefts.items()}  # fmt: skip
    return _Usual(median(steps) if steps else 12.0, edges)


def _parts(last: Line, line: Line, usual: _Usual) -> bool:
    """Whether a paragraph ends between two lines that follow each other."""
    if abs(last.size - line.size) > 0.08 * max(last.size, line.size):
        return True
    closed = _CLOSED.search(last.text) is not None
    indent = line.left - usual.lefts[line.column]
    same = last.column == line.column and last.base > line.base
    if same and last.base - line.base > 1.3 * usual.leading:
        return True
    if same and abs(line.left - last.left) < 0.3 * line.size:
        return False  # a block that is indented as a whole
    return closed and 0.7 * line.size < indent < 6 * line.size


def label_pages(count: int, given: Sequence[str], printed: Sequence[int | None]) -> Iterator[str]:
    """What each page is cited by: the label that the file gives it, else the number printed on it, else its place.

    Labels that only count the pages (many programs write them unasked) stand back behind printed numbers.
    """
    trivial = all(label in ("", str(at + 1)) for at, label in enumerate(given))
    for at in range(count):
        number = printed[at]
        if trivial and number is not None:
            yield f"p. {number}"
        else:
            yield f"p. {given[at] or at + 1}"
