"""The ties between states over time as a graph: GEXF, whose edges come and go, and GraphML."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import networkx as nx

from dragoman.errors import CoverageError
from dragoman.export.form import Form, Made
from dragoman.export.material import Material, read_material
from dragoman.export.xml import legal
from dragoman.model import Dyad, Event
from dragoman.model.exchange import Selection
from dragoman.model.system import Snapshot, Tie
from dragoman.vocab import edtf

if TYPE_CHECKING:
    from dragoman.system_view import SystemView
    from dragoman.workbench import Workbench

BETWEEN = "; "
"""What stands between several ids in an attribute: a graph has no lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A tie for as long as its window stands for: the first and last day (ISO 8601) of the snapshot's date."""

    first: str
    last: str
    tie: Tie


def make_gexf(project: Workbench, selection: Selection, ending: str) -> Made:
    """A node a state, an edge a pair; level, sign and bloc change with the time."""
    view, material = _told(project, selection)
    graph = nx.Graph(mode="dynamic", timeformat="date")
    for state in _states(view):
        graph.add_node(state, label=material.name(state), **_spelled(_blocs(view, state)))
    for dyad, spells in _by_dyad(view).items():
        shared = _shared(material, view, spells)
        values: dict[str, Any] = {name: [] for name in ("level", "low", "high", "sign", "acts")}
        for spell in spells:
            values["level"].append((spell.tie.level, spell.first, spell.last))
            values["low"].append((spell.tie.low, spell.first, spell.last))
            values["high"].append((spell.tie.high, spell.first, spell.last))
            values["sign"].append((spell.tie.sign, spell.first, spell.last))
            values["acts"].append((len(spell.tie.event_ids), spell.first, spell.last))
        lasting = [(spell.first, spell.last) for spell in spells]
        weight = round(max(spell.tie.weight for spell in spells), 3)
        graph.add_edge(dyad.a, dyad.b, id=str(dyad), weight=weight, spells=lasting, **values, **shared)
    out = io.BytesIO()
    nx.write_gexf(graph, out, version="1.2draft")
    return Made(content=_timeless(out.getvalue()), counts=_counts(graph), remarks=(*material.remarks, *view.remarks))


def make_graphml(project: Workbench, selection: Selection, ending: str) -> Made:
    """A node a state, an edge a pair in a window: GraphML knows no time, so each window has edges of its own."""
    view, material = _told(project, selection)
    graph = nx.MultiGraph()
    for state in _states(view):
        blocs = [f"{value} {first}/{last}" for value, first, last in _blocs(view, state)]
        graph.add_node(state, name=material.name(state), blocs=BETWEEN.join(blocs))
    for dyad, spells in _by_dyad(view).items():
        for spell in spells:
            tie = spell.tie
            graph.add_edge(
                dyad.a,
                dyad.b,
                key=f"{dyad}@{spell.first}",
                first=spell.first,
                last=spell.last,
                window=tie.window,
                level=tie.level,
                low=tie.low,
                high=tie.high,
                sign=tie.sign,
                weight=tie.weight,
                sources=-1 if tie.sources is None else tie.sources,
                **_shared(material, view, [spell]),
            )
    out = io.BytesIO()
    nx.write_graphml_lxml(graph, out, named_key_ids=True)
    return Made(content=out.getvalue() + b"\n", counts=_counts(graph), remarks=(*material.remarks, *view.remarks))


def _told(project: Workbench, selection: Selection) -> tuple[SystemView, Material]:
    view = project.blocs(by=selection.by or None, since=selection.since, until=selection.until, as_of=selection.as_of)
    if not any(one.network.ties for one in view.found.snapshots):
        raise CoverageError(
            f"there is nothing to export: no two states are tied in that time. {' '.join(view.remarks)}"
        )
    # Events of before the span still tell of its beginning, so their words are needed too.
    return view, read_material(project, Selection(as_of=selection.as_of))


def _states(view: SystemView) -> list[str]:
    return sorted({state for one in view.found.snapshots for state in one.network.states})


def _by_dyad(view: SystemView) -> Mapping[Dyad, list[Spell]]:
    found: dict[Dyad, list[Spell]] = {}
    for snapshot in view.found.snapshots:
        first, last = _days(snapshot)
        for tie in snapshot.network.ties:
            found.setdefault(tie.dyad, []).append(Spell(first=first, last=last, tie=tie))
    return {dyad: found[dyad] for dyad in sorted(found)}


def _days(snapshot: Snapshot) -> tuple[str, str]:
    at = edtf.parse(snapshot.at)
    return (at.earliest() or date.min).isoformat(), (at.latest() or date.max).isoformat()


def _blocs(view: SystemView, state: str) -> list[tuple[str, str, str]]:
    """The bloc that a state stands in, by time: (id, first day, last day)."""
    return list(_standing(view, state))


def _standing(view: SystemView, state: str) -> Iterator[tuple[str, str, str]]:
    for snapshot in view.found.snapshots:
        stand = snapshot.stand(state)
        if stand is not None and stand.bloc:
            yield (stand.bloc, *_days(snapshot))


def _spelled(blocs: list[tuple[str, str, str]]) -> dict[str, Any]:
    return {"bloc": blocs} if blocs else {}


def _shared(material: Material, view: SystemView, spells: list[Spell]) -> dict[str, Any]:
    """What an edge says of its acts: their ids, and the words of the gravest with their place."""
    ids = sorted({one for spell in spells for one in spell.tie.event_ids})
    events = [view.events[one] for one in ids if one in view.events]
    shared: dict[str, Any] = {"events": BETWEEN.join(ids)}
    told = [event for event in sorted(events, key=_gravity) if material.told_by.get(event.id)]
    if told:
        account = material.told_by[told[0].id][0]
        place = material.place(account.document_id, account.evidence)
        shared |= {
            "quote": legal(" ".join(place["quote"].split())),
            "citation": legal(place["citation"]),
            "locator": legal(place["locator"]),
            "checked": material.check(account),
        }
    return shared


def _gravity(event: Event) -> tuple[float, str]:
    return (-abs(event.score), event.id)


def _counts(graph: Any) -> tuple[tuple[str, int], ...]:
    return (("state", graph.number_of_nodes()), ("tie", graph.number_of_edges()))


def _timeless(content: bytes) -> bytes:
    """Without the day of writing that the library puts in: the same ties give the same bytes."""
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", content, count=1)


GEXF = Form(
    about="ties between states over time, for Gephi",
    endings=(".gexf",),
    make=make_gexf,
    takes=0,
    heeds=("by",),
)
GRAPHML = Form(
    about="ties between states, an edge for each window",
    endings=(".graphml",),
    make=make_graphml,
    takes=0,
    heeds=("by",),
)
