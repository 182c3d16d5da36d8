"""What a clause counts, and where it puts the act: "300 million roubles", "in Bucharest"."""

from __future__ import annotations

import re

from dragoman.coding.clause import prepositions
from dragoman.coding.scene import Scene, Token
from dragoman.model.reading import Magnitude

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
    "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12,
}  # fmt: skip
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
TIMES = frozenset({"day", "week", "month", "year", "hour", "minute", "time", "decade", "century"})


def number_of(text: str) -> float | None:
    """The number that a word or figure names; None when it names none."""
    if DIGITS.fullmatch(text):
        return float(text.replace(",", ""))
    return float(WORDS[text.lower()]) if text.lower() in WORDS else None


def magnitudes_of(scene: Scene, token: Token) -> tuple[Magnitude, ...]:
    """The counted things in the clause of ``token``: value, what is counted, and the words. Dates are none."""
    found: list[Magnitude] = []
    for one in scene.tokens[token.left_edge.i : token.right_edge.i + 1]:
        if one.dep_ != "nummod" or one.i in scene.dates:
            continue
        noun = one.head
        parts = [child for child in one.subtree if number_of(child.text) is not None]
        values = [value for part in sorted(parts, key=lambda t: t.i) if (value := number_of(part.text)) is not None]
        if not values or noun.i in scene.dates or noun.lemma_.lower() in TIMES or noun.i < one.i:
            continue
        value = 1.0
        for each in values:
            value *= each
        unit = noun.lemma_.lower()
        if (scale := number_of(unit)) is not None and scale >= 100:
            value, unit = value * scale, ""
        found.append(Magnitude(value=value, unit=unit, text=scene.words([*parts, noun])))
    return tuple(found)


def place_of(scene: Scene, token: Token) -> str:
    """The actor id of the country or city that "in" or "at" puts the act in, "" when none is named."""
    for name, noun in prepositions(token):
        mention = scene.mention(noun)
        if name in ("in", "at") and mention is not None and mention.kind in ("state", "capital", "place"):
            return mention.text
    return ""
