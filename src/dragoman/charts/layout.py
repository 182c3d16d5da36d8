"""Where the states of a network stand on the paper: near friends, apart from enemies, no name on another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from dragoman.charts.frame import measure

if TYPE_CHECKING:
    from dragoman.model.system import Tie

FRIENDS, STRANGERS, ENEMIES = 1.0, 1.9, 2.4
"""Distances aimed at: of states with a good tie, with none, with a hostile one."""

ROUNDS = 300


def lay_out(
    states: Sequence[str], ties: Sequence[Tie], labels: Mapping[str, str], width: int, height: int
) -> dict[str, tuple[float, float]]:
    """A place for each state, in units from the left and the top; the same network gives the same places.

    Distances follow Kamada and Kawai (1989), begun from a circle in the order of ``states``; then names that would lie
    on one another are pushed apart.
    """
    if not states:
        return {}
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(states)
    apart = {one: {other: STRANGERS * (one != other) for other in states} for one in states}
    for tie in ties:
        reach = FRIENDS if tie.sign > 0 else ENEMIES if tie.sign < 0 else STRANGERS
        apart[tie.dyad.a][tie.dyad.b] = apart[tie.dyad.b][tie.dyad.a] = reach
    if len(states) > 2:
        found = nx.kamada_kawai_layout(graph, dist=apart, pos=nx.circular_layout(graph))
        spots = np.array([found[state] for state in states])
    else:
        spots = np.array([[-0.5, 0.0], [0.5, 0.0]])[: len(states)]
    room = np.array([measure(labels[state]) / 2 + 5 for state in states])
    low, high = spots.min(axis=0), spots.max(axis=0)
    share = (spots - low) / np.where(high > low, high - low, 1.0)
    share[:, high <= low] = 0.5
    left, right = room.max(), width - room.max()
    placed = np.column_stack([left + share[:, 0] * (right - left), 14 + share[:, 1] * (height - 36)])
    placed = _part(placed, room, width, height)
    return {state: (round(float(x), 1), round(float(y), 1)) for state, (x, y) in zip(states, placed, strict=True)}


def _part(spots: np.ndarray, room: np.ndarray, width: int, height: int) -> np.ndarray:
    """The places pushed apart until no two names, each below its mark, lie on one another."""
    tall = 25.0
    spots = spots.copy()
    for _ in range(ROUNDS):
        dx = spots[:, None, 0] - spots[None, :, 0]
        dy = spots[:, None, 1] - spots[None, :, 1]
        over_x = room[:, None] + room[None, :] - np.abs(dx)
        over_y = tall - np.abs(dy)
        hit = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        order = np.sign(np.arange(len(spots))[:, None] - np.arange(len(spots))[None, :])
        along_y = hit & (over_y <= over_x)
        along_x = hit & ~along_y
        push_y = np.where(dy == 0, order, np.sign(dy)) * over_y * along_y
        push_x = np.where(dx == 0, order, np.sign(dx)) * over_x * along_x
        spots += 0.3 * np.column_stack([push_x.sum(axis=1), push_y.sum(axis=1)])
        spots[:, 0] = np.clip(spots[:, 0], room, width - room)
        spots[:, 1] = np.clip(spots[:, 1], 8, height - 20)
    return spots
