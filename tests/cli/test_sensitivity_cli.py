"""The commands sensitivity, whatif and forecast, from end to end, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.records import FakeCoder

from dragoman import worker
from dragoman.cli import main

THANKS = [f"In {year} Albania thanked the Soviet Union." for year in range(1950, 1957)]
QUARREL = [f"In {year} the Soviet Union accused Albania." for year in range(1957, 1964)]


def dragoman(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two books that tell of thanks, and a memoir that alone tells of the quarrel."""
    folder = tmp_path_factory.mktemp("sensitivity")
    texts = {"archive": THANKS, "yearbook": THANKS[::2], "memoir": QUARREL, "aside": ["In 1960 Albania accused China."]}
    for name, sentences in texts.items():
        (folder / f"{name}.txt").write_text(f"{name.title()}\n\n{' '.join(sentences)}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "load_plugin", lambda kind, name: FakeCoder)
        worker.worker_for.cache_clear()
        assert dragoman("init", folder / "project").exit_code == 0
        files = [folder / f"{name}.txt" for name in texts]
        assert dragoman("add", *files, "-p", folder / "project").exit_code == 0
        result = dragoman("run", "-p", folder / "project")
        assert result.exit_code == 0, result.output
    worker.worker_for.cache_clear()
    return folder / "project"


def read(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_sensitivity_says_that_a_break_rests_on_one_memoir(project: Path) -> None:
    found = read(dragoman("sensitivity", "ALB", "SUN", "-p", project, "--json", "--draws", 30))
    assert found["dyad"] == "ALB-SUN" and found["sources"] == 3
    assert [turn["direction"] for turn in found["ruptures"]] == ["break"]
    rows = {row["label"].split(".")[0].split(",")[0]: row for row in found["left_out"] if row["kind"] == "source"}
    gone = {name: [turn["fate"] == "gone" for turn in row["turns"]] for name, row in rows.items()}
    assert gone["Memoir"] == [True] and gone["Yearbook"] == [False]
    assert found["rests"][0]["without"][0]["kind"] == "source"
    again = read(dragoman("sensitivity", "SUN", "Albania", "-p", project, "--json", "--draws", 30))
    assert again == found
    other = read(dragoman("sensitivity", "ALB", "SUN", "-p", project, "--json", "--draws", 30, "--seed", 2))
    assert other["bootstrap"]["seed"] == 2 and other["bootstrap"] != found["bootstrap"]
    assert read(dragoman("sensitivity", "ALB", "SUN", "-p", project, "--json", "--draws", 0))["bootstrap"] is None


def test_sensitivity_in_words(project: Path) -> None:
    told = dragoman("sensitivity", "ALB", "SUN", "-p", project, "--draws", 10).stdout
    assert "rests on" in told and "Memoir" in told and "With sources drawn anew" in told
    assert "10 draws from 3 sources (seed 1961)" in " ".join(told.split())


def test_one_act_from_one_source_is_said_to_be_that(project: Path) -> None:
    result = dragoman("sensitivity", "ALB", "CHN", "-p", project)
    told = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "Only one act between the two was read" in told and "Only one source tells of the two" in told
    assert "sources cannot be drawn anew" in told
    nothing = dragoman("sensitivity", "ALB", "USA", "-p", project)
    assert "No act between the two was read" in nothing.stdout and nothing.exit_code == 0


def test_whatif_takes_acts_out_and_prophesies_nothing(project: Path) -> None:
    events = read(dragoman("events", "ALB", "SUN", "-p", project, "--json"))
    quarrel = [one["id"] for one in events if one["event_type"] == "ACCUSE"]
    found = read(dragoman("whatif", "ALB", "SUN", "--without", *quarrel, "-p", project, "--json"))
    assert "does not say what would have happened" in found["caution"]
    assert len(found["without"]) == len(quarrel) == 7
    assert [turn["fate"] for turn in found["turns"]] == ["gone"]
    assert found["with_them"]["ruptures"] and not found["without_them"]["ruptures"]
    told = " ".join(dragoman("whatif", "ALB", "SUN", "--without", quarrel[0], "-p", project).stdout.split())
    assert "does not say what would have happened" in told and "Taken out: 1 act" in told


def test_whatif_refuses_what_is_no_act_between_the_two(project: Path) -> None:
    unknown = dragoman("whatif", "ALB", "SUN", "--without", "evt_nothing", "-p", project)
    assert (unknown.exit_code, "there is no event of that id" in unknown.stderr) == (1, True)
    (other,) = read(dragoman("events", "ALB", "CHN", "-p", project, "--json"))
    strange = dragoman("whatif", "ALB", "SUN", "--without", other["id"], "-p", project)
    assert (strange.exit_code, "no act between ALB and SUN" in strange.stderr) == (1, True)
    none = dragoman("whatif", "ALB", "SUN", "-p", project)
    assert (none.exit_code, "name at least one event" in none.stderr) == (1, True)


def test_forecast_tells_chances_with_what_weighs(project: Path) -> None:
    found = read(dragoman("forecast", "ALB", "SUN", "-p", project, "--json", "--months", 6))
    assert (found["dyad"], found["origin"], found["months"], found["acts"]) == ("ALB-SUN", "1963-12-31", 6, 18)
    assert [one["direction"] for one in found["outlooks"]] == ["break", "thaw"]
    for one in found["outlooks"]:
        assert 0 < one["low"] <= one["probability"] <= one["high"] < 1 and one["parts"]
    assert found["backtest"] is None
    tested = dragoman("forecast", "ALB", "SUN", "-p", project, "--backtest")
    assert tested.exit_code == 0 and "forecasts could be made, and 30 are needed" in tested.stderr
    assert "A chance, not a prophecy" in " ".join(tested.stdout.split())


def test_forecast_refuses_where_little_was_read(project: Path) -> None:
    thin = dragoman("forecast", "ALB", "CHN", "-p", project)
    assert thin.exit_code == 4
    assert "Refused: no forecast: too little was read of" in thin.stderr and "needed: 10" in thin.stderr
    later = dragoman("forecast", "ALB", "SUN", "--to", "1980", "-p", project)
    assert later.exit_code == 4 and "by 1980-12-31: 18 dated acts, 0 of the three years before" in later.stderr
    assert dragoman("forecast", "ALB", "SUN", "--months", 61, "-p", project).exit_code == 2
