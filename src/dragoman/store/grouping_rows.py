"""Matches, links and regroupings as rows of their tables, and back."""

from __future__ import annotations

import json
from typing import Any

from dragoman.model import EventLink, MatchScore, Regrouping
from dragoman.store.columns import Row, as_json


def match_row(match: MatchScore) -> dict[str, Any]:
    """The row of a match."""
    return {"one": match.one, "other": match.other, "parts": as_json(match.parts)}


def row_match(row: Row) -> MatchScore:
    """The match of a row."""
    parts = tuple((name, float(weight)) for name, weight in json.loads(row["parts"]))
    return MatchScore(one=row["one"], other=row["other"], parts=parts)


def link_row(link: EventLink) -> dict[str, Any]:
    """The row of a link between two events."""
    return {"earlier": link.earlier, "later": link.later, "kind": link.kind, **match_row(link.match)}


def row_link(row: Row) -> EventLink:
    """The link of a row."""
    return EventLink(earlier=row["earlier"], later=row["later"], kind=row["kind"], match=row_match(row))


def regrouping_row(regrouping: Regrouping, position: int) -> dict[str, Any]:
    """The row of a regrouping, the ``position``-th of its run."""
    return {
        "position": position,
        "kind": regrouping.kind,
        "before": as_json(regrouping.before),
        "after": as_json(regrouping.after),
    }


def row_regrouping(row: Row) -> Regrouping:
    """The regrouping of a row."""
    before, after = (tuple(tuple(group) for group in json.loads(row[side])) for side in ("before", "after"))
    return Regrouping(kind=row["kind"], before=before, after=after)
