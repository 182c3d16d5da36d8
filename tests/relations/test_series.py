"""Series, coverage and phases: nothing is told of what nobody read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from dragoman.errors import ConfigError
from dragoman.model import Dyad
from dragoman.relations import (
    Coverage,
    Spoken,
    build_coverage,
    build_series,
    dyads_of,
    events_of,
    find_phases,
    relate,
    relation_json,
)
from dragoman.relations.phases import label_of, span_text
from dragoman.relations.series import event_weight, rescore, tell_series
from dragoman.vocab.edtf import parse
from dragoman.vocab.scheme import load_scheme

from .made import DYAD, event, make_events


def covering(*spans: str, states: tuple[str, ...] = ("ALB", "SUN")) -> Coverage:
    return build_coverage(
        DYAD, [Spoken(document_id="doc_1", date=span, states=states) for span in spans], sources={"doc_1": "src_1"}
    )


NOTHING = Coverage(dyad=DYAD)


def test_an_act_is_in_the_dyads_of_its_sides() -> None:
    directed = event(1, "1960", 1.0, actors=("ALB",), recipients=("SUN", "YUG"))
    assert [str(one) for one in dyads_of(directed)] == ["ALB-SUN", "ALB-YUG"]
    joint = event(2, "1960", 1.0, actors=("ALB", "CHN"), recipients=("SUN",))
    assert Dyad.of("ALB", "CHN") not in dyads_of(joint)
    reciprocal = event(3, "1960", 1.0, actors=("ALB", "CHN", "SUN"), recipients=())
    assert len(dyads_of(reciprocal)) == 3


def test_events_of_a_dyad_come_in_the_order_of_their_dates() -> None:
    mixed = [event(1, None, 1.0), event(2, "1960", 1.0), event(3, "1955", 1.0), event(4, "1955", 1.0, recipients=())]
    assert [one.id for one in events_of(DYAD, mixed)] == ["evt_0003", "evt_0002", "evt_0001"]


def test_coverage_tells_years_and_sources() -> None:
    read = build_coverage(
        DYAD,
        [
            Spoken(document_id="a", date="1948/1950", states=("ALB",)),
            Spoken(document_id="b", date="1950-06", states=("ALB", "SUN")),
            Spoken(document_id="c", date="1955", states=("CHN",)),
            Spoken(document_id="c", date="1900/1990", states=("ALB",)),
            Spoken(document_id="c", date="1955/..", states=("ALB",)),
        ],
        sources={"a": "src_1", "b": "src_2"},
    )
    assert read.spans == ("1948/1950",)
    assert read.sources(1950) == ("src_1", "src_2")
    assert read.both == ((1950, ("src_2",)),)
    assert read.describe() == "2 sources speak of ALB or SUN in 1948–1950; 1 of both together, in 1950."
    assert read.describe({"ALB": "Albania", "SUN": "the USSR"}.__getitem__).endswith(
        "Albania or the USSR in 1948–1950; 1 of both together, in 1950."
    )
    assert "No source" in NOTHING.describe()


def test_an_event_spreads_over_the_time_its_date_may_mean() -> None:
    points = build_series(DYAD, [event(1, "1955/1958", 4.0)], covering("1955/1958"))
    assert [point.n for point in points] == [1, 1, 1, 1]
    assert sum(point.total or 0.0 for point in points) == pytest.approx(4.0)


def test_what_nobody_speaks_of_has_no_level_and_what_nobody_acted_in_has_a_wide_one() -> None:
    points = build_series(DYAD, make_events((3.0,), (), 30, seed=1, years=4), covering("1946/1952", "1955"))
    by_year = {point.span: point for point in points}
    assert by_year["1953"].level is None
    assert by_year["1953"].sources == 0
    widths = [by_year[str(year)].high - by_year[str(year)].low for year in (1949, 1950, 1951, 1952)]  # type: ignore[operator]
    assert widths == sorted(widths)
    assert widths[-1] > widths[0]
    assert by_year["1951"].n == 0


@pytest.mark.parametrize("by", ["year", "quarter", "month", "day"])
def test_bins_are_edtf_and_totals_do_not_depend_on_them(by: str) -> None:
    points = build_series(DYAD, make_events((2.0,), (), 20, seed=3), covering("1946/1961"), by=by)  # type: ignore[arg-type]
    assert all(parse(point.span) for point in points)
    assert sum(point.total or 0.0 for point in points) == pytest.approx(
        sum(one.score for one in make_events((2.0,), (), 20, seed=3)), abs=0.02
    )


def test_planned_events_and_denied_ones_do_not_count() -> None:
    points = build_series(DYAD, [event(1, "1955", 6.0, status="planned")], covering("1955"))
    assert [(point.n, point.level) for point in points] == [(0, None)]


def test_no_events_and_no_dates_make_no_curve() -> None:
    assert build_series(DYAD, [], NOTHING) == ()
    assert build_series(DYAD, [event(1, None, 6.0)], NOTHING) == ()
    covered = build_series(DYAD, [event(1, None, 6.0)], covering("1955/1957"))
    assert [(point.n, point.level, point.sources) for point in covered] == [(0, None, 1)] * 3


def test_a_series_refuses_an_unknown_unit() -> None:
    with pytest.raises(ValueError, match="year, quarter, month or day"):
        build_series(DYAD, [], NOTHING, by="week")  # type: ignore[arg-type]


def test_events_move_the_level_their_way() -> None:
    (point,) = build_series(DYAD, [event(number, "1955-05", 6.0) for number in range(3)], covering("1955"))
    assert point.level is not None
    assert point.low is not None
    assert point.low95 is not None
    assert 2.0 < point.level < 6.0
    assert point.low95 < point.low < point.level


@pytest.mark.parametrize("number", [1, 2])
def test_one_event_or_two_make_no_curve(number: int) -> None:
    points = build_series(DYAD, [event(one, "1955-05", 6.0) for one in range(number)], covering("1950/1960"))
    assert [point.level for point in points] == [None] * 11
    assert [point.n for point in points if point.span == "1955"] == [number]


def test_phases_name_the_level_and_their_events() -> None:
    events = [
        *(event(number, f"{1948 + number}", 5.0) for number in range(8)),
        *(event(20 + number, f"{1957 + number}", -3.5) for number in range(6)),
    ]
    first, second = find_phases(DYAD, events)
    assert (first.span, first.label, second.span, second.label) == ("1948/1955", "close", "1957/1962", "strained")
    assert set(first.event_ids) | set(second.event_ids) == {one.id for one in events}
    assert first.low < first.level < first.high


def test_phases_do_not_overlap_and_their_number_does_not_hang_on_the_bins() -> None:
    for seed in range(30):
        events = make_events((5.0, -4.0), (0.5,), 40, seed=seed)
        phases = find_phases(DYAD, events)
        ends = [(parse(one.span).earliest(), parse(one.span).latest()) for one in phases]
        assert all(before[1] < after[0] for before, after in pairwise(ends))  # type: ignore[operator]
        told = {len(relate(DYAD, events, NOTHING, by=by).phases) for by in ("year", "quarter")}  # type: ignore[arg-type]
        assert told == {len(phases)}


def test_ends_of_a_span_are_as_short_as_they_can_be() -> None:
    assert span_text(date(1948, 1, 1), date(1960, 11, 12)) == "1948/1960-11-12"
    assert span_text(date(1948, 6, 1), date(1956, 2, 29)) == "1948-06/1956-02"
    assert span_text(date(1948, 1, 1), date(1948, 12, 31)) == "1948"
    assert span_text(date(1961, 12, 3), date(1961, 12, 3)) == "1961-12-03"


def test_a_formal_act_a_repeated_and_a_denied_one_weigh_differently() -> None:
    scheme = load_scheme()
    plain, formal = event(1, "1960", -3.0), event(2, "1960", -8.0, mode="break-relations")
    denied = event(3, "1960", -3.0, standing="denied")
    often = replace(plain, account_ids=tuple(f"acc_{number}" for number in range(9)))
    assert [event_weight(one, scheme) for one in (plain, formal, denied, often)] == [1.0, 2.0, 0.5, 2.0]


def test_labels_cover_the_scale() -> None:
    told = [label_of(level) for level in (8.0, 2.0, 0.0, -3.0, -7.0)]
    assert told == ["close", "cooperative", "cool", "strained", "hostile"]


def test_a_relation_is_the_same_whatever_the_order_and_goes_into_json() -> None:
    events = make_events((4.0, -3.0), (0.5,), 30, seed=5)
    told = relate(DYAD, events, covering("1946/1961"))
    assert told == relate(DYAD, list(reversed(events)), covering("1946/1961"))
    shape = json.loads(json.dumps(relation_json(told)))
    assert {"dyad", "series", "coverage", "phases", "ruptures", "reasons"} <= set(shape)
    assert set(shape["ruptures"][0]) >= {"window", "direction", "strength", "low", "high", "events"}


def test_an_empty_relation_says_what_was_read() -> None:
    told = relation_json(relate(DYAD, [], NOTHING))
    assert (told["series"], told["phases"], told["ruptures"]) == ([], [], [])
    assert told["coverage"]["statement"].startswith("No source read")


def test_undated_events_and_those_of_vague_dates_are_counted_and_make_no_curve() -> None:
    vague = [event(1, None, 6.0), event(2, "19XX", 6.0), event(3, "1955/..", 6.0), event(4, "1955", 6.0)]
    told = tell_series(DYAD, vague, covering("1955"))
    assert dict(told.left_out) == {"without a date": 2, "of a date that spans 15 years or more": 1}
    assert (told.used, told.noise, [point.level for point in told.points]) == (1, None, [None])
    assert "1 can be placed in time, and 3 are needed for a level: none is told" in told.statement


def test_events_from_before_a_state_existed_are_left_out_in_words() -> None:
    events = [event(number, "1900", 2.0) for number in range(5)] + [event(9, "1955", 2.0)]
    told = tell_series(DYAD, events, covering("1900", "1955"), lived=(date(1922, 12, 30), date(1991, 12, 25)))
    assert dict(told.left_out) == {"dated before both states existed": 5}
    assert "both states are listed from 1922-12-30 on" in told.statement
    assert told.points[0].span == "1955"


def test_classes_of_acts_are_counted_by_the_share_of_their_dates() -> None:
    acts = [event(1, "1955/1956", 6.5, event_type="AID"), event(2, "1955-03", -3.0, event_type="ACCUSE")]
    first, second = tell_series(DYAD, acts, covering("1955/1956")).points
    assert first.quads == pytest.approx((0.0, 0.5, 1.0, 0.0), abs=0.01)
    assert second.quads == pytest.approx((0.0, 0.5, 0.0, 0.0), abs=0.01)
    assert first.n == 2


def test_an_act_of_both_counts_in_either_direction() -> None:
    acts = [event(1, "1955", 4.0, actors=("ALB", "SUN"), recipients=()), event(2, "1955", -3.0)]
    there = tell_series(DYAD, acts, covering("1955"), actor="ALB").points[0]
    back = tell_series(DYAD, acts, covering("1955"), actor="SUN").points[0]
    assert (there.n, back.n) == (2, 1)


def test_scores_of_a_named_scale() -> None:
    acts = (event(1, "1955", 6.5, event_type="AID", mode="economic"),)
    scheme = load_scheme()
    assert rescore(acts, "goldstein-1992")[0].score == scheme.goldstein("AID", "economic")
    assert rescore(rescore(acts, "goldstein-1992"), "plover")[0].score == scheme.score("AID", "economic")
    with pytest.raises(ConfigError, match="known: plover, goldstein-1992"):
        rescore(acts, "tone")
