"""The commands for tables, and a relation told from one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.tables.made import as_text, gdelt

from dragoman.cli import main

EARLY = [gdelt(at, f"{1980 + at % 10}0{1 + at % 9}15", "USA", "IRQ", ("042", "051", "057")[at % 3]) for at in range(60)]
LATE = [gdelt(at, f"{1990 + at % 10}0{1 + at % 9}15", "IRQ", "USA", ("112", "172", "190")[at % 3]) for at in range(60)]
BAD = [gdelt(99, "19990231", "USA", "IRQ", "042"), gdelt(98, "19990201", "USA", "USA", "042")]


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--project", str(folder)])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "project"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    path = folder.parent / "News 1.CSV"
    path.write_text(as_text("gdelt-1", [*EARLY, *LATE, *BAD]))
    done = run(folder, "tables", "add", str(path), "--json")
    assert done.exit_code == 3
    assert "Skipped: 1 row: the date cannot be read; the first is row 121 of News 1.CSV ('19990231')" in done.stderr
    told = json.loads(done.stdout)
    assert (told["table"], told["rows"], told["events"], told["evidence"]) == ("news-1", 122, 120, "rows")
    return folder


def test_list_says_what_became_of_every_row(project: Path) -> None:
    (one,) = json.loads(run(project, "tables", "list", "--json").stdout)
    assert one["rows"] == one["events"] + sum(left["rows"] for left in one["left"])
    assert one["left"][0]["first"] == [{"file": "News 1.CSV", "row": 121, "words": "19990231"}]
    assert "120 of 122 rows" in run(project, "tables", "list").stdout


def test_rows_are_shown_without_a_quotation(project: Path) -> None:
    found = run(project, "tables", "rows", "news-1", "USA", "Iraq", "--from", "1990", "--limit", "3", "--json")
    rows = json.loads(found.stdout)
    assert len(rows) == 3
    assert all(row["quote"] is None and row["evidence"]["words"].startswith("row ") for row in rows)
    assert all(row["evidence"]["cells"]["SQLDATE"] == row["date"].replace("-", "") for row in rows)
    assert "evidence: row" in run(project, "tables", "rows", "news-1", "USA", "Iraq").stdout


def test_a_relation_is_told_from_the_table(project: Path) -> None:
    done = run(project, "relation", "USA", "Iraq", "--table", "news-1", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert {"dyad", "series", "coverage", "phases", "ruptures", "reasons"} <= set(told)
    assert [rupture["direction"] for rupture in told["ruptures"]] == ["break"]
    first, _, last = told["ruptures"][0]["window"].partition("/")
    assert first[:4] in ("1989", "1990") and last[:4] == "1990"
    assert told["phases"][0]["level"] > 1.5 > -4 > told["phases"][-1]["level"]
    assert told["reasons"] == [] and told["table"] == "news-1"
    shown = run(project, "relation", "USA", "Iraq", "--table", "news-1").stdout
    assert "The evidence is rows, without words" in shown and "dragoman tables rows news-1 IRQ USA" in shown


def test_a_series_is_told_from_the_table(project: Path) -> None:
    done = run(project, "series", "USA", "Iraq", "--table", "news-1", "--directed", "--by", "year", "--json")
    assert done.exit_code == 0, done.output
    one, other = json.loads(done.stdout)["directions"]
    assert (one["actor"], other["actor"]) == ("IRQ", "USA")
    assert [point["n"] for point in other["series"]][:10] == [6] * 10
    assert [point["n"] for point in one["series"]][-10:] == [6] * 10
    rows = run(project, "series", "USA", "Iraq", "--table", "news-1", "--csv").stdout.splitlines()
    assert len(rows) == 21


def test_what_a_table_cannot_tell_is_refused(project: Path) -> None:
    done = run(project, "series", "USA", "Iraq", "--table", "news-1", "--as-of", "1995")
    assert done.exit_code == 1 and "do not say when they were written" in done.stderr
    done = run(project, "series", "USA", "Iraq", "--table", "news")
    assert done.exit_code == 1 and "known: news-1" in done.stderr
    told = json.loads(run(project, "relation", "FRA", "Iraq", "--table", "news-1", "--json").stdout)
    assert told["phases"] == told["ruptures"] == [] and "no act" in told["statement"]
    assert all(point["level"] is None for point in told["series"])


def test_a_table_is_removed(project: Path) -> None:
    path = project.parent / "own.csv"
    path.write_text("date,actor,recipient,event type\n1961,USSR,Albania,SANCTION\n")
    assert run(project, "tables", "add", str(path), "--as", "own").exit_code == 0
    assert run(project, "tables", "remove", "own").stdout == "Removed own\n"
    assert [one["table"] for one in json.loads(run(project, "tables", "list", "--json").stdout)] == ["news-1"]
    assert path.is_file()
