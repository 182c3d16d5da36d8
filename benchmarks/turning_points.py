"""How well ruptures are found in made relations whose breaks are known: ``python -m benchmarks.turning_points``.

Beside Dragoman stands the package ``ruptures`` on the same events in the same run: PELT and binary segmentation with
squared error on the scores in the order of the middles of their dates, with its documented penalties (noise squared
times log n, and twice that), the noise told to it; and PELT with its kernel cost and the penalty 10 of its
introduction. It gives an index and no window, so it has found a break when it cuts, the right way, at an event within a
year of the true day; Dragoman is counted the same way by the middle day of its posterior, and by its window too.

A false alarm is a relation without a break in which one is told. ``extra`` are relations with breaks in which a rupture
is told whose window holds none of them (a window that misses its break counts here as well as among those not found).
A break is ``carried`` when the change as the events show it is five of its standard errors or more: weaker ones cannot
be told from chance by any method with so few false alarms. A number as argument is the number of relations of a kind.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from statistics import median

import numpy as np
import ruptures as rpt

from benchmarks.made_relations import DYAD, Made, Plan, make_relation
from dragoman.model import Rupture
from dragoman.relations.dyads import day_span
from dragoman.relations.ruptures import find_ruptures

YEAR = 366
CARRIED = 5.0
PEERS_MOST = 100
"""Events: the peers are run on relations of no more, for PELT in Python takes seconds for a longer one."""
CALM = tuple(
    Plan(levels=(level,), count=count, noise=noise, unit=unit, miscoded=miscoded)
    for level, count, noise, unit, miscoded in (
        (1.0, 10, 2.5, "day", 0.0), (1.0, 10, 2.5, "day", 0.1), (1.0, 10, 2.5, "day", 0.2),
        (1.0, 20, 2.5, "day", 0.0), (1.0, 20, 2.5, "day", 0.1), (1.0, 20, 2.5, "day", 0.2),
        (1.0, 50, 2.5, "day", 0.0), (1.0, 50, 2.5, "day", 0.1), (1.0, 50, 2.5, "day", 0.2),
        (-3.0, 50, 3.5, "day", 0.1), (4.0, 50, 1.5, "day", 0.15),
        (1.0, 50, 2.5, "month", 0.15), (1.0, 50, 2.5, "year", 0.15), (1.0, 50, 2.5, "decade", 0.15),
        (1.0, 150, 2.5, "day", 0.2), (1.0, 400, 2.5, "day", 0.2),
    )
)  # fmt: skip
BROKEN = tuple(
    Plan(levels=levels, count=count, noise=noise, unit=unit, miscoded=miscoded)
    for levels, count, noise, unit, miscoded in (
        ((4.0, -3.0), 10, 2.5, "day", 0.0), ((4.0, -3.0), 20, 2.5, "day", 0.0), ((4.0, -3.0), 20, 2.5, "day", 0.2),
        ((4.0, -3.0), 50, 2.5, "day", 0.0), ((4.0, -3.0), 50, 2.5, "day", 0.1), ((4.0, -3.0), 50, 2.5, "day", 0.2),
        ((4.0, -3.0), 50, 3.5, "day", 0.1), ((-4.0, 3.0), 50, 2.5, "month", 0.15),
        ((4.0, -3.0), 50, 2.5, "year", 0.15), ((4.0, -3.0), 50, 2.5, "decade", 0.15),
        ((3.0, -1.0), 50, 2.5, "day", 0.1), ((3.0, -1.0), 150, 2.5, "month", 0.1),
        ((3.0, 0.5), 400, 2.5, "year", 0.1), ((4.0, -3.0), 400, 2.5, "day", 0.2),
        ((4.0, -3.0, 3.0), 100, 2.5, "month", 0.1), ((5.0, 1.0, -4.0), 150, 2.5, "month", 0.1),
    )
)  # fmt: skip

Cut = tuple[int, str]
"""A change as a peer or Dragoman's middle day tells it: day number, direction."""


@dataclass(slots=True)
class Tally:
    """What was found over the relations of one plan; the lists hold a value for each break."""

    relations: int = 0
    alarms: int = 0
    carried: list[bool] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)
    near: list[bool] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)


def window(rupture: Rupture) -> tuple[int, int]:
    """First and last day of a rupture's window."""
    days = day_span(rupture.window)
    if days is None:
        raise ValueError(f"{rupture.window}: a window has two ends")
    return days


def holds(rupture: Rupture, day: date, direction: str) -> bool:
    """Whether it is this break."""
    first, last = window(rupture)
    return rupture.direction == direction and first <= day.toordinal() <= last


def middle(rupture: Rupture) -> Cut:
    """The day by which the change had come as likely as not."""
    day = next(day for day, share in rupture.posterior if share == 0.5)
    return date.fromisoformat(day).toordinal(), rupture.direction


def is_near(cuts: Sequence[Cut], day: date, direction: str) -> bool:
    """Whether one of the cuts lies within a year of the day and goes the same way."""
    return any(abs(at - day.toordinal()) <= YEAR and way == direction for at, way in cuts)


def measure(plan: Plan, seeds: range) -> Tally:
    """Dragoman on the relations of a plan."""
    tally = Tally()
    for seed in seeds:
        made = make_relation(plan, seed=seed)
        found = find_ruptures(DYAD, made.events)
        tally.relations += 1
        true = list(zip(made.breaks, made.directions, strict=True))
        tally.alarms += any(not any(holds(one, *each) for each in true) for one in found)
        for each, weight in zip(true, made.weights, strict=True):
            hits = [one for one in found if holds(one, *each)]
            tally.held.append(bool(hits))
            tally.carried.append(weight >= CARRIED)
            tally.near.append(is_near([middle(one) for one in found], *each))
            tally.widths += [window(one)[1] - window(one)[0] + 1 for one in hits[:1]]
    return tally


def in_order(made: Made) -> tuple[np.ndarray, np.ndarray]:
    """Middle days and scores of the events, by day."""
    dated = sorted((sum(day_span(event.date or "") or (0, 0)) // 2, event.id, event.score) for event in made.events)
    return np.array([day for day, _, _ in dated]), np.array([score for _, _, score in dated])


def peers() -> dict[str, Callable[[np.ndarray, float], list[int]]]:
    """The algorithms of ``ruptures`` with its penalties: scores and noise in, indices of changes out."""

    def run(kind: type, model: str, penalty: Callable[[int, float], float]) -> Callable[[np.ndarray, float], list[int]]:
        def cut(scores: np.ndarray, noise: float) -> list[int]:
            found = kind(model=model, min_size=2, jump=1).fit(scores.reshape(-1, 1))
            return list(found.predict(pen=penalty(len(scores), noise)))[:-1]

        return cut

    return {
        "PELT l2, s2 log n": run(rpt.Pelt, "l2", lambda n, s: s * s * float(np.log(n))),
        "PELT l2, 2 s2 log n": run(rpt.Pelt, "l2", lambda n, s: 2 * s * s * float(np.log(n))),
        "Binseg l2, 2 s2 log n": run(rpt.Binseg, "l2", lambda n, s: 2 * s * s * float(np.log(n))),
        "PELT rbf, 10": run(rpt.Pelt, "rbf", lambda n, s: 10.0),
    }


def measure_peer(cut: Callable[[np.ndarray, float], list[int]], plan: Plan, seeds: range) -> Tally:
    """A peer on the same relations."""
    tally = Tally()
    for seed in seeds:
        made = make_relation(plan, seed=seed)
        days, scores = in_order(made)
        edges = [0, *cut(scores, plan.noise), len(scores)]
        cuts: list[Cut] = []
        for start, at, end in zip(edges, edges[1:], edges[2:], strict=False):
            way = "break" if scores[at:end].mean() < scores[start:at].mean() else "thaw"
            cuts.append((int(days[at - 1] + days[at]) // 2, way))
        true = list(zip(made.breaks, made.directions, strict=True))
        tally.relations += 1
        tally.alarms += any(not any(is_near([one], *each) for each in true) for one in cuts)
        tally.near += [is_near(cuts, *each) for each in true]
        tally.carried += [weight >= CARRIED for weight in made.weights]
    return tally


def share(values: Sequence[bool]) -> str:
    """Of how many how many, in percent."""
    return f"{sum(values) / len(values):6.1%}" if values else "     -"


def kept(values: Sequence[bool], carried: Sequence[bool]) -> list[bool]:
    """Those of the breaks that the events carry."""
    return [value for value, enough in zip(values, carried, strict=True) if enough]


def describe(plan: Plan) -> str:
    """The plan in a line."""
    levels = " > ".join(f"{level:+g}" for level in plan.levels)
    told = f"{plan.count:>3} events, noise {plan.noise:g}, to the {plan.unit:<6}, {plan.miscoded:.0%} miscoded"
    return f"{levels:<15} {told}"


def main() -> None:
    """Print the tables."""
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    print(f"relations without a break, {len(seeds)} of each kind: share with a false alarm (bound 5 %)")
    for plan in CALM:
        print(f"  {describe(plan):<66} {measure(plan, seeds).alarms / len(seeds):6.1%}", flush=True)
    print(f"relations with breaks, {len(seeds)} of each kind: all, those carried (share), in the window, median width")
    total = Tally()
    for plan in BROKEN:
        one = measure(plan, seeds)
        total.carried += one.carried
        total.held += one.held
        print(
            f"  {describe(plan):<66} found {share(one.held)}; carried {share(one.carried)}, of these found "
            f"{share(kept(one.held, one.carried))}; extra {one.alarms / len(seeds):6.1%}; "
            f"window {median(one.widths) if one.widths else 0:,.0f} days",
            flush=True,
        )
    print(f"  all carried breaks found in their window: {share(kept(total.held, total.carried))} (bound 95 %)")
    some = range(min(len(seeds), 20))
    small = [[plan for plan in plans if plan.count <= PEERS_MOST] for plans in (CALM, BROKEN)]
    print(
        f"beside ruptures {rpt.__version__}, the first {len(some)} of each kind; found = within a year of the true day"
    )
    methods: dict[str, Callable[[Plan], Tally]] = {"Dragoman": lambda plan: measure(plan, some)}
    for label, cut in peers().items():
        methods[label] = partial(measure_peer, cut, seeds=some)
    for name, method in methods.items():
        calm, broken = [[method(plan) for plan in plans] for plans in small]
        near = [hit for one in broken for hit in kept(one.near, one.carried)]
        false = sum(one.alarms for one in calm) / sum(one.relations for one in calm)
        extra = sum(one.alarms for one in broken) / sum(one.relations for one in broken)
        print(
            f"  {name:<22} false alarms {false:6.1%}; carried breaks found {share(near)}; extra {extra:6.1%}",
            flush=True,
        )


if __name__ == "__main__":
    main()
