"""What a clause counts, and where it puts the act."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coding.casebook import Code

from dragoman.coding.magnitude import number_of

COUNTED = [
    ("The Soviet Union granted Poland a credit of 1,500 roubles.", [(1500.0, "rouble", "1,500 roubles")]),
    (
        "The Soviet Union gave Poland 300 million roubles and 50 tractors.",
        [(3e8, "rouble", "300 million roubles"), (50.0, "tractor", "50 tractors")],
    ),
    ("Egypt released three Israeli prisoners.", [(3.0, "prisoner", "three Israeli prisoners")]),
    ("In 1956 the Soviet Union attacked Hungary.", []),
    ("On 3 May 1958 Poland signed a treaty with Hungary.", []),
    ("France sent aid to Greece within three weeks.", []),
    ("France sent two thousand soldiers to Greece.", [(2000.0, "soldier", "two thousand soldiers")]),
]


@pytest.mark.parametrize(("text", "counted"), COUNTED, ids=[text for text, _ in COUNTED])
def test_counted(code: Code, text: str, counted: list[tuple[float, str, str]]) -> None:
    found = code(text)
    assert found
    assert {(one.value, one.unit, one.text) for account in found for one in account.magnitudes} == set(counted)
    assert all(one.text in text for account in found for one in account.magnitudes)


@given(st.integers(0, 10**12))
def test_figures_with_and_without_commas_are_one_number(number: int) -> None:
    assert number_of(str(number)) == number_of(f"{number:,}") == number


@given(st.decimals(0, 10**6, places=2))
def test_decimals(number: object) -> None:
    assert number_of(f"{number:f}") == float(str(number))


@pytest.mark.parametrize(("word", "number"), [("Two", 2.0), ("million", 1e6), ("dozen", 12.0), ("twenty", 20.0)])
def test_words(word: str, number: float) -> None:
    assert number_of(word) == number


@pytest.mark.parametrize("word", ["", "many", "1,00", "1.", "-3", "1,2345", "four-fold"])
def test_no_numbers(word: str) -> None:
    assert number_of(word) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tito met Nasser in Belgrade.", "Belgrade"),
        ("In India Tito met Nasser.", "India"),
        ("Tito met Nasser in July.", ""),
        ("Tito met Nasser.", ""),
    ],
)
def test_place(code: Code, text: str, place: str) -> None:
    assert {one.place for one in code(text)} == {place}
