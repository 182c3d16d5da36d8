"""The public tables are known by their columns, and their words are read."""

from __future__ import annotations

import csv
import io
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from tests.tables.made import add, as_text, gdelt, historical, icews, left, phoenix, polecat, shelf

from dragoman.errors import ConfigError, InputError
from dragoman.model import Dyad
from dragoman.tables.query import count_days
from dragoman.tables.rows import accounts_of
from dragoman.vocab.actors import Authority
from dragoman.vocab.table_formats import load_formats, parse_format, read_mapping
from dragoman.vocab.table_states import NOBODY, SEVERAL, UNBORN, UNKNOWN, TableStates

GDELT = [
    gdelt(1, "19850301", "USA", "RUS", "042"),
    gdelt(2, "19920301", "RUS", "USA", "190"),
    gdelt(3, "19920302", "USA", "USA", "190"),
    gdelt(4, "19920303", "EUR", "USA", "036"),
    gdelt(5, "19920304", "QQQ", "USA", "036"),
    gdelt(6, "19920305", "USA", "", "036"),
    gdelt(7, "19920306", "USA", "RUS", "010"),
    gdelt(8, "19920307", "UKR", "ROM", "057"),
    gdelt(9, "19850307", "UKR", "USA", "057"),
]


@pytest.mark.parametrize(("name", "columns"), [("gdelt-1", 58), ("gdelt-1", 57), ("gdelt-2", 61)])
def test_gdelt_without_a_header(tmp_path: Path, name: str, columns: int) -> None:
    text = as_text(name, GDELT, columns=load_formats()[name].columns[:columns])
    assert {line.count("\t") + 1 for line in text.splitlines()} == {columns}
    manifest = add(tmp_path, {"day.CSV": text}).manifest
    assert manifest.format.name == name
    assert (manifest.rows, manifest.events, manifest.dyads) == (9, 3, 3)
    assert manifest.states == ("ROU", "RUS", "SUN", "UKR", "USA")
    assert {one.why: (one.rows, one.first[0].row) for one in manifest.left} == {
        "a mere statement, no act": (1, 7),
        "the one who acts is a region, a body or a territory, not a state": (1, 4),
        "the state of the one who acts was not there on that day": (1, 9),
        "the one who acts is in no list of states": (1, 5),
        "no state is given for the one acted on": (1, 6),
        "both sides are one state": (1, 3),
    }
    assert manifest.rows == manifest.events + sum(one.rows for one in manifest.left)


def test_the_evidence_is_the_row(tmp_path: Path) -> None:
    add(tmp_path, {"a.csv": as_text("gdelt-1", GDELT[:1]), "b.csv": as_text("gdelt-1", GDELT[1:])})
    store = shelf(tmp_path).open("t")
    (one,) = accounts_of(store, Dyad.of("SUN", "USA"))
    assert (one.actor, one.recipient, one.event_type, one.mode, one.date) == (
        "USA",
        "SUN",
        "CONSULT",
        "visit",
        "1985-03-01",
    )
    assert str(one.evidence) == "row 1 of a.csv"
    assert dict(one.evidence.cells) == {key: value for key, value in GDELT[0].items() if value}
    (other,) = accounts_of(store, Dyad.of("RUS", "USA"))
    assert str(other.evidence) == "row 1 of b.csv" and other.actor == "RUS"
    assert other.cited == "https://example.org/2" and other.confidence is None
    assert not hasattr(one.evidence, "quote")


def test_gdelt_as_parquet_with_numbers(tmp_path: Path) -> None:
    path = tmp_path / "g.parquet"
    duckdb.execute(
        "COPY (SELECT 7 AS GLOBALEVENTID, 20010203 AS SQLDATE, 'USA' AS Actor1CountryCode, 'CHN' AS Actor2CountryCode, "
        f"42 AS EventCode UNION ALL SELECT 8, 20010204, 'CHN', 'USA', 190) TO '{path}' (FORMAT parquet)"
    )
    added = shelf(tmp_path).add([path], authority=Authority.load(), name="t")
    assert added.manifest.format.name == "gdelt-1" and added.manifest.events == 2
    accounts = accounts_of(shelf(tmp_path).open("t"), Dyad.of("USA", "CHN"))
    assert [(one.event_type, one.mode, str(one.evidence)) for one in accounts] == [
        ("CONSULT", "visit", "row 1 of g.parquet"),
        ("ASSAULT", "", "row 2 of g.parquet"),
    ]


def test_gdelt_with_names_and_commas(tmp_path: Path) -> None:
    out = io.StringIO()
    columns = list(load_formats()["gdelt-2"].columns)
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerow(gdelt(1, "20010203", "USA", "CHN", "042", ActionGeo_FullName="Paris, France"))
    manifest = add(tmp_path, {"g.csv": out.getvalue()}).manifest
    assert (manifest.format.name, manifest.events) == ("gdelt-2", 1)
    (one,) = accounts_of(shelf(tmp_path).open("t"), Dyad.of("USA", "CHN"))
    assert one.place == "Paris, France" and str(one.evidence) == "row 2 of g.csv"


def test_icews_by_names_and_codes_without_zeros(tmp_path: Path) -> None:
    rows = [
        icews(1, "1995-01-02", "Russian Federation", "United States", "51"),
        icews(2, "1995-01-03", "Iran", "Occupied Palestinian Territory", "231"),
        icews(3, "1995-01-04", "Iran", "European Union", "51"),
        icews(4, "1995-01-05", "Atlantis", "Iran", "51"),
    ]
    manifest = add(tmp_path, {"events.tab": as_text("icews", rows)}).manifest
    assert manifest.format.name == "icews" and manifest.events == 2
    assert left(manifest, "acted on is a region").first[0].row == 4  # the header is row 1
    assert left(manifest, "who acts is in no list").first[0].words == "Atlantis"
    store = shelf(tmp_path).open("t")
    (one,) = accounts_of(store, Dyad.of("IRN", "PSE"))
    assert (one.event_type, one.mode) == ("REQUEST", "assist")
    (other,) = accounts_of(store, Dyad.of("RUS", "USA"))
    assert (other.event_type, other.mode, other.cited) == ("SUPPORT", "endorse", "Example Wire")


def test_polecat_by_types_and_modes(tmp_path: Path) -> None:
    rows = [
        polecat(1, "2020-01-02", "USA", "CHN", "CONSULT", mode="visit"),
        polecat(2, "2020-01-03", "USA", "CHN", "SANCTION", mode="expel"),
        polecat(3, "2020-01-04", "USA", "CHN", "JUGGLE"),
    ]
    manifest = add(tmp_path, {"p.txt": as_text("polecat", rows)}).manifest
    assert manifest.format.name == "polecat" and manifest.events == 2
    assert left(manifest, "type of event is in no list").first[0].words == "JUGGLE"
    accounts = accounts_of(shelf(tmp_path).open("t"), Dyad.of("USA", "CHN"))
    assert [(one.event_type, one.mode) for one in accounts] == [("CONSULT", "visit"), ("SANCTION", "expel")]


def test_phoenix_without_a_header(tmp_path: Path) -> None:
    manifest = add(tmp_path, {"p.txt": as_text("phoenix", [phoenix(1, "20150102", "USA", "CHN", "042")])}).manifest
    assert manifest.format.name == "phoenix" and manifest.events == 1


def test_historical_phoenix_reads_codes_by_the_day(tmp_path: Path) -> None:
    rows = [
        historical(1, "1960-06-01", "RUS", "ALB", "160"),
        historical(2, "1960-06-02", "CZE", "USA", "42", aid="two\nlines"),
        historical(3, "1995-06-02", "CZE", "RUS", "42"),
    ]
    manifest = add(tmp_path, {"p.csv": as_text("phoenix-historical", rows)}).manifest
    assert manifest.states == ("ALB", "CSK", "CZE", "RUS", "SUN", "USA")
    (one,) = accounts_of(shelf(tmp_path).open("t"), Dyad.of("CSK", "USA"))
    assert dict(one.evidence.cells)["aid"] == "two\nlines" and one.evidence.row == 3
    assert dict(one.evidence.cells)["placename"] == 'Town, "old"'


def test_speaking_names_need_no_mapping(tmp_path: Path) -> None:
    text = (
        "date,actor,recipient,event type,mode,confidence,status\n"
        "1961-12-03,USSR,Albania,break-relations,,0.9,\n"
        "1956,Soviet Union,ALB,AID,military,,\n"
        "1957,Soviet Union,ALB,042,,1,\n"
        "1958,Soviet Union,ALB,AID,,1,promised\n"
        "1959,Soviet Union,ALB,AID,,-0.5,\n"
    )
    manifest = add(tmp_path, {"own.csv": text}).manifest
    assert (manifest.format.name, manifest.events, manifest.wide) == ("plover-cameo", 3, 2)
    assert left(manifest, "confidence").first[0].words == "-0.5"
    assert left(manifest, "not said to have been done").rows == 1
    accounts = accounts_of(shelf(tmp_path).open("t"), Dyad.of("ALB", "SUN"))
    assert [(one.event_type, one.mode, one.date) for one in accounts] == [
        ("AID", "military", "1956"),
        ("CONSULT", "visit", "1957"),
        ("SANCTION", "break-relations", "1961-12-03"),
    ]
    assert accounts[2].confidence == pytest.approx(0.9)
    assert [one.weight for one in count_days(shelf(tmp_path).open("t"), Dyad.of("ALB", "SUN"))] == [1.0, 1.0, 0.9]


def test_a_mapping_reads_numbered_states_and_dates_in_parts(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(
        'title = "Made disputes"\ndate = ["styear", "stmon", "stday"]\nactor = "ccode1"\nrecipient = "ccode2"\n'
        'codes = "cow"\nalways = "COERCE"\n'
    )
    text = (
        "ccode1;ccode2;styear;stmon;stday\n365;339;1961;12;3\n365;339;1961;-9;-9\n365;339;1700;1;1\n9999;2;1961;1;1\n"
    )
    mapping = read_mapping(tmp_path / "m.toml")
    manifest = add(tmp_path, {"mid.csv": text}, mapping=mapping).manifest
    assert manifest.events == 2 and {"ALB", "SUN"} <= set(manifest.states)
    counts = count_days(shelf(tmp_path).open("t"), Dyad.of("SUN", "ALB"))
    assert [(one.first, one.last, one.n) for one in counts] == [
        (date(1961, 1, 1), date(1961, 12, 31), 1),
        (date(1961, 12, 3), date(1961, 12, 3), 1),
    ]
    assert left(manifest, "who acts was not there").first[0].words == "365"
    assert left(manifest, "who acts is in no list").first[0].words == "9999"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"actr": "a"}, "did you mean actor"),
        ({"date": "d", "actor": "a", "recipient": "r"}, "name the column of the type"),
        ({"date": "d", "actor": "a", "recipient": "r", "event": "e", "codes": "iso2"}, "codes is one of"),
        ({"date": "d", "actor": "a", "recipient": "r", "event": "e", "header": False}, "names of its columns"),
        ({"date": 3}, "date cannot be 3"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(table: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        parse_format(table, name="mapped", given="m.toml")


def test_a_mapping_that_names_no_column_of_the_file(tmp_path: Path) -> None:
    mapping = parse_format(
        {"date": "when", "actor": "a", "recipient": "b", "event": "what"}, name="mapped", given="m.toml"
    )
    with pytest.raises(InputError, match=r"no column 'what'.*'when', 'a', 'b'"):
        add(tmp_path, {"x.csv": "when,a,b\n1961,USA,CUB\n"}, mapping=mapping)


@pytest.mark.parametrize(
    ("system", "words", "on", "found"),
    [
        ("cameo", "RUS", date(1985, 1, 1), ("SUN", "")),
        ("cameo", "RUS", date(1995, 1, 1), ("RUS", "")),
        ("cameo", "SRB", date(1994, 1, 1), ("YUG", "")),
        ("cameo", "CZE", date(1968, 1, 1), ("CSK", "")),
        ("cameo", "UKR", date(1968, 1, 1), ("", UNBORN)),
        ("cameo", "EUR", date(1968, 1, 1), ("", NOBODY)),
        ("names", "Germany", date(1968, 1, 1), ("", SEVERAL)),
        ("names", "Germany", date(1998, 1, 1), ("DEU", "")),
        ("names", "NATO", date(1968, 1, 1), ("", NOBODY)),
        ("cow", "365", date(1961, 1, 1), ("SUN", "")),
        ("cow", "365.0", date(1995, 1, 1), ("RUS", "")),
        ("cow", "345", date(2010, 1, 1), ("SRB", "")),
        ("gw", "340", date(2010, 1, 1), ("SRB", "")),
        ("gw", "x", date(2010, 1, 1), ("", UNKNOWN)),
    ],
)
def test_who_is_meant_on_a_day(system: str, words: str, on: date, found: tuple[str, str]) -> None:
    assert TableStates(Authority.load(), system).state(words, on) == found


def test_spells_cover_every_day() -> None:
    spells = TableStates(Authority.load(), "cameo").spells("SRB", date(1950, 1, 1), date(2020, 1, 1))
    assert [one.state for one in spells] == ["YUG", "SCG", "SRB"]
    assert spells[0].first == date(1950, 1, 1) and spells[-1].last == date(2020, 1, 1)
    assert all((after.first - before.last).days == 1 for before, after in pairwise(spells))
