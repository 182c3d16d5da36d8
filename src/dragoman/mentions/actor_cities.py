"""Tells whether the name of a city stands for its government, for the place, or only names what happened there."""

from __future__ import annotations

import re
from functools import cache

from dragoman.vocab.name_words import NameWords

LAST_WORD = re.compile(r"([\w.'-]+) $")
NEXT_WORD = re.compile(r" ?([\w'-]+)")
CABLE_NUMBER = re.compile(r"(?:'s)? \d{1,4}(?=[,.;:)]|$)")
"""After a city: the number of a telegram that went there or came from there ("repeated London 21")."""


@cache
def _meeting(nouns: frozenset[str], kinds: frozenset[str]) -> re.Pattern[str]:
    noun, kind = ("|".join(map(re.escape, sorted(words))) for words in (nouns, kinds))
    return re.compile(rf" (?:(?:{kind}) ){{0,2}}(?:{noun})\b")


def gives_name(plain: str, start: int, end: int, words: NameWords) -> bool:
    """Does the city at ``start`` to ``end`` only give its name to a meeting, a treaty or a telegram?

    "The Warsaw talks", "the Addis Ababa Summit Conference": who is host is no side of what was said there. But in "the
    Peking-Moscow talks" Moscow is one.
    """
    if plain[max(0, start - 1) : start] in ("-", "/"):
        return False
    if CABLE_NUMBER.match(plain, end):
        return True
    return _meeting(words.meetings, words.meeting_kinds).match(plain, end) is not None


def is_place(plain: str, start: int, end: int, words: NameWords) -> bool:
    """Does a capital stand there as a place, and not for its government ("in Moscow", "the Moscow airport")?"""
    last = LAST_WORD.search(plain, max(0, start - 30), start)
    if last is not None and last.group(1).lower() in words.place_before:
        return True
    after = NEXT_WORD.match(plain, end)
    return (after is not None and after.group(1) in words.place_after) or gives_name(plain, start, end, words)
