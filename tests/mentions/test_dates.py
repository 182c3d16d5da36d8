"""Dates in prose: cases as data, and what holds of every text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.mentions import date_grammar
from dragoman.mentions.dates import read_dates
from dragoman.vocab.edtf import parse

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "dates.jsonl").read_text(encoding="utf-8").splitlines()
]
WORDS = st.sampled_from(
    [
        "In",
        "On",
        "1955",
        "1957-03",
        "15",
        "April",
        "June",
        "3-5,",
        "1961",
        "1948–1961",
        "the",
        "early",
        "late",
        "end of",
        "summer",
        "winter",
        "a year later",
        "two days",
        "earlier",
        "ago",
        "since",
        "until",
        "before1948",
        "1955,when",
        "Monday",
        "next",
        "last",
        "month",
        "3/15,",
        "1886",
        "490 BC",
        "1950s",
        "fifties",
        "nineteenth",
        "century",
        "every",
        "from",
        "to",
        "between",
        "and",
        ".",
        ";",
        "(",
        ")",
        "he met them",
        "Stalin's death",
        "after",
        "30 February",
        "31",
        "99",
        "’56",
        "FY 59",
        "-",
        "7.10.1873",
        "14.X.1873",
        "23/10/1956",
        "12/24 April 1877",
        "19 February/3 March 1878",
        "25 October 1917 (Old Style)",
        "the thirty-first of June",
        "in the year one thousand eight hundred and fifty-six",
        "the last week of February",
        "the Lucerne Conference",
        "at Lucerne",
        "the following months",
        "the day before yesterday",
        "in two weeks' time",
        "the 31st",
        "Mondays",
        "within weeks of",
        "agreed to",
        "which",
        "not",
    ]
)


def spans(sentences: list[str]) -> list[tuple[int, int]]:
    found, at = [], 0
    for sentence in sentences:
        found.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_a_case(case: dict[str, Any]) -> None:
    sentences = [*case["text"], "Then it ended."]
    text = " ".join(sentences)
    mentions, focus = read_dates(text, spans(sentences), written=case.get("written"), masked=())
    got = [[m.text, m.value, m.kind] for m in mentions]
    assert got == [[words, value, *(kind or ["date"])] for words, value, *kind in case["dates"]]
    if "focus" in case:
        assert list(focus[: len(case["focus"])]) == case["focus"]
    if "after" in case:
        assert focus[-1] == case["after"]


def test_no_date_is_read_in_a_citation() -> None:
    text = "In 1959 he came (Author, 1980). He left (Archive 1949)."
    cited = [(16, 30), (40, 54)]
    mentions, focus = read_dates(text, [(0, 31), (32, 55)], written=None, masked=cited)
    assert [m.value for m in mentions] == ["1959"]
    assert focus == (None, "1959")


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=30), st.sampled_from([None, "1957-03-28", "1957", "1957-09/1957-12"]))
def test_whatever_is_read_is_in_order_and_valid(words: list[str], written: str | None) -> None:
    text = " ".join(words)
    half = text.find(" ", len(text) // 2)
    sentences = [(0, half), (half + 1, len(text))] if half > 0 else [(0, len(text))]
    mentions, focus = read_dates(text, sentences, written=written, masked=())
    assert len(focus) == len(sentences)
    last = 0
    for mention in mentions:
        assert last <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert mention.value is None or parse(mention.value).text == mention.value
        first, final = (
            (parse(mention.value).earliest(), parse(mention.value).latest()) if mention.value else (None, None)
        )
        assert first is None or final is None or first <= final
        assert mention.kind == "date" or mention.value is None
        last = mention.end
    assert all(value is None or parse(value) for value in focus)
    assert (mentions, focus) == read_dates(text, sentences, written=written, masked=())


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    mentions, _ = read_dates(text, [(0, len(text))], written=None, masked=())
    assert all(text[m.start : m.end] == m.text for m in mentions)


def test_the_standard_librarys_engine_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(sentence for case in CASES for sentence in case["text"])
    fast = list(date_grammar.find_expressions(text))
    with monkeypatch.context() as patch:
        patch.setitem(__import__("sys").modules, "re2", None)
        date_grammar._engines.cache_clear()
        plain = list(date_grammar.find_expressions(text))
    date_grammar._engines.cache_clear()
    assert fast == plain
    assert len(fast) > 80
