"""Dates measured on corpora in the TIMEX2 and TIMEX3 notation: our values written as theirs, with their extents.

The notation belongs to those corpora alone; nothing else in Dragoman knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.evaluate.timex import Timex, written_out
from dragoman.evaluate.timex_score import score_timexes
from dragoman.evaluate.timex_vague import vague_words, value_of, widen
from dragoman.mentions.date_focus import Focus
from dragoman.mentions.date_grammar import find_expressions
from dragoman.mentions.date_join import agree, resolve_among, share_years
from dragoman.mentions.date_meaning import Now

INPUT_FIELDS = ("id", "text")
"""What a row must hold."""

ANSWER_FIELDS = ("corpus", "timexes")
"""What it holds besides where it can be scored."""

_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z\d\"“‘(])|\n+")

_LINE = re.compile(r"[^\n]+")


def predict(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each document (``id``, ``text``), the time expressions found: ``{"id", "timexes": [...]}``.

    Each is ``{"start", "end", "value", "type"}``, offsets in code points, end exclusive. Only ``text`` is read: in
    narratives of the past the day of writing dates nothing.
    """
    for row in rows:
        found = sorted(_read(row["text"]), key=lambda timex: (timex.start, timex.end))
        yield {
            "id": row["id"],
            "timexes": [{"start": t.start, "end": t.end, "value": t.value, "type": t.type} for t in found],
        }


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Extents and values of all time expressions and of calendar dates alone: :func:`.timex_score.score_timexes`."""
    return score_timexes(gold, predictions)


def _read(text: str) -> Iterator[Timex]:
    focus = Focus(text, [line.span() for line in _LINE.finditer(text)], None, narrative=True)
    starts = [0, *(found.end() for found in _SENTENCE_END.finditer(text))]
    vague = list(vague_words(text))
    sentence = at = reached = 0
    expressions = share_years(text, list(find_expressions(text)))
    for index, expression in enumerate(expressions):
        while sentence + 1 < len(starts) and starts[sentence + 1] <= expression.start:
            sentence += 1
            focus.enter(starts[sentence])
        told = _begin(focus.now(expression.rule).told)
        while at < len(vague) and vague[at].start() < expression.start:
            if vague[at].start() >= reached and vague[at].end() <= expression.start:
                yield value_of(vague[at], told)
            at += 1
        meaning = resolve_among(text, expressions, index, Now(told, None))
        following = expressions[index + 1] if index + 1 < len(expressions) else None
        if expression.rule == "shift" and following is not None:
            ahead = resolve_among(text, expressions, index + 1, Now(told, None))
            meaning = agree(text, [(expression, meaning), (following, ahead)])[0][1]
        focus.hear(text, starts[sentence], expression, meaning)
        for timex in written_out(text, expression, meaning, told):
            wide = widen(text, timex)
            reached = max(reached, wide.end)
            yield wide
    told = _begin(focus.told)
    for found in vague[at:]:
        if found.start() >= reached:
            yield value_of(found, told)


def _begin(told: str | None) -> str | None:
    """Where a span of years begins: the notation has no spans, a guess stands for what the core leaves open."""
    return told.split("/")[0] if told else None
