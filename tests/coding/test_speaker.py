"""Whose statement an account is."""

from __future__ import annotations

import pytest
from tests.coding.casebook import Code

SAID = [
    ("Iraq attacked Iran.", ""),
    ("Hoxha said that the Soviet Union had attacked Albania.", "Hoxha"),
    ("The Soviet Union attacked Albania, Hoxha declared.", "Hoxha"),
    ("The Soviet Union, Hoxha claimed, had threatened Albania.", "Hoxha"),
    ("Hoxha noted in his diary that Khrushchev visited Belgrade.", "Hoxha"),
    ("According to Tito, Stalin threatened Yugoslavia in 1948.", "Tito"),
    ("Yugoslavia was threatened by Stalin in 1948, according to Dedijer.", "Dedijer"),
    ("In the opinion of Nehru, China attacked India.", "Nehru"),
    ("In the view of Khrushchev, Albania supported China.", "Khrushchev"),
    ("The Egyptian foreign minister stated that Israel had bombed Syria.", "The Egyptian foreign minister"),
    ("British newspapers wrote that Italy attacked Ethiopia.", "British newspapers"),
    ("Nasser claimed that Eden had said that Israel attacked Egypt.", "Eden"),
    ("Castro's assertion that the United States attacked Cuba was widely believed.", "Castro"),
    ("It was reported that Iraq had invaded Kuwait.", "reports"),
    ("It is alleged that Libya bombed Chad.", "reports"),
    ("Iraq reportedly invaded Kuwait.", "reportedly"),
    ("Iraq allegedly attacked Iran in 1980.", "allegedly"),
    ('"The Soviet Union attacked Hungary," Tito wrote to his friends.', "Tito"),
    ("“The Soviet Union betrayed Albania and attacked it” (Hoxha, 1980, p. 12).", "Hoxha"),
    ("“Stalin threatened Yugoslavia”, wrote Dedijer.", "Dedijer"),
    ("In Nehru's view, China attacked India.", "Nehru"),
    ("China attacked India, as Nehru later admitted.", "Nehru"),
    ("I said that Iraq had attacked Iran.", ""),
    ("My delegation maintains that Iraq attacked Iran.", ""),
    ("Our Government declared that Iraq had attacked Iran.", ""),
    ("The facts show that Iraq attacked Iran.", ""),
    ("It should be noted that Iraq attacked Iran.", ""),
    ("It must be said that Libya bombed Chad.", ""),
    ("The Government of the Soviet Union stated that Israel had bombed Syria.", "The Government of the Soviet Union"),
    ("The head of the delegation of Chile said that Iraq attacked Iran.", "The head of the delegation of Chile"),
    ("It was noted that Libya bombed Chad.", "reports"),
    ("The Iraqi delegation maintains that Iran attacked Kuwait.", "The Iraqi delegation"),
    (
        "“It was a hard winter. Stalin threatened Yugoslavia in March. It snowed,” Tito said.",
        "Tito",
    ),
    ("Tito told the deputies: “It was a hard winter. Stalin threatened Yugoslavia in March.”", "Tito"),
]


@pytest.mark.parametrize(("text", "speaker"), SAID, ids=[text for text, _ in SAID])
def test_speaker(code: Code, text: str, speaker: str) -> None:
    surest = max(code(text), key=lambda one: one.confidence)
    assert surest.speaker == speaker


def test_what_is_said_to_somebody_has_its_speaker(code: Code) -> None:
    found = code("Tito told Djilas that Stalin accused Bulgaria.")
    told = [one for one in found if [side.state for side in one.actors] == ["SUN"]]
    assert [(one.event_type, one.speaker) for one in told] == [("ACCUSE", "Tito")]


def test_each_clause_has_its_own_speaker(code: Code) -> None:
    found = code("Tito said Bulgaria attacked Yugoslavia, and Greece protested to Bulgaria.")
    assert [(one.event_type, one.speaker) for one in found] == [("ASSAULT", "Tito"), ("PROTEST", "")]


def test_the_citation_is_kept_apart_from_the_speaker(code: Code) -> None:
    (one,) = code("Stalin threatened Yugoslavia (Dedijer, 1953, p. 110).")
    assert (one.speaker, one.cited) == ("", "(Dedijer, 1953, p. 110)")


def test_we_in_a_quotation_is_the_speakers_state(code: Code) -> None:
    (one,) = code("“We attacked Greece”, Mussolini said.")
    assert [[side.state for side in sides] for sides in (one.actors, one.recipients)] == [["ITA"], ["GRC"]]


def test_an_author_of_a_citation_who_stands_in_the_text_speaks_for_his_state(code: Code) -> None:
    found = code(
        "Hoxha remembered it well. “The Soviet Union accused us of treason” (Hoxha, 1980, p. 12).", written="1981"
    )
    assert [[side.state for side in one.recipients] for one in found] == [["ALB"]]


def test_the_name_before_a_colon_speaks(code: Code) -> None:
    text = "Mr. Bell: The Soviet Union attacked Hungary.\n\nMr. Ward: I said that Iraq had attacked Iran.\n\nThe end."
    assert [one.speaker for one in code(text)] == ["Mr. Bell", "Mr. Ward"]
