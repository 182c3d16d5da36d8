"""Tells of each place in a text without a date of its own which day is spoken of there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.model.text import DateMention
from dragoman.vocab import edtf

LONGEST = timedelta(days=366)
"""A date that spans more days does not tell who held a city then: "in the twentieth century"."""


@dataclass(frozen=True, slots=True)
class ToldTimes:
    """From each of ``starts`` on (rising offsets) the text speaks of the day beside it in ``days``; None is unknown."""

    starts: tuple[int, ...] = ()
    days: tuple[date | None, ...] = ()

    @classmethod
    def of(
        cls, sentences: Sequence[tuple[int, int]], dates: Sequence[DateMention], focus: Sequence[str | None]
    ) -> ToldTimes:
        """The days of a text: of each sentence its first date, behind every further one that, else what was carried.

        ``sentences`` are spans and ``dates`` are in text order; ``focus`` is parallel to the sentences (EDTF or None).
        """
        starts: list[int] = []
        days: list[date | None] = []
        valued = [(one.start, one.value) for one in dates if one.kind == "date" and one.value]
        at = 0
        for (start, end), carried in zip(sentences, focus, strict=True):
            here = []
            while at < len(valued) and valued[at][0] < end:
                here.append(valued[at])
                at += 1
            starts.append(start)
            days.append(_first_day(here[0][1] if here else carried))
            for place, value in here[1:]:
                starts.append(place)
                days.append(_first_day(value))
        return cls(tuple(starts), tuple(days))

    def at(self, place: int) -> date | None:
        """The first of the days that the text speaks of at an offset, None where it tells none."""
        index = bisect_right(self.starts, place) - 1
        return self.days[index] if index >= 0 else None


UNTOLD = ToldTimes()
"""No day at any place."""


def _first_day(value: str | None) -> date | None:
    if value is None:
        return None
    parsed = edtf.parse(value)
    first, last = parsed.earliest(), parsed.latest()
    return first if first is not None and last is not None and last - first <= LONGEST else None
