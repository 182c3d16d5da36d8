"""EDTF values: bounds, precision, comparison."""

from __future__ import annotations

from datetime import date

import edtf as peer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.vocab.edtf import Edtf, from_days, interval, is_after, is_valid, overlaps, parse, within, year_of

BOUNDS = [
    ("1961-12-03", date(1961, 12, 3), date(1961, 12, 3), "day"),
    ("1961-02", date(1961, 2, 1), date(1961, 2, 28), "month"),
    ("1960-02", date(1960, 2, 1), date(1960, 2, 29), "month"),
    ("1961-12-XX", date(1961, 12, 1), date(1961, 12, 31), "month"),
    ("1961", date(1961, 1, 1), date(1961, 12, 31), "year"),
    ("1905~", date(1905, 1, 1), date(1905, 12, 31), "year"),
    ("195X", date(1950, 1, 1), date(1959, 12, 31), "decade"),
    ("19XX", date(1900, 1, 1), date(1999, 12, 31), "century"),
    ("1955-21", date(1955, 3, 1), date(1955, 5, 31), "season"),
    ("1955-24", date(1955, 12, 1), date(1956, 2, 29), "season"),
    ("1955-33", date(1955, 1, 1), date(1955, 3, 31), "quarter"),
    ("1955-36", date(1955, 10, 1), date(1955, 12, 31), "quarter"),
    ("1948/1961", date(1948, 1, 1), date(1961, 12, 31), "interval"),
    ("1955/..", date(1955, 1, 1), None, "interval"),
    ("../1961-12-03", None, date(1961, 12, 3), "interval"),
    ("-0489", None, None, "year"),
]
WRONG = [
    "",
    "/",
    "1961-13",
    "1961-02-30",
    "61",
    "1961-1-1",
    "195X-03",
    "1961-XX-05",
    "1961/1960",
    "1955-25",
    "1961 ",
    "١٩٦١",
]

YEARS = st.integers(1, 9998)
SINGLE = st.one_of(
    st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31)).map(date.isoformat),
    YEARS.map("{:04}".format),
    st.tuples(YEARS, st.sampled_from([*range(1, 13), *range(21, 25), *range(33, 37)])).map(
        lambda p: f"{p[0]:04}-{p[1]:02}"
    ),
    st.integers(1, 998).map("{:03}X".format),
    st.integers(1, 98).map("{:02}XX".format),
)
QUALIFIED = st.tuples(SINGLE, st.sampled_from(["", "~", "?", "%"])).map("".join)


@st.composite
def values(draw: st.DrawFn) -> str:
    first, second = draw(SINGLE), draw(SINGLE)
    shape = draw(st.sampled_from(["one", "span", "after", "before"]))
    if shape == "one":
        return draw(QUALIFIED)
    if shape == "span":
        return interval(first, second)
    return f"{first}/.." if shape == "after" else f"../{first}"


@pytest.mark.parametrize(("text", "first", "last", "precision"), BOUNDS)
def test_bounds_and_precision(text: str, first: date | None, last: date | None, precision: str) -> None:
    value = parse(text)
    assert (value.earliest(), value.latest(), value.precision) == (first, last, precision)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_edtf_is_refused(text: str) -> None:
    assert not is_valid(text)
    with pytest.raises(ValueError, match=r".+"):
        parse(text)


@given(values())
def test_a_value_keeps_its_text_and_its_first_day_is_not_after_its_last(text: str) -> None:
    value = parse(text)
    assert str(value) == value.text == text
    assert parse(value.text) == Edtf(text)
    first, last = value.earliest(), value.latest()
    assert value.is_open or (first is not None and last is not None and first <= last)


@given(SINGLE)
def test_the_edtf_package_reads_the_same_values(text: str) -> None:
    assert str(peer.parse_edtf(text)) == text


@given(values(), values())
def test_an_interval_holds_both_and_does_not_depend_on_order(a: str, b: str) -> None:
    span = interval(a, b)
    assert within(a, span)
    assert within(b, span)
    assert overlaps(a, b) == overlaps(b, a)
    assert parse(interval(b, a)).earliest() == parse(span).earliest()
    assert parse(interval(b, a)).latest() == parse(span).latest()


@given(values(), values())
def test_what_lies_within_overlaps(a: str, b: str) -> None:
    if within(a, b):
        assert overlaps(a, b)
        assert interval(a, b) == b or within(b, a)


@given(st.dates(), st.dates())
def test_days_are_written_as_short_as_they_can_be(a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    value = parse(from_days(first, last))
    assert (value.earliest(), value.latest()) == (first, last)


def test_comparisons() -> None:
    assert overlaps("1961", "1961-12-03")
    assert not overlaps("1960", "1961-12-03")
    assert overlaps("1955/..", "1961")
    assert not overlaps("-0489", "1961")
    assert within("1961-12-03", "1961-12")
    assert not within("1961", "1961-12")
    assert not within("1955/..", "1955/1961")
    assert is_after("1974-07-20", "1963") and is_after("1974-07/1974-08", "1974-06-30")
    assert not is_after("1963-12", "1963") and not is_after("1955/..", "1961") and not is_after("../1999", "1961")
    assert interval("1956", "1954") == "1954/1956"
    assert interval("1954", "1954-06") == "1954"
    assert interval("1955/..", "1954-06") == "1954-06/.."
    assert [year_of(t) for t in ("1961-12-03", "195X", "1961-10/1961-12", "1955/..")] == [1961, None, 1961, None]
    assert from_days(date(1948, 1, 1), date(1961, 12, 31)) == "1948/1961"
    assert from_days(date(1948, 2, 1), date(1948, 2, 29)) == "1948-02"
