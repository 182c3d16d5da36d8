"""Every way of telling a date that the reader must know, one made sentence or more for each (``cases/dates_prose``).

A case lists the stretches that tell a time with the value expected, None with a kind for a duration or a repeated time;
no other stretch of its text may have a value.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dragoman.mentions.dates import read_dates
from dragoman.model import Document
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority
from dragoman.vocab.edtf import parse

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "dates_prose.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['clause']}: {' '.join(case['text'])[:60]}" for case in CASES])
def test_a_clause(case: dict[str, Any]) -> None:
    text = " ".join(case["text"])
    spans, at = [], 0
    for sentence in case["text"]:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    mentions, _ = read_dates(text, spans, written=case.get("written"), masked=())
    left = list(mentions)
    for words, value, *kind in case["dates"]:
        start = text.index(words)
        there = [one for one in left if one.start < start + len(words) and start < one.end]
        assert [(one.value, one.kind) for one in there] == [(value, *(kind or ["date"]))], words
        left = [one for one in left if one not in there]
    assert [(one.text, one.value) for one in left if one.value] == []


def test_every_clause_has_its_cases() -> None:
    counts = Counter(case["clause"] for case in CASES)
    assert sum(len(case["dates"]) or 1 for case in CASES) >= 300
    assert sorted(counts) == [
        "anchor", "bc", "calendar", "century", "compare", "decade", "deictic", "duration", "focus", "number", "open",
        "order", "part", "range", "repeated", "season", "ultimo", "weekday",
    ]  # fmt: skip
    values = [value for case in CASES for _, value, *_ in case["dates"] if value]
    for value in values:
        first, last = parse(value).earliest(), parse(value).latest()
        assert first is None or last is None or first <= last


def test_a_source_note_tells_no_date() -> None:
    """Where an edition says which file a paper lies in and who drafted it when, nothing is dated."""
    text = (
        "Washington, May 4, 1961.\n\nThe envoy called on May 2.\n\n"
        "Source: Department of State, Central Files, 611.61/5–461. Secret. Drafted by Jones on May 3."
    )
    document = Document(id="doc_1", source_id="src_1", path="made.txt", text=text, written="1961-05-04")
    reading = make_reading(document, Authority.load())
    assert [one.value for one in reading.dates] == ["1961-05-04", "1961-05-02"]
