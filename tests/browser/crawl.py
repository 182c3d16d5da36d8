"""Every kind of page of the workbench: those with a fixed address, and by following links those of a record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

import httpx

from dragoman.web.pages.places import PLACES
from dragoman.web.settings import Settings

MOST = 80
"""How many pages are asked for."""

PARAMETER = re.compile(r"{(\w+)}")
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """``pages`` are addresses by the kind of page (its path with parameters); ``missed`` are kinds never reached."""

    pages: Mapping[str, str]
    missed: tuple[str, ...]


def crawl(settings: Settings) -> Crawled:
    """Follows links until every kind of page has been seen."""
    with httpx.Client(base_url=settings.address.partition("/?")[0], follow_redirects=True, timeout=60) as client:
        client.get(settings.address)
        kinds = sorted(
            {
                _kind(path)
                for path, what in client.get("/openapi.json").json()["paths"].items()
                if "get" in what and path.endswith(".json")
            },
            # A path without parameters is meant before one with them.
            key=lambda kind: (kind.count("{"), kind),
        )
        pages: dict[str, str] = {}
        fixed = [kind.format(a="ALB", b="SUN") for kind in kinds if not set(PARAMETER.findall(kind)) - {"a", "b"}]
        waiting = list(dict.fromkeys((*(place.path for place in PLACES), *fixed)))
        seen: set[str] = set(waiting)
        asked: Counter[str | None] = Counter()
        while waiting and asked.total() < MOST and len(pages) < len(kinds):
            # Kinds not seen yet go first, then those seldom seen: not every document has the same links.
            waiting.sort(key=lambda path: asked[_match(path, kinds)])
            path = waiting.pop(0)
            kind = _match(path, kinds)
            if kind is None:
                continue
            answer = client.get(path)
            asked[kind] += 1
            assert answer.status_code == 200, (path, answer.status_code)
            pages.setdefault(kind, path)
            for href in LINK.findall(answer.text):
                link = unescape(href)
                if link not in seen and not link.endswith(".json"):
                    seen.add(link)
                    waiting.append(link)
    return Crawled(pages=pages, missed=tuple(kind for kind in kinds if kind not in pages))


def _kind(path: str) -> str:
    return "/" if path == "/index.json" else path.removesuffix(".json")


def _match(address: str, kinds: list[str]) -> str | None:
    path = address.partition("?")[0]
    for kind in kinds:
        if re.fullmatch(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(kind)), path):
            return kind
    return None
