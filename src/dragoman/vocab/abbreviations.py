"""Whether a full stop ends a sentence, or only an abbreviation, an initial or a number."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

STOP = re.compile(r"(?:[.!?…]|(?<=\.)[ ](?=\.))+[”\"’'»)\]]*")
"""Where a sentence may end: stops (spaced ones too, ". . . ."), and the closing marks that cling to them."""

_OPENING = "“\"‘'«„([—–-"
_BEFORE_NUMBER = ' \t\n([“"'
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_LIST_NUMBER = re.compile(r"\d{1,5}|[IVX]{1,5}|[a-hA-H]")
_TOKEN = 24
"""Code points looked back for the word before a stop: no abbreviation is longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviations:
    """The lists of ``data/abbreviations.toml``."""

    never: frozenset[str]
    numbered: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]

    @classmethod
    def load(cls) -> Abbreviations:
        """The lists that ship with Dragoman."""
        return _load()

    def ends_sentence(self, text: str, start: int, stop: int, end: int) -> bool:
        """Whether the sentence that began at ``start`` ends with the stop ``text[stop:end]`` (a match of ``STOP``).

        Decided from the word before the stop and the word after it; ``text`` has its citations masked with blanks.
        """
        after = end
        limit = min(len(text), end + 400)
        while after < limit and text[after].isspace():
            after += 1
        if after == len(text):
            return True
        blank = after > end
        opening = after
        while opening < len(text) and text[opening] in _OPENING and opening - after < 3:
            opening += 1
        first = text[opening] if opening < len(text) else " "
        if first.islower() or first in ",;:.!?…)]”’":
            return False
        token = _token_before(text, start, stop)
        if not blank:
            return _ends_without_blank(token, text[stop:end], text[opening : opening + 2], opening > after)
        marks = text[stop:end]
        word = _word_at(text, opening)
        if "?" in marks or "!" in marks:
            return True
        if marks.count(".") == 3 or "…" in marks:
            return word in self.starters or opening > after
        if not marks.startswith(".") or marks.count(".") > 1 or not token:
            return True
        return self._ends_after(token, first, word, text[max(start, stop - 2 * _TOKEN) : stop])

    def _ends_after(self, token: str, first: str, word: str, sentence: str) -> bool:
        """Whether a single stop with a blank after it ends ``sentence`` (its last characters are enough).

        ``token`` stands before the stop, ``word`` after it.
        """
        if token in self.never:
            return False
        if token in self.numbered:
            return word in self.starters and len(word) > 1 and len(token) > 1 and "." not in token
        if token in self.may_end or _INITIALS.fullmatch(token):
            return word in self.starters
        if len(token) == 1 and token.isupper():
            before = sentence[-_TOKEN:-1].split()
            is_name = not before or not before[-1].islower()  # "point A." closes, "Nikita S." goes on
            return not is_name and word in self.starters and word not in ("A", "I")
        return not _LIST_NUMBER.fullmatch(token) or sentence.strip(_BEFORE_NUMBER) != token


@lru_cache(maxsize=1)
def _load() -> Abbreviations:
    lists = tomllib.loads(files("dragoman.vocab").joinpath("data/abbreviations.toml").read_text(encoding="utf-8"))
    return Abbreviations(
        never=frozenset(lists["before_name"]),
        numbered=frozenset(lists["before_number"]) | frozenset(lists["months"]),
        may_end=frozenset(lists["may_end"]),
        starters=frozenset(lists["starters"]),
    )


def _token_before(text: str, start: int, stop: int) -> str:
    low = stop
    floor = max(start, stop - _TOKEN)
    while low > floor and (text[low - 1].isalnum() or text[low - 1] in ".-"):
        low -= 1
    return text[low:stop].lstrip("-.")


def _word_at(text: str, start: int) -> str:
    end = start
    limit = min(len(text), start + _TOKEN)
    while end < limit and text[end].isalpha():
        end += 1
    return text[start:end]


def _ends_without_blank(token: str, marks: str, following: str, opened: bool) -> bool:
    """Whether a stop with no blank after it ends a sentence, before a mark or a word: "calm.“In", "end.The"."""
    if not (len(token) > 2 and token.islower()) and not marks.strip(".!?…"):
        return False
    return following[:1].isupper() and (opened or following[1:].islower())
