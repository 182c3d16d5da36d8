"""Quotations, with the marks that texts out of PDF have."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.mentions.quotations import find_quotations, level_marks


def quoted(text: str) -> list[str]:
    return [text[quotation.start : quotation.end] for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “it is late” and left.", ["it is late"]),
        ('He said "it is late" and "we go".', ["it is late", "we go"]),
        ("A „low“ one and «another» one.", ["low", "another"]),
        ("He said: “She said ‘it is late’ then.”", ["She said ‘it is late’ then.", "it is late"]),
        ('In “one and "two and," then” it ends.', ['one and "two and," then', "two and,"]),
        ("The Soviets’ wishes and Stalin’s death, no more.", []),
        ("Its “first. Its second. Its third” part.", ["first. Its second. Its third"]),
        ("He says: ” it is late for us” (Marku, 1949).", ["it is late for us"]),
        ('In his work "Harbours” he says so.', ["Harbours"]),
        ("“Left open to the end\nNext paragraph.", ["Left open to the end"]),
        ("“Left open (Marku, 1999) and on.", ["Left open"]),
        ('It ended. " ( Marku, 2013).', []),
        ("“One “two” three” (Marku, 1999).", ["One “two” three", "two"]),
        ("(“Voice”, Newspaper, 1953)", ["Voice"]),
        ('It was 6" long.', []),
    ],
)
def test_quotations(text: str, words: list[str]) -> None:
    assert quoted(text) == words


def test_one_closing_mark_too_many_makes_the_last_quotation_longer() -> None:
    text = "Views “in all are adapted” with his ones” (Marku, 2006)."
    assert quoted(text) == ["in all are adapted” with his ones"]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='ab .,:()“”"‘’„«»\n', max_size=100))
def test_quotations_are_in_order_nested_or_apart_and_in_one_paragraph(text: str) -> None:
    found = find_quotations(text)
    assert list(found) == sorted(found, key=lambda quotation: (quotation.start, -quotation.end))
    for quotation in found:
        words = text[quotation.start : quotation.end]
        assert words == words.strip() != ""
        assert "\n" not in words


def test_a_citation_after_a_closing_mark_ends_all_that_is_open() -> None:
    text = 'He wrote: “I asked: “What is it? He said: “Nothing.” (Smith, 1999) Later "it went on" and so on.'
    inside = [text[one.start : one.end] for one in find_quotations(text)]
    assert inside[0].startswith("I asked") and inside[0].endswith("Nothing.")
    assert all(words.endswith("Nothing.") or words == "it went on" for words in inside)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said ''it is late'' and left.", ["it is late"]),
        ("''It is late,'' he said. ''We go.''", ["It is late,", "We go."]),
        ("The consuls' wishes and the towns' needs.", []),
    ],
)
def test_two_apostrophes_are_one_mark(text: str, words: list[str]) -> None:
    leveled = level_marks(text)
    assert len(leveled) == len(text)
    assert quoted(leveled) == words
