"""Reader of Word files (DOCX)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from lxml import etree

from dragoman.errors import InputError
from dragoman.model.record import Document, Skipped, Source
from dragoman.sources.blocks import read_blocks
from dragoman.sources.docx_pages import MAIN, mark_pages, name_pages, page_of
from dragoman.sources.html import parse_html, shape_of
from dragoman.sources.office import open_office, records
from dragoman.sources.safexml import parse_xml
from dragoman.sources.safezip import read_part

SUFFIXES = (".docx", ".docm")

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
_CORE = "docProps/core.xml"
_APP = "docProps/app.xml"


def read_docx(path: Path, *, given: str) -> Iterator[Source | Document | Skipped]:
    """Read a Word file: one source, one document, its pages where the file tells them, else its sections, as locators.

    Footnotes and endnotes stand after the body and leave a mark (``[^1]``) where they were. Text that tracked changes
    deleted, comments and pictures are left out.

    Raises:
        InputError: the file is no DOCX, damaged, locked by a password, holds no text, or could harm (``safezip``).
    """
    import mammoth

    with open_office(path, given=given, what="a Word file (DOCX)", needed=MAIN) as (archive, sha256):
        meta = _read_core(archive, given)
        main = parse_xml(read_part(archive, MAIN, given=given), given=given)
        try:
            with mark_pages(archive, main, pages=_page_count(archive, given)) or path.open("rb") as file:
                page = mammoth.convert_to_html(file, style_map=_STYLES, convert_image=_no_picture).value
        # Mammoth has no error of its own: what a damaged part raises depends on where it breaks.
        except (
            LookupError,
            ValueError,
            AttributeError,
            TypeError,
            OSError,
            BadZipFile,
            ExpatError,
            RecursionError,
        ) as error:
            why = f"a damaged Word file: {type(error).__name__}: {error}"
            raise InputError(given, why, expected="a DOCX file that Word opens") from error
    root = parse_html(name_pages(page), given) if page.strip() else None
    blocks = read_blocks(root, replace(shape_of(root), page=page_of)) if root is not None else []
    yield from records(blocks, meta, sha256=sha256, path=path, given=given)


def _page_count(archive: Any, given: str) -> int:
    """How many pages the program that wrote the file counted, 0 where it does not say."""
    if _APP not in archive.namelist():
        return 0
    root = parse_xml(read_part(archive, _APP, given=given), given=given)
    said = next((element.text or "" for element in root.iter("{*}Pages")), "")
    return int(said) if said.isdigit() else 0


def _no_picture(image: Any) -> list[Any]:
    return []


def _read_core(archive: Any, given: str) -> dict[str, str]:
    """Title, author and language as the file's properties give them."""
    if _CORE not in archive.namelist():
        return {}
    root = parse_xml(read_part(archive, _CORE, given=given), given=given)
    found = {etree.QName(child).localname: " ".join((child.text or "").split()) for child in root.iter(etree.Element)}
    return {key: found.get(name, "") for key, name in (("title", "title"), ("author", "creator"), ("lang", "language"))}
