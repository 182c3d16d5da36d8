"""The bins of a series: what lies in each, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dragoman.model import Event, Point
from dragoman.model.relation import QUADS
from dragoman.relations.bins import Bin, touched
from dragoman.relations.coverage import Coverage
from dragoman.relations.level import Observed, spread
from dragoman.vocab.scheme import Scheme

TOO_VAGUE = 5.0
"""Scale points: where the 80 % band reaches further than this to either side, no level is told."""

FEWEST = 3
"""Dated events below which no level is told: one act or two are told by themselves, and make no curve."""

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dated:
    """An event with its first and last day number and its weight."""

    event: Event
    first: int
    last: int
    weight: float


def make_points(
    acts: Sequence[Dated],
    bins: Sequence[Bin],
    coverage: Coverage,
    scheme: Scheme,
    levels: Vector | None,
) -> tuple[Point, ...]:
    """The points of the bins, of which there is one at least; ``levels`` are those of ``tell_level``.

    A bin of which no source speaks, and that no event touches, is a gap: nothing is told of it.
    """
    held = _held(acts, bins)
    sums = _sums(acts, scheme, np.array([one.first for one in bins], dtype=np.int64), bins[-1].last)
    return fill_points(bins, coverage, sums, levels, numbers=[len(ids) for ids in held], held=held)


def fill_points(
    bins: Sequence[Bin],
    coverage: Coverage,
    sums: Mapping[str, Vector],
    levels: Vector | None,
    *,
    numbers: Sequence[int],
    held: Sequence[Sequence[str]] = (),
) -> tuple[Point, ...]:
    """The points of the bins from what lies in each: ``numbers`` of acts that touch it, and by the share of each date
    the ``total`` of scores, the ``load`` of weights, their ``pull`` (weighted scores), and the acts of each of
    ``QUADS``. ``held`` names the events of each bin, where they are known."""
    sources = {year: len(coverage.sources(year)) for year in sorted({one.year for one in bins})}
    points = []
    for at, one in enumerate(bins):
        if not sources[one.year] and not numbers[at]:
            points.append(
                Point(span=one.span, n=None, total=None, level=None, low=None, high=None, sources=0, event_ids=())
            )
            continue
        told = levels[at] if levels is not None and levels[at, 3] - levels[at, 1] <= 2 * TOO_VAGUE else None
        low95, low, level, high, high95 = (None,) * 5 if told is None else (_scaled(float(value)) for value in told)
        points.append(
            Point(
                span=one.span,
                n=numbers[at],
                total=_rounded(sums["total"][at]),
                level=level,
                low=low,
                high=high,
                sources=sources[one.year],
                event_ids=tuple(held[at]) if held else (),
                low95=low95,
                high95=high95,
                quads=tuple(_rounded(sums[quad][at]) for quad in QUADS),
                mean=_rounded(sums["pull"][at] / sums["load"][at]) if sums["load"][at] > 0 else None,
            )
        )
    return tuple(points)


def _sums(acts: Sequence[Dated], scheme: Scheme, starts: npt.NDArray[np.int64], end: int) -> dict[str, Vector]:
    """Per bin, by the share of each date that lies in it: scores, weights, weighted scores, events of each class."""
    each = Observed(
        first=np.array([one.first for one in acts], dtype=np.int64),
        last=np.array([one.last for one in acts], dtype=np.int64),
        weight=np.array([one.weight for one in acts], dtype=float),
        count=np.ones(len(acts)),
        mean=np.array([one.event.score for one in acts], dtype=float),
        squares=np.zeros(len(acts)),
    )
    kinds = np.array([scheme.type(one.event.event_type).quad for one in acts])
    amounts = {"total": each.mean, "load": each.weight, "pull": each.weight * each.mean}
    amounts |= {quad: (kinds == quad).astype(float) for quad in QUADS}
    return {key: spread(each, values, starts, end) for key, values in amounts.items()}


def clipped(observed: Observed, first: int, last: int) -> Observed:
    """The observed acts with those before and after the bins drawn to their ends, so that they still tell of them."""
    return replace(observed, first=np.clip(observed.first, first, last), last=np.clip(observed.last, first, last))


def _held(acts: Sequence[Dated], bins: Sequence[Bin]) -> list[list[str]]:
    """The ids of the events that touch each bin, in the order of the events."""
    held: list[list[str]] = [[] for _ in bins]
    for one in acts:
        for at in touched(bins, one.first, one.last):
            held[at].append(one.event.id)
    return held


def _scaled(value: float) -> float:
    return _rounded(min(max(value, -10.0), 10.0), 3)


def _rounded(value: float, places: int = 6) -> float:
    return round(float(value), places) or 0.0
