from __future__ import annotations

import pytest
from tests.charts.conftest import DYAD, Told, act, name, turn

from dragoman.charts.comparison import Counted, compare_counts, compare_levels
from dragoman.charts.posterior import draw_posterior
from dragoman.charts.reasons import draw_reasons
from dragoman.charts.sensitivity import draw_sensitivity
from dragoman.charts.timeline import draw_timeline
from dragoman.model import Event, Reason, Rupture
from dragoman.model.reading import Evidence
from dragoman.model.sensitivity import LeftOut, Rest, Sensitivity, TurnFate

WORDS = Evidence(passage_id="p", start=0, end=4, quote="word")


def reason(id: str, side: str, *themes: str, confidence: float = 0.5) -> Reason:
    return Reason(
        id=id, document_id=f"d{id}", explains="e1", cause=WORDS, effect=WORDS, evidence=WORDS, cue="because",
        themes=themes, kind="stated", speaker="", speaker_state=side, parties=(), cited="", polarity="promotes",
        confidence=confidence,
    )  # fmt: skip


def test_reasons_are_counted_by_side_with_what_is_expected_right() -> None:
    given = [reason("1", "ALB", "security"), reason("2", "ALB", "security", "prestige"), reason("3", "SUN")]
    chart = draw_reasons(given, lambda one: one.speaker_state, name)
    assert chart.rows == (
        ("Albania", "prestige", 1, 0.5, 1),
        ("Albania", "security", 2, 1.0, 2),
        ("Soviet Union", "other", 1, 0.5, 1),
    )
    assert ">given by the Soviet Union<" in chart.svg() and "n = three reasons" in chart.caption
    assert draw_reasons([], lambda one: "", name).is_empty


def fate(rupture: Rupture, kind: str, shift: int = 0) -> TurnFate:
    return TurnFate(
        window=rupture.window, direction=rupture.direction, strength=6.0, fate=kind, shift=shift,
        window_without="" if kind == "gone" else "1961",
    )  # type: ignore[arg-type]  # fmt: skip


def test_what_a_turn_rests_on_is_told_by_shape_and_word() -> None:
    one, other = turn("1955", "thaw"), turn("1960/1961-12-03")
    left = LeftOut(
        kind="source", key="a", label="A memoir", accounts=4, lost=("e1",), changed=(), arising=(), phases=(),
        turns=(fate(one, "moves", -30), fate(other, "gone")), moved=1.25,
    )  # fmt: skip
    rest = Rest(
        window=other.window, direction="break", without=(("source", "A memoir"),),
        statement="The break of 1960/1961-12-03 rests on one source: A memoir.",
    )  # fmt: skip
    found = Sensitivity(
        dyad=DYAD,
        events=9,
        sources=2,
        phases=(),
        ruptures=(one, other),
        left_out=(left,),
        bootstrap=None,
        rests=(rest,),
    )
    chart = draw_sensitivity(found)
    assert chart.summary == "The break of 1960/1961-12-03 rests on one source: A memoir."
    assert ">gone<" in chart.svg() and ">−30 d<" in chart.svg() and ">without the source<" in chart.svg()
    assert [row[5] for row in chart.rows] == ["moves", "gone"] and "n = nine acts" in chart.caption


def test_a_timeline_has_a_lane_for_each_pair_and_a_soft_bar_for_a_year(acts: tuple[Event, ...]) -> None:
    more = (*acts, act("e9", "1955", 2.0, recipients=("YUG",)))
    chart = draw_timeline(more, name)
    assert {row[0] for row in chart.rows} == {"Albania – Soviet Union", "Albania – Yugoslavia"}
    assert "<linearGradient" in chart.svg() and "one more without a date" in chart.caption
    days = draw_timeline([one for one in acts if one.id in ("e3", "e5")], name)
    assert "<linearGradient" not in days.svg()
    actors = draw_timeline(more, name, by="actor")
    assert {row[0] for row in actors.rows} == {"Albania", "Soviet Union", "Yugoslavia"}
    assert draw_timeline([act("e4", None, 1.0)], name).is_empty


def test_levels_stand_side_by_side(told: Told) -> None:
    chart = compare_levels([told, told], name)
    assert chart.svg().count(">Albania – Soviet Union<") == 2 and len(chart.rows) == 2 * len(told.series)
    assert compare_levels([Told(DYAD, ())], name).is_empty


def test_counts_keep_nothing_found_apart_from_nothing_read() -> None:
    pair = Counted(one="Albania", other="China", up={1977: 0, 1978: 3}, down={})
    chart = compare_counts([pair], title="Who accused whom", verb="accuses", noun="accusation")
    assert chart.rows == ((1977, "Albania", "China", 0, "yes"), (1978, "Albania", "China", 3, "yes"))
    assert chart.summary == "Three accusations: Albania accuses China 3 times, most in 1978."
    assert "▼" not in chart.svg()
    silent = Counted(one="A", other="B", up={1977: 0}, down={})
    assert compare_counts([silent], title="t", verb="accuses", noun="accusation").is_empty


def test_the_date_of_a_break_is_drawn_as_a_distribution() -> None:
    days = (("1960-06-01", 0.1), ("1960-12-01", 0.5), ("1961-06-01", 0.9))
    rupture = Rupture(
        dyad=DYAD, window="1960/1961", direction="break", strength=6.0, low=4.0, high=8.0, event_ids=("e1",),
        probability=0.97, posterior=days,
    )  # fmt: skip
    chart = draw_posterior(rupture)
    assert chart.summary == (
        "The break came as likely before as after 1 December 1960, and with 80 % probability between 1 June 1960 and "
        "1 June 1961."
    )
    assert chart.rows == days and "0.97" in chart.caption
    assert ">50 %<" in chart.svg()


def test_a_formal_act_has_a_date_and_no_distribution() -> None:
    chart = draw_posterior(turn("1961-12-03"))
    assert chart.is_empty and "3 December 1961 by a formal act" in chart.summary


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_sort_of_chart_is_the_same_every_time(told: Told, acts: tuple[Event, ...], theme: str) -> None:
    for draw in (lambda: draw_timeline(acts, name), lambda: compare_levels([told], name)):
        assert draw().svg(theme) == draw().svg(theme)  # type: ignore[arg-type]
