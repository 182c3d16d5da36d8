"""Blocs over time: divisions, identity, changes of side, bridges, on systems whose truth is known."""

from __future__ import annotations

import random
import time
from itertools import combinations, product

import numpy as np
import pytest
from benchmarks.made_systems import Setting, agreement, count_moves, make_system

from dragoman.evaluate.partitions import adjusted_rand, shared_information
from dragoman.model.system import Network, Sign, System
from dragoman.system import divide, given_tie, measure_balance, network_of, situate, situate_networks, windows_by
from dragoman.system.blocs import find_groups
from dragoman.system.identity import keep_identity
from dragoman.system.rows import TIE_COLUMNS, system_json, tie_rows


def given(window: str, *ties: tuple[str, str, Sign]) -> Network:
    return network_of(window, [given_tie(window, one, other, sign) for one, other, sign in ties])


def camps(window: str, *members: str, neutral: tuple[tuple[str, str, Sign], ...] = ()) -> Network:
    """Blocs of one-letter states: friends within, enemies between."""
    within = [(a, b, 1) for bloc in members for a, b in combinations(bloc, 2)]
    between = [(a, b, -1) for one, other in combinations(members, 2) for a, b in product(one, other)]
    return given(window, *within, *between, *neutral)


def told(*networks: Network, resolution: float = 0.5) -> System:
    windows = windows_by("year", "1950", str(1950 + len(networks) - 1))
    return situate_networks(networks, windows, resolution=resolution)


def test_blocs_are_those_whose_members_are_friends() -> None:
    groups = find_groups(camps("1950", "ABCD", "EFG", "HI"))
    assert sorted(map(sorted, groups)) == [list("ABCD"), list("EFG"), list("HI")]


def test_without_resolution_only_hostility_parts() -> None:
    ties = given("1950", ("A", "B", 1), ("B", "C", 1), ("C", "D", 1), ("D", "E", 1), ("E", "F", 1), ("F", "X", -1))
    assert sorted(map(len, find_groups(ties, resolution=0.0))) == [1, 6]


@pytest.mark.parametrize("seed", range(12))
def test_a_division_is_as_good_as_the_best_of_all(seed: int) -> None:
    """The least disagreement with any number of groups, by trying all divisions of seven states."""
    chance = random.Random(seed)
    weights = np.zeros((7, 7))
    for i, j in combinations(range(7), 2):
        weights[i, j] = weights[j, i] = chance.choice((-2.0, -1.0, 0.0, 1.0, 2.0))

    def within(labels: tuple[int, ...] | np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
        return float(sum(weights[i, j] for i, j in combinations(range(7), 2) if labels[i] == labels[j]))

    assert within(divide(weights, resolution=0.0)) == max(map(within, _divisions(7)))


def _divisions(size: int, used: int = 0) -> list[tuple[int, ...]]:
    """All divisions of so many things, as labels that grow by one at most."""
    if not size:
        return [()]
    return [(label, *rest) for label in range(used + 1) for rest in _divisions(size - 1, max(used, label + 1))]


def test_a_bloc_keeps_its_name_while_members_come_and_go() -> None:
    system = told(camps("1950", "ABCD", "WXYZ"), camps("1951", "ABC", "DWXYZ"), camps("1952", "ABC", "DWXYZ"))
    names = [{bloc.members[-1]: bloc.id for bloc in one.blocs} for one in system.snapshots]
    assert names[0]["D"] == names[1]["C"] == names[2]["C"] and names[0]["Z"] == names[1]["Z"]
    change = system.realignments[0]
    assert [(one.state, one.kind) for one in system.realignments] == [("D", "moved")]
    assert (change.origin, change.destination, change.window) == (names[0]["D"], names[0]["Z"], "1951")
    assert change.sure > 0.99


def test_time_alone_between_two_blocs_is_one_change() -> None:
    alone = camps("1951", "ABC", "WXYZ", neutral=(("A", "D", -1),))
    system = told(camps("1950", "ABCD", "WXYZ"), alone, camps("1952", "ABC", "DWXYZ"))
    assert [(one.state, one.kind, one.window) for one in system.realignments] == [("D", "moved", "1951/1952")]


def test_who_leaves_and_who_joins_is_told() -> None:
    system = told(
        camps("1950", "ABCD", "WXYZ", neutral=(("Q", "A", -1),)),
        camps("1951", "ABC", "QWXYZ", neutral=(("A", "D", -1), ("D", "W", -1))),
    )
    assert {(one.state, one.kind) for one in system.realignments} == {("D", "left"), ("Q", "joined")}


def test_a_silent_window_is_no_change() -> None:
    quiet = given("1951", ("A", "B", 0))
    assert told(camps("1950", "ABC", "XYZ"), quiet, camps("1952", "ABC", "XYZ")).realignments == ()


def test_the_patron_of_a_shrunken_bloc_carries_its_name() -> None:
    old, new = frozenset(("ALB", "SUN")), frozenset(("ALB", "CHN"))
    alone = frozenset(("SUN",))
    weights = [{"SUN": 2.0, "ALB": 0.5}, {"SUN": 1.0, "ALB": 0.5, "CHN": 2.0}]
    before, after = keep_identity([[old, frozenset(("CHN",))], [alone, new]], weights)
    assert before[old] == after[alone] == "bloc-SUN" and after[new] == "bloc-CHN"


def test_a_bridge_is_on_good_terms_with_two_hostile_blocs() -> None:
    between: tuple[tuple[str, str, Sign], ...] = (("N", "A", 1), ("N", "B", 1), ("N", "X", 1), ("N", "Y", 1))
    system = told(camps("1950", "ABC", "XYZ", neutral=between))
    assert [bridge.state for bridge in system.snapshots[0].bridges] == ["N"]
    assert system.snapshots[0].bridges[0].hostility < 0


def test_one_tie_only_unsigned_ties_and_nothing_are_told_plainly() -> None:
    for network in (given("1950", ("A", "B", 0)), given("1950")):
        snapshot = told(network).snapshots[0]
        assert snapshot.blocs == () and snapshot.balance.walks is None
    assert [bloc.members for bloc in told(given("1950", ("A", "B", 1))).snapshots[0].blocs] == [("A", "B")]
    assert told(given("1950", ("A", "B", -1))).snapshots[0].blocs == ()


def test_windows_must_go_by_time() -> None:
    windows = windows_by("year", "1950", "1951")
    with pytest.raises(ValueError, match="must go by time"):
        situate((), windows[::-1])


@pytest.mark.parametrize("seed", range(2))
def test_made_blocs_and_changes_come_out(seed: int) -> None:
    made = make_system(Setting(states=16, told=0.8, rate=2.0, moves=3, blocs=2), seed)
    system = situate(made.events, windows_by("year", str(made.years[0]), str(made.years[-1])))
    rand, mutual = agreement(made, system)
    assert rand > 0.8 and mutual > 0.75
    hits, true, found = count_moves(made, system.realignments)
    assert hits >= true - 1 and found <= hits + 1


def test_the_same_events_in_another_order_give_the_same_system() -> None:
    made = make_system(Setting(states=10, years=7, moves=1), 1)
    shuffled = list(made.events)
    random.Random(5).shuffle(shuffled)
    windows = windows_by("year", "1946", "1952")
    assert system_json(situate(made.events, windows)) == system_json(situate(shuffled, windows))


def test_rows_are_flat() -> None:
    rows = list(tie_rows(told(camps("1950", "ABC", "XYZ"))))
    assert len(rows) == 15 and all(tuple(row) == TIE_COLUMNS for row in rows)


def test_agreement_of_divisions() -> None:
    assert adjusted_rand("aabb", "xxyy") == 1.0 and shared_information("aabb", "xxyy") == pytest.approx(1.0)
    assert adjusted_rand("aabb", "xyxy") == pytest.approx(-0.5)
    assert shared_information("aabb", "xyxy") == pytest.approx(0.0)
    # The example of Hubert and Arabie's formula worked by hand: pairs together in both 2, in each 4 and 4, of 15.
    assert adjusted_rand([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 1, 2]) == pytest.approx((2 - 16 / 15) / (4 - 16 / 15))
    with pytest.raises(ValueError, match="one length"):
        adjusted_rand("aab", "xx")


def test_a_large_system_takes_seconds() -> None:
    chance = random.Random(4)
    pairs = chance.sample(list(combinations([f"S{number:03}" for number in range(190)], 2)), 10_000)
    home = {f"S{number:03}": number % 4 for number in range(190)}
    ties: list[tuple[str, str, Sign]] = [
        (a, b, 1 if (home[a] == home[b]) != (chance.random() < 0.1) else -1) for a, b in pairs
    ]
    network = given("1950", *ties)
    begin = time.process_time()
    groups = find_groups(network)
    balance = measure_balance(network)
    assert time.process_time() - begin < 30
    found = {state: at for at, group in enumerate(groups) for state in group}
    assert adjusted_rand([home[s] for s in network.states], [found[s] for s in network.states]) > 0.95
    assert 0 < balance.frustration.low <= balance.frustration.high
