"""Finds the names of persons that a text shows by their shape: a title, a given name or initials before a surname."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dragoman.vocab.name_finding import FindingWords, load_finding_words
from dragoman.vocab.name_words import load_name_words

Cue = Literal["title", "given", "initials", "suffix", "again"]

TOKEN = re.compile(
    r"(?P<name>[A-ZÀ-ÖØ-ÞŁŚŠŽČĆĐ][\w’'¬]*?(?:-\s?[A-Za-zÀ-ÿ][\w’']*?)*)(?=[’']s\b|[^\w’'¬-]|-\W|\Z)(?P<stop>\.?)"
    r"|(?P<small>[^\W\d_][\w’']*)|(?P<mark>[^\s\w])|\d\w*"
)
PARTICLES = frozenset(
    {"de", "van", "von", "der", "den", "du", "la", "le", "di", "da", "del", "bin", "ibn", "al", "zu", "do"}
)
LONGEST = 6
"""Words of the longest name that is read."""


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a text with its place: a capitalised word, and whether a full stop follows it, or another word."""

    start: int
    end: int
    text: str
    capital: bool
    stop: bool

    @property
    def initial(self) -> bool:
        """Is it a letter that stands for a name ("H.")?"""
        return self.capital and len(self.text) == 1 and self.stop


@dataclass(frozen=True, slots=True)
class ShapedName:
    """Words that name a person. ``opens`` is where the title before the name begins, ``start`` where the name does."""

    opens: int
    start: int
    end: int
    text: str
    title: str
    cue: Cue
    words: int

    @property
    def bare(self) -> bool:
        """Is it a surname alone?"""
        return self.words == 1


def split_parts(text: str) -> list[Part]:
    """The words and marks of a text in order."""
    return [
        Part(one.start(), one.end("name") if one["name"] else one.end(), one["name"] or one.group(), bool(one["name"]),
             bool(one["stop"]))
        for one in TOKEN.finditer(text)
    ]  # fmt: skip


class NameShapes:
    """Reads names of persons by their shape; made once, keeps nothing of any text.

    ``given`` are given names beside those of the list.
    """

    def __init__(self, given: Set[str] = frozenset()) -> None:
        self._words: FindingWords = load_finding_words()
        self._given = self._words.given | given
        self._no_surname = self._words.no_names | self._words.titles | self._words.place_last | self._words.streets
        self._no_surname |= load_name_words().things

    def find(self, text: str, parts: Sequence[Part], *, again: bool = True) -> list[ShapedName]:
        """The persons named, in text order, none overlapping.

        With ``again`` the bare surname of somebody named in full is found wherever it stands afterwards, unless the
        text also writes it small.
        """
        found = list(self._first(text, parts))
        return sorted([*found, *self._again(text, parts, found)], key=lambda one: one.start) if again else found

    def _first(self, text: str, parts: Sequence[Part]) -> Iterator[ShapedName]:
        at = 0
        while at < len(parts):
            name, after = self._name_at(text, parts, at)
            if name is not None:
                yield name
            at = max(after, at + 1)

    def _name_at(self, text: str, parts: Sequence[Part], at: int) -> tuple[ShapedName | None, int]:
        part = parts[at]
        if not part.capital:
            return None, at + 1
        first = at
        while first < len(parts) and self._is_title(parts[first]):
            first += 1
        title = " ".join(one.text for one in parts[at:first])
        if first == len(parts) or (title and not _near(text, parts[first - 1], parts[first])):
            return None, first
        words = self._run(text, parts, first)
        names = [one for one in words if one.capital and not one.initial and len(one.text) > 1]
        if not names:
            return None, first + len(words)
        cue: Cue | None = None
        if title:
            cue = "title"
        elif words[0].initial and len(names[-1].text) > 2:
            cue = "initials"
        elif self._is_given(words[0].text) and len(names) > 1:
            cue = "given"
        elif len(names) > 1 and self._has_suffix(text, parts, first + len(words)):
            cue = "suffix"
        if cue is None:
            return None, at + 1
        last = words[-1]
        name = ShapedName(part.start, words[0].start, last.end, text[words[0].start : last.end], title, cue,
                          sum(1 for one in words if one.capital))  # fmt: skip
        return name, first + len(words)

    def _is_title(self, part: Part) -> bool:
        return part.capital and (part.text in self._words.titles or part.text.title() in self._words.titles)

    def _is_given(self, word: str) -> bool:
        return word in self._given or (word.isupper() and word.title() in self._given)

    def _is_no_name(self, word: str) -> bool:
        return word in self._no_surname or (word.title() in self._no_surname and not self._is_given(word))

    def _run(self, text: str, parts: Sequence[Part], first: int) -> list[Part]:
        """The words from ``first`` on that can be one person's name."""
        words: list[Part] = []
        for number in range(first, min(first + LONGEST, len(parts))):
            part = parts[number]
            if words and not _near(text, words[-1], part):
                break
            if part.capital:
                if self._is_no_name(part.text) or (
                    words and _is_shouted(part.text) and not _is_shouted(words[-1].text)
                ):
                    break
                words.append(part)
                if part.stop and not part.initial and len(part.text) > 3:
                    break
            elif part.text in PARTICLES and (not words or (number + 1 < len(parts) and parts[number + 1].capital)):
                words.append(part)
            else:
                break
        while words and not words[-1].capital:
            words.pop()
        return words

    def _has_suffix(self, text: str, parts: Sequence[Part], after: int) -> bool:
        at = after + 1 if after < len(parts) and parts[after].text == "," else after
        return at < len(parts) and parts[at].text in self._words.after_person

    def _again(self, text: str, parts: Sequence[Part], found: Sequence[ShapedName]) -> Iterator[ShapedName]:
        spans = {at for one in found for at in range(one.start, one.end)}
        known: dict[str, int] = {}
        for one in found:
            known.setdefault(_surname(one.text), one.start)
        small = {part.text for part in parts if not part.capital}
        for part in parts:
            word = part.text
            if not part.capital or part.start in spans or len(word) < 4 or known.get(word, part.start) >= part.start:
                continue
            if word.lower() not in small and word not in self._words.places and word not in self._no_surname:
                yield ShapedName(part.start, part.start, part.end, word, "", "again", 1)


def _is_shouted(word: str) -> bool:
    """Is it in capitals, as an office's abbreviation after a name is ("Lewis Revey OCB")?"""
    return len(word) > 1 and word.isupper() and not set(word) <= set("IVX")


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def _near(text: str, one: Part, other: Part) -> bool:
    """Do two words stand beside each other, with nothing between but blanks and the stop of an abbreviation?"""
    between = text[one.end : other.start]
    return between.strip() in ("", ".") and len(between) <= 4 and (not between.strip() or len(one.text) <= 6)


@cache
def name_shapes() -> NameShapes:
    """The reader of shapes with the list's own given names."""
    return NameShapes()
