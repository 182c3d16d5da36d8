"""Quotations followed over sentences and paragraphs to the one who speaks them."""

from __future__ import annotations

import pytest

from dragoman.coding.attribution_label import label_of, labels
from dragoman.coding.attribution_text import Statement, attribute
from dragoman.coding.parse import Parser
from dragoman.mentions.citations import find_citations
from dragoman.mentions.quotations import find_quotations
from dragoman.sources.sentences import split


@pytest.fixture(scope="module")
def told(parser: Parser):  # type: ignore[no-untyped-def]
    if parser.nlp is None:
        pytest.skip("no parser is installed")

    def run(text: str) -> list[tuple[str, str]]:
        blocks, at = [], 0
        for line in text.split("\n"):
            blocks.append((at, at + len(line)))
            at += len(line) + 1
        quotations = find_quotations(text)
        citations = find_citations(text, quotations)
        masked = [(one.start, one.end) for one in citations]
        sentences = split(text, masked, [block for block in blocks if block[0] < block[1]])
        spans = [(one.start, one.end) for one in quotations]
        found = attribute(text, sentences, spans, parser.parse, citations)
        return [(words(text, one, "source"), words(text, one, "content")) for one in found if not one.nested]

    return run


def words(text: str, one: Statement, part: str) -> str:
    return " | ".join(text[start:end].strip("“” ,") for start, end in getattr(one, part))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The treaty is void,” said the consul.", [("the consul", "The treaty is void")]),
        (
            "“The treaty is void,” said the consul. “We leave at once.”",
            [("the consul", "The treaty is void | We leave at once.")],
        ),
        (
            "“The talks are over. The treaty is void,” the consul said.",
            [("the consul", "The talks are over. The treaty is void")],
        ),
        ("“Is the treaty void?” Marku asked.", [("Marku", "Is the treaty void?")]),
        (
            "The consul told the deputies: “The talks are over. The treaty is void.”",
            [("The consul", "The talks are over. The treaty is void.")],
        ),
        (
            "The consul called the treaty “a fraud”.",
            [("The consul", "the treaty “a fraud")],
        ),
        (
            "“The talks are over,” the consul said.\n“We shall leave the city tomorrow.”",
            [("the consul", "The talks are over | We shall leave the city tomorrow.")],
        ),
    ],
)
def test_quotations(told, text: str, expected: list[tuple[str, str]]) -> None:  # type: ignore[no-untyped-def]
    assert told(text) == expected


def test_a_quotation_that_a_citation_closes_is_the_cited_authors(told) -> None:  # type: ignore[no-untyped-def]
    assert told("The harbour fell silent. “Nobody dared to speak of the treaty” (Marku, 1962).") == [
        ("Marku", "Nobody dared to speak of the treaty")
    ]


def test_a_new_paragraph_of_the_author_ends_the_speech(told) -> None:  # type: ignore[no-untyped-def]
    text = (
        "“The talks are over,” the consul said.\nThe city was quiet. It rained.\n“Late Hours at the Quay” was played."
    )
    assert told(text) == [("the consul", "The talks are over")]


MINUTES = "Minutes\nThe Secretary: We cannot agree to such a treaty.\nMr. Bell: The treaty can be mended.\nEnd."


def test_speakers_before_a_colon(told) -> None:  # type: ignore[no-untyped-def]
    assert told(MINUTES) == [
        ("The Secretary", "We cannot agree to such a treaty."),
        ("Mr. Bell", "The treaty can be mended."),
    ]


def test_the_label_of_a_place() -> None:
    found = label_of(MINUTES, MINUTES.index("mended"))
    assert found is not None and MINUTES[slice(*found.name)] == "Mr. Bell"
    assert label_of(MINUTES, MINUTES.index("Minutes")) is None
    assert label_of(MINUTES, MINUTES.index("Mr.")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Subject: The treaty with the Republic of Albania.\nReference: The telegram of last Friday morning.",
        "The Secretary: We cannot agree to such a treaty.\nNobody answers him.",
    ],
)
def test_headers_and_lone_labels_name_no_speaker(text: str) -> None:
    assert list(labels(text)) == []
