"""Takes a person's written name apart: surname, forenames in order, "junior"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.mentions.name_tokens import is_rough, split_name
from dragoman.vocab.name_lists import load_name_lists

YOUNGER = frozenset({"jr", "junior", "fils", "ii", "iii"})
OLDER = frozenset({"sr", "senior", "pere"})
_PREFIXED = re.compile(r"\b(Mc|Mac|La|Le|De|Di|Du|Van|Fitz|O['’]?)([A-Z])(?=[a-z])")
"""A surname of two parts in one word: "McCone" is no Mc of the family Cone."""
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class NameForm:
    """A written name: the surname, the names before it, and whether it says "junior" (1) or "senior" (-1)."""

    text: str
    family: str
    given: tuple[str, ...]
    generation: int
    exact: bool
    turned: bool

    @property
    def full(self) -> bool:
        """Is there a forename, if only its initial?"""
        return bool(self.given)

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in the order in which it is spoken."""
        return (*self.given, self.family)


@lru_cache(maxsize=131072)
def read_form(text: str) -> NameForm:
    """The parts of a written name: "Hoxha, General Enver", "E. Hoxha" and "Enver HOXHA" have one surname."""
    plain_text = _PREFIXED.sub(lambda found: found[1] + found[2].lower(), text)
    before, comma, after = plain_text.partition(",")
    rest = after.strip()
    if comma and rest and not _is_suffix(rest):
        words = [*split_name(rest), *split_name(before)]
    else:
        words, comma = list(split_name(plain_text)), ""
    titles = load_name_lists().titles
    plain = [word.plain for word in words]
    generation = 1 if YOUNGER & set(plain[1:]) else -1 if OLDER & set(plain[1:]) else 0
    marks = titles | YOUNGER | OLDER
    kept = [word for at, word in enumerate(words) if word.plain not in marks or (word.initial and at)] or words
    kept = [word for word in kept if not word.particle] or kept
    # "Gheorghiu-Dej" alone is a surname, of which the last part tells whose.
    alone = "-" in text and " " not in text.strip() and "." not in text
    given = () if alone else tuple(word.plain for word in kept[:-1])
    family = kept[-1].plain if kept else ""
    return NameForm(text, family, given, generation, not any(is_rough(word) for word in kept), bool(comma))


def _is_suffix(words: str) -> bool:
    return all(word.plain in YOUNGER | OLDER | {"esq", "bart"} for word in split_name(words))


def tidy(words: str) -> str:
    """A written name on one line, marks around it and a possessive ending cut off."""
    plain = _BLANKS.sub(" ", words.replace("¬ ", "").replace("­", "")).strip(' ,;:()[]"“”')
    for ending in ("’s", "'s"):
        plain = plain.removesuffix(ending)
    return plain
