"""Single sentences of the news as the coder reads them, and the root classes that news corpora tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from dragoman.coding.coder import Coder
from dragoman.coding.judge import load_judge
from dragoman.mentions.actors import Spotter
from dragoman.model import Document
from dragoman.model.text import Reading
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority

MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""Types that the corpora in PLOVER's 15 root classes take together."""

SAME = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", **MERGED}
"""Other names of the root classes."""


def root(name: str) -> str:
    """The root class of an event type, by whichever of its names."""
    return SAME.get(name.upper(), name.upper())


@cache
def load_coder() -> Coder:
    """The coder as shipped."""
    return Coder(judge=load_judge())


@cache
def _names() -> tuple[Authority, Spotter]:
    authority = Authority.load()
    return authority, Spotter(authority)


def read_sentence(sentence: str) -> Reading:
    """One sentence made ready for coding."""
    document = Document(id="row", source_id="rows", path="row", text=sentence)
    authority, spotter = _names()
    return make_reading(document, authority, spotter=spotter)


def macro_f1(gold: Sequence[str], said: Sequence[str]) -> float:
    """The mean over the gold classes of each one's F1."""
    classes = sorted(set(gold))
    total = 0.0
    for name in classes:
        both = sum(a == b == name for a, b in zip(gold, said, strict=True))
        total += 2 * both / (sum(a == name for a in gold) + sum(b == name for b in said))
    return total / len(classes) if classes else 0.0


def by_id(predictions: Iterable[Any]) -> dict[str, Any]:
    """The predictions by the id of their row."""
    return {str(one["id"]): one for one in predictions}
