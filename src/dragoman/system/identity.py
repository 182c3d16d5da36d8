"""Which bloc of one window is which of the next: a bloc keeps its identity while its members hold together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

Group = frozenset[str]
Weights = Mapping[str, float]

FADED = 0.5
"""What an overlap with a bloc that was not there in the window before is worth."""

HEIR = 0.5
"""A state alone carries a bloc on where it held at least this part of its weight."""


@dataclass(slots=True)
class _Identity:
    members: Group
    seen: int
    weight: dict[str, float] = field(default_factory=dict)
    windows: int = 0
    largest: int = 1

    def usual(self, state: str) -> float:
        """What a state has weighed in it on average."""
        return self.weight.get(state, 0.0) / max(self.windows, 1)


def keep_identity(windows: Sequence[Sequence[Group]], weights: Sequence[Weights]) -> list[dict[Group, str]]:
    """For each window the name of each group: the same name where it is the same bloc.

    ``windows`` are the groups of each window, single states too; ``weights`` how much each state counts in a window (1
    where it is not given). A group takes the name of the earlier one with which the overlap, added up over all groups,
    is greatest (Hungarian method); the overlap is the weight of the states in both over that of the states in either,
    of those that are seen in the window; a member weighs in the earlier one what it did there. A bloc is named after
    the state of most weight in it over all windows; a state that never was in a bloc has the name "".
    """
    known: list[_Identity] = []
    named: list[dict[Group, int]] = []
    for at, (groups, weight) in enumerate(zip(windows, weights, strict=True)):
        listed = sorted(groups, key=lambda group: (-len(group), sorted(group)))
        chosen = _match(listed, known, weight, at)
        for group, place in zip(listed, chosen, strict=True):
            one = known[place]
            one.members, one.seen = group, at
            one.largest = max(one.largest, len(group))
            for state in sorted(group):
                one.weight[state] = one.weight.get(state, 0.0) + weight.get(state, 1.0)
            one.windows += 1
        named.append(dict(zip(listed, chosen, strict=True)))
    names = _names(known)
    return [{group: names[place] for group, place in window.items()} for window in named]


def leader_of(name: str) -> str:
    """The state that a bloc is named after; "" for no bloc."""
    return name.removeprefix("bloc-").partition("-")[0]


def _match(groups: Sequence[Group], known: list[_Identity], weight: Weights, at: int) -> list[int]:
    """The place in ``known`` of each group; what is new is added there."""
    present = frozenset(state for group in groups for state in group)
    overlap = np.zeros((len(groups), len(known)))
    for column, one in enumerate(known):
        seen = one.members & present
        for row, group in enumerate(groups):
            shared = sum(one.usual(state) for state in sorted(group & seen))
            if not shared or (len(group) == 1 and shared < HEIR * sum(map(one.usual, sorted(one.members)))):
                continue
            either = sum(map(one.usual, sorted(seen))) + sum(weight.get(state, 1.0) for state in sorted(group - seen))
            overlap[row, column] = shared / either * (FADED if one.seen < at - 1 else 1.0)
    rows, columns = linear_sum_assignment(overlap, maximize=True) if known else ((), ())
    found = {int(row): int(column) for row, column in zip(rows, columns, strict=True) if overlap[row, column] > 0}
    chosen = []
    for row, group in enumerate(groups):
        if row not in found:
            found[row] = len(known)
            known.append(_Identity(members=group, seen=at))
        chosen.append(found[row])
    return chosen


def _names(known: Sequence[_Identity]) -> list[str]:
    used: Counter[str] = Counter()
    names = []
    for one in known:
        if one.largest < 2:
            names.append("")
            continue
        leader = min(one.weight, key=lambda state: (-round(one.weight[state], 6), state))
        used[leader] += 1
        names.append(f"bloc-{leader}" if used[leader] == 1 else f"bloc-{leader}-{used[leader]}")
    return names
