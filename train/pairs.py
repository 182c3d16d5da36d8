"""Sentences with their actor and recipient marked, as the act network learns types from them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.coding.encoder import Pieces
from dragoman.coding.marked import mark_sides, within
from dragoman.coding.network import TYPES
from train.acts_data import read_pairs

OTHERS = 0.35
"""Share of the sides that are shown with another sentence's party: who it is must not tell what was done."""

UNREAD = 0.06
"""Share of the word pieces that are shown as unknown."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The word pieces of a sentence, the first and last of either side within its marks, and how likely each type is.

    ``written`` tells the sentences written for training, whose type is known, from those that the teacher judged.
    """

    pieces: tuple[int, ...]
    sides: tuple[tuple[int, int], ...]
    shares: tuple[float, ...]
    written: bool = True


def make_pairs(folder: Path, pieces: Pieces) -> list[Pair]:
    """All sentences of a folder that were written for training and hold an act."""
    found = []
    for sentence, actor, recipient, kind in read_pairs(folder):
        numbers = mark_sides(pieces, sentence, actor, recipient)
        sides = [within(numbers, mark) for mark in (pieces.actor, pieces.recipient)]
        shares = tuple(float(kind == one) for one in TYPES)
        found.append(Pair(tuple(numbers), tuple(one for one in sides if one), shares))
    return found


def read_taught(path: Path, pieces: Pieces) -> list[Pair]:
    """The sentences that ``train/teacher.py`` judged."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        numbers = mark_sides(pieces, row["sentence"], tuple(row["actor"]), tuple(row["recipient"]))
        found.append(Pair(tuple(numbers), (), tuple(row["shares"]), written=False))
    return found


def shown(pair: Pair, parties: Sequence[tuple[int, ...]], unknown: int, draw: random.Random) -> list[int]:
    """The pieces of a pair as they are shown once: some pieces unread, in written ones some parties of others."""
    numbers = list(pair.pieces)
    apart = all(a[1] < b[0] for a, b in zip(sorted(pair.sides), sorted(pair.sides)[1:], strict=False))
    for first, last in sorted(pair.sides, reverse=True) if apart else ():
        if draw.random() < OTHERS:
            numbers[first:last] = draw.choice(parties)
    return unread(numbers, unknown, draw)


def unread(numbers: Sequence[int], unknown: int, draw: random.Random) -> list[int]:
    """The pieces with some shown as unknown; the ends stay."""
    inner = [unknown if draw.random() < UNREAD else one for one in numbers[1:-1]]
    return [numbers[0], *inner, numbers[-1]]


def parties_of(pairs: Iterable[Pair]) -> list[tuple[int, ...]]:
    """The pieces of every side of the written sentences."""
    return [pair.pieces[first:last] for pair in pairs if pair.written for first, last in pair.sides if last > first]
