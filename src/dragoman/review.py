"""A coder's way through the suggestions: forward, back, past what is skipped, and on from where it stopped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import StoreError
from dragoman.model import Judgement

if TYPE_CHECKING:
    from dragoman.suggestions import Suggestion

FILE_NAME = "review.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a coder stopped: the suggestion they looked at ("" for none), and those they put off."""

    at: str = ""
    skipped: tuple[str, ...] = ()


def read_place(path: Path) -> Place:
    """Where a coder stopped; the beginning, when there is no such file or what is in it cannot be read.

    Only the place in the queue is lost with the file: what was decided is among the judgements.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        at, skipped = values["at"], values["skipped"]
    except (OSError, ValueError, KeyError, TypeError):
        return Place()
    if not isinstance(at, str) or not isinstance(skipped, list) or not all(isinstance(one, str) for one in skipped):
        return Place()
    return Place(at=at, skipped=tuple(skipped))


def write_place(path: Path, place: Place) -> None:
    """Writes down where a coder stopped; the old file stands until the new one is complete.

    Raises:
        StoreError: the file cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps({"at": place.at, "skipped": list(place.skipped)}) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error


class Queue:
    """The suggestions in the order in which they are asked: what was put off before comes last.

    ``decided`` holds the judgements made of each in this sitting, by the suggestion's id.
    """

    def __init__(self, suggestions: Sequence[Suggestion], place: Place | None = None) -> None:
        place = place or Place()
        self._skipped = dict.fromkeys(place.skipped)
        later = [one for one in suggestions if one.id in self._skipped]
        self.items = (*(one for one in suggestions if one.id not in self._skipped), *later)
        self.decided: dict[str, tuple[Judgement, ...]] = {}
        ids = [one.id for one in self.items]
        self._at = ids.index(place.at) if place.at in ids else 0

    @property
    def current(self) -> Suggestion | None:
        """The suggestion that is asked now; None at the end."""
        return self.items[self._at] if self._at < len(self.items) else None

    @property
    def position(self) -> int:
        """Its number, counted from 1."""
        return self._at + 1

    @property
    def left(self) -> int:
        """How many are not decided."""
        return len(self.items) - len(self.decided)

    @property
    def place(self) -> Place:
        """Where the coder stands, to go on from there another time."""
        asked = {one.id for one in self.items}
        current = self.current
        kept = tuple(one for one in self._skipped if one in asked and one not in self.decided)
        return Place(at=current.id if current else "", skipped=kept)

    def next(self) -> bool:
        """Goes one on; says whether there was one."""
        if self._at + 1 >= len(self.items):
            return False
        self._at += 1
        return True

    def previous(self) -> bool:
        """Goes one back; says whether there was one."""
        if not self._at:
            return False
        self._at = min(self._at, len(self.items)) - 1
        return True

    def decide(self, judgements: Sequence[Judgement]) -> None:
        """Notes what was decided of the current one and goes on to the next that is open, from the end to the first."""
        current = self.current
        if current is not None:
            self.decided[current.id] = tuple(judgements)
            self._skipped.pop(current.id, None)
            self._on()

    def skip(self) -> None:
        """Puts the current one off and goes on: another time it comes last."""
        current = self.current
        if current is not None:
            self._skipped[current.id] = None
            self._on()

    def reopen(self, judgement_id: str) -> bool:
        """Goes back to the suggestion of which a judgement was made that is now undone; says whether it is here."""
        for place, one in enumerate(self.items):
            if any(made.id == judgement_id for made in self.decided.get(one.id, ())):
                del self.decided[one.id]
                self._at = place
                return True
        return False

    def _on(self) -> None:
        """To the next that is neither decided nor put off; else to the first put off; else to the end."""
        size = len(self.items)
        around = [(self._at + step) % size for step in range(1, size + 1)]
        open_ones = [place for place in around if self.items[place].id not in self.decided]
        fresh = [place for place in open_ones if self.items[place].id not in self._skipped]
        here = [place for place in open_ones if place != self._at] or open_ones
        self._at = (fresh or here or [size])[0]
