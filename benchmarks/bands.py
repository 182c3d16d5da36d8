"""How often the bands of a level hold the true level: ``python -m benchmarks.bands [relations a cell]``.

Relations are made (``benchmarks.made_levels``), their drifts spread from 0.25 to 4 points squared a year.
A band of 80 % should hold the truth in 80 of 100 bins, and not in 90: bands too wide are a fault too. The last part
times a series by day over 50 years.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from itertools import product

from benchmarks.made_levels import DYAD, Cell, Held, hold, make_level
from dragoman.relations.coverage import Coverage
from dragoman.relations.series import tell_series

NOISES = (2.0, 3.0, 4.5)
RATES = (0.5, 2.0, 8.0)
RELATIONS = 100
CLOSE = 0.03


def measure(cell: Cell, relations: int) -> Held:
    """A cell, over so many relations."""
    found = Held()
    for seed in range(relations):
        found += hold(cell, seed)
    return found


def tell(what: str, found: Held) -> bool:
    """Prints a row; whether both bands are within ``CLOSE`` of what they say."""
    in80, in95 = found.in80 / found.told, found.in95 / found.told
    is_close = abs(in80 - 0.8) <= CLOSE and abs(in95 - 0.95) <= CLOSE
    width, told = found.width / found.told, found.told / found.bins
    print(f"{what:<44} {in80:6.3f} {in95:6.3f} {width:8.2f} {told:6.2f}  {'' if is_close else 'off'}", flush=True)
    return is_close


def main(arguments: Sequence[str]) -> None:
    """Prints the table."""
    relations = int(arguments[0]) if arguments else RELATIONS
    print(f"{relations} relations a cell, 16 years, bins of a year; half of the dates told to the month or year\n")
    print(f"{'':<44} {'80 %':>6} {'95 %':>6} {'+- 80 %':>8} {'told':>6}")
    rows = []
    for rate, noise in product(RATES, NOISES):
        found = measure(Cell(noise=noise, per_year=rate), relations)
        rows.append(tell(f"{rate:g} events a year, noise {noise:g}", found))
    for blur in (0.0, 1.0):
        found = measure(Cell(noise=3.0, per_year=2.0, blur=blur), relations)
        rows.append(tell(f"2 events a year, noise 3, blurred dates {blur:.0%}", found))
    print(f"\nwithin {CLOSE * 100:.0f} points: {sum(rows)} of {len(rows)} cells\n")
    for drift in (0.25, 1.0, 4.0):
        tell(
            f"2 events a year, noise 3, drift {drift:g} throughout",
            measure(Cell(noise=3.0, per_year=2.0, drift=drift), relations),
        )
    cell = Cell(noise=3.0, per_year=40.0, years=50)
    made = make_level(cell, 0)
    years = tuple((1946 + at, ("src",)) for at in range(50))
    covered = Coverage(dyad=DYAD, either=years, both=years)
    begun = time.process_time()
    points = tell_series(DYAD, made.events, covered, by="day").points
    print(f"\n{len(points)} bins of a day from {len(made.events)} events: {time.process_time() - begun:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
