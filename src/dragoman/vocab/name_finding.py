"""Words that show where a person or a place is named that no authority list holds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.vocab.name_words import load_name_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWords:
    """The lists of ``name_finding.toml``, with the titles of ``name_words.toml`` among the titles."""

    given: frozenset[str]
    titles: frozenset[str]
    after_person: frozenset[str]
    place_first: frozenset[str]
    place_last: frozenset[str]
    streets: frozenset[str]
    place_endings: frozenset[str]
    place_nouns: frozenset[str]
    place_before: frozenset[str]
    no_names: frozenset[str]
    american: frozenset[str]
    american_short: frozenset[str]
    places: frozenset[str]


@cache
def load_finding_words() -> FindingWords:
    """The lists that come with Dragoman."""
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "name_finding.toml").read_text("utf-8"))
    lists = {key: frozenset(words) for key, words in raw.items()}
    lists["titles"] |= load_name_words().titles
    return FindingWords(**lists)
