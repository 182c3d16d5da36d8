"""How forecasts of breaks and thaws would have done on real histories: ``python -m benchmarks.forecasts [PROJECT]``.

Two histories, neither of which the weights were fitted on. The first is made of acts that published tables give of
twenty states, 1946 to 1995: whether two voted together more or less than most (a yearly act of support or refusal),
militarised disputes, new pacts of defence, envoys who came or went between two counts. The tables lie outside the
repository; without them that part is passed over. The second is a project's own events, where its folder is given.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.__main__ import SHARED
from benchmarks.made_hazards import one_act
from benchmarks.measure import pin
from benchmarks.reference_tables import FEWEST_VOTES, Tables
from dragoman.errors import CoverageError
from dragoman.foresight import gather_history
from dragoman.model import Dyad, Event
from dragoman.relations.backtest import backtest
from dragoman.relations.signs import History, gather_acts
from dragoman.timed import Timespan
from dragoman.workbench import Workbench

STATES = (
    "USA", "SUN", "GBR", "FRA", "CHN", "IND", "PAK", "EGY", "ISR", "YUG", "POL", "CUB", "IRN", "TUR", "GRC", "SYR",
    "ALB", "ROU", "ARG", "BRA",
)  # fmt: skip
HORIZONS = (12,)
DISPUTES = {2: ("THREATEN", ""), 3: ("MOBILIZE", ""), 4: ("COERCE", ""), 5: ("ASSAULT", "war")}
"""What a militarised dispute is told as, by its level of hostility."""


def main(arguments: Sequence[str]) -> None:
    pin()
    folder = SHARED / "reference"
    if folder.is_dir():
        tell("acts from the published tables", gather_acts(acts_of(Tables(folder))))
    else:
        print("published tables: not here, passed over")
    for path in arguments:
        tell(f"the events of {path}", gather_history_of(Path(path)))


def gather_history_of(folder: Path) -> History:
    """The acts of a project."""
    workbench = Workbench(folder)
    with workbench.reader() as reader:
        return gather_history(reader, workbench.rulings(), workbench.config, Timespan(), workbench.extra)


def tell(what: str, history: History) -> None:
    """Prints the scores over each horizon."""
    print(what)
    for months in HORIZONS:
        try:
            found = backtest(history, months=months)
        except CoverageError as error:
            print(f"  {months} months: {error}")
            continue
        for one in found.tested:
            print(
                f"  {months} months, {one.direction}s: {one.turns} in {one.number} forecasts, {found.dyads} dyads, "
                f"{found.first[:4]}-{found.last[:4]}; skill {one.skill:+.1%}, "
                f"forecast and outcome {one.error:.1%} apart"
            )
            for scores in one.scores:
                print(f"    {scores.name}: Brier {scores.brier:.4f}, log {scores.log:.4f}, CRPS {scores.crps:.3f}")
            told = ", ".join(f"{bin.forecast:.1%} came {bin.observed:.1%}" for bin in one.bins)
            print(f"    of what was forecast: {told}")


def acts_of(tables: Tables) -> list[Event]:
    """The acts that the tables give between the states, each of one account."""
    found: list[Event] = []

    def tell(dyad: Dyad, date: str, kind: tuple[str, str]) -> None:
        found.append(one_act(len(found), dyad, date, kind))

    usual = _usual(tables.folder)
    for dyad in (Dyad.of(*pair) for pair in combinations(STATES, 2)):
        for year, agreed in sorted(tables.agreement(dyad).items()):
            tell(dyad, str(year), ("SUPPORT", "") if agreed >= usual[year] else ("REJECT", ""))
        for start, kind in _disputes(tables, dyad):
            tell(dyad, start, kind)
        allied = tables.allied(dyad)
        for year in (year for year in allied if year > 1945 and year - 1 not in allied):
            tell(dyad, str(year), ("AGREE", "alliance"))
        for (before, had), (after, has) in pairwise(sorted(tables.envoys(dyad).items())):
            if had != has:
                mode = ("SUPPORT", "accredit-ambassador") if has else ("SANCTION", "recall-ambassador")
                tell(dyad, f"{before + 1}/{after}", mode)
    return found


def _usual(folder: Path) -> dict[int, float]:
    """What half of all pairs reach or pass in a year: the share of joint votes alike."""
    with duckdb.connect() as base:
        rows = base.execute(
            f"SELECT year, agree3 FROM '{folder / 'un_vote_agreement_dyad_year_1946_1995.parquet'}' "
            f"WHERE n_joint >= {FEWEST_VOTES} ORDER BY year"
        ).fetchall()
    held: dict[int, list[float]] = {}
    for year, agreed in rows:
        held.setdefault(int(year), []).append(float(agreed))
    return {year: median(values) for year, values in held.items()}


def _disputes(tables: Tables, dyad: Dyad) -> Iterator[tuple[str, tuple[str, str]]]:
    one, other = {*tables.numbers(dyad.a)}, {*tables.numbers(dyad.b)}
    with (tables.folder / "gml_mid_dyads_1900_2010.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first, second = int(float(row["ccode_a"])), int(float(row["ccode_b"]))
            met = (first in one and second in other) or (first in other and second in one)
            if met and "1946" <= row["start"] < "1996":
                kind = DISPUTES.get(int(float(row["hostlev"])))
                if kind:
                    yield row["start"], kind


if __name__ == "__main__":
    main(sys.argv[1:])
