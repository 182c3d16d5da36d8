"""The time that a narrative has reached: what a sentence without a date is dated by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.mentions.date_resolve import Meaning
from dragoman.model.text import DateMention
from dragoman.vocab import edtf

_AHEAD = re.compile(
    r"\b(?:will|shall|would|plans?|planned|intends?|expects?|hopes?|to be|going to|tomorrow|next|scheduled|due)\b"
)
_BACKGROUND = re.compile(
    r"(?:\b(?:born|founded|established|created|dating|dated|signed|concluded|adopted|as early as|agreements?|treat(?:y|ies)|"
    r"constitution|convention|pact|act|law|doctrine|[a-z]+ had (?:been )?)\b[^.;]{0,24}|\bthe )$",
    re.IGNORECASE,
)


class Focus:
    """The time that the narrative stands in, moving as sentences are read in order.

    ``value`` is what the next sentence is dated by; ``told`` what "a year later" counts from (it also hears of times in
    the background).
    """

    def __init__(self, written: str | None) -> None:
        self._written = written
        self.value = written
        self.told = written

    def enter(self, text: str, start: int) -> None:
        """Start a sentence."""

    def looks_ahead(self, text: str, start: int, end: int) -> bool:
        """Whether the sentence speaks of what is to come."""
        return bool(_AHEAD.search(text, start, end))

    def hear(self, meaning: Meaning) -> None:
        """Take note of a time told, for relative times after it."""
        value = meaning.unit or meaning.value
        if meaning.kind == "date" and value is not None and not edtf.parse(value).is_open:
            self.told = value

    def leave(self, text: str, start: int, end: int, mentions: Sequence[DateMention]) -> None:
        """End a sentence: move to the time that it told of, if it did."""
        dated = [m for m in mentions if m.kind == "date" and m.value is not None and not edtf.parse(m.value).is_open]
        if dated:
            self.value = dated[-1].value
