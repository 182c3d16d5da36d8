"""Reader of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree, html

from dragoman.errors import InputError
from dragoman.ids import content_id
from dragoman.model.record import Document, Skipped, Source
from dragoman.sources.blocks import Shape, read_blocks, write_located
from dragoman.sources.decode import decode, read_bytes
from dragoman.sources.frontmatter import OWN, Header, csl_date, edtf_of_csl
from dragoman.sources.text import make_source, remarks
from dragoman.sources.web import main_part, read_metadata

SUFFIXES = (".html", ".htm", ".xhtml")

_BLOCKS = (
    "p li dt dd blockquote div section article main aside header footer tr table ul ol dl pre figcaption caption "
    "address center hr body fieldset details summary"
)
_DROPPED = "script style noscript template nav svg iframe form button select head textarea object video audio canvas"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_META: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("title", ("citation_title", "dc.title", "dcterms.title", "og:title")),
    ("author", ("citation_author", "dc.creator", "dcterms.creator", "author", "article:author")),
    (
        "issued",
        (
            "citation_publication_date",
            "citation_date",
            "dc.date",
            "dcterms.issued",
            "dcterms.date",
            "article:published_time",
            "date",
        ),
    ),
    ("publisher", ("citation_publisher", "dc.publisher", "dcterms.publisher")),
    ("container-title", ("citation_journal_title", "og:site_name")),
    ("volume", ("citation_volume",)),
    ("issue", ("citation_issue",)),
    ("DOI", ("citation_doi",)),
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}([-/]\d{1,2}){0,2}")
_MAX_DEPTH = 1000


def read_html(path: Path, *, given: str) -> Iterator[Source | Document | Skipped]:
    """Read a web page: its text block by block, without scripts, styles and navigation.

    Where the page has one ``main`` or ``article``, that is read; else what ``web.main_part`` finds, else all of it.
    Title, author and date come from the page's ``meta`` elements (Highwire, Dublin Core, Open Graph), else from what
    ``web.read_metadata`` finds; Dragoman's own variables from ``<meta name="dragoman.standpoint" content="...">`` and
    its like. Footnotes that are linked go after the body.

    Raises:
        InputError: the file is empty, binary, in an encoding that cannot be told, or holds no text.
    """
    data = read_bytes(path, given=given)
    declared = _CHARSET.search(data, 0, 4096)
    decoded = decode(data, given=given, declared=declared.group(1).decode("ascii") if declared else "")
    root = parse_html(decoded.text, given)
    meta = _read_meta(root)
    header = _read_header(root, meta)
    yield from remarks(decoded, header, given=given)
    title = _line(root.findtext(".//title")) or _line(root.findtext(".//h1")) or Path(given).stem
    source = make_source(decoded, header, title=title)
    shape = shape_of(root)
    text, locators = write_located(read_blocks(_content(root, shape), shape))
    if not text.strip():
        raise InputError(given, "the page holds no text", expected="HTML with text in it")
    yield source
    yield Document(
        id=content_id("doc", decoded.sha256, ""),
        source_id=source.id,
        path=given,
        text=text,
        title=str(source.csl["title"]),
        written=header.written,
        lang=header.own.get("lang", "") or (root.get("lang") or "en").split("-")[0],
        locators=locators,
    )


def parse_html(text: str, given: str) -> html.HtmlElement:
    """The root of a page, whatever its faults.

    Raises:
        InputError: there is no element in it.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(given, f"this is no HTML: {error}", expected="HTML") from error


def _read_meta(root: html.HtmlElement) -> dict[str, list[str]]:
    meta: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").lower()
        content = _line(element.get("content"))
        if name and content:
            meta.setdefault(name, []).append(content)
    return meta


def _read_header(root: html.HtmlElement, meta: Mapping[str, list[str]]) -> Header:
    csl: dict[str, Any] = {"type": "webpage"}
    for variable, names in _META:
        values = next((meta[name] for name in names if name in meta), None)
        if not values:
            continue
        if variable == "author":
            csl["author"] = [{"literal": value} for value in values]
        elif variable == "issued":
            found = _DATE.match(values[0])
            csl["issued"] = csl_date(found.group().replace("/", "-") if found else values[0])
        else:
            csl[variable] = values[0]
    if "author" not in csl or "issued" not in csl:
        marked = read_metadata(root)
        if "author" not in csl and "author" in marked:
            csl["author"] = [{"literal": name.strip()} for name in marked["author"].split(";")]
        if "issued" not in csl and "issued" in marked:
            csl["issued"] = csl_date(marked["issued"])
    link = next((e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    if link:
        csl["URL"] = link
    own = {key: meta[f"dragoman.{key}"][0] for key in OWN if f"dragoman.{key}" in meta}
    written = own.pop("written", None) or edtf_of_csl(csl.get("issued"))
    return Header(csl=csl, own=own, written=written, genre=own.get("genre", ""))


def _content(root: html.HtmlElement, shape: Shape) -> html.HtmlElement:
    """The page's one ``main`` or ``article``, else its main part, else its body."""
    for name in ("main", "article"):
        found = list(root.iter(name))
        if len(found) == 1 and (found[0].text_content() or "").strip():
            return found[0]
    part = main_part(root, [element for element in root.iter() if shape.label(element) is not None])
    if part is not None:
        return part
    body = root.find("body")
    return root if body is None else body


def shape_of(root: html.HtmlElement) -> Shape:
    """The shape of HTML, with the notes and note references of this page."""
    labels: dict[str, str] = {}
    references: dict[etree._Element, str] = {}
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    for anchor in root.iter("a"):
        href = anchor.get("href") or ""
        target = href[1:]
        if href.startswith("#") and target in by_id and _is_note_reference(anchor):
            label = labels.setdefault(target, re.sub(r"\W+", "", anchor.text_content()) or str(len(labels) + 1))
            references[anchor] = f"[^{label}]"
    notes = {by_id[target]: label for target, label in labels.items() if by_id[target].tag != "a"}
    backlinks = {
        a for note in notes for a in note.iter("a") if (a.text_content() or "").strip() in ("↩", "↩︎", "^", "↑")
    }
    return Shape(
        blocks=frozenset(_BLOCKS.split()),
        headings=_HEADINGS,
        dropped=frozenset(_DROPPED.split()),
        cells=frozenset({"td", "th"}),
        instead={"br": " ", "wbr": "", "img": ""},
        label=notes.get,
        marks=False,
        marker=lambda element: "" if element in backlinks else references.get(element),
    )


def _is_note_reference(anchor: html.HtmlElement) -> bool:
    parent = anchor.getparent()
    if parent is not None and parent.tag == "sup":
        return True
    kind = " ".join(anchor.get(key) or "" for key in ("class", "role", "rel", "epub:type")).lower()
    return anchor.find("sup") is not None or any(word in kind for word in ("noteref", "footnote-ref"))


def _line(value: str | None) -> str:
    return " ".join((value or "").split())
