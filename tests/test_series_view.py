"""The series of a project: tables, directions, scales, and the time in which two states existed."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main
from dragoman.errors import ConfigError
from dragoman.model.relation import QUADS
from dragoman.relations.series_rows import SERIES_COLUMNS
from dragoman.workbench import Workbench, create

TEXT = (
    "In June 1957 Enver Hoxha visited Moscow. In April 1957 the Soviet Union granted Albania a loan. On 25 May 1959"
    " Nikita Khrushchev visited Albania. In June 1960 Albania accused the Soviet Union. In November 1960 Albania"
    " accused the Soviet Union of interference. On 25 November 1961 the Soviet Union recalled its ambassador from"
    " Albania. On 3 December 1961 the Soviet Union broke off diplomatic relations with Albania. In 1970 Italy sold"
    " ships to Albania.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one text that has been run."""
    made = tmp_path_factory.mktemp("series")
    (made / "text.txt").write_text(TEXT, encoding="utf-8")
    create(made / "project")
    workbench = Workbench(made / "project")
    workbench.add(made / "text.txt")
    workbench.run(workers=1)
    return made / "project"


@pytest.fixture(scope="module")
def workbench(folder: Path) -> Workbench:
    return Workbench(folder)


def dragoman(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_a_gap_in_coverage_is_null_and_never_0(workbench: Workbench) -> None:
    points = {point.span: point for point in workbench.series("ALB", "SUN").series[0].points}
    gap, quiet = points["1965"], points["1970"]
    assert (gap.n, gap.total, gap.quads, gap.level, gap.mean, gap.sources) == (None,) * 5 + (0,)
    assert (quiet.n, quiet.total, quiet.sources) == (0, 0.0, 1)
    assert points["1961"].level is not None


def test_the_tie_is_told_beside_the_level(workbench: Workbench) -> None:
    view = workbench.series("ALB", "SUN", by="month", since="1961-10", until="1962-01")
    assert [point.tie for point in view.series[0].points] == ["", "lowered", "broken"]
    assert [step.act for step in view.series[0].steps] == ["recall-ambassador", "break-relations"]


def test_each_direction_has_its_own_acts(workbench: Workbench) -> None:
    both = workbench.series("ALB", "SUN").series[0]
    there, back = workbench.series("ALB", "SUN", directed=True).series
    assert (there.actor, there.recipient, back.actor) == ("ALB", "SUN", "SUN")
    events = [{one for point in side.points for one in point.event_ids} for side in (there, back, both)]
    assert events[0] | events[1] == events[2]
    assert events[0] != events[1]
    assert there.steps == back.steps == both.steps


def test_a_scale_is_named_and_gives_other_scores(workbench: Workbench) -> None:
    plover, goldstein = (workbench.series("ALB", "SUN", scale=one).series[0] for one in ("plover", "goldstein-1992"))
    assert (plover.scale, goldstein.scale) == ("plover", "goldstein-1992")
    assert [point.total for point in plover.points] != [point.total for point in goldstein.points]
    assert [point.quads for point in plover.points] == [point.quads for point in goldstein.points]


def test_the_table_is_one_that_other_programs_read(workbench: Workbench) -> None:
    view = workbench.series("ALB", "SUN", directed=True)
    table = view.table()
    assert hasattr(table, "__arrow_c_stream__")
    assert table.column_names == list(SERIES_COLUMNS)
    connection = duckdb.connect()
    connection.register("points", table)
    connection.register("steps", view.formal())
    told = connection.sql(
        "select first, n, level, events from points where actor = 'SUN' and span = '1961'"
    ).fetchall()[0]
    assert told[0] == date(1961, 1, 1)
    assert told[1] == len(told[3]) >= 2
    assert connection.sql("select count(*) from points where span = '1965' and total is null").fetchall() == [(2,)]
    assert connection.sql("select act, after from steps order by first").fetchall()[-1] == ("break-relations", "broken")


@pytest.mark.parametrize(
    ("names", "options", "message"),
    [
        (("ALB", "SUN"), {"until": "1905"}, r"Albania \(ALB\)|Soviet Union \(SUN\)"),
        (("ALB", "SUN"), {"since": "1995"}, r"is listed up to 1991-12-25"),
        (("DDR", "TUR"), {"since": "1960", "until": "1950"}, "ends .* before it begins"),
        (("ALB", "SUN"), {"by": "week"}, "by: 'week' is none of year, quarter, month, day"),
        (("ALB", "SUN"), {"scale": "tone"}, "scale: 'tone' is none of plover, goldstein-1992"),
        (("ALB", "Albania"), {}, "a relation is between two states"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(
    workbench: Workbench, names: tuple[str, str], options: dict[str, str], message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        workbench.series(*names, **options)  # type: ignore[arg-type]


def test_an_empty_dyad_says_so_and_has_no_curve(workbench: Workbench) -> None:
    view = workbench.series("ALB", "Mexico")
    assert view.series[0].statement == "No event between Albania and Mexico is told."
    assert all(point.level is None for point in view.series[0].points)


def test_the_command_prints_text_json_and_csv(folder: Path) -> None:
    told = dragoman("series", "ALB", "SUN", "-p", folder)
    assert told.exit_code == 0, told.output
    assert "no source" in told.stdout
    assert "lowered → broken" in told.stdout
    value = json.loads(dragoman("series", "Albania", "USSR", "--by", "quarter", "--json", "-p", folder).stdout)
    assert list(value) == ["dyad", "by", "scale", "directions", "formal", "coverage"]
    point = value["directions"][0]["series"][0]
    assert (point["span"], set(point["quads"])) == ("1957-33", set(QUADS))
    rows = list(csv.DictReader(io.StringIO(dragoman("series", "ALB", "SUN", "--csv", "-p", folder).stdout)))
    assert list(rows[0]) == list(SERIES_COLUMNS)
    assert next(row for row in rows if row["span"] == "1965")["n"] == ""
    assert dragoman("series", "ALB", "SUN", "--csv", "--json", "-p", folder).exit_code == 2


def test_as_of_and_the_span_bound_a_series_too(folder: Path) -> None:
    result = dragoman("series", "ALB", "SUN", "--from", "1959", "--to", "1960", "--json", "-p", folder)
    assert [row["span"] for row in json.loads(result.stdout)["directions"][0]["series"]] == ["1959", "1960"]
    result = dragoman("series", "ALB", "SUN", "--as-of", "1962", "--json", "-p", folder)
    assert json.loads(result.stdout)["directions"][0]["series"] == []
    assert "1 bears no date of writing" in result.stderr
