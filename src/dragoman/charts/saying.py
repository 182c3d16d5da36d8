"""Words that captions share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.wording import close_up, count

if TYPE_CHECKING:
    from dragoman.model.system import Tie

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


def tell_evidence(ties: Sequence[Tie]) -> str:
    """What ties rest on: "twelve acts in four ties"; of a table of events "300 rows in four ties"."""
    ids = {one for tie in ties for one in tie.event_ids}
    rows = sum(tie.rows for tie in ties)
    told = count(rows, "row") if rows else count(len(ids), "act")
    return f"{told} in {count(len(ties), 'tie')}"


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
