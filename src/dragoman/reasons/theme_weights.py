"""How likely a cause is of each theme: trained weights over its words, and over their vectors where there are any.

One logistic regression for each theme, fitted by ``train/themes.py`` on causes written for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np

from dragoman.reasons.vectors import Array, Vectors

FILE = "themes.npz"
STEM = 5
"""Letters of a longer word that stand for its kin."""

_WORD = re.compile(r"\w+(?:[-’']\w+)*")


class ThemeWeights:
    """The weights as trained; keeps no state.

    There are two sets, one for causes whose words come with vectors, one for those that come without.
    """

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        self.keys = tuple(_lines(arrays["keys"]))
        """The themes, in the order of the columns."""
        self.listed = frozenset(_lines(arrays["listed"]))
        """The words of the lists that were there when the weights were fitted."""
        self._places = {name: n for n, name in enumerate(_lines(arrays["traits"]))}
        self._plain: tuple[Array, Array] = _table(arrays, "plain")
        self._seen: tuple[Array, Array] = _table(arrays, "seen")
        self._vectors: Array = np.asarray(arrays["seen.vectors"], dtype=np.float32)

    def odds(self, words: str, listed: Sequence[str], vectors: Vectors | None) -> dict[str, float]:
        """Log-odds of each theme beyond what it takes to be counted: of those above 0 the cause speaks.

        ``listed`` are the themes by the lists; ``vectors`` turns words into vectors as wide as those of training (None,
        or another width: the words alone decide).
        """
        cut = split(words)
        seen = vectors(cut) if vectors is not None and cut else None
        wanted = seen is not None and seen.shape[1] == len(self._vectors)
        traits, bias = self._seen if wanted else self._plain
        places = [self._places[name] for name in theme_traits(cut, listed) if name in self._places]
        found = bias + traits[places].sum(0)
        if seen is not None and wanted:
            found = found + seen.mean(0) @ self._vectors
        return {key: float(value) for key, value in zip(self.keys, found, strict=True)}


def split(words: str) -> list[str]:
    """The words of a cause as they stand, without punctuation."""
    return _WORD.findall(words)


def theme_traits(words: Sequence[str], listed: Sequence[str]) -> list[str]:
    """The traits of a cause: its words, the beginnings of the longer ones, pairs of words, its themes by the lists."""
    low = [word.lower() for word in words]
    found = {f"word {word}" for word in low}
    found.update(f"stem {word[:STEM]}" for word in low if len(word) > STEM)
    found.update(f"pair {one} {other}" for one, other in pairwise(low))
    found.update(f"listed {theme}" for theme in listed)
    return sorted(found)


def _table(arrays: Mapping[str, Any], name: str) -> tuple[Array, Array]:
    return (np.asarray(arrays[f"{name}.traits"], np.float32), np.asarray(arrays[f"{name}.bias"], np.float32))


def _lines(written: Any) -> list[str]:
    text: str = written.tobytes().decode("utf-8")
    return text.split("\0")


def read_theme_weights(content: bytes) -> ThemeWeights:
    """The weights of a file that ``train/themes.py`` wrote."""
    with np.load(BytesIO(content), allow_pickle=False) as file:
        return ThemeWeights({name: file[name] for name in file.files})


@cache
def load_theme_weights() -> ThemeWeights | None:
    """The weights as shipped; None where the package has none."""
    path = files("dragoman.vocab") / "data" / FILE
    return read_theme_weights(path.read_bytes()) if path.is_file() else None
