"""Words that captions share."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.wording import close_up, count

MOST = 4
"""How many sources a caption names; of the others it gives the number."""

LONGEST = 90
"""Letters of a source's title that a caption has room for."""


def tell_sources(titles: Sequence[str]) -> str:
    """The sources that a chart rests on: "2 sources: A; B"."""
    names = [_short(close_up(title)) for title in titles if title.strip()]
    if not names:
        return "sources: not named"
    shown = names[:MOST] if len(names) > MOST + 1 else names
    rest = f"; and {count(len(names) - len(shown), 'other')}" if len(shown) < len(names) else ""
    return f"{count(len(names), 'source')}: {'; '.join(shown)}{rest}"


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
