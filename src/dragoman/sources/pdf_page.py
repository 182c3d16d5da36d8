"""One page of a PDF file as lines in reading order."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

WIDE_GAP = 1.2
"""Blanks from this many times the size of the type on part two columns or cells; justified lines stay below it."""
SMALL = 0.8
"""A mark of a note is set at most this many times the size of the line that it stands in."""
RAISED = 0.15
"""And at least this much higher, as a share of that size."""
COLUMN = 0.15
"""Share of the width of the text that a column takes at least: less is a column of numbers in a table."""
ODD = 0.3
"""Share of characters without a meaning (their font names none) from which the text of a page cannot be used."""
UNEVEN = (0.85, 1.4)
"""OCR guesses the size of type, line by line: between these times the usual size it is taken for that."""
SCAN = 0.4
"""Share of a page that pictures cover from which a page without words is a scan."""

_NOTE_MARK = re.compile(r"\d{1,3}|[*†‡§]{1,3}")
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "\u00ad"}
_TURNS: dict[int, Callable[[float, float], tuple[float, float]]] = {
    0: lambda x, y: (x, y),
    90: lambda x, y: (y, -x),
    180: lambda x, y: (-x, -y),
    270: lambda x, y: (-y, x),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line, or the part of one in its column; measures in points, ``base`` upwards, ``size`` that of the type.

    ``mark`` is the raised number or sign that a footnote begins with; ``column`` counts the columns of the page.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    mark: str = ""
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines of a page; ``fault`` says why it has none, or none that can be used ("" for a page that is empty)."""

    lines: tuple[Line, ...]
    fault: str = ""


def read_page(page: Any) -> Page:
    """The lines of a page of ``pypdfium2``, column by column; turned text (margins, watermarks) is left out.

    Nothing is drawn and no picture is unpacked, so that a scan costs no more than its page tree.
    """
    handle = page.get_textpage()
    try:
        pieces, odd, count = _pieces(handle.raw, page.get_rotation())
    finally:
        handle.close()
    letters = sum(character.isalnum() for piece in pieces for character in piece.text)
    if count and odd > ODD * count:
        return Page(lines=(), fault="its fonts do not say which letters they show: it must be read with OCR")
    is_scan = _picture_share(page) >= SCAN
    if letters < 10 and is_scan:
        return Page(lines=(), fault="a scan without a text layer")
    lines = [
        replace(line, column=number) for number, column in enumerate(_columns(pieces, 0)) for line in _lines(column)
    ]
    return Page(lines=tuple(_even(lines) if is_scan and lines else lines))


def _even(lines: list[Line]) -> Iterator[Line]:
    """Lines that OCR laid over a picture: the size of type that it guesses, line by line, made one where it is near."""
    usual = median(line.size for line in lines)
    for line in lines:
        near = UNEVEN[0] * usual < line.size < UNEVEN[1] * usual
        yield replace(line, size=usual) if near else line


def _picture_share(page: Any) -> float:
    width, height = page.get_size()
    covered = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return float(covered / max(1.0, width * height))


class _Glyphs:
    """What PDFium tells of the characters of a page."""

    def __init__(self, text: Any, turn: int) -> None:
        self.text = text
        self.turn = _TURNS.get(turn % 360, _TURNS[0])
        self.angle = math.radians(turn % 360)
        self.box = pdfium.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.matrix = pdfium.FS_MATRIX()

    def place(self, at: int) -> tuple[float, float, float]:
        """Left and right edge and base line of a character, as the page is seen."""
        pdfium.FPDFText_GetLooseCharBox(self.text, at, self.box)
        pdfium.FPDFText_GetCharOrigin(self.text, at, self.x, self.y)
        one, _ = self.turn(self.box.left, self.box.bottom)
        other, _ = self.turn(self.box.right, self.box.top)
        return min(one, other), max(one, other), self.turn(self.x.value, self.y.value)[1]

    def size(self, at: int) -> float:
        """The size of the type in points, the scale of the text's matrix counted in."""
        size = float(pdfium.FPDFText_GetFontSize(self.text, at))
        if pdfium.FPDFText_GetMatrix(self.text, at, self.matrix):
            size *= math.hypot(self.matrix.c, self.matrix.d)
        return float(size) if size > 0.5 else 10.0

    def is_level(self, at: int) -> bool:
        """Whether the character stands upright as the page is seen."""
        angle = float(pdfium.FPDFText_GetCharAngle(self.text, at))
        return bool(angle < 0 or math.cos(angle + self.angle) > 0.98)  # PDFium counts clockwise


def _pieces(text: Any, turn: int) -> tuple[list[Line], int, int]:
    """Runs of characters on one base line without a wide blank; how many have no meaning; how many there are."""
    glyphs = _Glyphs(text, turn)
    count = pdfium.FPDFText_CountChars(text)
    pieces: list[Line] = []
    words: list[str] = []
    sizes: Counter[float] = Counter()
    left = right = base = size = 0.0
    odd = letters = 0
    skipping = False

    def close() -> None:
        joined = "".join(words).strip()
        if joined:
            usual = max(sizes, key=lambda one: (sizes[one], one), default=size)  # a bullet may be set smaller
            pieces.append(Line(text=joined, left=left, right=right, base=base, size=usual))
        words.clear()
        sizes.clear()

    for at, character in _characters(text, count):
        if character in "\r\n":
            close()
            continue
        if character.isspace():
            if words and not words[-1].isspace():
                words.append(" ")
            continue
        letters += 1
        if character == "\ufffd" or "\ue000" <= character <= "\uf8ff":
            odd += 1
        start, end, floor = glyphs.place(at)
        follows = words and abs(floor - base) <= RAISED * size and -size < start - right < WIDE_GAP * size
        if not follows:
            close()
            skipping = not glyphs.is_level(at)
            left, right, base, size = start, end, floor, glyphs.size(at)
        elif words[-1] == " ":
            size = glyphs.size(at)
        if not skipping:
            sizes[size] += 1
            words.append(character)
            right = max(right, end)
    close()
    return pieces, odd, letters


def _characters(text: Any, count: int) -> Iterator[tuple[int, str]]:
    """Each character with its number; halves of one are joined, control characters left out."""
    high = 0
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            high = code
        elif 0xDC00 <= code < 0xE000:
            if high:
                yield at, chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00)
            high = 0
        elif code in _HYPHENS:
            yield at, _HYPHENS[code]
        elif code == 0 or 0xE000 > code >= 0xD800:
            yield at, "\ufffd"
        elif code >= 0x20 or code in (0x0A, 0x0D, 0x09):
            yield at, chr(code)


def _columns(pieces: list[Line], depth: int) -> list[list[Line]]:
    """The pieces of a page by column, in reading order; what runs over all columns stands between them."""
    gutter = _gutter(pieces) if depth < 3 else None
    if gutter is None:
        return [pieces] if pieces else []
    across = sorted((one for one in pieces if one.left < gutter < one.right), key=lambda one: -one.base)
    beside = [one for one in pieces if not one.left < gutter < one.right]
    found: list[list[Line]] = []
    ceiling = math.inf
    waiting: list[Line] = []
    for bar in [*across, None]:
        floor = bar.base if bar is not None else -math.inf
        band = [one for one in beside if floor < one.base <= ceiling]
        if band:
            if waiting:
                found.append(waiting)
                waiting = []
            for side in ([o for o in band if o.right <= gutter], [o for o in band if o.left >= gutter]):
                found += _columns(side, depth + 1)
        if bar is not None:
            waiting = [*waiting, bar]
            ceiling = floor
    return [*found, waiting] if waiting else found


def _gutter(pieces: list[Line]) -> float | None:
    """Where a blank stripe parts the pieces into columns of prose; None for one column."""
    if len(pieces) < 8:
        return None
    low, high = min(one.left for one in pieces), max(one.right for one in pieces)
    width = high - low
    best: tuple[float, float] | None = None
    steps = [low + width * (0.2 + 0.6 * step / 120) for step in range(121)]
    covers = [sum(one.left < x < one.right for one in pieces) for x in steps]
    fewest = min(covers)
    if fewest > 0.2 * len(pieces):
        return None
    run: list[float] = []
    for x, cover in [*zip(steps, covers, strict=True), (high, len(pieces))]:
        if cover == fewest:
            run.append(x)
            continue
        if run and (best is None or run[-1] - run[0] > best[1] - best[0]):
            best = (run[0], run[-1])
        run = []
    if best is None:
        return None
    middle = (best[0] + best[1]) / 2
    sides = ([one for one in pieces if one.right <= middle], [one for one in pieces if one.left >= middle])
    if min(len(side) for side in sides) < 4:
        return None
    if min(median(one.right - one.left for one in side) for side in sides) < COLUMN * width:
        return None
    heights = [(min(one.base for one in side), max(one.base for one in side)) for side in sides]
    shared = min(heights[0][1], heights[1][1]) - max(heights[0][0], heights[1][0])
    lesser = min(high - low for low, high in heights)
    return middle if lesser > 0 and shared > 0.5 * lesser else None


def _lines(pieces: list[Line]) -> list[Line]:
    """The lines of one column, from top to bottom."""
    usual = median(one.size for one in pieces)
    rows: list[list[Line]] = []
    raised: list[Line] = []
    for piece in sorted(pieces, key=lambda one: (-one.base, one.left)):
        if _NOTE_MARK.fullmatch(piece.text) and piece.size < SMALL * usual + 0.5:
            raised.append(piece)
        elif rows and rows[-1][0].base - piece.base < 0.35 * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for piece in raised:
        near = [row for row in rows if -0.1 * row[0].size < piece.base - row[0].base < 0.7 * row[0].size]
        host = min(near, key=lambda row: min(abs(piece.left - one.right) for one in row), default=None)
        if host is None:
            rows.append([piece])
        else:
            host.append(piece)
    rows.sort(key=lambda row: -max(row, key=lambda one: one.size).base)
    return [_join(row) for row in rows]


def _join(row: list[Line]) -> Line:
    """The pieces of a line as one; raised numbers become marks of notes: ``[^3]``."""
    size = max(one.size for one in row)
    base = next(one.base for one in row if one.size == size)
    text = mark = ""
    right = 0.0
    for piece in sorted(row, key=lambda one: one.left):
        is_note = (
            _NOTE_MARK.fullmatch(piece.text) is not None
            and piece.size < SMALL * size
            and piece.base - base > RAISED * piece.size
        )
        if is_note and not text:
            mark = piece.text
            continue
        if is_note:
            text += f"[^{piece.text}]"
        else:
            text += (" " if text and piece.left - right > 0.15 * piece.size else "") + piece.text
        right = piece.right
    return Line(
        text=text or mark,
        left=min(one.left for one in row),
        right=max(one.right for one in row),
        base=base,
        size=size,
        mark=mark if text else "",
    )
