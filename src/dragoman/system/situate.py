"""The system of states over time: networks, balance, blocs, realignments, patrons and bridges in one record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from dragoman.model import Event
from dragoman.model.system import Network, Patronage, Snapshot, System
from dragoman.relations.coverage import Spoken
from dragoman.system.balance import measure_balance
from dragoman.system.blocs import find_groups, tell_blocs, tell_stands, weigh_states
from dragoman.system.bridges import find_bridges
from dragoman.system.frustration import EFFORT
from dragoman.system.identity import Group, keep_identity
from dragoman.system.network import cover, network_in
from dragoman.system.partition import RESOLUTION
from dragoman.system.patrons import patrons_in
from dragoman.system.placed import place_acts
from dragoman.system.realign import Division, find_realignments
from dragoman.system.windows import HALVES, Window
from dragoman.vocab.scheme import Scheme


def situate(
    events: Iterable[Event],
    windows: Sequence[Window],
    *,
    resolution: float = RESOLUTION,
    scheme: Scheme | None = None,
    certainty: Mapping[str, float] | None = None,
    is_state: Callable[[str], bool] | None = None,
    spoken: Sequence[Spoken] = (),
    sources: Mapping[str, str] | None = None,
    effort: int = EFFORT,
) -> System:
    """Tell the system of states in each window, and who changed sides between them.

    ``windows`` go by time. ``certainty`` is by event id; ``is_state`` says which codes are states (all, if not given);
    ``spoken`` and ``sources`` (document to source id) tell what covers each tie. A window in which nothing happened has
    an empty network and no blocs. ``effort`` bounds the search for the frustration (see ``measure_frustration``).

    Raises:
        ValueError: the windows are not in the order of time, or a certainty does not lie between 0 and 1.
    """
    known = tuple(events)
    placed = place_acts(known, scheme=scheme, certainty=certainty, is_state=is_state)
    networks = [network_in(placed, window) for window in windows]
    if sources is not None:
        networks = [cover(one, window, spoken, sources) for one, window in zip(networks, windows, strict=True)]
    patrons = [patrons_in(placed, window) for window in windows]
    return situate_networks(networks, windows, patrons=patrons, events=known, resolution=resolution, effort=effort)


def situate_networks(
    networks: Sequence[Network],
    windows: Sequence[Window],
    *,
    patrons: Sequence[tuple[Patronage, ...]] = (),
    events: Sequence[Event] = (),
    resolution: float = RESOLUTION,
    effort: int = EFFORT,
) -> System:
    """The same, from networks that are known already, one for each window.

    Raises:
        ValueError: there are not as many networks as windows, or these are not in the order of time.
    """
    if any(later.last <= earlier.last for earlier, later in pairwise(windows)):
        raise ValueError("windows must go by time, each ending after the one before")
    given = tuple(patrons) or ((),) * len(windows)
    groups: list[tuple[Group, ...]] = []
    for network in networks:
        groups.append(find_groups(network, resolution=resolution, before=groups[-1] if groups else ()))
    weights = [weigh_states(*one) for one in zip(networks, groups, given, strict=True)]
    names = keep_identity(groups, weights)
    divisions = [
        Division(window=window, network=network, names=named)
        for window, network, named in zip(windows, networks, names, strict=True)
    ]
    snapshots = []
    for division, weight, patronages in zip(divisions, weights, given, strict=True):
        stands = tell_stands(division.network, division.names)
        snapshots.append(
            Snapshot(
                at=division.window.at,
                network=division.network,
                balance=measure_balance(division.network, effort=effort),
                blocs=tell_blocs(division.network, division.names, weight),
                stands=stands,
                patronages=patronages,
                bridges=find_bridges(division.network, division.names, stands),
            )
        )
    half_life = windows[0].half_life if windows else None
    return System(
        snapshots=tuple(snapshots),
        realignments=find_realignments(divisions, events),
        memory=round((half_life or 0.0) * HALVES, 6),
        resolution=resolution,
    )
