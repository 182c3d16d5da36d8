"""Fit the weights of the forecast that Dragoman comes with: ``python -m train.hazard --write``.

They are learnt from made systems of states (``benchmarks/made_hazards.py``) of many kinds: how much strain, third
states and the level itself drive the turns, how many acts are told, how long. The turning points are those that
Dragoman finds in them, not the true ones, as it will be in a project. No history is looked at.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from benchmarks.made_hazards import World, make_system

from dragoman.model.forecast import Direction
from dragoman.relations.cases import Cases, Past, learn_from
from dragoman.relations.hazard import DIRECTIONS, Hazard, fit
from dragoman.relations.signs import NAMES, gather_acts

DATA = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "vocab" / "data" / "hazard.toml"
MONTHS = 12
FLAT = 2.0
"""The spread of the weights before anything is seen, in log-odds."""

HEAD = """\
# The weights of the forecast: log-odds of a turn in a month for a unit of each sign (relations/signs.py).
# Made by `python -m train.hazard --write` from {number} made systems of states: {cases} cases of a year, of which
# {breaks} hold a break and {thaws} a thaw. See SOURCES.md.
"""


def draw_world(chance: random.Random) -> World:
    """A kind of system: what drives its turns, and how much of it is told."""
    return World(
        rate=chance.uniform(-6.5, -5.0),
        strain=chance.uniform(1.5, 3.5),
        third=chance.uniform(0.0, 2.0),
        height=chance.uniform(0.0, 0.5),
        acts=chance.uniform(4.0, 16.0),
        years=chance.choice((20, 30, 40)),
    )


def gather(systems: int) -> list[Cases]:
    """The cases of each made system."""
    found = []
    for seed in range(systems):
        events, _ = make_system(seed, world=draw_world(random.Random(seed)))
        past = Past(gather_acts(events))
        found.append(learn_from(past, past.days()[1], MONTHS))
    return found


def fit_all(gathered: list[Cases]) -> tuple[dict[Direction, Hazard], dict[str, float]]:
    """The weights by direction, and how far those of single systems lie from them: the spread told beside them."""
    flat = np.zeros(len(NAMES))
    flat[0] = -5.5
    wide = Hazard(weights=flat, covariance=np.eye(len(NAMES)) * FLAT**2)
    fitted: dict[Direction, Hazard] = {}
    apart: list[np.ndarray] = []
    for way in DIRECTIONS:
        seen = np.concatenate([one.seen for one in gathered])
        turned = np.concatenate([one.after[way] for one in gathered])
        load = np.concatenate([one.load for one in gathered])
        fitted[way] = fit(seen, turned, MONTHS, prior=wide, load=load)
        for one in gathered:
            if one.after[way].sum() >= 10:
                alone = fit(one.seen, one.after[way], MONTHS, prior=wide, load=one.load)
                apart.append((alone.weights - fitted[way].weights) ** 2)
    spread = np.sqrt(np.mean(apart, axis=0))
    return fitted, dict(zip(NAMES, spread.tolist(), strict=True))


def write(path: Path, gathered: list[Cases]) -> None:
    """The weights as data."""
    fitted, spread = fit_all(gathered)
    turns = {way: int(sum(one.after[way].sum() for one in gathered)) for way in DIRECTIONS}
    lines = [
        HEAD.format(
            number=len(gathered),
            cases=sum(one.number for one in gathered),
            breaks=turns["break"],
            thaws=turns["thaw"],
        )
    ]
    for way in DIRECTIONS:
        lines.append(f"[{way}]\n" + _table(dict(zip(NAMES, fitted[way].weights.tolist(), strict=True))))
    lines.append(
        "# How far the weights of single made systems lie from these: how far a project's own past may move them.\n"
        "[spread]\n" + _table(spread)
    )
    path.write_text("\n".join(lines), encoding="utf-8")


def _table(values: dict[str, float]) -> str:
    return "".join(f'"{name}" = {value:.3f}\n' for name, value in values.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--systems", type=int, default=60)
    parser.add_argument("--write", action="store_true", help="write the data file")
    given = parser.parse_args()
    gathered = gather(given.systems)
    fitted, spread = fit_all(gathered)
    for way, one in fitted.items():
        print(way, dict(zip(NAMES, np.round(one.weights, 3).tolist(), strict=True)))
    print("spread", {name: round(value, 3) for name, value in spread.items()})
    if given.write:
        write(DATA, gathered)


if __name__ == "__main__":
    main()
