"""A sentence as the network reads it with its actor and recipient marked, and with others in their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.coding.encoder import LONGEST, Pieces
from dragoman.coding.seen import WORD

STAND_INS = (("government", "government"), ("France", "Italy"), ("the Soviet government", "Turkey"))
"""Who stands in for actor and recipient: nobody in particular, two states, a government and a state."""


def mark_sides(pieces: Pieces, sentence: str, actor: tuple[int, int], recipient: tuple[int, int] | None) -> list[int]:
    """The word pieces of a sentence with marks around actor and recipient; the end of a long one is not read."""
    marks = [(actor[0], pieces.actor), (actor[1], pieces.actor)]
    if recipient is not None:
        marks += [(recipient[0], pieces.recipient), (recipient[1], pieces.recipient)]
    waiting = sorted(marks)
    numbers = [pieces.begin]
    for word in WORD.finditer(sentence):
        while waiting and waiting[0][0] <= word.start():
            numbers.append(waiting.pop(0)[1])
        numbers += pieces.cut(word.group())
    numbers += [mark for _, mark in waiting]
    return [*numbers[:LONGEST], pieces.end]


def with_stand_ins(pieces: Pieces, marked: Sequence[int]) -> Iterator[Sequence[int]]:
    """The pieces of a marked sentence, then the same with each of ``STAND_INS`` for its parties.

    Where one party lies within the other ("the Soviet ambassador in Paris") there are no others than themselves.
    """
    yield marked
    sides = [within(marked, mark) for mark in (pieces.actor, pieces.recipient)]
    found = sorted((side, n) for n, side in enumerate(sides) if side is not None)
    if any(one[0][1] >= other[0][0] for one, other in pairwise(found)):
        return
    for names in STAND_INS:
        numbers = list(marked)
        for (first, last), n in reversed(found):
            numbers[first:last] = [piece for word in names[n].split() for piece in pieces.cut(word)]
        yield numbers


def within(numbers: Sequence[int], mark: int) -> tuple[int, int] | None:
    """Between which places a mark's two signs stand; None where the end of a long sentence has cut one off."""
    places = [n for n, one in enumerate(numbers) if one == mark]
    return (places[0] + 1, places[1]) if len(places) == 2 else None
