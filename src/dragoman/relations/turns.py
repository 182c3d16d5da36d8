"""The dated events of a dyad cut into stretches of one level: what phases and ruptures are read from.

The events themselves are cut, not the bins of a series, so that the stretches do not depend on how the series is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import erf, sqrt

import numpy as np
import numpy.typing as npt

from dragoman.model import Dyad, Event
from dragoman.relations.breakdates import BreakDate, date_break
from dragoman.relations.breaks import Segmentation, make_cells, segment
from dragoman.relations.dyads import counted, day_span, events_of
from dragoman.relations.evidence import LEVELS, Habit, choose_habit, log_likelihoods, posterior_of_level
from dragoman.relations.series import Z80
from dragoman.relations.weights import Trust, event_weight
from dragoman.vocab.scheme import Scheme, load_scheme

WIDEST = 5479
"""Days: an event whose date spans more than fifteen years belongs to no stretch."""

SURE = 0.85
"""The least posterior probability of a change of level that is told as one."""

WINDOW = 0.99
"""The probability with which the window of a change holds the day of the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change of level, before the event ``cut``; the stretches on both sides run from ``start`` and to ``end``.

    ``window`` holds the first and last day on which it may have come, ``day`` the middle one; ``probability`` is that
    of a change in this direction at that time, ``change`` its size in points, ``error`` its standard error.
    """

    start: int
    cut: int
    end: int
    date: BreakDate
    window: tuple[int, int]
    day: int
    probability: float
    change: float
    error: float

    @property
    def direction(self) -> str:
        """``break`` or ``thaw``."""
        return "break" if self.change < 0 else "thaw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The dated events of a dyad in order, their scores and weights, and where they change level.

    ``days`` holds the first and last day number of each event's date; ``sure`` how surely each was read; ``told`` the
    log-likelihood of each at each of ``LEVELS``; ``penalty`` what a change must save in log-likelihood.
    """

    dyad: Dyad
    events: tuple[Event, ...]
    days: tuple[tuple[int, int], ...]
    scores: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    sure: npt.NDArray[np.float64]
    told: npt.NDArray[np.float64]
    habit: Habit
    penalty: float
    turns: tuple[Turn, ...]

    @property
    def noise(self) -> float:
        """The spread of single events about the levels, in points."""
        return self.habit.noise

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """First index and end (exclusive) of each stretch."""
        edges = (0, *(turn.cut for turn in self.turns), len(self.events))
        return tuple(pairwise(edges)) if self.events else ()

    def begin(self, place: int) -> int:
        """The day number on which the stretch that begins with event ``place`` begins.

        The first day that any of its events may mean, but after the middle of the dates told before it: an event
        known to the year does not pull its stretch before what is known to the day.
        """
        first = min(first for first, _ in self.days[place:])
        if not place:
            return first
        told = sum(self.days[place - 1]) // 2
        return max(first, min(told + 1, sum(self.days[place]) // 2))

    def level(self, start: int, end: int) -> tuple[float, float]:
        """The level that the events from ``start`` to ``end`` speak for, and its standard error."""
        return level_of(self.told[start:end].sum(axis=0))

    def interval(self, start: int, end: int) -> tuple[float, float, float]:
        """The level of a stretch with its 80 % interval, within the scale."""
        mean, error = self.level(start, end)
        return mean, max(mean - Z80 * error, -10.0), min(mean + Z80 * error, 10.0)


def level_of(log_likelihood: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Mean and standard deviation of the level, from the summed log-likelihoods of the events."""
    chances = posterior_of_level(log_likelihood)
    mean = float(chances @ LEVELS)
    return mean, sqrt(max(float(chances @ (LEVELS - mean) ** 2), 0.0))


def follow(
    dyad: Dyad, events: Iterable[Event], *, scheme: Scheme | None = None, trust: Mapping[str, Trust] | None = None
) -> Course:
    """The course of a dyad: its dated, counting events in the order of their dates, cut where the level changes.

    A change of level is told where its posterior probability, over all ways of cutting, is at least ``SURE``.
    ``trust`` (by event id) says how many independent sources tell an event, and how surely it was read: as far as it
    was not, it may be any act whatever. Without it each account counts as a source, surely read.
    """
    scheme = scheme or load_scheme()
    trust = trust or {}
    dated = []
    for event in counted(events_of(dyad, events), scheme):
        span = day_span(event.date) if event.date else None
        if span and span[1] - span[0] <= WIDEST:
            dated.append((span[0] + span[1], span, event))
    dated.sort(key=lambda one: (one[0], one[1], one[2].id))
    scores = np.array([event.score for _, _, event in dated], dtype=float)
    # A doubtful reading weighs less by being a likelier stray, not by its weight: it would count against itself twice.
    told_by = {one: replace(each, confidence=1.0) for one, each in trust.items()}
    weights = np.array([event_weight(event, scheme, told_by.get(event.id)) for _, _, event in dated], dtype=float)
    sure = np.array([trust[event.id].confidence if event.id in trust else 1.0 for _, _, event in dated], dtype=float)
    habit = choose_habit(scores, weights, sure=sure)
    told = log_likelihoods(scores, weights, habit, sure=sure)
    days = tuple(span for _, span, _ in dated)
    penalty, turns = _find(days, told, weights, habit) if len(days) > 1 else (0.0, ())
    return Course(
        dyad=dyad,
        events=tuple(event for _, _, event in dated),
        days=days,
        scores=scores,
        weights=weights,
        sure=sure,
        told=told,
        habit=habit,
        penalty=penalty,
        turns=turns,
    )


def _find(
    days: tuple[tuple[int, int], ...],
    told: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
    habit: Habit,
) -> tuple[float, tuple[Turn, ...]]:
    """The penalty, and the changes sure enough: the least sure is given up first, and the rest are looked at again."""
    spans = np.array(days, dtype=int)
    weighed = segment(make_cells(spans, told), expected=habit.expected)
    middles = spans.sum(axis=1)
    cuts = sorted({int(np.searchsorted(middles, 2 * int(weighed.cells.edges[edge]))) for edge in weighed.best})
    cuts = [cut for cut in cuts if 0 < cut < len(days)]
    known: dict[tuple[int, int, int], Turn] = {}
    while cuts:
        edges = (0, *cuts, len(days))
        turns = []
        for places in zip(edges, cuts, edges[2:], strict=False):
            if places not in known:
                known[places] = _turn(weighed, spans, told, weights, places)
            turns.append(known[places])
        weakest = min(range(len(turns)), key=lambda place: (round(turns[place].probability, 9), place))
        if turns[weakest].probability >= SURE:
            return weighed.penalty, tuple(turns)
        del cuts[weakest]
    return weighed.penalty, ()


def _turn(
    weighed: Segmentation,
    spans: npt.NDArray[np.int_],
    told: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
    places: tuple[int, int, int],
) -> Turn:
    start, cut, end = places
    here = slice(start, end)
    date = date_break(
        spans[here],
        told[here],
        weights[here],
        cut - start,
        first=int(spans[here, 0].min()),
        end=int(spans[here, 1].max()) + 1,
    )
    edges = weighed.cells.edges
    low, high = date.interval(0.995)
    # What is told of this change must not be owed to the one before it or after it: it lies between the middle events
    # of its two stretches, where there is another change beyond them.
    low = max(low, int(spans[(start + cut) // 2].sum()) // 2) if start else low
    high = min(high, int(spans[(cut + end - 1) // 2].sum()) // 2) if end < len(spans) else high
    first = max(int(np.searchsorted(edges, low, side="right")) - 1, 1)
    last = min(int(np.searchsorted(edges, high, side="left")), weighed.size - 1)
    before, error_before = level_of(told[start:cut].sum(axis=0))
    after, error_after = level_of(told[cut:end].sum(axis=0))
    change, error = after - before, sqrt(error_before**2 + error_after**2)
    right = 0.5 * (1.0 + erf(abs(change) / max(error, 1e-9) / sqrt(2.0)))
    return Turn(
        start=start,
        cut=cut,
        end=end,
        date=date,
        window=date.interval(WINDOW),
        day=date.quantile(0.5),
        probability=weighed.chance_between(first, last) * right,
        change=change,
        error=error,
    )
