"""How far two divisions of the same things into groups agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import comb, log, sqrt


def adjusted_rand(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """The adjusted Rand index of Hubert and Arabie (1985): 1 for the same division, 0 as by chance.

    Each sequence gives the group of every thing. Two divisions that are both trivial (all together, or each alone) and
    alike agree fully.

    Raises:
        ValueError: the two are not of one length.
    """
    cells, rows, columns = _counts(one, other)
    both = sum(comb(number, 2) for number in cells.values())
    ones, others = (sum(comb(number, 2) for number in side.values()) for side in (rows, columns))
    pairs = comb(len(one), 2)
    expected = ones * others / pairs if pairs else 0.0
    most = (ones + others) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def shared_information(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """The normalised mutual information, by the root of the two entropies (Strehl and Ghosh 2002): 0 to 1.

    Raises:
        ValueError: the two are not of one length.
    """
    cells, rows, columns = _counts(one, other)
    size = len(one)
    mutual = sum(number / size * log(number * size / (rows[a] * columns[b])) for (a, b), number in cells.items())
    spread = sqrt(_entropy(rows, size) * _entropy(columns, size))
    if not spread:
        return 1.0 if len(rows) == len(columns) else 0.0
    return mutual / spread


def _counts(
    one: Sequence[Hashable], other: Sequence[Hashable]
) -> tuple[Counter[tuple[Hashable, Hashable]], Counter[Hashable], Counter[Hashable]]:
    if len(one) != len(other):
        raise ValueError(f"two divisions of the same things are of one length, not {len(one)} and {len(other)}")
    return Counter(zip(one, other, strict=True)), Counter(one), Counter(other)


def _entropy(groups: Counter[Hashable], size: int) -> float:
    return -sum(number / size * log(number / size) for number in groups.values())
