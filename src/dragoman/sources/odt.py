"""Reader of OpenDocument texts (ODT)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from dragoman.errors import InputError
from dragoman.model.record import Document, Skipped, Source
from dragoman.sources.blocks import Shape, read_blocks
from dragoman.sources.office import open_office, records
from dragoman.sources.safexml import parse_xml
from dragoman.sources.safezip import read_part

SUFFIXES = (".odt", ".ott")

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_HEADING_STYLE = re.compile(r"(?:Sub)?[Tt]itle|Heading(?:_20_\d+)?")
"""Names of styles that make a paragraph a heading; ``_20_`` stands for a blank."""
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DROPPED = (
    "tracked-changes annotation annotation-end image object object-ole plugin desc note-citation sequence-decls forms "
    "table-of-content alphabetical-index bibliography-mark script user-field-decls"
)
_CONTENT, _META = "content.xml", "meta.xml"


def read_odt(path: Path, *, given: str) -> Iterator[Source | Document | Skipped]:
    """Read an OpenDocument text: one source, one document.

    Locators are the pages that the program last broke the text into, where it says so, else the sections. Footnotes
    and endnotes stand after the body and leave a mark (``[^1]``). Deleted text that tracked changes keep, comments and
    pictures are left out.

    Raises:
        InputError: the file is no OpenDocument text, damaged, locked by a password, holds no text, or could harm
            (``safezip``).
    """
    with open_office(path, given=given, what="an OpenDocument text (ODT)", needed=_CONTENT) as (archive, sha256):
        if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in read_part(
            archive, "META-INF/manifest.xml", given=given
        ):
            raise InputError(given, "the file is locked by a password", expected="an unlocked ODT")
        root = parse_xml(read_part(archive, _CONTENT, given=given), given=given)
        meta = _read_meta(archive, given)
    body = root.find(f".//{_OFFICE}text")
    if body is None:
        raise InputError(given, "this is an OpenDocument file, but no text", expected="an OpenDocument text (ODT)")
    _name_headings(root, body)
    yield from records(read_blocks(body, _shape(body)), meta, sha256=sha256, path=path, given=given)


def _read_meta(archive: Any, given: str) -> dict[str, str]:
    if _META not in archive.namelist():
        return {}
    root = parse_xml(read_part(archive, _META, given=given), given=given)
    found = {etree.QName(child).localname: " ".join((child.text or "").split()) for child in root.iter(etree.Element)}
    author = found.get("initial-creator") or found.get("creator", "")
    return {"title": found.get("title", ""), "author": author, "lang": found.get("language", "")}


def _name_headings(root: etree._Element, body: etree._Element) -> None:
    """Make headings of the paragraphs that are set in a style for titles or headings, as ``text:h`` is."""
    parents = {
        style.get(f"{_STYLE}name", ""): style.get(f"{_STYLE}parent-style-name", "")
        for style in root.iter(f"{_STYLE}style")
    }
    for paragraph in list(body.iter(f"{_TEXT}p")):
        name = paragraph.get(f"{_TEXT}style-name", "")
        if _HEADING_STYLE.fullmatch(name) or _HEADING_STYLE.fullmatch(parents.get(name, "")):
            paragraph.tag = f"{_TEXT}h"


def _shape(body: etree._Element) -> Shape:
    """The shape of this text, its soft page breaks counted from the second page on."""
    breaks = {mark: str(number) for number, mark in enumerate(body.iter(f"{_TEXT}soft-page-break"), start=2)}

    def page(element: etree._Element) -> str | None:
        if element is body and breaks:
            return "1"
        return breaks.get(element)

    return Shape(
        blocks=frozenset(["p", "list", "list-item", "section", "table", "table-row", "index-body"]),
        cells=frozenset({"table-cell"}),
        headings=frozenset({"h"}),
        dropped=frozenset(_DROPPED.split()),
        instead={"s": " ", "tab": " ", "line-break": " "},
        label=_label,
        page=page,
    )


def _label(element: etree._Element) -> str | None:
    if element.tag != f"{_TEXT}note":
        return None
    mark = element.find(f"{_TEXT}note-citation")
    words = "".join(str(word) for word in mark.itertext()) if mark is not None else ""
    label = re.sub(r"[^\w.*†-]+", "-", words.strip()) or f"l{element.sourceline}"
    return f"e{label}" if element.get(f"{_TEXT}note-class") == "endnote" else label
