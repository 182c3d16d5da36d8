from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest
from tests.dossier.conftest import NAMES, Told, records

from dragoman.dossier.chart import draw
from dragoman.dossier.record import Chart
from dragoman.model import Phase, Point


def drawn(**changed: Any) -> Chart:
    given = records()
    events = changed.pop("events", given["events"])
    return draw(replace(given["relation"], **changed), events, lambda code: NAMES.get(code, code))


def test_the_drawing_is_the_same_every_time() -> None:
    assert drawn().svg == drawn().svg


def test_the_drawing_is_xml_with_a_name_for_screen_readers() -> None:
    root = ET.fromstring(drawn().svg)
    assert root.get("role") == "img" and root.get("aria-labelledby") == root[0].get("id")
    assert root[0].text == drawn().summary


def test_the_summary_is_one_sentence_with_the_extremes() -> None:
    assert drawn().summary == (
        "Albania and the Soviet Union, 1948–1961: the level is highest in 1948 (+6.5) and lowest in 1961 (−8.0), "
        "with one turning point."
    )


def test_the_table_holds_every_bin_and_keeps_unknown_apart_from_zero() -> None:
    rows = drawn().table.rows
    assert [row[0] for row in rows] == ["1948", "1949", "1950", "1961"]
    assert rows[1][1] == "not known" and rows[0][1:3] == ("+6.5", "+5.0 to +8.0")
    assert [row[4] for row in rows] == ["2", "2", "0", "2"]


def test_years_that_no_source_covers_share_a_row() -> None:
    point = records()["relation"].series[0]
    bare = tuple(
        replace(point, span=str(year), n=0, level=None, low=None, high=None, sources=0) for year in (1949, 1950)
    )
    rows = drawn(series=(point, *bare)).table.rows
    assert [row[0] for row in rows] == ["1948", "1949–1950"]


@pytest.mark.parametrize("keep", [0, 1])
def test_few_events_draw_as_well(keep: int) -> None:
    chart = drawn(events=records()["events"][:keep], phases=(), ruptures=())
    assert chart.svg.startswith("<svg")


def test_a_single_year_draws() -> None:
    series = records()["relation"].series[-1:]
    assert drawn(series=series).svg.startswith("<svg")


def test_without_a_level_there_is_a_summary_that_says_so() -> None:
    silent = tuple(
        Point(span=str(year), n=0, total=0.0, level=None, low=None, high=None, sources=1, event_ids=())
        for year in range(1950, 1990)
    )
    chart = drawn(series=silent, phases=(), ruptures=(), events=[])
    assert "No level" in chart.summary
    assert chart.svg.startswith("<svg")


def test_bins_finer_than_a_year_draw() -> None:
    given: Told = records()["relation"]
    point = given.series[0]
    months = tuple(replace(point, span=f"1961-{month:02}") for month in range(1, 13))
    phase = Phase(dyad=given.dyad, span="1961-01/1961-12", label="none", level=0, low=0, high=0, event_ids=())
    assert drawn(series=months, phases=(phase,)).svg.startswith("<svg")


def test_a_phase_without_room_for_its_name_is_drawn_without_it() -> None:
    given: Told = records()["relation"]
    day = Phase(dyad=given.dyad, span="1961-12-03", label="hostile", level=-8, low=-9, high=-7, event_ids=())
    # The band of the scale is always named.
    assert drawn(phases=(day,)).svg.count(">hostile<") == 1 and drawn().svg.count(">hostile<") == 2
