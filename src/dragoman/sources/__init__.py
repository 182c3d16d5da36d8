"""Files into sources and documents: which reader takes which file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Protocol

from dragoman.errors import InputError
from dragoman.model.record import Document, Skipped, Source, Work

GROUP = "dragoman.readers"
SNIFFED = 4096
"""Bytes looked at to tell the format of a file whose name does not."""

_PARTS = (
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("META-INF/container.xml", ".epub"),
    ("content.xml", ".odt"),
)


class Reader(Protocol):
    """Reads one file: yields each source before its documents, and a ``Skipped`` for what it leaves out.

    A bibliography has neither: it yields ``Work`` records.

    A reader's module declares ``SUFFIXES``, the file name endings it takes, in lower case with their dot.
    """

    def __call__(self, path: Path, *, given: str) -> Iterator[Source | Document | Skipped | Work]:
        """Read ``path``; ``given`` is the path as the user typed it.

        Raises:
            InputError: the file cannot be read.
        """


def choose(path: Path, *, given: str = "") -> Reader:
    """The reader for a file: by the ending of its name, else by its first bytes; errors name it as ``given``.

    Raises:
        InputError: no reader takes such a file.
    """
    by_suffix = _suffixes()
    name = path.name.lower()
    if name.endswith(".zip"):
        raise InputError(
            given or path, "an archive inside an archive is not opened; unpack it", expected="a file to read"
        )
    for suffix in sorted(by_suffix, key=lambda ending: (-len(ending), ending)):
        if name.endswith(suffix):
            return _load(by_suffix[suffix])
    kind = _sniff(path, given or str(path))
    if kind not in by_suffix:
        raise InputError(given or path, "no reader takes such a file", expected=", ".join(sorted(by_suffix)))
    return _load(by_suffix[kind])


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are, folders by the files in them and below, in sorted order; hidden ones are left out."""
    for path in paths:
        if path.is_dir():
            for child in sorted(path.iterdir(), key=lambda entry: entry.name):
                if not child.name.startswith("."):
                    yield from expand([child])
        else:
            yield path


@lru_cache(maxsize=1)
def _suffixes() -> dict[str, EntryPoint]:
    """Name endings and the reader of each; a reader from elsewhere goes before a built-in one of the same ending."""
    chosen: dict[str, EntryPoint] = {}
    found = sorted(entry_points(group=GROUP), key=lambda entry: (entry.module.startswith("dragoman."), entry.name))
    for entry in found:
        for suffix in import_module(entry.module).SUFFIXES:
            chosen.setdefault(suffix, entry)
    return chosen


def _load(entry: EntryPoint) -> Reader:
    reader: Reader = entry.load()
    return reader


def _sniff(path: Path, given: str) -> str:
    """The ending that the name of a file without one should have, by its first bytes."""
    from dragoman.sources.decode import sniff

    try:
        with path.open("rb") as file:
            head = file.read(SNIFFED)
    except OSError as error:
        raise InputError(given, f"the file cannot be read: {error.strerror}") from error
    looks = sniff(head)
    if not path.suffix and head.startswith(b"%PDF-"):
        return ".pdf"
    if not path.suffix and head.startswith(b"PK\x03\x04"):
        return _sniff_zip(path, given)
    if looks or path.suffix:
        what = f"this is {looks}, which" if looks else f"a file ending in {path.suffix!r}, which"
        raise InputError(given, f"{what} no reader takes", expected=", ".join(sorted(_suffixes())))
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    return ".xml" if start.startswith(b"<") else ".txt"


def _sniff_zip(path: Path, given: str) -> str:
    from dragoman.sources.safezip import open_zip

    with open_zip(path, given=given, what="a document") as archive:
        names = set(archive.namelist())
    for part, suffix in _PARTS:
        if part in names:
            return suffix
    raise InputError(given, "this is a ZIP archive without the ending .zip", expected="a name that ends in .zip")
