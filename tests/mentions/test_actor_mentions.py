"""The spotter: whom words name, by their form, their neighbours, the date and the rest of the text."""

from __future__ import annotations

import json
import time
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.mentions.actor_spelling import fold, is_same_surname, is_slip
from dragoman.mentions.actors import Spotter
from dragoman.mentions.told_times import ToldTimes
from dragoman.vocab.actors import Authority


@cache
def _spotter() -> Spotter:
    return Spotter(Authority.load())


@pytest.fixture(scope="module")
def spotter() -> Spotter:
    return _spotter()


def found(spotter: Spotter, text: str, written: int | None = 1961) -> list[tuple[str, str]]:
    when = None if written is None else date(written, 6, 15)
    return [(mention.text, mention.state) for mention in spotter.spot(text, written=when)]


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("Albania and the Soviets quarrelled.", 1961, [("Albania", "ALB"), ("Soviets", "SUN")]),
        ("Russia mobilised.", 1914, [("Russia", "RUS")]),
        ("Russia protested.", 1961, [("Russia", "SUN")]),
        ("Russia protested.", None, [("Russia", "SUN")]),
        ("Russia protested.", 1999, [("Russia", "RUS")]),
        ("China recognised it.", 1935, [("China", "TWN")]),
        ("China recognised it.", 1955, [("China", "CHN")]),
        ("Chicoms shelled the GRC's islands.", 1958, [("Chicoms", "CHN"), ("GRC", "TWN")]),
        ("Peiping warned Taipei.", 1958, [("Peiping", "CHN"), ("Taipei", "TWN")]),
        ("Germany paid.", 1925, [("Germany", "DEU")]),
        ("Bonn and Pankow traded.", 1960, [("Bonn", "DEU"), ("Pankow", "DDR")]),
        ("The UAR left.", 1960, [("UAR", "EGY")]),
        ("Hanoi and Saigon talked.", 1965, [("Hanoi", "VDR"), ("Saigon", "VNM")]),
        ("Texas joined the United States.", 1840, [("Texas", "TEXAS"), ("United States", "USA")]),
        ("Texas is large.", 1961, []),
        ("the Sublime Porte refused", 1850, [("Sublime Porte", "TUR")]),
        ("the Persian Gulf and the South China Sea", 1961, []),
        ("the New York Times and the Washington Post", 1961, []),
        ("A turkey on a china plate with polish, a dane.", 1961, []),
        ("Sino–Soviet talks", 1961, [("Sino", "CHN"), ("Soviet", "SUN")]),
        ("Anglo-American loans", 1961, [("Anglo", "GBR"), ("American", "USA")]),
        ("Albanian – Soviet relations", 1961, [("Albanian", "ALB"), ("Soviet", "SUN")]),
        ("Anglo-Saxon customs", 1961, []),
        ("SOVIET-ALBANIAN RELATIONS", 1961, [("SOVIET", "SUN"), ("ALBANIAN", "ALB")]),
        ("NATO and the Warsaw Pact", 1961, [("NATO", "NATO"), ("Warsaw Pact", "WTO")]),
        ("the Albanian Party of Labour", 1961, [("Albanian Party of Labour", "ALB")]),
        ("the Whitehouse and USSRs and Iranx", 1961, []),
        ("the soviet leaders and an albanian delegation", 1961, [("soviet", "SUN"), ("albanian", "ALB")]),
        ("The russians and the west germans met.", 1961, [("russians", "SUN"), ("west germans", "DEU")]),
        ("anti-soviet words; sino-soviet talks", 1961, [("soviet", "SUN"), ("sino", "CHN"), ("soviet", "SUN")]),
        ("soviet and french notes to the soviets", 1961, [("soviet", "SUN"), ("french", "FRA"), ("soviets", "SUN")]),
        ("latin american and anglo-saxon customs", 1961, []),
        ("the Ryazan soviet voted; soviets of workers' deputies; a local soviet; a soviet.", 1961, []),
        ("They ate danish, sat on ottomans, climbed poles.", 1961, []),
    ],
)
def test_names(spotter: Spotter, text: str, written: int | None, expected: list[tuple[str, str]]) -> None:
    assert found(spotter, text, written) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Khrushchev's visit", ["person:khrushchev-nikita"]),
        ("N. Khrushchev spoke; Nikita S. Khrushchev left.", ["person:khrushchev-nikita"] * 2),
        ("Marshal Tito met President Kennedy.", ["person:tito-josip-broz", "person:kennedy-john-f"]),
        ("Secretary Dulles and Allen Dulles", ["person:dulles-john-foster", "person:dulles-allen-w"]),
        ("A. Dulles answered.", ["person:dulles-allen-w"]),
        ("Eleanor Smith and her son", []),
        ("Peter Gomulka, a baker", []),
        ("Chou En-lai and Zhou Enlai", ["person:zhou-enlai"] * 2),
        ("Mr. Marshall wrote the Marshall Plan.", []),
        ("George Marshall spoke. Marshall left.", ["person:marshall-george-c"] * 2),
        ("The young man took a bush path in the grey hills.", []),
        ("Bush fires spread over the Ford plant at White Rock.", []),
        ("Jackson Brown sang.", []),
    ],
)
def test_persons(spotter: Spotter, text: str, expected: list[str]) -> None:
    mentions = spotter.spot(text, written=date(1958, 1, 1) if "Dulles" in text else None)
    assert [mention.id for mention in mentions] == expected
    assert all(mention.kind == "person" for mention in mentions)


def test_the_mention_covers_the_name_only(spotter: Spotter) -> None:
    [mention] = spotter.spot("Prime Minister Mehmet Shehu's answer")
    assert (mention.text, mention.how) == ("Mehmet Shehu", "name")


@pytest.mark.parametrize(
    ("text", "variant", "id"),
    [
        ("Khrushchev came; Hrushov and Hrusshov left.", "Hrusshov", "person:khrushchev-nikita"),
        ("Khrusshchev said so.", "Khrusshchev", "person:khrushchev-nikita"),
        ("Marshal A. Greçko answered.", "A. Greçko", "person:grechko-andrei"),
        ("Enver Hoxha and Mehhmet Shehu stayed away.", "Mehhmet Shehu", "person:shehu-mehmet"),
        ("Moscow objected, and Mosscow’s pressure failed.", "Mosscow", "SUN"),
        ("Yugoslavia was told; Yugoslvia refused.", "Yugoslvia", "YUG"),
    ],
)
def test_variants_join_the_name_meant(spotter: Spotter, text: str, variant: str, id: str) -> None:
    ids = {mention.text: mention.id for mention in spotter.spot(text)}
    assert ids[variant] == id


@pytest.mark.parametrize(
    "text",
    [
        "Stalin ruled; Sterling fell, and Stalinists marched.",
        "Kennan wrote; Mr. Keenan did not.",
        "Tito and the Titoists",
        "Zakharov is not Andrei Sakharov.",
        "Carter, Cartier and Chartres",
        "Mexicans, Mexicanos, Americas",
        "Franco stayed away from San Francisco.",
        "Albania lies far from Albany and Alban hills.",
    ],
)
def test_other_words_are_not_joined(spotter: Spotter, text: str) -> None:
    assert not [mention for mention in spotter.spot(text) if mention.how == "variant"]


def test_a_capital_may_stand_as_a_place(spotter: Spotter) -> None:
    text = "He flew to Moscow. Moscow was silent. The Bucharest Conference met in Bucharest. Tirana protested."
    ways = [(mention.text, mention.kind, mention.how) for mention in spotter.spot(text)]
    assert ways == [
        ("Moscow", "capital", "place"),
        ("Moscow", "capital", "capital"),
        ("Bucharest", "capital", "place"),
        ("Bucharest", "capital", "place"),
        ("Tirana", "capital", "capital"),
    ]


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("Chicoms shelled Quemoy.", 1958, [("Quemoy", "TWN")]),
        ("a base at Vlorë and the island of Saseno", 1961, [("Vlorë", "ALB"), ("Saseno", "ALB")]),
        ("ships in the Suez Canal", 1956, [("Suez Canal", "EGY")]),
        ("refugees in Hong Kong", 1962, [("Hong Kong", "GBR")]),
        ("refugees in Hong Kong", 1999, [("Hong Kong", "CHN")]),
        ("refugees in Hong Kong", None, [("Hong Kong", "GBR")]),
        ("the garrison of Port Arthur", 1903, [("Port Arthur", "RUS")]),
        ("the garrison of Port Arthur", 1910, [("Port Arthur", "JPN")]),
        ("a riot in Kiev", 1961, [("Kiev", "SUN")]),
        ("They bombed Haiphong and Da Nang.", 1968, [("Haiphong", "VDR"), ("Da Nang", "VNM")]),
        ("a train to Berlin and West Berlin", 1958, [("Berlin", "DEU"), ("West Berlin", "DEU")]),
        ("the army in Nanking", 1950, [("Nanking", "CHN")]),
    ],
)
def test_places(spotter: Spotter, text: str, written: int | None, expected: list[tuple[str, str]]) -> None:
    when = None if written is None else date(written, 6, 15)
    mentions = [one for one in spotter.spot(text, written=when) if one.kind == "place"]
    assert [(one.text, one.state) for one in mentions] == expected
    assert all(one.how == "place" and one.id.startswith("place:") for one in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "the Shanghai Communiqué; the Suez crisis; the Treaty of Rapallo; the Boston Tea Party",
        "Nice words split the party. Reno spoke; Virginia wept.",
        "Lord Halifax, Mr. Hamburg and A. Dresden dined.",
        "New Hamburg and Lake Geneva",
        "Bonn protested, and Saigon answered.",
    ],
)
def test_what_is_no_place(spotter: Spotter, text: str) -> None:
    assert not [one for one in spotter.spot(text, written=date(1965, 1, 1)) if one.kind == "place"]


def test_a_disputed_place_lists_who_claimed_it(spotter: Spotter) -> None:
    [kashmir] = spotter.spot("fighting in Kashmir", written=date(1965, 9, 1))
    assert (kashmir.state, kashmir.candidates) == ("IND", ("IND", "PAK"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soviet Premier Ivan Zubov spoke. Zubov left.", [("Ivan Zubov", "SUN"), ("Zubov", "SUN")]),
        ("Wang Ping-tao, the Chinese Ambassador, came. Wang left; Mr. Wang smiled.",
         [("Wang Ping-tao", "CHN"), ("Wang", "CHN")]),
        ("Foreign Minister Petropoulos of Greece wrote.", [("Petropoulos", "GRC")]),
        ("Dr. Hsiao Li-fang, Ambassador of the Republic of China, asked.", [("Hsiao Li-fang", "TWN")]),
        ("The Finnish Ambassador, Mr. Virtala, agreed. Virtala left.", [("Virtala", "FIN"), ("Virtala", "FIN")]),
        ("Ambassador Korvin (Hungarian) agreed.", [("Korvin", "HUN")]),
        ("Mr. Hartwell, head of the American mission, flew home.", [("Hartwell", "USA")]),
        ("Former Finnish Ambassador to the United States Aaro Virtala called.", [("Aaro Virtala", "FIN")]),
        ("PARTICIPANTS\n\nGreat Britain\n\nSir Hugh Pemberley\n\nMr. Ottoway\n\nUnited States\n\nThe Secretary\n\n"
         "Mrs. Lindqvist (Sweden)\n\nMr. Ottoway saw it so. Pemberley did not.",
         [("Hugh Pemberley", "GBR"), ("Ottoway", "GBR"), ("Lindqvist", "SWE"), ("Ottoway", "GBR"),
          ("Pemberley", "GBR")]),
    ],
)  # fmt: skip
def test_persons_whom_the_text_introduces(spotter: Spotter, text: str, expected: list[tuple[str, str]]) -> None:
    mentions = [one for one in spotter.spot(text, written=date(1961, 6, 15)) if one.how == "introduced"]
    assert [(one.text, one.state) for one in mentions] == expected
    assert all(one.kind == "person" and one.id.startswith("name:") for one in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "the Soviet Ambassador; Soviet General Staff; an American General Motors plant; the British Minister said so.",
        "Mr. Hartwell, Director of Chinese Affairs, and Mr. Ottoway, Officer in Charge of Polish Affairs",
        "Mr. Hartwell, Ambassador to Poland, and Mr. Ottoway, who hated Poland",
        "Soviet Marshal Zubov and Polish General Zubov met. Zubov left.",
        "British Minister Budapest thinks so.",
    ],
)
def test_who_is_not_introduced(spotter: Spotter, text: str) -> None:
    assert not [one for one in spotter.spot(text, written=date(1961, 6, 15)) if one.how == "introduced"]


def test_an_ordinary_word_is_no_surname_later(spotter: Spotter) -> None:
    text = "Soviet Premier Bridge spoke on a bridge. Bridge builders cheered. Premier Bridge bowed."
    mentions = [one.start for one in spotter.spot(text) if one.how == "introduced"]
    assert mentions == [text.index("Bridge"), text.rindex("Bridge")]


def test_an_office_alone_is_its_one_holder(spotter: Spotter) -> None:
    text = (
        "Chancellor Adenauer wrote. The Chancellor then spoke; the Vice-Chancellor and the British Chancellor did not."
    )
    read = [
        (one.text, one.state, one.id) for one in spotter.spot(text, written=date(1958, 1, 1)) if one.kind == "person"
    ]
    assert [(words, state) for words, state, _ in read] == [("Adenauer", "DEU")]
    read = spotter.spot(text.replace("British", "other"), written=date(1958, 1, 1))
    assert [one.text for one in read] == ["Adenauer", "Chancellor"]
    assert read[0].id == read[1].id


def test_washington_is_the_general_or_the_government(spotter: Spotter) -> None:
    text = "General Washington crossed. Washington denied it. George Washington slept here. They met in Washington."
    kinds = [mention.kind for mention in spotter.spot(text)]
    assert kinds == ["person", "capital", "person", "capital"]


def test_a_name_with_several_readings_lists_them(spotter: Spotter) -> None:
    [germany] = spotter.spot("Germany refused.", written=date(1960, 1, 1))
    assert (germany.state, germany.candidates) == ("DEU", ("DDR", "DEU"))
    [moscow] = spotter.spot("Moscow refused.", written=date(2010, 1, 1))
    assert (moscow.state, moscow.candidates) == ("RUS", ("RUS", "SUN"))


def test_the_text_itself_settles_what_a_later_author_means(spotter: Spotter) -> None:
    text = "The Soviet Union sent a note. The Albanians read it. Moscow waited, and the Soviet Union withdrew."
    assert ("Moscow", "SUN") in found(spotter, text, 2010)
    assert ("Moscow", "RUS") in found(spotter, "The Russian Federation waited. Moscow waited.", 2010)


def test_a_bloc_names_its_members(spotter: Spotter) -> None:
    [axis] = spotter.spot("the Axis Powers", written=date(1942, 1, 1))
    assert (axis.kind, axis.state, axis.how, axis.candidates) == ("group", "", "members", ("DEU", "ITA", "JPN"))


@pytest.mark.parametrize(
    ("words", "written", "members"),
    [
        ("the Soviet bloc", 1956, ("SUN",)),
        ("the West", 1956, ("USA",)),
        ("the satellites", 1956, ("BGR", "CSK", "DDR", "HUN", "POL", "ROU")),
        ("the Allied leaders", 1916, ("FRA", "GBR", "ITA", "RUS")),
        ("the Allied leaders", 1928, ("FRA", "GBR", "ITA", "USA")),
        ("the Allied leaders", 1943, ("GBR", "SUN", "USA")),
        ("the Allies", 1946, ("FRA", "GBR", "SUN", "USA")),
        ("the Allies", 1953, ("FRA", "GBR", "USA")),
        ("the Western Powers", 1953, ("FRA", "GBR", "USA")),
        ("the Arab neighbours", 1956, ("EGY", "JOR", "SYR")),
    ],
)
def test_a_bloc_spoken_of_as_one_is_who_leads_it_then(
    spotter: Spotter, words: str, written: int, members: tuple[str, ...]
) -> None:
    [bloc] = spotter.spot(words, written=date(written, 1, 1))
    assert (bloc.state, bloc.candidates) == ("", members)


def test_a_bloc_of_an_undated_text_is_that_of_the_day_told(spotter: Spotter) -> None:
    told = ToldTimes((0, 40), (date(1918, 1, 8), date(1803, 4, 30)))
    text = "In 1918 the Allies advanced.".ljust(40) + "In 1803 the West grew, and Paris sold."
    assert [(one.text, one.candidates) for one in spotter.spot(text, told=told) if one.kind == "group"] == [
        ("Allies", ("FRA", "GBR", "ITA", "RUS", "USA"))
    ]


@pytest.mark.parametrize("text", ["West African ports", "East-West relations", "the West Berliners"])
def test_the_west_is_no_bloc_in_a_longer_name(spotter: Spotter, text: str) -> None:
    assert not [one for one in spotter.spot(text, written=date(1960, 1, 1)) if one.kind == "group"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The Madrid Conference opened.", ""),
        ("the Addis Ababa Summit Conference", ""),
        ("They broke off the Warsaw talks.", ""),
        ("the Helsinki Final Act", ""),
        ("Repeated London 21, Ankara", ""),
        ("Madrid opened the conference.", "ESP"),
        ("The ambassador in Madrid protested.", "ESP"),
        ("The Embassy Warsaw asked.", "POL"),
        ("the Warsaw airport", "POL"),
    ],
)
def test_a_city_that_only_names_a_meeting_is_no_government(spotter: Spotter, text: str, state: str) -> None:
    assert spotter.spot(text, written=date(1963, 1, 1))[0].state == state


def test_two_capitals_before_talks_are_its_sides(spotter: Spotter) -> None:
    assert found(spotter, "the Peking-Moscow talks", 1963) == [("Peking", "CHN"), ("Moscow", "SUN")]


def test_a_neutral_seat_of_conferences_is_a_place_of_nobody(spotter: Spotter) -> None:
    [geneva] = spotter.spot("They met at Geneva.", written=date(1955, 7, 18))
    assert (geneva.kind, geneva.state) == ("place", "")


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The Foreign Office replied; Britain waited.", ["GBR"]),
        ("The Foreign Office replied.", []),
        ("The Japanese Foreign Office replied. The Foreign Office waited.", ["JPN", "JPN"]),
        ("The British Foreign Office and the Polish Foreign Office replied.", ["GBR", "POL"]),
        ("The Foreign Office in Warsaw replied.", ["POL"]),
        ("Telegram From the Embassy in Finland to the Department\n\nHelsinki, June 1, 1961, 6 p.m.\n\n"
         "Visited the Foreign Office today.", ["FIN"]),
        ("Belgrade, June 1, 1961, 6 p.m.\n\nFonOff silent.", ["YUG"]),
        ("Washington, June 1, 1961.\n\nThe Foreign Office was silent.", []),
        ("London, June 1, 1961.\n\nThe Foreign Office was silent.", ["GBR"]),
        ("Telegram From the Embassy in Finland to the Department\n\nHelsinki, June 1, 1961, 6 p.m.\n\n"
         "The British minister says Foreign Office agrees.", ["GBR"]),
    ],
)  # fmt: skip
def test_whose_foreign_office_it_is(spotter: Spotter, text: str, states: list[str]) -> None:
    mentions = spotter.spot(text, written=date(1961, 6, 1))
    assert [one.state for one in mentions if one.kind == "office"] == states


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("The Cherokee fought, and other Indians joined.", 1880, []),
        ("Indian envoys came to Delhi, capital of India.", 1880, ["Indian", "India"]),
        ("Settlers dressed as Indians threw the tea overboard.", 1773, []),
        ("Indian troops held the pass; India paid.", 1842, ["Indian", "India"]),
        ("The Indians protested.", 1961, ["Indians"]),
        ("The Sioux and Indian diplomats from New Delhi met.", 1975, ["Indian", "New Delhi"]),
    ],
)
def test_indians_of_america_are_not_those_of_india(
    spotter: Spotter, text: str, written: int, expected: list[str]
) -> None:
    mentions = spotter.spot(text, written=date(written, 6, 15))
    assert [one.text for one in mentions if one.state == "IND" and one.kind != "place"] == expected


def test_the_time_told_tells_of_which_indians_an_undated_text_speaks(spotter: Spotter) -> None:
    text = "The Indians protested."
    assert not spotter.spot(text, told=ToldTimes((0,), (date(1763, 10, 7),)))
    assert spotter.spot(text, told=ToldTimes((0,), (date(1962, 10, 20),)))


def test_a_provisional_government_is_the_russian_one_in_1917_only(spotter: Spotter) -> None:
    assert found(spotter, "The Provisional Government fell.", 1970) == []
    [mention] = spotter.spot("The Provisional Government fell.", written=date(1917, 9, 1))
    assert mention.state == "RUS"


def test_a_common_surname_is_nobody_of_a_state_that_the_text_does_not_name(spotter: Spotter) -> None:
    text = " saw Kim. Kim agreed; they thanked Kim."
    for place, states in (("Oslo", []), ("Pyongyang", ["PRK"] * 3)):
        read = spotter.spot(place + text, written=date(1965, 1, 1))
        assert [one.state for one in read if one.kind == "person"] == states


def test_a_name_that_passed_to_another_state_is_not_read_back(spotter: Spotter) -> None:
    read = found(spotter, "Taiwan, Taiwan and again Taiwan: China wants it.", 1961)
    assert read[-1] == ("China", "CHN")
    assert found(spotter, "Taiwan, Taiwan and again Taiwan: Chinese wishes.", 1961)[-1] == ("Chinese", "TWN")
    assert found(spotter, "Taiwan was given up, and China took it.", 1946)[-1] == ("China", "TWN")


def test_the_arab_states_as_a_whole_are_their_league(spotter: Spotter) -> None:
    assert found(spotter, "the Arab States", 1956) == [("Arab States", "ARABLEAGUE")]


def test_officials_are_read_by_surname_only_near_their_time(spotter: Spotter) -> None:
    text = "Ambassador Gufler called on the President."
    assert [mention.state for mention in spotter.spot(text, written=date(1962, 3, 1))] == ["USA"]
    assert not spotter.spot(text, written=date(1890, 1, 1))
    assert not spotter.spot(text)


WORDS = st.sampled_from(
    [
        *(
            "Albania",
            "the Soviets",
            "Hoxha",
            "Enver Hoxha",
            "Khrushchev",
            "Krushev",
            "Hrusshov",
            "Sino-",
            "Sino–Soviet",
        ),
        *(
            "U.S.",
            "USSR",
            "Washington",
            "George",
            "President",
            "Mr.",
            "A.",
            "Greçko",
            "NATO",
            "Mosscow",
            "in",
            "Moscow",
        ),
        *(".", ",", "’s", "-", " – ", "\n", "\u00a0", "é", "😀", "İ", "ß", "Mao", "Tse-tung", "New York Times", "West"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS | st.text(max_size=6), max_size=25), st.none() | st.dates(date(1816, 1, 1), date(2020, 1, 1)))
def test_offsets_slice_to_the_words_and_never_overlap(parts: list[str], written: date | None) -> None:
    text = " ".join(parts)
    last = 0
    for mention in _spotter().spot(text, written=written):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end


def test_spelling_rules() -> None:
    assert fold("Khrusshchev") == fold("Khrushchev") == "hrusev"
    assert is_same_surname("Hrushov", "Khrushchev", named=False)
    assert is_same_surname("Grecko", "Grechko", named=False)
    assert not is_same_surname("Kennedys", "Kennedy", named=True)
    assert is_slip("Mosscow", "Moscow")
    assert not is_slip("Austria", "Australia")


def test_it_is_quick_to_make(tmp_path: Path) -> None:
    (tmp_path / "nobody.toml").write_text("", encoding="utf-8")
    began = time.process_time()
    authority = Authority.load(tmp_path / "nobody.toml")
    loaded = time.process_time()
    Spotter(authority)
    assert time.process_time() - loaded < 8 * (loaded - began)  # twice as long as the list takes to load, measured


@pytest.mark.corpus
def test_few_variants_in_essays_by_careful_editors(spotter: Spotter, shared: Path) -> None:
    lines = (shared / "data/milestones/essays.jsonl").read_text(encoding="utf-8").splitlines()
    joined = [m for line in lines for m in spotter.spot(json.loads(line)["text"]) if m.how == "variant"]
    assert len(joined) <= 3
