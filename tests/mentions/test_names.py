"""Names of one bearer, and names that contradict each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.mentions.names import compare_names

ONE_BEARER = [
    ("Chou En-lai", "Zhou Enlai"),
    ("Teng Hsiao-p'ing", "Deng Xiaoping"),
    ("Khrushchev, Nikita S.", "Nikita Sergeyevich Khruschev"),
    ("Nikita Khrouchtchev", "N. S. Khrushchev"),
    ("Никита Хрущёв", "Nikita Khrushchev"),
    ("Gamal Abdel Nasser", "Jamal Abd al-Nasir"),
    ("Mehmet Shehu", "MEHMET SHEHU"),
    ("AndreiGromyko", "Andrei Gromyko"),
    ("Gromyko Andrei", "Andrei Andreyevich Gromyko"),
    ("Bill Bullitt", "William C. Bullitt"),
    ("Marshal Tito", "Josip Broz Tito"),
    ("Haile Selas sie", "Haile Selassie"),
]
TWO_BEARERS = [
    ("John Foster Dulles", "Allen Dulles"),
    ("Kim Il Sung", "Kim Jong Il"),
    ("Dulles", "Allen Dulles"),
    ("Raisa Gorbacheva", "Raisa Gorbachev"),
    ("Vasily Ivanovich Petrov", "Vasily Petrovich Petrov"),
    ("George W. Marshall", "George C. Marshall"),
    ("Yusuf bin Hamad Al Said", "Hamad bin Yusuf Al Said"),
    ("金日成", "金正日"),
    ("Zhu De", "Zhou De"),
]


@pytest.mark.parametrize(("a", "b"), ONE_BEARER)
def test_one_bearer(a: str, b: str) -> None:
    assert compare_names(a, b).is_same, compare_names(a, b)


@pytest.mark.parametrize(("a", "b"), TWO_BEARERS)
def test_two_bearers(a: str, b: str) -> None:
    assert not compare_names(a, b).is_same, compare_names(a, b)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Brown Boveri Ltd.", "Brown Boveri Limited", True),
        ("Fourth Army", "Fourth Fleet", False),
        ("Division Twenty-Three", "Division 23", True),
        ("Division 24", "Division 23", False),
        ("Ministry of Defence", "The Ministry of Defense", True),
        ("Republic of Niger", "Republic of Nicaragua", False),
    ],
)
def test_organisations(a: str, b: str, same: bool) -> None:
    assert compare_names(a, b, kind="organisation").is_same == same, compare_names(a, b, kind="organisation")


def test_what_stands_against_it_is_said() -> None:
    assert compare_names("John Foster Dulles", "Allen Dulles").reason == "'john' and 'allen' stand against each other"


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_has_a_likeness_both_ways(a: str, b: str) -> None:
    found, back = compare_names(a, b), compare_names(b, a)
    assert 0.0 <= found.score <= 1.0
    assert 0.0 <= back.score <= 1.0
