"""Patrons and dependants: who supplies whom, with what, and who asks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from scipy.stats import beta

from dragoman.model import Event
from dragoman.model.system import Patronage
from dragoman.relations.dyads import counted, day_span
from dragoman.system.network import LEAST_SHARE
from dragoman.system.windows import Window
from dragoman.vocab.scheme import Scheme, load_scheme

GIVEN = ("AID", "SUPPORT")
"""Types of acts by which one state supplies or backs another."""

CUT = ("discontinue", "aid-cut", "experts-withdrawn")
"""Modes of SANCTION by which a state stops what it gave."""

DEMANDS = ("demand", "yield", "change")
"""Modes of REQUEST that want something of the other side; the rest ask for something from it."""


def find_patrons(
    events: Iterable[Event],
    window: Window,
    *,
    scheme: Scheme | None = None,
    is_state: Callable[[str], bool] | None = None,
) -> tuple[Patronage, ...]:
    """Who gives more to whom than it gets back, by dependant, its greatest patron first.

    Aid counts with its score, support with half of it; an act weighs in the window what it weighs in a tie. ``share``
    is the patron's part of all gifts and support the dependant got, its 80 % interval that of a beta distribution over
    the acts, each weighing one. An act that names no giver or no receiver is passed over,
    and so are codes that ``is_state`` says are none.
    """
    scheme = scheme or load_scheme()
    given: dict[tuple[str, str], float] = defaultdict(float)
    acts: dict[tuple[str, str], float] = defaultdict(float)
    cut: dict[tuple[str, str], float] = defaultdict(float)
    asked: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    kinds: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    carried: dict[tuple[str, str], list[tuple[tuple[int, int], str]]] = defaultdict(list)
    for event in counted(events, scheme):
        span = day_span(event.date) if event.date else None
        share = window.share(*span) if span else 0.0
        if span is None or share < LEAST_SHARE:
            continue
        for pair in ((one, other) for one in event.actors for other in event.recipients if one != other):
            if is_state and not (is_state(pair[0]) and is_state(pair[1])):
                continue
            if event.event_type in GIVEN and event.score > 0:
                given[pair] += share * event.score * (1.0 if event.event_type == "AID" else 0.5)
                acts[pair] += share
                kinds[pair][_kind(event)] += 1
            elif event.event_type == "SANCTION" and event.mode in CUT:
                cut[pair] += share * -event.score
            elif event.event_type == "REQUEST" and event.mode in DEMANDS:
                asked[pair]["demanded"] += 1
            elif event.event_type == "REQUEST":
                asked[pair[1], pair[0]]["asked"] += 1
            else:
                continue
            carried[pair].append((span, event.id))
    received: dict[str, float] = defaultdict(float)
    for (_, dependant), number in acts.items():
        received[dependant] += number
    found = []
    for pair in sorted(given):
        patron, dependant = pair
        if given[pair] <= given.get((dependant, patron), 0.0):
            continue
        law = beta(acts[pair] + 0.5, received[dependant] - acts[pair] + 0.5)
        listed = {one: span for both in (pair, pair[::-1]) for span, one in carried[both]}
        found.append(
            Patronage(
                window=window.span,
                patron=patron,
                dependant=dependant,
                given=round(given[pair], 3),
                withheld=round(cut[pair], 3),
                share=round(acts[pair] / received[dependant], 3),
                low=round(float(law.ppf(0.1)), 3),
                high=round(float(law.ppf(0.9)), 3),
                asked=asked[pair]["asked"],
                demanded=asked[pair]["demanded"],
                kinds=tuple(sorted(kinds[pair].items(), key=lambda kind: (-kind[1], kind[0]))),
                event_ids=tuple(sorted(listed, key=lambda one: (listed[one], one))),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.dependant, -one.given, one.patron)))


def _kind(event: Event) -> str:
    name = event.event_type.lower()
    return f"{name}: {event.mode}" if event.mode else name
