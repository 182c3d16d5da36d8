"""The figures that every measure is told in: by corpus, from one-to-one pairs, as precision, recall and F1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

Row = Mapping[str, Any]


def by_corpus(rows: Iterable[Row], *, together: bool = True) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each corpus, by its name; where there are several, then ``together`` as "all corpora"."""
    found: dict[str, list[Row]] = {}
    every = []
    for row in rows:
        found.setdefault(str(row["corpus"]), []).append(row)
        every.append(row)
    yield from sorted(found.items())
    if together and len(found) > 1:
        yield "all corpora", every


def pair_best(costs: Iterable[tuple[tuple[float, ...], int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of a true and a found thing, each in one pair at most, the cheapest pairs first.

    ``costs`` are ``(cost, number of the true one, number of the found one)``; of equal costs the lower numbers win.
    """
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, one, other in sorted(costs):
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            yield one, other


def dice(one: Set[int], other: Set[int]) -> float:
    """How alike two sets of words are, from 0 to 1: twice what they share over all that they hold (Dice 1945)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def f1_of(right: float, found: int, true: int) -> float:
    """Twice the right ones over all that were found and all that are true; 0 where there are none."""
    return 2 * right / (found + true) if found + true else 0.0


def figures(right: int, found: int, true: int, *, of: str = "") -> dict[str, float]:
    """Precision, recall and F1, to four places; ``of`` ("strict") is written before their names."""
    before = f"{of} " if of else ""
    return {
        f"{before}precision": round(right / found, 4) if found else 0.0,
        f"{before}recall": round(right / true, 4) if true else 0.0,
        f"{before}f1": round(f1_of(right, found, true), 4),
    }
