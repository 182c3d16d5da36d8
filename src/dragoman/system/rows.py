"""The system of states as plain values, for JSON and for tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.model.system import Balance, Realignment, Snapshot, System

TIE_COLUMNS = ("at", "window", "a", "b", "sign", "level", "low", "high", "weight", "sources", "events")
"""The columns of ``tie_rows``."""


def system_json(system: System) -> dict[str, Any]:
    """The system as JSON-ready values."""
    return {
        "memory": system.memory,
        "resolution": system.resolution,
        "windows": [snapshot_json(one) for one in system.snapshots],
        "realignments": [realignment_json(one) for one in system.realignments],
    }


def snapshot_json(one: Snapshot) -> dict[str, Any]:
    """One window."""
    return {
        "at": one.at,
        "window": one.network.window,
        "states": list(one.network.states),
        "undated": one.network.undated,
        "ties": [
            {
                "dyad": str(tie.dyad),
                "sign": tie.sign,
                "level": tie.level,
                "low": tie.low,
                "high": tie.high,
                "weight": tie.weight,
                "sources": tie.sources,
                "events": list(tie.event_ids),
                **({"rows": tie.rows} if tie.rows else {}),
            }
            for tie in one.network.ties
        ],
        "balance": balance_json(one.balance),
        "blocs": [
            {
                "id": bloc.id,
                "leader": bloc.leader,
                "members": list(bloc.members),
                "cohesion": bloc.cohesion,
                "inside": bloc.inside,
                "against": bloc.against,
                "events": list(bloc.event_ids),
            }
            for bloc in one.blocs
        ],
        "stands": [
            {
                "state": stand.state,
                "bloc": stand.bloc or None,
                "nearest": stand.nearest or None,
                "pulls": [
                    {"bloc": pull.bloc, "level": pull.level, "low": pull.low, "high": pull.high} for pull in stand.pulls
                ],
            }
            for stand in one.stands
        ],
        "patrons": [
            {
                "patron": patronage.patron,
                "dependant": patronage.dependant,
                "given": patronage.given,
                "withheld": patronage.withheld,
                "share": patronage.share,
                "low": patronage.low,
                "high": patronage.high,
                "asked": patronage.asked,
                "demanded": patronage.demanded,
                "kinds": dict(patronage.kinds),
                "events": list(patronage.event_ids),
            }
            for patronage in one.patronages
        ],
        "bridges": [
            {
                "state": bridge.state,
                "blocs": list(bridge.blocs),
                "pulls": list(bridge.pulls),
                "hostility": bridge.hostility,
                "events": list(bridge.event_ids),
            }
            for bridge in one.bridges
        ],
    }


def balance_json(balance: Balance) -> dict[str, Any]:
    """The balance of a window."""
    frustration = balance.frustration
    return {
        "triads": dict(balance.counts),
        "listed": [
            {
                "states": list(triad.states),
                "kind": triad.kind,
                "balanced": triad.balanced,
                "strength": triad.strength,
                "events": list(triad.event_ids),
            }
            for triad in balance.triads
        ],
        "walks": balance.walks,
        "frustration": {
            "low": frustration.low,
            "high": frustration.high,
            "exact": frustration.exact,
            "states": frustration.states,
            "ties": frustration.ties,
            "camp": list(frustration.camp),
            "frustrated": [str(dyad) for dyad in frustration.frustrated],
            "method": frustration.method,
        },
    }


def realignment_json(one: Realignment) -> dict[str, Any]:
    """One change of side."""
    return {
        "state": one.state,
        "kind": one.kind,
        "window": one.window,
        "from": one.origin or None,
        "to": one.destination or None,
        "sure": one.sure,
        "events": list(one.event_ids),
    }


def tie_rows(system: System) -> Iterator[dict[str, Any]]:
    """Every tie of every window as a flat row: ``TIE_COLUMNS``, ready for an Arrow table or CSV."""
    for snapshot in system.snapshots:
        for tie in snapshot.network.ties:
            values = (snapshot.at, tie.window, tie.dyad.a, tie.dyad.b, tie.sign, tie.level, tie.low, tie.high)
            row = dict(zip(TIE_COLUMNS, (*values, tie.weight, tie.sources, list(tie.event_ids)), strict=True))
            yield row
