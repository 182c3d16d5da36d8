"""Reader of TEI P5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from dragoman.errors import InputError
from dragoman.ids import content_id
from dragoman.model.record import Document, Skipped, Source
from dragoman.sources.blocks import Shape, read_blocks, write_blocks, write_located
from dragoman.sources.decode import fingerprint, read_bytes
from dragoman.sources.edited import Note, is_source_note, read_kind, read_number, read_parties, read_source_note
from dragoman.sources.frontmatter import csl_date, edtf_of_csl
from dragoman.sources.frus_lists import read_lists
from dragoman.sources.safexml import parse_xml

SUFFIXES = (".xml", ".tei")

XML = "{http://www.w3.org/XML/1998/namespace}"
FRUS = "{http://history.state.gov/ns/1.0}"
FRUS_ADDRESS = "https://history.state.gov/historicaldocuments"
"""Where the Foreign Relations of the United States are published: volume and document follow."""
GENERAL = "editorial-director"
"""The CSL variable for the general editor of a series, who is not among a volume's editors."""
ROOTS = frozenset({"TEI", "teiCorpus", "div", "div1", "text", "body", "group"})

_BLOCKS = (
    "p ab l item label row div div1 div2 div3 lg list table quote q cit opener closer dateline salute signed byline "
    "trailer address addrLine argument epigraph postscript titlePage docTitle titlePart docImprint docAuthor docDate "
    "sp speaker stage front body back text attachment"
)
_DAY = re.compile(r"-?\d{4}(-\d\d){0,2}")


def read_tei(path: Path, *, given: str) -> Iterator[Source | Document | Skipped]:
    """Read a TEI P5 file, or one ``div`` of one: each ``<div type="document">`` becomes a document, else the whole.

    Notes stand after the body of a document and leave a mark (``[^1]``) where they were. A text without such divisions
    is cited by the pages that the edition marks (``<pb n="12"/>``), else by its sections. ``written`` comes from the
    dates of the dateline, ``sender`` and ``receiver`` from what is marked ``type="from"`` and ``type="to"``, else from
    the words of the heading; classification and provenance from the note that begins "Source:". The lists of names
    and terms in the front matter go with the source.

    Raises:
        InputError: XML that is malformed, no TEI, or that declares entities (they can blow up, or fetch other files).
    """
    data = read_bytes(path, given=given)
    root = parse_xml(data, given=given)
    sha256 = fingerprint(data)
    if _name(root) not in ROOTS:
        raise InputError(
            given, f"the root element is <{_name(root)}>", expected="TEI P5: <TEI>, or a fragment in <div>"
        )
    editions = [child for child in root if _name(child) == "TEI"] if _name(root) == "teiCorpus" else [root]
    for number, edition in enumerate(editions, start=1):
        prefix = f"{number}/" if len(editions) > 1 else ""
        yield from _read_edition(edition, sha256, prefix, path=path, given=given)


def _read_edition(
    edition: etree._Element, sha256: str, prefix: str, *, path: Path, given: str
) -> Iterator[Source | Document | Skipped]:
    divisions = [
        div
        for div in edition.iter("{*}div")
        if div.get("type") == "document" and not any(up.get("type") == "document" for up in div.iterancestors("{*}div"))
    ]
    header = next(edition.iter("{*}teiHeader"), None)
    csl: dict[str, Any] = _read_csl(header) if header is not None else {"type": "document"}
    volume = next((_words(idno) for idno in edition.iter("{*}idno") if idno.get("type") == "frus"), "")
    if volume:
        csl["URL"] = f"{FRUS_ADDRESS}/{volume}"
    source_id = content_id("src", sha256, prefix)
    heading = _first(edition, "head")
    csl.setdefault("title", _words(heading) if heading is not None else Path(given).stem)
    yield Source(
        id=source_id,
        csl={"id": source_id, **csl},
        standpoint="USA" if volume else None,
        genre="edition" if divisions else "",
        sha256=sha256,
        rights=_rights(header),
        listed=tuple(read_lists(edition, _words)),
    )
    lang = edition.get(f"{XML}lang") or next((t.get(f"{XML}lang", "") for t in edition.iter("{*}text")), "") or "en"
    issued = None if divisions else edtf_of_csl(csl.get("issued"))
    seen: set[str] = set()
    note = Note()
    for number, division in enumerate(divisions or [_text_of(edition)], start=1):
        whole = not divisions
        locator = "" if whole else division.get(f"{XML}id") or f"div {division.get('n') or number}"
        if locator in seen:
            locator = f"{locator} ({number})"
        seen.add(locator)
        blocks = read_blocks(division, _shape(division, paged=whole))
        text, locators = write_located(blocks) if whole else (write_blocks(blocks), ())
        if not text.strip():
            yield Skipped(path=given, why="a document without text", place=locator or "text")
            continue
        title = str(csl["title"]) if whole else _words(_first(division, "head"))
        sender, receiver = _parties(division, title if not whole else "")
        note = Note() if whole else read_source_note(_source_note(division), before=note.provenance)
        yield Document(
            id=content_id("doc", source_id, locator),
            source_id=source_id,
            path=given,
            text=text,
            locator=prefix + locator,
            title=title,
            written=_written(division) or issued,
            sender=sender,
            receiver=receiver,
            place=_place(division),
            lang=division.get(f"{XML}lang") or lang,
            number="" if whole else division.get("n") or read_number(title),
            kind="" if whole else read_kind(title),
            classification=note.classification,
            provenance=note.provenance,
            locators=locators,
        )


def _place(division: etree._Element) -> str:
    dateline = _first(division, "dateline")
    return "" if dateline is None else _words(_first(dateline, "placeName"))


def _written(division: etree._Element) -> str | None:
    """When a document was written: the bounds the edition gives, else the first dated date of dateline or heading.

    The heading of a text that is no document of an edition is left alone: its date is that of its subject.
    """
    low, high = (division.get(f"{FRUS}doc-dateTime-{end}", "")[:10] for end in ("min", "max"))
    if low and high:
        return low if low == high else f"{low}/{high}"
    head = _first(division, "head") if division.get("type") == "document" else None
    for where in (_first(division, "dateline"), head):
        for date in where.iter("{*}date") if where is not None else ():
            when = _day(date.get("when"))
            if when:
                return when
            start = _day(date.get("from") or date.get("notBefore"))
            end = _day(date.get("to") or date.get("notAfter"))
            if start and end:
                return start if start == end else f"{start}/{end}"
    return None


def _day(value: str | None) -> str:
    """An ISO date without its hour, "" for anything else."""
    found = _DAY.match(value or "")
    return found.group() if found else ""


def _read_csl(header: etree._Element) -> dict[str, Any]:
    """CSL variables from a TEI header."""
    csl: dict[str, Any] = {"type": "book"}
    titles = {title.get("type", title.get("level", "")): _words(title) for title in header.iter("{*}title")}
    main = titles.get("complete") or titles.get("main") or titles.get("") or next(iter(titles.values()), "")
    if main:
        csl["title"] = main
    if titles.get("series"):
        csl["collection-title"] = titles["series"]
    if titles.get("volumenumber"):
        csl["volume"] = titles["volumenumber"]
    parts = [titles.get(part, "") for part in ("series", "subseries", "volumenumber", "volume")]
    if all(parts):
        csl["title"] = ", ".join(parts)
    statement = next(header.iter("{*}titleStmt"), header)
    for key in ("author", "editor"):
        named = [name for name in statement.iter("{*}" + key) if _words(name)]
        general = [name for name in named if name.get("role") == "general"]
        for variable, group in ((key, [name for name in named if name not in general]), (GENERAL, general)):
            if group:
                csl[variable] = [{"literal": _words(name)} for name in group]
    publication = next(header.iter("{*}publicationStmt"), None)
    if publication is not None:
        for key, tag in (("publisher", "publisher"), ("publisher-place", "pubPlace")):
            words = _words(next(publication.iter("{*}" + tag), None))
            if words:
                csl[key] = words
        date = next(publication.iter("{*}date"), None)
        value = (date.get("when") or _words(date)) if date is not None else ""
        if value:
            csl["issued"] = csl_date(_day(value) or value)
        for idno in publication.iter("{*}idno"):
            if (idno.get("type") or "").lower().startswith("isbn") and _words(idno):
                csl["ISBN"] = _words(idno)
    return csl


def _rights(header: etree._Element | None) -> str:
    if header is None:
        return ""
    licence = next(header.iter("{*}licence", "{*}availability"), None)
    return _words(licence)


def _text_of(edition: etree._Element) -> etree._Element:
    if _name(edition) != "TEI":
        return edition
    return next(iter(edition.iterchildren("{*}text")), edition)


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iter("{*}" + name), None)


def _parties(division: etree._Element, title: str) -> tuple[str, str]:
    """Sender and receiver as marked, e.g. ``<gloss type="from">Embassy in ...``, else from the heading's words.

    Where only one of the two is marked and the words give both, the words are believed: the mark was put wrong.
    """
    sender, receiver = (_party(division, role) for role in ("from", "to"))
    if sender and receiver:
        return sender, receiver
    read = read_parties(title)
    return read if all(read) else (sender or ("" if receiver else read[0]), receiver)


def _party(division: etree._Element, role: str) -> str:
    head = _first(division, "head")
    if head is None:
        return ""
    marked = (part for part in head.iter("{*}gloss", "{*}persName", "{*}orgName") if part.get("type") == role)
    return _words(next(marked, None)).strip(" ,")


def _source_note(division: etree._Element) -> str:
    """The words of the note that says where a document comes from, "" without one.

    A document that is not printed, only its existence noted, says so in a paragraph of its own.
    """
    for tag in ("{*}note", "{*}p"):
        for element in division.iter(tag):
            words = " ".join("".join(map(str, element.itertext())).split())
            if is_source_note(words):
                return words
    return ""


def _words(element: etree._Element | None) -> str:
    """The words of an element on one line, notes left out."""
    if element is None:
        return ""
    return " ".join(block.text for block in read_blocks(element, _PLAIN) if block.kind != "note")


def _shape(division: etree._Element, *, paged: bool) -> Shape:
    """The shape of a document: notes without a number of their own are counted, pages told where they are asked for."""
    labels: dict[etree._Element, str] = {}
    for number, note in enumerate(division.iter("{*}note"), start=1):
        labels[note] = re.sub(r"[^\w.*†-]+", "-", note.get("n") or note.get(f"{XML}id") or str(number))
    shape = replace(_SHAPE, label=labels.get)
    return replace(shape, page=_page) if paged else shape


def _page(element: etree._Element) -> str | None:
    return element.get("n") if _name(element) == "pb" else None


def _stands_in_line(element: etree._Element) -> bool:
    """Whether a quotation is part of a sentence: it stands in a paragraph and holds no paragraph."""
    parent = element.getparent()
    if _name(element) not in _QUOTES or parent is None or _name(parent) not in _RUNNING:
        return False
    return not any(_name(child) in _SHAPE.blocks for child in element.iter(etree.Element) if child is not element)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


_QUOTES = frozenset({"q", "quote"})
_RUNNING = frozenset({"p", "ab", "item", "cell", "note", "hi", "seg", "q", "quote", "cit", "said"})
_SHAPE = Shape(
    blocks=frozenset(_BLOCKS.lower().split()),
    headings=frozenset({"head"}),
    dropped=frozenset(["teiheader", "fw", "figure", "graphic", "sic", "orig", "abbr", "del", "index", "notatedmusic"]),
    cells=frozenset({"cell"}),
    instead={"lb": " ", "gap": "[…]", "pb": "", "cb": "", "milestone": ""},
    label=lambda note: "" if _name(note) == "note" else None,
    is_inline=_stands_in_line,
    quoted=_QUOTES,
)
_PLAIN = replace(_SHAPE, blocks=frozenset(), headings=frozenset(), marks=False)
