"""What a paragraph holds that bears on which formal act it tells, and on which of its dates the act is."""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.model.text import DateMention
from dragoman.vocab.formal_cues import CueMention, load_formal_cues

Span = tuple[int, int]

OWN = 4.0
"""How freely the weights of a class's own cues grow in training, against those of single words."""

_TOKEN = re.compile(r"U_S|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_HOME = re.compile(r"United States|U\.S\.")
_OWNED = re.compile(r"[’']s?$")
_CLAUSE = re.compile(
    r"[;:()]|,? \b(?:when|while|but|although|though|after|before|following|until|where|which|who|that)\b"
    r"|, and\b|,(?= \D)"
)
_THIS_DATE = re.compile(r"(?:This|That|The)(?: latter| last| same)? (?:date|day)\b|(?:This|That|It) marked\b")
_SMALL = frozenset({"the", "of", "and", "new", "republic", "united", "states", "state", "islands", "kingdom", "empire"})


@dataclass(frozen=True, slots=True)
class Page:
    """A paragraph with the cues and dates of each sentence; ``names`` maps words to the state that they name."""

    text: str
    sentences: tuple[Span, ...]
    dates: tuple[DateMention, ...]
    cues: tuple[tuple[CueMention, ...], ...]
    names: Mapping[str, str]

    @classmethod
    def of(cls, text: str, sentences: Sequence[Span], dates: Sequence[DateMention], parties: tuple[str, str]) -> Page:
        finder = load_formal_cues()
        spans = tuple(sentences) or ((0, len(text)),)
        known = tuple(one for one in dates if one.kind == "date" and one.value)
        cues = tuple(finder.find(text, start, end) for start, end in spans)
        return cls(text, spans, known, cues, _names(parties))

    def tokens(self, start: int, end: int) -> list[str]:
        """The words in small letters; the names of the two states stand as PARTY and OTHER."""
        found = []
        for word in _TOKEN.findall(_HOME.sub("U_S ", self.text[start:end])):
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
        """What stands by a date and bears on the class: words, the cues of its sentence and clause, what it dates."""
        index = self.sentence_of(mention)
        low, high = self.clause(mention)
        found: dict[str, float] = {}
        for cue in self.cues[index]:
            found[f"cue@sentence:{cue.name}"] = 1.0
            if low <= cue.start < high:
                found[f"cue@clause:{cue.name}"] = 1.0
        found |= {f"dated:{cue.name}": 1.0 for cue in self.dated(mention)}
        before, after = self.neighbours(mention)
        left, right = self.tokens(before, mention.start), self.tokens(mention.end, after)
        if "PARTY" in self.tokens(before, after):
            found["party"] = 1.0
        near = sorted({f"near:{word}" for word in left} | {f"behind:{word}" for word in right})
        found |= dict.fromkeys(near, 2 / math.sqrt(len(near) or 1))
        return found

    def words_around(self, mention: DateMention) -> dict[str, float]:
        """The words by a date, as they bear on whether it is the act's."""
        before, after = self.neighbours(mention)
        left, right = self.tokens(before, mention.start), self.tokens(mention.end, after)
        names = {f"L:{word}" for word in left} | {f"R:{word}" for word in right}
        names |= {f"L:{a}_{b}" for a, b in itertools.pairwise(left)}
        names |= {f"R:{a}_{b}" for a, b in itertools.pairwise(right)}
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
        strong = [(i, cue) for i, cues in enumerate(self.cues) for cue in cues if cue.acts and not cue.weak]
        mine = [(i, cue) for i, cue in strong if event in cue.acts]
        if mine:
            found["own@text"] = OWN
            found["own@only"] = OWN * (len(mine) == len(strong))
            if mine[0][0] == 0:
                found["own@first"] = OWN
            if event in strong[0][1].acts:
                found["own@lead"] = OWN
        if mention is None:
            return found
        index = self.sentence_of(mention)
        low, high = self.clause(mention)
        here = [cue for i, cue in mine if i == index]
        if here:
            found["own@sentence"] = OWN
            found["own@near"] = OWN / (1 + min(_gap(cue, mention) for cue in here) / 40)
        if any(low <= cue.start < high for cue in here):
            found["own@clause"] = OWN
        before, _ = self.neighbours(mention)
        if any(before <= cue.start < mention.start for cue in here):
            found["own@left"] = OWN
        dated = self.dated(mention)
        if any(event in cue.acts and not cue.weak for cue in dated):
            found["own@dated"] = OWN
            found["own@dated+party"] = OWN * ("PARTY" in self.tokens(before, mention.start))
        elif not here and any(event in cue.acts for cue in dated):
            found["hint@dated"] = OWN
        elif any(cue.acts and not cue.weak for cue in dated):
            found["other@dated"] = OWN
        return found

    def dated(self, mention: DateMention) -> tuple[CueMention, ...]:
        """The cues of the word that a date is said of: the last before it in its clause, else the first behind it."""
        index = self.sentence_of(mention)
        before, after = self.neighbours(mention)
        low, _ = self.clause(mention)
        cues = [cue for cue in self.cues[index] if not cue.name.startswith(("name ", "first", "denied", "take"))]
        for side in (
            [cue for cue in reversed(cues) if low <= cue.start < mention.start],
            [cue for cue in cues if mention.end <= cue.start < after and mention.start - low < 6],
            [cue for cue in reversed(cues) if before <= cue.start < mention.start],
            [cue for cue in cues if mention.end <= cue.start < after],
        ):
            if side:
                return (*(cue for cue in side if cue.start == side[0].start), *self.looking_back(mention))
        return self.looking_back(mention)

    def looking_back(self, mention: DateMention) -> tuple[CueMention, ...]:
        """The cues of a following sentence without a date that says what "this date" was, if this is that date."""
        index = self.sentence_of(mention) + 1
        if index >= len(self.sentences) or self.dates_in(index) or self.dates_in(index - 1)[-1:] != [mention]:
            return ()
        start, end = self.sentences[index]
        return self.cues[index] if _THIS_DATE.match(self.text, start, end) else ()

    def dates_in(self, index: int) -> list[DateMention]:
        """The dates of a sentence."""
        start, end = self.sentences[index]
        return [one for one in self.dates if start <= one.start < end]

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
