"""Who held an office: days on which it changed hands, and states that were several or one."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from dragoman.vocab.actors import Authority


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.load()


@pytest.mark.parametrize(
    ("office", "state", "on", "id"),
    [
        ("Foreign Minister", "SUN", "1956-05-20", "person:molotov-vyacheslav"),
        ("Foreign Minister", "SUN", "1956-07-20", "person:shepilov-dmitri"),
        ("Foreign Minister", "RUS", "1956-07-20", "person:shepilov-dmitri"),
        ("Foreign Commissar", "SUN", "1938-10-01", "person:litvinov-maxim"),
        ("foreign minister", "RUS", "1914-07-24", "person:sazonov-sergei"),
        ("foreign minister", "AUH", "1908-10-06", "person:aehrenthal-alois"),
        ("foreign minister", "AUH", "1853-07-01", "person:buol-karl-ferdinand-von"),
        ("Foreign Secretary", "GBR", "1902-01-30", "person:lansdowne-henry"),
        ("Foreign Secretary", "GBR", "1938-02-19", "person:eden-anthony"),
        ("Foreign Secretary", "GBR", "1938-03-12", "person:halifax-edward"),
        ("foreign minister", "FRA", "1923-01-11", "person:poincare-raymond"),
        ("foreign minister", "DEU", "1925-10-16", "person:stresemann-gustav"),
        # The Germanies.
        ("chancellor", "DEU", "1972-12-21", "person:brandt-willy"),
        ("premier", "DDR", "1972-12-21", "person:stoph-willi"),
        ("Foreign Minister", "DEU", "1972-12-21", "person:scheel-walter"),
        ("Foreign Minister", "DDR", "1972-12-21", "person:winzer-otto"),
        ("president", "DDR", "1955-06-01", "person:pieck-wilhelm"),
        ("president", "DEU", "1955-06-01", "person:heuss-theodor"),
        # The two Chinas.
        ("Foreign Minister", "CHN", "1960-06-01", "person:chen-yi"),
        ("President", "TWN", "1960-06-01", "person:chiang-kai-shek"),
        ("President", "CHN", "1930-06-01", "person:chiang-kai-shek"),
        # The Vietnams, before and after.
        ("Premier", "VDR", "1965-06-30", "person:van-dong-pham"),
        ("Premier", "VNM", "1965-08-01", "person:cao-ky-nguyen"),
        ("Premier", "VNM", "1980-08-01", "person:van-dong-pham"),
        ("President", "VNM", "1960-08-01", "person:dinh-diem-ngo"),
        # The Koreas.
        ("Premier", "PRK", "1950-06-25", "person:kim-il-sung"),
        ("President", "KOR", "1950-06-25", "person:rhee-syngman"),
        # The Yemens.
        ("President", "YEM", "1975-06-01", "person:al-hamdi-ibrahim"),
        ("President", "YMD", "1975-06-01", "person:salim-rubai-ali"),
        ("President", "YEM", "1995-06-01", "person:saleh-ali-abdullah"),
        # Yugoslavia and what followed.
        ("Foreign Minister", "YUG", "1948-10-01", "person:kardelj-edvard"),
        ("President", "YUG", "1999-05-01", "person:milosevic-slobodan"),
        ("President", "SRB", "2010-05-01", "person:tadic-boris"),
        # Czechoslovakia, and the republics that parted.
        ("President", "CSK", "1991-05-01", "person:havel-vaclav"),
        ("President", "CZE", "1995-05-01", "person:havel-vaclav"),
        ("Prime Minister", "SVK", "1995-05-01", "person:meciar-vladimir"),
        # The United Arab Republic, with and without Syria.
        ("President", "EGY", "1960-05-01", "person:nasser-gamal-abdel"),
        ("President", "SYR", "1962-05-01", "person:al-kudsi-nazim"),
        # Ottoman Empire and Turkey.
        ("Sultan", "TUR", "1900-05-01", "person:abdulhamid-sultan"),
        ("President", "TUR", "1930-05-01", "person:ataturk-mustafa-kemal"),
        # African states under their several names.
        ("Prime Minister", "TZA", "1961-12-31", "person:nyerere-julius"),
        ("President", "TZA", "1970-01-01", "person:nyerere-julius"),
        ("Prime Minister", "ZWE", "1970-01-01", "person:smith-ian"),
        ("Prime Minister", "ZWE", "1985-01-01", "person:mugabe-robert"),
        ("President", "COD", "1964-01-01", "person:kasavubu-joseph"),
        ("President", "COD", "1980-01-01", "person:sese-seko-mobutu"),
        ("President", "COG", "1961-01-01", "person:youlou-fulbert"),
        ("President", "SEN", "1961-01-01", "person:senghor-leopold"),
        ("President", "MLI", "1961-01-01", "person:keita-modibo"),
    ],
)
def test_who_held_the_office_that_day(authority: Authority, office: str, state: str, on: str, id: str) -> None:
    held = authority.holder(office, state, date.fromisoformat(on))
    assert held is not None
    assert held.id == id


@pytest.mark.parametrize(
    ("office", "state", "on"),
    [
        ("Foreign Minister", "SUN", "1956-06-01"),  # The day on which it changed hands: the list cannot choose.
        ("President", "SYR", "1960-05-01"),  # Part of the United Arab Republic.
        ("chancellor", "DEU", "1947-05-01"),  # No German government.
        ("premier", "DDR", "1995-05-01"),
        ("Foreign Minister", "GBR", "2100-01-01"),
    ],
)
def test_no_one_held_it_or_the_list_cannot_choose(authority: Authority, office: str, state: str, on: str) -> None:
    assert authority.holder(office, state, date.fromisoformat(on)) is None


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Khrushchev", "person:khrushchev-nikita"),
        ("Nikita Khrushchov", "person:khrushchev-nikita"),
        ("Chruschtschow", "person:khrushchev-nikita"),
        ("Mao Tse-tung", "person:mao-zedong"),
        ("Mao Zedong", "person:mao-zedong"),
        ("Chou En-lai", "person:zhou-enlai"),
        ("Zhou Enlai", "person:zhou-enlai"),
        ("Molotow", "person:molotov-vyacheslav"),
        ("Gromyko", "person:gromyko-andrei"),
        ("Gadhafi", "person:qaddafi-muammar"),
        ("Wyschinski", "person:vyshinsky-andrey"),
    ],
)
def test_forms_of_a_name_find_one_person(authority: Authority, words: str, id: str) -> None:
    assert [actor.id for actor in authority.meant(words)] == [id]


def test_an_office_has_one_holder_a_day(authority: Authority) -> None:
    """Where two hold one office on a day, no text's "the foreign minister" can be read; it is so only at the seams."""
    two: Counter[str] = Counter()
    days = [date(year, month, 15) for year in range(1946, 1991, 3) for month in (2, 11)]
    asked = 0
    for state in authority.states():
        for title in ("head of state", "head of government", "foreign minister"):
            held = [
                o.span for a in authority for o in a.offices if (o.title, o.state) == (title, state.id) and o.span.last
            ]
            for day in days:
                holders = sum(span.first is not None and span.holds(day) for span in held)
                asked += holders > 0
                two[f"{state.id} {title}"] += holders > 1
    assert asked > 5000
    assert sum(two.values()) / asked < 0.02, two.most_common(10)


def test_nobody_held_an_office_before_birth_or_after_death(authority: Authority) -> None:
    for person in authority:
        life = person.spans[0]
        for office in person.offices if person.kind == "person" else ():
            if life.first is not None and office.span.first is not None:
                assert life.first < office.span.first, (person.id, office)
            if life.last is not None and office.span.last is not None:
                assert office.span.last <= life.last, (person.id, office)
