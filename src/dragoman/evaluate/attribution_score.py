"""How well attributions were found: at all, and with their content and their source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.evaluate.figures import dice, figures, pair_best

ENOUGH = 0.5
"""Dice coefficient of words from which two spans are taken for the same."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTES = frozenset("\"“”‘’'")
_WEIGHTS = {"content": 1.0, "cue": 0.5, "source": 0.25}

Parts = Mapping[str, frozenset[int]]


def score_attributions(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 of what is found at all, and of what is found with its content and its source.

    An attribution is found where its content or its cue shares a word with the marked one's. A content or source is
    right from a Dice coefficient of words of 0.5; two sources that are both empty agree. Pairs are made one to one, the
    most alike first. Quotation marks, and marks at the edge of a span, are no words.
    """
    said = {str(one["id"]): one["attributions"] for one in predictions}
    found = right = marked = made = 0
    for row in gold:
        true = list(_parts(row["text"], row["attributions"]))
        told = list(_parts(row["text"], said.get(str(row["id"]), [])))
        pairs = list(pair_best(_costs(true, told)))
        found += len(pairs)
        right += sum(_agrees(true[i], told[j]) for i, j in pairs)
        marked, made = marked + len(true), made + len(told)
    return {"found": figures(found, made, marked), "with content and source": figures(right, made, marked)}


def _parts(text: str, attributions: Iterable[Mapping[str, Any]]) -> Iterator[Parts]:
    """For each attribution that has a content or a cue, the numbers of the words that each of its parts covers."""
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    for one in attributions:
        parts = {part: _covered(text, tokens, one.get(part) or ()) for part in _WEIGHTS}
        if parts["content"] or parts["cue"]:
            yield parts


def _covered(text: str, tokens: Sequence[tuple[int, int]], spans: Iterable[Sequence[int]]) -> frozenset[int]:
    numbers: set[int] = set()
    for start, end in spans:
        low = bisect_right(tokens, start, key=lambda token: token[1])
        numbers.update(range(low, bisect_left(tokens, end, key=lambda token: token[0])))
    words = [number for number in numbers if text[tokens[number][0]].isalnum()]
    if not words:
        return frozenset()
    inside = range(min(words), max(words) + 1)
    return frozenset(one for one in numbers if one in inside and text[tokens[one][0]] not in _QUOTES)


def _costs(true: Sequence[Parts], told: Sequence[Parts]) -> Iterator[tuple[tuple[float, ...], int, int]]:
    for i, one in enumerate(true):
        for j, other in enumerate(told):
            if one["content"] & other["content"] or one["cue"] & other["cue"]:
                alike = sum(weight * dice(one[part], other[part]) for part, weight in _WEIGHTS.items())
                yield (-alike,), i, j


def _agrees(one: Parts, other: Parts) -> bool:
    source = dice(one["source"], other["source"]) >= ENOUGH or not (one["source"] or other["source"])
    return source and dice(one["content"], other["content"]) >= ENOUGH
