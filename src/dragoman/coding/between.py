"""What a single sentence tells of parties that need be no states: of two that are given, or of any it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.coding.coder import Coder
from dragoman.coding.network import TYPES, Array
from dragoman.coding.phrases import with_phrases
from dragoman.model.text import Reading

LOOKED_AT = 0.01
"""The chance of naming an act from which a word has a say: something is told, the question is what."""

TOLD = 0.1
"""The chance from which a word is taken to tell an act of parties that nobody has given."""

SIDEWAYS = 0.2
"""What a word counts that tells of both parties, but not of the one as actor and the other as recipient."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An act between phrases of a sentence: its type and the words of either side (view offsets)."""

    event_type: str
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]
    chance: float


def type_between(coder: Coder, reading: Reading, actor: tuple[int, int], recipient: tuple[int, int]) -> Array:
    """How much speaks for each type (``TYPES``) of act by ``actor`` towards ``recipient`` (view offsets).

    Each word counts by its chance of naming an act and of naming one between the two; the shares sum to 1.
    """
    known = with_phrases(coder.parser, reading, [actor, recipient])
    total = np.full(len(TYPES), 1e-6, dtype=np.float32)
    for _, _, judged in coder.verdicts(known, floor=LOOKED_AT):
        for word, verdict in zip(judged.words, judged.verdicts, strict=True):
            place = {state: n for n, state in enumerate(word.options.states)}
            one, other = place.get("phrase:0"), place.get("phrase:1")
            if one is None or other is None:
                continue
            table = verdict.sides
            straight = float(table[one, 1] * table[other, 2])
            either = float((1 - table[one, 0]) * (1 - table[other, 0]))
            total += verdict.chance * (straight + SIDEWAYS * either + 0.01) * verdict.types
    found: Array = total / total.sum()
    return found


def tellings(coder: Coder, reading: Reading) -> Iterator[Telling]:
    """The acts of a reading between any of its noun phrases, in the order of their words."""
    known = with_phrases(coder.parser, reading)
    spans = {one.id: (one.start, one.end) for one in known.actors}
    for _, _, judged in coder.verdicts(known, floor=TOLD):
        for word, verdict in zip(judged.words, judged.verdicts, strict=True):
            sides = _sides(word.options.states, verdict.sides)
            if sides is not None:
                actors, recipients = ([spans[word.options.states[n]] for n in side] for side in sides)
                name = TYPES[int(verdict.types.argmax())]
                yield Telling(name, tuple(actors), tuple(recipients), verdict.chance)


def _sides(states: Sequence[str], table: Array) -> tuple[list[int], list[int]] | None:
    everyone = range(len(states))
    actors = [n for n in everyone if table[n, 1] > 0.5] or [int(table[:, 1].argmax())]
    recipients = [n for n in everyone if table[n, 2] > 0.5 and n not in actors]
    if not recipients:
        left = [n for n in everyone if n not in actors]
        recipients = [max(left, key=lambda n: float(table[n, 2]))] if left else []
    return (actors, recipients) if recipients else None
