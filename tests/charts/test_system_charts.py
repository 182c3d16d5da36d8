from __future__ import annotations

import math
from itertools import combinations

import pytest
from tests.charts.conftest import name

from dragoman.charts.blocs import draw_blocs
from dragoman.charts.frame import measure
from dragoman.charts.layout import lay_out
from dragoman.charts.matrix import draw_matrix
from dragoman.charts.network import draw_network, sign_style
from dragoman.model import Dyad
from dragoman.model.system import Bloc, Network, Realignment, Tie


def tie(one: str, other: str, level: float, sign: int) -> Tie:
    return Tie(
        window="1961", dyad=Dyad.of(one, other), sign=sign, level=level, low=level - 2, high=level + 2, weight=3.0,
        event_ids=(f"{one}{other}",),
    )  # type: ignore[arg-type]  # fmt: skip


def network(size: int = 4) -> Network:
    states = tuple(f"S{number:02}" for number in range(size))
    ties = tuple(
        tie(one, other, 5.0 if (int(one[1:]) - int(other[1:])) % 2 == 0 else -5.0, 1 if int(one[1:]) % 2 else -1)
        for one, other in combinations(states, 2)
    )
    return Network(window="1961", ties=ties, states=states)


def bloc(id: str, window: str, *members: str) -> Bloc:
    return Bloc(
        id=id, window=window, leader=members[0], members=members, cohesion=1.0, inside=1, against=0, event_ids=(window,)
    )


TRIAD = Network(
    window="1961",
    ties=(tie("ALB", "SUN", -6.0, -1), tie("ALB", "CHN", 5.0, 1), tie("CHN", "SUN", -0.5, 0)),
    states=("ALB", "CHN", "SUN"),
)


def test_signs_differ_by_colour_and_by_dash() -> None:
    styles = [sign_style(sign) for sign in (1, 0, -1)]
    assert len({tint for tint, _ in styles}) == len({dash for _, dash in styles}) == 3
    svg = draw_network(TRIAD, name).svg()
    for _, dash in styles[1:]:
        assert f'stroke-dasharray="{",".join(map(str, dash))}"' in svg


def test_a_network_is_the_same_every_time_and_says_what_it_rests_on() -> None:
    one, other = draw_network(network(9)), draw_network(network(9))
    assert one.svg() == other.svg()
    assert "n = 36 acts in 36 ties" in one.caption
    assert draw_network(TRIAD, name).summary == (
        "1961: three states with one good tie and one hostile tie, one tie without a clear sign; most hostile: Albania "
        "– Soviet Union."
    )


def test_friends_stand_nearer_than_enemies() -> None:
    spots = lay_out(TRIAD.states, TRIAD.ties, {state: state for state in TRIAD.states}, 600, 400)
    assert math.dist(spots["ALB"], spots["CHN"]) < math.dist(spots["ALB"], spots["SUN"])


@pytest.mark.parametrize("size", [1, 2, 3, 30])
def test_no_name_lies_on_another(size: int) -> None:
    found = network(size)
    labels = {state: f"State of {state}" for state in found.states}
    spots = lay_out(found.states, found.ties, labels, 680, 480)
    for one, other in combinations(found.states, 2):
        room = (measure(labels[one]) + measure(labels[other])) / 2
        apart = abs(spots[one][0] - spots[other][0]) >= room or abs(spots[one][1] - spots[other][1]) >= 12
        assert apart, (one, other)


def test_a_large_system_is_drawn_in_part_and_told_in_full() -> None:
    large = network(75)
    chart = draw_network(large)
    assert "The 60 states of 75" in chart.caption and len(chart.rows) == len(large.ties)
    assert "The 70 states of 75" in draw_matrix(large).caption


def test_an_empty_system_says_so() -> None:
    empty = Network(window="1961", ties=(), states=())
    for chart in (draw_network(empty), draw_matrix(empty)):
        assert chart.is_empty and chart.summary == "No tie between states can be told for 1961."
    assert draw_blocs(()).is_empty and "No bloc" in draw_blocs(()).summary


def test_a_cell_tells_its_sign_without_colour() -> None:
    svg = draw_matrix(TRIAD, name).svg()
    assert ">−<" in svg and ">+<" in svg and ">·<" in svg


def test_states_of_a_bloc_stand_together_in_the_matrix() -> None:
    svg = draw_matrix(TRIAD, name, blocs=[bloc("b1", "1961", "ALB", "CHN")]).svg()
    assert svg.index(">Albania<") < svg.index(">China<") < svg.index(">Soviet Union<")


def test_a_change_of_side_is_told_and_an_unsure_one_dotted() -> None:
    blocs = [
        bloc("b1", "1960", "SUN", "ALB", "YUG"), bloc("b2", "1960", "CHN", "XXX"),
        bloc("b1", "1961", "SUN", "YUG"), bloc("b2", "1961", "CHN", "ALB", "XXX"),
    ]  # fmt: skip
    moves = [
        Realignment(state="ALB", kind="moved", window="1961", origin="b1", destination="b2", sure=sure, event_ids=())
        for sure in (0.95, 0.45)
    ]
    sure, unsure = (draw_blocs(blocs, [move], name) for move in moves)
    assert "Albania from the bloc of the Soviet Union to the bloc of China (1961)" in sure.summary
    assert 'stroke-dasharray="1,3"' in unsure.svg() and 'stroke-dasharray="1,3"' not in sure.svg()
    assert ("1961", "Albania", "China", "b2", "moved", 0.95) in sure.rows
    assert draw_blocs(blocs[:1], (), name).svg().startswith("<svg")
