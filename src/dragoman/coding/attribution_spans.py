"""Stretches of a sentence: from the words of a phrase to the characters that they cover."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.scene import Token, children

Span = tuple[int, int]

_EDGES = frozenset(",;:.-–—")


def phrase(token: Token) -> list[Token]:
    """A word with all that hangs on it, in the order of the text."""
    return list(token.subtree)


def runs(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """The stretches of text that words cover; marks between two of them are covered too, those at the edges are not."""
    found: list[Span] = []
    group: list[Token] = []
    for token in sorted(tokens, key=lambda one: one.i):
        if group and not _adjoin(group[-1], token):
            found.extend(_stretch(group))
            group = []
        group.append(token)
    found.extend(_stretch(group))
    return tuple(found)


def _adjoin(left: Token, right: Token) -> bool:
    return all(one.is_punct or one.is_space for one in left.doc[left.i + 1 : right.i])


def _stretch(group: list[Token]) -> list[Span]:
    while group and (group[-1].text in _EDGES or group[-1].is_space):
        group = group[:-1]
    while group and (group[0].text in _EDGES or group[0].is_space):
        group = group[1:]
    if not any(one.is_alpha or one.like_num or not one.is_punct for one in group):
        return []
    return [(group[0].idx, group[-1].idx + len(group[-1].text))]


def clause_around(token: Token) -> Token:
    """The verb of the clause that a phrase stands in, or the top of the sentence."""
    node = token.head
    while node.head.i != node.i and (node.pos_ not in ("VERB", "AUX") or node.dep_ in ("aux", "auxpass")):
        node = node.head
    return node


def has_subject(verb: Token) -> bool:
    """Has the verb a subject of its own?"""
    return any(child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for child in children(verb))
