"""Causal claims in single sentences, in the row format of CNC and BECAUSE."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import tee
from typing import Any

from dragoman.coding.parse import load_parser
from dragoman.evaluate.reasons_score import score_claims
from dragoman.reasons.attribute import Claim, find_claims
from dragoman.reasons.believe import Belief, believe, is_alike
from dragoman.reasons.cues import load_cues
from dragoman.reasons.weights import load_weights
from dragoman.worker import find_vectors

INPUT_FIELDS = ("id", "corpus", "doc", "text")
"""What a row must hold; anything else in it is not looked at."""

ANSWER_FIELDS = ("label", "relations")
"""What it holds besides where it can be scored."""

LIKELY = 0.5
"""Chance from which a claim is told."""

PLAIN, HELP = 0.8, 0.1
"""How sure a cue must be to help a claim, and by how much it then makes it likelier."""


def predict(
    rows: Iterable[Mapping[str, Any]], parse: Callable[[Iterable[str]], Iterable[Any]] | None = None
) -> Iterator[dict[str, Any]]:
    """For each row its causal claims: ``{"id", "label", "relations"}``, surest first, offsets into the row's text.

    ``parse`` turns texts into their parses, in order (the installed parser by default). The weights were trained on
    sentences of CNC and BECAUSE: a sentence of a document of theirs is judged by a set that was fitted without that
    document, any other by the one that ships. Without weights, or without the language model that they want, the rules
    of the cues answer alone; concessions ("despite") are left out then, since neither corpus marks them as causal.
    """
    for_text, kept = tee(rows)
    finder = load_cues()
    weights, vectors = load_weights(), find_vectors()
    docs = (parse or load_parser().parse)(row["text"] for row in for_text)
    for row, doc in zip(kept, docs, strict=True):
        hits = list(finder.find(row["text"]))
        claims = list(find_claims(doc, hits))
        if weights is None or (weights.width and vectors is None):
            claims = sorted((one for one in claims if _counts(one)), key=lambda one: (-one.cue.confidence, one.signal))
            yield {"id": row["id"], "label": int(bool(claims)), "relations": [_row(claim) for claim in claims]}
            continue
        belief = believe(doc, hits, claims, weights, vectors=vectors, chosen=weights.set_for(str(row.get("doc", ""))))
        told = _told(claims, belief) if belief.holds else []
        yield {"id": row["id"], "label": int(belief.holds), "relations": [_row(claim) for claim in told]}


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Sentences with a claim, causes, effects and whole relations: :func:`.reasons_score.score_claims`."""
    rows = list(gold)
    figures: dict[str, Any] = score_claims(rows, predictions)
    weights = load_weights()
    seen = sum(weights.set_for(str(row.get("doc", ""))) < weights.folds for row in rows) if weights is not None else 0
    if seen:
        figures["weights"] = f"{seen} of {len(rows)} rows are of training: cross-validated, by document"
    return figures


def _told(claims: Sequence[Claim], belief: Belief) -> list[Claim]:
    """The likely claims, the likeliest first; what the rules find with a plain cue is likelier for it."""
    found: list[tuple[float, Claim]] = []
    left = list(belief.claims)
    for claim in claims:
        if not _counts(claim):
            continue
        alike = [one for one in left if is_alike(one[0], claim)]
        left = [one for one in left if one not in alike]
        best, chance = alike[0] if alike else (claim, 0.0)
        found.append((chance + (HELP if claim.cue.confidence >= PLAIN else 0.0), best))
    found += [(chance, claim) for claim, chance in left]
    found.sort(key=lambda one: (-one[0], one[1].signal, one[1].effect))
    return [claim for chance, claim in found if chance >= LIKELY]


def _counts(claim: Claim) -> bool:
    return claim.cause is not None and claim.cue.polarity != "despite"


def _row(claim: Claim) -> dict[str, Any]:
    cause = [list(claim.cause)] if claim.cause else []
    return {"cause": cause, "effect": [list(claim.effect)], "signal": [list(claim.signal)]}
