"""The formal acts that a paragraph on relations between two states tells, each with its date."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.coding.formal_page import Page, Span
from dragoman.model.text import DateMention

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

COMPANIONS: Mapping[str, str] = {
    "relations_established": "mission_opened",
    "mission_opened": "relations_established",
    "relations_resumed": "mission_reopened",
    "mission_reopened": "relations_resumed",
    "relations_severed": "mission_closed",
    "mission_closed": "relations_severed",
}
"""What is done to missions when something is done to relations, and the reverse: often one deed does both."""

Features = Mapping[str, float]


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

    Behind the likeliest stands its companion (:data:`COMPANIONS`), then come the others by their confidence: rivals of
    the first for what it tells, of which few can be true beside it.
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
    ranked = list(best.values())
    goes_with = COMPANIONS.get(ranked[0].event)
    return tuple(sorted(ranked, key=lambda act: (act is not ranked[0], act.event != goes_with)))


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
    page = Page.of(text, sentences, dates, parties)
    whole = page.about()
    points = [(mention, value, part) for mention in page.dates for value, part in _points(mention.value or "")]
    if not points:
        for event in CLASSES:
            yield Candidate(event=event, date=None, start=0, end=len(text), general=whole, own=page.own(event, None))
        return
    for mention, value, part in points:
        near = {**whole, **page.around(mention)}
        place = page.place(mention, value, part)
        shared = {**place, **page.words_around(mention)}
        for event in CLASSES:
            yield Candidate(
                event=event,
                date=value,
                start=mention.start,
                end=mention.end,
                general={**near, **place},
                own={**page.own(event, mention), **shared},
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
