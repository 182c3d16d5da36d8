"""Change points: exact, as the reference library finds them, and rarely where there are none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dragoman.relations.breaks import estimate_noise, find_breaks, place_of_cut


def signal(seed: int, length: int = 60, shifts: tuple[float, ...] = (4.0, -3.0, 1.0), noise: float = 1.5) -> Any:
    chance = np.random.default_rng(seed)
    levels = np.repeat(shifts, length // len(shifts))
    return levels + chance.normal(0.0, noise, len(levels))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("penalty", [5.0, 20.0, 80.0])
def test_the_segmentation_is_that_of_the_reference_library(seed: int, penalty: float) -> None:
    ruptures = pytest.importorskip("ruptures")
    values = signal(seed)
    theirs = ruptures.Pelt(model="l2", min_size=2, jump=1).fit(values.reshape(-1, 1)).predict(pen=penalty)
    assert find_breaks(values, penalty=penalty).cuts == tuple(theirs[:-1])


def test_known_breaks_are_found_with_the_penalty_chosen_from_the_data() -> None:
    right = sum(
        len(cuts) == 2 and abs(cuts[0] - 20) <= 2 and abs(cuts[1] - 40) <= 2
        for cuts in (find_breaks(signal(seed)).cuts for seed in range(100))
    )
    assert right >= 95


def test_where_nothing_changes_breaks_are_rare() -> None:
    false = sum(bool(find_breaks(np.random.default_rng(seed).normal(2.0, 3.0, 40)).cuts) for seed in range(400))
    assert false / 400 < 0.05


def test_weights_count_as_repetitions() -> None:
    values, weights = np.array([3.0, 3.0, -3.0, -3.0]), np.array([2.0, 1.0, 2.0, 1.0])
    repeated = np.repeat(values, weights.astype(int))
    assert find_breaks(values, weights, penalty=5.0).cuts == (2,)
    assert find_breaks(repeated, penalty=5.0).cuts == (3,)


def test_a_segment_begins_only_where_allowed() -> None:
    values = np.array([5.0, 5.0, 5.0, -5.0, -5.0, -5.0])
    allowed = np.array([True, True, True, False, True, True])
    assert find_breaks(values, allowed=allowed, penalty=1.0).cuts in ((2,), (4,), (2, 4))


@pytest.mark.parametrize("length", [0, 1, 2, 3])
def test_too_few_values_hold_no_break(length: int) -> None:
    assert find_breaks(np.linspace(-9.0, 9.0, length)).cuts == ()


def test_noise_is_not_moved_by_a_jump_and_drawn_to_the_prior_when_little_is_known() -> None:
    assert estimate_noise(signal(1, 600, (8.0, -8.0), 1.5)) == pytest.approx(1.5, abs=0.25)
    assert estimate_noise(np.array([1.0])) == 3.0


def test_the_place_of_a_cut_is_a_probability_with_its_mode_at_the_jump() -> None:
    values = np.array([4.0, 5.0, 4.0, -4.0, -5.0, -4.0])
    chances = place_of_cut(values, np.ones(6), 0, 6, 1.5)
    assert chances.sum() == pytest.approx(1.0)
    assert int(np.argmax(chances)) + 1 == 3


def test_the_posterior_of_the_place_covers_the_truth_as_often_as_it_says() -> None:
    """The 80 % interval of the place holds the true place in about 80 % of made cases (it is whole, so at least)."""
    held = 0
    for seed in range(300):
        chance = np.random.default_rng(seed)
        truth = int(chance.integers(5, 26))
        values = np.where(np.arange(30) < truth, 2.0, -1.0) + chance.normal(0.0, 2.0, 30)
        reached = np.cumsum(place_of_cut(values, np.ones(30), 0, 30, 2.0))
        low, high = (1 + int(np.searchsorted(reached, share)) for share in (0.1, 0.9))
        held += low <= truth <= high
    assert held / 300 >= 0.78
