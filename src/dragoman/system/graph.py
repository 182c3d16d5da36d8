"""The signed network as a graph of networkx, for its algorithms and file formats."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from dragoman.model.system import Bloc, Network


def to_graph(network: Network, blocs: Iterable[Bloc] = ()) -> nx.Graph:
    """An undirected graph: states with their ``bloc``, ties with ``sign``, ``level``, ``low``, ``high`` and ``events``.

    All attributes are texts and numbers, so that every format of networkx (GEXF, GraphML, JSON) can hold them;
    ``events`` are ids parted by blanks.
    """
    home = {state: bloc.id for bloc in blocs for state in bloc.members}
    graph: nx.Graph = nx.Graph(window=network.window)
    for state in network.states:
        graph.add_node(state, bloc=home.get(state, ""))
    for tie in network.ties:
        graph.add_edge(
            tie.dyad.a,
            tie.dyad.b,
            sign=tie.sign,
            level=tie.level,
            low=tie.low,
            high=tie.high,
            weight=tie.weight,
            events=" ".join(tie.event_ids),
        )
    return graph
