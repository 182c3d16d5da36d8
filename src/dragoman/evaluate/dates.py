"""Dates measured on corpora in the TIMEX2 and TIMEX3 notation: our values written as theirs, with their extents.

The notation belongs to those corpora alone; nothing else in Dragoman knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.evaluate.timex import Timex, duration, label, repeated, written_out
from dragoman.mentions.date_grammar import Expression, find_expressions
from dragoman.mentions.date_join import share_years
from dragoman.mentions.date_resolve import Meaning, Now, resolve
from dragoman.vocab import edtf

_EXTRA = re.compile(
    r"\b(?P<past>[Ff]ormer|[Rr]ecent|[Rr]ecently|the (?:recent )?past)\b(?! and latter)|\b(?P<future>(?:the )?future)\b"
    r"|\b(?P<present>(?:[Rr]ight )?[Nn]ow|(?:the )?present[- ]day|[Cc]urrent|[Cc]urrently|the present|the time being)\b(?! of)"
)
_LENGTH = {"the": 4}


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
    told: str | None = None
    taken: list[tuple[int, int]] = []
    for expression in share_years(text, list(find_expressions(text))):
        meaning = resolve(expression, Now(told, None))
        value = meaning.unit or meaning.value
        if meaning.kind == "date" and value is not None and "X" not in value and "/" not in value:
            told = value
        for timex in written_out(text, expression, meaning, told):
            taken.append((timex.start, timex.end))
            yield timex
    for found in _EXTRA.finditer(text):
        start, end = found.span()
        if not any(a < end and start < b for a, b in taken):
            value = "PAST_REF" if found["past"] else "FUTURE_REF" if found["future"] else "PRESENT_REF"
            yield Timex(start, end, value, "DATE")
