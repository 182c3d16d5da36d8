"""Balance: triads, closed walks, and frustration against counting every division."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from dragoman.model.system import Network, Sign
from dragoman.system import count_triads, given_tie, measure_balance, measure_frustration, network_of
from dragoman.system.balance import find_triads, measure_walks

WINDOW = "1960"


def network(*ties: tuple[str, str, Sign]) -> Network:
    return network_of(WINDOW, [given_tie(WINDOW, one, other, sign) for one, other, sign in ties])


def triangle(first: Sign, second: Sign, third: Sign) -> Network:
    return network(("A", "B", first), ("A", "C", second), ("B", "C", third))


def drawn(size: int, told: float, good: float, seed: int) -> Network:
    chance = random.Random(seed)
    return network(
        *(
            (f"S{i:02}", f"S{j:02}", 1 if chance.random() < good else -1)
            for i in range(size)
            for j in range(i)
            if chance.random() < told
        )
    )


def fewest(made: Network) -> int:
    """The frustration by trying every division."""
    place = {state: at for at, state in enumerate(made.states)}
    ties = [(place[tie.dyad.a], place[tie.dyad.b], tie.sign) for tie in made.ties]
    return min(
        sum(((camps >> i ^ camps >> j) & 1) == (sign > 0) for i, j, sign in ties)
        for camps in range(1 << max(len(place) - 1, 0))
    )


@pytest.mark.parametrize(
    ("signs", "kind", "balanced", "frustration"),
    [
        ((1, 1, 1), "+++", True, 0),
        ((1, 1, -1), "++-", False, 1),
        ((1, -1, -1), "+--", True, 0),
        ((-1, -1, -1), "---", False, 1),
    ],
)
def test_the_four_triads_of_heider(signs: tuple[Sign, Sign, Sign], kind: str, balanced: bool, frustration: int) -> None:
    made = triangle(*signs)
    assert {name: number for name, number in count_triads(made) if number} == {kind: 1}
    found = measure_frustration(made)
    assert (found.low, found.high, found.exact) == (frustration, frustration, True)
    assert all(triad.balanced == balanced and triad.kind == kind for triad in find_triads(made))
    assert len(find_triads(made)) == (kind != "+++")
    assert measure_balance(made).unbalanced == (not balanced)


def test_two_camps_are_balanced_whatever_their_size() -> None:
    """Harary's structure theorem: good ties within two camps and hostile ones between leave nothing frustrated."""
    camps = {f"S{number}": number % 2 for number in range(12)}
    made = network(*((a, b, 1 if camps[a] == camps[b] else -1) for a in camps for b in camps if a < b))
    found = measure_frustration(made)
    assert (found.low, found.high, found.method) == (0, 0, "balanced")
    assert {camps[state] for state in found.camp} in ({0}, {1}) and len(found.camp) == 6
    assert measure_walks(made) == 1.0


def test_all_enemies_are_frustrated_as_far_as_two_camps_allow() -> None:
    """Of n states all hostile to one another, two equal camps leave n(n-2)/4 hostile ties within, for even n."""
    for size in (4, 6, 8):
        states = [f"S{number}" for number in range(size)]
        found = measure_frustration(network(*((a, b, -1) for a in states for b in states if a < b)))
        assert found.low == found.high == size * (size - 2) // 4


def test_a_long_unbalanced_cycle_is_frustrated_once() -> None:
    """A cycle without any triad: only the search over cycles of all lengths sees it."""
    states = [f"S{number}" for number in range(9)]
    ring = [(one, other, 1) for one, other in pairwise(states)]
    found = measure_frustration(network(*ring, (states[0], states[-1], -1)))
    assert (found.low, found.high, len(found.frustrated)) == (1, 1, 1)


@pytest.mark.parametrize("seed", range(24))
def test_frustration_is_that_of_trying_every_division(seed: int) -> None:
    made = drawn(9 + seed % 3, (0.2, 0.4, 0.8)[seed % 3], (0.3, 0.5, 0.8)[seed // 3 % 3], seed)
    found = measure_frustration(made)
    assert found.low == found.high == fewest(made) == len(found.frustrated)
    assert (found.states, found.ties) == (len(made.states), len(made.ties))


def test_bounds_hold_where_the_exact_answer_is_not_sought() -> None:
    for seed in range(8):
        made = drawn(11, 0.7, 0.5, seed)
        found = measure_frustration(made, effort=5)
        assert found.low <= fewest(made) <= found.high
        assert found.method == "eigenvalue and packed triads"


def test_parts_that_share_one_state_agree_on_it() -> None:
    """Two unbalanced triangles with one state in common: two frustrated ties, and the camps fit them."""
    made = network(("A", "B", 1), ("A", "C", 1), ("B", "C", -1), ("C", "D", -1), ("C", "E", 1), ("D", "E", 1))
    found = measure_frustration(made)
    assert (found.low, found.high, len(found.frustrated)) == (2, 2, 2)
    together = {tie.dyad: (tie.dyad.a in found.camp) == (tie.dyad.b in found.camp) for tie in made.ties}
    against = {str(tie.dyad) for tie in made.ties if together[tie.dyad] != (tie.sign > 0)}
    assert against == {str(dyad) for dyad in found.frustrated}


def test_unsigned_ties_and_an_empty_network_have_no_balance() -> None:
    for made in (network_of(WINDOW, []), network(("A", "B", 0))):
        found = measure_balance(made)
        assert found.walks is None and found.triads == () and found.unbalanced == 0
        assert (found.frustration.low, found.frustration.high, found.frustration.ties) == (0, 0, 0)


def test_the_strongest_unbalanced_triads_are_listed_first_and_the_rest_counted() -> None:
    made = drawn(14, 0.9, 0.5, 3)
    found = measure_balance(made, listed=5)
    assert len(found.triads) == 5 and not any(triad.balanced for triad in found.triads)
    assert sum(number for _, number in found.counts) > 5


def test_bad_ties_are_named() -> None:
    with pytest.raises(ValueError, match="A: a tie is between two states"):
        given_tie(WINDOW, "A", "A", 1)
    with pytest.raises(ValueError, match="A-B: a network holds one tie"):
        network(("A", "B", 1), ("B", "A", -1))
