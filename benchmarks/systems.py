"""How well blocs and changes of side are found: made systems, size, and the signed networks of Doreian and Mrvar.

``python -m benchmarks.systems``. The published networks (Doreian and Mrvar 2015, windows of four years from 1946 to
1999) lie outside the repository; without them that part is passed over.
"""

from __future__ import annotations

import csv
import random
import time
from collections import defaultdict
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

from benchmarks.__main__ import SHARED
from benchmarks.made_systems import LIKELY, Setting, agreement, count_moves, make_system, right_moves
from benchmarks.measure import pin
from dragoman.evaluate.partitions import adjusted_rand
from dragoman.model.system import Network, System
from dragoman.system import Window, given_tie, measure_frustration, network_of, situate, situate_networks, windows_by
from dragoman.system.blocs import find_groups

BASE = Setting()
SETTINGS = (
    ("three blocs, acts of half of the dyads, one a year", BASE),
    ("two blocs", replace(BASE, blocs=2)),
    ("much told: 70 % of the dyads, two acts a year", replace(BASE, told=0.7, rate=2.0)),
    ("little told: 30 % of the dyads, 0.7 acts a year", replace(BASE, told=0.3, rate=0.7)),
    ("noisy: acts 4 points off", replace(BASE, told=0.7, rate=2.0, noise=4.0)),
    ("10 % of the dyads contrary", replace(BASE, told=0.7, rate=2.0, contrary=0.1)),
)
SEEDS = 3
TABLE = SHARED / "reference" / "signed_networks_doreian_mrvar.csv"
CAMPS = (("USA", "GBR", "FRA", "CAN", "ITA"), ("RUS", "POL", "CZE", "HUN", "BUL"))
"""States that every history of the Cold War puts on one side and on the other."""


def main() -> None:
    pin()
    print("made systems: 24 states, 12 years, 4 changes of side; means of 3")
    for name, setting in SETTINGS:
        print(f"  {name}: {made(setting)}")
    reliability()
    size()
    if TABLE.is_file():
        history(TABLE)
    else:
        print("signed networks of Doreian and Mrvar: not here, passed over")


def made(setting: Setting) -> str:
    """Agreement with the truth, and how many changes of side were found and were right."""
    rand = mutual = 0.0
    hits = true = told = right = 0
    for seed in range(SEEDS):
        one = make_system(setting, seed)
        system = situate(one.events, windows_by("year", str(one.years[0]), str(one.years[-1])), effort=0)
        agreed = agreement(one, system)
        rand, mutual = rand + agreed[0] / SEEDS, mutual + agreed[1] / SEEDS
        counted = count_moves(one, system.realignments)
        hits, true = hits + counted[0], true + counted[1]
        moved = [change for change in system.realignments if change.kind == "moved" and change.sure >= LIKELY]
        told, right = told + len(moved), right + sum(right_moves(one, moved))
    return f"ARI {rand:.2f}, NMI {mutual:.2f}; changes found {hits} of {true}, right {right} of {told}"


def reliability(systems: int = 4) -> None:
    """Of made changes told as so likely, how many were real: systems of each kind that ``sure`` was not fitted on."""
    told: list[tuple[float, bool]] = []
    for seed in range(500, 500 + systems):
        for _, setting in SETTINGS:
            one = make_system(setting, seed)
            found = situate(one.events, windows_by("year", str(one.years[0]), str(one.years[-1])), effort=0)
            moved = [change for change in found.realignments if change.kind == "moved"]
            told += zip((change.sure for change in moved), right_moves(one, moved), strict=True)
    edges = (0.0, 0.1, 0.25, 0.5, 0.75, 1.01)
    print("changes of side told as so likely, and how many of them were real:")
    for low, high in pairwise(edges):
        held = [(sure, real) for sure, real in told if low <= sure < high]
        if held:
            mean, real = sum(sure for sure, _ in held) / len(held), sum(real for _, real in held)
            print(f"  {low:.2f} to {min(high, 1.0):.2f}: told {mean:.2f}, real {real} of {len(held)}")


def size() -> None:
    """190 states and 10,000 ties."""
    chance = random.Random(4)
    states = [f"S{number:03}" for number in range(190)]
    home = {state: number % 4 for number, state in enumerate(states)}
    pairs = chance.sample(list(combinations(states, 2)), 10_000)
    network = network_of(
        "1950",
        [given_tie("1950", a, b, 1 if (home[a] == home[b]) != (chance.random() < 0.1) else -1) for a, b in pairs],
    )
    begin = time.process_time()
    groups = find_groups(network)
    divided = time.process_time() - begin
    found = {state: at for at, group in enumerate(groups) for state in group}
    rand = adjusted_rand([home[state] for state in states], [found[state] for state in states])
    begin = time.process_time()
    frustration = measure_frustration(network)
    bounded = time.process_time() - begin
    print(
        f"190 states, 10,000 ties, a tenth contrary: blocs in {divided:.1f} s, ARI {rand:.2f}; frustration between "
        f"{frustration.low} and {frustration.high} in {bounded:.1f} s"
    )


def history(table: Path) -> None:
    """The published networks: frustration, camps, changes of side."""
    ties: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ties[row["window"]].append((row["state1"], row["state2"], int(row["sign"])))
    networks: list[Network] = []
    windows: list[Window] = []
    for name in sorted(ties):
        first, last = (1900 + int(part) for part in name.split("-"))
        window = windows_by("year", str(last), str(last), memory=last - first + 1)[0]
        windows.append(window)
        networks.append(
            network_of(window.span, [given_tie(window.span, a, b, 1 if s > 0 else -1) for a, b, s in ties[name]])
        )
    begin = time.process_time()
    system = situate_networks(networks, windows)
    print(f"signed networks of Doreian and Mrvar: {len(networks)} windows in {time.process_time() - begin:.0f} s")
    exact = sum(one.balance.frustration.exact for one in system.snapshots)
    print(f"  frustration exact in {exact} of {len(networks)}:")
    print("  " + ", ".join(f"{one.at}: {one.balance.frustration.high}" for one in system.snapshots))
    west, east, apart = camps(system)
    print(f"  1949-1989: the West in one bloc in {west}, the East in {east}, the two apart in {apart} of 41 windows")
    for state in ("YUG", "CHN", "ALB", "CUB", "EGY", "IRN", "ROM", "FIN"):
        course = [
            f"{change.window}: {change.origin or 'alone'} to {change.destination or 'alone'} ({change.sure:.2f})"
            for change in system.realignments
            if change.state == state
        ]
        print(f"  {state}: {'; '.join(course) or 'no change told'}")


def camps(system: System) -> tuple[int, int, int]:
    """In how many windows to 1989 each camp's states that have ties stand in one bloc, and none in the other's."""
    together = [0, 0]
    apart = 0
    for one in system.snapshots:
        if int(one.at) > 1989:
            continue
        home = {stand.state: stand.bloc for stand in one.stands}
        sides = [{home[state] for state in side if state in home} for side in CAMPS]
        for at, side in enumerate(sides):
            together[at] += len(side) == 1
        apart += not sides[0] & sides[1]
    return together[0], together[1], apart


if __name__ == "__main__":
    main()
