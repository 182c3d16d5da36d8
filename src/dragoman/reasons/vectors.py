"""The words of a sentence as vectors, from whatever language model the caller has loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

Vectors = Callable[[Sequence[str]], Array]
"""Words of one sentence to their vectors (words by width)."""

LONGEST = 250
"""Word pieces that are read at once."""


class Encoding(Protocol):
    """A language model over word pieces."""

    def vectors(self, numbers: Sequence[int]) -> Array:
        """The vector of each piece among the others (pieces by width)."""
        ...


class Cutting(Protocol):
    """What cuts words into the pieces of a vocabulary."""

    begin: int
    end: int

    def cut(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of a word, one at least."""
        ...


def word_vectors(encoder: Encoding, pieces: Cutting) -> Vectors:
    """What gives each word of a sentence the mean of the vectors of its pieces; long sentences are read in parts."""

    def read(words: Sequence[str]) -> Array:
        cut = [pieces.cut(word) for word in words]
        flat = [number for one in cut for number in one]
        sizes = np.array([len(one) for one in cut])
        parts = (flat[first : first + LONGEST] for first in range(0, len(flat), LONGEST))
        found = np.concatenate([encoder.vectors([pieces.begin, *part, pieces.end])[1:-1] for part in parts])
        means: Array = np.divide(np.add.reduceat(found, np.cumsum(sizes) - sizes, 0), sizes[:, None], dtype=np.float32)
        return means

    return read
