"""Change points: exact, as the reference library finds them, likely as often as said, and rare where there are none."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from dragoman.relations.breakdates import date_break
from dragoman.relations.breaks import SHORTEST, Segmentation, make_cells, segment
from dragoman.relations.evidence import LEVELS, Habit, choose_habit, log_likelihoods

HABIT = Habit(noise=1.5, strays=0.02, expected=2.0)
SHIFTS = (4.0, -3.0, 1.0)


def signal(seed: int, length: int = 60, shifts: tuple[float, ...] = SHIFTS, noise: float = 1.5) -> np.ndarray:
    chance = np.random.default_rng(seed)
    levels = np.repeat(shifts, length // len(shifts))
    return np.asarray(levels + chance.normal(0.0, noise, len(levels)))


def spaced(values: np.ndarray, habit: Habit = HABIT) -> Segmentation:
    """The segmentations of values that come one every forty days."""
    days = 40 * np.arange(1, len(values) + 1)
    told = log_likelihoods(values, np.ones(len(values)), habit)
    return segment(make_cells(np.column_stack((days, days)), told), expected=habit.expected)


@pytest.mark.parametrize("seed", range(8))
def test_the_best_segmentation_is_that_of_the_reference_library(seed: int) -> None:
    """The same cost of a stretch and the same number of cuts, given to ``ruptures``: it cuts at the same places."""
    ruptures = pytest.importorskip("ruptures")
    weighed = spaced(signal(seed))

    class Cost(ruptures.base.BaseCost):  # type: ignore[misc]
        model, min_size = "level", 2

        def fit(self, signal: np.ndarray) -> Cost:
            self.signal = signal
            return self

        def error(self, start: int, end: int) -> float:
            return -float(weighed.fits[start, end])

    theirs = ruptures.Dynp(custom_cost=Cost(), min_size=2, jump=1).fit(np.zeros((weighed.size, 1)))
    assert weighed.best
    assert list(weighed.best) == theirs.predict(n_bkps=len(weighed.best))[:-1]


def test_known_breaks_are_found_with_the_penalty_chosen_from_the_data() -> None:
    right = 0
    for seed in range(60):
        values = signal(seed)
        cuts = spaced(values, choose_habit(values, np.ones(60))).best
        right += len(cuts) == 2 and abs(cuts[0] - 20) <= 2 and abs(cuts[1] - 40) <= 2
    assert right >= 57


def test_where_nothing_changes_a_change_is_unlikely() -> None:
    alarms = 0
    for seed in range(150):
        values = np.random.default_rng(seed).normal(2.0, 3.0, 40)
        weighed = spaced(values, choose_habit(values, np.ones(40)))
        alarms += weighed.chance_between(1, weighed.size - 1) > 0.85
    assert alarms / 150 < 0.05


def test_one_stray_act_is_no_change_where_a_run_of_them_is() -> None:
    calm = [3.0, 4.0, 2.0, 4.0, 3.0, 2.0, 4.0, 3.0]
    assert spaced(np.array([*calm, -9.0, *calm])).best == ()
    assert spaced(np.array([*calm, -9.0, -7.0, -8.0, -9.0, -7.0, -8.0, *calm])).best == (8, 14)


@pytest.mark.parametrize(("many", "step"), [(5, 2), (12, 2), (12, 40)])
def test_a_level_between_two_changes_lasts_half_a_year_at_least(many: int, step: int) -> None:
    values = np.array([4.0] * 20 + [-6.0] * many + [4.0] * 20)
    days = np.cumsum(np.repeat((60, step, 60), (20, many, 20)))
    told = log_likelihoods(values, np.ones(len(values)), HABIT)
    weighed = segment(make_cells(np.column_stack((days, days)), told), expected=1.0)
    edges = [int(weighed.cells.edges[cut]) for cut in weighed.best]
    assert len(edges) == (0 if many == 5 else 2)
    assert all(later - earlier >= SHORTEST for earlier, later in pairwise(edges))


@pytest.mark.parametrize("length", [2, 3, 5])
def test_the_chance_of_a_change_is_that_of_all_segmentations_told_one_by_one(length: int) -> None:
    """Forward and backward recursions against a sum over every way of cutting a short sequence."""
    values = np.array([4.0, 3.0, -2.0, -4.0, 1.0])[:length]
    days = np.arange(length)
    told = log_likelihoods(values, np.ones(length), HABIT)
    weighed = segment(make_cells(np.column_stack((days, days)), told), expected=1.0, smallest=0.5)
    whole, with_first = 0.0, 0.0
    for chosen in range(2 ** (length - 1)):
        cuts = [place + 1 for place in range(length - 1) if chosen >> place & 1]
        edges = [0, *cuts, length]
        log = sum(weighed.fits[a, b] for a, b in pairwise(edges)) + sum(weighed.odds[cuts])
        whole += np.exp(log)
        with_first += np.exp(log) if 1 in cuts else 0.0
    assert weighed.chance_between(1, 1) == pytest.approx(with_first / whole, rel=1e-9)
    assert weighed.chance_between(1, length - 1) <= 1.0


@pytest.mark.parametrize("length", [0, 1])
def test_too_few_values_hold_no_break(length: int) -> None:
    assert choose_habit(np.zeros(length), np.ones(length)).noise == pytest.approx(2.5, abs=0.6)
    if length:
        assert spaced(np.zeros(length)).best == ()


def test_noise_and_strays_are_chosen_from_the_data() -> None:
    chance = np.random.default_rng(4)
    calm = np.clip(chance.normal(2.0, 1.5, 300), -10, 10)
    assert choose_habit(calm, np.ones(300)).noise == 1.5
    wild = np.where(chance.random(300) < 0.25, chance.uniform(-10, 10, 300), calm)
    assert choose_habit(calm, np.ones(300)).strays < choose_habit(wild, np.ones(300)).strays
    assert choose_habit(wild, np.ones(300)).noise < 2.6


def test_events_told_to_the_year_spread_over_its_cells() -> None:
    days = np.array([[1, 10], [3, 3]])
    cells = make_cells(days, np.ones((2, len(LEVELS))))
    assert cells.counts.sum() == pytest.approx(2.0)
    assert cells.edges[0] == 1 and cells.edges[-1] == 11
    assert cells.counts[list(cells.edges).index(3)] == pytest.approx(1.1)


def test_many_days_are_put_together_and_lose_nothing() -> None:
    days = np.column_stack((np.arange(900), np.arange(900)))
    cells = make_cells(days, np.ones((900, len(LEVELS))), most=100)
    assert len(cells.counts) <= 100
    assert cells.counts.sum() == pytest.approx(900.0)


def test_the_day_of_the_break_lies_between_the_last_old_and_the_first_new_act() -> None:
    days = np.array([[day, day] for day in (10, 20, 30, 40, 130, 140, 150, 160)])
    values = np.array([4.0, 5.0, 4.0, 4.0, -4.0, -5.0, -4.0, -4.0])
    told = log_likelihoods(values, np.ones(8), HABIT)
    found = date_break(days, told, np.ones(8), 4, first=10, end=161)
    low, high = found.interval(0.9)
    assert 40 < low < 60 and 115 < high <= 130
    assert found.chances.sum() == pytest.approx(1.0)
    assert found.quantile(0.5) == pytest.approx(85, abs=3)


def test_the_posterior_of_the_day_covers_the_truth_as_often_as_it_says() -> None:
    """80 % intervals of the day, over made cases whose dates are told to the day or to the week."""
    held = 0
    for seed in range(200):
        chance = np.random.default_rng(seed)
        truth = int(chance.integers(300, 700))
        place = np.sort(chance.integers(0, 1000, 40))
        values = np.where(place < truth, 2.0, -1.0) + chance.normal(0.0, 2.0, 40)
        firsts = np.where(chance.random(40) < 0.5, place, place - place % 30)
        lasts = np.where(firsts == place, place, firsts + 29)
        order = np.argsort(firsts + lasts, kind="stable")
        spans, told = (
            np.column_stack((firsts, lasts))[order],
            log_likelihoods(values[order], np.ones(40), Habit(noise=2.0, strays=0.02, expected=1.0)),
        )
        cut = int((spans.sum(axis=1) < 2 * truth).sum())
        low, high = date_break(spans, told, np.ones(40), cut, first=300, end=700).interval(0.8)
        held += low <= truth <= high
    assert 0.74 <= held / 200 <= 0.87
