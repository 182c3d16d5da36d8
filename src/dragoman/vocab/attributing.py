"""The words by which a text hands on what others say, think, want or judge (``vocab/data/attribution.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from dragoman.errors import ConfigError

Kind = Literal["said", "thought", "wanted", "judged", "shown"]
PARTS = ("verb", "noun", "adjective")
KEYS = frozenset({"kind", "takes", "words"})
ORDER: Mapping[str, int] = MappingProxyType({kind: place for place, kind in enumerate(get_args(Kind))})


@dataclass(frozen=True, slots=True)
class Attributing:
    """What each word hands on: for a part of speech and a lemma, the forms its content may take, each with its kind.

    ``according``, ``views`` and ``evidential`` are the words of the phrases "according to X", "in X's view" and
    "reportedly"; ``papers`` the nouns for what somebody issues ("statement", "letter"); ``headers`` the words
    before a colon that name no speaker ("subject").
    """

    forms: Mapping[tuple[str, str], Mapping[str, Kind]]
    according: frozenset[str]
    views: frozenset[str]
    evidential: frozenset[str]
    papers: frozenset[str]
    headers: frozenset[str]

    def takes(self, part: str, lemma: str) -> Mapping[str, Kind]:
        """The forms that the content of a word may take; empty for a word that hands on nothing."""
        return self.forms.get((part, lemma), _NOTHING)


_NOTHING: Mapping[str, Kind] = MappingProxyType({})


@cache
def load_attributing() -> Attributing:
    """The words as shipped.

    Raises:
        ConfigError: an entry has an unknown key or kind.
    """
    table = tomllib.loads((files("dragoman.vocab") / "data" / "attribution.toml").read_text("utf-8"))
    return read_attributing(table)


def read_attributing(table: Mapping[str, Any]) -> Attributing:
    """The words of a table in the form of ``attribution.toml``.

    Raises:
        ConfigError: an entry has an unknown key or kind.
    """
    forms: dict[tuple[str, str], dict[str, Kind]] = {}
    for part in PARTS:
        for entry in table.get(part, ()):
            if set(entry) - KEYS or entry.get("kind") not in ORDER:
                raise ConfigError(f"attribution.toml: {part}: unknown key or kind in {sorted(entry)}")
            for word in entry["words"]:
                known = forms.setdefault((part, word), {})
                for form in entry["takes"]:
                    known.setdefault(form, entry["kind"])
    phrases = table["phrases"]
    return Attributing(
        forms=MappingProxyType({key: MappingProxyType(known) for key, known in forms.items()}),
        according=frozenset(phrases["according"]),
        views=frozenset(phrases["views"]),
        evidential=frozenset(phrases["evidential"]),
        papers=frozenset(phrases["papers"]),
        headers=frozenset(phrases["headers"]),
    )
