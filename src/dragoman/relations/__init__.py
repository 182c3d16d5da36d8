"""The history of a relation, read out of events: series, phases, ruptures."""

from dragoman.relations.coverage import Coverage, Spoken, build_coverage, coverage_json, spoken_of, spoken_of_accounts
from dragoman.relations.dyads import dyads_of, events_of
from dragoman.relations.phases import find_phases
from dragoman.relations.relation import Relation, relate, relation_json
from dragoman.relations.ruptures import find_ruptures
from dragoman.relations.series import build_series

__all__ = [
    "Coverage",
    "Relation",
    "Spoken",
    "build_coverage",
    "build_series",
    "coverage_json",
    "dyads_of",
    "events_of",
    "find_phases",
    "find_ruptures",
    "relate",
    "relation_json",
    "spoken_of",
    "spoken_of_accounts",
]
