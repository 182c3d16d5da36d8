"""The system as a project tells it: windows asked for, bodies, what cannot be told, and the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.errors import ConfigError
from dragoman.model import Event
from dragoman.system.realign import calibrate
from dragoman.system_events import main_years
from dragoman.system_view import Asked, SystemView, view_system
from dragoman.timed import Timespan
from dragoman.vocab.actors import Authority


def act(number: int, when: str | None, kind: str, score: float, *sides: str, mode: str = "") -> Event:
    return Event(
        id=f"evt_{number:04}",
        account_ids=(f"acc_{number:04}",),
        event_type=kind,
        mode=mode,
        actors=sides[:1],
        recipients=sides[1:],
        date=when,
        place="",
        score=score,
        status="asserted",
        standing="single-source",
    )


CHANGE = (
    act(1, "1957-03", "AID", 6.5, "SUN", "ALB"),
    act(2, "1957-05", "SUPPORT", 4.0, "ALB", "SUN"),
    act(3, "1958-02", "AID", 6.5, "SUN", "ALB"),
    act(4, "1961-04", "AID", 6.5, "CHN", "ALB"),
    act(5, "1961-05", "AGREE", 6.0, "CHN", "ALB", mode="treaty-signed"),
    act(6, "1961-08", "ACCUSE", -3.0, "ALB", "SUN"),
    act(7, "1961-12-03", "SANCTION", -8.0, "SUN", "ALB", mode="break-relations"),
)


def view(events: tuple[Event, ...], asked: Asked | None = None, span: Timespan | None = None) -> SystemView:
    return view_system(
        events, asked or Asked(), span or Timespan(), authority=Authority.load(), documents={}, spoken=()
    )


def test_a_change_of_side_is_told_with_its_acts() -> None:
    found = view(CHANGE).found
    moved = [one for one in found.realignments if one.state == "ALB"]
    assert [(one.kind, one.origin, one.destination) for one in moved] == [("moved", "bloc-SUN", "bloc-CHN")]
    assert moved[0].sure > 0.6 and {"evt_0004", "evt_0005", "evt_0006", "evt_0007"} <= set(moved[0].event_ids)
    assert "evt_0001" not in moved[0].event_ids


def test_a_date_gives_one_window_and_a_span_its_years() -> None:
    assert [one.at for one in view(CHANGE, Asked(at="1958-06")).found.snapshots] == ["1958-06"]
    spanned = view(CHANGE, Asked(by="year"), Timespan.of("1960", "1961"))
    assert [one.at for one in spanned.found.snapshots] == ["1960", "1961"]
    assert len(view(CHANGE, Asked(by="quarter")).found.snapshots) == 20


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((), "no event in that time"),
        ((act(1, None, "AID", 6.5, "SUN", "ALB"),), "No event is dated"),
        ((act(1, "1961", "AID", 6.5, "WTO", "ALB"),), "ask for those too"),
        ((act(1, "1961-11", "CONSULT", 1.5, "SUN", "ALB"),), "carries no sign"),
        ((act(1, "1961-11", "SANCTION", -8.0, "SUN", "ALB", mode="break-relations"),), "there is no bloc"),
        ((act(1, "1961", "AID", 6.5, "SUN", "XXQ"),), "Not known as states, and left out: XXQ"),
    ],
)
def test_what_cannot_be_told_is_said(events: tuple[Event, ...], words: str) -> None:
    found = view(events)
    assert any(words in remark for remark in found.remarks)
    assert not any(one.blocs for one in found.found.snapshots)


def test_an_empty_window_is_said_to_be_empty() -> None:
    found = view(CHANGE, Asked(at="1990"))
    assert found.found.snapshots[0].network.ties == ()
    assert any("No act between two states falls into the time" in remark for remark in found.remarks)


def test_bodies_take_part_when_asked_for() -> None:
    events = (act(1, "1961", "AID", 6.5, "WTO", "ALB"),)
    assert view(events, Asked(at="1961", bodies=True)).found.snapshots[0].network.states == ("ALB", "WTO")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"at": "1961", "by": "year"}, "not for both"),
        ({"by": "week"}, "not by 'week'"),
        ({"memory": -1.0}, "more than 0"),
        ({"resolution": -0.5}, "between 0 and 10"),
    ],
)
def test_what_cannot_be_meant_is_refused(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        Asked(**asked)


def test_a_date_that_is_none_and_too_many_windows_are_refused() -> None:
    with pytest.raises(ConfigError, match="soon"):
        view(CHANGE, Asked(at="soon"))
    with pytest.raises(ConfigError, match="ask for fewer"):
        view(CHANGE, Asked(by="month"), Timespan.of("1800", "1961"))


def test_the_command_prints_json_and_text_of_an_empty_project(tmp_path: Path) -> None:
    runner = CliRunner()
    project = str(tmp_path / "p")
    assert runner.invoke(main, ["init", project]).exit_code == 0
    assert runner.invoke(main, ["run", "--project", project]).exit_code == 0
    found = runner.invoke(main, ["blocs", "--project", project, "--json"])
    assert found.exit_code == 0
    told = json.loads(found.stdout)
    assert told["windows"] == [] and told["realignments"] == [] and "no event" in told["remarks"][0]
    assert "no event" in runner.invoke(main, ["blocs", "--project", project]).stdout
    unknown = runner.invoke(main, ["blocs", "--project", project, "--state", "Ruritania"])
    assert unknown.exit_code == 1 and "no actor is known as 'Ruritania'" in unknown.stderr


def test_acts_dated_far_from_all_others_are_left_out_and_told() -> None:
    many = tuple(act(number, f"1957-{number % 12 + 1:02}", "AID", 6.5, "SUN", "ALB") for number in range(30))
    odd = (act(40, "1854", "AID", 6.5, "GBR", "FRA"), act(41, "2067-05", "AID", 6.5, "SUN", "ALB"))
    found = view((*many, *odd))
    assert [one.at for one in found.found.snapshots] == ["1957"]
    # The Soviet Union is gone in 2067, so that act is one of no two states.
    assert any("one act dated far from all others (1854)" in remark for remark in found.remarks)
    assert any("Soviet Union (1)" in remark for remark in found.remarks)
    spanned = view((*many, *odd), span=Timespan.of("1854", "1855"))
    assert len(spanned.found.snapshots) == 2 and not any("far" in remark for remark in spanned.remarks)


def test_a_state_takes_no_part_before_it_is_born() -> None:
    found = view((*CHANGE, act(9, "1961-03", "AID", 6.5, "RUS", "USA")))
    assert "RUS" not in {state for one in found.found.snapshots for state in one.network.states}
    assert any("Russia (1)" in remark for remark in found.remarks)


def test_years_far_from_the_rest_make_no_stretch() -> None:
    assert main_years({}) is None
    assert main_years({1066: 1, 1957: 30, 1961: 2, 2067: 1}) == (1957, 1961)
    assert main_years({1648: 300, 1957: 30, 2067: 1}) == (1648, 1957)
    assert main_years({1648: 300, 1957: 30}, most=50) == (1648, 1648)
    assert main_years({1948: 1, 1961: 1}) == (1948, 1961)


def test_who_went_along_counts_where_a_bloc_splits() -> None:
    pairs = (("SUN", "ALB"), ("SUN", "CHN"), ("CHN", "ALB"), ("SUN", "POL"))
    before = [
        act(10 * at + step, f"{1957 + step // 3}-0{step % 3 + 2}", "AID", 6.5, *pair)
        for at, pair in enumerate(pairs)
        for step in range(6)
    ]
    after = [
        act(100 + 10 * at + step, f"{1963 + step // 4}-0{step % 4 + 2}", kind, score, *pair)
        for at, (pair, kind, score) in enumerate(
            ((pairs[0], "SANCTION", -6.0), (pairs[1], "ACCUSE", -3.0), (pairs[2], "AID", 6.5), (pairs[3], "AID", 6.5))
        )
        for step in range(8)
    ]
    moved = {one.state: one for one in view((*before, *after)).found.realignments if one.kind == "moved"}
    assert moved["ALB"].destination == "bloc-CHN" and moved["ALB"].sure > 0.5


def test_how_likely_a_change_is_rises_with_what_speaks_for_it() -> None:
    told = [calibrate(step / 10) for step in range(11)]
    assert told == sorted(told) and told[0] < 0.001 and told[5] < 0.25 and told[-1] > 0.99
