"""The English of the pages, kept together in ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any


class Section:
    """A section of the strings: ``w.bar.keys`` and ``w.bar["keys"]`` are the string, never a method of a table."""

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = {key: Section(one) if isinstance(one, Mapping) else str(one) for key, one in words.items()}

    def __getattr__(self, key: str) -> Section | str:
        try:
            return self._words[key]
        except KeyError:
            raise AttributeError(key) from None

    def __getitem__(self, key: str) -> Section | str:
        return self._words[key]

    def __iter__(self) -> Iterator[tuple[str, Section | str]]:
        """The keys with their strings, in the order of the file."""
        return iter(self._words.items())


@cache
def load_words() -> Section:
    """All strings, a section for each page."""
    text = (resources.files("dragoman.web") / "words.toml").read_text(encoding="utf-8")
    return Section(tomllib.loads(text))
