"""The time that is told of, and the day by which it must have been written."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.errors import ConfigError
from dragoman.timed import Timespan
from dragoman.workbench import Workbench, create

EARLY = (
    "---\ntitle: A contemporary's notes\nwritten: 1961-12-10\n---\n\n"
    "In June 1957 Enver Hoxha visited Moscow. In December 1961 the Soviet Union broke off diplomatic relations with"
    " Albania.\n"
)
LATE = (
    "---\ntitle: A later history\nwritten: 1985\n---\n\n"
    "On 3 December 1961 the Soviet Union broke off diplomatic relations with Albania. In April 1957 the Soviet Union"
    " granted Albania a loan.\n"
)
UNDATED = "On 25 May 1959 Nikita Khrushchev visited Albania.\n"


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A project of one text of the time, one of 1985 and one without a date."""
    folder = tmp_path_factory.mktemp("timed")
    for name, text in (("early.md", EARLY), ("late.md", LATE), ("undated.md", UNDATED)):
        (folder / name).write_text(text, encoding="utf-8")
    create(folder / "project")
    opened = Workbench(folder / "project")
    opened.add(folder / "early.md", folder / "late.md", folder / "undated.md")
    opened.run(workers=1)
    return opened


def test_events_are_those_whose_date_may_fall_in_the_time(workbench: Workbench) -> None:
    found = workbench.timed_events(since="1957-05", until="1959")
    assert [event.date for event in found] == ["1957-06", "1959-05-25"]
    assert len(workbench.timed_events()) == len(workbench.events())
    assert workbench.timed_events(since="1962") == ()


def test_as_of_a_day_only_what_had_been_written_is_known(workbench: Workbench) -> None:
    told = workbench.timed_events(as_of="1961-12-31")
    assert [event.date for event in told] == ["1957-06", "1961-12"]
    today = workbench.timed_events()
    assert "1961-12-03" in {event.date for event in today}
    assert not {event.id for event in told} >= {event.id for event in today}


def test_a_text_of_which_it_is_not_known_whether_it_was_written_by_then_is_not_read(workbench: Workbench) -> None:
    assert workbench.timed_events(as_of="1985-06", since="1961", until="1961")[0].date == "1961-12"
    assert workbench.timed_events(as_of="1985", since="1961", until="1961")[0].date == "1961-12-03"
    assert workbench.relation("ALB", "SUN", as_of="1985").undated == 1
    assert "1959-05-25" not in {event.date for event in workbench.timed_events(as_of="2000")}


def test_a_relation_within_a_time_tells_of_no_other(workbench: Workbench) -> None:
    view = workbench.relation("Albania", "USSR", since="1958", until="1960")
    assert [event.date for event in view.events] == ["1959-05-25"]
    assert {point.span for point in view.series} <= {"1958", "1959", "1960"}
    assert {year for year, _ in view.found.coverage.either} <= {1958, 1959, 1960}


def test_as_of_makes_no_use_of_what_later_texts_cover(workbench: Workbench) -> None:
    early = workbench.relation("ALB", "SUN", as_of="1962")
    assert len(early.documents) == 1
    assert early.found.coverage.sources(1900, 2000) == tuple(one.source_id for one in early.documents.values())


@pytest.mark.parametrize(
    ("since", "until", "message"),
    [("1961", "1960", "ends .* before it begins"), ("soon", None, "is no date"), (None, "1960/..", "open at that end")],
)
def test_a_time_that_cannot_be_meant_is_refused(since: str | None, until: str | None, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        Timespan.of(since, until)


def test_the_command_says_what_it_left_out(workbench: Workbench) -> None:
    result = CliRunner().invoke(
        main, ["relation", "ALB", "SUN", "--as-of", "1962", "--json", "-p", str(workbench.folder)]
    )
    assert result.exit_code == 0, result.output
    assert "1 document had surely been written by 1962-12-31" in result.stderr
    assert "1 bears no date of writing" in result.stderr
    assert list(json.loads(result.stdout)) == ["dyad", "series", "coverage", "phases", "ruptures", "reasons"]
