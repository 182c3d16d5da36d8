"""Pages of a PDF file as pictures: drawn in a process of their own, and found by the words that stand on them."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from dragoman.errors import InputError

WIDTH = 1400
"""Pixels across a picture: small print can be read, and a screen shows no more."""
MOST_PIXELS = 6_000_000
"""A page that would take more (a plan, a banner) is drawn smaller."""
SECONDS = 30
"""After which the drawing of a page is given up."""
SAMPLE = 16
"""Letters in a row that are looked for on a page at once."""
ENOUGH = 0.5
"""Share of those stretches that a page must hold to be the one on which the words stand."""
CERTAIN = 0.95
"""Share from which no further page is looked at."""
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlace:
    """A page of a file by its place, from 1 on, and how many the file has.

    ``sure`` says that the words stand on it; else it is a guess (a scan holds no words to look for).
    """

    number: int
    pages: int
    sure: bool


def find_page(path: Path, *, given: str, words: str, guess: int) -> PagePlace:
    """The page of a PDF file on which words stand, looked for from the page ``guess`` outwards.

    Raises:
        InputError: the file cannot be opened, or takes too long.
    """
    told = json.loads(_ask("find", path, given, guess, words))
    return PagePlace(number=int(told["number"]), pages=int(told["pages"]), sure=bool(told["sure"]))


def draw_page(path: Path, *, given: str, number: int) -> bytes:
    """A page of a PDF file as a PNG picture, ``WIDTH`` pixels across unless that is too many.

    PDFium is not made for several threads, and a file may be damaged: it runs in a process of its own.

    Raises:
        InputError: the file has no such page, or it cannot be drawn.
    """
    picture = _ask("draw", path, given, number, "")
    if not picture.startswith(PNG):
        raise InputError(given, "the page cannot be drawn", place=f"page {number}")
    return picture


def _ask(verb: str, path: Path, given: str, number: int, words: str) -> bytes:
    command = [sys.executable, "-P", "-m", "dragoman.sources.pdf_picture", verb, str(path.resolve()), str(number)]
    try:
        done = subprocess.run(command, input=words.encode(), capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise InputError(given, f"the page was not drawn in {SECONDS} seconds", place=f"page {number}") from error
    if done.returncode:
        raise InputError(given, "the page cannot be drawn: the PDF is damaged, or ends before", place=f"page {number}")
    return done.stdout


# What runs in the process of its own


def main(arguments: Sequence[str]) -> int:
    """Answers one question on the standard output: 0, or 1 when the file or the page cannot be opened."""
    import pypdfium2

    verb, path, number = arguments[0], arguments[1], int(arguments[2])
    try:
        with closing(pypdfium2.PdfDocument(path)) as pdf:
            if verb == "draw":
                answer = draw(pdf, number)
            else:
                answer = json.dumps(find(pdf, sys.stdin.buffer.read().decode(), number)).encode()
    except (pypdfium2.PdfiumError, IndexError):
        return 1
    sys.stdout.buffer.write(answer)
    return 0


def draw(pdf: Any, number: int) -> bytes:
    """The ``number``-th page (from 1 on) of a file that ``pypdfium2`` has open, as PNG.

    Raises:
        IndexError: there is no such page, or it has no area.
    """
    if not 1 <= number <= len(pdf):
        raise IndexError(number)
    page = pdf[number - 1]
    width, height = page.get_size()
    if min(width, height) <= 0:
        raise IndexError(number)
    scale = min(WIDTH / width, (MOST_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    across, stride = bitmap.width * bitmap.n_channels, bitmap.stride
    data = bytes(bitmap.buffer)
    rows = [data[start : start + across] for start in range(0, bitmap.height * stride, stride)]
    return write_png(bitmap.width, bitmap.height, bitmap.n_channels, rows)


def write_png(width: int, height: int, channels: int, rows: Sequence[bytes]) -> bytes:
    """A picture as PNG (ISO/IEC 15948), 8 bits a channel: 1 is grey, 3 colour, 4 colour with what is not used.

    What has no colour (most scans, all type) is written in grey, at a third of the size.
    """
    whole = b"".join(rows)
    planes = [whole[at::channels] for at in range(min(channels, 3))]
    if len(planes) == 3 and planes[0] == planes[1] == planes[2]:
        planes = planes[:1]
    if len(planes) == 1:
        pixels, kind = planes[0], 0
    else:
        mixed = bytearray(3 * width * height)
        for at, plane in enumerate(planes):
            mixed[at::3] = plane
        pixels, kind = bytes(mixed), 2
    across = width * len(planes)
    lines = b"".join(b"\0" + pixels[start : start + across] for start in range(0, len(pixels), across))
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return PNG + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines, 6)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def find(pdf: Any, words: str, guess: int) -> dict[str, int | bool]:
    """Where words stand in an open file: the page that holds most of them, the nearest to ``guess`` of several."""
    pages = len(pdf)
    first = min(max(guess, 1), pages)
    letters = _letters(words)
    stretches = [letters[at : at + SAMPLE] for at in range(0, max(len(letters) - SAMPLE, 0) + 1, SAMPLE)]
    outwards = chain.from_iterable((first - by, first + by) if by else (first,) for by in range(pages))
    best, found = 0.0, first
    for number in outwards if letters else ():
        share = _share(pdf[number - 1], stretches) if 1 <= number <= pages else 0.0
        if share > best:
            best, found = share, number
        if best >= CERTAIN:
            break
    sure = best >= ENOUGH
    return {"number": found if sure else first, "pages": pages, "sure": sure}


def _share(page: Any, stretches: Sequence[str]) -> float:
    with closing(page), closing(page.get_textpage()) as text:
        held = _letters(text.get_text_range())
    return sum(one in held for one in stretches) / len(stretches)


def _letters(text: str) -> str:
    """Letters and digits alone: spaces, hyphens and marks are not the same in a reading as in the file."""
    return re.sub(r"[\W_]+", "", text.casefold())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
