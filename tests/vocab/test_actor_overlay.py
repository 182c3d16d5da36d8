"""A user's own authority file: what it can change, and how its errors are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import ConfigError
from dragoman.vocab.actors import Authority


def write(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_adds_a_person(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        """
        [[person]]
        id = "person:exemplar-anna"
        name = "Anna Exemplar"
        surnames = ["Exemplar", "Exemplarova"]
        state = "ALB"
        born = 1880
        offices = ["foreign minister@1921-07-01/1921-12-31"]
        """,
    )
    mine = Authority.load(own)
    assert mine.lookup("Exemplarova").id == "person:exemplar-anna"
    held = mine.holder("foreign minister", "ALB", date(1921, 8, 1))
    assert held is not None
    assert held.id == "person:exemplar-anna"
    assert Authority.load().holder("foreign minister", "ALB", date(1921, 8, 1)) is None


def test_it_changes_the_days_of_an_office(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        """
        [[person]]
        id = "person:shepilov-dmitri"
        offices = ["foreign minister@1956-06-03/1957-02-15"]
        """,
    )
    on = date(1956, 6, 2)
    before, after = Authority.load(), Authority.load(own)
    assert before.holder("foreign minister", "SUN", on) == before.actor("person:shepilov-dmitri")
    assert after.holder("foreign minister", "SUN", on) is None
    assert after.actor("person:shepilov-dmitri").name == "Dmitri Shepilov"


def test_it_adds_an_alias_and_keeps_the_others(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        """
        [[state]]
        code = "ALB"
        more_aliases = ["Shqipëria", "Arbënia@/1912-11-27"]

        [[body]]
        code = "OAU"
        more_members = ["ALB@1970/1971"]
        """,
    )
    mine = Authority.load(own)
    assert mine.lookup("Shqiperia").id == "ALB"
    assert mine.lookup("People's Republic of Albania").id == "ALB"
    assert "ALB" in mine.members("body:OAU", date(1970, 6, 1))
    assert "GHA" in mine.members("body:OAU", date(1970, 6, 1))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '[[person]]\nid = "person:a"\nstate = "ALB"\n[[person]]\nid = "person:b"\noffices = ["minister@1950/1940"]',
            ["[[person]] number 2 (person:b)", "column 'offices'", "ends before it begins"],
        ),
        ('[[person]]\nid = "person:a"\nborn = "about 1900"', ["number 1 (person:a)", "column 'born'"]),
        ('[[person]]\nid = "person:a"\nstate = "ALX"', ["column 'state'", "'ALX'"]),
        ('[[person]]\nid = "person:a"\noffices = "envoy|XYZ@1950/1951"', ["column 'offices'", "'XYZ'"]),
        ('[[state]]\ncode = "RGS"\nvalid = "1808-13-01/"', ["number 1 (RGS)", "column 'valid'"]),
        ('[[state]]\ncode = "RGS"\ncow = "three"', ["column 'cow'"]),
        ('[[state]]\ncode = "RGS"\naliases = { a = "b" }', ["column 'aliases'", "expected words"]),
        ('[[state]]\ncode = "RGS"\n[[state]]\ncode = "RGT"\ncapital = "X"', ["number 2 (RGT)", "'capital'"]),
        ('[[state]]\ncode = "RGS"\nmore_name = "X"', ["'more_name'"]),
        ('[[body]]\ncode = "X"\nmembers = ["GHA@1957/", "GHX"]', ["column 'members'", "'GHX'"]),
        ('[[place]]\nname = "Nowhere"', ["[[place]] number 1", "no 'code'"]),
    ],
)
def test_a_wrong_row_names_file_row_and_column(tmp_path: Path, text: str, words: list[str]) -> None:
    own = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        Authority.load(own)
    told = str(caught.value)
    assert str(own) in told
    assert [part for part in words if part not in told] == []
