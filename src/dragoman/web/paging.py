"""Lists shown a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.web.page import missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which part of a list is shown: rows ``first`` to ``last`` (from 1 on) of ``total``, page ``page`` of ``pages``.

    ``more`` says that there are more than ``total``, which were not counted.
    """

    page: int
    pages: int
    first: int
    last: int
    total: int
    more: bool = False


def span_of(page: int, per_page: int, total: int, *, more: bool = False) -> Span:
    """The part of a list that a page shows.

    Raises:
        HTTPException: the list has no such page (404).
    """
    pages = max(1, -(-total // per_page))
    if page > pages:
        raise missing(f"the list has {pages} pages, there is no page {page}")
    first = (page - 1) * per_page + 1 if total else 0
    return Span(page=page, pages=pages, first=first, last=min(page * per_page, total), total=total, more=more)
