"""Who is said to have said what, in running text, in the row format of PolNeAR."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dragoman.coding.attribution_text import Statement, attribute
from dragoman.coding.parse import load_parser
from dragoman.evaluate.attribution_score import score_attributions
from dragoman.mentions.quotations import find_quotations, level_marks
from dragoman.sources.sentences import split

INPUT_FIELDS = ("id", "text")
"""What a row must hold."""

ANSWER_FIELDS = ("attributions",)
"""What it holds besides where it can be scored."""

_LINE = re.compile(r"[^\n]+")
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
    """What is found at all, and what with its content and source: :func:`.attribution_score.score_attributions`."""
    return score_attributions(gold, predictions)


def _counts(one: Statement, text: str) -> bool:
    if one.nested or not one.told:
        return False
    return not (one.source and text[one.source[0][0] : one.source[0][1]].lower() in _OWN)


def _row(one: Statement) -> dict[str, Any]:
    return {part: [list(span) for span in getattr(one, part)] for part in ("source", "cue", "content")}
