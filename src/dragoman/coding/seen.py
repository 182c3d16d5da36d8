"""What the act network sees of a text: its words as numbers, and where actors and dates stand among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.encoder import Pieces, Window, windows
from dragoman.model.text import ActorMention, DateMention, Reading

WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
POINTING = re.compile(
    r"\b(?:he|him|his|she|her|it|its|they|them|their|both|you|your|"
    r"the (?:two )?(?:countr(?:y|ies)|nations?|sides|powers|governments|states|leaders|parties|regime|delegation)|"
    r"the (?:President|Secretary|Ambassador|Minister|Premier|Chairman|Embassy|Department|Legation|Allies|West)|"
    r"(?P<first>we|us|our|ours|I|my|me))\b"
)
"""Words that stand for an actor named elsewhere; those of the first person stand for the author's state."""

KINDS = ("state", "demonym", "capital", "person", "party", "body", "office", "group", "place", "pointing")
MARKS = {".": 0, ",": 1, ";": 2, ":": 2, "“": 3, "”": 3, '"': 3, "(": 4, ")": 4, "?": 5, "-": 6, "–": 6, "—": 6}
COLUMNS = 2
"""What is seen of a word beside its pieces: its shape, and the kind of mention it is part of."""

TOP = 3
"""How many of a text's most named states are thought of where nothing nearer is named."""


@dataclass(frozen=True, slots=True)
class Named:
    """Words ``first`` to ``last`` (exclusive) that name actors; ``states`` are those they act for."""

    first: int
    last: int
    kind: int
    states: tuple[str, ...]
    sentence: int
    mention: ActorMention | None


@dataclass(frozen=True, slots=True)
class Dated:
    """Words ``first`` to ``last`` (exclusive) that tell a date."""

    first: int
    last: int
    sentence: int
    mention: DateMention


@dataclass(frozen=True, slots=True)
class Seen:
    """The words of some sentences of a reading.

    ``start``, ``end``, ``sentence`` and ``pieces`` run over the words (view offsets, sentence numbers, numbers of word
    pieces), ``features`` is an array of words by ``COLUMNS``; ``windows`` are the words that are read at once.
    ``words_of`` gives the range of words of each sentence, ``named`` and ``dated`` what stands in each. ``top`` are the
    states that the whole text names most, ``home`` is that of the author's "we" ("" if unknown).
    """

    start: list[int]
    end: list[int]
    sentence: list[int]
    pieces: list[tuple[int, ...]] = field(repr=False)
    windows: list[Window] = field(repr=False)
    features: NDArray[np.int64]
    words_of: dict[int, tuple[int, int]]
    named: dict[int, list[Named]] = field(repr=False)
    dated: dict[int, list[Dated]] = field(repr=False)
    top: tuple[str, ...]
    home: str


class Eye:
    """Turns words into numbers by a vocabulary of word pieces."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.pieces = Pieces(vocabulary)

    def see(self, reading: Reading, numbers: Sequence[int], *, home: str = "") -> Seen:
        """The sentences ``numbers`` (rising) of a reading as the network sees them."""
        text = reading.view.text
        start: list[int] = []
        end: list[int] = []
        sentence: list[int] = []
        pieces: list[tuple[int, ...]] = []
        shapes: list[int] = []
        words_of: dict[int, tuple[int, int]] = {}
        cited = iter(reading.citations)
        citation = next(cited, None)
        for number in numbers:
            one = reading.sentences[number]
            first = len(start)
            for found in WORD.finditer(text, one.start, one.end):
                while citation is not None and citation.end <= found.start():
                    citation = next(cited, None)
                if citation is not None and citation.start < found.end():
                    continue  # the words of a citation tell nothing
                start.append(found.start())
                end.append(found.end())
                pieces.append(self.pieces.cut(found.group()))
                shapes.append(shape(found.group()))
            sentence.extend([number] * (len(start) - first))
            words_of[number] = (first, len(start))
        features = np.zeros((len(shapes), COLUMNS), dtype=np.int64)
        features[:, 0] = shapes
        wanted = set(numbers)
        named = _named(reading, wanted, start, end, words_of, home=home)
        for found_in in named.values():
            for each in found_in:
                features[each.first : each.last, COLUMNS - 1] = 1 + 2 * each.kind + bool(each.states)
        return Seen(
            start=start,
            end=end,
            sentence=sentence,
            pieces=pieces,
            windows=windows(pieces, _runs(words_of)),
            features=features,
            words_of=words_of,
            named=named,
            dated=_dated(reading, wanted, start, end, words_of),
            top=_most_named(reading.actors),
            home=home,
        )


def shape(word: str) -> int:
    """What a word looks like: which mark, figures, capitals."""
    if not word[0].isalnum():
        return MARKS.get(word, 7)
    if word[0].isdigit():
        return (8 if len(word) == 4 else 9) if word.isdigit() else 10
    if word.isupper():
        return 11 if len(word) > 1 else 12
    return 13 if word[0].isupper() else 14


def _runs(words_of: dict[int, tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The stretches of sentences that follow one another, each sentence with its first and last word."""
    runs: list[list[tuple[int, int]]] = []
    last = None
    for number, words in words_of.items():
        if last is None or number != last + 1:
            runs.append([])
        runs[-1].append(words)
        last = number
    return [run for run in runs if run[0][0] < run[-1][1]]


def _most_named(actors: Sequence[ActorMention]) -> tuple[str, ...]:
    counts = Counter(one.state for one in actors if one.state and one.kind != "place")
    return tuple(state for state, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:TOP])


def _cover(
    start: Sequence[int], end: Sequence[int], within: tuple[int, int], first: int, last: int
) -> tuple[int, int] | None:
    """The words of a sentence that share a character with ``first`` to ``last``."""
    found = [place for place in range(*within) if start[place] < last and first < end[place]]
    return (found[0], found[-1] + 1) if found else None


def _sentences(reading: Reading, places: Iterable[int]) -> Iterable[int]:
    """The number of the sentence that each of the rising ``places`` lies in; -1 where it lies in none."""
    number = 0
    for place in places:
        while number + 1 < len(reading.sentences) and reading.sentences[number].end <= place:
            number += 1
        one = reading.sentences[number]
        yield number if one.start <= place < one.end else -1


def _named(
    reading: Reading,
    wanted: set[int],
    start: Sequence[int],
    end: Sequence[int],
    words_of: dict[int, tuple[int, int]],
    *,
    home: str,
) -> dict[int, list[Named]]:
    found: dict[int, list[Named]] = {number: [] for number in wanted}
    places = [one.start for one in reading.actors]
    for one, number in zip(reading.actors, _sentences(reading, places), strict=True):
        if number in wanted:
            words = _cover(start, end, words_of[number], one.start, one.end)
            if words is not None:
                states = (one.state,) if one.state else one.candidates if one.kind == "group" else ()
                found[number].append(Named(*words, KINDS.index(one.kind), states, number, one))
    for number in wanted:
        sentence = reading.sentences[number]
        taken = {place for one in found[number] for place in range(one.first, one.last)}
        for hit in POINTING.finditer(reading.view.text, sentence.start, sentence.end):
            words = _cover(start, end, words_of[number], *hit.span())
            if words is not None and taken.isdisjoint(range(*words)):
                states = (home,) if home and hit["first"] else ()
                found[number].append(Named(*words, KINDS.index("pointing"), states, number, None))
        found[number].sort(key=lambda one: (one.first, one.last))
    return found


def _dated(
    reading: Reading,
    wanted: set[int],
    start: Sequence[int],
    end: Sequence[int],
    words_of: dict[int, tuple[int, int]],
) -> dict[int, list[Dated]]:
    found: dict[int, list[Dated]] = {number: [] for number in wanted}
    told = [one for one in reading.dates if one.kind == "date" and one.value]
    for one, number in zip(told, _sentences(reading, [each.start for each in told]), strict=True):
        if number in wanted:
            words = _cover(start, end, words_of[number], one.start, one.end)
            if words is not None:
                found[number].append(Dated(*words, number, one))
    return found
