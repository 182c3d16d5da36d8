"""Which words of a parsed sentence are the cause and which the effect, by the form of its causal cue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.reasons.connectives import by_clause, by_phrase, by_purpose, by_result
from dragoman.reasons.cues import Cue, Hit
from dragoman.reasons.predicates import by_noun, by_verb
from dragoman.reasons.tree import Runs
from dragoman.reasons.verdicts import by_aim, by_blame, by_outcome

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """A causal claim within one sentence: character offsets into it.

    ``cause`` is None when the cue points back to the sentence before ("Therefore ...").
    """

    cause: Span | None
    effect: Span
    signal: Span
    cue: Cue


def find_claims(doc: Any, hits: Sequence[Hit]) -> Iterator[Claim]:
    """The causal claims that the cues ``hits`` make in the parsed sentence ``doc``, in text order.

    One claim a cue at most. A cue whose parse does not bear it out ("since" of time, "so" of degree) makes none.
    """
    seen: set[tuple[Span | None, Span]] = set()
    for hit in hits:
        words = doc.char_span(hit.start, hit.end)
        if words is None or len(words) == 0:
            continue
        runs = RULES[hit.cue.form](doc, words, hit.cue)
        if runs is None:
            continue
        cause, effect = runs
        if not effect or cause == [] or (cause is not None and set(cause) & set(effect)):
            continue
        if cause is not None and _says_nothing(doc, cause):
            continue
        signal = next(token.idx for token in words if token.is_alpha), hit.end
        claim = Claim(_span(doc, cause) if cause is not None else None, _span(doc, effect), signal, hit.cue)
        if (claim.cause, claim.effect) not in seen:
            seen.add((claim.cause, claim.effect))
            yield claim


EMPTY = frozenset({"reason", "cause", "factor", "process", "thing", "way", "matter", "step", "alternative", "problem"})
"""Nouns that alone name no cause ("the reasons that pushed him")."""


def _says_nothing(doc: Any, cause: list[int]) -> bool:
    nouns = [doc[place] for place in cause if doc[place].pos_ not in ("DET", "ADJ", "PUNCT")]
    return bool(nouns) and all(noun.pos_ == "NOUN" and noun.lemma_.lower() in EMPTY for noun in nouns)


def _span(doc: Any, places: list[int]) -> Span:
    last = doc[places[-1]]
    return doc[places[0]].idx, last.idx + len(last.text)


RULES: dict[str, Callable[[Any, Any, Cue], Runs | None]] = {
    "phrase": by_phrase,
    "clause": by_clause,
    "result": by_result,
    "purpose": by_purpose,
    "verb": by_verb,
    "verb-back": by_verb,
    "noun": by_noun,
    "aim": by_aim,
    "outcome": by_outcome,
    "blame": by_blame,
}
