"""How likely two stretches of a sentence are cause and effect, and the sentence to hold a claim: trained weights.

Logistic regression over named traits and the vectors of a few words, fitted by ``train/reasons.py``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.reasons.pairs import Pair
from dragoman.reasons.vectors import Array

SPOTS = ("child", "head", "first", "part", "rest", "sentence")
"""The words of a pair whose vectors are looked at: two of them, the part's first, and means of stretches."""

SHARE = 0.5
"""How much the likeliest pair's log-odds count towards those of its sentence."""

NOTHING = -6.0
"""Log-odds that stand for a sentence without any pair."""

FILE = "reasons.npz"


class Weights:
    """The weights as trained; keeps no state.

    There are ``folds + 1`` sets: the set ``n`` was fitted without the documents of fold ``n``, the last with all.
    """

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        self._traits = {name: n for n, name in enumerate(_names(arrays["pair.names"]))}
        self._words = {name: n for n, name in enumerate(_names(arrays["sentence.names"]))}
        self._w: dict[str, Array] = {
            key: np.asarray(value, dtype=np.float32)
            for key, value in arrays.items()
            if key.startswith(("pair.", "sentence.")) and not key.endswith(".names")
        }
        self._documents = frozenset(_names(arrays["documents"]))
        self.folds = len(self._w["pair.bias"]) - 1
        self.width = self._w["pair.vectors"].shape[2]
        """How wide the vectors are that the weights want; 0 when they were fitted without any."""
        self.cut = float(arrays["cut"])
        """Log-odds above which a sentence is said to hold a claim."""

    def set_for(self, document: str) -> int:
        """The set of weights that was not fitted on a document, by its name; that of all for one never seen."""
        return fold_of(document, self.folds) if _digest(document) in self._documents else self.folds

    def pairs(
        self, pairs: Sequence[Pair], traits: Sequence[Sequence[str]], vectors: Array | None, *, chosen: int = -1
    ) -> Array:
        """Log-odds (pairs by 2) that the part is the cause of the rest, and that it is its effect, each against no tie.

        ``traits`` as :func:`.traits.pair_traits` gives them, ``vectors`` of the words of the sentence (None when the
        weights want none), ``chosen`` the set.
        """
        weights, known = self._w["pair.traits"][chosen], self._traits
        found = np.tile(self._w["pair.bias"][chosen], (len(pairs), 1))
        for n, one in enumerate(traits):
            places = [known[name] for name in one if name in known]
            if places:
                found[n] += weights[places].sum(0)
        if self.width and vectors is not None and pairs:
            found += self._spots(pairs, vectors, chosen)
        return found

    def _spots(self, pairs: Sequence[Pair], vectors: Array, chosen: int) -> Array:
        said = np.einsum("nw,swr->snr", vectors, self._w["pair.vectors"][chosen])
        sums = np.concatenate([np.zeros((len(SPOTS), 1, 2), np.float32), np.cumsum(said, 1)], 1)
        found = np.zeros((len(pairs), 2), np.float32)
        for n, pair in enumerate(pairs):
            found[n] = said[0, pair.child] + said[1, pair.head] + said[2, pair.part[0]] + said[5].mean(0)
            for spot, places in ((3, pair.part), (4, pair.rest)):
                first, last = places[0], places[-1] + 1
                found[n] += (sums[spot, last] - sums[spot, first]) / (last - first)
        return found

    def sentence(self, traits: Sequence[str], vectors: Array | None, best: float, *, chosen: int = -1) -> float:
        """Log-odds that a sentence holds a causal claim; ``best`` are those of its likeliest pair."""
        known, weights = self._words, self._w["sentence.traits"][chosen]
        value = float(self._w["sentence.bias"][chosen])
        value += float(weights[[known[name] for name in traits if name in known]].sum())
        if self.width and vectors is not None:
            value += float(vectors.mean(0) @ self._w["sentence.vectors"][chosen])
        return value + SHARE * best


def fold_of(document: str, folds: int) -> int:
    """The fold of a document in training, by the hash of its name."""
    return int(hashlib.sha1(document.encode(), usedforsecurity=False).hexdigest()[:4], 16) % folds


def _digest(document: str) -> str:
    return hashlib.sha1(document.encode(), usedforsecurity=False).hexdigest()[:10]


def digests(documents: Sequence[str]) -> list[str]:
    """How the documents of training are remembered: by ten digits of a hash of their name."""
    return sorted({_digest(one) for one in documents})


def _names(written: NDArray[np.uint8]) -> list[str]:
    return written.tobytes().decode("utf-8").split("\0")


def read_weights(content: bytes) -> Weights:
    """The weights of a file that ``train/reasons.py`` wrote."""
    with np.load(BytesIO(content), allow_pickle=False) as file:
        return Weights({name: file[name] for name in file.files})


@cache
def load_weights() -> Weights | None:
    """The weights as shipped; None where the package has none."""
    path = files("dragoman.vocab") / "data" / FILE
    return read_weights(path.read_bytes()) if path.is_file() else None
