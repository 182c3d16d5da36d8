"""Makes systems of states whose blocs and changes of side are known: what the finding of blocs is measured by.

Every system follows from its seed. States stand in blocs; within a bloc ties are good, between hostile blocs they are
bad, and the last bloc is on lukewarm terms with all others. Some states change sides, each once, at the beginning of a
year. What may be varied: how many dyads anything is told of, how many acts, how far an act lies off the level of its
dyad, how many dyads are contrary to their blocs, how many dates are coarse.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from dragoman.evaluate.partitions import adjusted_rand, shared_information
from dragoman.model import Event
from dragoman.model.system import Realignment, System
from dragoman.relations.dyads import day_span

FIRST = 1946
LEVELS = {"within": 4.0, "hostile": -4.0, "lukewarm": 0.5}
KINDS = (
    ("AID", "economic", 6.5),
    ("SUPPORT", "", 4.0),
    ("CONSULT", "visit", 2.0),
    ("REQUEST", "", -1.0),
    ("ACCUSE", "", -3.0),
    ("THREATEN", "", -5.0),
    ("COERCE", "", -7.0),
)

LIKELY = 0.18
"""From which chance on a change of side counts as told: an eighth of all that are told at all are real."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a system is like. ``told``: the share of dyads of which anything is told; ``rate``: acts of such a dyad a
    year; ``noise``: how far an act lies off the level, in scale points; ``contrary``: the share of dyads of the other
    sign; ``blur``: the share of dates told to the year alone.
    """

    states: int = 24
    blocs: int = 3
    years: int = 12
    moves: int = 4
    told: float = 0.5
    rate: float = 1.0
    noise: float = 2.5
    contrary: float = 0.0
    blur: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A made system: its events, the bloc of each state in each year, and the changes (state, year, from, to)."""

    events: tuple[Event, ...]
    years: range
    blocs: tuple[dict[str, int], ...]
    moves: tuple[tuple[str, int, int, int], ...]


def make_system(setting: Setting, seed: int) -> Made:
    """A system of that kind."""
    chance = random.Random(seed)
    states = [f"S{number:03}" for number in range(setting.states)]
    first = {state: number % setting.blocs for number, state in enumerate(states)}
    movers = chance.sample(states[setting.blocs :], setting.moves)
    moves = []
    for state in movers:
        year = FIRST + chance.randrange(3, setting.years - 2)
        others = [bloc for bloc in range(setting.blocs) if bloc != first[state]]
        moves.append((state, year, first[state], chance.choice(others)))
    years = range(FIRST, FIRST + setting.years)
    blocs = tuple({**first, **{state: new for state, when, _, new in moves if year >= when}} for year in years)
    events: list[Event] = []
    for one, other in combinations(states, 2):
        if chance.random() >= setting.told:
            continue
        turned = -1.0 if chance.random() < setting.contrary else 1.0
        for year, bloc in zip(years, blocs, strict=True):
            level = turned * LEVELS[_terms(bloc[one], bloc[other], setting.blocs)]
            for _ in range(_poisson(chance, setting.rate)):
                pair = (one, other) if chance.random() < 0.5 else (other, one)
                events.append(_act(chance, len(events), pair, year=year, level=level, setting=setting))
    return Made(events=tuple(events), years=years, blocs=blocs, moves=tuple(sorted(moves)))


def agreement(made: Made, system: System) -> tuple[float, float]:
    """Adjusted Rand index and mutual information of the blocs found with the true ones: the mean over the years.

    States of which a year tells no signed tie are not counted; a state alone is a group of its own.
    """
    rand, mutual = [], []
    for snapshot, truth in zip(system.snapshots, made.blocs, strict=True):
        tied = sorted({state for tie in snapshot.network.signed for state in (tie.dyad.a, tie.dyad.b)})
        home = {state: bloc.id for bloc in snapshot.blocs for state in bloc.members}
        if tied:
            found, true = [home.get(state, state) for state in tied], [truth[state] for state in tied]
            rand.append(adjusted_rand(true, found))
            mutual.append(shared_information(true, found))
    return sum(rand) / max(len(rand), 1), sum(mutual) / max(len(mutual), 1)


def count_moves(made: Made, found: Iterable[Realignment], *, sure: float = LIKELY) -> tuple[int, int, int]:
    """How many true changes were found, how many there are, and how many were found in all.

    A change is found when a realignment of the state, at least that likely, spans its year or the one after.
    """
    told = [one for one in found if one.kind == "moved" and one.sure >= sure]
    hits = sum(any(is_of(one, state, year) for one in told) for state, year, _, _ in made.moves)
    return hits, len(made.moves), len(told)


def right_moves(made: Made, found: Sequence[Realignment]) -> list[bool]:
    """Of each realignment whether there was such a change."""
    return [any(is_of(one, state, year) for state, year, _, _ in made.moves) for one in found]


def is_of(one: Realignment, state: str, year: int) -> bool:
    """Whether a realignment tells of a change of that state at the beginning of that year."""
    span = day_span(one.window)
    if one.state != state or span is None:
        return False
    return date.fromordinal(span[0]).year <= year + 1 and date.fromordinal(span[1]).year >= year


def _terms(one: int, other: int, blocs: int) -> str:
    if one == other:
        return "within"
    return "lukewarm" if blocs > 2 and blocs - 1 in (one, other) else "hostile"


def _act(
    chance: random.Random, number: int, pair: tuple[str, str], *, year: int, level: float, setting: Setting
) -> Event:
    drawn = chance.gauss(level, setting.noise)
    event_type, mode, score = min(KINDS, key=lambda kind: (abs(kind[2] - drawn), kind))
    day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    return Event(
        id=f"evt_{number:06}",
        account_ids=(f"acc_{number:06}",),
        event_type=event_type,
        mode=mode,
        actors=(pair[0],),
        recipients=(pair[1],),
        date=f"{year:04}" if chance.random() < setting.blur else day.isoformat(),
        place="",
        score=score,
        status="asserted",
        standing="single-source",
    )


def _poisson(chance: random.Random, rate: float) -> int:
    """How many, where ``rate`` are expected (Knuth)."""
    least, product, count = math.exp(-rate), chance.random(), 0
    while product > least:
        product *= chance.random()
        count += 1
    return count
