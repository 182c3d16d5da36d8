"""Agreement coefficients, on the examples of the literature and on data whose answer can be worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.accounts.agreement import (
    NO_UNIT,
    NO_VARIATION,
    ONE_UNIT,
    Measure,
    ac1,
    alpha,
    compare,
    masi,
    percent,
    resample,
)

NONE = None
FOUR_OBSERVERS = list(
    zip(
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
        [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
        strict=True,
    )
)
"""Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: alpha 0.743. Gwet has AC1 0.775."""

TWO_OBSERVERS = list(zip("aabbdcccedda", "babbbccceddd", strict=True))

PARADOX = [("yes", "yes")] * 118 + [("yes", "no")] * 5 + [("no", "yes")] * 2
"""The table of the kappa paradox (Feinstein & Cicchetti 1990): 94.4 % agreement, kappa below 0; AC1 0.941 (Gwet)."""

SETS = st.frozensets(st.sampled_from("ABC"), max_size=3)


def test_four_observers_with_missing_values() -> None:
    assert alpha(FOUR_OBSERVERS) == pytest.approx(0.743, abs=0.0005)
    assert percent(FOUR_OBSERVERS) == pytest.approx(9 / 11)
    assert ac1(FOUR_OBSERVERS) == pytest.approx(0.77544, abs=0.00001)


def test_two_observers_on_five_categories() -> None:
    """Krippendorff (2011), example B, twelve articles: alpha 0.692."""
    assert alpha(TWO_OBSERVERS) == pytest.approx(0.692, abs=0.0005)


def test_two_observers_on_two_categories() -> None:
    """Krippendorff (2011), example A: ten units, 60 % agreement, alpha 0.095."""
    rows = list(zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True))
    assert percent(rows) == pytest.approx(0.6)
    assert alpha(rows) == pytest.approx(0.095, abs=0.0005)


def test_the_paradox_of_kappa_is_none_of_ac1() -> None:
    assert percent(PARADOX) == pytest.approx(0.944)
    assert ac1(PARADOX) == pytest.approx(0.941, abs=0.0005)
    found = alpha(PARADOX)
    assert found is not None and found < 0


def test_chance_alone_gives_about_nothing_and_contradiction_less() -> None:
    crossed = [(a, b) for a in "xy" for b in "xy"] * 25
    assert ac1(crossed) == pytest.approx(0, abs=0.01)
    assert alpha(crossed) == pytest.approx(0, abs=0.01)
    assert alpha([("x", "y"), ("y", "x")] * 50) == pytest.approx(-1, abs=0.01)
    assert ac1([("x", "y"), ("y", "x")] * 50) == pytest.approx(-1)


def test_no_unit_and_no_second_coder() -> None:
    assert percent([]) is None and ac1([]) is None and alpha([]) is None
    alone = [("x", None), (None, "y")]
    assert percent(alone) is None and ac1(alone) is None and alpha(alone) is None
    empty = compare([])
    assert empty.units == 0
    assert empty.percent == empty.alpha == empty.ac1 == Measure(value=None, why=NO_UNIT)


def test_one_unit_has_no_interval() -> None:
    found = compare([("x", "y")])
    assert (found.percent.value, found.percent.low, found.percent.why) == (0.0, None, ONE_UNIT)
    same = compare([("x", "x")])
    assert (same.percent.value, same.ac1.value) == (1.0, 1.0)
    assert (same.alpha.value, same.alpha.why) == (None, NO_VARIATION)


def test_where_only_one_value_is_used_alpha_says_that_it_is_not_defined() -> None:
    found = compare([("x", "x")] * 20)
    assert (found.percent.value, found.percent.low, found.percent.high) == (1.0, 1.0, 1.0)
    assert found.alpha.value is None and found.alpha.why == NO_VARIATION
    assert found.ac1.value == 1.0


def test_intervals_hold_the_value_narrow_with_more_units_and_repeat() -> None:
    few = [("x", "x"), ("y", "y"), ("x", "y"), ("y", "y"), ("x", "x")]
    found, more = compare(few), compare(few * 40)
    assert found == compare(few)
    for one, other in ((found.percent, more.percent), (found.ac1, more.ac1), (found.alpha, more.alpha)):
        assert one.low is not None and one.high is not None and one.value is not None
        assert other.low is not None and other.high is not None
        assert one.low <= one.value <= one.high
        assert other.high - other.low < one.high - one.low
    assert found.partial is None


def test_sets_that_overlap_agree_in_part() -> None:
    pairs = [(frozenset("A"), frozenset("AB")), (frozenset("A"), frozenset("A")), (frozenset("C"), frozenset("B"))] * 4
    found = compare(pairs)
    assert found.partial is not None and found.partial.value is not None and found.alpha.value is not None
    assert found.partial.value > found.alpha.value
    with pytest.raises(TypeError, match="only sets"):
        masi("A", frozenset("A"))


@given(SETS, SETS)
def test_masi_is_that_of_nltk_and_takes_empty_sets(one: frozenset[str], other: frozenset[str]) -> None:
    from nltk.metrics.distance import masi_distance

    assert masi(one, other) == masi(other, one)
    assert masi(frozenset(), frozenset()) == 0
    if one or other:
        assert masi(one, other) == pytest.approx(masi_distance(one, other))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SETS, SETS), min_size=2, max_size=30))
def test_the_coefficients_of_resamples_are_those_of_the_data(
    pairs: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    kinds = len({value for pair in pairs for value in pair})
    mine = {name: float(one[0]) for name, one in resample(pairs, kinds, True, samples=0).items()}
    assert mine["percent"] == pytest.approx(percent(pairs))
    assert mine["ac1"] == pytest.approx(ac1(pairs))
    for name, partial in (("alpha", False), ("partial", True)):
        theirs = alpha(pairs, partial=partial)
        assert math.isnan(mine[name]) if theirs is None else mine[name] == pytest.approx(theirs, abs=1e-9)


@given(st.lists(st.tuples(SETS, SETS), min_size=1, max_size=30))
def test_who_comes_first_does_not_matter(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> None:
    turned = [(other, one) for one, other in pairs]
    assert percent(pairs) == pytest.approx(percent(turned))
    assert ac1(pairs) == pytest.approx(ac1(turned))
