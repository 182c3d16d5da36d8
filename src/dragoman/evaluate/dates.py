"""Dates measured on corpora in the TIMEX2 and TIMEX3 notation: our values written as theirs, with their extents.

The notation belongs to those corpora alone; nothing else in Dragoman knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.evaluate.timex import Timex, written_out
from dragoman.mentions.date_focus import Focus
from dragoman.mentions.date_grammar import find_expressions
from dragoman.mentions.date_join import resolve_among, share_years
from dragoman.mentions.date_meaning import Now

_EXTRA = re.compile(
    r"\b(?P<past>[Ff]ormer|[Rr]ecent|[Rr]ecently|the (?:recent )?past)\b(?! and latter)|\b(?P<future>(?:the )?future)\b"
    r"|\b(?P<present>(?:[Rr]ight )?[Nn]ow|(?:the )?present[- ]day|[Cc]urrent|[Cc]urrently|the present|"
    r"the time being)\b(?! of)"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z\d\"“‘(])|\n+")


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each document (``id``, ``text``, ``dct``), the time expressions found: ``{"id", "timexes": [...]}``.

    Only ``text`` and ``dct`` (the day it was written, or "") are read.
    """
    for row in rows:
        found = sorted(_read(row["text"], row.get("dct") or ""), key=lambda timex: (timex.start, timex.end))
        yield {
            "id": row["id"],
            "timexes": [{"start": t.start, "end": t.end, "value": t.value, "type": t.type} for t in found],
        }


def _read(text: str, written: str) -> Iterator[Timex]:
    focus = Focus(text, None, narrative=True)
    taken: list[tuple[int, int]] = []
    starts = [0, *(found.end() for found in _SENTENCE_END.finditer(text))]
    at = 0
    expressions = share_years(text, list(find_expressions(text)))
    for index, expression in enumerate(expressions):
        while at + 1 < len(starts) and starts[at + 1] <= expression.start:
            at += 1
            focus.enter(starts[at])
        told = focus.told
        if told is not None and "/" in told:
            told = told.split("/")[0]
        meaning = resolve_among(text, expressions, index, Now(told, None))
        focus.hear(text, starts[at], expression, meaning)
        for timex in written_out(text, expression, meaning, told):
            taken.append((timex.start, timex.end))
            yield timex
    for found in _EXTRA.finditer(text):
        start, end = found.span()
        if not any(a < end and start < b for a, b in taken):
            value = "PAST_REF" if found["past"] else "FUTURE_REF" if found["future"] else "PRESENT_REF"
            yield Timex(start, end, value, "DATE")
