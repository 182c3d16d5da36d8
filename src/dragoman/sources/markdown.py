"""Reader of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dragoman.model.record import Document, Skipped, Source
from dragoman.sources.blocks import section_locator
from dragoman.sources.decode import decode, read_bytes
from dragoman.sources.frontmatter import body_start
from dragoman.sources.text import records

SUFFIXES = (".md", ".markdown")

_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<words>\S[^\n]*)", re.MULTILINE)
_MARKUP = re.compile(r"[*_`]|\[\^[^\]\s]+\]|\{[^}\n]*\}\s*$")


def read_markdown(path: Path, *, given: str) -> Iterator[Source | Document | Skipped]:
    """Read a Markdown file: one source, one document, its text exactly as it stands.

    Markup stays in the text, so that offsets count in the file; passages leave it out (``segment``): headings,
    footnote definitions (``[^1]: ...``), quotations and list items are told by the mark at the start of their line.
    Sections are cited by their headings ("§ The Break").

    Raises:
        InputError: the file is empty, binary, in an encoding that cannot be told, or its header cannot be read.
    """
    decoded = decode(read_bytes(path, given=given), given=given)
    for record in records(decoded, path=path, given=given):
        if isinstance(record, Document):
            yield replace(record, locators=_sections(record.text))
        else:
            yield record


def _sections(text: str) -> tuple[tuple[int, str], ...]:
    """Where the sections of a text begin, and the locator of each."""
    found = []
    for heading in _HEADING.finditer(text, body_start(text)):
        words = _MARKUP.sub("", heading["words"]).strip(" #")
        if words:
            found.append((heading.start(), section_locator(" ".join(words.split()))))
    return tuple(found)
