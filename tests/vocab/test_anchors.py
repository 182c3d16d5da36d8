"""The table of well known happenings."""

from __future__ import annotations

import pytest

from dragoman.vocab.anchors import anchor, load_anchors
from dragoman.vocab.edtf import parse


def test_every_name_has_a_bounded_date() -> None:
    table = load_anchors()
    assert len(table) > 100
    assert not any(parse(value).is_open for value in table.values())
    assert all("’" not in name and name == " ".join(name.split()) for name in table)


@pytest.mark.parametrize(
    ("name", "value"),
    [("Stalin’s death", "1953-03-05"), ("Second\nWorld War", "1939-09-01/1945-09-02"), ("the moon", None)],
)
def test_a_name_is_found_whatever_its_blanks_and_apostrophes(name: str, value: str | None) -> None:
    assert anchor(name) == value
