"""Bridges: states on good terms with two blocs that are hostile to each other."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import sqrt

from dragoman.model.system import Bridge, Network, Stand
from dragoman.relations.series import Z80
from dragoman.system.identity import Group
from dragoman.system.network import spread_of


def find_bridges(network: Network, names: Mapping[Group, str], stands: tuple[Stand, ...]) -> tuple[Bridge, ...]:
    """The bridges of a window, by state.

    Two blocs are hostile when the mean level of the ties between them lies below 0 with its whole 80 % interval, and a
    state is drawn to a bloc when the interval of its pull lies above 0. The state's own ties do not count between the
    blocs, and those of its own bloc do not make it a bridge out of it unless the other bloc draws it too.
    """
    group_of = {name: group for group, name in names.items() if name}
    found = []
    for stand in stands:
        drawn = {pull.bloc: pull for pull in stand.pulls if pull.low > 0}
        for one, other in combinations(sorted(drawn), 2):
            between = [
                tie
                for tie in network.ties
                if stand.state not in (tie.dyad.a, tie.dyad.b)
                and (
                    (tie.dyad.a in group_of[one] and tie.dyad.b in group_of[other])
                    or (tie.dyad.b in group_of[one] and tie.dyad.a in group_of[other])
                )
            ]
            if not between:
                continue
            level = sum(tie.level for tie in between) / len(between)
            spread = sqrt(sum(spread_of(tie) ** 2 for tie in between)) / len(between)
            if level + Z80 * spread >= 0:
                continue
            both = group_of[one] | group_of[other]
            mine = [
                tie
                for tie in network.ties
                if stand.state in (tie.dyad.a, tie.dyad.b) and {tie.dyad.a, tie.dyad.b} - {stand.state} <= both
            ]
            found.append(
                Bridge(
                    window=network.window,
                    state=stand.state,
                    blocs=(one, other),
                    pulls=(drawn[one].level, drawn[other].level),
                    hostility=round(level, 3),
                    event_ids=tuple(dict.fromkeys(event for tie in (*mine, *between) for event in tie.event_ids)),
                )
            )
    return tuple(found)
