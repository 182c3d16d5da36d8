"""The signed network of a window: every dyad's tie, from dated events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import sqrt

from dragoman.model import Dyad, Event
from dragoman.model.system import Network, Sign, Tie
from dragoman.relations.coverage import Spoken, covered_years
from dragoman.relations.series import Z80
from dragoman.system.placed import PlacedActs, place_acts
from dragoman.system.windows import Window
from dragoman.vocab.scheme import Scheme

NOISE = 3.0
"""Scale points by which a single event lies off the level of its dyad (one standard deviation)."""

PRIOR = 5.0
"""Scale points: what the level of a dyad of which nothing is known may be, around 0 (one standard deviation)."""

GOOD, HOSTILE = 1.5, -1.0
"""Where the bands "cooperative" and "strained" of a relation begin: a tie between them carries no sign."""


def build_network(
    events: Iterable[Event],
    window: Window,
    *,
    scheme: Scheme | None = None,
    certainty: Mapping[str, float] | None = None,
    is_state: Callable[[str], bool] | None = None,
) -> Network:
    """The network of all dyads in a window.

    An event spreads evenly over the days that its date may mean; what falls into the window is its evidence there, and
    an act loses half of its weight with every ``window.half_life`` years before the window's end. The level of a dyad
    is the posterior mean under normal noise of 3 points an event and a prior of 5 points around 0; its 80 % interval
    narrows with the evidence. The sign is that of the level where its whole interval lies on one side of 0 and the
    level itself in a band that is cooperative or better (1.5 and more), or strained or worse (less than -1); else 0.
    ``certainty`` gives, by event id, how sure an event is (0 to 1; 1 where it is not given). ``is_state`` says which
    codes are states: ties of bodies are left out, for what an alliance does, not all its members do.

    Raises:
        ValueError: a certainty is negative or more than 1.
    """
    return network_in(place_acts(events, scheme=scheme, certainty=certainty, is_state=is_state), window)


def network_in(placed: PlacedActs, window: Window) -> Network:
    """The same from acts that are placed already."""
    loads: dict[Dyad, float] = defaultdict(float)
    sums: dict[Dyad, float] = defaultdict(float)
    carried: dict[Dyad, list[tuple[tuple[int, int], str]]] = defaultdict(list)
    for act, share in placed.within(window):
        weight = share * act.weight * act.sure
        if not weight:
            continue
        for dyad in act.dyads:
            loads[dyad] += weight
            sums[dyad] += weight * act.event.score
            carried[dyad].append((act.days, act.event.id))
    ties = [
        weigh_tie(window.span, dyad, sums[dyad], loads[dyad], tuple(one for _, one in sorted(carried[dyad])))
        for dyad in sorted(loads)
    ]
    return network_of(window.span, ties, undated=placed.undated)


def network_of(window: str, ties: Iterable[Tie], *, undated: int = 0) -> Network:
    """The network that these ties make.

    Raises:
        ValueError: two ties are of one dyad.
    """
    listed = tuple(sorted(ties, key=lambda tie: tie.dyad))
    for one, other in pairwise(listed):
        if one.dyad == other.dyad:
            raise ValueError(f"{one.dyad}: a network holds one tie of a dyad in {window}, not two")
    states = tuple(sorted({state for tie in listed for state in (tie.dyad.a, tie.dyad.b)}))
    return Network(window=window, ties=listed, states=states, undated=undated)


def given_tie(window: str, one: str, other: str, sign: Sign, *, level: float = 5.0) -> Tie:
    """A tie whose sign somebody else has found (a published table of friends and foes), without events.

    Raises:
        ValueError: the two states are one, or the sign is none of -1, 0, 1.
    """
    if one == other:
        raise ValueError(f"{one}: a tie is between two states, not of one with itself")
    if sign not in (-1, 0, 1):
        raise ValueError(f"{one}-{other}: a sign is -1, 0 or 1, not {sign!r}")
    value = sign * level
    return Tie(
        window=window,
        dyad=Dyad.of(one, other),
        sign=sign,
        level=value,
        low=value,
        high=value,
        weight=1.0,
        event_ids=(),
    )


def cover(network: Network, window: Window, spoken: Sequence[Spoken], sources: Mapping[str, str]) -> Network:
    """The network with each tie's coverage: how many sources speak of both states in the window.

    ``sources`` gives a document's source id; a document missing there counts as a source of its own.
    """
    wanted = {(tie.dyad.a, tie.dyad.b) for tie in network.ties}
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    first, last = date.fromordinal(window.first).year, date.fromordinal(window.last).year
    for one in spoken:
        if any(first <= year <= last for year in covered_years(one.date)):
            states = sorted(set(one.states))
            for place, state in enumerate(states):
                for other in states[place + 1 :]:
                    if (state, other) in wanted:
                        told[state, other].add(sources.get(one.document_id, one.document_id))
    return replace(network, ties=tuple(replace(tie, sources=len(told[tie.dyad.a, tie.dyad.b])) for tie in network.ties))


def spread_of(tie: Tie) -> float:
    """The standard deviation of a tie's level."""
    return (tie.high - tie.low) / (2 * Z80)


def weigh_tie(  # noqa: PLR0917 - what a tie is made of
    window: str, dyad: Dyad, total: float, load: float, event_ids: tuple[str, ...] = (), rows: int = 0
) -> Tie:
    """The tie that acts make: ``load`` is the sum of their weights in the window, ``total`` that of weight times score.

    The model is that of :func:`build_network`; ``rows`` counts the rows of a table, whose acts have no ids.
    """
    trust = load + (NOISE / PRIOR) ** 2
    level = total / trust
    reach = Z80 * NOISE / sqrt(trust)
    sign: Sign = 0
    if level >= GOOD and level - reach > 0:
        sign = 1
    elif level < HOSTILE and level + reach < 0:
        sign = -1
    return Tie(
        window=window,
        dyad=dyad,
        sign=sign,
        level=round(level, 3) or 0.0,
        low=round(level - reach, 3) or 0.0,
        high=round(level + reach, 3) or 0.0,
        weight=round(load, 4),
        event_ids=event_ids,
        rows=rows,
    )
