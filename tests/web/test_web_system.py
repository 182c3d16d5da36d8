"""System: the states at a date, with the acts behind blocs, patrons and changes of side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import dragoman


def test_the_system_is_that_of_the_command(web: Any, project: Path) -> None:
    page = web.get("/system.json?year=1961").json()
    found = dragoman.open(project).blocs(at="1961").found.snapshots[-1]
    assert (page["states"], page["ties"]) == (len(found.network.states), len(found.network.ties))
    assert [one["members"] for one in page["blocs"]] == [list(one.members) for one in found.blocs]
    assert page["patronages"] == len(found.patronages) > 0
    assert page["window"] == found.network.window
    told = {(one["patron"], one["dependant"]): one["share"] for one in page["patrons"]}
    assert told == {(one.patron, one.dependant): one.share for one in found.patronages}


def test_changes_of_side_are_those_of_the_command(web: Any, project: Path) -> None:
    told = web.get("/system/changes.json").json()["told"]["changes"]
    view = dragoman.open(project).blocs(by="year")
    assert {(one["state"], one["window"]) for one in told} == {
        (one.state, one.window) for one in view.found.realignments
    }
    for one in told:
        assert one["acts"]["total"] >= len(one["acts"]["acts"]) > 0
        for act in one["acts"]["acts"]:
            assert web.get(f"/events/{act['event_id']}").status_code == 200


def test_the_slider_is_a_plain_form(web: Any) -> None:
    page = web.get("/system?year=1960").text
    assert '<input type="range" id="year" name="year"' in page and 'value="1960"' in page
    assert web.get("/system.json?year=1960").json()["at"] == "1960"
    assert "/system?year=1959" in page and "/system?year=1961" in page


def test_a_date_counts_before_the_slider(web: Any) -> None:
    page = web.get("/system.json?year=1950&at=1961-02").json()
    assert page["at"] == "1961-02" and page["year"] == 1961


def test_a_date_that_cannot_be_meant_is_told(web: Any) -> None:
    page = web.get("/system.json?at=tomorrow").json()
    assert "is no date" in page["fault"] and page["figure"]["rows"]
    assert "ends" in web.get("/system/changes.json?since=1961&until=1955").json()["fault"]


@pytest.mark.parametrize("year", [1700, 2500])
def test_a_year_of_which_nothing_is_told_is_empty(web: Any, year: int) -> None:
    page = web.get(f"/system.json?year={year}").json()
    assert not page["blocs"] and page["ties"] == 0 and page["remarks"] and page["balance"] is None
    assert page["first"] <= page["year"] <= page["last"]
    assert web.get(f"/system?year={year}").status_code == 200


def test_the_network_is_drawn_at_the_same_date(web: Any) -> None:
    figure = web.get("/system.json?year=1961").json()["figure"]
    answer = web.get(f"{figure['path']}.svg{figure['query']}")
    assert answer.status_code == 200 and figure["summary"] in answer.text
