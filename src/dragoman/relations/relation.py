"""The history of one dyad in one record: series, coverage, phases, ruptures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.model import Dyad, Event, Phase, Point, Rupture
from dragoman.relations.bins import By
from dragoman.relations.coverage import Coverage, coverage_json
from dragoman.relations.dyads import in_lifetime
from dragoman.relations.extent import bound_coverage, drop_far
from dragoman.relations.phases import phases_of
from dragoman.relations.ruptures import ruptures_of
from dragoman.relations.series import Days, tell_series
from dragoman.relations.series_rows import point_json
from dragoman.relations.turn_rows import phase_json, rupture_json
from dragoman.relations.turns import follow
from dragoman.relations.weights import Trust
from dragoman.vocab.scheme import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What is told of two states: the course of their relation, and what was read to tell it.

    ``noise`` is the spread of single events about the level in points and ``penalty`` what a further change must save
    in log-likelihood: both are chosen from the data. ``left_out`` says how many acts could not be used, and why.
    """

    dyad: Dyad
    series: tuple[Point, ...]
    coverage: Coverage
    phases: tuple[Phase, ...]
    ruptures: tuple[Rupture, ...]
    noise: float
    penalty: float
    left_out: tuple[tuple[str, int], ...] = ()


def relate(
    dyad: Dyad,
    events: Iterable[Event],
    coverage: Coverage,
    *,
    by: By = "year",
    scheme: Scheme | None = None,
    trust: Mapping[str, Trust] | None = None,
    lived: Days = (None, None),
) -> Relation:
    """Tell the history of a relation from its events.

    ``trust`` says by event id how surely each was read and how many independent sources tell it, ``lived`` when both
    states existed; see :func:`dragoman.relations.series.tell_series`. Events of other dyads are passed over. With no
    dated event the series holds no level, and there is neither phase nor rupture: ``coverage.describe()`` then says
    what was read.

    Raises:
        ValueError: ``by`` is none of year, quarter, month, day.
    """
    known = tuple(events)
    course = follow(dyad, drop_far(in_lifetime(known, lived)), scheme=scheme, trust=trust)
    coverage = bound_coverage(coverage, course.days, lived)
    series = tell_series(dyad, known, coverage, by=by, scheme=scheme, trust=trust, lived=lived)
    return Relation(
        dyad=dyad,
        series=series.points,
        coverage=coverage,
        phases=phases_of(course, coverage),
        ruptures=ruptures_of(course),
        noise=round(course.noise, 4),
        penalty=round(course.penalty, 4),
        left_out=series.left_out,
    )


def relation_json(relation: Relation) -> dict[str, Any]:
    """The relation as JSON-ready values; ``reasons`` is empty, for whoever knows the reasons to fill."""
    return {
        "dyad": str(relation.dyad),
        "series": [point_json(point) for point in relation.series],
        "coverage": coverage_json(relation.coverage),
        "phases": [phase_json(phase) for phase in relation.phases],
        "ruptures": [rupture_json(rupture) for rupture in relation.ruptures],
        "noise": relation.noise,
        "penalty": relation.penalty,
        "reasons": [],
    }
