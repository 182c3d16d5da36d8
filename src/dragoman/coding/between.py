"""What a single sentence tells of parties that need be no states: the acts between any of its noun phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.coding.coder import Coder
from dragoman.coding.network import TYPES, Array
from dragoman.coding.phrases import with_phrases
from dragoman.model.text import Reading

TOLD = 0.3
"""The chance from which a word is taken to tell an act of parties that nobody has given."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An act between phrases of a sentence: its type and the words of either side (view offsets)."""

    event_type: str
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]
    chance: float


def tellings(coder: Coder, reading: Reading) -> Iterator[Telling]:
    """The acts of a reading between any of its noun phrases, in the order of their words."""
    known = with_phrases(coder.parser, reading)
    spans = {one.id: (one.start, one.end) for one in known.actors}
    for _, _, judged in coder.verdicts(known, floor=TOLD):
        for word, verdict in zip(judged.words, judged.verdicts, strict=True):
            there = [n for n, state in enumerate(word.options.states) if state in spans]
            sides = _sides(there, verdict.sides)
            if sides is not None:
                actors, recipients = ([spans[word.options.states[n]] for n in side] for side in sides)
                types = verdict.types + coder.network.between(reading.view.text, actors[0], recipients[0])
                yield Telling(TYPES[int(types.argmax())], tuple(actors), tuple(recipients), verdict.chance)


def _sides(there: Sequence[int], table: Array) -> tuple[list[int], list[int]] | None:
    """Who acts on whom: the phrases likelier than not on either side, or else the likeliest."""
    if len(there) < 2:
        return None
    actors = [n for n in there if table[n, 1] > 0.5] or [max(there, key=lambda n: float(table[n, 1]))]
    left = [n for n in there if n not in actors]
    recipients = [n for n in left if table[n, 2] > 0.5]
    if not recipients and left:
        recipients = [max(left, key=lambda n: float(table[n, 2]))]
    return (actors, recipients) if recipients else None
