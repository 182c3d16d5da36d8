"""The pages of a Word file, where the file tells them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
"""Stand around the label of a page in the text handed on: characters for private use, that no font has signs for."""
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_PICTURES = "word/media/"


def mark_pages(archive: zipfile.ZipFile, main: etree._Element, *, pages: int) -> io.BytesIO | None:
    """The file again, its pictures left out, with a mark where each page begins; None where pages cannot be told.

    Word notes where it last broke the text into pages; numbers follow what each section says of them. A file without
    such notes is believed when its own breaks make just as many pages as it says it has (``pages``, 0 for unsaid):
    where fewer do, the text flowed over.
    """
    breaks = list(main.iter(f"{W}lastRenderedPageBreak"))
    if not breaks:
        breaks = [mark for mark in main.iter(f"{W}br") if mark.get(f"{W}type") == "page"]
        if not breaks or len(breaks) + 1 != pages:
            return None
    first = next(main.iter(f"{W}p"), None)
    if first is None:
        return None
    labels = _count(main, set(breaks))
    start = etree.Element(f"{W}r")
    start.append(_text(next(labels)))
    properties = first.find(f"{W}pPr")
    first.insert(0 if properties is None else 1, start)
    for mark in breaks:
        parent = mark.getparent()
        if parent is not None:
            parent.replace(mark, _text(next(labels)))
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as made:
        for info in archive.infolist():
            if info.filename == MAIN:
                made.writestr(MAIN, etree.tostring(main, encoding="utf-8", xml_declaration=True))
            elif not info.filename.startswith(_PICTURES):
                made.writestr(info.filename, archive.read(info))
    copy.seek(0)
    return copy


def name_pages(page: str) -> str:
    """Marks of pages in a text made from HTML as elements that begin a page."""
    return _MARKED.sub(r'<span class="pagebreak" title="\1"></span>', page)


def page_of(element: etree._Element) -> str | None:
    """The label of the page that begins with an element."""
    return element.get("title") if element.get("class") == "pagebreak" else None


def _count(main: etree._Element, breaks: set[etree._Element]) -> Iterator[str]:
    """The label of the first page and of each after a break; a section may count anew, and in Roman numerals."""
    sections = list(main.iter(f"{W}sectPr"))
    at = 0
    number, form = 1, ""
    fresh = True
    for element in (None, *main.iter(f"{W}lastRenderedPageBreak", f"{W}br", f"{W}sectPr")):
        if element is not None and element.tag == f"{W}sectPr":
            at, fresh = at + 1, True
        elif element is None or element in breaks:
            told = sections[at].find(f"{W}pgNumType") if at < len(sections) else None
            start = told.get(f"{W}start", "") if told is not None and fresh else ""
            number = int(start) if start.isdigit() else number + (element is not None)
            form = told.get(f"{W}fmt", "") if told is not None else ""
            fresh = False
            yield _write(number, form)


def _write(number: int, form: str) -> str:
    if not form.endswith("Roman") or not 0 < number < 400:
        return str(number)
    written = ""
    for value, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        written += sign * (number // value)
        number %= value
    return written.upper() if form.startswith("upper") else written


def _text(label: str) -> etree._Element:
    element = etree.Element(f"{W}t")
    element.text = f"{_OPEN}{label}{_CLOSE}"
    return element
