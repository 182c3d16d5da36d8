"""Which date an act has, and how it was reached."""

from __future__ import annotations

import pytest
from tests.coding.casebook import Code

TOLD = [
    ("In 1955 Khrushchev visited Belgrade.", [("1955", "explicit")]),
    ("On 2 June 1955 Khrushchev visited Belgrade.", [("1955-06-02", "explicit")]),
    ("Between 1955 and 1960 the Soviet Union aided Egypt.", [("1955/1960", "explicit")]),
    ("Albania thanked the Soviet Union.", [(None, "")]),
    (
        "In 1955 Khrushchev visited Belgrade, and in 1956 Tito visited Moscow.",
        [("1955", "explicit"), ("1956", "explicit")],
    ),
    (
        "Khrushchev, who visited Belgrade in 1955, attacked Albania in 1960.",
        [("1955", "explicit"), ("1960", "explicit")],
    ),
    (
        "Because Italy had attacked Greece in 1940, Britain sent aid to Greece in 1941.",
        [("1940", "explicit"), ("1941", "explicit")],
    ),
    (
        "In 1948 Stalin accused Tito, and the Soviet Union expelled Yugoslav diplomats.",
        [("1948", "explicit"), ("1948", "explicit")],
    ),
    ("In May 1941 Germany invaded Greece. It bombed Yugoslavia.", [("1941-05", "explicit"), ("1941-05", "carried")]),
    (
        "In 1957 Albania thanked the Soviet Union. A year later China praised Albania.",
        [("1957", "explicit"), ("1958", "relative")],
    ),
    ("In 1957, a year later, Albania thanked the Soviet Union.", [("1957", "explicit")]),
    ("The Soviet Union and China signed the treaty of 14 February 1950.", [("1950-02-14", "explicit")]),
    ("Japan attacked China (Smith, 1988).", [(None, "")]),
]


@pytest.mark.parametrize(("text", "dates"), TOLD, ids=[text for text, _ in TOLD])
def test_date(code: Code, text: str, dates: list[tuple[str | None, str]]) -> None:
    assert [(one.date, one.date_how) for one in code(text)] == dates


def test_a_future_of_the_past_is_told_as_done(code: Code) -> None:
    """In a history, "would" tells what came; in what was written before, it is a plan."""
    text = "Khrushchev would visit Belgrade in 1955."
    assert [one.status for one in code(text, written="1990")] == ["asserted"]
    assert [one.status for one in code(text, written="1954")] == ["planned"]
