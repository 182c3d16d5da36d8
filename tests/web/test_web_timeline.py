"""Timeline: what is in a stretch of time, how one moves through it, and what no timeline can hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.vocab import edtf
from dragoman.web.pages.timeline import _filled


def ask(web: Any, **asked: str) -> dict[str, Any]:
    answer = web.get("/timeline.json", params=asked)
    assert answer.status_code == 200
    page: dict[str, Any] = answer.json()
    return page


def test_all_dated_events_are_told_and_the_others_counted(web: Any, project: Path) -> None:
    events = dragoman.open(project).events()
    dated = [one for one in events if one.date and not edtf.parse(one.date).is_open]
    page = ask(web)
    assert page["span"]["total"] == len(dated)
    assert page["unplaced"] == len(events) - len(dated)
    assert sum(one["events"] for one in page["stretches"]) == len(dated)
    told = [one["event_id"] for one in page["events"]]
    for number in range(2, page["span"]["pages"] + 1):
        told += [one["event_id"] for one in ask(web, page=str(number))["events"]]
    assert sorted(told) == sorted(one.id for one in dated)


def test_a_stretch_holds_what_may_have_been_in_it(web: Any, project: Path) -> None:
    page = ask(web, a="Albania", b="USSR", since="1961-06", until="1961")
    assert page["events"]
    workbench = dragoman.open(project)
    wanted = workbench.events(between=("ALB", "SUN"), since="1961-06", until="1961")
    placed = {one.id for one in wanted if one.date and not edtf.parse(one.date).is_open}
    assert {one["event_id"] for one in page["events"]} <= placed
    assert page["span"]["total"] == len(placed)
    assert (page["first"], page["last"]) == ("1961-06-01", "1961-12-31")


def test_moves_lead_closer_and_wider(web: Any) -> None:
    moves = {one["key"]: one for one in ask(web, since="1960", until="1961")["moves"]}
    assert moves["closer"]["since"] > "1960-01-01" and moves["closer"]["until"] < "1961-12-31"
    assert moves["wider"]["since"] < "1960-01-01" and moves["wider"]["until"] > "1961-12-31"
    assert moves["earlier"]["until"] < "1961-12-31" and moves["later"]["since"] > "1960-01-01"
    for move in moves.values():
        assert web.get("/timeline", params={"since": move["since"], "until": move["until"]}).status_code == 200


def test_the_ends_of_the_calendar_are_no_fault(web: Any) -> None:
    assert web.get("/timeline", params={"since": "0001", "until": "9999"}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "fault"),
    [({"a": "Nowhere"}, "Nowhere"), ({"since": "soon"}, "is no date"), ({"since": "1961", "until": "1960"}, "ends")],
)
def test_what_cannot_be_meant_is_told(web: Any, asked: dict[str, str], fault: str) -> None:
    page = ask(web, **asked)
    assert fault in page["fault"] and page["figure"] is None
    assert 'role="alert"' in web.get("/timeline", params=asked).text


def test_the_picture_is_drawn_from_the_same_question(web: Any) -> None:
    page = ask(web, a="ALB", b="SUN", since="1961", by="actor")
    figure = page["figure"]
    drawn = web.get(f"{figure['path']}.svg{figure['query']}")
    assert drawn.status_code == 200 and figure["summary"] in drawn.text
    assert {row[0] for row in figure["rows"]} >= {"Albania", "Soviet Union"}
    assert f'src="{figure["path"]}.svg' in web.get("/timeline?a=ALB&b=SUN&since=1961&by=actor").text


def test_years_without_events_are_listed() -> None:
    assert _filled("year", [("1959", 2), ("1961", 1)]) == [("1959", 2), ("1960", 0), ("1961", 1)]
    assert _filled("decade", [("1950", 1), ("1970", 1)]) == [("1950", 1), ("1960", 0), ("1970", 1)]
    assert _filled("month", [("1960-12", 1), ("1961-02", 3)]) == [("1960-12", 1), ("1961-01", 0), ("1961-02", 3)]
    far = [("0001", 1), ("1961", 1)]
    assert _filled("year", far) == far
