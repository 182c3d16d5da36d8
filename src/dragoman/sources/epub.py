"""Reader of EPUB books."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

from lxml import etree, html

from dragoman.errors import InputError
from dragoman.ids import content_id
from dragoman.model.record import Document, Skipped, Source
from dragoman.sources.blocks import read_blocks, write_located
from dragoman.sources.decode import decode
from dragoman.sources.frontmatter import csl_date
from dragoman.sources.html import parse_html, shape_of
from dragoman.sources.office import open_office
from dragoman.sources.safexml import parse_xml
from dragoman.sources.safezip import read_part

SUFFIXES = (".epub",)

_CONTAINER = "META-INF/container.xml"
_LOCKS = "META-INF/encryption.xml"
_EPUB = "{http://www.idpf.org/2007/ops}"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_ISBN = re.compile(r"97[89][\d-]{10,14}")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One chapter file: its path in the archive, and the title that the table of contents gives it."""

    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """What the package file says: the chapters in reading order, and what the book says of itself."""

    parts: tuple[_Part, ...]
    csl: Mapping[str, Any]
    lang: str


def read_epub(path: Path, *, given: str) -> Iterator[Source | Document | Skipped]:
    """Read an EPUB book: one source, a document for each chapter, in reading order.

    The locator of a document is the chapter's title in the table of contents; pages are added where the book marks
    those of its printed edition. Notes stand after the body of their chapter, or where the book collects them, and
    leave a mark (``[^1]``).

    Raises:
        InputError: the file is no EPUB, damaged, locked (DRM), holds no text, or could harm (``safezip``).
    """
    with open_office(path, given=given, what="an EPUB book", needed=_CONTAINER, doctypes=True) as (archive, sha256):
        package = _package_path(archive, given)
        book = _read_package(archive, package, given)
        _refuse_locked(archive, book, given)
        source_id = content_id("src", sha256)
        csl = {"id": source_id, "type": "book", "title": Path(given).stem, **book.csl}
        yield Source(id=source_id, csl=csl, sha256=sha256)
        notes = _note_targets(archive, book.parts, given)
        seen: set[str] = set()
        for number, part in enumerate(book.parts, start=1):
            document = _read_part(archive, part, notes, given=given)
            if document is None:
                continue
            locator = document.locator or f"part {number}"
            locator = f"{locator} ({number})" if locator in seen else locator
            seen.add(locator)
            yield replace(
                document,
                id=content_id("doc", source_id, part.path),
                source_id=source_id,
                locator=locator,
                title=document.title or str(csl["title"]),
                lang=(document.lang or book.lang or "en").split("-")[0].lower(),
            )
        if not seen:
            raise InputError(given, "the book holds no text", expected="an EPUB with chapters of text")


def _package_path(archive: zipfile.ZipFile, given: str) -> str:
    root = parse_xml(read_part(archive, _CONTAINER, given=given), given=given)
    for file in root.iter("{*}rootfile"):
        if file.get("full-path"):
            return _inside("", str(file.get("full-path")), given)
    raise InputError(given, "the book does not say where its package is", place=_CONTAINER)


def _inside(folder: str, href: str, given: str) -> str:
    """The path in the archive of what a file in ``folder`` points to.

    Raises:
        InputError: it points out of the archive.
    """
    joined = posixpath.normpath(posixpath.join(folder, unquote(href)))
    if joined.startswith(("../", "/")) or joined == "..":
        raise InputError(given, "the book points to a file outside of it", place=href)
    return joined


def _read_package(archive: zipfile.ZipFile, package: str, given: str) -> _Book:
    root = parse_xml(read_part(archive, package, given=given), given=given)
    folder = posixpath.dirname(package)
    items = {item.get("id", ""): item for item in root.iter("{*}item")}
    titles = _contents(archive, list(items.values()), folder, given)
    parts = []
    for reference in root.iter("{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or "").split():
            continue
        path = _inside(folder, item.get("href", ""), given)
        parts.append(_Part(path=path, title=titles.get(path, "")))
    return _Book(parts=tuple(parts), csl=_read_csl(root), lang=_said(root, "language"))


def _contents(archive: zipfile.ZipFile, items: Sequence[etree._Element], folder: str, given: str) -> dict[str, str]:
    """The title of each chapter file, as the table of contents (EPUB 3, else EPUB 2) gives it first."""
    found: dict[str, str] = {}
    for item in items:
        is_nav = "nav" in (item.get("properties") or "").split()
        if not is_nav and item.get("media-type") != "application/x-dtbncx+xml":
            continue
        path = _inside(folder, item.get("href", ""), given)
        if path not in archive.namelist():
            continue
        base = posixpath.dirname(path)
        data = read_part(archive, path, given=given)
        if is_nav:
            links = [(a.get("href") or "", a.text_content()) for a in _page(data, given).iter("a")]
        else:
            links = [
                (target.get("src", ""), "".join(str(word) for word in label.itertext()))
                for point in parse_xml(data, given=given).iter("{*}navPoint")
                if (target := point.find("{*}content")) is not None and (label := point.find("{*}navLabel")) is not None
            ]
        for href, words in links:
            address = urldefrag(href)[0]
            if address and ":" not in address and words.strip():
                found.setdefault(_inside(base, address, given), " ".join(words.split()))
    return found


def _read_csl(root: etree._Element) -> dict[str, Any]:
    csl: dict[str, Any] = {}
    for key, name in (("title", "title"), ("publisher", "publisher")):
        if _said(root, name):
            csl[key] = _said(root, name)
    authors = [" ".join("".join(str(w) for w in e.itertext()).split()) for e in root.iter("{*}creator")]
    if any(authors):
        csl["author"] = [{"literal": author} for author in authors if author]
    date = _DATE.match(_said(root, "date"))
    if date:
        csl["issued"] = csl_date(date.group())
    isbn = next(
        (m.group() for e in root.iter("{*}identifier") if (m := re.search(r"97[89][\d-]{10,14}", e.text or ""))), ""
    )
    if isbn:
        csl["ISBN"] = isbn
    return csl


def _said(root: etree._Element, name: str) -> str:
    element = next(root.iter("{http://purl.org/dc/elements/1.1/}" + name), None)
    return "" if element is None else " ".join((element.text or "").split())


def _refuse_locked(archive: zipfile.ZipFile, book: _Book, given: str) -> None:
    if _LOCKS not in archive.namelist():
        return
    root = parse_xml(read_part(archive, _LOCKS, given=given), given=given)
    locked = {unquote(reference.get("URI", "")) for reference in root.iter("{*}CipherReference")}
    if any(part.path in locked for part in book.parts):  # fonts alone may be scrambled, which harms no text
        raise InputError(given, "the book is locked (DRM)", expected="an unlocked EPUB")


def _page(data: bytes, given: str) -> html.HtmlElement:
    """A chapter as HTML, which knows the names of all characters and bears every fault."""
    text = decode(data, given=given).text
    return parse_html(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), given)


def _note_targets(archive: zipfile.ZipFile, parts: Sequence[_Part], given: str) -> dict[str, dict[str, str]]:
    """For each chapter file the elements that notes of other files point to, and the label of each."""
    found: dict[str, dict[str, str]] = {}
    paths = {part.path for part in parts}
    for part in parts:
        if part.path not in archive.namelist():
            continue
        base = posixpath.dirname(part.path)
        for anchor, target, label in _references(_page(read_part(archive, part.path, given=given), given)):
            path = _inside(base, urldefrag(target)[0], given)
            if path in paths and path != part.path:
                found.setdefault(path, {}).setdefault(anchor, label)
    return found


def _references(root: html.HtmlElement) -> Iterator[tuple[str, str, str]]:
    """References to notes in other files: the id they point to, the address, the label."""
    for anchor in root.iter("a"):
        address, mark, target = (anchor.get("href") or "").partition("#")
        words = re.sub(r"\W+", "", anchor.text_content())
        if not (mark and address and words and len(words) <= 5) or ":" in address:
            continue
        parent = anchor.getparent()
        raised = (parent is not None and parent.tag == "sup") or anchor.find("sup") is not None
        if raised or "noteref" in (anchor.get("epub:type") or anchor.get("role") or ""):
            yield target, address, words


def _read_part(
    archive: zipfile.ZipFile, part: _Part, notes: Mapping[str, Mapping[str, str]], *, given: str
) -> Document | None:
    """A chapter without ids yet, None when it holds no words (a cover)."""
    root = _page(read_part(archive, part.path, given=given), given)
    shape = shape_of(root)
    marks = {(anchor, address): label for anchor, address, label in _references(root)}
    targets = notes.get(part.path, {})

    def marker(element: etree._Element) -> str | None:
        address, mark, target = (element.get("href") or "").partition("#") if element.tag == "a" else ("", "", "")
        if mark and (target, address) in marks:
            return f"[^{marks[(target, address)]}]"
        return shape.marker(element)

    def label(element: etree._Element) -> str | None:
        found = targets.get(element.get("id") or "")
        return found if found and element.tag != "a" else shape.label(element)

    def page(element: etree._Element) -> str | None:
        if "pagebreak" not in (element.get("epub:type") or element.get("role") or ""):
            return None
        return element.get("title") or element.get("aria-label") or "".join(str(w) for w in element.itertext()) or None

    blocks = read_blocks(root, replace(shape, marker=marker, label=label, page=page))
    text, locators = write_located(blocks)
    if not text.strip():
        return None
    heading = next((block.text for block in blocks[:3] if block.kind == "heading"), "")
    title = part.title or heading
    return Document(
        id="",
        source_id="",
        path=given,
        text=text,
        title=title,
        locator=f"“{title}”" if title else "",
        lang=root.get("lang") or root.get("xml:lang") or "",
        locators=locators if any(one.startswith("p. ") for _, one in locators) else (),
    )
