"""Causal claims in single sentences, in the row format of CNC and BECAUSE."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import tee
from typing import Any

from dragoman.coding.parse import load_parser
from dragoman.evaluate.reasons_score import score_claims
from dragoman.reasons.attribute import Claim, find_claims
from dragoman.reasons.cues import load_cues

INPUT_FIELDS = ("id", "corpus", "doc", "text")
"""What a row must hold; anything else in it is not looked at."""

ANSWER_FIELDS = ("label", "relations")
"""What it holds besides where it can be scored."""


def predict(
    rows: Iterable[Mapping[str, Any]], parse: Callable[[Iterable[str]], Iterable[Any]] | None = None
) -> Iterator[dict[str, Any]]:
    """For each row its causal claims: ``{"id", "label", "relations"}``, surest first, offsets into the row's text.

    ``parse`` turns texts into their parses, in order (the installed parser by default). Cues of any confidence count:
    a row is one sentence without accounts, so nothing else could open it. Concessions ("despite") are left out, since
    neither corpus marks them as causal.
    """
    for_text, kept = tee(rows)
    finder = load_cues()
    docs = (parse or load_parser().parse)(row["text"] for row in for_text)
    for row, doc in zip(kept, docs, strict=True):
        claims = [claim for claim in find_claims(doc, list(finder.find(row["text"]))) if _counts(claim)]
        claims.sort(key=lambda claim: (-claim.cue.confidence, claim.signal))
        yield {"id": row["id"], "label": int(bool(claims)), "relations": [_row(claim) for claim in claims]}


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Sentences with a claim, causes, effects and whole relations: :func:`.reasons_score.score_claims`."""
    return score_claims(gold, predictions)


def _counts(claim: Claim) -> bool:
    return claim.cause is not None and claim.cue.polarity != "despite"


def _row(claim: Claim) -> dict[str, Any]:
    cause = [list(claim.cause)] if claim.cause else []
    return {"cause": cause, "effect": [list(claim.effect)], "signal": [list(claim.signal)]}
