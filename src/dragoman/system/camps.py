"""Two camps: a good division of a signed network, found by switching states and groups until nothing is gained."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Edge = tuple[int, int, int]
"""Two states by number, and the sign of their tie."""

Camps = npt.NDArray[np.int8]
"""For each state 1 or -1, the camp that it is in."""

ROUNDS = 200
"""How often a state is switched against its will to leave a dead end, per start."""


def find_camps(edges: Sequence[Edge], size: int) -> Camps:
    """A division with few ties against it: an upper bound of the frustration; deterministic.

    The search starts from the signs of the lowest eigenvectors of the signed Laplacian and from all in one camp. From
    each it switches the state that gains most, and where none gains, the one that loses least and was not switched
    lately (tabu search).
    """
    signs = matrix_of(edges, size)
    laplacian = np.diag(np.abs(signs).sum(axis=1)) - signs
    vectors = np.linalg.eigh(laplacian)[1]
    starts = [np.ones(size)] + [np.where(vectors[:, k] >= 0, 1.0, -1.0) for k in range(min(size, 8))]
    found = [_search(signs, start) for start in starts]
    return min(found, key=lambda pair: pair[0])[1].astype(np.int8)


def improve_camps(edges: Sequence[Edge], size: int, start: npt.NDArray[np.float64]) -> Camps:
    """The best division that the search finds from one given start."""
    return _search(matrix_of(edges, size), start)[1].astype(np.int8)


def ties_against(edges: Sequence[Edge], camps: Camps) -> tuple[Edge, ...]:
    """The ties that stand against a division: good ones between the camps, hostile ones within."""
    return tuple((i, j, sign) for i, j, sign in edges if int(camps[i]) * int(camps[j]) * sign < 0)


def count_against(edges: Sequence[Edge], camps: Camps) -> int:
    """How many ties stand against a division."""
    return len(ties_against(edges, camps))


def matrix_of(edges: Sequence[Edge], size: int) -> npt.NDArray[np.float64]:
    """The symmetric matrix of the signs."""
    signs = np.zeros((size, size))
    for i, j, sign in edges:
        signs[i, j] = signs[j, i] = sign
    return signs


def _search(signs: npt.NDArray[np.float64], start: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
    """Frustration and camps after a tabu search."""
    camps = start.copy()
    # A state's gain: how many more of its ties are with than against the division.
    pull = camps * (signs @ camps)
    total = (np.abs(signs).sum() - camps @ signs @ camps) / 4
    best, kept = total, camps.copy()
    rest = np.zeros(len(camps), dtype=np.int64)
    tenure = 3 + len(camps) // 12
    since = 0
    step = 0
    while since < ROUNDS:
        step += 1
        free = np.where(rest < step, pull, np.inf)
        state = int(np.argmin(free))
        if not np.isfinite(free[state]):
            break
        total += pull[state]
        camps[state] = -camps[state]
        pull += 2 * camps * signs[:, state] * camps[state]
        pull[state] = camps[state] * (signs[state] @ camps)
        rest[state] = step + tenure
        since += 1
        if total < best - 0.5:
            best, kept, since = total, camps.copy(), 0
    return float(best), kept
