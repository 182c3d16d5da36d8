"""Clauses and phrases of a parsed sentence, as runs of tokens."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

Token = Any
"""A spaCy Token (spaCy ships no types that mypy can follow here)."""

Runs = tuple[list[int] | None, list[int]]
"""Tokens of the cause (None: the sentence before) and of the effect."""

CLAUSES = ("ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "pcomp", "csubj", "xcomp")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
EDGE = frozenset({",", ";", ":", "-", "–", "—", ".", "!", "?", "(", ")", "[", "]", "...", "…"})
"""Punctuation that no span begins or ends with."""
OPENING = ("“", "‘", "«", '"', "(")
CLOSING = ("”", "’", "»", '"', ")")


def is_verbal(token: Token) -> bool:
    """Does ``token`` head a clause?"""
    return token.pos_ in ("VERB", "AUX") or token.dep_ == "ROOT"


def clause_head(token: Token) -> Token:
    """The verb of the clause that ``token`` stands in: itself when it is one."""
    while not is_verbal(token) and token.head.i != token.i:
        token = token.head
    return token


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, shared with the verb it is coordinated with or governed by where it has none."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.dep_ != "expl":
                return child
        if verb.dep_ not in ("conj", "xcomp"):
            return None
        verb = verb.head
    return None


def inside(token: Token) -> list[int]:
    """The places of a token's subtree, rising."""
    return sorted(one.i for one in token.subtree)


def trim(doc: Any, places: Collection[int]) -> list[int]:
    """``places`` without punctuation, blanks and conjunctions at either end."""
    run = sorted(places)
    while run and (doc[run[0]].text in EDGE or doc[run[0]].is_space or doc[run[0]].dep_ in ("cc", "mark")):
        run.pop(0)
    while run and (doc[run[-1]].text in EDGE or doc[run[-1]].is_space or doc[run[-1]].dep_ == "cc"):
        run.pop()
    if run and doc[run[-1]].text in CLOSING and not any(doc[place].text in OPENING for place in run[:-1]):
        return trim(doc, run[:-1])
    if run and doc[run[0]].text in OPENING and not any(doc[place].text in CLOSING for place in run[1:]):
        return trim(doc, run[1:])
    return run


def run_around(places: Iterable[int], middle: int) -> list[int]:
    """The unbroken run of ``places`` that holds ``middle``; the longest run when none does."""
    runs: list[list[int]] = []
    for place in sorted(set(places)):
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        if run[0] <= middle <= run[-1]:
            return run
    return max(runs, key=lambda run: (len(run), -run[0]), default=[])


def first_with_subject(verb: Token) -> Token:
    """The verb itself, or the one it is coordinated with when it shares that one's subject."""
    while verb.dep_ == "conj" and is_verbal(verb.head) and not any(child.dep_ in SUBJECTS for child in verb.children):
        verb = verb.head
    return verb


def clause_words(verb: Token, without: Collection[int]) -> list[int]:
    """The words of the clause that ``verb`` heads, less ``without``, less what is another clause beside it.

    Left out: coordinated clauses with a subject of their own, "according to" phrases, inserted "he said".
    """
    drop = set(without)
    for child in verb.children:
        own = any(grandchild.dep_ in SUBJECTS for grandchild in child.children)
        if child.dep_ == "conj" and own and is_verbal(child):
            drop.update(inside(child))
            drop.update(one.i for one in verb.children if one.dep_ == "cc" and one.i < child.i)
        elif (child.dep_ == "prep" and child.lower_ == "according") or _is_aside_clause(child, verb):
            drop.update(inside(child))
    places = [place for place in inside(verb) if place not in drop]
    return trim(verb.doc, run_around(places, verb.i))


def _is_aside_clause(child: Token, verb: Token) -> bool:
    """A subordinate clause before the main one ("Although ..., they went")."""
    return child.dep_ == "advcl" and child.i < verb.i and any(one.dep_ == "mark" for one in child.children)


def right_of(token: Token, *, stop: Collection[str] = ("conj", "advcl", "punct", "cc", "parataxis")) -> list[int]:
    """The complements of ``token``: what hangs on it to its right, up to another clause."""
    places: list[int] = []
    for child in token.rights:
        if child.dep_ in stop:
            if child.dep_ in ("conj", "cc") and not is_verbal(child) and places:
                places.extend(inside(child))
                continue
            if child.dep_ == "punct" and child.text not in (".", ";", ":"):
                continue
            if child.dep_ == "advcl" and not places:
                places.extend(inside(child))
                continue
            break
        places.extend(one for one in inside(child) if one > token.i)
    return sorted(places)


def with_list(doc: Any, run: list[int]) -> list[int]:
    """``run`` carried on to the end of the sentence when what follows is the rest of its list.

    Parsers hang the later members of a long list ("a, b, c, and above all d") on some earlier noun. Such a rest
    begins with a comma, holds a conjunction, and no finite verb of a main clause.
    """
    if not run:
        return run
    rest = list(range(run[-1] + 1, len(doc)))
    if not rest or doc[rest[0]].text != "," or not any(doc[place].dep_ == "cc" for place in rest):
        return run
    for place in rest:
        token = doc[place]
        if (
            is_verbal(token)
            and any(child.dep_ in SUBJECTS for child in token.children)
            and token.dep_ not in ("relcl", "acl")
        ):
            return run
        if token.dep_ in SUBJECTS and token.head.i not in rest:
            return run
    return trim(doc, [*run, *rest])


def outermost(words: Any) -> Token:
    """The word of the cue that governs its others."""
    places = {token.i for token in words}
    for token in words:
        if token.head.i not in places:
            return token
    return words[0]
