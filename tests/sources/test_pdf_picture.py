"""Pages of a PDF file as pictures, and the page on which words stand."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.sources.pdf_picture import MOST_PIXELS, PNG, WIDTH, draw_page, find_page, write_png

from .made_pdf import make_pdf

TELLS = (
    "The delegation left Bucharest before the vote and wrote no report of it.",
    "A credit for the refinery was refused in Moscow, and grain came late.",
    "The squadron sailed from Vlora in May with eight of its submarines.",
)


def write(folder: Path, content: bytes) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(content)
    return path


def open_png(picture: bytes) -> tuple[int, int, int, bytes]:
    """Width, height, kind and pixels of a picture whose lines are not filtered."""
    assert picture.startswith(PNG)
    at, data, head = len(PNG), b"", (0, 0, 0, 0)
    while at < len(picture):
        size, name = struct.unpack(">I4s", picture[at : at + 8])
        body = picture[at + 8 : at + 8 + size]
        assert struct.unpack(">I", picture[at + 8 + size : at + 12 + size]) == (zlib.crc32(name + body),)
        if name == b"IHDR":
            head = struct.unpack(">IIBB", body[:10])
        data += body if name == b"IDAT" else b""
        at += 12 + size
    width, height, depth, kind = head
    assert depth == 8
    lines, across = zlib.decompress(data), width * (3 if kind == 2 else 1)
    assert len(lines) == height * (across + 1)
    starts = range(0, len(lines), across + 1)
    assert all(lines[start] == 0 for start in starts)
    return width, height, kind, b"".join(lines[start + 1 : start + 1 + across] for start in starts)


def test_a_page_is_drawn_with_its_words(tmp_path: Path) -> None:
    path = write(tmp_path, make_pdf([[(72, 700, 12, told)] for told in TELLS] + [[]]))
    width, height, kind, pixels = open_png(draw_page(path, given="paper.pdf", number=2))
    assert (width, kind) == (WIDTH, 0), "what has no colour is written in grey"
    assert abs(height - WIDTH * 842 / 595) <= 1
    band = pixels[width * round(height * 0.15) : width * round(height * 0.18)]
    assert min(band) < 80 and max(band) > 250, "there is type where the line stands"
    assert min(open_png(draw_page(path, given="paper.pdf", number=4))[3]) == 255, "an empty page is white"


def test_a_page_of_another_size_stays_within_the_bounds(tmp_path: Path) -> None:
    tall = make_pdf([[(20, 20, 12, "tall")]]).replace(b"[0 0 595 842]", b"[0 0 095 942]")
    width, height, _, _ = open_png(draw_page(write(tmp_path, tall), given="tall.pdf", number=1))
    assert width * height <= MOST_PIXELS * 1.01 and width < WIDTH


def test_colour_is_kept(tmp_path: Path) -> None:
    red, blue = bytes((200, 0, 0)), bytes((0, 0, 200))
    assert open_png(write_png(2, 1, 3, [red + blue])) == (2, 1, 2, red + blue)
    assert open_png(write_png(1, 2, 4, [red + b"\xff", blue + b"\xff"])) == (1, 2, 2, red + blue)
    assert open_png(write_png(2, 1, 3, [bytes((9, 9, 9, 7, 7, 7))])) == (2, 1, 0, bytes((9, 7)))


@pytest.mark.parametrize(("words", "guess", "number", "sure"), [
    (TELLS[2], 1, 3, True),
    (TELLS[0], 3, 1, True),
    ("The squad-\nron sailed from Vlora in  May", 1, 3, True),
    ("Words that stand on none of these pages at all.", 2, 2, False),
    ("", 9, 3, False),
])  # fmt: skip
def test_words_are_found_on_their_page(tmp_path: Path, words: str, guess: int, number: int, sure: bool) -> None:
    path = write(tmp_path, make_pdf([[(72, 700, 12, told)] for told in TELLS]))
    found = find_page(path, given="paper.pdf", words=words, guess=guess)
    assert (found.number, found.pages, found.sure) == (number, 3, sure)


def test_of_pages_alike_the_one_that_holds_most_counts(tmp_path: Path) -> None:
    pages = [[(72, 700, 12, f"On the {day} of the month the two delegations met again in the same room.")] for day in
             ("fourth", "ninth", "thirteenth", "twentieth")]  # fmt: skip
    path = write(tmp_path, make_pdf(pages))
    assert find_page(path, given="paper.pdf", words=pages[3][0][3], guess=1).number == 4


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_page_that_is_not_there_is_refused_by_name(tmp_path: Path, number: int) -> None:
    path = write(tmp_path, make_pdf([[(72, 700, 12, TELLS[0])]]))
    with pytest.raises(InputError, match=f"paper.pdf, page {number}"):
        draw_page(path, given="paper.pdf", number=number)


def test_a_damaged_file_brings_nothing_down(tmp_path: Path) -> None:
    path = write(tmp_path, b"%PDF-1.4\nnothing of it")
    with pytest.raises(InputError, match="damaged"):
        draw_page(path, given="paper.pdf", number=1)
    with pytest.raises(InputError, match="damaged"):
        find_page(path, given="paper.pdf", words="", guess=1)
