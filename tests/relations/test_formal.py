"""The formal tie: what each act makes of it, by date."""

from __future__ import annotations

from datetime import date

from dragoman.relations.formal import formal_steps, ties_on
from dragoman.relations.weights import Trust
from dragoman.vocab.formal_tie import load_tie_rules

from .made import event


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_a_tie_is_opened_raised_lowered_broken_and_mended() -> None:
    acts = [
        event(1, "1922-01-10", 6.5, mode="recognition"),
        event(2, "1922-07-28", 7.0, mode="establish-relations"),
        event(3, "1953-08-01", 5.0, mode="upgrade-relations"),
        event(4, "1961-08-19", -5.0, mode="recall-ambassador"),
        event(5, "1961-12-03", -8.0, mode="break-relations"),
        event(6, "1990-07-30", 7.0, mode="resume-relations"),
    ]
    steps = formal_steps(reversed(acts))
    assert [step.after for step in steps] == [
        "recognised",
        "relations",
        "ambassadors",
        "lowered",
        "broken",
        "relations",
    ]
    assert [step.before for step in steps] == ["", "recognised", "relations", "ambassadors", "lowered", "broken"]
    days = ["1920-01-01", "1922-01-10", "1950-01-01", "1961-12-02", "1961-12-03", "1991-01-01"]
    assert ties_on(steps, map(day, days)) == ["", "recognised", "relations", "lowered", "broken", "relations"]


def test_while_a_date_leaves_it_open_both_states_are_told() -> None:
    steps = formal_steps(
        [event(1, "1922", 7.0, mode="establish-relations"), event(2, "1961", -8.0, mode="break-relations")]
    )
    told = ties_on(steps, map(day, ["1921-12-31", "1922-06-01", "1922-12-31", "1961-06-01", "1961-12-31"]))
    assert told == ["", "relations", "relations", "relations/broken", "broken"]


def test_a_recall_after_the_breach_mends_nothing_and_acts_of_one_day_end_with_the_gravest() -> None:
    steps = formal_steps(
        [
            event(1, "1961-12-03", -8.0, mode="break-relations"),
            event(2, "1961-12-03", -6.0, mode="close-mission"),
            event(3, "1961-12-09", -5.0, mode="recall-ambassador"),
        ]
    )
    assert [(step.act, step.after) for step in steps] == [
        ("close-mission", "lowered"),
        ("break-relations", "broken"),
        ("recall-ambassador", "broken"),
    ]


def test_what_is_denied_or_likelier_misread_than_not_changes_nothing() -> None:
    denied = event(1, "1961-12-03", -8.0, mode="break-relations", standing="denied")
    misread = event(2, "1961-12-04", -8.0, mode="break-relations")
    steps = formal_steps([denied, misread], trust={misread.id: Trust(confidence=0.3, sources=1)})
    assert [(step.doubted, step.after) for step in steps] == [(True, ""), (True, "")]


def test_planned_acts_undated_ones_and_plain_ones_are_no_steps() -> None:
    acts = [
        event(1, "1961", -8.0, mode="break-relations", status="planned"),
        event(2, None, -8.0, mode="break-relations"),
        event(3, "1961", 2.0, mode="visit"),
    ]
    assert formal_steps(acts) == ()
    assert ties_on((), [day("1961-01-01")]) == [""]


def test_every_state_of_the_rules_can_be_reached_and_is_explained() -> None:
    rules = load_tie_rules()
    assert {to for to, _ in rules.acts.values()} == set(rules.states)
    assert all(rules.states.values())
