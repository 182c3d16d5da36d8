"""Realignment: which states changed sides, when, by what acts, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Literal

from dragoman.model import Event
from dragoman.model.system import Network, Realignment, Tie
from dragoman.relations.dyads import day_span
from dragoman.system.identity import Group, leader_of
from dragoman.system.network import PRIOR, spread_of
from dragoman.system.windows import Window
from dragoman.vocab.edtf import from_days

SHIFT, SLOPE = -1.475, 1.138
"""Log-odds that a change is real, from those of the product of its chances: fitted on the 2,493 moves told in 96 made
systems of six kinds (``benchmarks.systems.reliability``), an eighth of them real."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A window with its network and the names of its groups ("" for a state that never was in a bloc)."""

    window: Window
    network: Network
    names: Mapping[Group, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    state: str
    kind: Literal["moved", "left", "joined"]
    before: int
    after: int
    origin: str
    destination: str


def find_realignments(divisions: Sequence[Division], events: Iterable[Event] = ()) -> tuple[Realignment, ...]:
    """The changes of side between the windows, by time and state.

    A state *moved* when it stood with one bloc and next with another, whatever time it stood alone between; it *left*
    when it stands alone to the end; it *joined* when it stood alone before. Windows that tell no signed tie of it are
    passed over. ``sure`` begins with three chances, each from the normal distribution of the sum of its ties' levels:
    that it was bound to those of the old side before, that it is bound to those of the new one after, and that it is
    then nearer to these. Of a side only those count whom the change parts it from, or brings it to; where nothing is
    told of ties with them the chance is a half. Where the old bloc split, the new side are those who went with it, and
    it must also have parted from the rest. Their product takes the blocs as found and so says too much: it is brought
    to how often made changes told with it were real (``calibrate``). ``events`` give the dates of the acts that carry
    a change.
    """
    held = [
        {state: _side(state, group, name) for group, name in one.names.items() for state in group} for one in divisions
    ]
    known = {event.id: event for event in events}
    found = [
        _tell(divisions, change, known)
        for state in sorted({state for window in held for state in window})
        for change in _changes(state, [window.get(state) for window in held])
    ]
    return tuple(sorted(found, key=lambda one: (_begin(one.window), one.window, one.state)))


def _side(state: str, group: Group, name: str) -> str:
    """The bloc that a state stands with; alone it stands with none but its own."""
    return name if len(group) > 1 or leader_of(name) == state else ""


def _changes(state: str, course: Sequence[str | None]) -> list[_Change]:
    """The changes in the course of a state: the name of its bloc in each window, "" alone, None not told."""
    changes: list[_Change] = []
    stood, since, alone = "", -1, -1
    for at, name in enumerate(course):
        if name is None:
            continue
        if not name:
            alone = at if alone < 0 else alone
            continue
        if stood and name != stood:
            changes.append(_Change(state=state, kind="moved", before=since, after=at, origin=stood, destination=name))
        elif not stood and alone >= 0:
            lone = max(place for place in range(at) if course[place] == "")
            changes.append(_Change(state=state, kind="joined", before=lone, after=at, origin="", destination=name))
        stood, since, alone = name, at, -1
    if stood and alone >= 0:
        changes.append(_Change(state=state, kind="left", before=since, after=alone, origin=stood, destination=""))
    return [one for one in changes if one.kind == "moved" or leader_of(one.origin or one.destination) != state]


def _tell(divisions: Sequence[Division], change: _Change, events: Mapping[str, Event]) -> Realignment:
    before, after = divisions[change.before], divisions[change.after]
    old, new = _members(before, change.origin), _members(after, change.destination)
    mine = {change.state}
    split = not new - old - mine
    # Where a bloc split, those who went with the state are all that it stands with; it must have parted from the rest.
    old, new = old - new - mine, (new if split else new - old) - mine
    was = _drawn(before.network, change.state, old)
    still = _drawn(after.network, change.state, old)
    now = _drawn(after.network, change.state, new)
    if change.kind == "left":
        sure = _above(was) * (1 - _above(still))
    elif change.kind == "joined":
        sure = _above(now) * (1 - _above(_drawn(before.network, change.state, new)))
    else:
        sure = _above(was) * _above(now) * _above((now[0] - still[0], sqrt(now[1] ** 2 + still[1] ** 2)))
        sure *= 1 - _above(still) if split else 1.0
    first = before.window.last + 1 if before.window.last < after.window.last else after.window.first
    return Realignment(
        state=change.state,
        kind=change.kind,
        window=from_days(date.fromordinal(first), date.fromordinal(after.window.last)),
        origin=change.origin,
        destination=change.destination,
        sure=round(calibrate(sure), 3),
        event_ids=_carrying(after.network, change.state, (old, new), events, (first, after.window.last)),
    )


def calibrate(product: float) -> float:
    """How likely a change is real, by the product of the chances that speak for it."""
    bounded = min(max(product, 0.001), 0.999)
    return 1.0 / (1.0 + exp(-SHIFT - SLOPE * log(bounded / (1.0 - bounded))))


def _members(division: Division, name: str) -> Group:
    return next((group for group, one in division.names.items() if name and one == name), frozenset())


def _ties(network: Network, state: str, others: Group) -> list[Tie]:
    return [
        tie
        for tie in network.ties
        if (tie.dyad.a == state and tie.dyad.b in others) or (tie.dyad.b == state and tie.dyad.a in others)
    ]


def _drawn(network: Network, state: str, others: Group) -> tuple[float, float]:
    """Mean and standard deviation of the sum of the levels of a state's ties with others."""
    ties = _ties(network, state, others)
    if not ties:
        return 0.0, PRIOR
    return sum(tie.level for tie in ties), sqrt(sum(spread_of(tie) ** 2 for tie in ties))


def _above(pair: tuple[float, float]) -> float:
    """The chance that a normal value of this mean and spread is more than 0."""
    mean, spread = pair
    if not spread:
        return 1.0 if mean > 0 else 0.0 if mean < 0 else 0.5
    return NormalDist().cdf(mean / spread)


def _carrying(
    network: Network, state: str, sides: tuple[Group, Group], events: Mapping[str, Event], days: tuple[int, int]
) -> tuple[str, ...]:
    """The acts that part a state from the old side and bind it to the new: of the window of the change, if any are."""
    pulling = [
        one
        for others, sign in zip(sides, (-1, 1), strict=True)
        for tie in _ties(network, state, others)
        for one in tie.event_ids
        if one in events and events[one].score * sign > 0
    ]
    spans = {one: day_span(events[one].date or "..") for one in pulling}
    within = [one for one in pulling if (span := spans[one]) and span[1] >= days[0] and span[0] <= days[1]]
    listed = sorted(within or pulling, key=lambda one: (spans[one] or (0, 0), one))
    return tuple(dict.fromkeys(listed))


def _begin(window: str) -> int:
    span = day_span(window)
    return span[0] if span else 0
