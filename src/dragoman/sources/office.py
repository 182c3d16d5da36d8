"""What the readers of office documents share: opening them safely, and their records."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.ids import content_id
from dragoman.model.record import Document, Skipped, Source
from dragoman.sources.blocks import Block, write_located
from dragoman.sources.frontmatter import file_title
from dragoman.sources.safezip import open_zip, refuse_doctypes

_KINDS: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "a Word file (DOCX)"),
    ("xl/workbook.xml", "an Excel file (XLSX)"),
    ("ppt/presentation.xml", "a PowerPoint file (PPTX)"),
    ("META-INF/container.xml", "an EPUB book"),
    ("content.xml", "an OpenDocument file"),
)

_NOBODY = frozenset(
    {"admin", "administrator", "author", "microsoft office user", "owner", "python-docx", "un-named", "unknown", "user"}
    | {"utilisateur", "windows user"}
)
"""What programs write for the author of a file where nobody told them."""


@contextmanager
def open_office(
    path: Path, *, given: str, what: str, needed: str, doctypes: bool = False
) -> Iterator[tuple[zipfile.ZipFile, str]]:
    """The archive of an office document and its SHA-256; ``needed`` is the part without which it is none.

    With ``doctypes`` its XML may declare document types (EPUB does), else it is refused for that.

    Raises:
        InputError: the file is not ``what``, is damaged, or could harm.
    """
    with open_zip(path, given=given, what=what) as archive:
        names = set(archive.namelist())
        if needed not in names:
            looks = kind_of(names) or "some other archive"
            raise InputError(given, f"this is {looks}, whatever its name says", expected=what)
        if not doctypes:
            refuse_doctypes(archive, given=given)
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        yield archive, sha256


def kind_of(names: set[str]) -> str:
    """What an archive with these members is, "" for any other."""
    return next((kind for part, kind in _KINDS if part in names), "")


def records(
    blocks: Sequence[Block], meta: Mapping[str, str], *, sha256: str, path: Path, given: str
) -> Iterator[Source | Document | Skipped]:
    """The source and the one document of a file; ``meta`` may hold title, author and lang.

    When the file was saved is not when its text was written, so that no date is taken from its properties.

    Raises:
        InputError: there are no words in the blocks.
    """
    text, locators = write_located(blocks)
    if not text.strip():
        raise InputError(given, "the file holds no text", expected="a document with text in it")
    heading = next((block.text for block in blocks[:3] if block.kind == "heading"), "")
    title = meta.get("title") or heading or file_title(Path(given))
    source_id = content_id("src", sha256)
    csl: dict[str, Any] = {"id": source_id, "type": "document", "title": title}
    names = [name.strip() for name in meta.get("author", "").split(";")]
    authors = [{"literal": name} for name in names if name and name.casefold() not in _NOBODY]
    if authors:
        csl["author"] = authors
    yield Source(id=source_id, csl=csl, sha256=sha256)
    yield Document(
        id=content_id("doc", sha256, ""),
        source_id=source_id,
        path=given,
        text=text,
        title=title,
        lang=(meta.get("lang") or "en").replace("_", "-").split("-")[0].lower(),
        locators=locators,
    )
