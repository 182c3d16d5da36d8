"""Windows: the stretches of time for which the system of states is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log

from dragoman.relations.bins import By, make_bins
from dragoman.vocab.edtf import from_days, parse

MEMORY = 4.0
"""Years that a window reaches back by default: as long as those of Doreian and Mrvar (2015)."""

HALVES = 4.0
"""How often the weight of an act halves between the end and the beginning of a window."""

_YEAR = 365.2425


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of time that ends with ``at`` (EDTF). ``first`` and ``last`` are day numbers; weight halves every
    ``half_life`` years before the last day, and does not where it is None.
    """

    at: str
    first: int
    last: int
    half_life: float | None

    @property
    def span(self) -> str:
        """The window as EDTF."""
        return from_days(date.fromordinal(self.first), date.fromordinal(self.last))

    def share(self, first: int, last: int) -> float:
        """What an event of these days weighs in the window: the part of its days in it, those long past for less."""
        begin, end = max(first, self.first), min(last, self.last)
        if begin > end:
            return 0.0
        days = last - first + 1
        if self.half_life is None:
            return (end - begin + 1) / days
        rate = log(2) / (self.half_life * _YEAR)
        # The integral of exp(-rate * age) over the days within, so that long and short events are weighed alike.
        newest, oldest = self.last - end, self.last - begin + 1
        return (exp(-rate * newest) - exp(-rate * oldest)) / rate / days


def window_at(at: str, *, memory: float = MEMORY) -> Window:
    """The window that ends with a date: with 1961, the last day of 1961; ``memory`` years long.

    Raises:
        ValueError: it is no EDTF date, its end is open, or the memory is not more than 0.
    """
    last = parse(at).latest()
    if last is None:
        raise ValueError(f"{at!r} is open at its end: write a date such as 1961, 1961-12 or 1961-12-03")
    return _window(at, last, memory)


def windows_by(by: By, first: str, last: str, *, memory: float = MEMORY) -> tuple[Window, ...]:
    """One window for the end of each year, quarter or month from ``first`` to ``last`` (EDTF).

    Raises:
        ValueError: ``by`` is none of these, a date cannot be read or is open, or the end comes before the beginning.
    """
    begin, end = parse(first).earliest(), parse(last).latest()
    if begin is None or end is None:
        raise ValueError(f"{first} to {last}: both ends must be dates such as 1948 or 1961-12")
    if end < begin:
        raise ValueError(f"{first} to {last}: the end comes before the beginning")
    bins = make_bins(begin.year, end.year, by)
    kept = [one for one in bins if one.last >= begin.toordinal() and one.first <= end.toordinal()]
    return tuple(_window(one.span, date.fromordinal(one.last), memory) for one in kept)


def _window(at: str, last: date, memory: float) -> Window:
    if not memory > 0:
        raise ValueError(f"a window must reach back some time, not {memory} years")
    days = round(memory * _YEAR)
    first = last - timedelta(days=min(days - 1, last.toordinal() - 1))
    return Window(at=at, first=first.toordinal(), last=last.toordinal(), half_life=memory / HALVES)
