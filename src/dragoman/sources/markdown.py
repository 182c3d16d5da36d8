"""Reader of Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.model.record import Document, Skipped, Source
from dragoman.sources.decode import decode, read_bytes
from dragoman.sources.text import records

SUFFIXES = (".md", ".markdown")


def read_markdown(path: Path, *, given: str) -> Iterator[Source | Document | Skipped]:
    """Read a Markdown file: one source, one document, its text exactly as it stands.

    Markup stays in the text, so that offsets count in the file; passages leave it out (``segment``): headings,
    footnote definitions (``[^1]: ...``), quotations and list items are told by the mark at the start of their line.

    Raises:
        InputError: the file is empty, binary, in an encoding that cannot be told, or its header cannot be read.
    """
    decoded = decode(read_bytes(path, given=given), given=given)
    yield from records(decoded, path=path, given=given)
