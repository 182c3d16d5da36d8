"""The level of a relation, year by year, beside what independent tables say of the same dyad in the same year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import spearmanr

from benchmarks.reference_tables import Tables
from benchmarks.table_turns import in_years
from dragoman.model import Dyad
from dragoman.workbench import Workbench


def levels(workbench: Workbench, tables: Tables, dyads: Sequence[Dyad]) -> None:
    """Our level of a year beside what the tables say of that year, over all dyad-years that have both."""
    pairs: dict[str, list[tuple[float, float]]] = {name: [] for name in ("UN votes", "UN ideal points")}
    states: dict[str, list[tuple[float, bool]]] = {
        name: [] for name in ("pact of defence", "rivalry (T-D)", "dispute with force that year", "sign −, not +")
    }
    within: list[float] = []
    for dyad in dyads:
        series = {
            int(one.span[:4]): one.level for one in workbench.relation(dyad.a, dyad.b).series if one.level is not None
        }
        born, ended = tables.lived(dyad)
        told = {
            at: value for at, value in series.items() if born <= in_years(at, at)[1] and in_years(at, at)[0] <= ended
        }
        votes = tables.agreement(dyad)
        for name, values in (("UN votes", votes), ("UN ideal points", tables.closeness(dyad))):
            pairs[name] += [(told[at], values[at]) for at in sorted({*told} & {*values})]
        shared = sorted({*told} & {*votes})
        if len(shared) >= 8:
            within.append(float(spearmanr([told[at] for at in shared], [votes[at] for at in shared]).statistic))
        allied, disputes = {*tables.allied(dyad)}, tables.disputes(dyad)
        rivals = tables.rival(dyad, "rivalries_thompson_dreyer.csv")
        for at, value in sorted(told.items()):
            if at <= 1995:
                states["pact of defence"].append((value, at in allied))
            states["rivalry (T-D)"].append((value, any(first <= at <= last for first, last in rivals)))
            days = in_years(at, at)
            fought = any(first <= days[1] and last >= days[0] for first, last in disputes)
            states["dispute with force that year"].append((value, fought))
            sign = tables.sign(dyad, at)
            if sign:
                states["sign −, not +"].append((value, sign < 0))
    for name, both in pairs.items():
        print(f"- level beside {name}: rank correlation {_rank(both)} over {len(both)} dyad-years")
    kept = [one for one in within if np.isfinite(one)]
    print(f"- within a dyad, beside UN votes: {_list(kept)}, median {np.median(kept):+.2f}" if kept else "- none")
    for name, marked in states.items():
        yes, no = ([value for value, is_so in marked if is_so == wanted] for wanted in (True, False))
        if yes and no:
            greater = np.mean([(one > other) + 0.5 * (one == other) for one in yes for other in no])
            print(
                f"- {name}: mean level {np.mean(yes):+.2f} in {len(yes)} dyad-years with, {np.mean(no):+.2f} in "
                f"{len(no)} without; a year with is the higher of two in {greater:.0%}"
            )


def _rank(pairs: Sequence[tuple[float, float]]) -> str:
    return f"{spearmanr(*zip(*pairs, strict=True)).statistic:+.2f}" if len(pairs) > 2 else "–"


def _list(values: Sequence[float]) -> str:
    return ", ".join(f"{one:+.2f}" for one in sorted(values))
