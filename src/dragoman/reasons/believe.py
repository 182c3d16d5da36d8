"""The causal claims of a sentence that the trained weights bear out, with how likely each is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dragoman.reasons.attribute import Claim
from dragoman.reasons.cues import Cue, Hit
from dragoman.reasons.pairs import Pair, find_pairs
from dragoman.reasons.traits import NEAR, pair_traits, sentence_traits
from dragoman.reasons.vectors import Array, Vectors
from dragoman.reasons.weights import NOTHING, Weights

FLOOR = 0.05
"""Chance under which no pair is looked at."""

Choice = tuple[Pair, bool, float]
"""A pair, whether its part is the cause (else the effect), and how likely that is."""


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of a sentence: whether it holds a claim, how likely, and its claims, the likeliest first."""

    holds: bool
    chance: float
    claims: tuple[tuple[Claim, float], ...]


def believe(
    doc: Any,
    hits: Sequence[Hit],
    claims: Sequence[Claim],
    weights: Weights,
    *,
    vectors: Vectors | None,
    chosen: int = -1,
) -> Belief:
    """What the weights make of a parsed sentence; ``chosen`` is the set of weights.

    ``hits`` are its cues and ``claims`` what the rules make of them.
    """
    if not len(doc):
        return Belief(False, 0.0, ())
    seen = vectors([token.text for token in doc]) if vectors is not None and weights.width else None
    pairs = list(find_pairs(doc, claims))
    traits = [pair_traits(doc, pair, hits, claims) for pair in pairs]
    odds = weights.pairs(pairs, traits, seen, chosen=chosen)
    best = float(odds.max()) if len(odds) else NOTHING
    whole = weights.sentence(sentence_traits(doc, hits, claims), seen, best, chosen=chosen)
    found = []
    for pair, is_cause, chance in choose(pairs, odds):
        cause, effect = (_span(doc, one) for one in ((pair.part, pair.rest) if is_cause else (pair.rest, pair.part)))
        cue, signal = _cue(doc, pair, hits)
        if cue.form in ("phrase", "clause") and cause[0] == signal[0] and cause[1] > signal[1] + 1:
            cause = (next(token.idx for token in doc if token.idx >= signal[1] and not token.is_space), cause[1])
        found.append((Claim(cause, effect, signal, cue), chance))
    return Belief(whole > weights.cut, _chance(whole), tuple(found))


def settle(claims: Sequence[Claim], belief: Belief | None) -> list[tuple[Claim, float]]:
    """The claims of the rules and those believed besides, each with how sure it is, in the order of the text.

    A plain cue ("because of") says itself how sure a claim is, the more where the weights are surer; one that often
    means something else ("to", "since") is as sure as it and the weights together (their mean). A concession is as sure
    as its cue, since the sentences of training do not count it as a cause. A claim that only the weights find must be
    likely, and told by a causal expression: a reader has to see what makes it one.
    """
    if belief is None:
        return [(claim, claim.cue.confidence) for claim in claims]
    found = []
    left = list(belief.claims)
    for claim in claims:
        alike = [one for one in left if is_alike(one[0], claim)]
        left = [one for one in left if one not in alike]
        chance = max((one[1] for one in alike), default=0.0)
        sure = claim.cue.confidence
        if claim.cause is not None and claim.cue.polarity == "promotes":
            sure = max(sure, chance) if sure >= PLAIN else (sure + chance) / 2
        found.append((claim, round(sure, 2)))
    taken = {claim.signal for claim in claims}
    found += [
        (claim, round(chance, 2))
        for claim, chance in left
        if chance >= LIKELY and claim.cue is not NO_CUE and claim.signal not in taken
    ]
    return sorted(found, key=lambda one: (one[0].signal, one[0].effect, one[0].cause or (0, 0)))


PLAIN = 0.7
"""How sure a cue must be to speak for itself: the weights know news better than history."""

LIKELY = 0.6
"""Chance from which a claim counts that no rule makes."""


def is_alike(one: Claim, other: Claim) -> bool:
    """Do two claims mean the same cause and effect, by half of their characters or more (Dice)?"""
    if one.cause is None or other.cause is None:
        return False
    return _shared(one.cause, other.cause) >= 0.5 and _shared(one.effect, other.effect) >= 0.5


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    return 2 * (min(one[1], other[1]) - max(one[0], other[0])) / (one[1] - one[0] + other[1] - other[0])


def choose(pairs: Sequence[Pair], odds: Array, floor: float = FLOOR) -> Iterator[Choice]:
    """The likeliest pairs of a sentence, falling; of those that mean the same two stretches the likeliest alone."""
    powers = np.exp(np.minimum(odds, 30.0))
    chances = powers / (1 + powers.sum(1, keepdims=True))
    order = sorted(
        (-float(chances[n, role]), n, role) for n in range(len(pairs)) for role in (0, 1) if chances[n, role] > floor
    )
    taken: list[tuple[frozenset[int], frozenset[int]]] = []
    for chance, n, role in order:
        pair = pairs[n]
        part, rest = frozenset(pair.part), frozenset(pair.rest)
        cause, effect = (part, rest) if role == 0 else (rest, part)
        if any(_same(cause, one) and _same(effect, other) for one, other in taken):
            continue
        if any(_same(cause, other) and _same(effect, one) for one, other in taken):
            continue
        taken.append((cause, effect))
        yield pair, role == 0, -chance


def _same(one: frozenset[int], other: frozenset[int]) -> bool:
    return 2 * len(one & other) >= 0.5 * (len(one) + len(other))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _span(doc: Any, places: Sequence[int]) -> tuple[int, int]:
    last = doc[places[-1]]
    return doc[places[0]].idx, last.idx + len(last.text)


def _cue(doc: Any, pair: Pair, hits: Sequence[Hit]) -> tuple[Cue, tuple[int, int]]:
    """The cue that opens the part or is one of the two words; where there is none, the word that opens the part."""
    start, opening = doc[max(0, pair.part[0] - 3)].idx, doc[min(pair.part[0] + NEAR, pair.part[-1])].idx
    own = (doc[pair.child].idx, doc[pair.head].idx)
    near = [hit for hit in hits if start <= hit.start <= opening or hit.start in own]
    if near:
        hit = max(near, key=lambda one: (one.cue.confidence, -one.start))
        return hit.cue, (hit.start, hit.end)
    first = doc[pair.part[0]]
    return NO_CUE, (first.idx, first.idx + len(first.text))


NO_CUE = Cue(words="", form="result", polarity="promotes", confidence=0.0)
"""Stands for a claim that no causal expression tells."""
