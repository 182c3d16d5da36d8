"""Acts, accounts and series as tables, read back by DuckDB and by the csv module."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import duckdb
import pytest
from tests.export.conftest import WHO

from dragoman.export.rows import ACCOUNT_COLUMNS, EVENT_COLUMNS
from dragoman.vocab import edtf
from dragoman.workbench import Workbench


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_act_travels_with_the_words_of_all_its_accounts(project: Workbench, tmp_path: Path) -> None:
    project.export("plover", tmp_path / "acts.jsonl")
    texts = {document.id: document.text for document in project.documents()}
    records = lines(tmp_path / "acts.jsonl")
    assert [one["id"] for one in records] == [event.id for event in project.events()]
    for record, event in zip(records, project.events(), strict=True):
        evidence = record["evidence"]
        assert isinstance(evidence, list)
        assert sorted(one["id"] for one in evidence) == sorted(event.account_ids)
        for one in evidence:
            assert texts[one["document_id"]][one["start"] : one["end"]] == one["quote"]
            assert one["citation"] and one["coder"] and 0 <= one["confidence"] <= 1


def test_uncertain_dates_keep_their_bounds(project: Workbench, tmp_path: Path) -> None:
    project.export("plover", tmp_path / "acts.jsonl")
    found = {str(one["date"]): (one["earliest"], one["latest"]) for one in lines(tmp_path / "acts.jsonl")}
    assert found["1963"] == ("1963-01-01", "1963-12-31")
    assert found["1960-21"] == ("1960-03-01", "1960-05-31")
    assert all(edtf.is_valid(one) for one in found)


def test_who_stands_for_a_record_is_said_in_words(project: Workbench, tmp_path: Path) -> None:
    project.export("accounts", tmp_path / "accounts.csv")
    accepted, corrected = (one.judgement.about for one in project.judgements())
    checked = {row["id"]: row["checked"] for row in rows(tmp_path / "accounts.csv")}
    assert checked.pop(accepted) == "human-checked"
    assert checked.pop(corrected) == "human-corrected"
    assert set(checked.values()) == {"machine-coded"}


def test_an_act_told_twice_and_checked_once_is_partly_checked(project: Workbench, tmp_path: Path) -> None:
    twice = next(event for event in project.events() if len(event.account_ids) == 2)
    for expected in ("partly human-checked", "human-checked"):
        project.export("plover", tmp_path / "acts.csv")
        found = {row["id"]: row for row in rows(tmp_path / "acts.csv")}
        assert found[twice.id]["checked"] == expected
        for account_id in twice.account_ids:
            project.judge(account_id, "accept", by=WHO, at="2026-01-03T10:00:00+00:00")


@pytest.mark.parametrize(("form", "columns"), [("plover", EVENT_COLUMNS), ("accounts", ACCOUNT_COLUMNS)])
def test_csv_and_parquet_hold_the_same_and_the_codebook_explains_every_column(
    project: Workbench, tmp_path: Path, form: str, columns: dict[str, object]
) -> None:
    for ending in ("csv", "parquet"):
        project.export(form, tmp_path / f"table.{ending}")
    written = rows(tmp_path / "table.csv")
    table = duckdb.sql(f"SELECT * FROM '{tmp_path / 'table.parquet'}'")
    assert list(columns) == table.columns == list(written[0])
    assert [row["variable"] for row in rows(tmp_path / "table.codebook.csv")] == list(columns)
    held = [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]
    assert [one["id"] for one in held] == [one["id"] for one in written]
    assert [one["quote"] for one in held] == [one["quote"] for one in written]
    for one, other in zip(held, written, strict=True):
        assert "; ".join(one["actors"]) == other["actors"]
        assert one["earliest"] == date.fromisoformat(other["earliest"])


def test_a_series_reads_in_statistics_and_leads_to_its_acts(project: Workbench, tmp_path: Path) -> None:
    found = project.export("series", tmp_path / "dyads.csv", by="month", directed=True)
    assert [path.name for path in found.paths] == [
        "dyads.csv",
        "dyads.codebook.csv",
        "dyads.acts.csv",
        "dyads.acts.codebook.csv",
    ]
    table = duckdb.sql(f"SELECT * FROM read_csv('{tmp_path / 'dyads.csv'}', nullstr='NA')")
    kinds = dict(zip(table.columns, map(str, table.types), strict=True))
    assert kinds["first"] == kinds["last"] == "DATE"
    assert {kinds["n"], kinds["sources"]} == {"BIGINT"}
    dyads = set(duckdb.sql(f"SELECT dyad, actor FROM read_csv('{tmp_path / 'dyads.csv'}')").fetchall())
    assert dyads == {(f"ALB-{other}", one) for other in ("CHN", "SUN") for one in ("ALB", other)}
    acts = {row["id"] for row in rows(tmp_path / "dyads.acts.csv")}
    told = {one for row in rows(tmp_path / "dyads.csv") if row["events"] != "NA" for one in row["events"].split("; ")}
    assert told == acts == {event.id for event in project.events()}


def test_a_series_export_says_what_the_command_says(project: Workbench, tmp_path: Path) -> None:
    project.export("series", tmp_path / "dyad.jsonl", states=("ALB", "USSR"))
    shown = project.series("ALB", "SUN").rows()
    for one, other in zip(lines(tmp_path / "dyad.jsonl"), shown, strict=True):
        assert {key: one[key] for key in ("span", "n", "total", "level", "sources", "events")} == {
            key: other[key] for key in ("span", "n", "total", "level", "sources", "events")
        }


def test_a_selection_bounds_states_and_time(project: Workbench, tmp_path: Path) -> None:
    project.export("plover", tmp_path / "a.jsonl", states=("Albania", "China"))
    assert [one["date"] for one in lines(tmp_path / "a.jsonl")] == ["1960-21"]
    project.export("plover", tmp_path / "b.jsonl", states=("CHN",))
    assert lines(tmp_path / "b.jsonl") == lines(tmp_path / "a.jsonl")
    project.export("plover", tmp_path / "c.jsonl", since="1961")
    assert {str(one["date"])[:4] for one in lines(tmp_path / "c.jsonl")} == {"1961", "1963"}
