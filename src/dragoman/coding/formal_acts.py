"""The formal acts that a paragraph on relations between two states tells, each with its date."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.model.text import DateMention
from dragoman.vocab.formal_cues import CueMention, load_formal_cues

CLASSES = (
    "recognition",
    "relations_established",
    "relations_severed",
    "relations_resumed",
    "relations_never_established",
    "mission_opened",
    "mission_closed",
    "mission_reopened",
    "mission_moved",
    "raised_to_embassy",
    "ambassador_recalled",
    "consular_opened",
    "treaty",
    "other",
)
"""The kinds of formal acts: those on relations before those on missions, as guides to them put it."""

Features = Mapping[str, float]
Span = tuple[int, int]

_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_OWNED = re.compile(r"[’']s?$")
_CLAUSE = re.compile(
    r"[;:()]|,? \b(?:when|while|but|although|though|after|before|following|until|where|which|who|that)\b|, and\b|,(?= \D)"
)
_SMALL = frozenset({"the", "of", "and", "new", "republic", "united", "states", "state", "islands", "kingdom", "empire"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalAct:
    """A formal act: its class, its date (EDTF, None where none is told) and how likely this reading is (0 to 1).

    ``start`` and ``end`` bound the words of the date in the text, or the whole text where there is none.
    """

    event: str
    date: str | None
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Weights:
    """A log-linear model over pairs of a class and a date, trained by ``train/formal.py``; in ``formal_acts.json``.

    A feature's weight holds for all classes under its own name, and for one class under ``class|name``.
    """

    weights: Mapping[str, float]

    def score(self, event: str, general: Features, own: Features) -> float:
        """How much speaks for this class: ``own`` features count for all classes alike, ``general`` for it alone."""
        get = self.weights.get
        total = sum(get(f"{event}|{name}", 0.0) * value for name, value in general.items())
        return total + sum(get(name, 0.0) * value for name, value in own.items())


@cache
def load_weights() -> Weights:
    """The weights as shipped."""
    raw = json.loads((files("dragoman.vocab") / "data" / "formal_acts.json").read_text("utf-8"))
    return Weights(raw["weights"])


def read_formal_acts(
    text: str, sentences: Sequence[Span], dates: Sequence[DateMention], *, parties: tuple[str, str]
) -> tuple[FormalAct, ...]:
    """The formal acts between two states that a paragraph may tell, the likeliest first, one of each class at most.

    ``sentences`` are spans of ``text``; ``dates`` its date mentions; ``parties`` the names of the two states, the one
    that the paragraph is about first. The confidences of all classes sum to at most 1.
    """
    readings = list(candidates(text, sentences, dates, parties=parties))
    model = load_weights()
    scores = [model.score(one.event, one.general, one.own) for one in readings]
    top = max(scores)
    chances = [math.exp(score - top) for score in scores]
    total = sum(chances)
    best: dict[str, FormalAct] = {}
    for one, chance in sorted(zip(readings, chances, strict=True), key=lambda pair: -pair[1]):
        if one.event not in best:
            best[one.event] = FormalAct(
                event=one.event, date=one.date, start=one.start, end=one.end, confidence=chance / total
            )
    return tuple(best.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible reading of a paragraph with what speaks for it (see :class:`Weights`)."""

    event: str
    date: str | None
    start: int
    end: int
    general: Features
    own: Features


def candidates(
    text: str, sentences: Sequence[Span], dates: Sequence[DateMention], *, parties: tuple[str, str]
) -> Iterator[Candidate]:
    """Every pair of a class and a date of the paragraph; of a span of time, each end is a date too."""
    page = _Page.of(text, sentences, dates, parties)
    whole = page.about()
    points = [(mention, value, part) for mention in page.dates for value, part in _points(mention.value or "")]
    if not points:
        for event in CLASSES:
            yield Candidate(
                event=event, date=None, start=0, end=len(text), general=whole, own=page.own(event, None)
            )
        return
    for mention, value, part in points:
        near = {**whole, **page.around(mention)}
        place = page.place(mention, value, part)
        for event in CLASSES:
            own = {**page.own(event, mention), **place}
            yield Candidate(
                event=event,
                date=value,
                start=mention.start,
                end=mention.end,
                general={**near, **place},
                own={**own, **page.words_around(mention)},
            )


def _points(value: str) -> Iterator[tuple[str, str]]:
    begin, bar, end = value.partition("/")
    if not bar:
        yield value, "whole"
        return
    yield value, "span"
    for point, part in ((begin, "begin"), (end, "end")):
        if point not in ("", ".."):
            yield point, part


@dataclass(frozen=True, slots=True)
class _Page:
    """A paragraph with the cues and dates of each sentence."""

    text: str
    sentences: tuple[Span, ...]
    dates: tuple[DateMention, ...]
    cues: tuple[tuple[CueMention, ...], ...]
    names: Mapping[str, str]

    @classmethod
    def of(
        cls, text: str, sentences: Sequence[Span], dates: Sequence[DateMention], parties: tuple[str, str]
    ) -> _Page:
        finder = load_formal_cues()
        spans = tuple(sentences) or ((0, len(text)),)
        known = tuple(one for one in dates if one.kind == "date" and one.value)
        cues = tuple(finder.find(text, start, end) for start, end in spans)
        return cls(text, spans, known, cues, _names(parties))

    def tokens(self, start: int, end: int) -> list[str]:
        """The words in small letters; the names of the two states stand as PARTY and OTHER."""
        text = self.text[start:end].replace("United States", "U_S").replace("U.S.", "U_S ")
        found = []
        for word in re.findall(r"U_S|[^\W\d_]+(?:[-’'][^\W\d_]+)*", text):
            small = _OWNED.sub("", word.lower())
            found.append(self.names.get(small) or (word[0].isupper() and self.names.get(small[:5])) or small)
        return found

    def about(self) -> dict[str, float]:
        """What the paragraph as a whole holds."""
        found = {"bias": 1.0}
        words = sorted({word for start, end in self.sentences for word in self.tokens(start, end)})
        scale = 2 / math.sqrt(len(words) or 1)
        found |= {f"T:{word}": scale for word in words}
        first = sorted(set(self.tokens(*self.sentences[0])))
        scale = 2 / math.sqrt(len(first) or 1)
        found |= {f"F:{word}": scale for word in first}
        for index, cues in enumerate(self.cues):
            for cue in cues:
                found[f"cue@text:{cue.name}"] = 1.0
                if index == 0:
                    found[f"cue@first:{cue.name}"] = 1.0
        return found

    def around(self, mention: DateMention) -> dict[str, float]:
        """What stands by a date, as it bears on the class: the cues of its clause, of the words before it, of its sentence."""
        index = self.sentence_of(mention)
        low, high = self.clause(mention)
        found: dict[str, float] = {}
        for cue in self.cues[index]:
            found[f"cue@sentence:{cue.name}"] = 1.0
            if low <= cue.start < high:
                found[f"cue@clause:{cue.name}"] = 1.0
        return found

    def words_around(self, mention: DateMention) -> dict[str, float]:
        """The words by a date, as they bear on whether it is the act's."""
        before, after = self.neighbours(mention)
        left, right = self.tokens(before, mention.start), self.tokens(mention.end, after)
        names = {f"L:{word}" for word in left} | {f"R:{word}" for word in right}
        names |= {f"L:{a}_{b}" for a, b in zip(left, left[1:], strict=False)}
        names |= {f"R:{a}_{b}" for a, b in zip(right, right[1:], strict=False)}
        scale = 2 / math.sqrt(len(names) or 1)
        found = dict.fromkeys(sorted(names), scale)
        found["l1:" + "_".join(left[-1:])] = 1.0
        found["l2:" + "_".join(left[-2:])] = 1.0
        found["r1:" + "_".join(right[:1])] = 1.0
        found["r2:" + "_".join(right[:2])] = 1.0
        low, high = self.clause(mention)
        for cue in self.cues[self.sentence_of(mention)]:
            if low <= cue.start < high:
                found[f"cue@clause:{cue.name}"] = 1.0
            side = "left" if cue.start < mention.start else "right"
            found[f"cue@{side}:{cue.name}"] = 1.0
        return found

    def own(self, event: str, mention: DateMention | None) -> dict[str, float]:
        """Whether cues of this very class stand in the text, its first sentence, the date's sentence and clause."""
        found: dict[str, float] = {}
        for index, cues in enumerate(self.cues):
            for cue in cues:
                if event in cue.acts:
                    found["own@text"] = 1.0
                    if index == 0:
                        found["own@first"] = 1.0
        if mention is None:
            return found
        index = self.sentence_of(mention)
        low, high = self.clause(mention)
        mine = [cue for cue in self.cues[index] if event in cue.acts]
        if mine:
            found["own@sentence"] = 1.0
            found["own@near"] = 1 / (1 + min(_gap(cue, mention) for cue in mine) / 40)
        if any(low <= cue.start < high for cue in mine):
            found["own@clause"] = 1.0
        if any(cue.start < mention.start for cue in mine):
            found["own@left"] = 1.0
        return found

    def place(self, mention: DateMention, value: str, part: str) -> dict[str, float]:
        """Where a date stands among the others, and how fine it is."""
        index = self.sentence_of(mention)
        start, _ = self.sentences[index]
        rank = self.dates.index(mention)
        before = sum(1 for one in self.dates if start <= one.start < mention.start)
        names = (
            f"sentence={min(index, 4)}",
            f"rank={min(rank, 4)}",
            f"rank={min(rank, 3)}/{min(len(self.dates), 4)}",
            f"last={rank == len(self.dates) - 1}",
            f"form={len(value)}/{part}",
            f"before={min(before, 3)}",
            f"opening={mention.start - start < 5}",
            f"how={mention.how}",
        )
        return dict.fromkeys(names, 1.0)

    def sentence_of(self, mention: DateMention) -> int:
        """The sentence in which a date stands."""
        return max(bisect_right(self.sentences, (mention.start, 1 << 62)) - 1, 0)

    def neighbours(self, mention: DateMention) -> Span:
        """From the date before to the date after it, within its sentence."""
        start, end = self.sentences[self.sentence_of(mention)]
        before = max((one.end for one in self.dates if start <= one.start and one.end <= mention.start), default=start)
        after = min((one.start for one in self.dates if mention.end <= one.start < end), default=end)
        return max(before, start), after

    def clause(self, mention: DateMention) -> Span:
        """The clause of a date: up to the marks and conjunctions around it, never over another date."""
        low, high = self.neighbours(mention)
        if high == low:
            return low, high
        for found in _CLAUSE.finditer(self.text, low, mention.start):
            if mention.start - found.end() > 3:
                low = found.end()
        following = _CLAUSE.search(self.text, min(mention.end + 1, high), high)
        return low, following.start() if following else high


def _gap(cue: CueMention, mention: DateMention) -> int:
    return max(cue.start - mention.end, mention.start - cue.end, 0)


def _names(parties: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for party, mark in zip(parties, ("PARTY", "OTHER"), strict=True):
        for word in _TOKEN.findall(party.lower()):
            if word not in _SMALL and len(word) > 3:
                found[word[:5]] = found[word] = mark
        if "united states" in party.lower():
            found |= dict.fromkeys(("u_s", "american", "americans", "washington"), mark)
    return found
