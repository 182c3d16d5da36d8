"""Names of persons and places that their shape shows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.mentions.name_places import PlaceShapes
from dragoman.mentions.name_shapes import name_shapes, split_parts

PLACES = PlaceShapes()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr. Kapo’s car stood there.", ["Kapo"]),
        ("Comrade Besnik Dragoti spoke.", ["Besnik Dragoti"]),
        ("They met H. Kapo and J. von Bock.", ["H. Kapo", "J. von Bock"]),
        ("John Foster Dulles answered.", ["John Foster Dulles"]),
        ("A letter of Besnik Dragoti, Esq., was read.", ["Besnik Dragoti"]),
        ("Mrs. McCone heard E. Lewis Revey OCB.", ["McCone", "E. Lewis Revey"]),
        ("John Dragoti came. Then Dragoti left.", ["John Dragoti", "Dragoti"]),
        ("The Soviet Union and the Central Committee met on Monday.", []),
        ("President Marshall Plan", ["Marshall"]),
    ],
)
def test_persons(text: str, names: list[str]) -> None:
    assert [one.text for one in name_shapes().find(text, split_parts(text))] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He lived at Ludbury, near Ashwick.", ["Ludbury", "Ashwick"]),
        ("the town of Holm, Parve and Greel", ["Holm", "Parve", "Greel"]),
        ("from Fort Grey to Lake Orrin", ["Fort Grey", "Lake Orrin"]),
        ("Marron County and Holm, Ohio", ["Marron County", "Ohio"]),
        ("He wrote from Marlow, Va. in May.", ["Marlow", "Va."]),
        ("In May and at Easter he wrote to John.", []),
    ],
)
def test_places(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in PLACES.find(text, split_parts(text), [])] == names


def test_what_is_taken_is_no_place() -> None:
    text = "He went to Ludbury."
    assert PLACES.find(text, split_parts(text), [(11, 18)]) == []


@given(st.text(alphabet="AaBbKk Mr.,’'-\n12éŠ", max_size=60))
def test_spans_slice_to_their_words_and_rise(text: str) -> None:
    parts = split_parts(text)
    found = name_shapes().find(text, parts)
    assert all(text[one.start : one.end] == one.text and one.opens <= one.start for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(text[part.start : part.end] == part.text for part in parts)
    places = PLACES.find(text, parts, [])
    assert places == sorted(places)
