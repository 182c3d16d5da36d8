"""The project that is set beside independent tables: texts coded by Dragoman, and visits as a table of events."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

import dragoman
from benchmarks.__main__ import SHARED
from dragoman.project import create
from dragoman.workbench import Workbench

VISITS = "visits"


def visits_csv(source: Path, out: Path) -> Path:
    """The visits to the USA and the travels of its presidents and secretaries of state as one table of dated acts."""
    rows = []
    for name, key in (("visits_to_us.jsonl", "from_"), ("us_leader_travels.jsonl", "country")):
        for line in (source / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            states = [one["name"] for one in row[key]] if key == "from_" else [row[key]]
            when = row["start"] if row["end"] in (None, "", row["start"]) else f"{row['start']}/{row['end']}"
            for state in states:
                pair = (state, "United States") if key == "from_" else ("United States", state)
                rows.append((row["id"], when, *pair, row.get("description") or row.get("remarks") or ""))
    path = out / "visits.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("number", "date", "actor", "recipient", "remarks"), *rows])
    return path


MAPPING = """title = "Visits to the USA, and travels of its presidents and secretaries of state"
date = ["date"]
dates = "edtf"
actor = ["actor"]
recipient = ["recipient"]
codes = "names"
always = "CONSULT"
number = "number"
"""


def open_project(folder: Path) -> Workbench:
    """The project of the texts and visits, made where it is not there yet."""
    if not (folder / "dragoman.toml").is_file():
        create(folder, title="Beside independent tables")
        made = dragoman.open(folder)
        for one in ("frus", "milestones/tei", "ungdc/txt"):
            made.add(*sorted(path for path in (SHARED / one).iterdir() if path.suffix in (".xml", ".txt")))
        made.run(workers=1)
    workbench = dragoman.open(folder)
    if VISITS not in {one.name for one in workbench.tables.manifests()}:
        with tempfile.TemporaryDirectory() as place:
            mapping = Path(place) / "visits.toml"
            mapping.write_text(MAPPING, encoding="utf-8")
            workbench.add_table([visits_csv(SHARED / "visits", Path(place))], name=VISITS, mapping=mapping)
    return workbench
