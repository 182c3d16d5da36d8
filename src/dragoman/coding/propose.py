"""The words of a text that may name an act between states, read and weighed by the act network block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.coding.gate import Gate
from dragoman.coding.grammar import Act
from dragoman.coding.network import Array, Network, Verdict
from dragoman.coding.options import BACK, before, options_at
from dragoman.coding.seen import Seen
from dragoman.coding.weigh import Word, beside, grammar_row, told_of
from dragoman.model.text import Reading

BLOCK = 2048
"""Words after which a block of sentences is closed: memory does not grow with a text, and sums stay long enough."""


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences ``first`` to ``last`` (exclusive) of a text, as far as the network has read them.

    ``states`` and ``chances`` are those of the words from ``offset`` on. ``worth`` are the numbers of the sentences
    worth coding.
    """

    first: int
    last: int
    offset: int
    states: Array
    chances: Array
    worth: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The words of one sentence that may name an act, and the network's verdict on each."""

    seen: Seen
    words: list[Word]
    verdicts: list[Verdict]


class Proposer:
    """Reads one text with the act network: made for a text, gives its blocks in order and weighs their words."""

    def __init__(self, reading: Reading, network: Network, gate: Gate, *, home: str, floor: float) -> None:
        """``gate`` knows the words of the user's own lines of the lexicon."""
        self.reading = reading
        self.network = network
        self.gate = gate
        self.floor = floor
        headings = {passage.id for passage in reading.passages if passage.kind == "heading"}
        reach = gate.in_reach(reading.sentences, reading.actors, home=home)
        self._near = [n for n, one in enumerate(reading.sentences) if reach[n] and one.passage_id not in headings]
        wanted = sorted({n - back for n in self._near for back in range(BACK + 1) if n >= back})
        self.seen = network.eye.see(reading, wanted, home=home)

    def blocks(self) -> Iterator[Block]:
        """The text in blocks that follow one another and leave out nothing."""
        begun = 0
        near: list[int] = []
        words = 0
        for number in self._near:
            first, last = self.seen.words_of[number]
            near.append(number)
            words += last - first
            if words >= BLOCK:
                yield self._read(begun, number + 1, near)
                begun, near, words = number + 1, [], 0
        if begun < len(self.reading.sentences):
            yield self._read(begun, len(self.reading.sentences), near)

    def _read(self, first: int, last: int, near: Sequence[int]) -> Block:
        words_of = self.seen.words_of
        if not near:
            nothing = np.zeros(0, dtype=np.float32)
            return Block(first, last, 0, nothing, nothing, ())
        offset = words_of[max(near[0] - BACK, 0)][0]
        states = self.network.encode(self.seen, offset, words_of[near[-1]][1])
        chances = self.network.chances(states)
        worth = []
        for number in near:
            start, end = words_of[number]
            one = self.reading.sentences[number]
            likely = start < end and float(chances[start - offset : end - offset].max()) >= self.floor
            if likely or self.gate.acts(self.reading.view.text[one.start : one.end]):
                worth.append(number)
        return Block(first, last, offset, states, chances, tuple(worth))

    def judge(self, block: Block, sentences: Sequence[tuple[int, Sequence[Act], frozenset[int]]]) -> dict[int, Judged]:
        """What the words of some sentences of a block may be, and what the network makes of each, all at once.

        Each sentence comes with its number, the acts that the grammar has in it, and where the words begin (view
        offsets) that another word's act takes up.
        """
        found: dict[int, list[Word]] = {}
        rows: list[Array] = []
        for number, acts, used in sentences:
            found[number] = self._words(block, number, acts, used, rows)
        words = [one for each in found.values() for one in each]
        verdicts = self.network.judge(
            block.states,
            [one.place for one in words],
            [one.options for one in words],
            np.stack(rows) if rows else np.zeros((0, 0), dtype=np.float32),
            offset=block.offset,
        )
        judged: dict[int, Judged] = {}
        at = 0
        for number, each in found.items():
            judged[number] = Judged(self.seen, each, verdicts[at : at + len(each)])
            at += len(each)
        return judged

    def _words(
        self, block: Block, number: int, acts: Sequence[Act], used: frozenset[int], rows: list[Array]
    ) -> list[Word]:
        """The words of a sentence that may name an act, with what they may be; ``rows`` gets what the grammar says."""
        seen, reading = self.seen, self.reading
        told = [told_of(act, reading.sentences[number].start) for act in acts]
        first, last = seen.words_of[number]
        likely = np.flatnonzero(block.chances[first - block.offset : last - block.offset] >= self.floor) + first
        places = {place for place in likely.tolist() if seen.start[place] not in used}
        fresh = frozenset(places)
        for one in told:
            places.update(place for place in range(first, last) if seen.start[place] <= one.place < seen.end[place])
        known = before(seen, number) if places else None
        words: list[Word] = []
        for place in sorted(places):
            numbers, exact = beside(seen, place, told) if told else ([], False)
            if place in fresh or (numbers and exact):
                its = [told[n] for n in numbers]
                options = options_at(reading, seen, place, its, known)
                if len(options.states) > 1:
                    words.append(Word(place, options, [acts[n] for n in numbers], exact))
                    rows.append(grammar_row(its, exact))
        return words
