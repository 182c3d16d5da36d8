"""How fast a table of events answers: the monthly series of all dyads beside DuckDB's own sum over the same rows.

``python -m benchmarks.event_tables [--rows 100000000] [--folder KEPT]``. The table is made in the shape of GDELT 1.0
and thrown away afterwards, unless ``--folder`` names where to keep it for another run. Each measurement runs in a
process of its own; peers are timed in turns, so that what else the machine does falls on both alike, and the best of
each counts. Bounds: 1.5 times the peer's time, 4,096 MB at the peak, seconds for one dyad.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import arro3.core as arrow
import duckdb

from benchmarks.made_events import make_events
from dragoman.model import Dyad
from dragoman.table_view import view_table
from dragoman.tables.query import count_all, count_days
from dragoman.tables.rows import accounts_of, events_from_rows
from dragoman.tables.shelf import TableShelf
from dragoman.vocab.actors import Authority

ROOT = Path(__file__).resolve().parents[1]
ROWS = 10_000_000
ROUNDS = 3
NAME = "made"
BUSIEST = Dyad.of("USA", "RUS")
MEMORY_MB = 4096
RATIO = 1.5

QUADS = ", ".join(f"count(*) FILTER ({{quad}} = {at})" for at in range(1, 5))
SOURCE = (
    "SELECT Actor1CountryCode, Actor2CountryCode, MonthYear, count(*), "
    f"{QUADS.format(quad='QuadClass')}, sum(GoldsteinScale) "
    "FROM read_parquet('{folder}/source/*.parquet') GROUP BY ALL"
)
"""The peer on the table as it came: the same figures by pair of codes and month, neither mapped nor sorted."""
STORE = (
    f"SELECT dyad, date_trunc('month', day) AS month, count(*), {QUADS.format(quad='quad')}, sum(goldstein) "
    "FROM read_parquet('{folder}/tables/made/events.parquet') GROUP BY ALL"
)
"""The peer on the store: the same figures from the same file that the series are read from."""


def add(folder: Path) -> Any:
    """Convert the table."""
    paths = sorted((folder / "source").glob("*.parquet"))
    return TableShelf(folder / "tables").add(paths, authority=Authority.load(), name=NAME).manifest.events


def bare(query: str) -> Callable[[Path], Any]:
    """A sum by DuckDB alone, in its own settings, taken over as an Arrow table."""

    def run(folder: Path) -> Any:
        with duckdb.connect() as con:
            con.execute("SET preserve_insertion_order = false")
            return arrow.Table.from_arrow(con.sql(query.format(folder=folder))).num_rows

    return run


def series(folder: Path) -> Any:
    """The monthly series of all dyads, as the library gives it."""
    store = TableShelf(folder / "tables").open(NAME)
    return count_all(store, by="month", scale="goldstein-1992").num_rows


def one_dyad(folder: Path) -> Any:
    """The busiest dyad by day."""
    return len(count_days(TableShelf(folder / "tables").open(NAME), BUSIEST))


def one_level(folder: Path) -> Any:
    """The busiest dyad by month with its level and bands."""
    return len(view_table(TableShelf(folder / "tables").open(NAME), BUSIEST, by="month").series[0].points)


def one_events(folder: Path) -> Any:
    """The busiest dyad as events, from which phases and ruptures are told."""
    return len(events_from_rows(TableShelf(folder / "tables").open(NAME), BUSIEST))


def one_evidence(folder: Path) -> Any:
    """Its first hundred rows with their cells."""
    return len(accounts_of(TableShelf(folder / "tables").open(NAME), BUSIEST))


MEASURED: dict[str, Callable[[Path], Any]] = {
    "add": add,
    "source": bare(SOURCE),
    "store": bare(STORE),
    "series": series,
    "dyad": one_dyad,
    "level": one_level,
    "events": one_events,
    "evidence": one_evidence,
}


def measure(what: str, folder: Path) -> dict[str, float]:
    """Run one measurement in a process of its own: what came out, seconds (clock and processor), peak memory in MB."""
    command = [sys.executable, "-m", "benchmarks.event_tables", "--measure", what, "--folder", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{what}: {done.stderr.strip()}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Make the table, convert it, and print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--measure", choices=sorted(MEASURED))
    options = parser.parse_args()
    if options.measure:
        clock, processor = time.perf_counter(), time.process_time()
        count = MEASURED[options.measure](options.folder)
        spent = {"seconds": time.perf_counter() - clock, "processor": time.process_time() - processor}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"count": count, **spent, "peak": peak}))
        return
    if options.folder:
        report(options.folder, options.rows)
        return
    with tempfile.TemporaryDirectory() as scratch:
        report(Path(scratch), options.rows)


def report(folder: Path, rows: int) -> None:
    """Measure in a folder; what lies there already from an earlier run is used again."""
    if not (folder / "source").is_dir():
        make_events(folder / "source", rows)
    print(f"event table: {rows:,} made rows in the shape of GDELT 1.0, Parquet")
    if not (folder / "tables" / NAME).is_dir():
        show("converting it once", measure("add", folder), "events")
    turns = [{what: measure(what, folder) for what in ("source", "store", "series")} for _ in range(ROUNDS)]
    best = {what: min((turn[what] for turn in turns), key=lambda one: one["seconds"]) for what in turns[0]}
    show("DuckDB alone, on the table as it came", best["source"], "sums")
    show("DuckDB alone, on the store", best["store"], "sums")
    show("dragoman, monthly series of all dyads", best["series"], "bins")
    for what, peer in (("source", "the table as it came"), ("store", "the store")):
        clock = best["series"]["seconds"] / best[what]["seconds"]
        processor = min(turn["series"]["processor"] for turn in turns) / min(turn[what]["processor"] for turn in turns)
        print(f"against {peer}: {clock:.2f} x by the clock, {processor:.2f} x by the processor (bound: {RATIO} x)")
    for what, words, noun in (
        ("dyad", f"{BUSIEST} by day", "dates"),
        ("level", f"{BUSIEST} by month with its level", "bins"),
        ("events", f"{BUSIEST} as events", "events"),
        ("evidence", "its first rows with their cells", "rows"),
    ):
        show(words, measure(what, folder), noun)
    print(f"(bound of memory: {MEMORY_MB:,} MB)")


def show(words: str, found: dict[str, float], noun: str) -> None:
    """One line of the report."""
    print(
        f"{words:<40}{found['seconds']:>8.2f} s {found['processor']:>8.2f} s processor "
        f"{found['peak']:>7,.0f} MB peak   {int(found['count']):,} {noun}"
    )


if __name__ == "__main__":
    main()
