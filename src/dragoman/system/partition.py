"""A signed network divided into groups of friends: modularity for good and hostile ties."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

RESOLUTION = 0.5
"""How much a good tie must be more than chance to bind; 0: every good tie binds, and frustration alone is minimised."""

GAIN = 1e-9

SWEEPS = 100


def divide(weights: Matrix, *, resolution: float = RESOLUTION, start: Sequence[int] | None = None) -> Labels:
    """A group for each state, so that good ties lie within and hostile ones between: the best division found.

    What is maximised is the modularity of signed networks (Traag and Bruggeman 2009; Gómez, Jensen and Arenas 2009):
    the sum within groups of the ties' signed weights, less what the good and the hostile weights would give if they
    fell by chance, times ``resolution``. With a resolution of 0 that is the least frustration with any number of groups
    (Doreian and Mrvar 1996). Moves of single states, merging and parting of groups are tried from several fixed starts,
    ``start`` among them if given, until nothing is gained; of divisions alike the one of fewest groups is kept. A group
    that no chain of good ties holds together is parted. ``weights`` is symmetric, 0 where there is no sign.
    """
    size = len(weights)
    if not size:
        return np.zeros(0, dtype=np.int64)
    gains = _modularity(weights, resolution)
    order = np.lexsort((np.arange(size), -np.abs(weights).sum(axis=1)))
    starts = [np.arange(size), np.zeros(size, dtype=np.int64), _linked(weights, np.zeros(size, dtype=np.int64))]
    if start is not None:
        starts.append(np.unique(np.asarray(start), return_inverse=True)[1])
    found = []
    for at, begin in enumerate(starts):
        labels = _improve(gains, begin.astype(np.int64), order if at % 2 == 0 else order[::-1])
        labels = canonical(_linked(weights, labels))
        value = sum(float(gains[np.ix_(labels == one, labels == one)].sum()) for one in np.unique(labels))
        found.append((-round(value, 6), int(labels.max()), at, labels))
    return min(found, key=lambda one: one[:3])[3]


def canonical(labels: Labels) -> Labels:
    """The same division with groups numbered as they first appear."""
    _, firsts, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(firsts), dtype=np.int64)
    rank[np.argsort(firsts)] = np.arange(len(firsts))
    return rank[inverse]


def _modularity(weights: Matrix, resolution: float) -> Matrix:
    gains = weights.copy()
    for sign in (1, -1):
        part = np.maximum(sign * weights, 0.0)
        degree, total = part.sum(axis=1), part.sum()
        if total:
            gains -= sign * resolution * np.outer(degree, degree) / total
    np.fill_diagonal(gains, 0.0)
    return gains


def _improve(gains: Matrix, labels: Labels, order: Labels) -> Labels:
    """Moves, merges and parts until nothing is gained."""
    for _ in range(SWEEPS):
        moved = _split(gains, _merge(gains, _move(gains, labels, order)), order)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return labels


def _move(gains: Matrix, labels: Labels, order: Labels) -> Labels:
    size = len(labels)
    labels = canonical(labels)
    pull = np.zeros((size, size))
    np.add.at(pull.T, labels, gains)
    for _ in range(SWEEPS):
        changed = False
        for state in order:
            own = labels[state]
            best = int(np.argmax(pull[state]))
            if pull[state, best] > pull[state, own] + GAIN:
                pull[:, own] -= gains[state]
                pull[:, best] += gains[state]
                labels[state] = best
                changed = True
        if not changed:
            break
    return canonical(labels)


def _merge(gains: Matrix, labels: Labels) -> Labels:
    while labels.max() > 0:
        member = np.eye(labels.max() + 1)[labels]
        between = member.T @ gains @ member
        np.fill_diagonal(between, -np.inf)
        one, other = np.unravel_index(int(np.argmax(between)), between.shape)
        if between[one, other] <= GAIN:
            break
        labels = canonical(np.where(labels == other, one, labels))
    return labels


def _split(gains: Matrix, labels: Labels, order: Labels) -> Labels:
    """Parts a group along the leading eigenvector of its gains where that is better (Newman 2006)."""
    for group in range(int(labels.max()) + 1):
        inside = np.flatnonzero(labels == group)
        if len(inside) < 3:
            continue
        block = gains[np.ix_(inside, inside)]
        vector = np.linalg.eigh(block - np.diag(block.sum(axis=1)))[1][:, -1]
        side = vector >= 0
        side = side if side[0] else ~side
        if block[np.ix_(side, ~side)].sum() < -GAIN:
            parted = labels.copy()
            parted[inside[~side]] = labels.max() + 1
            labels = parted
    return _move(gains, labels, order)


def _linked(weights: Matrix, labels: Labels) -> Labels:
    """The groups parted into what chains of good ties hold together."""
    parted = np.full(len(labels), -1, dtype=np.int64)
    for state in range(len(labels)):
        if parted[state] < 0:
            parted[state] = state
            waiting = [state]
            while waiting:
                one = waiting.pop()
                for near in np.flatnonzero((weights[one] > 0) & (labels == labels[one]) & (parted < 0)):
                    parted[near] = state
                    waiting.append(int(near))
    return canonical(parted)
