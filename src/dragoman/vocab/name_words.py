"""Words beside a name that tell whether it stands for a government, a place, a thing or somebody else."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.vocab.actor_records import Span, read_span


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """The word lists of ``name_words.toml`` and the phrases of ``not_actors.csv`` (phrase, when it names no actor)."""

    titles: frozenset[str]
    things: frozenset[str]
    place_before: frozenset[str]
    place_after: frozenset[str]
    weak_surnames: frozenset[str]
    roles: frozenset[str]
    role_ranks: frozenset[str]
    no_surnames: frozenset[str]
    sole_roles: frozenset[str]
    place_nouns: frozenset[str]
    place_prefixes: frozenset[str]
    event_after: frozenset[str]
    weak_places: frozenset[str]
    not_small: frozenset[str]
    council_before: frozenset[str]
    council_after: frozenset[str]
    meetings: frozenset[str]
    meeting_kinds: frozenset[str]
    shared_ministries: frozenset[str]
    native_american: frozenset[str]
    not_actors: tuple[tuple[str, Span], ...]


@cache
def load_name_words() -> NameWords:
    """The lists that come with Dragoman."""
    data = resources.files("dragoman.vocab") / "data"
    lists = tomllib.loads((data / "name_words.toml").read_text(encoding="utf-8"))
    with (data / "not_actors.csv").open(encoding="utf-8") as handle:
        phrases = tuple((row["phrase"], read_span(row["when"])) for row in csv.DictReader(handle))
    return NameWords(not_actors=phrases, **{key: frozenset(words) for key, words in lists.items()})
