"""Tells the Indians of America from those of India, whom English gives one name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dragoman.mentions.actor_index import ActorIndex, Hit
from dragoman.vocab.name_words import NameWords

INDIANS = frozenset({"Indian", "Indians", "INDIAN", "INDIANS", "indian", "indians"})
CROWN_IN_INDIA = date(1858, 11, 1)
"""Before this day a company ruled in India: "Indians" in a text that does not name India are then those of America."""


class Spoken(NamedTuple):
    """Of what a text speaks: of native peoples of America, of India by another name than that of its people."""

    america: bool
    india: bool


def spoken_of(plain: str, hits: Sequence[Hit], index: ActorIndex, words: NameWords) -> Spoken:
    """Of which Indians the text speaks; ``hits`` are the names that stand in ``plain``."""
    forms = {plain[hit.start : hit.end]: hit.form for hit in hits}
    india = {
        one.actor.id for word in INDIANS & forms.keys() for one in index.readings[forms[word]].polities if one.actor
    }
    named = any(
        one.actor is not None and one.actor.id in india
        for word, form in forms.items()
        if word not in INDIANS
        for one in index.readings[form].polities
    )
    peoples = "|".join(map(re.escape, sorted(words.native_american)))
    return Spoken(america=re.search(rf"\b(?:{peoples})\b", plain) is not None, india=named)


def are_of_america(spoken: Spoken, on: date | None) -> bool:
    """Does "Indians" mean those of America in a text that speaks so, where it tells of the day ``on``?"""
    if on is not None and on < CROWN_IN_INDIA:
        return spoken.america or not spoken.india
    return spoken.america and not spoken.india
