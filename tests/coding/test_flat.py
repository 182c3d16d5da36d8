"""Coding by word order alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.coding.casebook import sides

from dragoman.coding.coder import Coder
from dragoman.model import Account
from dragoman.model.text import Reading

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def flat(flat_coder: Coder, read: Read) -> Callable[[str], list[Account]]:
    return lambda text: list(flat_coder.code(read(text)))


FOUND = [
    ("Japan attacked China.", ("ASSAULT", ["JPN"], ["CHN"], "asserted")),
    ("Poland was invaded by Germany.", ("ASSAULT", ["DEU"], ["POL"], "asserted")),
    ("Israel was recognised by Turkey in 1949.", ("SUPPORT", ["TUR"], ["ISR"], "asserted")),
    ("Iraq did not attack Iran.", ("ASSAULT", ["IRQ"], ["IRN"], "negated")),
    ("Finland never accused Sweden.", ("ACCUSE", ["FIN"], ["SWE"], "negated")),
    ("Syria might attack Jordan.", ("ASSAULT", ["SYR"], ["JOR"], "hypothetical")),
    ("Chad will visit Libya, and Libya will visit Chad.", ("CONSULT", ["TCD"], ["LBY"], "planned")),
    ("France signed a treaty with Spain.", ("AGREE", ["ESP", "FRA"], [], "asserted")),
    ("Tito denounced Bulgaria.", ("ACCUSE", ["YUG"], ["BGR"], "asserted")),
]


@pytest.mark.parametrize(("text", "wanted"), FOUND, ids=[one[0] for one in FOUND])
def test_finds(flat: Callable[[str], list[Account]], text: str, wanted: tuple[object, ...]) -> None:
    assert wanted in [(one.event_type, *sides(one), one.status) for one in flat(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Japan attacked.",
        "The army attacked the town.",
        "Japan lies east of China.",
        "The Japanese attacked the Japanese.",
        "",
    ],
)
def test_finds_nothing(flat: Callable[[str], list[Account]], text: str) -> None:
    assert flat(text) == []


def test_takes_the_date_of_the_sentence_and_else_the_carried_one(flat: Callable[[str], list[Account]]) -> None:
    found = flat("In 1937 Japan attacked China. Italy denounced France. In 1939 Germany invaded Poland.")
    assert [(one.date, one.date_how) for one in found] == [
        ("1937", "explicit"), ("1937", "carried"), ("1939", "explicit"),
    ]  # fmt: skip


def test_without_any_date_there_is_none(flat: Callable[[str], list[Account]]) -> None:
    (one,) = flat("Japan attacked China.")
    assert (one.date, one.date_how) == (None, "")


PIECES = st.sampled_from(
    (
        "Japan", "China", "the Soviet Union", "Tito", "attacked", "signed a treaty with", "was invaded by", "did not",
        "protested to", "and", "in 1955", ",", "(Hoxha, 1980)", "“", "”", "broke off relations with", "aid", "to", "of",
    )
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(PIECES, min_size=2, max_size=9).map(" ".join), min_size=1, max_size=4))
def test_evidence_always_lies_in_the_text(flat: Callable[[str], list[Account]], told: list[str]) -> None:
    text = ". ".join(told) + "."
    for one in flat(text):
        one.evidence.check(text)
        one.sentence.check(text)
        assert one.sentence.start <= one.evidence.start < one.evidence.end <= one.sentence.end
        assert len({party.state for party in one.actors + one.recipients}) > 1
        assert 0 < one.confidence <= 0.5
