"""Lower bounds of frustration: what the cycles with an odd number of hostile ties compel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from dragoman.system.camps import Edge, matrix_of

Vector = npt.NDArray[np.float64]
Cycle = frozenset[int]
"""The numbers of the ties of a cycle that holds an odd number of hostile ones."""

ROUNDS = 12
"""How often missed cycles are sought and added: histories need fewer, random networks gain little beyond."""

SLACK = 1e-6


def cover_cycles(edges: Sequence[Edge], size: int) -> tuple[float, Vector, tuple[Cycle, ...]]:
    """The least total of ties, in parts, that leaves none of the unbalanced cycles unfrustrated.

    Returns a lower bound of the frustration, the part of each tie, and the cycles that were needed. The bound holds
    after any number of rounds. Missed cycles are shortest paths from a state to itself in a graph that holds each
    state twice, where hostile ties lead from one copy to the other (Barahona and Mahjoub 1986).
    """
    cycles: dict[Cycle, None] = dict.fromkeys(_missed(edges, size, np.ones(len(edges)), most=float("inf")))
    parts = np.zeros(len(edges))
    low = 0.0
    for _ in range(ROUNDS):
        if not cycles:
            break
        solved = linprog(
            np.ones(len(edges)), A_ub=-rows_of(cycles, len(edges)), b_ub=-np.ones(len(cycles)), bounds=(0, 1)
        )
        parts, low = solved.x, float(solved.fun)
        new = [cycle for cycle in _missed(edges, size, parts, most=1 - 1e-4) if cycle not in cycles]
        if not new:
            break
        cycles.update(dict.fromkeys(new))
    return low, parts, tuple(cycles)


def pack_cycles(edges: Sequence[Edge], size: int) -> int:
    """How many unbalanced triads without a tie in common a search finds; each holds a frustrated tie of its own."""
    signs = matrix_of(edges, size)
    free = signs.copy()
    packed = 0
    for i, j, sign in sorted(edges, key=lambda edge: (edge[2], edge)):
        if free[i, j]:
            closing = np.flatnonzero(free[i] * free[j] * sign < 0)
            if len(closing):
                k = int(closing[0])
                for one, other in ((i, j), (i, k), (j, k)):
                    free[one, other] = free[other, one] = 0.0
                packed += 1
    return packed


def least_eigenvalue(edges: Sequence[Edge], size: int) -> int:
    """A quarter of the states times the least eigenvalue of the signed Laplacian: frustration cannot be less."""
    signs = matrix_of(edges, size)
    least = float(np.linalg.eigvalsh(np.diag(np.abs(signs).sum(axis=1)) - signs)[0])
    return ceil(least * size / 4 - SLACK)


def rows_of(cycles: Iterable[Cycle], width: int) -> csr_matrix:
    """A row for each cycle, 1 for each of its ties among ``width``."""
    listed = [sorted(cycle) for cycle in cycles]
    places = [place for cycle in listed for place in cycle]
    ends = np.cumsum([0, *(len(cycle) for cycle in listed)])
    return csr_matrix((np.ones(len(places)), places, ends), shape=(len(listed), width))


def _missed(edges: Sequence[Edge], size: int, parts: Vector, *, most: float) -> list[Cycle]:
    """For each state the lightest unbalanced cycle through it, where that weighs less than ``most``."""
    number = {(i, j): at for at, (i, j, _) in enumerate(edges)} | {(j, i): at for at, (i, j, _) in enumerate(edges)}
    rows, columns, weights = [], [], []
    for (i, j, sign), part in zip(edges, parts, strict=True):
        weight = max(float(part), 0.0) + SLACK
        for layer in (0, size):
            rows += [i + layer, j + layer]
            far = layer if sign > 0 else size - layer
            columns += [j + far, i + far]
            weights += [weight, weight]
    double = csr_matrix((weights, (rows, columns)), shape=(2 * size, 2 * size))
    lengths, before = dijkstra(double, directed=True, indices=range(size), return_predecessors=True)
    found: dict[Cycle, None] = {}
    for state in range(size):
        if lengths[state, state + size] - SLACK * size >= most:
            continue
        walk = [state + size]
        while walk[-1] != state and walk[-1] >= 0:
            walk.append(int(before[state, walk[-1]]))
        if walk[-1] == state:
            found[_simple([one % size for one in walk], edges, number)] = None
    return sorted(found, key=lambda cycle: (len(cycle), sorted(cycle)))


def _simple(walk: Sequence[int], edges: Sequence[Edge], number: dict[tuple[int, int], int]) -> Cycle:
    """An unbalanced cycle that visits no state twice, taken from a closed unbalanced walk."""
    path: list[int] = []
    for state in walk:
        if state in path:
            loop = [*path[path.index(state) :], state]
            ties = [number[pair] for pair in pairwise(loop)]
            if sum(edges[tie][2] < 0 for tie in ties) % 2:
                return frozenset(ties)
            del path[path.index(state) + 1 :]
        else:
            path.append(state)
    raise ValueError("a closed walk with an odd number of hostile ties holds a cycle with an odd number of them")
