"""What an act was about: the contexts of PLOVER and the words that show them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def load_contexts() -> Mapping[str, tuple[str, ...]]:
    """For each word (a lower-case lemma) the contexts it shows, sorted; words that show none are absent."""
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "contexts.toml").read_text("utf-8"))
    found: dict[str, set[str]] = {}
    for context, words in raw.items():
        for word in words:
            found.setdefault(word, set()).add(context)
    return {word: tuple(sorted(contexts)) for word, contexts in found.items()}
