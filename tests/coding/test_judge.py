"""How sure an account is: a probability that rises with what speaks for it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.coder import Coder
from dragoman.coding.judge import Judge, load_judge
from dragoman.vocab.scheme import load_scheme

NAMES = ("bias", "prior", "length", "actors=name")
NUMBERS = st.floats(-1e6, 1e6)
TABLES = st.dictionaries(st.sampled_from(NAMES), NUMBERS)


@given(TABLES, TABLES)
def test_is_a_probability(weights: dict[str, float], features: dict[str, float]) -> None:
    assert 0 <= Judge(weights, 0.5).confidence(features) <= 1


@given(TABLES, TABLES, st.sampled_from(NAMES), st.floats(0, 1e3))
def test_rises_with_the_weight_of_what_is_there(
    weights: dict[str, float], features: dict[str, float], name: str, more: float
) -> None:
    features = {**features, name: 1.0}
    raised = {**weights, name: weights.get(name, 0.0) + more}
    assert Judge(raised, 0.5).confidence(features) >= Judge(weights, 0.5).confidence(features)


def test_knows_nothing_of_unknown_features() -> None:
    assert Judge({"bias": 1.0}, 0.5).confidence({"never seen": 5.0}) == 0.5


def test_adds_up_what_it_sees() -> None:
    assert Judge({"a": 1.0, "b": -3.0}, 0.5).confidence({"a": 3.0, "b": 1.0}) == pytest.approx(0.5)


def test_shipped_weights_are_numbers_and_have_a_cut() -> None:
    judge = load_judge()
    assert judge.weights
    assert all(math.isfinite(value) for value in judge.weights.values())
    assert 0 < judge.cut < 1


def test_shipped_weights_are_of_known_types() -> None:
    types = {one.name for one in load_scheme().event_types}
    kinds = {name.removeprefix("kind=").split("/")[0] for name in load_judge().weights if name.startswith("kind=")}
    assert kinds
    assert kinds <= types


def test_a_named_side_speaks_for_an_account_and_an_inferred_one_against() -> None:
    weights = load_judge().weights
    assert weights["actors=name"] > weights["actors=distant"]


def test_what_is_below_the_cut_is_left_out(read, coder: Coder) -> None:  # type: ignore[no-untyped-def]
    reading = read("Japan attacked China. Tito met Nasser, and the Soviet Union sent Egypt aid.")
    everything = [one.account for one in coder.candidates(reading)]
    cut = max(one.confidence for one in everything) - 0.001
    strict = Coder(parser=coder.parser, judge=Judge(coder.judge.weights, cut, coder.judge.undated))
    assert list(strict.code(reading)) == [one for one in everything if one.confidence >= cut]
    assert 0 < len(list(strict.code(reading))) < len(everything)
