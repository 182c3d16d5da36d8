"""The independent tables, read dyad by dyad, and when each has the relation turn.

They lie outside the repository (``../shared/data/reference``); ``docs/comparison.md`` says what each is. What comes
before 1947, or when one of the two states did not exist, is no turn of their relation.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.table_turns import (
    Flip,
    Span,
    turns_of_census,
    turns_of_disputes,
    turns_of_measure,
    turns_of_signs,
    turns_of_years,
)
from dragoman.model import Dyad
from dragoman.relations.dyads import day_span
from dragoman.vocab.actors import Authority

FEWEST_VOTES = 20
"""Joint votes: years of fewer are left out of the agreement in votes."""

FORCE = 4
"""The level of hostility from which a militarised dispute counts: the use of force."""

BEGIN = date(1946, 12, 31).toordinal()

UN_NAMES = {"SUN": "Russia", "GBR": "United Kingdom", "CSK": "Czechoslovakia", "DDR": "German Democratic Republic"}
NOT_YET_CHINA = 1971
"""Before this year China's votes are those of the government in Taipei."""

SIGNED = {"SUN": "RUS", "ROU": "ROM", "BGR": "BUL", "CSK": "CZE", "DDR": "GDR", "DEU": "GFR", "ESP": "SPN"}
"""How the signed networks call states that they do not call as we do."""


class Tables:
    """The tables in a folder, asked dyad by dyad."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority = Authority.load()
        self.un_known = {row["country"] for row in self._rows("un_country_names.csv")}
        self.ideal: dict[tuple[int, int], float] = {
            (int(row["ccode"]), int(row["session"]) + 1945): float(row["IdealPoint"])
            for row in self._rows("un_ideal_points_1946_2019_voeten.csv")
            if row["ccode"] not in ("", "NA") and row["IdealPoint"] not in ("", "NA")
        }
        self.signs: dict[tuple[str, str], dict[Span, int]] = {}
        for row in self._rows("signed_networks_doreian_mrvar.csv"):
            first, last = (1900 + int(part) for part in row["window"].split("-"))
            pair = (min(row["state1"], row["state2"]), max(row["state1"], row["state2"]))
            self.signs.setdefault(pair, {})[first, last] = int(row["sign"])

    def _rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def _ask(self, name: str, question: str, values: Sequence[object]) -> list[tuple[int, ...]]:
        with duckdb.connect() as base:
            found = base.execute(question.format(f"'{self.folder / name}'"), list(values)).fetchall()
        return [tuple(row) for row in found]

    def numbers(self, state: str) -> tuple[int, ...]:
        """The Correlates of War numbers of a state; the first is its own."""
        return self.authority.actor(state).cow

    def agreement(self, dyad: Dyad) -> dict[int, float]:
        """The share of joint votes alike by year, an abstention as half."""
        names = sorted(UN_NAMES.get(state, self.authority.name(state)) for state in (dyad.a, dyad.b))
        rows = self._ask(
            "un_vote_agreement_dyad_year_1946_1995.parquet",
            "SELECT year, agree3 FROM {} WHERE country1 = ? AND country2 = ? AND n_joint >= ?",
            [*names, FEWEST_VOTES],
        )
        return {int(year): float(value) for year, value in rows if self._votes(dyad, int(year))}

    def _votes(self, dyad: Dyad, year: int) -> bool:
        return "CHN" not in (dyad.a, dyad.b) or year >= NOT_YET_CHINA

    def closeness(self, dyad: Dyad) -> dict[int, float]:
        """Minus the distance of the ideal points by year (sessions, most of which lie in the year they open)."""
        (one, *_), (other, *_) = self.numbers(dyad.a), self.numbers(dyad.b)
        return {
            year: -abs(self.ideal[one, year] - self.ideal[other, year])
            for state, year in sorted(self.ideal)
            if state == one and (other, year) in self.ideal and self._votes(dyad, year)
        }

    def allied(self, dyad: Dyad) -> list[int]:
        """The years with a pact of defence."""
        pairs = [(one, other) for one in self.numbers(dyad.a) for other in self.numbers(dyad.b)]
        return sorted(
            {
                int(year)
                for pair in pairs
                for (year,) in self._ask(
                    "atop_dyad_year_1940_1995.parquet",
                    "SELECT year FROM {} WHERE ccode1 = ? AND ccode2 = ? AND atop_defense = 1",
                    pair,
                )
            }
        )

    def rival(self, dyad: Dyad, name: str) -> list[Span]:
        """The first and last years of rivalries."""
        first, last = ("styear", "endyear") if "styear" in self._rows(name)[0] else ("start", "end")
        pair = {*self.numbers(dyad.a)}, {*self.numbers(dyad.b)}
        return [
            (int(float(row[first])), int(float(row[last])))
            for row in self._rows(name)
            if _is_pair(row["ccode1"], row["ccode2"], pair)
        ]

    def disputes(self, dyad: Dyad) -> list[Span]:
        """First and last days of militarised disputes with the use of force."""
        pair = {*self.numbers(dyad.a)}, {*self.numbers(dyad.b)}
        found = []
        for row in self._rows("gml_mid_dyads_1900_2010.csv"):
            if _is_pair(row["ccode_a"], row["ccode_b"], pair) and float(row["hostlev"]) >= FORCE:
                start, end = day_span(row["start"]), day_span(row["end"])
                if start and end:
                    found.append((start[0], end[1]))
        return found

    def envoys(self, dyad: Dyad) -> dict[int, bool]:
        """Whether either state was represented with the other, in the years that were looked at."""
        name = "cow_diplomatic_exchange_subset_1930_2000.parquet"
        one, other = self.numbers(dyad.a)[0], self.numbers(dyad.b)[0]
        years = self._ask(
            name,
            "SELECT year FROM {} WHERE year >= 1945 GROUP BY year HAVING count(*) FILTER (ccode1 = ? OR ccode2 = ?) > 0"
            " AND count(*) FILTER (ccode1 = ? OR ccode2 = ?) > 0",
            [one, one, other, other],
        )
        sent = self._ask(
            name,
            "SELECT year FROM {} WHERE ((ccode1 = ? AND ccode2 = ?) OR (ccode1 = ? AND ccode2 = ?))"
            " AND greatest(DR_at_1, DR_at_2) > 0",
            [one, other, other, one],
        )
        return {int(year): (year,) in sent for (year,) in years}

    def knows(self, dyad: Dyad) -> bool:
        """Whether both are states that the tables number."""
        return all(state in self.authority and self.numbers(state) for state in (dyad.a, dyad.b))

    def sign(self, dyad: Dyad, year: int) -> int:
        """The sign of the dyad in the window that ends with a year; 0 for none."""
        one, other = sorted(SIGNED.get(state, state) for state in (dyad.a, dyad.b))
        return self.signs.get((one, other), {}).get((year - 3, year), 0)

    def flips(self, dyad: Dyad) -> list[Flip]:
        """All turns of the dyad, in all tables, after 1946."""
        signed = sorted(SIGNED.get(state, state) for state in (dyad.a, dyad.b))
        found = [
            *turns_of_measure("UN votes", self.agreement(dyad), floor=0.03),
            *turns_of_measure("UN ideal points", self.closeness(dyad), floor=0.1),
            *turns_of_years("alliance", self.allied(dyad), good=True, what="pact of defence", told=(1940, 1995)),
            *turns_of_signs("signed network", self.signs.get((signed[0], signed[1]), {})),
            *turns_of_disputes("disputes", self.disputes(dyad)),
            *turns_of_census("envoys", self.envoys(dyad), what="envoys"),
        ]
        for label, name in (("T-D", "rivalries_thompson_dreyer.csv"), ("T-S-S", "rivalries_thompson_sakuwa_suhas.csv")):
            for first, last in self.rival(dyad, name):
                table = f"rivalry {label}"
                years = range(first, last + 1)
                found += turns_of_years(table, years, good=False, what="rivalry", told=(1816, 2010))
        born, ended = self.lived(dyad)
        return sorted(flip for flip in found if flip.last >= born and flip.first <= ended)

    def lived(self, dyad: Dyad) -> Span:
        """The days from 1947 on on which both states existed."""
        born, ended = [BEGIN], [date.max.toordinal()]
        for state in (dyad.a, dyad.b):
            spans = self.authority.actor(state).spans
            later = [one for one in spans if one.last is None or one.last.toordinal() > BEGIN]
            born.append(min((one.first.toordinal() if one.first else BEGIN for one in later), default=BEGIN))
            ended.append(max(((one.last or date.max).toordinal() for one in spans), default=BEGIN))
        return max(born), min(ended)


def _is_pair(one: str, other: str, pair: tuple[set[int], set[int]]) -> bool:
    if "NA" in (one, other) or not one or not other:
        return False
    first, second = int(float(one)), int(float(other))
    return (first in pair[0] and second in pair[1]) or (first in pair[1] and second in pair[0])
