"""Who does it and to whom, in the constructions of English. What is still missed stands in ``known_gaps.jsonl``."""

from __future__ import annotations

import pytest
from tests.coding.casebook import Code, sides

FORWARD, BOTH = (["DEU"], ["POL"]), (["DEU", "POL"], [])
BUILT = [
    ("active", "Germany attacked Poland.", FORWARD),
    ("passive", "Poland was attacked by Germany.", FORWARD),
    ("passive of a perfect", "Poland had been invaded by Germany.", FORWARD),
    ("reduced relative", "Poland, attacked by Germany, asked for nothing.", FORWARD),
    ("relative clause, subject", "Germany, which attacked Poland, was strong.", FORWARD),
    ("relative clause, object", "Poland, which Germany attacked, was weak.", FORWARD),
    ("infinitive", "Germany decided to attack Poland.", FORWARD),
    ("coordination of verbs", "Germany armed itself and attacked Poland.", FORWARD),
    ("army of a state", "The German army attacked Poland.", FORWARD),
    ("leader of a state", "The German chancellor denounced Poland.", FORWARD),
    ("capital of a state", "Bonn denounced Warsaw.", FORWARD),
    ("possessor of the object", "Germany denounced Poland's demands.", FORWARD),
    ("adjective of the object", "Germany denounced the Polish government.", FORWARD),
    ("owner of a nominal act", "Germany's invasion of Poland shocked everyone.", FORWARD),
    ("adjective of a nominal act", "The German invasion of Poland shocked everyone.", FORWARD),
    ("by in a nominal act", "The invasion of Poland by Germany shocked everyone.", FORWARD),
    ("light verb", "Germany launched an attack on Poland.", FORWARD),
    ("dative", "Germany gave Poland aid.", FORWARD),
    ("prepositional dative", "Germany gave aid to Poland.", FORWARD),
    ("reversed verb", "Poland received aid from Germany.", FORWARD),
    ("with", "Germany signed a treaty with Poland.", BOTH),
    ("coordinated subject", "Germany and Poland signed a treaty.", BOTH),
    ("between", "A treaty between Germany and Poland was signed.", BOTH),
    ("coordinated adjectives", "The German and Polish governments signed a treaty.", BOTH),
    ("hyphen", "The German-Polish treaty was signed in spring.", BOTH),
    ("by both", "A treaty was signed by Germany and Poland.", BOTH),
]


@pytest.mark.parametrize(("rule", "text", "wanted"), BUILT, ids=[rule for rule, _, _ in BUILT])
def test_sides(code: Code, rule: str, text: str, wanted: tuple[list[str], list[str]]) -> None:
    found = [sides(one) for one in code(text, written="1968")]
    assert wanted in found, rule
    assert (wanted[1], wanted[0]) not in found or wanted is BOTH, rule


def test_several_actors_and_recipients(code: Code) -> None:
    (one,) = code("Britain, France and Russia attacked Turkey and Egypt.", written="1840")
    assert sides(one) == (["FRA", "GBR", "RUS"], ["EGY", "TUR"])


def test_the_other_side_is_taken_from_what_was_told(code: Code) -> None:
    found = code("Germany and Poland had long quarrelled. In 1934 Germany signed a pact.")
    assert (["DEU", "POL"], []) in [sides(one) for one in found]


def test_nobody_acts_on_himself(code: Code) -> None:
    assert code("Germany accused the German newspapers.") == []
    assert code("The German army attacked the German rebels.") == []


@pytest.mark.parametrize("text", ["Germany attacked.", "The army attacked Poland.", "Poland was attacked."])
def test_one_side_alone_is_no_account(code: Code, text: str) -> None:
    assert code(text) == []


def test_a_well_known_happening_brings_its_sides_and_date(code: Code) -> None:
    found = code(
        "France and Russia were never the same again. Paris spoke often of the Boxer Rebellion and the Korean War."
    )
    (war,) = [one for one in found if one.event_type == "ASSAULT"]
    assert {"PRK", "KOR"} <= {party.state for party in war.actors + war.recipients}
    assert (war.date or "").startswith("1950-06") and war.date_how == "anchored"


def test_a_happening_that_came_later_is_not_meant(code: Code) -> None:
    text = "Turkey and Cyprus talked in Athens. The minister spoke of the Turkish invasion of Cyprus."
    assert all(one.date_how != "anchored" for one in code(text, written="1963-12-31"))
