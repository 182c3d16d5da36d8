"""Happenings of diplomatic history that have a name: "the Suez Crisis", "the Treaty of Portsmouth"."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from dragoman.vocab import edtf

COLUMNS = ("key", "names", "event_type", "mode", "actors", "recipients", "date")
_SAME_LENGTH = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "\n": " ", "\t": " ", "\u00a0": " "})
_LONGER_NAME = re.compile(r" (?:Organi[sz]ation|Council|Commission|Committee|Veterans|Memorial|Museum)\b")
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR_AFTER = re.compile(rf" (?:of |\()(?:\d{{1,2}} )?(?:{_MONTH} )?(?:\d{{1,2}}, )?(?P<year>1[5-9]\d\d|20\d\d)\b")
_YEAR_BEFORE = re.compile(r"(?<!\w)(?P<year>1[5-9]\d\d|20\d\d) \Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One happening that texts call by name, as the kind of act that the name alone tells.

    ``names`` stand as in texts, without article; ``mode`` is "" where the scheme has none that fits; ``date`` is EDTF.
    ``actors`` and ``recipients`` are codes of the authority list. Where ``recipients`` is empty, either all ``actors``
    acted alike (a treaty, a conference) or, with one actor, the name tells of no other side.
    """

    key: str
    names: tuple[str, ...]
    event_type: str
    mode: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A happening named in a text, from ``start`` up to ``end`` (offsets in characters)."""

    start: int
    end: int
    happening: Happening


class Happenings:
    """The named happenings, and an automaton over all their names (Aho and Corasick 1975; ``ahocorasick_rs``).

    Raises:
        ValueError: two of the happenings share a name, or a date is no EDTF value.
    """

    def __init__(self, rows: Iterable[Happening]) -> None:
        self.rows = tuple(rows)
        owners: dict[str, Happening] = {}
        for row in self.rows:
            edtf.parse(row.date)
            for name in row.names:
                if owners.setdefault(name, row) is not row:
                    raise ValueError(f"{name!r} names two happenings: {owners[name].key} and {row.key}")
        self._owners = tuple(owners.values())
        self._automaton = AhoCorasick([name.translate(_SAME_LENGTH) for name in owners])

    def __iter__(self) -> Iterator[Happening]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, text: str) -> tuple[Found, ...]:
        """The happenings that a text names as whole words, the leftmost first and of those the longest; none overlap.

        Upper and lower case count; line ends, curly apostrophes and other hyphens do not. A name that begins a longer
        one ("North Atlantic Treaty Organization"), or that has the year of another happening beside it ("the 1961
        Casablanca Conference", "Treaty of Rome of 1924"), is passed over.
        """
        plain = text.translate(_SAME_LENGTH)
        # Every match is seen before one is chosen: a long name that breaks off inside a word hides no short one.
        hits = sorted(
            (start, -end, row)
            for row, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True)
            if _stands_alone(plain, start, end)
        )
        found: list[Found] = []
        past = 0
        for start, minus_end, row in hits:
            if start < past:
                continue
            past = -minus_end
            happening = self._owners[row]
            if not _LONGER_NAME.match(plain, past) and not _has_other_year(plain, start, past, happening):
                found.append(Found(start=start, end=past, happening=happening))
        return tuple(found)


@cache
def load_happenings() -> Happenings:
    """The happenings of ``data/happenings.csv``.

    Raises:
        ValueError: the table names a happening twice, or has a date that is no EDTF value.
    """
    with (files("dragoman.vocab") / "data" / "happenings.csv").open(encoding="utf-8") as handle:
        return Happenings([_read_row(row) for row in csv.DictReader(handle)])


def _read_row(row: dict[str, str]) -> Happening:
    return Happening(
        key=row["key"],
        names=tuple(row["names"].split("|")),
        event_type=row["event_type"],
        mode=row["mode"],
        actors=tuple(row["actors"].split()),
        recipients=tuple(row["recipients"].split()),
        date=row["date"],
    )


def _stands_alone(plain: str, start: int, end: int) -> bool:
    return not (start and plain[start - 1].isalnum()) and not plain[end : end + 1].isalnum()


def _has_other_year(plain: str, start: int, end: int, happening: Happening) -> bool:
    years = (_YEAR_BEFORE.search(plain[max(0, start - 6) : start]), _YEAR_AFTER.match(plain, end))
    return any(year is not None and not edtf.overlaps(year["year"], happening.date) for year in years)
