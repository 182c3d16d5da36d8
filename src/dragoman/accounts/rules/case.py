"""What a rule of source criticism is, and what it is given to judge."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dragoman.model import Account, Evidence, Party, Reference, Source, evidence
from dragoman.model.text import DateMention, Reading, Sentence
from dragoman.vocab.actors import Actor, Authority

Severity = Literal["error", "warning", "note"]

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()  # noqa: SIM905
NUMBER_WORDS = {word: number for number, word in enumerate(_NUMBERS, start=1)} | {"twenty": 20, "thirty": 30}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"

_BEFOREHAND = re.compile(
    r"\b(?:following|after|since|before|until|till|prior to|in the wake of|because of|as a result of|"
    r"similar to|comparable to|modell?ed on|unlike)\b[^,;:]*",
    re.I,
)
_REPORTED = re.compile(
    r"\b(?:sa(?:id|ys|ying)|told|tell(?:s|ing)|ask(?:s|ed|ing)?|recall\w*|remember\w*|refer\w*|mention\w*|stat(?:es?|ed|ing)|"
    r"not(?:es?|ed|ing)|add(?:s|ed|ing)|explain\w*|describ\w*|review\w*|point(?:s|ed|ing) out|remark\w*|observ\w*|"
    r"believ\w*|thought|think\w*|felt|compar\w*|discuss\w*|quot\w+|cit(?:es?|ed|ing)|prais\w+|commemorat\w+|"
    r"celebrat\w+)\b(?!\s+(?:(?:in|on|at|during)\s+)?(?:[A-Za-z]+\s+)?\d)[^;]*",
    re.I,
)
"""What somebody speaks of, with its own time; "said in 1961" is the time of the saying itself."""
_INTENDED = re.compile(
    r"\b(?:will|would|shall|should|(?-i:may)|might|could|plan\w*|propos\w+|intend\w*|intention\w*|hope\w*|expect\w*|"
    r"schedul\w+|project(?:ed|ion|ions)|promis\w+|forecast\w*)\b",
    re.I,
)
HAPPENED = ("asserted", "denied", "negated", "ended")
"""The statuses of what is told as past."""
FIRM = ("explicit", "relative", "anchored")
"""How a date is reached that the words themselves fix."""
TOLD = ("explicit",)
"""The same where a slip of reckoning must not be laid to a text: the day or year stands in the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """The words that a rule objects to, and why."""

    evidence: Evidence
    why: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """One document with all that was read in it. ``accounts`` and ``references`` are its own."""

    reading: Reading
    source: Source
    accounts: tuple[Account, ...]
    authority: Authority
    references: tuple[Reference, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.reading.sentences]

    def place(self, offset: int) -> int | None:
        """The index of the sentence at an offset of the view; None before the first."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 else None

    def words(self, start: int, end: int) -> Evidence:
        """Evidence for ``view.text[start:end]``."""
        first, last = self.reading.view.span(start, end)
        index = self.place(start)
        passage = self.reading.sentences[index].passage_id if index is not None else self.reading.passages[0].id
        return evidence(passage, self.reading.document.text, first, last)

    def in_passage(self, offset: int) -> bool:
        """Whether an offset of the view lies in the text proper, not in a header before it."""
        place = self.reading.view.original(offset)
        return any(passage.start <= place < passage.end for passage in self.reading.passages)

    def is_dated_by_another(self, account: Account) -> bool:
        """Whether the year of an account is told of what went before: "following the war of 1836, he refrained"."""
        year, quote = (account.date or "")[:4], account.sentence.quote
        return bool(year) and any(year in found[0] for found in _BEFOREHAND.finditer(quote))

    def is_dated_by_what_is_said(self, account: Account) -> bool:
        """Whether the year of an account is that of what its doer speaks of: "he recalled the treaty of 1836"."""
        year, quote = (account.date or "")[:4], account.sentence.quote
        place = account.evidence.start - account.sentence.start
        return bool(year) and any(year in found[0] for found in _REPORTED.finditer(quote, max(0, place)))

    def namesakes(self, party: Party) -> Iterator[Actor]:
        """The other persons whom the words may mean that name somebody; of a pronoun, those of his last name."""
        words = party.text if party.text[:1].isupper() else self.authority.name(party.id).split()[-1]
        for actor in self.authority.meant(words):
            if actor.kind == "person" and actor.id != party.id:
                yield actor

    def in_note(self, words: Evidence) -> bool:
        """Whether words stand in a note, which may be of a later hand than the text."""
        return any(one.kind == "note" and one.start <= words.start < one.end for one in self.reading.passages)

    def dates(self, sentence: Sentence) -> list[DateMention]:
        """The date mentions of a sentence that fix a date."""
        return [one for one in self.reading.dates if one.value and sentence.start <= one.start < sentence.end]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The place in the document of ``view.text[start:end]``."""
        return self.reading.view.span(start, end)

    def states(self, index: int) -> frozenset[str]:
        """The states named in a sentence; with fewer than two, those of the one before it in the passage as well."""
        named = self._named(index)
        sentences = self.reading.sentences
        if len(named) < 2 and index and sentences[index - 1].passage_id == sentences[index].passage_id:
            named |= self._named(index - 1)
        return named

    def _named(self, index: int) -> frozenset[str]:
        sentence = self.reading.sentences[index]
        return frozenset(
            mention.state
            for mention in self.reading.actors
            if mention.state and sentence.start <= mention.start < sentence.end
        )


Check = Callable[[Case], Iterator[Doubt]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of source criticism: its name in configuration and reports, how grave it is, what it looks for."""

    id: str
    severity: Severity
    doc: str
    check: Check


def looks_ahead(words: str) -> bool:
    """Whether words tell of what is only meant, expected or possible."""
    return bool(_INTENDED.search(words))


def number_of(words: str) -> int:
    """The number that digits or an English number word tell.

    Raises:
        KeyError: the words are no number up to fifteen, twenty or thirty.
    """
    return int(words) if words.isdigit() else NUMBER_WORDS[words.casefold()]


def year_in(words: str) -> int | None:
    """The first year from 1000 on in a citation's year: 2007 of "2007a"."""
    found = re.search(r"1\d{3}|20\d{2}", words)
    return int(found[0]) if found else None
