"""Structural balance: triads, closed walks, and how far a network is from two camps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from dragoman.model.system import Balance, Network, Tie, Triad, TriadKind
from dragoman.system.frustration import EFFORT, measure_frustration

Matrix = npt.NDArray[np.float64]

LISTED = 50
"""How many triads are listed, unless more are asked for."""


def measure_balance(network: Network, *, listed: int = LISTED, effort: int = EFFORT) -> Balance:
    """How balanced the signed ties of a network are (Cartwright and Harary 1956).

    ``listed`` is how many triads are told one by one; ``effort`` bounds the search for the frustration.
    Ties without a sign are passed over.
    """
    return Balance(
        counts=count_triads(network),
        triads=find_triads(network, limit=listed),
        frustration=measure_frustration(network, effort=effort),
        walks=measure_walks(network),
    )


def count_triads(network: Network) -> tuple[tuple[TriadKind, int], ...]:
    """The number of triads of each of the four kinds."""
    good, hostile = _parts(network)
    two_good = good @ good
    counts: tuple[tuple[TriadKind, float], ...] = (
        ("+++", np.sum(two_good * good) / 6),
        ("++-", np.sum(two_good * hostile) / 2),
        ("+--", np.sum((hostile @ hostile) * good) / 2),
        ("---", np.sum((hostile @ hostile) * hostile) / 6),
    )
    return tuple((kind, round(number)) for kind, number in counts)


def find_triads(network: Network, *, limit: int = LISTED) -> tuple[Triad, ...]:
    """The triads with a hostile tie: the unbalanced first, those of the strongest ties first; at most ``limit``."""
    states = network.states
    ties = {(tie.dyad.a, tie.dyad.b): tie for tie in network.signed}
    signs, strength = np.zeros((len(states),) * 2), np.zeros((len(states),) * 2)
    place = {state: at for at, state in enumerate(states)}
    for (a, b), tie in ties.items():
        for pair in ((place[a], place[b]), (place[b], place[a])):
            signs[pair], strength[pair] = tie.sign, abs(tie.level)
    found: list[tuple[bool, float, int, int, int]] = []
    for i in range(len(states)):
        for j in np.flatnonzero(signs[i]):
            if j > i:
                product = signs[i, j] * signs[i, j + 1 :] * signs[j, j + 1 :]
                least = np.minimum(np.minimum(strength[i, j + 1 :], strength[j, j + 1 :]), strength[i, j])
                hostile = np.minimum(np.minimum(signs[i, j + 1 :], signs[j, j + 1 :]), signs[i, j]) < 0
                third = np.flatnonzero((product != 0) & hostile)
                found += [(bool(product[k] > 0), -float(least[k]), i, int(j), int(j) + 1 + int(k)) for k in third]
    return tuple(
        _triad([ties[states[one], states[other]] for one, other in ((i, j), (i, k), (j, k))])
        for _, _, i, j, k in sorted(found)[:limit]
    )


def measure_walks(network: Network) -> float | None:
    """The share of balanced among all closed walks, one of n steps weighing 1/n!: tr exp(A) / tr exp(|A|).

    Source: Estrada and Benzi (2014), Walk-based measure of balance in signed networks, Physical Review E 90.
    """
    good, hostile = _parts(network)
    if not network.signed:
        return None
    signed, plain = np.linalg.eigvalsh(good - hostile), np.linalg.eigvalsh(good + hostile)
    top = plain.max()
    return round(float(np.exp(signed - top).sum() / np.exp(plain - top).sum()), 4)


def _parts(network: Network) -> tuple[Matrix, Matrix]:
    """The adjacency of the good and of the hostile ties."""
    place = {state: at for at, state in enumerate(network.states)}
    good, hostile = np.zeros((len(place),) * 2), np.zeros((len(place),) * 2)
    for tie in network.signed:
        i, j = place[tie.dyad.a], place[tie.dyad.b]
        part = good if tie.sign > 0 else hostile
        part[i, j] = part[j, i] = 1.0
    return good, hostile


def _triad(ties: Sequence[Tie]) -> Triad:
    first, second, third = sorted({state for tie in ties for state in (tie.dyad.a, tie.dyad.b)})
    kinds: tuple[TriadKind, ...] = ("+++", "++-", "+--", "---")
    return Triad(
        states=(first, second, third),
        kind=kinds[sum(tie.sign < 0 for tie in ties)],
        strength=min(abs(tie.level) for tie in ties),
        event_ids=_carrying(ties),
    )


def _carrying(ties: Iterable[Tie]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for tie in ties for one in tie.event_ids))
