"""How well causal claims were found: sentences that hold one, and claims with their cause and effect."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from dragoman.evaluate.figures import by_corpus, dice, figures, pair_best

_TOKEN = re.compile(r"\w+|[^\w\s]")
_PARTS = ("cause", "effect", "signal")
HALF = 0.5
"""How alike (Dice) the words of a part must be to those marked."""

Words = Mapping[str, Set[int]]


def score_claims(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """For each corpus precision, recall and F1 of sentences, of causes and effects, and of whole relations.

    A sentence is right that holds a claim where one is marked. Relations are paired one to one by the words that they
    share; a cause or an effect is right whose words are half the marked ones or more (Dice), a relation with both.
    """
    said = {one["id"]: one for one in predictions}
    found = {}
    for corpus, sentences in by_corpus(gold):
        counts: Counter[tuple[str, str]] = Counter()
        for row in sentences:
            counts.update(_count(row, said.get(row["id"], {"label": 0, "relations": []})))
        for what in ("sentence", "cause", "effect", "relation"):
            right, told, true = (counts[what, which] for which in ("right", "found", "true"))
            found[f"{corpus}, {what}"] = {"marked": true, **figures(right, told, true)}
    return found


def _count(row: Mapping[str, Any], said: Mapping[str, Any]) -> Counter[tuple[str, str]]:
    places = [match.span() for match in _TOKEN.finditer(row["text"])]
    true = [_words(places, one) for one in row["relations"]]
    found = [_words(places, one) for one in said["relations"]]
    counts = Counter(
        {
            ("sentence", "true"): int(row["label"]),
            ("sentence", "found"): int(said["label"]),
            ("sentence", "right"): int(row["label"] and said["label"]),
            ("relation", "true"): len(true),
            ("relation", "found"): len(found),
        }
    )
    for part in ("cause", "effect"):
        counts[part, "true"] = sum(bool(one[part]) for one in true)
        counts[part, "found"] = sum(bool(one[part]) for one in found)
    pairs = ((-_alike(one, other), i, j) for i, one in enumerate(true) for j, other in enumerate(found))
    for i, j in pair_best(((cost,), i, j) for cost, i, j in pairs if cost < 0):
        hit = {part: dice(true[i][part], found[j][part]) >= HALF for part in ("cause", "effect")}
        counts.update((part, "right") for part in hit if hit[part])
        empty = {part for part in hit if not true[i][part] and not found[j][part]}
        counts["relation", "right"] += all(hit[part] or part in empty for part in hit)
    return counts


def _words(places: Sequence[tuple[int, int]], relation: Mapping[str, Any]) -> Words:
    """For each part the numbers of the words that it covers."""
    return {
        part: frozenset(
            number
            for number, (start, end) in enumerate(places)
            if any(first < end and last > start for first, last in relation.get(part) or ())
        )
        for part in _PARTS
    }


def _alike(one: Words, other: Words) -> float:
    shared = {part: dice(one[part], other[part]) for part in _PARTS}
    return shared["cause"] + shared["effect"] + 0.01 * shared["signal"]
