"""The frustration of a signed network: the fewest ties that stand against a division into two camps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, vstack

from dragoman.model import Dyad
from dragoman.model.system import Frustration, Network
from dragoman.system.camps import Camps, Edge, count_against, find_camps, improve_camps, ties_against
from dragoman.system.cycles import Cycle, Vector, cover_cycles, least_eigenvalue, pack_cycles, rows_of

EFFORT = 1500
"""Ties of one part of the network up to which the linear programme is solved."""

BRANCHED = 250
"""Ties of one part up to which branch and cut closes the gap that the linear programme leaves."""

STEPS = 500
"""Branches that it may try; if they do not do, its bounds are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of the network solved: its states, the camp of each, the lower bound, and how that was found."""

    states: tuple[int, ...]
    camps: Camps
    low: int
    method: str


def measure_frustration(network: Network, *, effort: int = EFFORT) -> Frustration:
    """The frustration index (line index of balance) of a network's signed ties, or bounds of it.

    Its value is the sum over the biconnected parts, so each is solved alone. The upper bound is the best division
    that a search finds. The lower bound is that of a linear programme in which every cycle with an odd number of
    hostile ties must hold a frustrated one. Where the two differ, a part of at most 250 ties goes to branch and cut
    (HiGHS), with a bounded number of branches, so that the answer does not hang on the machine; of a larger one both
    bounds are told. For parts of more than ``effort`` ties the lower bound is the better of the least eigenvalue of the
    signed Laplacian and of the unbalanced triads without a tie in common that a search finds.

    Sources: Harary (1959), On the measurement of structural balance; Aref, Mason and Wilson (2020), A modeling and
    computational study of the frustration index in signed networks.
    """
    place = {state: at for at, state in enumerate(network.states)}
    edges = [(place[tie.dyad.a], place[tie.dyad.b], int(tie.sign)) for tie in network.signed]
    graph: nx.Graph = nx.Graph()
    graph.add_weighted_edges_from(edges, weight="sign")
    parts = [_solve(graph.subgraph(states), effort) for states in _parts_of(graph)]
    camps = _join(parts, len(place))
    against = ties_against(edges, camps)
    tied = sorted(graph)
    return Frustration(
        low=sum(part.low for part in parts),
        high=len(against),
        states=len(tied),
        ties=len(edges),
        camp=_smaller([network.states[one] for one in tied], [int(camps[one]) for one in tied]),
        frustrated=tuple(sorted(Dyad.of(network.states[i], network.states[j]) for i, j, _ in against)),
        method=", ".join(sorted({part.method for part in parts} - {"balanced"})) or "balanced",
    )


def _parts_of(graph: nx.Graph) -> list[tuple[int, ...]]:
    return sorted(tuple(sorted(part)) for part in nx.biconnected_components(graph))


def _solve(part: nx.Graph, effort: int) -> _Part:
    states = tuple(sorted(part))
    number = {state: at for at, state in enumerate(states)}
    edges = sorted((*sorted((number[i], number[j])), int(sign)) for i, j, sign in part.edges(data="sign"))
    listed: list[Edge] = [(i, j, sign) for i, j, sign in edges]
    camps = find_camps(listed, len(states))
    high = count_against(listed, camps)
    if not high:
        return _Part(states=states, camps=camps, low=0, method="balanced")
    if len(listed) > effort:
        low = max(pack_cycles(listed, len(states)), least_eigenvalue(listed, len(states)), 1)
        return _Part(states=states, camps=camps, low=min(low, high), method="eigenvalue and packed triads")
    value, shares, cycles = cover_cycles(listed, len(states))
    low = ceil(value - 1e-5)
    if low < high:
        rounded = improve_camps(listed, len(states), _rounded(listed, len(states), shares))
        if count_against(listed, rounded) < high:
            camps, high = rounded, count_against(listed, rounded)
    if low >= high:
        return _Part(states=states, camps=camps, low=high, method="cycles by linear programme")
    if len(listed) > BRANCHED:
        return _Part(states=states, camps=camps, low=low, method="bounds by linear programme")
    low, better = _branch(listed, len(states), cycles, low)
    if count_against(listed, better) < high:
        camps, high = better, count_against(listed, better)
    return _Part(states=states, camps=camps, low=min(low, high), method="branch and cut")


def _branch(edges: Sequence[Edge], size: int, cycles: Sequence[Cycle], low: int) -> tuple[int, Camps]:
    """A lower bound and a division from branch and cut: a camp for each state, frustration for each tie."""
    width = len(edges)
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    least: list[float] = []
    for at, (i, j, sign) in enumerate(edges):
        # A good tie is frustrated where its states differ, a hostile one where they agree.
        pairs = ((-1.0, 1.0, 0.0), (1.0, -1.0, 0.0)) if sign > 0 else ((-1.0, -1.0, -1.0), (1.0, 1.0, 1.0))
        for one, other, bound in pairs:
            row = len(least)
            rows += [row, row, row]
            columns += [at, width + i, width + j]
            values += [1.0, one, other]
            least.append(bound)
    links = csr_matrix((values, (rows, columns)), shape=(len(least), width + size))
    covers = csr_matrix(rows_of(cycles, width))
    covers.resize((len(cycles), width + size))
    limits = np.concatenate([least, np.ones(len(cycles))])
    most = np.ones(width + size)
    most[width] = 0.0
    solved = milp(
        np.concatenate([np.ones(width), np.zeros(size)]),
        constraints=LinearConstraint(vstack([links, covers]), lb=limits),
        bounds=Bounds(np.zeros(width + size), most),
        integrality=np.ones(width + size),
        options={"node_limit": STEPS, "mip_rel_gap": 0.0},
    )
    bound = solved.mip_dual_bound
    reached = max(low, ceil(bound - 1e-6)) if bound is not None and np.isfinite(bound) else low
    if solved.x is None:
        return reached, np.ones(size, dtype=np.int8)
    return reached, np.where(solved.x[width:] > 0.5, 1, -1).astype(np.int8)


def _rounded(edges: Sequence[Edge], size: int, shares: Vector) -> Vector:
    """Camps from the linear programme: along a tree of the ties that it frustrates least."""
    tree: nx.Graph = nx.Graph()
    tree.add_nodes_from(range(size))
    for (i, j, sign), share in zip(edges, shares, strict=True):
        tree.add_edge(i, j, share=round(float(share), 6), sign=sign if share < 0.5 else -sign)
    camps = np.ones(size)
    spanning = nx.minimum_spanning_tree(tree, weight="share")
    for i, j in nx.bfs_edges(spanning, 0):
        camps[j] = camps[i] * spanning[i][j]["sign"]
    return camps


def _join(parts: Sequence[_Part], size: int) -> Camps:
    """The camps of all states: parts that share a state are turned so that they agree on it."""
    camps = np.zeros(size, dtype=np.int8)
    holding: dict[int, list[int]] = {}
    for at, part in enumerate(parts):
        for state in part.states:
            holding.setdefault(state, []).append(at)
    done: set[int] = set()
    for begin in range(len(parts)):
        waiting = [begin]
        while waiting:
            at = waiting.pop()
            if at in done:
                continue
            done.add(at)
            part = parts[at]
            known = [camps[state] * camp for state, camp in zip(part.states, part.camps, strict=True) if camps[state]]
            turn = known[0] if known else 1
            for state, camp in zip(part.states, part.camps, strict=True):
                camps[state] = camp * turn
                waiting += [one for one in holding[state] if one not in done]
    return np.where(camps == 0, 1, camps).astype(np.int8)


def _smaller(states: Sequence[str], camps: Sequence[int]) -> tuple[str, ...]:
    """The smaller camp; of two alike the one without the first state."""
    first = camps[0] if camps else 1
    one = tuple(state for state, camp in zip(states, camps, strict=True) if camp == first)
    other = tuple(state for state, camp in zip(states, camps, strict=True) if camp != first)
    return one if len(one) < len(other) else other
