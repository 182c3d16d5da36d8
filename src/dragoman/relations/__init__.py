"""The history of a relation, read out of events: series, phases, ruptures."""

from dragoman.relations.counted_coverage import add_coverage
from dragoman.relations.coverage import Coverage, Spoken, build_coverage, coverage_json, spoken_of, spoken_of_accounts
from dragoman.relations.dyads import dyads_of, events_of
from dragoman.relations.phases import find_phases
from dragoman.relations.relation import Relation, relate, relation_json
from dragoman.relations.ruptures import find_ruptures
from dragoman.relations.series import build_series, tell_series
from dragoman.relations.series_rows import phase_table, rupture_table, series_table, step_table

__all__ = [
    "Coverage",
    "Relation",
    "Spoken",
    "add_coverage",
    "build_coverage",
    "build_series",
    "coverage_json",
    "dyads_of",
    "events_of",
    "find_phases",
    "find_ruptures",
    "phase_table",
    "relate",
    "relation_json",
    "rupture_table",
    "series_table",
    "spoken_of",
    "spoken_of_accounts",
    "step_table",
    "tell_series",
]
