"""How texts tell that a visit or talks ended before their time: "cut short his visit", "the talks were called off"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

_BETWEEN = r"(?:\s+(?!(?:relations|ties|after|at|before|during|for|in|on|over|to|with)\b)[\w'’-]+){0,3}?\s+"
"""Words between verb and noun; a preposition among them begins another phrase."""

_BECOME = r"(?:\s+[\w'’-]+){0,6}?\s+(?:was|were|been|be|being)\s+"


class Endings:
    """The words for such an ending. ``types`` are the event types that accounts of it are coded as."""

    def __init__(self, ends: Iterable[str], types: Iterable[str], occasions: Mapping[str, Iterable[str]]) -> None:
        self.types = frozenset(types)
        self._families = {noun: family for family, nouns in occasions.items() for noun in nouns}
        verb = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(ends))
        noun = "|".join(sorted(map(re.escape, self._families)))
        self._pattern = re.compile(
            rf"\b(?:(?:{verb}){_BETWEEN}(?P<object>{noun})|(?P<subject>{noun}){_BECOME}(?:{verb}))\b", re.IGNORECASE
        )

    def find(self, sentence: str, start: int, end: int) -> str:
        """The family (``visit`` or ``contact``) of what the words between two offsets of a sentence say has ended.

        The words need not hold the whole expression; "" where they have nothing of one.
        """
        for found in self._pattern.finditer(sentence):
            if found.start() < end and start < found.end():
                return self._families[(found["object"] or found["subject"]).lower()]
        return ""


@cache
def load_endings() -> Endings:
    """The endings of ``data/endings.toml``."""
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "endings.toml").read_text("utf-8"))
    return Endings(raw["ends"], raw["types"], raw["occasions"])
