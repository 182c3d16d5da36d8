"""States under their several names, dependent polities, and the members of bodies and alliances."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from dragoman.errors import ActorNameError
from dragoman.vocab.actor_dependencies import load_dependents
from dragoman.vocab.actors import Authority


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.load()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [
        ("THA", "1930-01-01", "Siam"),
        ("THA", "1942-01-01", "Thailand"),
        ("THA", "1947-01-01", "Siam"),
        ("THA", "1960-01-01", "Thailand"),
        ("IRN", "1920-01-01", "Persia"),
        ("IRN", "1940-01-01", "Iran"),
        ("LKA", "1960-01-01", "Ceylon"),
        ("COD", "1980-01-01", "Zaire"),
        ("BFA", "1970-01-01", "Upper Volta"),
        ("BEN", "1970-01-01", "Dahomey"),
        ("EGY", "1960-01-01", "United Arab Republic"),
        ("TZA", "1962-01-01", "Tanganyika"),
        ("TZA", "1970-01-01", "Tanzania"),
        ("ZWE", "1970-01-01", "Rhodesia"),
        ("TUR", "1900-01-01", "Ottoman Empire"),
        ("TUR", "1950-01-01", "Turkey"),
        ("DEU", "1860-01-01", "Prussia"),
        ("DEU", "1960-01-01", "West Germany"),
        ("ITA", "1860-01-01", "Sardinia"),
        ("YEM", "1970-01-01", "North Yemen"),
        ("KHM", "1977-01-01", "Democratic Kampuchea"),
        ("ALB", "1950-01-01", "Albania"),
    ],
)
def test_a_state_goes_by_the_name_of_its_time(authority: Authority, code: str, on: str, name: str) -> None:
    assert authority.name(code, day(on)) == name
    assert code in [actor.id for actor in authority.meant(name, day(on))]


def test_names_of_a_time_do_not_overlap(authority: Authority) -> None:
    for state in authority.states():
        for place, (name, span) in enumerate(state.called):
            later = [other for other, after in state.called[place + 1 :] if after.overlaps(span)]
            assert later == [], (state.id, name)


@pytest.mark.parametrize(
    ("capital", "on", "code"),
    [
        ("Bonn", "1960-01-01", "DEU"),
        ("Petrograd", "1916-01-01", "RUS"),
        ("Nanking", "1935-01-01", "TWN"),
        ("Chungking", "1942-01-01", "TWN"),
        ("Taipei", "1960-01-01", "TWN"),
        ("Rangoon", "1960-01-01", "MMR"),
        ("Naypyidaw", "2010-01-01", "MMR"),
        ("Calcutta", "1900-01-01", "IND"),
        ("New Delhi", "1960-01-01", "IND"),
        ("Rio de Janeiro", "1950-01-01", "BRA"),
        ("Brasilia", "1970-01-01", "BRA"),
        ("Lagos", "1970-01-01", "NGA"),
        ("Abuja", "1995-01-01", "NGA"),
        ("Karachi", "1950-01-01", "PAK"),
        ("Islamabad", "1970-01-01", "PAK"),
        ("Almaty", "1995-01-01", "KAZ"),
        ("Astana", "2000-01-01", "KAZ"),
        ("Turin", "1855-01-01", "ITA"),
        ("Florence", "1867-01-01", "ITA"),
        ("Salisbury", "1970-01-01", "ZWE"),
        ("Christiania", "1910-01-01", "NOR"),
    ],
)
def test_capitals_by_their_time(authority: Authority, capital: str, on: str, code: str) -> None:
    assert authority.lookup(capital, day(on)).id == code


@pytest.mark.parametrize(
    ("metonym", "on", "code"),
    [
        ("Kremlin", "1960-01-01", "SUN"),
        ("Whitehall", "1960-01-01", "GBR"),
        ("Quai d'Orsay", "1925-01-01", "FRA"),
        ("Sublime Porte", "1850-01-01", "TUR"),
        ("Ballhausplatz", "1910-01-01", "AUH"),
        ("Ballhausplatz", "1960-01-01", "AUT"),
        ("Wilhelmstrasse", "1938-01-01", "DEU"),
        ("Foggy Bottom", "1960-01-01", "USA"),
        ("Zhongnanhai", "1970-01-01", "CHN"),
        ("Consulta", "1900-01-01", "ITA"),
        ("Palazzo Chigi", "1930-01-01", "ITA"),
        ("Farnesina", "1970-01-01", "ITA"),
        ("Blue House", "1970-01-01", "KOR"),
        ("Itamaraty", "1970-01-01", "BRA"),
        ("Gaimusho", "1938-01-01", "JPN"),
        ("Tsungli Yamen", "1880-01-01", "CHN"),
    ],
)
def test_metonyms_by_their_time(authority: Authority, metonym: str, on: str, code: str) -> None:
    assert authority.lookup(metonym, day(on)).id == code


@pytest.mark.parametrize(
    ("number", "on", "code"),
    [("710", "1890-01-01", "CHN"), ("710", "1930-01-01", "TWN"), ("710", "1960-01-01", "CHN"),
     ("713", "1960-01-01", "TWN"), ("816", "1965-01-01", "VDR"), ("816", "2000-01-01", "VNM"),
     ("817", "1965-01-01", "VNM"), ("345", "1961-01-01", "YUG"), ("345", "2010-01-01", "SRB")],
)  # fmt: skip
def test_numbers_that_changed_hands(authority: Authority, number: str, on: str, code: str) -> None:
    assert authority.lookup(number, day(on)).id == code


def test_a_number_alone_is_the_state_that_bears_it_throughout(authority: Authority) -> None:
    assert authority.lookup("710").id == "CHN"
    assert authority.state_of("CHN", day("1930-06-01")) == "TWN"
    with pytest.raises(ActorNameError):
        authority.lookup("365")


def test_the_mali_federation_is_either_of_two_states(authority: Authority) -> None:
    assert [actor.id for actor in authority.meant("Mali Federation", day("1960-07-01"))] == ["MLI", "SEN"]


@pytest.mark.parametrize(
    ("id", "on", "of", "status"),
    [
        ("KEN", "1950-01-01", "GBR", "colony"),
        ("IRQ", "1925-01-01", "GBR", "mandate"),
        ("SYR", "1925-01-01", "FRA", "mandate"),
        ("TZA", "1900-01-01", "DEU", "protectorate"),
        ("TZA", "1930-01-01", "GBR", "mandate"),
        ("TZA", "1950-01-01", "GBR", "trust territory"),
        ("CAN", "1914-08-04", "GBR", "dominion"),
        ("PHL", "1940-01-01", "USA", "commonwealth"),
        ("KOR", "1920-01-01", "JPN", "colony"),
        ("BGR", "1900-01-01", "TUR", "vassal principality"),
        ("place:crete", "1905-01-01", "TUR", "autonomous state"),
        ("place:hong-kong", "1950-01-01", "GBR", "colony"),
        ("hyderabad", "1930-01-01", "GBR", "princely state"),
        ("ruanda-urundi", "1930-01-01", "BEL", "mandate"),
    ],
)
def test_whose_a_polity_was(authority: Authority, id: str, on: str, of: str, status: str) -> None:
    held = authority.dependence(id, day(on))
    assert held is not None
    assert (held.of, held.status) == (of, status)


def test_a_state_of_its_own_depends_on_nobody(authority: Authority) -> None:
    assert authority.dependence("KEN", day("1970-01-01")) is None
    assert authority.dependence("FRA", day("1900-01-01")) is None
    assert {"KEN", "hong-kong", "MLT"} <= set(authority.dependents("GBR", day("1950-01-01")))
    assert "IRQ" not in authority.dependents("GBR", day("1950-01-01"))


def test_dependence_and_statehood_exclude_each_other(authority: Authority) -> None:
    """A state that existed in its own right is listed as dependent only where it had a second status beside it."""
    second = {"CAN", "AUS", "NZL", "ZAF", "IRL", "AFG", "BTN", "SRB", "BGR", "MNE", "KHM", "VNM", "LIE", "LUX"}
    second |= {"KOR", "ZWE", "MANCH", "SVK", "DANZIG", "OMN", "UKR", "HTI", "DOM", "CUB", "MDG", "EGY", "TRA"}
    codes = {state.id for state in authority.states()} | {"LON", "UN"}
    for code, dependent in load_dependents().items():
        spans = [spell.span for spell in dependent.spells]
        assert {spell.of for spell in dependent.spells} <= codes, code
        assert all(a.last and b.first and a.last <= b.first for a, b in pairwise(spans)), code
        if code not in codes or code in second or not authority.actor(code).spans[0].first:
            continue
        for span in spans:
            middle = (span.first or date.min) + ((span.last or date(2000, 1, 1)) - (span.first or date.min)) / 2
            assert not authority.actor(code).existed(middle), (code, span)


@pytest.mark.parametrize(
    ("body", "on", "inside", "outside"),
    [
        ("UN", "1950-01-01", "TWN UKR BLR SUN", "CHN JPN ITA ESP"),
        ("UN", "1971-10-01", "TWN", "CHN DEU DDR"),
        ("UN", "1972-01-01", "CHN", "TWN VNM KOR PRK"),
        ("UN", "1960-01-01", "EGY GIN", "SYR NGA"),
        ("UN", "1974-01-01", "DEU DDR", "VNM"),
        ("UN", "1975-01-01", "YEM YMD", "AGO"),
        ("UN", "1999-01-01", "CZE SVK", "CSK YUG CHE"),
        ("NATO", "1950-01-01", "ISL PRT", "GRC TUR DEU ESP"),
        ("NATO", "1990-01-01", "ESP DEU TUR", "POL SWE"),
        ("WTO", "1960-01-01", "ALB DDR", "YUG"),
        ("WTO", "1970-01-01", "DDR", "ALB"),
        ("COMECON", "1975-01-01", "CUB MNG", "ALB YUG"),
        ("COMINFORM", "1948-05-01", "YUG", "ALB"),
        ("COMINFORM", "1949-05-01", "SUN", "YUG"),
        ("SEATO", "1960-01-01", "PAK THA", "IND"),
        ("BAGHDAD", "1957-01-01", "IRQ IRN", "USA"),
        ("CENTO", "1960-01-01", "IRN", "IRQ"),
        ("ARABLEAGUE", "1985-01-01", "YEM YMD PSE", "EGY"),
        ("OAU", "1990-01-01", "ESH", "MAR ZAF"),
        ("OAS", "1970-01-01", "MEX", "CUB CAN"),
        ("ASEAN", "1980-01-01", "SGP", "VNM BRN"),
        ("EEC", "1975-01-01", "GBR IRL", "NOR GRC"),
        ("EFTA", "1965-01-01", "GBR", "FRA FIN"),
        ("EFTA", "1975-01-01", "ISL", "GBR"),
        ("NAM_MOVEMENT", "1962-01-01", "YUG CUB", "CHN"),
        ("LON", "1925-01-01", "TWN IND", "DEU SUN USA"),
        ("LON", "1930-01-01", "DEU JPN", "SUN BRA"),
        ("LON", "1935-01-01", "SUN", "DEU JPN"),
        ("COMMONWEALTH", "1965-01-01", "PAK GHA", "ZAF IRL"),
        ("bloc:LITTLE_ENTENTE", "1930-01-01", "CSK ROU YUG", "HUN"),
        ("bloc:BALKAN_ENTENTE", "1935-01-01", "TUR ROU", "BGR"),
        ("BALKAN", "1954-01-01", "YUG TUR", "ROU"),
        ("bloc:TRIPLE", "1900-01-01", "ITA", "FRA"),
        ("bloc:ENTENTE", "1912-01-01", "RUS", "ITA"),
        ("bloc:HOLY", "1820-01-01", "RUS AUH", "GBR"),
        ("bloc:TRIPARTITE", "1941-06-01", "ROU BGR", "FIN"),
    ],
)
def test_members_on_a_day(authority: Authority, body: str, on: str, inside: str, outside: str) -> None:
    members = set(authority.members(body, day(on)))
    assert set(inside.split()) <= members
    assert members.isdisjoint(outside.split())


def test_the_united_nations_grew_as_it_did(authority: Authority) -> None:
    """Members at the end of a year, as the organisation itself counts them."""
    counted = {1945: 51, 1950: 60, 1955: 76, 1960: 99, 1965: 117, 1970: 127, 1975: 144, 1980: 154, 1985: 159, 2011: 193}
    found = {year: len(authority.members("UN", date(year, 12, 31))) for year in counted}
    assert found == counted
