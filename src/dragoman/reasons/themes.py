"""What kind of cause a cause is: themes by the word lists of ``vocab/data/themes.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PATRONS = "patrons"
"""The theme that a third state in the cause adds."""


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes: key to the name a reader sees, and key to its pattern."""

    names: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]

    def of(self, words: str) -> tuple[str, ...]:
        """The keys of every theme that ``words`` speak of, in the order of the file."""
        flat = " ".join(words.split())
        return tuple(key for key, pattern in self.patterns.items() if pattern.search(flat))


@cache
def load_themes() -> Themes:
    """The themes as shipped."""
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "themes.toml").read_text("utf-8"))
    patterns = {key: word_pattern(entry["words"]) for key, entry in raw.items()}
    return Themes({key: entry["name"] for key, entry in raw.items()}, patterns)


def word_pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Any of ``words``, whole; one that ends in * stands for every word that begins so."""
    parts = [re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)
