"""Common words by what they do in a sentence about states."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The word lists of ``data/words.toml``; lemmas in lower case."""

    person: frozenset[str]
    organ: frozenset[str]
    state: frozenset[str]
    collective: frozenset[str]
    both: frozenset[str]
    first_person: frozenset[str]
    second_person: frozenset[str]
    argument: frozenset[str]
    support: frozenset[str]
    quantity: frozenset[str]
    copula: frozenset[str]
    evidential: frozenset[str]
    homes: tuple[tuple[str, str], ...]

    def stands_for_state(self, lemma: str) -> bool:
        """Can this noun act for a state at all?"""
        return lemma in self.person or lemma in self.organ or lemma in self.state


@cache
def load_words() -> Words:
    """The lists as shipped."""
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "words.toml").read_text("utf-8"))
    lists = {key: frozenset(raw[key]) for key in raw if key != "home"}
    homes = tuple((cue, home["state"]) for home in raw["home"] for cue in home["cue"])
    return Words(homes=homes, **lists)
