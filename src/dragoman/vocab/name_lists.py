"""Words that mean little when two names are compared: titles, particles, legal forms, short forms of given names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLists:
    """The lists of ``vocab/data/names.toml``, all in plain small letters.

    ``legal_forms`` come longest first; ``short_forms`` maps a given name to the short forms in use for it; ``values``
    maps number words to numbers.
    """

    titles: frozenset[str]
    particles: frozenset[str]
    sons: frozenset[str]
    legal_forms: tuple[tuple[str, ...], ...]
    short_forms: Mapping[str, frozenset[str]] = field(hash=False)
    values: Mapping[str, int] = field(hash=False)

    @property
    def short(self) -> frozenset[str]:
        """Every short form of a given name."""
        return frozenset().union(*self.short_forms.values())


@cache
def load_name_lists() -> NameLists:
    """The lists as shipped."""
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "names.toml").read_text("utf-8"))
    forms = sorted((tuple(form.split()) for form in raw["legal_forms"]), key=lambda form: (-len(form), form))
    values = {word: number for number, word in enumerate(raw["numbers"])}
    values |= {word: 20 + 10 * number for number, word in enumerate(raw["tens"])}
    return NameLists(
        titles=frozenset(raw["titles"]),
        particles=frozenset(raw["particles"]),
        sons=frozenset(raw["sons"]),
        legal_forms=tuple(forms),
        short_forms={name: frozenset(short) for name, short in raw["short_forms"].items()},
        values=values,
    )
