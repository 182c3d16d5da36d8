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
            return self._ends_without_blank(text, token, stop, end, after, opening)
        marks = text[stop:end]
        word = _word_at(text, opening)
        if "?" in marks or "!" in marks:
            return True
        if marks.count(".") == 3 or "…" in marks:
            return word in self.starters or opening > after
        if not marks.startswith(".") or marks.count(".") > 1 or not token:
            return True
        return self._ends_after(text, token, start, stop, first, word)

    def _ends_after(self, text: str, token: str, start: int, stop: int, first: str, word: str) -> bool:
        """Whether a single stop with a blank after it ends the sentence: ``token`` stands before, ``word`` after."""
        if token in self.never:
            return False
        if token in self.numbered:
            return not first.isdigit() and word in self.starters and len(token) > 1 and "." not in token
        if token in self.may_end:
            return word in self.starters
        if len(token) == 1 and token.isalpha() and token.isupper():
            return token != "I" and word in self.starters and word not in ("A", "I") and _is_not_initial(text, start, stop)
        if _is_list_number(token):
            return text[start:stop].strip(" \t\n([“\"") != token
        if re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", token):
            return word in self.starters
        return True

    @staticmethod
    def _ends_without_blank(text: str, token: str, stop: int, end: int, after: int, opening: int) -> bool:
        """A stop with no blank after it ends a sentence before an opening mark or a word: "calm.“In", "end.The"."""
        if not (len(token) > 2 and token.islower()) and not text[stop:end].strip(".!?…"):
            return False
        return text[opening : opening + 1].isupper() and (opening > after or text[opening + 1 : opening + 2].islower())


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


def _is_list_number(token: str) -> bool:
    return (token.isdigit() and len(token) <= 3) or bool(re.fullmatch(r"[IVX]{1,5}|[a-hA-H]", token))


def _is_not_initial(text: str, start: int, stop: int) -> bool:
    """Whether the capital before the stop follows a lower-case word ("point A."), as no initial of a name does."""
    before = text[max(start, stop - _TOKEN) : stop - 1].split()
    return bool(before) and before[-1].islower()
