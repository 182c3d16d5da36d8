"""The main part of a saved web page, and what the page says of its author and date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from lxml import html

TRUSTED = 0.4
"""Share of a page's prose that must be in what is taken for its main part; below it the whole page is read."""
PROSE = 80
"""Characters from which a block with few links counts as prose."""

_BLOCKS = frozenset(
    ["p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "pre", "dd", "dt", "figcaption"]
)
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_SIDE_TAGS = frozenset({"aside", "footer", "header"})
_SIDE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|newsletter|cookies?|breadcrumbs?|comments?|sidebar|promo|adverts?|ads|"
    r"menu|subscribe|foot|footer|legal|copyright|subscription|tags|masthead|navigation|navbar|pagination|banner|popup|teaser)(?:$|[\s_-])",
    re.IGNORECASE,
)


def main_part(root: html.HtmlElement, notes: Iterable[html.HtmlElement] = ()) -> html.HtmlElement | None:
    """The element that holds the page's main text and its ``notes``, freed of menus; None when it cannot be told.

    Trafilatura says which paragraphs are the page's own; the text itself is read from the smallest element that holds
    them all and all other prose, so that nothing is lost to rules for single paragraphs. Out go only parts whose name
    says that they are none of the text (share, related, sidebar...), unless one of those paragraphs is in them.
    """
    body = root.find("body")
    if body is None:
        return None
    kept = set(_kept(root))
    if not kept:
        return None
    blocks = [(element, _words(element)) for element in body.iter(*sorted(_BLOCKS))]
    own = [element for element, words in blocks if words in kept]
    prose = [(element, words) for element, words in blocks if len(words) >= PROSE and not _is_linked(element, words)]
    found = sum(len(words) for _, words in prose if words in kept)
    if not own or not found or found < TRUSTED * sum(len(words) for _, words in prose):
        return None
    needed = {up for element in (*own, *notes) for up in (element, *element.iterancestors())}
    sides = {element for element in body.iter("*") if _is_side(element) and element not in needed}
    other = [element for element, _ in prose if not any(up in sides for up in (element, *element.iterancestors()))]
    part = _common([*own, *notes, *other])
    for element in list(part.iter("*")):
        if element in sides:
            element.drop_tree()
    return part


def read_metadata(root: html.HtmlElement) -> dict[str, str]:
    """Author and date of publication (ISO) that the page marks as such: a byline, JSON-LD, ``itemprop``.

    Dates that merely stand somewhere on the page are not taken, for they may be anything's.
    """
    from trafilatura.metadata import extract_metadata

    dates = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01", "min_date": "1990-01-01"}
    found = extract_metadata(deepcopy(root), date_config=dates, extensive=False)
    author = " ".join(str(found.author or "").split()) if found is not None else ""
    issued = next(_published(root), "")
    return {key: value for key, value in (("author", author), ("issued", issued)) if value}


def _published(root: html.HtmlElement) -> Iterator[str]:
    """The dates of publication that a page marks, the surest first."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            try:
                values = json.loads(script.text_content())
            except ValueError:
                continue
            yield from _dates_in(values if isinstance(values, list) else [values])
    for element in root.iter("meta", "time"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            day = _DAY.match(element.get("content") or element.get("datetime") or "")
            if day:
                yield day.group()


def _dates_in(items: list[Any]) -> Iterator[str]:
    for item in items:
        if not isinstance(item, dict):
            continue
        day = _DAY.match(str(item.get("datePublished", "")))
        if day:
            yield day.group()
        graph = item.get("@graph")
        if isinstance(graph, list):
            yield from _dates_in(graph)


def _kept(root: html.HtmlElement) -> Iterator[str]:
    """The words of each block that Trafilatura takes for the page's own."""
    from trafilatura import bare_extraction

    found = bare_extraction(deepcopy(root), include_comments=False, include_tables=True, with_metadata=False)
    tree = getattr(found, "body", None)
    if tree is None:
        return
    for element in tree.iter("p", "head", "item", "quote", "cell", "code"):
        words = _words(element)
        if words:
            yield words


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_side(element: html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _SIDE_TAGS or _SIDE_WORDS.search(names) is not None


def _is_linked(element: html.HtmlElement, words: str) -> bool:
    return 2 * sum(len(_words(link)) for link in element.iter("a")) > len(words)


def _common(elements: list[html.HtmlElement]) -> html.HtmlElement:
    """The smallest element that holds all of them and is more than one of them."""
    shared = [elements[0], *elements[0].iterancestors()]
    for element in elements[1:]:
        line = {element, *element.iterancestors()}
        shared = [up for up in shared if up in line]
    part = shared[0]
    parent = part.getparent()
    return parent if part.tag in _BLOCKS and parent is not None else part
