"""The rows of text tables, however they are packed and encoded, in blocks."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from dragoman.errors import InputError
from dragoman.sources.decode import SIGNATURES
from dragoman.sources.opening import reading

BLOCK = 1 << 22
"""Bytes read at a time: some ten thousand rows, so that memory stays small whatever the file's size."""
CELL = "\x1f"
"""What parts the cells of a row whose quotation marks have been read (the ASCII unit separator)."""
LONGEST = 1 << 20
"""Characters of a cell between quotation marks, at most: beyond it the marks did not close."""
LEGACY = "cp1252"


@dataclass(slots=True, kw_only=True)
class Reading:
    """What became of a file while it was read: counters that the reader moves on."""

    given: str
    rows: int = 0
    legacy: int = 0
    first_legacy: int = 0
    unclosed: list[int] = field(default_factory=list)
    torn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some rows: the number of each, counted from 1 as they stand in the file, and the row as one line."""

    numbers: list[int]
    lines: list[str]


def read_blocks(path: Path, state: Reading, *, quoted: bool, separator: str) -> Iterator[Block]:
    """The rows of a text table (plain, .gz, or a .zip with one file in it) from the first on; empty lines are left out.

    With ``quoted`` the cells of a line are parted by ``CELL``, else the line is as it stands. A row that is not UTF-8
    is read as Windows-1252 and counted. Where a packed file is torn, what came before it stands; ``state`` says where.

    Raises:
        InputError: there is no such file, it is empty, or it is no text.
    """
    with open_table(path, given=state.given) as file:
        lines = _lines(file, state)
        yield from _quoted(lines, state, separator) if quoted else _plain(lines, state)


def first_lines(path: Path, *, given: str, count: int = 20) -> list[str]:
    """The first lines of a text table, without their ends.

    Raises:
        InputError: there is no such file, it is empty, or it is no text.
    """
    state = Reading(given=given)
    found: list[str] = []
    with open_table(path, given=given) as file:
        for _, lines in _lines(file, state, size=1 << 16):
            found += [line for line in lines if line.strip()]
            if len(found) >= count:
                break
    if not found:
        raise InputError(given, state.torn or "the file is empty", expected="a table of events")
    return found[:count]


@contextmanager
def open_table(path: Path, *, given: str) -> Iterator[IO[bytes]]:
    """The bytes of a table, unpacked.

    Raises:
        InputError: the file is not there, may not be read, or is an archive of something else.
    """
    with reading(given), path.open("rb") as raw:
        start = raw.read(512)
        raw.seek(0)
        if not start:
            raise InputError(given, "the file is empty", expected="a table of events")
        if start.startswith(b"\x1f\x8b"):
            yield cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
        elif start.startswith(b"PK\x03\x04"):
            with _member(raw, given) as member:
                yield member
        else:
            looks = next((name for mark, name in SIGNATURES if start.startswith(mark)), "")
            if looks or b"\x00" in start:
                why = f"this is {looks}" if looks else "a NUL byte: this is a binary file"
                raise InputError(given, why, expected="a table as text (CSV, TSV, also gzip or ZIP) or Parquet")
            yield raw


@contextmanager
def _member(raw: IO[bytes], given: str) -> Iterator[IO[bytes]]:
    try:
        archive = zipfile.ZipFile(raw)
    except zipfile.BadZipFile as error:
        raise InputError(given, f"a damaged ZIP archive: {error}", expected="a ZIP archive with one table") from error
    with archive:
        files = [one for one in archive.infolist() if not one.is_dir()]
        if len(files) != 1:
            raise InputError(given, f"the archive holds {len(files)} files", expected="a ZIP archive with one table")
        with archive.open(files[0]) as member:
            yield member


def sha256_of(path: Path, *, copy: Path | None = None) -> str:
    """The SHA-256 of a file's bytes; with ``copy`` the bytes are written there on the way."""
    found = hashlib.sha256()
    with path.open("rb") as file, copy.open("wb") if copy else io.BytesIO() as out:
        while data := file.read(1 << 22):
            found.update(data)
            if copy:
                out.write(data)
    return found.hexdigest()


def _lines(file: IO[bytes], state: Reading, size: int = BLOCK) -> Iterator[tuple[int, list[str]]]:
    """Lines in blocks, with the number of the first; a block ends where a line ends."""
    number, rest = 1, b""
    while True:
        data = _fill(file, size, state)
        whole, mark, after = (rest + data).rpartition(b"\n") if data else (rest, b"", b"")
        rest = after
        if whole or mark:
            lines = _decode(whole, number, state)
            yield number, lines
            number += len(lines)
        if not data:
            return


def _fill(file: IO[bytes], size: int, state: Reading) -> bytes:
    """The next bytes, b"" at the end; of a torn file all that can still be unpacked."""
    parts: list[bytes] = []
    held = 0
    try:
        # Piece by piece: a reader that is asked for all at once gives nothing when the end is missing.
        while held < size and not state.torn:
            data = cast("io.BufferedIOBase", file).read1(1 << 16)
            if not data:
                break
            parts.append(data)
            held += len(data)
    except (EOFError, OSError, zlib.error, zipfile.BadZipFile) as error:
        state.torn = f"the packed file is torn ({error})"
    return b"".join(parts)


def _decode(data: bytes, number: int, state: Reading) -> list[str]:
    if number == 1 and data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return [_decode_line(line, at, state) for at, line in enumerate(data.split(b"\n"), start=number)]
    lines = text.split("\n")
    return [line[:-1] if line.endswith("\r") else line for line in lines] if "\r" in text else lines


def _decode_line(line: bytes, number: int, state: Reading) -> str:
    try:
        return line.decode("utf-8").removesuffix("\r")
    except UnicodeDecodeError:
        state.legacy += 1
        state.first_legacy = state.first_legacy or number
        return line.decode(LEGACY, errors="replace").removesuffix("\r")


def _plain(blocks: Iterator[tuple[int, list[str]]], state: Reading) -> Iterator[Block]:
    for first, lines in blocks:
        held = [(number, line) for number, line in enumerate(lines, start=first) if line]
        state.rows += len(held)
        if held:
            yield Block(numbers=[number for number, _ in held], lines=[line for _, line in held])


def _quoted(blocks: Iterator[tuple[int, list[str]]], state: Reading, separator: str) -> Iterator[Block]:
    csv.field_size_limit(LONGEST)
    reader = csv.reader((f"{line}\n" for _, lines in blocks for line in lines), delimiter=separator)
    numbers: list[int] = []
    rows: list[str] = []
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error:
            state.unclosed.append(number)
            state.rows += 1
            continue
        if cells:
            numbers.append(number)
            rows.append(CELL.join(cells))
        if len(rows) >= 50_000 or (cells is None and rows):
            state.rows += len(rows)
            yield Block(numbers=numbers, lines=rows)
            numbers, rows = [], []
        if cells is None:
            return
