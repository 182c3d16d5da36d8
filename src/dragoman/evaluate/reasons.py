"""Causal claims in single sentences, in the row format of CNC and BECAUSE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.reasons.attribute import Claim, find_claims
from dragoman.reasons.cues import load_cues

INPUT_FIELDS = ("id", "corpus", "doc", "text")
"""What a row must hold; anything else in it is not looked at."""


def predict(rows: Iterable[Mapping[str, Any]], parse: Any) -> Iterator[dict[str, Any]]:
    """For each row its causal claims: ``{"id", "label", "relations"}``, best first, offsets into the row's text.

    ``parse`` turns an iterable of texts into their parses, in order.
    """
    rows = list(rows)
    finder = load_cues()
    for row, doc in zip(rows, parse(row["text"] for row in rows), strict=True):
        claims = [claim for claim in find_claims(doc, list(finder.find(row["text"]))) if claim.cause]
        claims.sort(key=lambda claim: (-claim.cue.confidence, claim.signal))
        yield {"id": row["id"], "label": int(bool(claims)), "relations": [_row(claim) for claim in claims]}


def _row(claim: Claim) -> dict[str, Any]:
    cause = [list(claim.cause)] if claim.cause else []
    return {"cause": cause, "effect": [list(claim.effect)], "signal": [list(claim.signal)]}
