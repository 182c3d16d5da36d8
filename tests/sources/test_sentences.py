"""Sentences end where they end, in unlike kinds of prose."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.mentions.citations import find_citations
from dragoman.mentions.quotations import find_quotations
from dragoman.model import Document
from dragoman.sources.repair import place, repair
from dragoman.sources.segment import segment
from dragoman.sources.sentences import split
from dragoman.sources.text import read_text

WHOLE = [
    "Mr. Rusk met Gen. Park and Dr. Marku in St. Petersburg on Jan. 3.",
    "The U.S. Government and the U.N. Secretariat replied to tel. No. 243 of Sept. 4.",
    "J. D. Marku and E.Deda signed vol. 3, p. 12 ff. and art. 5 of it.",
    "It cost $3.5 million, i.e. less than was paid in 1948.",
    "He saw George F. Kennan, Ambassador at Belgrade.",
    "1. Foreign Secretary said this morning that he agreed.",
    "He came at 4 p.m. Tuesday, and left.",
    "The question . . . was left open.",
    "He asked “Why now?” and left.",
    "Even though .there was a stop, it went on.",
    "2290. From the Legation.",
    "Office of the Spec. Asst. to the President.",
]
PAIRS = [
    ("The situation was calm.", "“In June we went to the capital,” he wrote."),
    ("It was the policy of the U.S.", "The other side objected."),
    ("They left in 1961.", "Nobody came back."),
    ("“Why is it too little?", "Tomorrow we go.”"),
    ("He refused to sign!", "(It was not the first time.)"),
    ("It concerned Article 5.", "The other articles stood."),
    ("He stopped at point A.", "Then he went on."),
    ("He hesitated . . . .", "The delegation waited."),
    ("She wrote to Marku, Deda, etc.", "They did not answer."),
    ("He said: “The talks are over.”", "Both men left."),
    ("The base was lost.", "3 December was the day."),
    ("42. It is late.", "43. It is later."),
]


def sentences(text: str) -> list[str]:
    citations = find_citations(text, find_quotations(text))
    spans = [(citation.start, citation.end) for citation in citations]
    return [text[start:end] for start, end in split(text, spans, [(0, len(text))])]


@pytest.mark.parametrize("sentence", WHOLE)
def test_a_stop_that_ends_nothing(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_a_stop_that_ends_a_sentence(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_a_blank_may_be_missing() -> None:
    assert sentences("It was calm.“In June we left” he said.") == ["It was calm.", "“In June we left” he said."]
    assert sentences("The end was near.The fleet had left.") == ["The end was near.", "The fleet had left."]


def test_a_citation_goes_with_the_sentence_before_it() -> None:
    text = "“They went for a visit” (Marku, 1998). During it they quarrelled. It ended. (Deda, 2008). Nobody spoke."
    assert sentences(text) == [
        "“They went for a visit” (Marku, 1998).",
        "During it they quarrelled.",
        "It ended. (Deda, 2008).",
        "Nobody spoke.",
    ]


def test_a_citation_after_a_quotation_ends_a_sentence_that_has_no_stop() -> None:
    text = "He was “the only critic” (Marku, 2004) The leadership began anew."
    assert sentences(text) == ["He was “the only critic” (Marku, 2004)", "The leadership began anew."]
    assert sentences("They “ended it” (Marku, 2004) in December.") == ["They “ended it” (Marku, 2004) in December."]
    assert sentences("A treaty (Marku, 2004) Deda had signed.") == ["A treaty (Marku, 2004) Deda had signed."]


def test_quotations_are_split_inside() -> None:
    text = "He said: “We go tomorrow. You ask too much. We have nothing” (Archive, 1959)."
    assert sentences(text) == ["He said: “We go tomorrow.", "You ask too much.", "We have nothing” (Archive, 1959)."]


def test_no_sentence_crosses_a_block() -> None:
    text = "A Heading\nThe text begins here and"
    assert split(text, [], [(0, 9), (10, len(text))]) == [(0, 9), (10, len(text))]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='aA1 .!?\n“”"()…U.S', max_size=120), st.lists(st.integers(0, 120), max_size=6))
def test_sentences_are_in_order_apart_and_hold_every_word(text: str, cuts: list[int]) -> None:
    points = sorted({min(cut, len(text)) for cut in cuts})
    masked = [(low, high) for low, high in zip(points[::2], points[1::2], strict=False) if text[low:high].strip()]
    found = split(text, masked, [(0, len(text))])
    done = 0
    for start, end in found:
        assert not text[done:start].strip()
        assert done <= start < end
        assert not text[start].isspace()
        done = end
    assert not text[done:].strip()
    for low, high in masked:
        assert not any(low < end < low + len(text[low:high].rstrip()) for _, end in found)


@pytest.mark.corpus
def test_the_founding_document_has_about_150_sentences(shared: Path) -> None:
    *_, document = read_text(shared / "case/albanian-soviet-relations.txt", given="founding")
    assert isinstance(document, Document)
    view = repair(document.text)
    citations = find_citations(view.text, find_quotations(view.text))
    body = [(passage.start, passage.end) for passage in segment(document) if passage.kind == "body"]
    found = split(view.text, [(citation.start, citation.end) for citation in citations], place(view, body))
    assert 147 <= len(found) <= 153


@pytest.mark.corpus
def test_splitting_is_fast_enough(shared: Path) -> None:
    rows = (shared / "data/milestones/essays.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(row)["text"] for row in rows]
    started = time.process_time()
    count = sum(len(split(text, [], [(0, len(text))])) for text in texts)
    seconds = time.process_time() - started
    assert 2_700 < count < 3_000
    assert sum(len(text.split()) for text in texts) / seconds > 300_000
