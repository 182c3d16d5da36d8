"""Acts placed on the days that they may mean, once for all the windows that they are looked at in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.model import Dyad, Event
from dragoman.relations.dyads import day_span, dyads_of
from dragoman.relations.series import event_weight
from dragoman.system.windows import Window
from dragoman.vocab.scheme import Scheme, load_scheme

LEAST_SHARE = 0.02
"""An event of which less than this falls into a window is no evidence in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedAct:
    """An act that counts, with its first and last day number, what it weighs in full, and the pairs that it concerns.

    ``dyads`` are those that it ties, ``gifts`` who acts on whom; both are of states alone where these are known.
    """

    event: Event
    days: tuple[int, int]
    weight: float
    sure: float
    dyads: tuple[Dyad, ...]
    gifts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedActs:
    """The acts that count, in the order in which they were handed in; ``undated`` counts events without a place."""

    acts: tuple[PlacedAct, ...]
    undated: int

    def within(self, window: Window) -> Iterator[tuple[PlacedAct, float]]:
        """The acts of which enough falls into a window, each with the share that it has in it."""
        for act in self.acts:
            first, last = act.days
            if first > window.last or last < window.first:
                continue
            share = window.share(first, last)
            if share >= LEAST_SHARE:
                yield act, share


def place_acts(
    events: Iterable[Event],
    *,
    scheme: Scheme | None = None,
    certainty: Mapping[str, float] | None = None,
    is_state: Callable[[str], bool] | None = None,
) -> PlacedActs:
    """Places the acts; the arguments are those of :func:`dragoman.system.build_network`.

    Raises:
        ValueError: a certainty is negative or more than 1.
    """
    scheme = scheme or load_scheme()
    sure = certainty or {}
    for event_id, value in sure.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{event_id}: a certainty lies between 0 and 1, not at {value}")
    acts, undated = [], 0
    for event in events:
        days = day_span(event.date) if event.date else None
        if days is None:
            undated += 1
        elif scheme.counts(event.status):
            acts.append(
                PlacedAct(
                    event=event,
                    days=days,
                    weight=event_weight(event, scheme),
                    sure=sure.get(event.id, 1.0),
                    dyads=tuple(
                        one for one in dyads_of(event) if not is_state or (is_state(one.a) and is_state(one.b))
                    ),
                    gifts=tuple(
                        (one, other)
                        for one in event.actors
                        for other in event.recipients
                        if one != other and (not is_state or (is_state(one) and is_state(other)))
                    ),
                )
            )
    return PlacedActs(acts=tuple(acts), undated=undated)
