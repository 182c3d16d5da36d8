"""Blocs: the states that hold together in a window, and where every state stands to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from statistics import NormalDist

import numpy as np

from dragoman.model.system import Bloc, Network, Patronage, Pull, Stand, Tie
from dragoman.relations.series import Z80
from dragoman.system.identity import Group, leader_of
from dragoman.system.network import spread_of
from dragoman.system.partition import RESOLUTION, divide

BINDING = 0.75
"""A good tie that is worth less than this binds nobody: mere contact makes no bloc."""


def find_groups(network: Network, *, resolution: float = RESOLUTION, before: Sequence[Group] = ()) -> tuple[Group, ...]:
    """The groups of states by their ties, single states too.

    A tie is worth its level times how sure it is on which side of 0 that lies (0 to 1), so that many weak signs tell
    what none of them does alone; a good one worth less than 0.75 counts as none. A group without a single good tie that
    carries a sign is no group: its states stand alone, or nothing is told of those that have no signed tie. ``before``
    are the groups of an earlier window, from which the search starts too.
    """
    worth = {tie.dyad: _worth(tie) for tie in network.ties}
    states = sorted({state for dyad, value in worth.items() if value for state in (dyad.a, dyad.b)})
    place = {state: at for at, state in enumerate(states)}
    weights = np.zeros((len(states),) * 2)
    for dyad, value in worth.items():
        if value:
            i, j = place[dyad.a], place[dyad.b]
            weights[i, j] = weights[j, i] = value
    start = None
    if before:
        old = {state: at for at, group in enumerate(before) for state in group}
        start = [old.get(state, len(before) + at) for at, state in enumerate(states)]
    labels = divide(weights, resolution=resolution, start=start)
    good = [(int(labels[place[tie.dyad.a]]), int(labels[place[tie.dyad.b]])) for tie in network.signed if tie.sign > 0]
    bound = {one for one, other in good if one == other}
    signed = {state for tie in network.signed for state in (tie.dyad.a, tie.dyad.b)}
    groups: list[Group] = []
    for at in range(int(labels.max(initial=-1)) + 1):
        members = [states[i] for i in np.flatnonzero(labels == at)]
        groups += [frozenset(members)] if at in bound else [frozenset((state,)) for state in members if state in signed]
    return tuple(groups)


def _worth(tie: Tie) -> float:
    spread = spread_of(tie)
    value = tie.level * (2 * NormalDist().cdf(abs(tie.level) / spread) - 1 if spread else 1.0)
    return 0.0 if 0 < value < BINDING else value


def weigh_states(network: Network, groups: Iterable[Group], patronages: Iterable[Patronage]) -> dict[str, float]:
    """How much each state counts in its group: 1 to 2 by its good ties within, a half if it lives by others' gifts.

    So the bloc of a patron and its dependants is the patron's, however much more is told of a dependant.
    """
    group_of = {state: group for group in groups for state in group}
    bound, balance = dict.fromkeys(group_of, 0.0), dict.fromkeys(group_of, 0.0)
    for tie in network.signed:
        a, b = tie.dyad.a, tie.dyad.b
        if tie.sign > 0 and group_of[a] == group_of[b]:
            bound[a] += tie.level
            bound[b] += tie.level
    for one in patronages:
        if one.patron in group_of and group_of.get(one.dependant) == group_of[one.patron]:
            balance[one.patron] += one.given
            balance[one.dependant] -= one.given
    most = max((*bound.values(), 1.0))
    return {state: 0.5 if balance[state] < 0 else 1.0 + value / most for state, value in bound.items()}


def tell_blocs(network: Network, names: Mapping[Group, str], weights: Mapping[str, float]) -> tuple[Bloc, ...]:
    """The blocs of a window, the largest first; a state alone is no bloc, though it may keep the name of one."""
    blocs = []
    for group, name in names.items():
        if len(group) < 2:
            continue
        within = [tie for tie in network.signed if tie.dyad.a in group and tie.dyad.b in group]
        good = sum(tie.level for tie in within if tie.sign > 0)
        hostile = -sum(tie.level for tie in within if tie.sign < 0)
        named = leader_of(name)
        leader = named if named in group else min(group, key=lambda state: (-weights.get(state, 1.0), state))
        blocs.append(
            Bloc(
                id=name,
                window=network.window,
                leader=leader,
                members=tuple(sorted(group)),
                cohesion=round(good / (good + hostile), 4),
                inside=sum(tie.sign > 0 for tie in within),
                against=sum(tie.sign < 0 for tie in within),
                event_ids=tuple(dict.fromkeys(one for tie in within for one in tie.event_ids)),
            )
        )
    return tuple(sorted(blocs, key=lambda bloc: (-len(bloc.members), bloc.id)))


def tell_stands(network: Network, names: Mapping[Group, str]) -> tuple[Stand, ...]:
    """Where every state that has a tie stands, by code."""
    holding = {state: (group, name) for group, name in names.items() for state in group}
    ties: dict[str, list[tuple[str, Tie]]] = {}
    for tie in network.ties:
        ties.setdefault(tie.dyad.a, []).append((tie.dyad.b, tie))
        ties.setdefault(tie.dyad.b, []).append((tie.dyad.a, tie))
    stands = []
    for state in network.states:
        group, own = holding.get(state, (frozenset(), ""))
        drawn: dict[str, list[Tie]] = {}
        for other, tie in ties[state]:
            name = holding[other][1] if other in holding else ""
            if name:
                drawn.setdefault(name, []).append(tie)
        pulls = sorted((_pull(name, drawn[name]) for name in sorted(drawn)), key=lambda pull: (-pull.level, pull.bloc))
        best = next((pull.bloc for pull in pulls if pull.level > 0 and pull.bloc != own), "")
        mine = own if len(group) > 1 else ""
        stands.append(Stand(state=state, bloc=mine, nearest=mine or best, pulls=tuple(pulls)))
    return tuple(stands)


def _pull(name: str, ties: Sequence[Tie]) -> Pull:
    level = sum(tie.level for tie in ties)
    reach = Z80 * sqrt(sum(spread_of(tie) ** 2 for tie in ties))
    return Pull(
        bloc=name,
        level=round(level, 3) or 0.0,
        low=round(level - reach, 3) or 0.0,
        high=round(level + reach, 3) or 0.0,
    )
