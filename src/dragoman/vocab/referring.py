"""The words that tell what a reference names: newspapers, archives, memoirs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Referring:
    """The lists of ``data/references.toml``, each as one pattern; ``series`` gives a series' archive by its mark."""

    press: re.Pattern[str]
    archives: re.Pattern[str]
    memoirs: re.Pattern[str]
    series: Mapping[str, str]

    @classmethod
    def load(cls) -> Referring:
        """The lists that ship with Dragoman."""
        return _load()


@lru_cache(maxsize=1)
def _load() -> Referring:
    lists = tomllib.loads(files("dragoman.vocab").joinpath("data/references.toml").read_text(encoding="utf-8"))
    patterns = {name: _any(lists[name]) for name in ("press", "archives", "memoirs")}
    return Referring(series=MappingProxyType(lists["series"]), **patterns)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
