"""Every two stretches of a parsed sentence that could be cause and effect of one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.reasons.attribute import Claim
from dragoman.reasons.tree import (
    SUBJECTS,
    Token,
    clause_head,
    clause_words,
    first_with_subject,
    inside,
    is_verbal,
    run_around,
    trim,
)

LINKS = frozenset(
    {"advcl", "acl", "relcl", "xcomp", "ccomp", "pcomp", "prep", "conj", "agent", "parataxis", "dep", "csubj", "dobj"}
) | set(SUBJECTS)
"""The ties of grammar that can be a tie of cause and effect: any other child of a word is part of it."""

LEAST = 1
"""Words that a part must have."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What hangs on a word (``part``) and what it hangs on (``rest``): places of tokens, rising.

    ``child`` and ``head`` are the two words that the tie joins; ``way`` says how much of the sentence ``rest`` takes
    in: the clause, the noun alone, the clause up to the part, or "rule" where a rule of the cues found the two.
    """

    child: int
    head: int
    way: str
    part: tuple[int, ...]
    rest: tuple[int, ...]


def find_pairs(doc: Any, claims: Sequence[Claim] = ()) -> Iterator[Pair]:
    """The pairs of a sentence, in the order of its words, then those of ``claims``; each pair of stretches once."""
    seen: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    for token in doc:
        if token.dep_ not in LINKS or token.head.i == token.i or (token.dep_ == "conj" and not is_verbal(token)):
            continue
        part = _part(doc, token)
        if len(part) < LEAST:
            continue
        for way, places in _rests(doc, token):
            rest = [place for place in places if place not in set(part)]
            if len(rest) < LEAST:
                continue
            pair = Pair(token.i, token.head.i, way, tuple(part), tuple(rest))
            if (pair.part, pair.rest) not in seen:
                seen.add((pair.part, pair.rest))
                yield pair
    for claim in claims:
        cause, effect = (_places(doc, span) for span in (claim.cause or (0, 0), claim.effect))
        if cause and effect and (cause, effect) not in seen and (effect, cause) not in seen:
            seen.add((cause, effect))
            yield Pair(_top(doc, cause), _top(doc, effect), "rule", cause, effect)


def _places(doc: Any, span: tuple[int, int]) -> tuple[int, ...]:
    return tuple(token.i for token in doc if span[0] <= token.idx < span[1] and not token.is_space)


def _top(doc: Any, places: tuple[int, ...]) -> int:
    """The first word that hangs on none of the others."""
    return next(place for place in places if doc[place].head.i not in places or doc[place].head.i == place)


def _part(doc: Any, token: Token) -> list[int]:
    if token.dep_ in SUBJECTS or token.dep_ == "dobj":
        return trim(doc, run_around(inside(token), token.i))
    if token.dep_ == "conj":
        return clause_words(token, ())
    return trim(doc, run_around(inside(token), token.i))


def _rests(doc: Any, token: Token) -> Iterator[tuple[str, list[int]]]:
    """What ``token`` hangs on, in each way that it can be meant."""
    head, own = token.head, set(inside(token))
    if token.dep_ in SUBJECTS:
        yield "predicate", trim(doc, run_around([place for place in inside(head) if place > max(own)], head.i))
        if head.dep_ == "relcl" and token.tag_ in ("WDT", "WP", "WP$"):
            noun = head.head
            yield "noun", trim(doc, run_around([one for one in inside(noun) if one < head.left_edge.i], noun.i))
        return
    if not is_verbal(head):
        yield "noun", trim(doc, run_around([place for place in inside(head) if place not in own], head.i))
    verb = clause_head(head)
    if verb.i in own:
        return
    start = first_with_subject(verb)
    if start.i in own:
        start = verb
    clause = clause_words(start, own)
    yield "clause", clause
    if start.i != verb.i:
        yield "verb", clause_words(verb, own)
    edge = [place for place in clause if (place < token.left_edge.i) == (verb.i < token.i)]
    yield "side", trim(doc, run_around(edge, verb.i)) if verb.i in edge else []
    if start.dep_ in ("relcl", "acl", "advcl", "xcomp", "ccomp", "conj", "pcomp") and start.head.i not in own:
        upper = clause_head(start.head)
        if upper.i not in own and upper.i != start.i:
            yield "upper", clause_words(first_with_subject(upper), own)
    if start.dep_ in ("relcl", "acl"):
        noun = start.head
        yield "with noun", trim(doc, run_around([place for place in inside(noun) if place not in own], noun.i))
