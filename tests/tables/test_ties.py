"""The ties and gifts that a table tells are those that the same acts give as events; blocs and charts from a table."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from tests.tables.made import add, as_text, gdelt, shelf

from dragoman.cli import main
from dragoman.errors import ConfigError
from dragoman.model import Dyad
from dragoman.system import build_network, find_patrons, window_at
from dragoman.system_view import Asked
from dragoman.table_system import view_table_system
from dragoman.tables.query import TableStore
from dragoman.tables.rows import events_from_rows
from dragoman.tables.ties import networks_of
from dragoman.timed import Timespan
from dragoman.vocab.actors import Authority

KINDS = (
    "AID", "SUPPORT", "ACCUSE", "THREATEN", "REQUEST", "AGREE,treaty-signed", "SANCTION,break-relations",
    "SANCTION,discontinue",
)  # fmt: skip


def store_of(folder: Path) -> TableStore:
    """Acts of four states over eight years, no two of one pair on one day, some dated to a month or a year."""
    draw = Random(11)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["date", "actor", "recipient", "event type", "mode", "confidence"])
    for number, (one, other) in enumerate(combinations(("USA", "CHN", "JPN", "IND"), 2)):
        for step in range(40):
            day = date(1960, 1, 1) + timedelta(draw.randrange(0, 60) + 70 * step)
            when = day.isoformat()[: draw.choice((10, 10, 10, 7, 4))] if step % 7 == number else day.isoformat()
            sides = (one, other) if draw.random() < 0.5 else (other, one)
            kind, _, mode = draw.choice(KINDS).partition(",")
            rows.writerow([when, *sides, kind, mode, ""])
    added = add(folder, {"made.csv": out.getvalue()})
    assert not added.refused and added.manifest.events == 240
    return shelf(folder).open("t")


def test_ties_and_gifts_are_those_of_the_events(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    events = [
        event for pair in combinations(store.manifest.states, 2) for event in events_from_rows(store, Dyad.of(*pair))
    ]
    windows = [window_at("1963-06"), window_at("1966"), window_at("1967", memory=2)]
    networks, patrons = networks_of(store, windows)
    for window, network, gifts in zip(windows, networks, patrons, strict=True):
        expected = build_network(events, window)
        assert [tie.dyad for tie in network.ties] == [tie.dyad for tie in expected.ties]
        for tie, other in zip(network.ties, expected.ties, strict=True):
            assert (tie.sign, tie.rows) == (other.sign, len(other.event_ids)) and tie.event_ids == ()
            assert (tie.level, tie.weight) == pytest.approx((other.level, other.weight), abs=2e-3)
        told = {(one.patron, one.dependant): one for one in gifts}
        known = {(one.patron, one.dependant): one for one in find_patrons(events, window)}
        assert told.keys() == known.keys() and told
        for pair, one in told.items():
            assert (one.given, one.withheld, one.share, one.low) == pytest.approx(
                (known[pair].given, known[pair].withheld, known[pair].share, known[pair].low), abs=3e-3
            )
            assert (one.asked, one.demanded, one.kinds) == (known[pair].asked, known[pair].demanded, known[pair].kinds)


def test_many_rows_of_one_day_are_one_act_often_told(tmp_path: Path) -> None:
    rows = [gdelt(number, "20010401", "USA", "CHN", "172") for number in range(100)]
    add(tmp_path, {"news.csv": as_text("gdelt-1", rows)})
    ((network,), _) = networks_of(shelf(tmp_path).open("t"), [window_at("2001-04-01")])
    (tie,) = network.ties
    assert tie.rows == 100 and 1.9 < tie.weight <= 2.0


def test_what_a_table_cannot_tell_of_a_system_is_refused(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    with pytest.raises(ConfigError, match="do not say when they were written"):
        view_table_system(store, Asked(), Timespan.of(None, None, "1965"), authority=Authority.load())
    with pytest.raises(ConfigError, match="none of"):
        view_table_system(store, Asked(), Timespan(), authority=Authority.load(), scale="feet")
    silent = view_table_system(store, Asked(at="1900"), Timespan(), authority=Authority.load())
    assert silent.remarks == ("The table tells of no act between two states in that time.",)


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [words[0], "--project", str(folder), *words[1:]])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ties") / "p"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    rows = [gdelt(at, f"{1990 + at // 12}{at % 12 + 1:02}05", "USA", "FRA", "057") for at in range(60)]
    rows += [gdelt(at + 100, f"{1990 + at // 12}{at % 12 + 1:02}07", "IRN", "USA", "172") for at in range(60)]
    (folder / "news.csv").write_text(as_text("gdelt-1", rows), "utf-8")
    added = CliRunner().invoke(main, ["tables", "add", str(folder / "news.csv"), "--project", str(folder)])
    assert added.exit_code == 0, added.output
    return folder


def test_blocs_are_told_from_a_table(project: Path) -> None:
    told = run(project, "blocs", "--table", "news", "--at", "1994")
    assert told.exit_code == 0 and "no words stand behind them" in told.output
    assert "France, United States" in told.output and "1 hostile" in told.output
    values = json.loads(run(project, "blocs", "--table", "news", "--by", "year", "--json").stdout)
    assert values["evidence"] == "rows" and [one["at"] for one in values["windows"]] == [
        "1990", "1991", "1992", "1993", "1994"
    ]  # fmt: skip
    assert {tie["rows"] for tie in values["windows"][-1]["ties"]} == {48}


@pytest.mark.parametrize("words", [
    ("relation", "USA", "France"), ("comparison", "USA", "France", "USA", "Iran"), ("blocs",), ("network",),
    ("matrix",),
])  # fmt: skip
def test_charts_are_drawn_from_a_table(project: Path, words: tuple[str, ...]) -> None:
    drawn = run(project, "chart", *words, "--table", "news", "--json")
    assert drawn.exit_code == 0, drawn.output
    chart = json.loads(drawn.stdout)
    assert "table news" in chart["caption"] and "no acts" not in chart["caption"] and chart["rows"]


def test_charts_that_need_words_are_refused(project: Path) -> None:
    refused = run(project, "chart", "reasons", "USA", "Iran", "--table", "news")
    assert refused.exit_code == 2 and "from documents alone" in refused.output
