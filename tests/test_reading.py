"""A document made ready for coding: every part leads back to the characters of its text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records import a_document

from dragoman.model.text import View
from dragoman.reading import make_reading, on_view
from dragoman.vocab.actors import Authority

DAMAGED = (
    "A meeting\n\nIn June 1957 the Albanian dele-\ngation went to Moscow, where it was re-\nceived by Khrushchev"
    ' (Made\nArchive, 1980). "We thank the Soviet\nUnion" (Hoxha, 1976).\n\nIn the same year Yugoslavia protested.\n'
)


def test_every_part_slices_the_document() -> None:
    document = a_document(DAMAGED)
    reading = make_reading(document, Authority.load())
    assert "delegation" in reading.view.text
    for mention in (*reading.actors, *reading.dates, *reading.citations):
        start, end = reading.view.span(mention.start, mention.end)
        assert " ".join(document.text[start:end].replace("-\n", "").split()) == " ".join(mention.text.split())
    passages = {passage.id: passage for passage in reading.passages}
    for sentence in reading.sentences:
        start, end = reading.view.span(sentence.start, sentence.end)
        passage = passages[sentence.passage_id]
        assert passage.start <= start < end <= passage.end
    assert len(reading.focus) == len(reading.sentences)


def test_years_and_names_of_citations_are_none_of_the_text_s_own() -> None:
    reading = make_reading(a_document(DAMAGED), Authority.load())
    assert [citation.year for citation in reading.citations] == ["1980", "1976"]
    assert {mention.value for mention in reading.dates} == {"1957-06", "1957"}
    assert not [mention for mention in reading.actors if mention.text == "Hoxha"]


def states(text: str, written: str | None = None) -> dict[str, str]:
    """Whom the names of a made document stand for."""
    reading = make_reading(replace(a_document(text), written=written), Authority.load())
    return {mention.text: mention.state for mention in reading.actors}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 1930 Tallinn sent a note to Helsinki.", {"Tallinn": "EST", "Helsinki": "FIN"}),
        ("In February 1992 Yerevan asked Moscow for grain.", {"Yerevan": "ARM", "Moscow": "RUS"}),
        ("In May 1972 Dhaka signed a treaty with Delhi.", {"Dhaka": "BGD", "Delhi": "IND"}),
        ("The year was 1930. The garrison of Tartu slept.", {"Tartu": "EST"}),
        ("In 1950 Tallinn was quiet.", {"Tallinn": "SUN"}),
        ("The mayor of Tallinn wrote to Moscow.", {"Tallinn": "SUN", "Moscow": "SUN"}),
        ("In the twentieth century Tallinn grew.", {"Tallinn": "SUN"}),
        ("Tallinn, which in 1960 was quiet, and in 1930 had armed Tartu, slept.", {"Tallinn": "SUN", "Tartu": "EST"}),
    ],
)
def test_capitals_and_places_are_read_by_the_time_told_where_the_document_has_none(
    text: str, expected: dict[str, str]
) -> None:
    assert states(text) == expected


def test_a_document_s_own_date_comes_first() -> None:
    assert states("In 1930 Tallinn sent a note.", written="1961-06-15") == {"Tallinn": "SUN"}


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3)), min_size=1, max_size=8))
def test_the_way_to_the_view_undoes_the_way_back(pieces: list[tuple[int, int]]) -> None:
    """A view of pieces that were kept, with stretches between them that were taken out."""
    breaks, view_at, original_at = [], 0, 0
    for kept, dropped in pieces:
        breaks.append((view_at, original_at))
        view_at += kept
        original_at += kept + dropped
    view = View(text="x" * view_at, breaks=tuple(breaks))
    for start in range(view_at):
        for end in range(start + 1, view_at + 1):
            assert on_view(view, *view.span(start, end)) == (start, end)
