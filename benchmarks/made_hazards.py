"""Makes systems of states whose breaks and thaws come at hazards that are known: what forecasts are measured by.

The level of a dyad is that of its phase plus a strain that wanders and drifts back; acts are drawn about it. In each
month a break comes with a chance whose log-odds rise as the strain falls, as third states stand to the two unlike, and
as the level is high; a thaw with one that mirrors it. Before a turn envoys may be recalled or sent; a turn may close
with a formal act. So what can be seen (level, trend, formal acts, third states) tells something of what comes, and the
rest is chance. Every system follows from its seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from math import exp, tanh

from dragoman.model import Dyad, Event
from dragoman.vocab.scheme import load_scheme

STATES = ("ALB", "BGR", "CHN", "CUB", "EGY", "FIN", "GRC", "IND")
KINDS = (
    ("AID", "economic"),
    ("AGREE", ""),
    ("SUPPORT", ""),
    ("CONSULT", "visit"),
    ("CONSULT", ""),
    ("REQUEST", ""),
    ("ACCUSE", ""),
    ("REJECT", ""),
    ("THREATEN", ""),
    ("SANCTION", "discontinue"),
    ("COERCE", ""),
)
NOISE = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What drives a made system: log-odds of a turn a month, and what raises them.

    ``rate`` is the log-odds at rest, ``strain``, ``third`` and ``height`` what a unit of each adds (3 points of strain
    or level; a full unlikeness of third states). ``acts`` is how many acts a dyad has in a year.
    """

    rate: float = -5.5
    strain: float = 2.5
    third: float = 1.0
    height: float = 0.3
    acts: float = 8.0
    years: int = 30


@dataclass(slots=True)
class _Dyad:
    level: float
    strain: float = 0.0
    turns: list[tuple[date, str]] = field(default_factory=list)

    @property
    def height(self) -> float:
        return self.level + self.strain


def one_act(number: int, dyad: Dyad, date: str, kind: tuple[str, str]) -> Event:
    """An act of one account between two states; ``date`` is EDTF, ``kind`` its type and mode."""
    return Event(
        id=f"evt_{number:06}",
        account_ids=(f"acc_{number:06}",),
        event_type=kind[0],
        mode=kind[1],
        actors=(dyad.a,),
        recipients=(dyad.b,),
        date=date,
        place="",
        score=load_scheme().score(*kind),
        status="asserted",
        standing="single-source",
    )


def make_system(
    seed: int, *, states: int = 5, world: World = World()
) -> tuple[list[Event], dict[Dyad, list[tuple[date, str]]]]:
    """The events of a system, and the true turns of each dyad: day and direction."""
    chance = random.Random(seed)
    scores = {kind: load_scheme().score(*kind) for kind in KINDS}
    dyads = {Dyad.of(*pair): _Dyad(level=chance.uniform(-4, 5)) for pair in combinations(STATES[:states], 2)}
    found: list[Event] = []

    def tell(dyad: Dyad, day: date, kind: tuple[str, str]) -> None:
        found.append(one_act(len(found), dyad, day.isoformat(), kind))

    for month in range(world.years * 12):
        first = date(1945 + month // 12, month % 12 + 1, 1)
        unlike = {dyad: _unlike(dyads, dyad, STATES[:states]) for dyad in dyads}
        for dyad, state in dyads.items():
            state.strain += chance.gauss(0, 0.3) - 0.03 * state.strain
            pull = world.strain * state.strain / 3 + world.height * state.level / 3
            odds = {
                "break": world.rate + world.third * unlike[dyad] - world.strain * state.strain / 3
                + world.height * state.level / 3,
                "thaw": world.rate - world.third * unlike[dyad] + world.strain * state.strain / 3
                - world.height * state.level / 3,
            }  # fmt: skip
            if chance.random() < 0.05 * abs(tanh(pull)) and abs(state.strain) > 1.0:
                mode = ("SUPPORT", "accredit-ambassador") if state.strain > 0 else ("SANCTION", "recall-ambassador")
                tell(dyad, first + timedelta(days=chance.randrange(28)), mode)
            for way, sign in (("break", -1.0), ("thaw", 1.0)):
                room = state.level > -3.0 if sign < 0 else state.level < 3.0
                if room and chance.random() < 1 / (1 + exp(-odds[way])):
                    state.level += sign * chance.uniform(4.0, 7.0)
                    state.strain = 0.0
                    day = first + timedelta(days=chance.randrange(28))
                    state.turns.append((day, way))
                    if chance.random() < 0.3:
                        tell(
                            dyad, day, ("SANCTION", "break-relations") if sign < 0 else ("SUPPORT", "resume-relations")
                        )
                    break
            for _ in range(_poisson(chance, world.acts / 12)):
                drawn = chance.gauss(state.height, NOISE)
                kind = min(KINDS, key=lambda one: (abs(scores[one] - drawn), one))
                tell(dyad, first + timedelta(days=chance.randrange(28)), kind)
    return found, {dyad: state.turns for dyad, state in dyads.items()}


def _unlike(dyads: dict[Dyad, _Dyad], dyad: Dyad, states: tuple[str, ...]) -> float:
    """How unlike third states stand to the two: 1 where all are the friends of one and the foes of the other."""
    others = [state for state in states if state not in (dyad.a, dyad.b)]
    products = [
        tanh(dyads[Dyad.of(dyad.a, one)].height / 2) * tanh(dyads[Dyad.of(dyad.b, one)].height / 2) for one in others
    ]
    return -sum(products) / (len(products) + 1)


def _poisson(chance: random.Random, mean: float) -> int:
    limit, product, number = exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        number += 1
    return number
