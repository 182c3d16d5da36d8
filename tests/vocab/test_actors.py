"""The authority list: awkward states, names that changed hands, lookups and offices."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.errors import ActorNameError, ConfigError
from dragoman.vocab.actor_records import READING_PERIOD, Span, read_span
from dragoman.vocab.actor_tables import read_table
from dragoman.vocab.actors import Authority
from dragoman.vocab.office_titles import office_title


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.load()


def year(number: int) -> date:
    return date(number, 6, 15)


@pytest.mark.parametrize(
    ("name", "when", "code"),
    [
        ("ALB", None, "ALB"),
        ("alb", None, "ALB"),
        ("Albania", None, "ALB"),
        ("Albanians", None, "ALB"),
        ("Tirana", None, "ALB"),
        ("339", None, "ALB"),
        ("UK", None, "GBR"),
        ("Great Britain", None, "GBR"),
        ("200", None, "GBR"),
        ("U.S.S.R.", None, "SUN"),
        ("Russia", 1910, "RUS"),
        ("Russia", 1961, "SUN"),
        ("Russia", 1995, "RUS"),
        ("Soviet Russia", 1920, "RUS"),
        ("Soviet Russia", 1925, "SUN"),
        ("365", 1961, "SUN"),
        ("365", 1900, "RUS"),
        ("Moscow", 1961, "SUN"),
        ("Moscow", 1919, "RUS"),
        ("St. Petersburg", 1900, "RUS"),
        ("China", None, "CHN"),
        ("China", 1890, "CHN"),
        ("China", 1930, "TWN"),
        ("China", 1980, "CHN"),
        ("Nationalist China", 1960, "TWN"),
        ("Formosa", 1958, "TWN"),
        ("Chungking", 1942, "TWN"),
        ("Peiping", 1958, "CHN"),
        ("Germany", 1914, "DEU"),
        ("Prussia", 1866, "DEU"),
        ("Germany", 1995, "DEU"),
        ("West Germany", 1960, "DEU"),
        ("FRG", 1960, "DEU"),
        ("GDR", 1960, "DDR"),
        ("Pankow", 1960, "DDR"),
        ("Bonn", 1960, "DEU"),
        ("Bonn", 2005, "DEU"),
        ("Austria", 1880, "AUH"),
        ("Austria", 1955, "AUT"),
        ("Hungary", 1956, "HUN"),
        ("Yemen", 1950, "YEM"),
        ("Yemen", 1995, "YEM"),
        ("South Yemen", 1975, "YMD"),
        ("Aden", 1975, "YMD"),
        ("North Vietnam", 1965, "VDR"),
        ("South Vietnam", 1965, "VNM"),
        ("Vietnam", 1990, "VNM"),
        ("Hanoi", 1965, "VDR"),
        ("Hanoi", 1990, "VNM"),
        ("Korea", 1900, "KOR"),
        ("DPRK", 1960, "PRK"),
        ("UAR", 1960, "EGY"),
        ("Egypt", 1960, "EGY"),
        ("Syria", 1962, "SYR"),
        ("Belgrade", 1961, "YUG"),
        ("Belgrade", 1914, "SRB"),
        ("Belgrade", 2010, "SRB"),
        ("Persia", 1930, "IRN"),
        ("Siam", 1900, "THA"),
        ("Ceylon", 1955, "LKA"),
        ("Ottoman Empire", 1900, "TUR"),
        ("Constantinople", 1900, "TUR"),
        ("Manchukuo", 1935, "MANCH"),
        ("PLO", 1975, "PSE"),
    ],
)
def test_a_name_finds_its_state(authority: Authority, name: str, when: int | None, code: str) -> None:
    assert authority.lookup(name, None if when is None else year(when)).id == code


@pytest.mark.parametrize(
    ("name", "when", "choices"),
    [
        ("Germany", 1960, ("DDR", "DEU")),
        ("Germany", None, ("DDR", "DEU")),
        ("Russia", None, ("RUS", "SUN")),
        ("365", None, ("RUS", "SUN")),
        ("Korea", 1960, ("KOR", "PRK")),
        ("Vietnam", 1965, ("VDR", "VNM")),
        ("Yemen", 1975, ("YEM", "YMD")),
        ("Congo", 1965, ("COD", "COG")),
    ],
)
def test_an_ambiguous_name_lists_the_choices(
    authority: Authority, name: str, when: int | None, choices: tuple[str, ...]
) -> None:
    with pytest.raises(ActorNameError) as caught:
        authority.lookup(name, None if when is None else year(when))
    assert caught.value.choices == choices
    assert all(choice in str(caught.value) for choice in choices)


def test_an_unknown_name_is_refused_with_the_nearest(authority: Authority) -> None:
    with pytest.raises(ActorNameError, match="ALB"):
        authority.lookup("Albnia")
    with pytest.raises(ActorNameError, match="no actor is known as 'Zzyzx'"):
        authority.lookup("Zzyzx")
    with pytest.raises(ActorNameError):
        authority.actor("XXX")
    assert authority.name("XXX") == "XXX"
    assert authority.name("SUN") == "Soviet Union"


def test_bodies_parties_and_persons_act_for_their_own(authority: Authority) -> None:
    assert authority.state_of("body:NATO") == "NATO"
    assert authority.actor("NATO").id == "body:NATO"
    assert authority.state_of("party:CPSU") == "SUN"
    assert authority.state_of(authority.lookup("Viet Cong").id) == "VDR"
    assert authority.state_of("bloc:AXIS") == ""
    assert authority.state_of("nobody") == ""
    lenin = authority.lookup("Lenin").id
    assert [authority.state_of(lenin, on) for on in (date(1919, 1, 1), date(1923, 6, 1))] == ["RUS", "SUN"]
    assert authority.state_of(authority.lookup("Vaclav Havel").id, year(1995)) == "CZE"


def test_a_state_that_did_not_exist_gives_the_one_it_continues(authority: Authority) -> None:
    assert authority.state_of("RUS", year(1961)) == "SUN"
    assert authority.state_of("SUN", year(1900)) == "RUS"
    assert authority.state_of("SUN", year(2000)) == "RUS"
    assert authority.state_of("YUG", year(1900)) == "SRB"
    assert authority.state_of("DDR", year(2000)) == "DDR"
    assert authority.state_of("ALB", year(1961)) == "ALB"


def test_who_held_a_place(authority: Authority) -> None:
    held = {when: authority.state_of("place:trieste", year(when)) for when in (1900, 1930, 1960)}
    assert held == {1900: "AUH", 1930: "ITA", 1960: "ITA"}
    assert authority.state_of("place:tsingtao", year(1910)) == "DEU"
    assert authority.state_of("place:quemoy", year(1958)) == "TWN"
    assert authority.name("place:quemoy") == "Quemoy"
    with pytest.raises(ActorNameError):
        authority.lookup("Quemoy")


def test_every_place_was_held_by_a_state_of_the_list(authority: Authority) -> None:
    known = {state.id for state in authority.states()} | {"LON", "UN"}
    places = [actor for actor in authority if actor.kind == "place"]
    assert len(places) > 500
    assert {code for place in places for code, _ in place.members} <= known
    for place in places:
        spans = sorted((span.first or date.min, span.last or date.max) for _, span in place.states)
        assert all(before[1] < after[0] for before, after in pairwise(spans)), place.id


def test_succession_runs_both_ways(authority: Authority) -> None:
    assert authority.successors("SUN")[0] == "RUS"
    assert "SUN" in authority.predecessors("EST")
    assert authority.successors("CSK") == ("CZE", "SVK")
    for state in authority.states():
        for other in (*state.predecessors, *state.successors):
            assert authority.actor(other).kind == "state"


def test_members_of_bodies_and_blocs(authority: Authority) -> None:
    assert "ALB" in authority.members("body:WTO", year(1960))
    assert "ALB" not in authority.members("body:WTO", year(1970))
    assert "DEU" not in authority.members("body:NATO", year(1950))
    assert authority.members("bloc:AXIS", year(1941)) == ("DEU", "ITA", "JPN")
    assert authority.members("bloc:AXIS", year(1944)) == ("DEU", "JPN")


@pytest.mark.parametrize(
    ("office", "state", "when", "surname"),
    [
        ("premier", "SUN", 1961, "Khrushchev"),
        ("Foreign Minister", "SUN", 1961, "Gromyko"),
        ("leader", "SUN", 1950, "Stalin"),
        ("leader", "RUS", 1961, "Khrushchev"),
        ("the leader", "ALB", 1961, "Hoxha"),
        ("Prime Minister", "ALB", 1961, "Shehu"),
        ("Minister of Defense", "ALB", 1961, "Balluku"),
        ("Secretary of State", "USA", 1961, "Rusk"),
        ("president", "USA", 1958, "Eisenhower"),
        ("Foreign Secretary", "GBR", 1958, "Lloyd"),
        ("ambassador to SUN", "USA", 1955, "Bohlen"),
        ("Ambassador to the Soviet Union", "USA", 1955, "Bohlen"),
        ("Secretary General", "UN", 1958, "Hammarskjöld"),
        ("President", "YUG", 1961, "Broz Tito"),
    ],
)
def test_who_held_an_office(authority: Authority, office: str, state: str, when: int, surname: str) -> None:
    held = authority.holder(office, state, year(when))
    assert held is not None
    assert held.name.endswith(surname)


def test_an_office_not_known_to_be_held_is_nobodys(authority: Authority) -> None:
    assert authority.holder("foreign minister", "ALB", year(1800)) is None
    assert authority.holder("deputy foreign minister", "SUN", year(1961)) is None
    assert authority.holder("archivist", "SUN", year(1961)) is None


@pytest.mark.parametrize(
    ("words", "state", "title"),
    [
        ("First Secretary of the Central Committee", "SUN", "party leader"),
        ("Chairman of the Council of Ministers", "SUN", "head of government"),
        ("Secretary-General", "UN", "secretary-general"),
        ("General Secretary", "CSK", "party leader"),
        ("Ambassador to the ALB", "SUN", "ambassador to ALB"),
        ("Vice President", "USA", "vice president"),
    ],
)
def test_words_for_offices(words: str, state: str, title: str) -> None:
    assert office_title(words, state) == title


def test_a_users_own_file_adds_and_overrides(authority: Authority, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        """
        [[state]]
        code = "RGS"
        name = "Republic of Ragusa"
        valid = "1358/1808-01-31"
        aliases = ["Ragusa", "Dubrovnik"]

        [[state]]
        code = "ALB"
        aliases = ["Shqipëria"]

        [[person]]
        id = "person:example-anna"
        name = "Anna Example"
        surnames = "Example"
        state = "ALB"
        offices = ["foreign minister@1900/1901"]
        """,
        encoding="utf-8",
    )
    mine = Authority.load(own)
    assert mine.lookup("Dubrovnik").id == "RGS"
    assert mine.lookup("Shqiperia").id == "ALB"
    assert mine.lookup("339").id == "ALB"
    assert mine.holder("foreign minister", "ALB", date(1900, 5, 1)) == mine.lookup("Anna Example")
    assert "RGS" not in authority


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[stat]]\ncode = 'X'", "unknown table"),
        ("[[state]]\ncode = 'X'\nfoo = 1", "unknown key 'foo'"),
        ("[[state]]\nname = 'X'", "no 'code'"),
        ("state = 3", "must be written as"),
        ("[[state]]\ncode = 'X'\nvalid = '1950/1940'", "ends before it begins"),
        ("not toml", "cannot be read as TOML"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str, why: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=why):
        Authority.load(own)


def test_spans() -> None:
    assert read_span("1953/1954-02") == Span(date(1953, 1, 1), date(1954, 2, 28))
    assert read_span("1961-12-03").holds(date(1961, 12, 3))
    assert read_span("") == Span()
    assert read_span("1900/1910").shared_days(READING_PERIOD) == 0
    assert read_span("/1945-01-02").shared_days(READING_PERIOD) == 2


def test_the_tables_hold_together(authority: Authority) -> None:
    ids = [actor.id for actor in authority]
    assert len(ids) == len(set(ids))
    known = {actor.id.removeprefix("body:") for actor in authority if actor.kind in {"state", "body"}}
    for actor in authority:
        assert {code for code, _ in actor.states} <= known, actor.id
        assert {code for code, _ in actor.members} <= known, actor.id
    assert len(read_table("person")) >= 1000
    # Every member of the United Nations of 1945 to 1991 has a code of three letters and a Correlates of War number.
    for state in authority.states():
        if any(span.shared_days() > 400 for span in state.spans if span.first):
            assert state.cow or state.gw or state.id in {"TIB", "HAWAII"}, state.id
