"""What a table says of dyads is counted exactly, and gives the series that the same acts give as events."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import duckdb
import pytest
from tests.tables.made import add, as_text, gdelt, shelf

from dragoman.model import Dyad
from dragoman.relations.bins import make_bins
from dragoman.relations.counted import DayCount, tell_counted
from dragoman.relations.coverage import Coverage
from dragoman.relations.series import tell_series
from dragoman.tables.query import TableStore, count_all, count_days, years_named
from dragoman.tables.rows import account_id, events_from_rows
from dragoman.vocab.scheme import load_scheme

PAIR = Dyad.of("USA", "CHN")
CODES = ("036", "042", "051", "057", "112", "130", "172", "190")


def made(tmp_path: Path, number: int = 400) -> TableStore:
    """A table of ``number`` acts of three states over twelve years, in no order."""
    draw = random.Random(7)
    rows = []
    for at in range(number):
        day = date(1990, 1, 1) + timedelta(draw.randrange(12 * 365))
        one, other = draw.sample(("USA", "CHN", "JPN"), 2)
        rows.append(gdelt(at, f"{day:%Y%m%d}", one, other, draw.choice(CODES)))
    add(tmp_path, {"made.csv": as_text("gdelt-1", rows)})
    return shelf(tmp_path).open("t")


@pytest.mark.parametrize("by", ["day", "month", "quarter", "year"])
def test_all_dyads_agree_with_the_events_one_by_one(tmp_path: Path, by: str) -> None:
    store = made(tmp_path)
    found = {}
    table = count_all(store, by=by)  # type: ignore[arg-type]
    columns = [table.column(name).to_pylist() for name in ("a", "b", "start", "n", "material_conflict", "total")]
    for a, b, start, *rest in zip(*columns, strict=True):
        found[a, b, start] = rest
    bins = make_bins(1990, 2002, by)  # type: ignore[arg-type]
    wanted = {}
    scheme = load_scheme()
    for dyad in (PAIR, Dyad.of("USA", "JPN"), Dyad.of("CHN", "JPN")):
        events = [(date.fromisoformat(one.date or ""), one) for one in events_from_rows(store, dyad)]
        for one in bins:
            held = [event for day, event in events if one.first <= day.toordinal() <= one.last]
            if held:
                hostile = sum(scheme.type(event.event_type).quad == "material-conflict" for event in held)
                total = pytest.approx(sum(event.score for event in held))
                wanted[dyad.a, dyad.b, date.fromordinal(one.first)] = [len(held), hostile, total]
    assert found == wanted
    assert sum(row[0] for row in found.values()) == 400


def test_a_date_of_a_year_is_spread_over_its_months(tmp_path: Path) -> None:
    text = "date,actor,recipient,event type\n1961,USSR,Albania,SANCTION\n1961-02,USSR,Albania,SANCTION\n"
    add(tmp_path, {"own.csv": text})
    table = count_all(shelf(tmp_path).open("t"), by="month")
    counts, totals = table.column("n").to_pylist(), table.column("total").to_pylist()
    score = load_scheme().score("SANCTION")
    assert counts == [1, 2, *[1] * 10]
    assert totals[0] == pytest.approx(score * 31 / 365)
    assert totals[1] == pytest.approx(score * (28 / 365 + 1))
    assert sum(totals) == pytest.approx(2 * score)


def test_counts_by_date_give_the_series_of_the_events(tmp_path: Path) -> None:
    store = made(tmp_path)
    coverage = Coverage(dyad=PAIR, either=tuple((year, ("t",)) for year in range(1990, 2002)))
    for actor in ("", "CHN"):
        one = tell_counted(PAIR, count_days(store, PAIR), coverage, by="year", actor=actor)
        other = tell_series(PAIR, events_from_rows(store, PAIR), coverage, by="year", actor=actor)
        assert (one.used, one.noise, one.drift) == (other.used, other.noise, other.drift)
        for mine, theirs in zip(one.points, other.points, strict=True):
            assert (mine.span, mine.n, mine.sources) == (theirs.span, theirs.n, theirs.sources)
            assert mine.quads == pytest.approx(theirs.quads)
            for key in ("total", "mean", "level", "low", "high", "low95", "high95"):
                assert getattr(mine, key) == pytest.approx(getattr(theirs, key), abs=2e-3), key


def test_a_stretch_of_time_bounds_what_is_told_not_what_is_known(tmp_path: Path) -> None:
    store = made(tmp_path)
    coverage = Coverage(dyad=PAIR)
    counts = count_days(store, PAIR)
    whole = {point.span: point for point in tell_counted(PAIR, counts, coverage).points}
    within = (date(1994, 3, 1), date(1996, 1, 1))
    told = tell_counted(PAIR, counts, coverage, within=within).points
    assert [point.span for point in told] == ["1994", "1995", "1996"]
    assert all(point == whole[point.span] for point in told)


def test_too_few_rows_make_no_curve() -> None:
    coverage = Coverage(dyad=PAIR)
    assert tell_counted(PAIR, (), coverage).points == ()
    one = DayCount(first=date(1961, 5, 1), last=date(1961, 5, 1), forth=True, counts=(1, 0, 0, 0), total=2, squares=4)
    series = tell_counted(PAIR, [one], coverage)
    assert [(point.n, point.total, point.level) for point in series.points] == [(1, 2.0, None)]
    assert "none is told" in series.statement


def test_years_in_which_nothing_was_read_are_gaps(tmp_path: Path) -> None:
    rows = [gdelt(at, f"{year}0501", "USA", "CHN", "042") for at, year in enumerate((1990, 1991, 1992, 1995))]
    rows.append(gdelt(9, "19940101", "CHN", "JPN", "042"))
    add(tmp_path, {"made.csv": as_text("gdelt-1", rows)})
    store = shelf(tmp_path).open("t")
    years = years_named(store, PAIR)
    assert years == ((1990, True), (1991, True), (1992, True), (1994, False), (1995, True))
    coverage = Coverage(dyad=PAIR, either=tuple((year, ("t",)) for year, _ in years))
    points = {point.span: point for point in tell_counted(PAIR, count_days(store, PAIR), coverage).points}
    assert points["1993"].n is None and points["1993"].level is None
    assert points["1994"].n == 0 and points["1994"].total == 0.0


def test_a_busy_dyad_is_told_by_the_day(tmp_path: Path) -> None:
    rows = [gdelt(at, "19900501", "USA", "CHN", code) for at, code in enumerate(("042", "042", "190", "042", "042"))]
    rows += [gdelt(10, "19900501", "CHN", "USA", "190"), gdelt(11, "19900502", "USA", "CHN", "190")]
    add(tmp_path, {"made.csv": as_text("gdelt-1", rows)})
    store = shelf(tmp_path).open("t")
    assert len(events_from_rows(store, PAIR, most=7)) == 7
    first, *rest = events_from_rows(store, PAIR, most=6)
    scheme = load_scheme()
    assert (first.actors, first.event_type, first.mode, first.date) == (("CHN",), "ASSAULT", "", "1990-05-01")
    assert [(one.actors, one.event_type, one.date) for one in rest] == [
        (("USA",), "CONSULT", "1990-05-01"),
        (("USA",), "ASSAULT", "1990-05-02"),
    ]
    assert rest[0].score == pytest.approx((4 * scheme.score("CONSULT", "visit") + scheme.score("ASSAULT")) / 5)
    file = store.manifest.files[0]
    assert all(
        one.account_ids == tuple(account_id(file, row) for row in rows)
        for one, rows in ((first, (6,)), (rest[1], (7,)))
    )
    assert set(rest[0].account_ids) <= {account_id(file, row) for row in range(1, 6)}


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    one, other = made(tmp_path / "a"), made(tmp_path / "b")
    assert one.manifest == other.manifest
    assert one.events.read_bytes() == other.events.read_bytes()


def test_the_store_is_sorted(tmp_path: Path) -> None:
    store = made(tmp_path)
    rows = duckdb.execute("SELECT dyad, day, file, row FROM read_parquet(?)", [str(store.events)]).fetchall()
    assert rows == sorted(rows) and len(rows) == 400
    assert [key for key, _ in groupby(rows, key=lambda row: row[0])] == sorted({row[0] for row in rows})
