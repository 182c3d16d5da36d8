"""The words that tell formal acts between two states, read from ``vocab/data/formal_cues.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from dragoman.errors import ConfigError
from dragoman.vocab.lexicon import Lexicon, load_lexicon

REACH = 100
"""How many characters may lie between a cue's word and what it is done to."""
KEYS = frozenset({"name", "act", "also", "verb", "noun", "near", "weak"})
_BREAK = re.compile(r"[;:]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One way of telling a formal act: ``words`` that tell it, ``near`` what they are done to (empty: anything).

    ``acts`` are the classes of acts that it speaks for, ``weak`` if it hints at them only; none for a circumstance.
    """

    name: str
    acts: tuple[str, ...]
    weak: bool
    words: frozenset[str] = field(repr=False)
    near: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True, order=True)
class CueMention:
    """Where a cue's word stands, offsets into the text that was searched."""

    start: int
    end: int
    name: str
    acts: tuple[str, ...]
    weak: bool


@dataclass(frozen=True, slots=True)
class CueFinder:
    """Finds the cues of a sentence.

    ``formal`` names the scheme's formal act of each class of acts that accounts are made of. ``unsure`` matches a word
    that leaves open whether an act was done.
    """

    cues: tuple[Cue, ...]
    formal: Mapping[str, str]
    unsure: re.Pattern[str] = field(repr=False)
    _pattern: re.Pattern[str] = field(repr=False)

    def find(self, text: str, start: int, end: int) -> tuple[CueMention, ...]:
        """The cues in ``text[start:end]`` (one sentence), in order; a cue with ``near`` only where that is in reach."""
        found_all = self._pattern.finditer(text, start, end)
        hits = [(found.start(), found.end(), found[0].lower()) for found in found_all]
        return tuple(sorted(mention for cue in self.cues for mention in _find_one(cue, text, hits)))


@cache
def load_formal_cues() -> CueFinder:
    """The cues as shipped.

    Raises:
        ConfigError: an entry has an unknown key, or names a class of words that is not there.
    """
    text = (files("dragoman.vocab") / "data" / "formal_cues.toml").read_text("utf-8")
    table = tomllib.loads(text)
    lexicon = load_lexicon()
    cues = tuple(_cue(entry, table["near"], lexicon) for entry in table["cue"])
    phrases = {phrase for cue in cues for phrase in cue.words | cue.near} | set(table["ignored"])
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    unsure = {form for word in table["unsure"] for form in _forms(lexicon, "verb", word)}
    formal = MappingProxyType(dict(table["formal"]))
    # In small letters only: in May is not in doubt.
    return CueFinder(cues, formal, _any_of(sorted(unsure)), _any_of(longest_first, re.IGNORECASE))


def _any_of(phrases: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])", flags)


def _cue(entry: Mapping[str, Any], classes: Mapping[str, list[str]], lexicon: Lexicon) -> Cue:
    unknown = sorted(set(entry) - KEYS)
    if unknown or "name" not in entry:
        raise ConfigError(f"formal_cues.toml: {entry.get('name')}: unknown or missing key {unknown or 'name'}")
    acts = tuple(act for act in (entry.get("act", ""), *entry.get("also", ())) if act)
    words = [form for verb in entry.get("verb", ()) for form in _forms(lexicon, "verb", verb)]
    words += [form for noun in entry.get("noun", ()) for form in _forms(lexicon, "noun", noun)]
    near = [form for noun in _expand(entry.get("near", ()), classes) for form in _forms(lexicon, "noun", noun)]
    return Cue(
        name=entry["name"], acts=acts, weak=bool(entry.get("weak")), words=frozenset(words), near=frozenset(near)
    )


def _expand(words: Iterable[str], classes: Mapping[str, list[str]]) -> Iterator[str]:
    for word in words:
        if not word.startswith("@"):
            yield word
        elif word[1:] in classes:
            yield from classes[word[1:]]
        else:
            raise ConfigError(f"formal_cues.toml: no class {word} (known: {', '.join(sorted(classes))})")


def _forms(lexicon: Lexicon, pos: Any, phrase: str) -> list[str]:
    """The forms of a phrase: a verb is inflected at its first word, a noun at its last."""
    words = phrase.split()
    place = 0 if pos == "verb" else -1
    made = []
    for form in lexicon.forms(pos, words[place]):
        words[place] = form
        made.append(" ".join(words))
    return made


def _find_one(cue: Cue, text: str, hits: list[tuple[int, int, str]]) -> Iterator[CueMention]:
    for start, end, word in hits:
        if word in cue.words and (not cue.near or any(_in_reach(text, (start, end), hit, cue) for hit in hits)):
            yield CueMention(start, end, cue.name, cue.acts, cue.weak)


def _in_reach(text: str, word: tuple[int, int], hit: tuple[int, int, str], cue: Cue) -> bool:
    if hit[2] not in cue.near or hit[0] == word[0]:
        return False
    low, high = (word[1], hit[0]) if hit[0] >= word[1] else (hit[1], word[0])
    return high - low <= REACH and not _BREAK.search(text, low, high)
