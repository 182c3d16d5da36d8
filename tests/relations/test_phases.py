"""Phases: named by their level, ``none`` where nothing is known, as many however the series is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from benchmarks.made_relations import Plan, make_relation

from dragoman.relations import Spoken, build_coverage, relate, relation_json
from dragoman.relations.phases import bands_of, find_phases, label_of, phases_of
from dragoman.relations.series_rows import phase_table, rupture_table
from dragoman.relations.turn_rows import tell_events
from dragoman.relations.turns import follow
from dragoman.relations.weights import Trust
from dragoman.vocab.edtf import parse

from .made import DYAD, event, make_events

EARLY = [event(number, f"194{6 + number % 4}", 6.0) for number in range(8)]
LATE = [event(20 + number, f"197{number % 4}", 6.0) for number in range(8)]
BREACH = event(40, "1949-12-03", -8.0, event_type="SANCTION", mode="break-relations")
NOBODY = build_coverage(DYAD, (), sources={})


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("unit", ["day", "month", "year"])
def test_the_number_of_phases_does_not_depend_on_the_bins(seed: int, unit: str) -> None:
    events = make_relation(Plan(levels=(5.0, -3.0, 3.0), count=60, unit=unit), seed=seed).events  # type: ignore[arg-type]
    told = [relate(DYAD, events, NOBODY, by=by) for by in ("year", "quarter", "month")]  # type: ignore[arg-type]
    assert len({one.phases for one in told}) == len({one.ruptures for one in told}) == 1
    assert [phase.label for phase in told[0].phases] == ["close", "strained", told[0].phases[2].label]


def test_a_long_silence_is_a_phase_of_which_nothing_is_known() -> None:
    first, silent, last = find_phases(DYAD, [*EARLY, *LATE])
    assert (first.label, silent.label, last.label) == ("close", "none", "close")
    assert silent.span == "1950/1969"
    assert (silent.low, silent.high, silent.event_ids, silent.probability) == (-10.0, 10.0, (), None)


def test_where_sources_speak_of_both_states_a_silence_is_read() -> None:
    read = build_coverage(DYAD, [Spoken(document_id="d", date="1952/1966", states=("ALB", "SUN"))], sources={})
    assert [phase.label for phase in find_phases(DYAD, [*EARLY, *LATE], coverage=read)] == ["close"]


def test_after_a_breach_of_relations_two_silent_years_are_enough() -> None:
    later = [event(60 + number, f"195{3 + number % 2}", 6.0) for number in range(4)]
    assert "none" not in [phase.label for phase in find_phases(DYAD, [*EARLY, *later])]
    silent = [phase for phase in find_phases(DYAD, [*EARLY, BREACH, *later]) if phase.label == "none"]
    assert [phase.span for phase in silent] == ["1950/1952"]


def test_phases_come_in_order_and_do_not_overlap() -> None:
    for seed in range(20):
        events = make_relation(Plan(levels=(5.0, -3.0, 3.0), count=40, unit="year", miscoded=0.1), seed=seed).events
        phases = find_phases(DYAD, events)
        for one, other in pairwise(phases):
            assert parse(one.span).latest() < parse(other.span).earliest()
        assert {id for phase in phases for id in phase.event_ids} == {one.id for one in events}


def test_a_phase_says_how_likely_its_label_is() -> None:
    (sure,) = find_phases(DYAD, [event(number, f"19{50 + number}", 6.0) for number in range(30)])
    (unsure,) = find_phases(DYAD, [event(number, f"195{number}", 3.6) for number in range(3)])
    assert label_of(sure.level) == sure.label == "close"
    assert sure.probability is not None and unsure.probability is not None
    assert sure.probability > 0.99
    assert 0 < unsure.probability < 0.7


def test_no_level_is_told_of_a_silence() -> None:
    told = relation_json(relate(DYAD, [*EARLY, *LATE], NOBODY))["phases"]
    assert [phase["level"] is None for phase in told] == [False, True, False]


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([], "No act between the two states is told"),
        ([event(1, None, 2.0)], "One act is told, none with a date"),
        ([event(1, None, 2.0), event(2, "1950/..", 2.0)], "2 acts are told, none with a date"),
        ([event(1, "1950", 2.0)], "One dated act is told: a change of level can be told from 4 on"),
        ([event(1, "1950", 2.0), event(2, None, 2.0)], "(1 more without a date are left out)"),
        (EARLY, "8 dated acts are told."),
    ],
)
def test_too_little_to_tell_is_said_in_words(events: list, words: str) -> None:  # type: ignore[type-arg]
    assert words in tell_events(events)
    if len(events) < 3:
        assert not relate(DYAD, events, NOBODY).ruptures


def test_phases_and_ruptures_are_arrow_tables() -> None:
    told = relate(DYAD, [*EARLY, BREACH, *LATE], NOBODY)
    phases, ruptures = phase_table(told.phases), rupture_table(told.ruptures)
    assert phases["kind"].to_pylist() == [phase.label for phase in told.phases]
    known = [phase.label != "none" for phase in told.phases]
    assert [value is not None for value in phases["value"].to_pylist()] == known
    assert ruptures["probability"].to_pylist() == [one.probability for one in told.ruptures]
    assert hasattr(phases, "__arrow_c_stream__")


def test_acts_dated_before_a_state_was_born_are_no_part_of_its_relation() -> None:
    strays = [event(90 + number, f"13{70 + number}", -3.5) for number in range(6)]
    born = (date(1922, 12, 30), date(1991, 12, 25))
    told = relate(DYAD, [*strays, *EARLY], NOBODY, lived=born)
    assert told.phases == relate(DYAD, EARLY, NOBODY, lived=born).phases
    assert relate(DYAD, [*strays, *EARLY], NOBODY).phases[0].span.startswith("1370")


def test_too_few_acts_make_no_level_and_no_label() -> None:
    lone = [event(90, "1970-05", 4.0), event(91, "1980-05", -4.0)]
    doubtful = {one.id: Trust(confidence=0.4, sources=1) for one in lone}
    steady = make_events((3.0,), (), 30, seed=2, years=8)
    phases = phases_of(follow(DYAD, [*steady, *lone], trust=doubtful))
    assert [one.label for one in phases] == ["cooperative", "none"]
    assert (phases[-1].event_ids, phases[-1].probability) == (tuple(one.id for one in lone), None)
    assert phases[-1].span.endswith("/1980-05")


def test_a_phase_tells_which_labels_it_may_have() -> None:
    (phase,) = find_phases(DYAD, make_events((1.5,), (), 12, seed=4, years=6))
    assert phase.label in bands_of(phase) and len(bands_of(phase)) > 1
    (sure,) = find_phases(DYAD, make_events((5.5,), (), 80, seed=4, years=6))
    assert bands_of(sure) == ("close",)
    assert bands_of(replace(phase, label="none", low=-10.0, high=10.0)) == ("none",)
