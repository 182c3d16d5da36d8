"""The causal expressions of ``vocab/data/causal_cues.toml``, and where they stand in a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import ahocorasick_rs

from dragoman.errors import ConfigError
from dragoman.vocab.inflect import Inflector

Form = Literal["phrase", "clause", "result", "purpose", "verb", "verb-back", "noun", "aim", "outcome", "blame"]
Polarity = Literal["promotes", "hinders", "despite"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One causal expression: its words (or lemma), how cause and effect stand around it, how sure it is."""

    words: str
    form: Form
    polarity: Polarity
    confidence: float
    weak: bool = False
    whole: bool = False
    clause: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found at ``text[start:end]``."""

    start: int
    end: int
    cue: Cue


class CueFinder:
    """Finds cues in a text at millions of words a second: the gate before any sentence is parsed."""

    def __init__(self, cues: Mapping[str, tuple[Cue, ...]]) -> None:
        self._cues = {form: cues[form] for form in sorted(cues)}
        self._forms = list(self._cues)
        self._automaton = _automaton(self._forms)
        strong = [form for form in self._forms if not all(cue.weak for cue in self._cues[form])]
        self._gate = _automaton(strong)

    def find(self, text: str) -> Iterator[Hit]:
        """Every cue in ``text``, the longest at each place, whole words only; a word form may stand for two cues."""
        last = 0
        for start, end, number in sorted(_whole_words(self._automaton, text), key=lambda one: (one[0], -one[1])):
            if start >= last:
                last = end
                for cue in self._cues[self._forms[number]]:
                    yield Hit(start, end, cue)

    def opens(self, text: str) -> bool:
        """Does ``text`` hold a cue strong enough to be worth a parse?"""
        return any(True for _ in _whole_words(self._gate, text))


def _automaton(forms: list[str]) -> Any:
    return ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.Standard)


def _whole_words(automaton: Any, text: str) -> Iterator[tuple[int, int, int]]:
    """Where forms stand as whole words, overlapping too: the letters of "was the result of" hold another form."""
    low = _lower(text)
    for number, start, end in automaton.find_matches_as_indexes(low, overlapping=True):
        if _is_word(low, start, end):
            yield start, end, number


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else text


def _is_word(low: str, start: int, end: int) -> bool:
    return (start == 0 or not low[start].isalnum() or not low[start - 1].isalnum()) and (
        end == len(low) or not low[end].isalnum()
    )


@cache
def load_cues() -> CueFinder:
    """The cues as shipped.

    Raises:
        ConfigError: the list names a form or polarity that does not exist.
    """
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "causal_cues.toml").read_text("utf-8"))
    inflector = Inflector(verbs=raw["irregular"], nouns={}, doubling=frozenset())
    found: dict[str, list[Cue]] = {}
    for entry in raw["cue"]:
        for form, words in _spell(entry, inflector):
            found.setdefault(form, []).append(_cue(entry, words))
    return CueFinder({form: tuple(cues) for form, cues in found.items()})


def _cue(entry: Mapping[str, Any], words: str) -> Cue:
    if entry["form"] not in get_args(Form) or entry["polarity"] not in get_args(Polarity):
        raise ConfigError(f"causal_cues.toml: {words!r} has form {entry['form']!r}, polarity {entry['polarity']!r}")
    return Cue(
        words=words,
        form=entry["form"],
        polarity=entry["polarity"],
        confidence=entry["confidence"],
        weak=entry.get("weak", False),
        whole=entry.get("whole", False),
        clause=entry.get("clause", False),
        after=tuple(entry.get("after", ())),
    )


def _spell(entry: Mapping[str, Any], inflector: Inflector) -> Iterator[tuple[str, str]]:
    """The surface forms of an entry, each with the words it is listed under."""
    for words in entry.get("words", ()):
        yield words, words
    for verb in entry.get("verbs", ()):
        first, _, rest = verb.partition(" ")
        for form in dict.fromkeys(inflector.verb(first)):
            yield f"{form} {rest}".strip(), verb
    for noun in entry.get("nouns", ()):
        for form in dict.fromkeys(inflector.noun(noun)):
            yield form, noun
