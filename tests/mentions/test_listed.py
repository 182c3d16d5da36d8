"""The lists of an edition laid over the authority list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.mentions.actors import Spotter
from dragoman.mentions.listed import overlay, overlay_source, settled_names
from dragoman.model import Listed, Source
from dragoman.model.record import ListedKind
from dragoman.sources.tei import read_tei
from dragoman.vocab.actor_records import Span
from dragoman.vocab.actors import Authority

BASE = Authority.load()
PERIOD = Span(date(1955, 1, 1), date(1957, 12, 31))


def laid(*entries: tuple[ListedKind, str, str]) -> Authority:
    listed = [Listed(kind=kind, name=name, note=note) for kind, name, note in entries]
    return overlay(BASE, listed, side="USA", period=PERIOD)


def state_of(name: str, note: str) -> str:
    authority = laid(("person", f"{name}, Zebulon", note))
    (person,) = [actor for actor in authority if actor.name == f"Zebulon {name}"]
    return person.states[0][0]


@pytest.mark.parametrize(
    ("note", "state"),
    [
        ("Turkish Deputy Prime Minister from October 1961", "TUR"),
        ("President of Cyprus", "CYP"),
        ("former Soviet Ambassador to the United States", "SUN"),
        ("Chairman of the Soviet Council of Ministers until February 1955", "SUN"),
        ("Foreign Minister of the Republic of China", "TWN"),
        ("First Secretary of the Hungarian Workers’ Party", "HUN"),
        ("Ambassador to Poland; thereafter Ambassador to Canada", "USA"),
        ("Director of the Office of Chinese Affairs, Department of State", "USA"),
        ("Officer in Charge of Japanese Affairs", "USA"),
        ("Minister in France until August 1956", "USA"),
        ("Special Assistant to the President", "USA"),
        ("", "USA"),
    ],
)
def test_an_office_tells_the_state(note: str, state: str) -> None:
    assert state_of("Quillfeather", note) == state


def test_a_person_is_spotted_in_the_edition_alone() -> None:
    authority = laid(("person", "Quillfeather, General Zebulon Q.", "Yugoslav Minister of Ports"))
    text = "The talks with Quillfeather were broken off. Zebulon Quillfeather left."
    found = Spotter(authority).spot(text, written=date(1956, 1, 1))
    assert [(m.text, m.state) for m in found] == [("Quillfeather", "YUG"), ("Zebulon Quillfeather", "YUG")]
    assert not Spotter(BASE).spot(text, written=date(1956, 1, 1))
    assert not any("Quillfeather" in actor.name for actor in BASE)


def test_a_person_who_is_known_is_not_doubled() -> None:
    authority = laid(
        ("person", "Khrushchev, Nikita S.", "First Secretary"), ("person", "Tito, Josef", "President of Yugoslavia")
    )
    assert {actor.id for actor in authority} == {actor.id for actor in BASE}
    assert authority.lookup("Josef Tito").id == BASE.lookup("Tito").id


def test_an_abbreviation_means_what_the_volume_says() -> None:
    assert [actor.id for actor in BASE.meant("GOI")] == ["IND"]
    authority = laid(
        ("term", "GOI", "Government of Italy"),
        ("term", "GOG", "Government of Greece; Government of Germany"),
        ("term", "PQR", "People’s Republic of China"),
        ("term", "XYAF", "Chinese Air Force (Republic of China)"),
        ("term", "ZQA", "Annual Review Questionnaire (NATO)"),
        ("term", "LCY", "line of communication"),
    )
    meant = {word: [actor.id for actor in authority.meant(word, date(1956, 1, 1))] for word in ("GOI", "PQR", "XYAF")}
    assert meant == {"GOI": ["ITA"], "PQR": ["CHN"], "XYAF": ["TWN"]}
    assert not authority.meant("ZQA") and authority.meant("GOG") == BASE.meant("GOG")


def test_what_a_user_has_settled_stays(tmp_path: Path) -> None:
    extra = tmp_path / "own.toml"
    extra.write_text('[[state]]\ncode = "ISL"\naliases = ["GOI"]\n', encoding="utf-8")
    mine = Authority.load(extra)
    settled = settled_names(mine)
    assert "GOI" in settled and "Albania" not in settled
    entry = Listed(kind="term", name="GOI", note="Government of Italy")
    kept = overlay(mine, [entry], side="USA", period=PERIOD, settled=settled)
    assert kept.meant("GOI") == mine.meant("GOI")


@pytest.mark.corpus
def test_the_lists_of_a_volume_name_its_persons(shared: Path) -> None:
    """Every person of the list is found by name in the overlaid list, and acts for some state."""
    path = shared / "data/frus/frus1961-63v16.xml"
    source = next(iter(read_tei(path, given=path.name)))
    assert isinstance(source, Source)
    without = Authority(actor for actor in BASE if actor.kind != "person")
    authority = overlay_source(without, source)
    people = [actor for actor in authority if actor.kind == "person"]
    assert len(people) >= 0.97 * sum(1 for entry in source.listed if entry.kind == "person")
    assert all(person.states for person in people)
    states = {person.name: person.states[0][0] for person in people}
    assert (states["Ekren Alican"], states["Evangelos Averoff-Tossizza"]) == ("TUR", "GRC")
    assert states["Eugenie Anderson"] == "USA"


def test_an_entry_that_refers_to_another_is_a_spelling_of_it() -> None:
    authority = laid(
        ("person", "Marcou", "see Markoutis"),
        ("person", "Markoutis, Zebulon", "President of Cyprus"),
        ("person", "de Zeborge", ". See Zeborgue de Vaux"),
        ("person", "Zeborgue de Vaux, Anselm", "French Minister of Ports"),
    )
    (markoutis,) = authority.meant("Zebulon Marcou")
    assert (markoutis.name, markoutis.states[0][0]) == ("Zebulon Markoutis", "CYP")
    (vaux,) = authority.meant("de Zeborge")
    assert (vaux.name, vaux.states[0][0]) == ("Anselm Zeborgue de Vaux", "FRA")
    assert len([actor for actor in authority if actor.kind == "person"]) == 2 + len(
        [actor for actor in BASE if actor.kind == "person"]
    )
