"""When tables say that a relation turned: made tables whose turns are known, and how ours are set beside them."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from benchmarks import reference
from benchmarks.reference import ours_of, set_beside
from benchmarks.reference_tables import Tables
from benchmarks.table_turns import (
    Flip,
    in_years,
    turns_of_census,
    turns_of_disputes,
    turns_of_measure,
    turns_of_signs,
    turns_of_years,
)

from dragoman.model import Dyad
from dragoman.relations.ruptures import ruptures_of
from dragoman.relations.turns import follow

from .made import DYAD, event


def told(flips: list[Flip]) -> list[tuple[str, int, int]]:
    return [(one.direction, date.fromordinal(one.first).year, date.fromordinal(one.last).year) for one in flips]


def days(first: str, last: str) -> tuple[int, int]:
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


def measure(levels: tuple[float, ...], breaks: tuple[int, ...], seed: int) -> dict[int, float]:
    chance = random.Random(seed)
    return {year: levels[sum(year >= one for one in breaks)] + chance.gauss(0, 0.04) for year in range(1946, 1990)}


def test_a_measure_turns_where_its_level_changes() -> None:
    held = 0
    for seed in range(20):
        found = told(turns_of_measure("votes", measure((0.85, 0.4, 0.8), (1960, 1975), seed), floor=0.03))
        held += [way for way, _, _ in found] == ["break", "thaw"] and all(
            first <= true <= last for (_, first, last), true in zip(found, (1960, 1975), strict=True)
        )
    assert held >= 19


def test_a_measure_that_only_wavers_does_not_turn() -> None:
    assert sum(bool(turns_of_measure("votes", measure((0.7,), (), seed), floor=0.03)) for seed in range(20)) <= 1
    assert turns_of_measure("votes", dict.fromkeys(range(1946, 1990), 1.0), floor=0.03) == []
    assert turns_of_measure("votes", {1946: 1.0, 1947: 0.0}, floor=0.03) == []


def test_a_small_change_of_a_measure_is_no_turn() -> None:
    assert turns_of_measure("votes", measure((0.70, 0.66), (1965,), 1), floor=0.03) == []


def test_a_pact_that_begins_and_ends_turns_twice_and_not_where_the_table_is_cut_off() -> None:
    found = turns_of_years("alliance", range(1955, 1969), good=True, what="pact", told=(1940, 1995))
    assert told(found) == [("thaw", 1955, 1955), ("break", 1968, 1968)]
    assert turns_of_years("alliance", range(1940, 1996), good=True, what="pact", told=(1940, 1995)) == []


def test_a_rivalry_turns_the_other_way_round() -> None:
    found = turns_of_years("rivalry", range(1948, 1956), good=False, what="rivalry", told=(1816, 2010))
    assert told(found) == [("break", 1948, 1948), ("thaw", 1955, 1955)]


def test_disputes_less_than_ten_years_apart_are_one_spell() -> None:
    found = turns_of_disputes(
        "disputes",
        [days("1949-09-29", "1950-01-24"), days("1958-07-26", "1958-12-06"), days("1972-08-22", "1972-08-22")],
    )
    assert told(found) == [("break", 1949, 1949), ("thaw", 1958, 1958), ("break", 1972, 1972), ("thaw", 1972, 1972)]
    long = [days("1950-01-01", "1970-01-01"), days("1951-01-01", "1951-02-01"), days("1978-01-01", "1978-01-02")]
    assert told(turns_of_disputes("disputes", long)) == [("break", 1950, 1950), ("thaw", 1978, 1978)]


def test_a_sign_turns_in_the_years_that_only_the_new_window_has() -> None:
    signs = {(1954, 1957): 1, (1955, 1958): 1, (1956, 1959): -1}
    assert told(turns_of_signs("signs", signs)) == [("break", 1959, 1959)]
    assert told(turns_of_signs("signs", {(1950, 1953): 1, (1959, 1962): -1})) == [("break", 1954, 1962)]
    assert turns_of_signs("signs", {(1950, 1953): 1, (1959, 1962): 1}) == []


def test_a_census_turns_between_the_years_that_were_looked_at() -> None:
    found = turns_of_census("envoys", {1955: True, 1960: True, 1965: False, 1980: True}, what="envoys")
    assert told(found) == [("break", 1961, 1965), ("thaw", 1966, 1980)]


FRIENDLY = [event(number, f"{1950 + number // 3}-0{1 + number % 3}", 5.0) for number in range(30)]
QUARREL = [event(40 + number, f"{1960 + number // 3}-0{1 + number % 3}", -4.0) for number in range(30)]


def flip(direction: str, first: int, last: int) -> Flip:
    begin, end = in_years(first, last)
    return Flip(table="made", direction=direction, first=begin, last=end, what="made")


def test_a_turn_of_a_table_is_held_near_missed_or_not_covered() -> None:
    course = follow(DYAD, [*FRIENDLY, *QUARREL])
    ours = ours_of(ruptures_of(course))
    assert [one.found.direction for one in ours] == ["break"]

    def beside(one: Flip) -> tuple[str, float | None, str]:
        found = set_beside(DYAD, one, ours, course, both=range(1950, 1970))
        return found.verdict, found.years, found.why

    assert beside(flip("break", 1959, 1961))[:2] == ("held", 0.0)
    verdict, years, _ = beside(flip("break", 1961, 1961))
    assert verdict in ("held", "near") and years is not None and -2.0 < years < 0.0
    verdict, years, why = beside(flip("thaw", 1960, 1960))
    assert (verdict, years) == ("missed", None) and why.startswith("level moves the other way")
    assert beside(flip("break", 1953, 1953))[2].startswith("level does not move")
    assert beside(flip("break", 1985, 1985))[::2] == ("not covered", "no text of ours speaks of the two then")
    assert beside(flip("break", 1971, 1971))[::2] == ("not covered", "spoken of, but 12 acts before and 0 after")
    assert set_beside(DYAD, flip("break", 1959, 1961), ours, course, both=()).chance < 0.5


def test_without_the_tables_nothing_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reference, "SHARED", tmp_path)
    reference.main()
    assert "nothing was compared" in capsys.readouterr().out


def test_the_tables_are_read(shared: Path) -> None:
    folder = shared / "data" / "reference"
    if not folder.is_dir():
        pytest.skip("the reference tables are not here")
    tables = Tables(folder)
    turns = {(one.table, one.direction): told([one])[0][1:] for one in reversed(tables.flips(Dyad.of("CUB", "USA")))}
    assert turns["rivalry T-D", "break"] == turns["signed network", "break"] == (1959, 1959)
    assert turns["UN votes", "break"][0] <= 1960 <= turns["UN votes", "break"][1]
    assert turns["alliance", "break"] == (1962, 1962)
    assert all(one.first >= date(1949, 1, 1).toordinal() for one in tables.flips(Dyad.of("CHN", "SUN")))
