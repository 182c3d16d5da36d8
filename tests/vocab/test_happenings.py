"""The table of named happenings, and finding them in a text."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

import pytest

from dragoman.vocab import edtf
from dragoman.vocab.actor_tables import read_table
from dragoman.vocab.happenings import COLUMNS, Happening, Happenings, load_happenings
from dragoman.vocab.scheme import load_scheme

CODES = frozenset(row["code"] for table in ("state", "body") for row in read_table(table))
BODIES = frozenset(
    name for row in read_table("body") for name in (row["name"], *row["aliases"].split(";")) if " " in name
)
TABLE = load_happenings()


def find(text: str) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], found.happening.key) for found in TABLE.find(text)]


def test_the_table_has_the_columns_that_are_read() -> None:
    with (files("dragoman.vocab") / "data" / "happenings.csv").open(encoding="utf-8") as handle:
        rows = list(csv.reader(handle))
    assert tuple(rows[0]) == COLUMNS
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert len(TABLE) == len(rows) - 1 > 250


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.key)
def test_every_row_is_whole(row: Happening) -> None:
    assert row.actors
    assert row.recipients or len(row.actors) > 1, "a happening without recipients is an act of several alike"
    parties = [*row.actors, *row.recipients]
    assert len(set(parties)) == len(parties)
    assert CODES.issuperset(parties)
    load_scheme().score(row.event_type, row.mode)
    first, last = edtf.parse(row.date).earliest(), edtf.parse(row.date).latest()
    assert first is not None and last is not None
    assert date(1800, 1, 1) <= first <= last <= date(2000, 12, 31)
    assert all(name and name == " ".join(name.split()) and not name.startswith("the ") for name in row.names)
    assert [(name, row.key) for name in row.names] == [hit for name in row.names for hit in find(f"After the {name},")]


def test_keys_and_names_are_unique() -> None:
    keys = [row.key for row in TABLE]
    names = [name for row in TABLE for name in row.names]
    assert len(set(keys)) == len(keys)
    assert len(set(names)) == len(names)
    assert sorted(BODIES.intersection(names)) == ["Brussels Treaty", "Manila Pact"], "these are said of the treaty too"


def test_a_name_of_two_happenings_is_refused() -> None:
    first, second = list(TABLE)[:2]
    twin = Happening(
        key="twin",
        names=first.names,
        event_type=second.event_type,
        mode=second.mode,
        actors=second.actors,
        recipients=second.recipients,
        date=second.date,
    )
    with pytest.raises(ValueError, match="names two happenings"):
        Happenings([first, twin])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Both sat out the Six-Day War.", [("Six-Day War", "six-day-war")]),
        ("He had served in World War II.", [("World War II", "second-world-war")]),
        ("He had served in World War I.", [("World War I", "first-world-war")]),
        ("a fear of World War III", []),
        ("the korean war", []),
        ("the Korean Wars of the chronicles", []),
        ("the Second\nOpium War", [("Second\nOpium War", "second-opium-war")]),
        ("the Three Emperors’ League", [("Three Emperors’ League", "three-emperors-1873")]),
        ("the Russo–Japanese War", [("Russo–Japanese War", "russo-japanese-war")]),
        (
            "Between the Tehran Conference and the Second Cairo Conference",
            [("Tehran Conference", "tehran-1943"), ("Second Cairo Conference", "second-cairo-1943")],
        ),
    ],
)
def test_names_are_found_as_whole_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the North Atlantic Treaty Organization met", []),
        ("the North Atlantic Treaty was signed", [("North Atlantic Treaty", "north-atlantic-treaty-1949")]),
        ("the Casablanca Conference of 1961", []),
        ("the 1961 Casablanca Conference", []),
        ("the 1943 Casablanca Conference", [("Casablanca Conference", "casablanca-1943")]),
        ("the Casablanca Conference of January 1943", [("Casablanca Conference", "casablanca-1943")]),
        ("the Korean War (1950-1953)", [("Korean War", "korean-war")]),
        ("the Treaty of Rome (27 January 1924)", []),
    ],
)
def test_a_longer_name_or_another_year_is_passed_over(text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected
