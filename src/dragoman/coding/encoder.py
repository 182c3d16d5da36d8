"""The language model beneath the act network: words in their surroundings as vectors, run with ONNX Runtime alone.

MiniLM (Wang et al., MiniLM: Deep Self-Attention Distillation, 2020) over word pieces (Schuster and Nakajima, Japanese
and Korean Voice Search, 2012), trained further by ``train/acts.py``, weights in eight bits.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import onnxruntime
from numpy.typing import NDArray

WINDOW, CONTEXT = 140, 36
"""Word pieces read at once, and those before them that are read along, at most."""

LONGEST = 256
"""Word pieces of a single sentence that are read with its actor and recipient marked."""

MOST = 8
"""Word pieces of one word that are read: longer words are debris of scanning."""


class Pieces:
    """Cuts words into the pieces of a vocabulary, the longest first; remembers the words it has met (a memo)."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._known = {piece: number for number, piece in enumerate(vocabulary)}
        self._met: dict[str, tuple[int, ...]] = {}
        self.unknown = self._known.get("[UNK]", 0)
        self.begin, self.end = self._known.get("[CLS]", 0), self._known.get("[SEP]", 0)
        self.actor, self.recipient = self._known.get("*", 0), self._known.get("#", 0)

    def cut(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of a word: at least one, at most ``MOST``."""
        found = self._met.get(word)
        if found is None:
            found = tuple(number for part in _parts(word) for number in self._pieces(part))[:MOST] or (self.unknown,)
            self._met[word] = found
        return found

    def _pieces(self, part: str) -> list[int]:
        found: list[int] = []
        at = 0
        while at < len(part):
            for end in range(len(part), at, -1):
                number = self._known.get(("##" if at else "") + part[at:end])
                if number is not None:
                    found.append(number)
                    at = end
                    break
            else:
                return [self.unknown]
        return found


def _parts(word: str) -> list[str]:
    """The word without capitals and accents, its marks apart."""
    plain = (one for one in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(one) != "Mn")
    parts = [""]
    for one in plain:
        if unicodedata.category(one).startswith(("P", "S")):
            parts += [one, ""]
        else:
            parts[-1] += one
    return [part for part in parts if part]


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``first`` to ``last`` (exclusive) that are read at once, with those from ``before`` on for surroundings."""

    before: int
    first: int
    last: int


def windows(pieces: Sequence[tuple[int, ...]], runs: Sequence[Sequence[tuple[int, int]]]) -> list[Window]:
    """How words are read: whole sentences together as far as they go into a window, split where one alone does not.

    ``runs`` are stretches of sentences that follow one another, each sentence with its first and last word.
    """
    found: list[Window] = []
    for run in runs:
        begun = at = run[0][0]
        size = 0
        for first, last in run:
            length = sum(len(one) for one in pieces[first:last])
            if at > begun and size + length > WINDOW:
                found.append(_window(pieces, run[0][0], begun, first))
                begun, size = first, 0
            for word in range(first, last):
                size += len(pieces[word])
                if size > WINDOW and length > WINDOW and word > begun:
                    found.append(_window(pieces, run[0][0], begun, word))
                    begun, size = word, len(pieces[word])
            at = last
        if begun < at:
            found.append(_window(pieces, run[0][0], begun, at))
    return found


def _window(pieces: Sequence[tuple[int, ...]], lowest: int, first: int, last: int) -> Window:
    before, size = first, 0
    while before > lowest and size + len(pieces[before - 1]) <= CONTEXT:
        before -= 1
        size += len(pieces[before])
    return Window(before, first, last)


class Encoder:
    """The trained language model; keeps no state. One thread: the same sums in the same order on every machine."""

    def __init__(self, model: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def vectors(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """The vector of each word piece among the others (pieces by width)."""
        found: NDArray[np.float32] = self._session.run(None, {"ids": np.array([numbers], dtype=np.int64)})[0][0]
        return found

    def read(self, pieces: Sequence[tuple[int, ...]], window: Window, *, begin: int, end: int) -> NDArray[np.float32]:
        """The vectors of a window's own words (words by width), each the mean of those of its pieces."""
        numbers = [begin, *(number for one in pieces[window.before : window.last] for number in one), end]
        skipped = 1 + sum(len(one) for one in pieces[window.before : window.first])
        sizes = np.array([len(one) for one in pieces[window.first : window.last]])
        own = self.vectors(numbers)[skipped : skipped + int(sizes.sum())]
        found: NDArray[np.float32] = np.add.reduceat(own, np.cumsum(sizes) - sizes, 0)
        found /= sizes[:, None].astype(np.float32)
        return found
