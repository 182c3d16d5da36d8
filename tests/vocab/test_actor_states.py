"""The states of the authority list against the two lists of the international system since 1816.

The lists are the Correlates of War project's (2016) and Gleditsch and Ward's (2017). They lie outside the repository;
without them these tests are skipped.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from anyascii import anyascii
from rapidfuzz.distance import Indel

from dragoman.vocab.actor_records import Actor
from dragoman.vocab.actors import Authority

TOLERANCE = timedelta(days=31)
"""A proclamation, its recognition and the day on which a list lets a state enter lie this far apart as a rule; the
lists also give several states the first of a month."""

FIRST, LAST = date(1816, 1, 1), date(2016, 12, 31)
DAY = timedelta(days=1)
SPELT_ALIKE = 0.9  # "Wuerttemburg" is at 0.92 of "Wuerttemberg"

OCCUPIED = "closed here while occupied or annexed, as COW has it; Gleditsch and Ward leave it open"
GERMAN = "closed here with its annexation of 1866 or the North German Confederation, as COW has it"
ITALIAN = "closed here with the plebiscites of March 1860, as COW has it"

MISSING: dict[tuple[str, int, int], str] = {
    ("cow", 210, 1940): "the Dutch army capitulated on 15 May 1940, COW waits until July",
    ("cow", 350, 1828): "the list gives only the year; Kapodistrias governed from January, recognition came later",
    ("cow", 663, 1946): "COW counts from the treaty of 22 March, independence was proclaimed on 25 May 1946",
    ("gw", 40, 1906): OCCUPIED,
    ("gw", 42, 1916): OCCUPIED,
    ("gw", 70, 1821): "the empire was proclaimed on 27 September 1821, the list gives the first of July",
    (
        "gw",
        101,
        1829,
    ): "the Congress of Valencia parted from Gran Colombia in January 1830, the list gives 1829",
    ("gw", 205, 1921): "the treaty is of 6 December 1921, the Free State began a year later",
    ("gw", 210, 1940): OCCUPIED,
    ("gw", 211, 1940): OCCUPIED,
    ("gw", 212, 1940): OCCUPIED,
    ("gw", 240, 1866): GERMAN,
    ("gw", 269, 1867): GERMAN,
    ("gw", 273, 1866): GERMAN,
    ("gw", 275, 1867): GERMAN,
    ("gw", 280, 1867): GERMAN,
    ("gw", 290, 1939): OCCUPIED,
    ("gw", 305, 1938): OCCUPIED,
    ("gw", 315, 1939): OCCUPIED,
    ("gw", 332, 1860): ITALIAN,
    ("gw", 335, 1860): ITALIAN,
    ("gw", 337, 1860): ITALIAN,
    ("gw", 339, 1939): OCCUPIED,
    ("gw", 341, 1868): "a vassal of the Sultan in law until the Treaty of Berlin of 1878",
    ("gw", 345, 1941): OCCUPIED,
    ("gw", 350, 1941): OCCUPIED,
    ("gw", 385, 1940): OCCUPIED,
    ("gw", 390, 1940): OCCUPIED,
    ("gw", 433, 1960): "4 April 1960 is the day of the agreement with France, the Mali Federation began on 20 June",
    ("gw", 517, 1962): "day and month exchanged: independence came on 1 July 1962",
    ("gw", 530, 1936): OCCUPIED,
    ("gw", 563, 1902): "the republics ended with the Peace of Vereeniging, not with the Union of 1910",
    ("gw", 564, 1902): "the republics ended with the Peace of Vereeniging, not with the Union of 1910",
    ("gw", 616, 1956): "independence came on 20 March 1956, the list gives the first day of the year",
    ("gw", 652, 1946): "the last foreign troops left on 17 April 1946, the list gives the first day of the year",
    ("gw", 652, 1958): "Syria was part of the United Arab Republic, as COW has it",
    ("gw", 711, 1913): "independence was proclaimed on 13 February 1913, the list gives the first day of the year",
    ("gw", 781, 1965): "independence came on 26 July 1965; the list's May is a slip",
    ("gw", 815, 1885): "a protectorate from the treaty of June 1885; the list waits until 1893",
}
"""Days of the two lists on which no state of ours bears the number, by list, number and first year, with the reason."""

BEFORE_RECOGNITION = "existed before it was recognised, proclaimed itself independent, or joined the United Nations"
NOT_COUNTED = "too small, or governed itself under another's protection: neither list counts it then"
NOT_RECOGNISED = "acted though hardly anybody recognised it; neither list counts it"

EARLIER: dict[tuple[str, int], str] = {
    ("AFG", 1888): "the lists leave out the years in which Britain directed its foreign affairs",
    ("ALB", 1912): BEFORE_RECOGNITION,
    ("AND", 1816): NOT_COUNTED,
    ("ARM", 1918): NOT_RECOGNISED,
    ("ARM", 1991): BEFORE_RECOGNITION,
    ("AZE", 1918): NOT_RECOGNISED,
    ("AZE", 1991): BEFORE_RECOGNITION,
    ("BGD", 1971): BEFORE_RECOGNITION,
    ("BIH", 1992): BEFORE_RECOGNITION,
    ("BTN", 1907): NOT_COUNTED,
    ("CHL", 1818): BEFORE_RECOGNITION,
    ("DEU", 1949): "the Basic Law is of May 1949, the lists count from the end of military government in September",
    ("EGY", 1816): "Muhammad Ali ruled for himself long before the lists count him",
    ("FSM", 1986): NOT_COUNTED,
    ("GEO", 1918): NOT_RECOGNISED,
    ("GEO", 1991): BEFORE_RECOGNITION,
    ("HRV", 1991): BEFORE_RECOGNITION,
    ("KIR", 1979): NOT_COUNTED,
    ("LBN", 1943): BEFORE_RECOGNITION,
    ("LIE", 1816): NOT_COUNTED,
    ("LTU", 1990): BEFORE_RECOGNITION,
    ("MCO", 1816): NOT_COUNTED,
    ("MHL", 1986): NOT_COUNTED,
    ("MKD", 1991): BEFORE_RECOGNITION,
    ("MNE", 1915): "its government in exile went on until the union of November 1918",
    ("MNG", 1911): "the Bogd Khanate, autonomous under Chinese suzerainty",
    ("NRU", 1968): NOT_COUNTED,
    ("OFS", 1854): "the Bloemfontein Convention is of 23 February 1854, the list counts from its ratification",
    ("PER", 1821): BEFORE_RECOGNITION,
    ("PLW", 1994): BEFORE_RECOGNITION,
    ("SMR", 1816): NOT_COUNTED,
    ("SRB", 1816): "an autonomous principality with a foreign policy of its own",
    ("SVK", 1939): "the state of 1939 to 1945 under German protection",
    ("SVN", 1991): BEFORE_RECOGNITION,
    ("TIB", 1950): "Chinese troops came in October 1950, the agreement on incorporation is of May 1951",
    ("TON", 1970): NOT_COUNTED,
    ("TUV", 1978): NOT_COUNTED,
    ("UKR", 1917): NOT_RECOGNISED,
    ("UKR", 1991): BEFORE_RECOGNITION,
    ("URY", 1828): BEFORE_RECOGNITION,
    ("VDR", 1945): "the lists count it from the armistice of 1954 only",
    ("VNM", 1949): "the State of Vietnam, associated with France; the lists count it from 1954",
    ("VUT", 1980): NOT_COUNTED,
    ("WSM", 1962): NOT_COUNTED,
}
"""Days on which a state of ours existed and neither list counts one with its numbers, by code and first year."""


class Spell(NamedTuple):
    """A row of one of the lists."""

    kind: str
    number: int
    name: str
    first: date
    last: date


@pytest.fixture(scope="module")
def spells(shared: Path) -> list[Spell]:
    return [*_read_cow(shared / "data/reference/cow_states.csv"), *_read_gw(shared / "data/reference/gw_states.csv")]


def _read_cow(path: Path) -> Iterator[Spell]:
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    with path.open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            ends = [date(*(int(float(row[end + part])) for part in ("year", "month", "day"))) for end in ("st", "end")]
            yield Spell("cow", int(float(row["ccode"])), row["statenme"], ends[0], min(ends[1], LAST))


def _read_gw(path: Path) -> Iterator[Spell]:
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    with path.open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            ends = [date.fromisoformat(row[end]) for end in ("startdate", "enddate")]
            yield Spell("gw", int(float(row["gwcode"])), row["statename"], ends[0], min(ends[1], LAST))


def holes(first: date, last: date, spans: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The stretches of more than the tolerance, between two days, that none of the spans covers."""
    at = first
    for begin, end in [*sorted(spans), (last + DAY, last + DAY)]:
        if begin > at and min(begin, last + DAY) - at > TOLERANCE:
            yield at, min(begin - DAY, last)
        at = max(at, end + DAY)


def lived(actor: Actor, number: int) -> list[tuple[date, date]]:
    """The days on which a state existed and bore the number."""
    found = []
    for span in actor.spans:
        for _, own in (pair for pair in actor.numbered if pair[0] == number):
            first = max(span.first or FIRST, own.first or FIRST, FIRST)
            last = min(span.last or LAST, own.last or LAST)
            if first <= last:
                found.append((first, last))
    return found


def bearers(authority: Authority, kind: str, number: int) -> list[Actor]:
    return [state for state in authority.states() if number in (state.cow if kind == "cow" else state.gw)]


def test_every_state_of_the_lists_is_here_on_every_day(spells: list[Spell]) -> None:
    authority = Authority.load()
    found = {
        (spell.kind, spell.number, first.year)
        for spell in spells
        for first, _ in holes(
            max(spell.first, FIRST),
            spell.last,
            [span for a in bearers(authority, spell.kind, spell.number) for span in lived(a, spell.number)],
        )
    }
    assert found == set(MISSING)


def test_no_state_here_is_older_than_the_lists_without_a_reason(spells: list[Spell]) -> None:
    authority = Authority.load()
    found = set()
    for state in authority.states():
        theirs = [(s.first, s.last) for s in spells if s.number in (state.cow if s.kind == "cow" else state.gw)]
        for span in state.spans if theirs else ():
            for first, _ in holes(max(span.first or FIRST, FIRST), min(span.last or LAST, LAST), theirs):
                found.add((state.id, first.year))
    assert found == set(EARLIER)


def test_a_number_is_that_of_the_state_of_its_name(spells: list[Spell]) -> None:
    authority = Authority.load()
    for spell in spells:
        known = {w for a in bearers(authority, spell.kind, spell.number) for n in a.names for w in _words(n.text)}
        alike = (Indel.normalized_similarity(ours, theirs) for ours in known for theirs in _words(spell.name))
        assert max(alike, default=0) >= SPELT_ALIKE, spell


def _words(name: str) -> set[str]:
    words = re.findall(r"\w+", str(anyascii(name)).lower())
    return set(words) - {"republic", "of", "and", "the", "united", "states", "saint", "st", "islands", "democratic"}
