"""Bytes of a file into text, or a plain refusal."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from dragoman.errors import InputError
from dragoman.sources.opening import reading

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (Word, OpenDocument or EPUB)"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"AT&TFORM", "a DjVu file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
BOMS: tuple[tuple[bytes, str], ...] = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUESS_BYTES = 1 << 16
"""How much of a file a legacy encoding is guessed from: 0.1 s at this size, and no better beyond."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a file. ``guessed`` names the legacy encoding it was read in, "" for UTF-8 and UTF-16."""

    text: str
    sha256: str
    guessed: str = ""


def read_bytes(path: Path, *, given: str) -> bytes:
    """The bytes of a file that is there and is not empty.

    Raises:
        InputError: no such file, a folder, a file that may not be read, or one without content.
    """
    with reading(given):
        data = path.read_bytes()
    if not data.strip():
        raise InputError(given, "the file is empty", expected="a text")
    return data


def sniff(data: bytes) -> str:
    """What a file that is no text looks like ("a PDF file"), or "" when nothing speaks against text."""
    for mark, name in SIGNATURES:
        if data.startswith(mark):
            return name
    return ""


def fingerprint(data: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def decode(data: bytes, *, given: str, declared: str = "") -> Decoded:
    """Text from bytes: UTF-8, UTF-16 with its mark, else a legacy encoding, if there is but one that makes sense.

    ``declared`` is an encoding that the file itself names (HTML): it is tried after UTF-8. Line ends become ``\\n``.

    Raises:
        InputError: bytes that are no text, or an encoding that cannot be told.
    """
    looks = sniff(data)
    if looks:
        raise InputError(given, f"this is {looks}, whatever its name says", expected="UTF-8 text")
    text, guessed = _decode(data, given, declared)
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise InputError(
            given,
            f"a control character (U+{ord(control.group()):04X}) that no text holds: the file is binary or damaged",
            place=f"line {line}",
            expected="UTF-8 text",
        )
    if not text.strip():
        raise InputError(given, "the file is empty", expected="a text")
    return Decoded(text=text.replace("\r\n", "\n").replace("\r", "\n"), sha256=fingerprint(data), guessed=guessed)


def _decode(data: bytes, given: str, declared: str) -> tuple[str, str]:
    for mark, name in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(name), ""
            except UnicodeDecodeError as error:
                raise InputError(given, f"damaged {name}: {error.reason}", place=f"byte {error.start}") from error
    if b"\x00" in data:
        place = f"byte {data.index(0)}"
        raise InputError(given, "a NUL byte: this is a binary file", place=place, expected="UTF-8 text")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        first_bad = error.start
    if declared:
        try:
            return data.decode(declared), ""
        except (LookupError, UnicodeDecodeError) as error:
            raise InputError(given, f"the file says it is {declared}, and is not", expected="UTF-8") from error
    encoding = _guess(data, first_bad)
    if encoding:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            pass  # the sample fitted, the rest does not: no better than no guess
    line = data.count(b"\n", 0, first_bad) + 1
    raise InputError(given, "the text is not UTF-8; convert it", place=f"line {line}", expected="UTF-8")


def _guess(data: bytes, first_bad: int) -> str:
    """The one legacy encoding that the bytes make sense in, "" when several do and differ, or none does."""
    start = max(0, min(first_bad - GUESS_BYTES // 4, len(data) - GUESS_BYTES))
    found = list(from_bytes(data[start : start + GUESS_BYTES]))
    if not found or found[0].chaos > 0.05 or found[0].coherence < 0.3:
        return ""
    best = found[0]
    rivals = [other for other in found[1:] if str(other) != str(best)]
    if any(other.chaos <= best.chaos + 0.02 and other.coherence >= best.coherence - 0.1 for other in rivals):
        return ""
    return best.encoding
