"""What can be seen on a day of where a relation may go: its level, its trend, formal acts, the ties of third states.

Nothing later than that day is looked at: an act is known from the last day that its date may mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log1p, tanh

import numpy as np
import numpy.typing as npt

from dragoman.model import Dyad, Event
from dragoman.relations.dyads import counted, day_span, dyads_of
from dragoman.relations.series import event_weight
from dragoman.relations.turns import WIDEST
from dragoman.relations.weights import Trust
from dragoman.vocab.scheme import Scheme, load_scheme

Vector = npt.NDArray[np.float64]

NAMES = ("constant", "level", "drift", "fall", "rise", "activity", "formal down", "formal up", "third states")
"""What is looked at, in order.

``level``: the mean score of the acts, older ones counting by half every year, in units of 3 points. ``drift``: that
less the same with a half-life of four years, the trend, as far as it is no more than 1.2 points either way; ``fall``
and ``rise`` what it is beyond: where the level has just turned the next turn is another matter than where it slides.
``activity``: the acts of the last two years (log of their number and 1, halved). ``formal down`` and ``formal up``:
formal acts of hostility and of friendship in the last years, by half every year (log of their number and 1). ``third
states``: whether those who have ties to both stand alike to both (+1) or are the friends of one and the foes of the
other (-1), as structural balance has it (Heider 1946; Harary 1959).
"""

YEAR = 365.2425
SLOW, FAST = 4.0 * YEAR, 1.0 * YEAR
SLIDE = 0.4
"""Units of 3 points: a steeper trend is that of a turn."""
LEAST_ACTS = 10
"""Dated acts by that day, below which nothing is foretold."""
LEAST_RECENT = 3
"""Of them in the three years before."""
RECENT = round(3 * YEAR)
_TIED = 3
"""Acts that a third state must have with either to count as tied to it."""


@dataclass(frozen=True, slots=True, eq=False)
class Acts:
    """The dated acts of a dyad in the order in which they are known: day known, score, weight, whether formal."""

    events: tuple[Event, ...]
    days: Vector
    scores: Vector
    weights: Vector
    formal: npt.NDArray[np.bool_]
    trust: Mapping[str, Trust] = field(default_factory=dict)
    """How far each event can be relied on, by its id; as far as it is not told, each is surely read."""

    def number(self, day: float) -> int:
        """How many are known by a day."""
        return int(np.searchsorted(self.days, day, side="right"))

    def recent(self, day: float, span: float = RECENT) -> int:
        """How many became known in the time before a day."""
        return self.number(day) - self.number(day - span)

    def level(self, day: float, half_life: float) -> float:
        """The mean score by a day, older acts counting less; drawn to 0 as by one act more."""
        known = self.number(day)
        load = self.weights[:known] * 0.5 ** ((day - self.days[:known]) / half_life)
        return float((load * self.scores[:known]).sum() / (load.sum() + 1.0))


History = Mapping[Dyad, Acts]


def gather_acts(
    events: Iterable[Event], *, scheme: Scheme | None = None, trust: Mapping[str, Trust] | None = None
) -> dict[Dyad, Acts]:
    """The acts of every dyad; undated ones, those that do not count, and dates wider than five years are left out.

    ``trust`` (by event id) says how far each can be relied on, as for the series and the turning points.
    """
    scheme = scheme or load_scheme()
    trust = trust or {}
    between: dict[Dyad, list[tuple[int, str, Event]]] = defaultdict(list)
    for event in counted(events, scheme):
        span = day_span(event.date) if event.date else None
        if span and span[1] - span[0] <= WIDEST:
            for dyad in dyads_of(event):
                between[dyad].append((span[1], event.id, event))
    modes = {act.name for act in scheme.formal_acts}
    found = {}
    for dyad in sorted(between):
        known = sorted(between[dyad], key=lambda one: one[:2])
        acts = tuple(event for _, _, event in known)
        found[dyad] = Acts(
            events=acts,
            days=np.array([day for day, _, _ in known], dtype=float),
            scores=np.array([event.score for event in acts], dtype=float),
            weights=np.array([event_weight(event, scheme, trust.get(event.id)) for event in acts], dtype=float),
            formal=np.array([event.mode in modes for event in acts], dtype=bool),
            trust={event.id: trust[event.id] for event in acts if event.id in trust},
        )
    return found


def is_thin(acts: Acts | None, day: float) -> bool:
    """Whether too little is known by a day to say anything of what comes."""
    return acts is None or acts.number(day) < LEAST_ACTS or acts.recent(day) < LEAST_RECENT


def read_signs(history: History, dyad: Dyad, day: float) -> Vector:
    """What is seen of a dyad on a day: the values of ``NAMES``.

    Raises:
        KeyError: the dyad has no act.
    """
    acts = history[dyad]
    slow, fast = acts.level(day, SLOW), acts.level(day, FAST)
    trend = (fast - slow) / 3.0
    known = acts.number(day)
    faded = 0.5 ** ((day - acts.days[:known]) / YEAR) * acts.formal[:known]
    return np.array(
        [
            1.0,
            fast / 3.0,
            min(max(trend, -SLIDE), SLIDE),
            max(-trend - SLIDE, 0.0),
            max(trend - SLIDE, 0.0),
            log1p(acts.recent(day, 2 * YEAR)) / 2.0,
            log1p(float((faded * (acts.scores[:known] < 0)).sum())),
            log1p(float((faded * (acts.scores[:known] > 0)).sum())),
            pressure(history, dyad, day),
        ]
    )


def pressure(history: History, dyad: Dyad, day: float) -> float:
    """How alike third states stand to the two by a day, from -1 to 1; 0 where none has ties to both."""
    products = []
    for one, other in third_ties(history, dyad):
        if min(one.number(day), other.number(day)) >= _TIED:
            products.append(tanh(one.level(day, SLOW) / 2.0) * tanh(other.level(day, SLOW) / 2.0))
    return sum(products) / (len(products) + 1.0)


def third_ties(history: History, dyad: Dyad) -> list[tuple[Acts, Acts]]:
    """The acts of each third state with the one and with the other, by its code."""
    states = sorted({state for one in history for state in (one.a, one.b)} - {dyad.a, dyad.b})
    return [
        (history[first], history[second])
        for state in states
        for first, second in [(Dyad.of(dyad.a, state), Dyad.of(dyad.b, state))]
        if first in history and second in history
    ]
