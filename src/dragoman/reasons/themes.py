"""What kind of cause a cause is: themes by the word lists of ``vocab/data/themes.toml`` and by trained weights."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.reasons.theme_weights import ThemeWeights
from dragoman.reasons.vectors import Vectors

PATRONS = "patrons"
"""The theme that a third state in the cause adds."""


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes: key to the name a reader sees, and key to its words as they stand in the list."""

    names: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]

    def of(self, words: str) -> tuple[str, ...]:
        """The keys of every theme that ``words`` speak of, in the order of the file."""
        flat = " ".join(words.split())
        return tuple(key for key, listed in self.words.items() if word_pattern(listed).search(flat))

    @property
    def listed(self) -> frozenset[str]:
        """Every entry of the lists, after the key of its theme."""
        return frozenset(f"{key} {word}" for key, words in self.words.items() for word in words)


@cache
def load_themes() -> Themes:
    """The themes as shipped."""
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "themes.toml").read_text("utf-8"))
    return Themes(
        {key: entry["name"] for key, entry in raw.items()}, {key: tuple(entry["words"]) for key, entry in raw.items()}
    )


def find_themes(
    words: str, themes: Themes, weights: ThemeWeights | None, vectors: Vectors | None = None
) -> tuple[str, ...]:
    """The keys of the themes that a cause speaks of, in the order of the lists.

    The trained weights decide, to which the lists are one thing among others; without weights the lists alone. A word
    that was added to a list after the weights were fitted counts by itself, so that a correction takes effect at once.
    ``vectors`` gives the words as vectors, where there is a language model.
    """
    listed = themes.of(words)
    if weights is None:
        return listed
    odds = weights.odds(words, listed, vectors)
    added = {
        key: tuple(word for word in known if f"{key} {word}" not in weights.listed)
        for key, known in themes.words.items()
    }
    fresh = Themes(themes.names, {key: more for key, more in added.items() if more}).of(words)
    return tuple(key for key in themes.names if odds.get(key, 0.0) > 0 or key in fresh)


@cache
def word_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of ``words``, whole; one that ends in * stands for every word that begins so."""
    parts = [re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)
