"""Ties over time, read back by networkx, and slides for TimelineJS."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx as nx

from dragoman.export.timelinejs import SHEET
from dragoman.workbench import Workbench


def test_gexf_reads_back_with_its_times(project: Workbench, tmp_path: Path) -> None:
    project.export("gexf", tmp_path / "ties.gexf")
    graph = nx.read_gexf(tmp_path / "ties.gexf")
    ties = {(tie.dyad.a, tie.dyad.b) for one in project.blocs(by="year").found.snapshots for tie in one.network.ties}
    assert {tuple(sorted(edge)) for edge in graph.edges} == ties
    assert graph.nodes["SUN"]["label"] == "Soviet Union"
    told = graph.edges["ALB", "CHN"]
    assert told["spells"][0] == ("1960-01-01", "1960-12-31")
    assert told["quote"] == "In the spring of 1960 Albania thanked China."
    text = (tmp_path / "ties.gexf").read_text(encoding="utf-8")
    assert 'mode="dynamic"' in text and 'timeformat="date"' in text
    assert "lastmodifieddate" not in text


def test_graphml_has_an_edge_for_each_window(project: Workbench, tmp_path: Path) -> None:
    project.export("graphml", tmp_path / "ties.graphml")
    graph = nx.read_graphml(tmp_path / "ties.graphml", force_multigraph=True)
    ties = [(one.at, tie) for one in project.blocs(by="year").found.snapshots for tie in one.network.ties]
    told = sorted((data["first"][:4], *sorted((a, b)), data["level"]) for a, b, data in graph.edges(data=True))
    assert told == sorted((at, tie.dyad.a, tie.dyad.b, tie.level) for at, tie in ties)
    assert {data["checked"] for _, _, data in graph.edges(data=True)} <= {"machine-coded", "human-checked"} | {
        "human-corrected"
    }


def test_the_sheet_has_the_columns_of_timelinejs_and_no_markup_of_a_source(project: Workbench, tmp_path: Path) -> None:
    project.export("timelinejs", tmp_path / "line.csv")
    with (tmp_path / "line.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == SHEET
    assert len(rows) == len(project.events())
    assert not any("<script" in cell for row in rows for cell in row.values())
    spring = next(row for row in rows if row["Display Date"] == "spring 1960")
    assert (spring["Year"], spring["Month"], spring["Day"], spring["End Month"]) == ("1960", "3", "", "5")
    year = next(row for row in rows if row["Display Date"] == "1963")
    assert (year["Year"], year["Month"], year["End Year"]) == ("1963", "", "")
    assert "machine-coded" in spring["Text"]


def test_the_json_of_timelinejs_counts_what_it_leaves_out(project: Workbench, tmp_path: Path) -> None:
    found = project.export("timelinejs", tmp_path / "line.json")
    told = json.loads((tmp_path / "line.json").read_text(encoding="utf-8"))
    dated = [event for event in project.events() if event.date]
    assert [one["unique_id"] for one in told["events"]] == [event.id for event in dated]
    assert all({"start_date", "text", "display_date"} <= one.keys() for one in told["events"])
    assert dict(found.counts) == {"slide": len(dated)}
