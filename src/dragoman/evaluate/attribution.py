"""Who is said to have said what, in running text, in the row format of PolNeAR."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.coding.attribution_text import Statement, attribute
from dragoman.coding.parse import load_parser
from dragoman.mentions.quotations import find_quotations, level_marks
from dragoman.sources.sentences import split

INPUT_FIELDS = ("id", "text")
"""What a row must hold."""

_LINE = re.compile(r"[^\n]+")
ENOUGH = 0.5
"""Dice coefficient from which two spans are taken for the same."""
_OWN = frozenset({"i", "we", "you"})


def predict(
    rows: Iterable[Mapping[str, Any]], parse: Callable[[Iterable[str]], Iterable[Any]] | None = None
) -> Iterator[dict[str, Any]]:
    """For each text its attributions: ``{"id", "attributions": [{"source", "cue", "content"}]}``, with its offsets.

    Left out, as in the corpus: what is handed on inside a quotation, what is not said to have been said (denied,
    possible, asked for), and what the text's own "I" or "we" says.
    """
    parse = parse or load_parser().parse
    for row in rows:
        text = level_marks(row["text"])
        sentences = split(text, [], [found.span() for found in _LINE.finditer(text)])
        quotations = [(one.start, one.end) for one in find_quotations(text)]
        told = [one for one in attribute(text, sentences, quotations, parse) if _counts(one, text)]
        yield {"id": row["id"], "attributions": [_row(one) for one in told]}


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 of what is found at all, and of what is found with its content and its source.

    A content or source is right from a Dice coefficient of words of 0.5; two sources that are both empty agree. Pairs
    are made one to one, by the likeness of content first.
    """
    said = {str(one["id"]): one["attributions"] for one in predictions}
    found = right = marked = made = 0
    for row in gold:
        words = [found.span() for found in _WORD.finditer(row["text"])]
        true = [_covered(one, words) for one in row["attributions"]]
        told = [_covered(one, words) for one in said.get(str(row["id"]), [])]
        pairs = _pair(true, told)
        found += len(pairs)
        right += sum(_agrees(one, other) for one, other in pairs)
        marked, made = marked + len(true), made + len(told)
    return {"found": _measure(found, made, marked), "with content and source": _measure(right, made, marked)}


_WORD = re.compile(r"\w+")
Parts = dict[str, frozenset[int]]


def _covered(one: Mapping[str, Any], words: Sequence[tuple[int, int]]) -> Parts:
    """The numbers of the words that each part covers."""
    covered: dict[str, frozenset[int]] = {}
    for part in ("source", "cue", "content"):
        numbers: list[int] = []
        for start, end in one.get(part) or ():
            low = bisect_right(words, start, key=lambda word: word[1])
            numbers.extend(range(low, bisect_left(words, end, key=lambda word: word[0])))
        covered[part] = frozenset(numbers)
    return covered


def _pair(true: Sequence[Parts], told: Sequence[Parts]) -> list[tuple[Parts, Parts]]:
    alike = []
    for place, one in enumerate(true):
        for other_place, other in enumerate(told):
            if one["content"] & other["content"] or one["cue"] & other["cue"]:
                weights = (("content", 1.0), ("cue", 0.5), ("source", 0.25))
                likeness = sum(weight * _dice(one[part], other[part]) for part, weight in weights)
                alike.append((-likeness, place, other_place))
    pairs: list[tuple[Parts, Parts]] = []
    used_true: set[int] = set()
    used_told: set[int] = set()
    for _, place, other_place in sorted(alike):
        if place not in used_true and other_place not in used_told:
            used_true.add(place)
            used_told.add(other_place)
            pairs.append((true[place], told[other_place]))
    return pairs


def _agrees(one: Parts, other: Parts) -> bool:
    source = _dice(one["source"], other["source"]) >= ENOUGH or not (one["source"] or other["source"])
    return source and _dice(one["content"], other["content"]) >= ENOUGH


def _dice(one: frozenset[int], other: frozenset[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _measure(right: int, made: int, marked: int) -> dict[str, float]:
    precision, recall = right / made if made else 0.0, right / marked if marked else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def _counts(one: Statement, text: str) -> bool:
    if one.nested or not one.told:
        return False
    return not (one.source and text[one.source[0][0] : one.source[0][1]].lower() in _OWN)


def _row(one: Statement) -> dict[str, Any]:
    return {part: [list(span) for span in getattr(one, part)] for part in ("source", "cue", "content")}
