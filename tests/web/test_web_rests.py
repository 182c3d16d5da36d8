"""What a relation rests on, its outlook, and event tables."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.tables.made import as_text, gdelt

import dragoman


def test_sensitivity_is_that_of_the_command(web: Any, project: Path) -> None:
    page = web.get("/relations/ALB/SUN/sensitivity.json").json()
    found = dragoman.open(project).sensitivity("ALB", "SUN", draws=0)
    assert page["turns"] == len(found.ruptures) and page["sources"] == found.sources
    assert len(page["figure"]["rows"]) == sum(max(len(one.turns), 1) + len(one.arising) for one in found.left_out)
    assert not page["shares"]
    drawn = web.get("/relations/ALB/SUN/sensitivity.json?draws=true").json()
    assert [one["window"] for one in drawn["shares"]] == [one.window for one in found.ruptures]
    picture = web.get(f"{page['figure']['path']}.svg{page['figure']['query']}")
    assert picture.status_code == 200 and page["figure"]["summary"] in picture.text


def test_too_many_acts_are_not_waited_for(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.web.pages.rests.MOST_ACTS", 5)
    page = web.get("/relations/ALB/SUN/sensitivity?since=1959").text
    assert "too many" in page and "dragoman sensitivity ALB SUN" in page
    assert web.get("/relations/ALB/SUN/sensitivity/chart.svg?since=1959").status_code == 400


def test_the_outlook_is_that_of_the_command(web: Any, project: Path) -> None:
    page = web.get("/relations/ALB/SUN/forecast.json").json()
    found = dragoman.open(project).forecast("ALB", "SUN")
    assert [(one["direction"], one["probability"]) for one in page["outlooks"]] == [
        (one.direction, one.probability) for one in found.outlooks
    ]
    assert found.caution in web.get("/relations/ALB/SUN/forecast").text
    odds = [abs(one["odds"]) for one in page["outlooks"][0]["parts"]]
    assert odds == sorted(odds, reverse=True) and odds[0] > 0


def test_an_outlook_from_too_many_events_is_not_waited_for(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.web.pages.rests.MOST_EVENTS", 5)
    page = web.get("/relations/ALB/SUN/forecast?tried=true").text
    assert "dragoman forecast ALB SUN" in page and "<table" not in page
    assert web.get("/relations/ALB/SUN/forecast.json").json()["too_many"] > 5


def test_where_too_little_was_read_no_chance_is_told(web: Any) -> None:
    page = web.get("/relations/ALB/USA/forecast.json").json()
    assert page["refused"] and not page["outlooks"]
    assert web.get("/relations/ALB/SUN/forecast.json?months=99").status_code == 422


@pytest.fixture(scope="module")
def tabled(project: Path, connect: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A client to the example with a small table."""
    folder = tmp_path_factory.mktemp("tabled") / "project"
    shutil.copytree(project, folder)
    rows = [
        gdelt(1, "19611203", "ALB", "SUN", "161"),
        gdelt(2, "19611204", "SUN", "ALB", "112", Actor1Name="<b>X</b>"),
        gdelt(3, "19611205", "ALB", "", "010"),
    ]
    path = folder.parent / "made.csv"
    path.write_text(as_text("gdelt-1", rows), encoding="utf-8")
    dragoman.open(folder).add_table([path], name="made")
    return connect(folder)


def test_tables_are_listed_with_what_was_left_out(tabled: Any) -> None:
    (row,) = tabled.get("/tables.json").json()["tables"]
    assert (row["name"], row["rows"], row["events"]) == ("made", 3, 2)
    page = tabled.get("/tables/made.json").json()
    assert sum(one["rows"] for one in page["left"]) == 1
    assert tabled.get("/tables/other").status_code == 404
    assert tabled.get("/tables/..%2Fmade").status_code == 404


def test_rows_of_two_states_show_their_cells(tabled: Any) -> None:
    page = tabled.get("/tables/made.json?a=Albania&b=USSR").json()
    assert [one["date"] for one in page["acts"]] == ["1961-12-03", "1961-12-04"]
    assert ["GLOBALEVENTID", "1"] in page["acts"][0]["cells"]
    html = tabled.get("/tables/made?a=Albania&b=USSR").text
    assert "<b>X</b>" not in html and "&lt;b&gt;X&lt;/b&gt;" in html
    assert "Nowhere" in tabled.get("/tables/made.json?a=Nowhere&b=USSR").json()["fault"]
    assert "both" in tabled.get("/tables/made.json?a=ALB&b=ALB").json()["fault"]
