"""Formal acts and their dates in paragraphs of our own."""

from __future__ import annotations

import pytest

from dragoman.coding.formal_acts import CLASSES, FormalAct, read_formal_acts
from dragoman.mentions.dates import read_dates
from dragoman.sources.sentences import split

CASES = [
    (
        "Ruritania declared its independence on May 2, 1921. The United States recognized Ruritania on June 7, 1921.",
        ("recognition", "1921-06-07"),
    ),
    (
        "Ruritania severed diplomatic relations with the United States on April 4, 1950, after its consul was expelled "
        "on March 1, 1950.",
        ("relations_severed", "1950-04-04"),
    ),
    (
        "Diplomatic relations were resumed on July 9, 1961, when Minister Paul Roe presented his credentials. He was "
        "appointed on May 1, 1961.",
        ("relations_resumed", "1961-07-09"),
    ),
    (
        "The American Legation in Strelsau was raised to Embassy status on May 5, 1948. Ambassador John Roe presented "
        "his credentials on June 1, 1948.",
        ("raised_to_embassy", "1948-05-05"),
    ),
    (
        "The Embassy in Strelsau was closed on March 3, 1990. Ambassador John Roe had left on February 2, 1990.",
        ("mission_closed", "1990-03-03"),
    ),
]


def read(text: str) -> tuple[FormalAct, ...]:
    sentences = split(text, [], [(0, len(text))])
    dates, _ = read_dates(text, sentences, written=None, masked=[])
    return read_formal_acts(text, sentences, dates, parties=("Ruritania", "United States"))


@pytest.mark.parametrize(("text", "told"), CASES)
def test_likeliest_act(text: str, told: tuple[str, str]) -> None:
    acts = read(text)
    assert (acts[0].event, acts[0].date) == told
    assert text[acts[0].start : acts[0].end]


def test_each_class_once_and_chances_sum_to_at_most_one() -> None:
    acts = read(CASES[0][0])
    assert sorted(act.event for act in acts) == sorted(CLASSES)
    assert sum(act.confidence for act in acts) <= 1.0 + 1e-9


@pytest.mark.parametrize("text", ["", "Nothing happened.", "In 1950."])
def test_a_paragraph_without_acts_is_read(text: str) -> None:
    dates = {act.date for act in read(text)}
    assert dates <= {None, "1950"}
