from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.dossier.notes import write_issued, write_names, write_source
from dragoman.model import Document, Event, Source
from dragoman.relations.signs import NAMES
from dragoman.vocab import edtf
from dragoman.vocab.scheme import load_scheme
from dragoman.wording import (
    close_up,
    count,
    join,
    quoted,
    scaled,
    sentence,
    tell_act,
    with_article,
    write_act,
    write_date,
    write_from_to,
    write_magnitude,
    write_sign,
)

ACT = Event(
    id="eve",
    account_ids=(),
    event_type="CONSULT",
    mode="visit",
    actors=("SUN",),
    recipients=("ALB",),
    date=None,
    place="",
    score=2.0,
    status="asserted",
    standing="uncontested",
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "no date"),
        ("1961", "1961"),
        ("1961-12", "December 1961"),
        ("1961-12-03", "3 December 1961"),
        ("1961-12-XX", "December 1961"),
        ("1961-XX-XX", "1961"),
        ("195X", "the 1950s"),
        ("19XX", "the 20th century"),
        ("1955-21", "spring 1955"),
        ("1955-36", "last quarter 1955"),
        ("1905~", "about 1905"),
        ("1905-05?", "perhaps May 1905"),
        ("1905%", "perhaps about 1905"),
        ("1954/1956", "1954–1956"),
        ("1954/1954", "1954"),
        ("1961-03/1961-05", "March – May 1961"),
        ("1961-11-25/1961-12-03", "25 November – 3 December 1961"),
        ("1961-12-01/1961-12-03", "1–3 December 1961"),
        ("1959-12-30/1960-01-02", "30 December 1959 – 2 January 1960"),
        ("1961-01/1961-12-03", "January – 3 December 1961"),
        ("1961-01/1961-01-03", "January – 3 January 1961"),
        ("1960-11-16/1961-12", "16 November 1960 – December 1961"),
        ("1955-21/1955-23", "spring – autumn 1955"),
        ("1905-05~/1905-06", "about May 1905 – June 1905"),
        ("../1961", "until 1961"),
        ("1961/..", "from 1961"),
        ("-0489", "490 BC"),
        ("20XX", "the 21st century"),
        ("11XX", "the 12th century"),
        ("0632-06", "June 632"),
    ],
)
def test_dates_read_as_a_historian_writes_them(value: str | None, words: str) -> None:
    assert write_date(value) == words


YEARS = st.integers(1, 9998)
PLAIN = st.one_of(
    st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31)).map(date.isoformat),
    YEARS.map("{:04}".format),
    st.tuples(YEARS, st.sampled_from([*range(1, 13), *range(21, 25), *range(33, 37)])).map(
        lambda pair: f"{pair[0]:04}-{pair[1]:02}"
    ),
    st.integers(1, 998).map("{:03}X".format),
    st.integers(1, 98).map("{:02}XX".format),
)


@given(PLAIN, PLAIN, st.sampled_from(["", "~", "?", "%"]))
def test_every_date_and_every_span_can_be_written(one: str, other: str, doubt: str) -> None:
    for value in (one + doubt, edtf.interval(one, other), f"{one}/..", f"../{other}"):
        words = write_date(value)
        assert words == words.strip() and "  " not in words and "X" not in words and "/" not in words
        assert write_from_to(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1961", "in 1961"),
        ("1948-01-01/1960-11-12", "from 1948 to 12 November 1960"),
        ("1961-01-01/1961-12-31", "in 1961"),
        ("1961-12-03", "on 3 December 1961"),
        ("1961-12-03/1961-12-03", "on 3 December 1961"),
        ("1948/1954", "from 1948 to 1954"),
        ("../1954", "until 1954"),
    ],
)
def test_spans_stand_in_a_sentence(value: str, words: str) -> None:
    assert write_from_to(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("4.22e+08 rouble", "422 million rouble"),
        ("1.5e+09 dollar", "1.5 thousand million dollar"),
        ("50000 ton", "50,000 ton"),
        ("12 submarine", "12 submarine"),
        ("some grain", "some grain"),
    ],
)
def test_counted_things_are_written_out(value: str, words: str) -> None:
    assert write_magnitude(value) == words


def test_names_take_their_article() -> None:
    names = {"Soviet Union": "the Soviet Union", "Albania": "Albania", "The Soviet side": "the Soviet side"}
    assert {given: with_article(given) for given in names} == names


def name(code: str) -> str:
    return {"SUN": "Soviet Union", "ALB": "Albania"}.get(code, code)


def test_an_act_reads_as_a_clause() -> None:
    assert write_act(ACT, name) == "the Soviet Union visited Albania"
    assert write_act(replace(ACT, actors=("ALB", "SUN"), recipients=()), name) == (
        "Albania and the Soviet Union met on a visit"
    )
    assert write_act(replace(ACT, event_type="SANCTION", mode="recall-ambassador"), name) == (
        "the Soviet Union recalled its ambassador from Albania"
    )


def test_every_type_mode_and_formal_act_of_the_scheme_can_be_told() -> None:
    scheme = load_scheme()
    kinds = [(kind.name, mode) for kind in scheme.event_types for mode in ("", *kind.modes)]
    kinds += [(act.event_type, act.name) for act in scheme.formal_acts]
    for event_type, mode in kinds:
        for recipients in (("ALB",), ()):
            told = write_act(replace(ACT, event_type=event_type, mode=mode, recipients=recipients), name)
            assert "the Soviet Union" in told and "{" not in told and "an act (" not in told


def test_what_is_not_simply_asserted_reads_as_what_it_is() -> None:
    lent = replace(ACT, event_type="AID", mode="economic")
    told = {
        status: tell_act(replace(lent, status=status), name) for status in ("asserted", "promised", "negated", "ended")
    }
    assert told == {
        "asserted": "the Soviet Union gave economic aid to Albania",
        "promised": "it was promised that the Soviet Union would give economic aid to Albania",
        "negated": "the Soviet Union did not give economic aid to Albania",
        "ended": "the Soviet Union gave economic aid to Albania",
    }


def test_every_act_can_be_told_as_promised() -> None:
    scheme = load_scheme()
    kinds = [(kind.name, mode) for kind in scheme.event_types for mode in ("", *kind.modes)]
    kinds += [(act.event_type, act.name) for act in scheme.formal_acts]
    for event_type, mode in kinds:
        told = tell_act(replace(ACT, event_type=event_type, mode=mode, status="promised"), name)
        assert told.startswith("it was promised that the Soviet Union would ") and "{" not in told


def test_a_type_of_another_scheme_is_told_by_its_name() -> None:
    assert write_act(replace(ACT, event_type="DANCE", mode=""), name) == (
        "an act (dance) of the Soviet Union towards Albania"
    )


def test_marks_of_the_words_themselves_stand_a_hair_apart() -> None:
    assert quoted("words") == "“words”"
    assert quoted("“All” of it") == "“\u200a“All” of it”"
    assert quoted('so he "said"') == '“so he "said"\u200a”'


def test_small_words() -> None:
    assert join(["a", "b", "c"]) == "a, b and c" and join(["a"]) == "a" and join([]) == ""
    assert count(0, "source") == "no sources" and count(1, "source") == "one source" and count(13, "act") == "13 acts"
    assert sentence("the end") == "The end." and sentence("“End.”") == "“End.”"
    assert close_up("a\n  b") == "a b"
    assert [scaled(value) for value in (1.25, -8.0, 0.0, -0.01)] == ["+1.2", "−8.0", "0.0", "0.0"]


def test_a_work_is_written_from_its_csl() -> None:
    source = Source(
        id="s",
        csl={
            "title": "Letters",
            "author": [{"given": "A.", "family": "Doe"}, {"literal": "An Office"}],
            "container-title": "Collected Papers",
            "publisher": "Press",
            "issued": {"date-parts": [[1961, 5]]},
        },
    )
    assert write_source(source) == "A. Doe, An Office, “Letters”, Collected Papers, Press (May 1961)"
    part = Document(id="d", source_id="s", path="p", text="x", title="Letter 3")
    assert write_source(Source(id="s", csl={"title": "Letters"}), part) == "“Letter 3”, Letters"
    assert write_source(None) == "untitled"
    assert write_names("Anon.") == "Anon."
    assert write_issued({"raw": "spring 1961"}) == "spring 1961" and write_issued(1961) == "1961"


@pytest.mark.parametrize("name", ["Cominform", "Council for Mutual Economic Assistance", "Arab League", "World Bank",
                                  "Organization of African Unity", "International Court of Justice"])  # fmt: skip
def test_bodies_take_the_article_too(name: str) -> None:
    assert with_article(name) == f"the {name}"


@pytest.mark.parametrize("name", ["NATO", "UNESCO", "Albania", "Tirana"])
def test_names_that_stand_alone_take_none(name: str) -> None:
    assert with_article(name) == name


def test_all_that_a_forecast_looks_at_is_told_in_words() -> None:
    told = [write_sign(name) for name in NAMES[1:]]
    assert len({*told}) == len(told) and not {*told} & {*NAMES}
