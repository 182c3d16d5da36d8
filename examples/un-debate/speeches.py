"""The speeches of the General Debate as they lie in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.vocab.debates import read_debate_name

FIRST, LAST = 1946, 1980
SPEAKERS = ("ALB", "CHN", "SUN", "TWN", "USA", "YUG")


@dataclass(frozen=True, slots=True, order=True)
class Speech:
    """One speech: its year, the code of the state in whose name it was held, and its file."""

    year: int
    speaker: str
    path: Path


def find_speeches(folder: Path) -> list[Speech]:
    """The speeches of the five states in a folder and the folders below it, by year and speaker."""
    return sorted(_read_names(folder))


def _read_names(folder: Path) -> Iterator[Speech]:
    for path in folder.rglob("*.txt"):
        found = read_debate_name(path.stem)
        if found is not None and found.state in SPEAKERS and FIRST <= found.year <= LAST:
            yield Speech(found.year, found.state, path)
