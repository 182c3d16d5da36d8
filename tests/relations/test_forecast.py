"""Chances of breaks and thaws: proper scores, calibration on made hazards, and refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import log

import numpy as np
import pytest
from benchmarks.made_hazards import World, make_system

from dragoman.errors import CoverageError
from dragoman.model import Dyad
from dragoman.relations.backtest import backtest
from dragoman.relations.cases import Past, learn_from
from dragoman.relations.forecast import forecast, spread_over
from dragoman.relations.hazard import Hazard, fit, load_hazards
from dragoman.relations.proper_scores import brier, calibrate, crps, log_score
from dragoman.relations.signs import NAMES, gather_acts, pressure, read_signs

from .made import DYAD, event


def test_brier_score_of_known_forecasts() -> None:
    assert brier([1.0, 0.0], [1, 0]) == 0.0
    assert brier([0.5, 0.5, 0.5, 0.5], [1, 0, 1, 0]) == 0.25
    assert brier([0.7, 0.2], [1, 1]) == pytest.approx((0.09 + 0.64) / 2)


def test_log_score_of_known_forecasts() -> None:
    assert log_score([0.5], [1]) == pytest.approx(log(2))
    assert log_score([0.9, 0.2], [1, 0]) == pytest.approx(-(log(0.9) + log(0.8)) / 2)
    assert log_score([0.0], [1]) == pytest.approx(-log(1e-6))


def test_crps_of_known_distributions() -> None:
    assert crps([3.0], [1.0], 5.0) == 2.0
    # A fair coin on 0 and 1: E|X - y| = 1/2, E|X - X'| = 1/2.
    assert crps([0.0, 1.0], [1.0, 1.0], 1.0) == pytest.approx(0.25)
    # On whole numbers it is the sum of the squared distances of the cumulative shares (Hersbach 2000).
    shares = np.array([0.1, 0.4, 0.3, 0.2])
    steps = (np.cumsum(shares) - (np.arange(4) >= 2)) ** 2
    assert crps(range(4), shares, 2.0) == pytest.approx(steps.sum())
    # Of a standard normal at its mean it is (sqrt(2) - 1) / sqrt(pi), by Gneiting and Raftery (2007), equation 22.
    grid = np.linspace(-6, 6, 1201)
    assert crps(grid, np.exp(-(grid**2) / 2), 0.0) == pytest.approx((2**0.5 - 1) / np.pi**0.5, abs=1e-4)


@pytest.mark.parametrize(("chances", "outcomes"), [([], []), ([0.5], [1, 0]), ([1.2], [1])])
def test_scores_refuse_what_is_no_forecast(chances: list[float], outcomes: list[int]) -> None:
    with pytest.raises(ValueError, match="chance"):
        brier(chances, outcomes)
    with pytest.raises(ValueError, match="needs values"):
        crps([1.0], [0.0], 1.0)


def test_calibration_groups_forecasts_and_tells_the_distance() -> None:
    bins, error = calibrate([0.1] * 10 + [0.9] * 10, [0] * 9 + [1] + [1] * 9 + [0], bins=2)
    assert [(one.number, one.forecast, one.observed) for one in bins] == [(10, 0.1, 0.1), (10, 0.9, 0.9)]
    assert error == 0.0
    assert calibrate([0.5] * 4, [1, 1, 1, 1], bins=1)[1] == 0.5


def test_the_fit_finds_known_weights() -> None:
    chance = np.random.default_rng(3)
    seen = np.column_stack([np.ones(20_000), chance.normal(size=20_000)])
    truth = Hazard(weights=np.array([-4.0, 0.8]), covariance=np.eye(2))
    turned = (chance.random(20_000) < truth.chance(seen, 12)).astype(float)
    wide = Hazard(weights=np.zeros(2), covariance=np.eye(2) * 9)
    found = fit(seen, turned, 12, prior=wide)
    assert found.weights == pytest.approx([-4.0, 0.8], abs=0.1)
    # The interval narrows with what was seen, and without a case nothing is learnt.
    low, high = found.interval(np.array([1.0, 0.0]), 12)
    assert low < truth.chance(np.array([[1.0, 0.0]]), 12)[0] < high < low + 0.03
    assert fit(seen[:0], turned[:0], 12, prior=wide) is wide


def test_a_longer_time_is_likelier_to_hold_a_turn() -> None:
    hazard = load_hazards()["break"]
    row = np.eye(1, len(NAMES))
    chances = [hazard.chance(row, months)[0] for months in (1, 6, 12, 60)]
    assert chances == sorted(chances) and 0 < chances[0] < 0.02
    shares = spread_over([0.3], 12)[0]
    assert shares.sum() == pytest.approx(1.0) and shares[-1] == pytest.approx(0.7)


def test_nothing_later_is_looked_at() -> None:
    events, _ = make_system(4, states=4, world=World(years=12))
    dyad = Dyad.of("ALB", "BGR")
    day = float(date(1951, 6, 30).toordinal())
    early = [one for one in events if one.date and one.date <= "1951-06-30"]
    assert read_signs(gather_acts(events), dyad, day) == pytest.approx(read_signs(gather_acts(early), dyad, day))
    whole = forecast(gather_acts(events), dyad, day=date(1951, 6, 30))
    assert whole == forecast(gather_acts(early), dyad, day=date(1951, 6, 30))


def test_a_friend_of_both_and_a_foe_of_one_pull_apart() -> None:
    def acts(a: str, b: str, score: float, start: int) -> list:  # type: ignore[type-arg]
        return [
            replace(event(start + number, f"195{number}-03-01", score), actors=(a,), recipients=(b,))
            for number in range(5)
        ]

    day = float(date(1955, 1, 1).toordinal())
    alike = gather_acts([*acts("ALB", "YUG", -5.0, 0), *acts("SUN", "YUG", -5.0, 10), *acts("ALB", "SUN", 4.0, 20)])
    unlike = gather_acts([*acts("ALB", "YUG", -5.0, 0), *acts("SUN", "YUG", 5.0, 10), *acts("ALB", "SUN", 4.0, 20)])
    assert pressure(alike, DYAD, day) > 0.3 > -0.3 > pressure(unlike, DYAD, day)
    assert load_hazards()["break"].weights[NAMES.index("third states")] < 0


def test_the_weights_go_the_way_that_is_told() -> None:
    weights = {way: dict(zip(NAMES, one.weights.tolist(), strict=True)) for way, one in load_hazards().items()}
    assert weights["break"]["drift"] < 0 < weights["thaw"]["drift"]
    assert weights["break"]["formal down"] > weights["thaw"]["formal down"]


def test_forecasts_are_calibrated_on_made_hazards() -> None:
    events = []
    for seed in range(900, 903):
        made, _ = make_system(seed, states=4, world=World(years=18, acts=6.0))
        for one in made:
            names = tuple(f"{state[:2]}{seed - 900}" for state in (*one.actors, *one.recipients))
            events.append(replace(one, id=f"{one.id}-{seed}", actors=names[:1], recipients=names[1:]))
    found = backtest(gather_acts(events))
    assert found.dyads == 18
    assert found.tested
    for one in found.tested:
        scores = {each.name: each for each in one.scores}
        said = sum(each.number * each.forecast for each in one.bins) / one.number
        # Some 200 forecasts with a twentieth of turns: two standard errors of that share are 3 points, of a fifth of
        # them 7.
        assert abs(said - one.turns / one.number) < 0.05
        assert one.error < 0.07
        assert all(abs(each.forecast - each.observed) < 0.15 for each in one.bins)
        assert scores["model"].brier < scores["base rate"].brier + 0.005
        assert scores["model"].log < scores["persistence"].log + 0.03


def test_a_thin_dyad_is_refused_with_what_there_is() -> None:
    few = [event(number, f"1950-0{number + 1}-01", 2.0) for number in range(9)]
    with pytest.raises(CoverageError, match=r"9 dated acts, 9 of the three years before \(needed: 10"):
        forecast(gather_acts(few), DYAD)
    many = [event(number, f"19{40 + number}-01-01", 2.0) for number in range(20)]
    forecast(gather_acts(many), DYAD)
    with pytest.raises(CoverageError, match="by 1975-01-01: 20 dated acts, 0 of the three years"):
        forecast(gather_acts(many), DYAD, day=date(1975, 1, 1))
    with pytest.raises(CoverageError, match="no dated act between ALB and SUN"):
        forecast(gather_acts([event(1, None, 2.0)]), DYAD)


def test_too_little_to_test_on_is_refused() -> None:
    many = [event(number, f"19{40 + number}-01-01", 2.0) for number in range(20)]
    with pytest.raises(CoverageError, match="forecasts could be made, and 30 are needed"):
        backtest(gather_acts(many))
    with pytest.raises(CoverageError, match="no backtest"):
        backtest({})
    monthly = [
        event(12 * year + month, f"19{30 + year}-{month + 1:02}-01", 2.0) for year in range(40) for month in (0, 4, 8)
    ]
    with pytest.raises(CoverageError, match="too few turning points"):
        backtest(gather_acts(monthly))


def test_a_horizon_that_nothing_can_be_said_of_is_refused() -> None:
    for months in (0, 61):
        with pytest.raises(ValueError, match="from 1 to 60 months"):
            forecast({}, DYAD, months=months)


def test_cases_end_before_the_last_act() -> None:
    events, _ = make_system(4, states=3, world=World(years=10))
    past = Past(gather_acts(events))
    first, last = past.days()
    assert learn_from(past, first, 12).number == 0
    assert learn_from(past, last, 12).number > learn_from(past, last - 1500, 12).number > 0
