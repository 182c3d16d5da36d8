"""The system of states: signed networks from events, balance, blocs over time, realignment, patrons, bridges."""

from dragoman.system.balance import count_triads, find_triads, measure_balance, measure_walks
from dragoman.system.blocs import find_groups
from dragoman.system.frustration import measure_frustration
from dragoman.system.network import build_network, given_tie, network_of
from dragoman.system.partition import divide
from dragoman.system.patrons import find_patrons
from dragoman.system.realign import find_realignments
from dragoman.system.situate import situate, situate_networks
from dragoman.system.windows import Window, window_at, windows_by

__all__ = [
    "Window",
    "build_network",
    "count_triads",
    "divide",
    "find_groups",
    "find_patrons",
    "find_realignments",
    "find_triads",
    "given_tie",
    "measure_balance",
    "measure_frustration",
    "measure_walks",
    "network_of",
    "situate",
    "situate_networks",
    "window_at",
    "windows_by",
]
