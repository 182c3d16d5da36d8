"""The level of a relation and its bands: they hold the truth as often as they say."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.made_levels import DYAD, Cell, Held, hold, make_level
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ConfigError
from dragoman.model import Event
from dragoman.relations.coverage import Coverage
from dragoman.relations.level import fit_level, observe, spread, tell_level
from dragoman.relations.series import tell_series
from dragoman.relations.weights import Trust

ALL = Coverage(dyad=DYAD, either=tuple((year, ("src",)) for year in range(1946, 1996)))


def made(cell: Cell, seed: int = 0) -> tuple[Event, ...]:
    return make_level(cell, seed).events


def test_bands_hold_the_truth_as_often_as_they_say() -> None:
    """The small version of ``python -m benchmarks.bands``: three rates, noises and blurs at once."""
    found = Held()
    for rate, noise, blur in ((0.5, 3.0, 0.5), (2.0, 2.0, 1.0), (8.0, 4.5, 0.0)):
        for seed in range(25):
            found += hold(Cell(noise=noise, per_year=rate, blur=blur), seed)
    assert found.told >= 0.9 * found.bins
    assert abs(found.in80 / found.told - 0.80) <= 0.04
    assert abs(found.in95 / found.told - 0.95) <= 0.03


def test_noise_and_drift_are_learnt_from_many_events() -> None:
    quiet, loud = (
        tell_series(DYAD, made(Cell(noise=noise, per_year=12, drift=drift, blur=0.2)), ALL)
        for noise, drift in ((1.5, 0.25), (4.5, 0.25))
    )
    assert quiet.noise == pytest.approx(1.5, rel=0.15)
    assert loud.noise == pytest.approx(4.5, rel=0.15)
    moving = tell_series(DYAD, made(Cell(noise=1.5, per_year=12, drift=4.0)), ALL)
    assert (moving.drift or 0) > 4 * (quiet.drift or 9)


def test_the_level_does_not_hang_on_the_bins() -> None:
    events = made(Cell(noise=3.0, per_year=3, drift=1.0, years=8))
    covered = replace(ALL, either=ALL.either[:8])
    years = tell_series(DYAD, events, covered)
    for by in ("quarter", "month", "day"):
        finer = tell_series(DYAD, events, covered, by=by)  # type: ignore[arg-type]
        assert (finer.noise, finer.drift) == (years.noise, years.drift)
        for point in years.points:
            inside = [one.level for one in finer.points if one.span.startswith(point.span) and one.level is not None]
            assert point.level == pytest.approx(np.mean(inside), abs=0.35)


def test_uncertainty_grows_where_nothing_was_read() -> None:
    events = [one for one in made(Cell(noise=2.0, per_year=6, blur=0.0)) if not "1950" <= (one.date or "") < "1956"]
    points = {point.span: point for point in tell_series(DYAD, events, ALL).points}
    widths = [(points[str(year)].high or 0) - (points[str(year)].low or 0) for year in (1949, 1950, 1951, 1952)]
    assert widths == sorted(widths)
    assert widths[-1] > 1.5 * widths[0]


def test_a_reading_that_is_doubtful_moves_the_level_less() -> None:
    events = [replace(one, score=4.0) for one in made(Cell(noise=2.0, per_year=1, blur=0.0))]
    sure = {one.id: Trust(confidence=1.0, sources=1) for one in events}
    doubtful = {one.id: Trust(confidence=0.2, sources=1) for one in events}
    told, less = (tell_series(DYAD, events, ALL, trust=trust).points for trust in (sure, doubtful))
    assert (told[0].level or 0) > (less[0].level or 0) > 0
    assert (told[0].low or 0) > (less[0].low or 0)


def test_the_95_band_holds_the_80_band() -> None:
    for point in tell_series(DYAD, made(Cell(noise=3.0, per_year=1)), ALL).points:
        if point.level is not None:
            ends = (point.low95, point.low, point.level, point.high, point.high95)
            assert list(ends) == sorted(ends)  # type: ignore[type-var]


def test_bins_of_a_day_over_fifty_years_are_told_in_seconds() -> None:
    events = made(Cell(noise=3.0, per_year=20, years=50))
    begun = time.process_time()
    points = tell_series(DYAD, events, ALL, by="day").points
    assert len(points) == 18262
    assert time.process_time() - begun < 8.0


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 400), st.floats(0.1, 4.0)),
        min_size=1,
        max_size=20,
    ),
    st.integers(1, 90),
)
@settings(max_examples=60, deadline=None)
def test_what_is_spread_over_days_is_all_there(spans: list[tuple[int, int, float]], step: int) -> None:
    first, last = [min(a, b) for a, b, _ in spans], [max(a, b) for a, b, _ in spans]
    seen = observe(first, last, [0.0] * len(spans), [amount for *_, amount in spans])
    starts = np.arange(0, 401, step)
    told = spread(seen, seen.weight * seen.count, starts, 400)
    assert told.sum() == pytest.approx(sum(amount for *_, amount in spans))
    assert (told >= -1e-9).all()


def test_like_acts_of_a_day_are_one_row_and_tell_the_same() -> None:
    day, scores = [722000] * 4, [1.0, 2.0, 3.0, 6.0]
    together = observe(day, day, scores, [1.0] * 4)
    apart = observe(day, day, scores, [1.0, 1.0 + 1e-9, 1.0 + 2e-9, 1.0 + 3e-9])
    assert (len(together.count), len(apart.count)) == (1, 4)
    starts = np.array([721990, 722000, 722010])
    one, other = (tell_level(seen, fit_level(seen), starts, 722020) for seen in (together, apart))
    assert one == pytest.approx(other, abs=0.01)


@pytest.mark.parametrize(
    ("scores", "weights", "last", "message"),
    [
        ([float("nan")], [1.0], [10], "no number"),
        ([1.0], [-0.5], [10], "weighs nothing, or less"),
        ([1.0], [0.0], [10], "weighs nothing, or less"),
        ([1.0], [1.0], [5], "ends before it begins"),
    ],
)
def test_what_cannot_be_weighed_is_refused(
    scores: list[float], weights: list[float], last: list[int], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        observe([10], last, scores, weights)


def test_a_negative_confidence_is_refused() -> None:
    events = made(Cell(noise=2.0, per_year=1))
    with pytest.raises(ConfigError, match="between 0 and 1"):
        tell_series(DYAD, events, ALL, trust={events[0].id: Trust(confidence=-0.5, sources=1)})
