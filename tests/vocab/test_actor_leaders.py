"""Heads of state and government against Archigos (Goemans, Gleditsch, Chiozza 2009).

The list lies outside the repository; without it these tests are skipped.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from anyascii import anyascii
from rapidfuzz.distance import Indel

from dragoman.vocab.actor_records import Actor, Span
from dragoman.vocab.actors import Authority

TOLERANCE = timedelta(days=31)
"""Election, oath and the end of a predecessor's term lie this far apart; Archigos dates some terms by each of them."""

SPELT_ALIKE = 0.8
LAST = date(2015, 12, 31)
TITLES = frozenset({"head of state", "head of government", "party leader", "leader"})


class Spell(NamedTuple):
    """One leader's time in power, of a state known by its Gleditsch-Ward number."""

    number: int
    words: tuple[str, ...]
    first: date
    last: date


@pytest.fixture(scope="module")
def spells(shared: Path) -> list[Spell]:
    path = shared / "data/reference/archigos_leaders.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    with path.open(encoding="utf-8") as handle:
        return [spell for spell in map(_spell, csv.DictReader(handle)) if spell.first >= date(1945, 1, 1)]


def _spell(row: dict[str, str]) -> Spell:
    words = tuple(word for word in _plain(row["leader"].split(",")[0]) if len(word) > 2)
    first, last = (date.fromisoformat(row[end]) for end in ("startdate", "enddate"))
    return Spell(int(float(row["gwcode"])), words or _plain(row["leader"]), first, last)


def _plain(name: str) -> tuple[str, ...]:
    return tuple(str(anyascii(name)).lower().replace("'", "").replace("-", " ").split())


def terms(actor: Actor, codes: set[str]) -> Iterator[Span]:
    """Times in power, each by itself and those that follow one another taken together."""
    own = [o.span for o in actor.offices if o.state in codes and o.title in TITLES and o.span.first and o.span.last]
    yield from own
    runs: list[Span] = []
    for span in sorted(own, key=lambda one: (one.first or date.min, one.last or date.max)):
        before = runs[-1].last if runs else None
        if before is not None and span.first is not None and span.last is not None and span.first <= before + TOLERANCE:
            runs[-1] = Span(runs[-1].first, max(before, span.last))
        else:
            runs.append(span)
    yield from runs


def is_near(spell: Spell, term: Span) -> bool:
    assert term.first is not None and term.last is not None
    goes_on = spell.last >= LAST and term.last >= LAST
    return abs(spell.first - term.first) <= TOLERANCE and (goes_on or abs(spell.last - term.last) <= TOLERANCE)


def test_leaders_since_1945_are_known_with_their_days(spells: list[Spell]) -> None:
    authority = Authority.load()
    people = [actor for actor in authority if actor.kind == "person" and actor.offices]
    named = dated = 0
    for spell in spells:
        codes = {state.id for state in authority.states() if spell.number in state.gw}
        served = [p for p in people if any(office.state in codes for office in p.offices)]
        meant = [p for p in served if _is_named(p, spell.words)]
        named += bool(meant)
        dated += any(is_near(spell, term) for person in meant for term in terms(person, codes))
    # Measured when the list was made: 0.943 and 0.835 of 2,090 spells; before, 0.197 and 0.106.
    assert named / len(spells) >= 0.94
    assert dated / len(spells) >= 0.83


def _is_named(person: Actor, words: tuple[str, ...]) -> bool:
    known = {word for name in person.names for word in _plain(name.text)}
    return any(Indel.normalized_similarity(word, own) >= SPELT_ALIKE for word in words for own in known)
