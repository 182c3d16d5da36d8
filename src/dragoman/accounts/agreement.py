"""How far two coders agree: percent, Krippendorff's alpha, Gwet's AC1, each with an interval."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Value = Hashable
"""What a coder says of a unit; a set when it may be several things at once."""

Row = Sequence[Value | None]
"""What each coder says of one unit, in the order of the coders; None for one who has not seen it."""

Floats = NDArray[np.float64]

RESAMPLES = 1000
SEED = 20080501
"""Of the bootstrap: the same data give the same interval."""

LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A coefficient, 1 for full agreement, with its 95 % interval; ``value`` is None, and ``why`` says why, where the
    data do not define it. ``low`` and ``high`` are None where there is no interval.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two coders agree on ``units``.

    ``percent`` is the share of units on which they say the same; ``alpha`` and ``ac1`` take off what chance would
    give. ``partial`` is alpha where sets that overlap agree in part (MASI distance, Passonneau 2006), None where what
    they say are no sets.
    """

    units: int
    percent: Measure
    alpha: Measure
    ac1: Measure
    partial: Measure | None


def compare(pairs: Sequence[tuple[Value, Value]], *, categories: int = 0) -> Agreement:
    """The agreement of two coders who both saw all units; ``pairs`` holds what each says of a unit.

    ``categories`` is the number of values that there are to choose from, where it is known; else those that were used
    count. Intervals come from a bootstrap over the units with a fixed seed (percentiles; Hayes & Krippendorff 2007).
    """
    units = len(pairs)
    kinds = categories or len({value for pair in pairs for value in pair})
    sets = all(isinstance(value, frozenset) for pair in pairs for value in pair)
    again = resample(pairs, kinds, sets) if units > 1 else {}

    def measure(name: str, value: float | None) -> Measure:
        if value is None:
            return Measure(value=None, why=NO_VARIATION if units else NO_UNIT)
        low, high = _interval(again[name]) if again else (None, None)
        return Measure(value=value, low=low, high=high, why=ONE_UNIT if units == 1 else "")

    return Agreement(
        units=units,
        percent=measure("percent", percent(pairs)),
        alpha=measure("alpha", alpha(pairs)),
        ac1=measure("ac1", ac1(pairs, categories=kinds)),
        partial=measure("partial", alpha(pairs, partial=True)) if sets else None,
    )


NO_UNIT = "there is no unit to compare"
NO_VARIATION = "only one value was ever used: chance agreement cannot be told from real"
ONE_UNIT = "of one unit there is no interval"


def percent(rows: Sequence[Row]) -> float | None:
    """The share of pairs of values on the same unit that are equal, averaged over the units (0 to 1).

    None where no unit was seen by two coders.
    """
    shares = [
        sum(count * (count - 1) for count in Counter(said).values()) / (len(said) * (len(said) - 1))
        for said in (_said(row) for row in rows)
        if len(said) > 1
    ]
    return sum(shares) / len(shares) if shares else None


def ac1(rows: Sequence[Row], *, categories: int = 0) -> float | None:
    """Gwet's AC1: agreement beyond what chance gives to units that are hard to tell (K. L. Gwet, "Computing inter-rater
    reliability and its variance in the presence of high agreement", British Journal of Mathematical and Statistical
    Psychology 61 (2008), 29-48; for values that are missing, Handbook of Inter-Rater Reliability, 4th ed. 2014, ch. 5).

    ``categories`` is the number of values to choose from, by default those used, and at least two. None where no unit
    was seen by two coders.
    """
    observed = percent(rows)
    if observed is None:
        return None
    seen = [said for said in (_said(row) for row in rows) if said]
    shares: Counter[Value] = Counter()
    for said in seen:
        for value, count in Counter(said).items():
            shares[value] += count / len(said) / len(seen)  # type: ignore[assignment]
    kinds = max(2, categories, len(shares))
    chance = sum(share * (1 - share) for share in shares.values()) / (kinds - 1)
    return (observed - chance) / (1 - chance)


def alpha(rows: Sequence[Row], *, partial: bool = False) -> float | None:
    """Krippendorff's alpha for nominal values, by NLTK (K. Krippendorff, Content Analysis, ch. 11).

    With ``partial`` the values are sets, and sets that overlap agree in part. None where no unit was seen by two
    coders, or only one value was used: alpha is not defined then.
    """
    shared = [(unit, row) for unit, row in enumerate(rows) if len(_said(row)) > 1]
    if len({value for _, row in shared for value in _said(row)}) < 2:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts of NLTK that are not used here
        from nltk.metrics.agreement import AnnotationTask
    labels = [
        (str(coder), str(unit), value) for unit, row in shared for coder, value in enumerate(row) if value is not None
    ]
    return float(AnnotationTask(labels, distance=masi if partial else _differ).alpha())


def _said(row: Row) -> list[Value]:
    return [value for value in row if value is not None]


def _differ(one: Value, other: Value) -> float:
    return 0.0 if one == other else 1.0


def masi(one: Value, other: Value) -> float:
    """How far two sets differ, 0 to 1: less the more they share, and least where one holds the other.

    R. Passonneau, "Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation", LREC 2006.
    Two empty sets are the same.
    """
    if not isinstance(one, frozenset) or not isinstance(other, frozenset):
        raise TypeError("only sets can agree in part")
    if one == other:
        return 0.0
    monotony = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1.0 - len(one & other) / len(one | other) * monotony


def resample(
    pairs: Sequence[tuple[Value, Value]], categories: int, sets: bool, *, samples: int = RESAMPLES
) -> dict[str, Floats]:
    """The coefficients of as many ``samples`` of the units, drawn with replacement; not a number where undefined.

    Counted from how often each pair of values is drawn, all samples at once: NLTK goes over every unit of every sample,
    which for ten thousand sentences takes minutes. With no samples the one row is that of the data themselves.
    """
    found = Counter(pairs)
    kinds = list(dict.fromkeys(value for pair in found for value in pair))
    first, second = ([kinds.index(pair[side]) for pair in found] for side in (0, 1))
    held = np.array(list(found.values()), dtype=float)
    units = len(pairs)
    draw = np.random.default_rng(SEED)
    counts = draw.multinomial(units, held / units, size=samples).astype(float) if samples else held[None, :]
    values = np.zeros((len(counts), len(kinds)))
    for side in (first, second):
        for pair, kind in enumerate(side):
            values[:, kind] += counts[:, pair]
    total = 2 * units
    same = counts[:, [one == other for one, other in found]].sum(axis=1) / units
    shares = values / total
    chance = (shares * (1 - shares)).sum(axis=1) / (max(2, categories) - 1)
    measures = {"percent": same, "ac1": (same - chance) / (1 - chance)}
    for name, distance in (("alpha", _differ), ("partial", masi)) if sets else (("alpha", _differ),):
        apart = np.array([[distance(one, other) for other in kinds] for one in kinds])
        observed = counts @ apart[first, second] / units
        expected = ((values @ apart) * values).sum(axis=1) / (total * (total - 1))
        measures[name] = np.where(expected > 0, 1 - observed / np.where(expected > 0, expected, 1), np.nan)
    return measures


def _interval(found: Floats) -> tuple[float | None, float | None]:
    """The middle 95 % of resampled values; none where most resamples do not define it."""
    defined = np.sort(found[~np.isnan(found)])
    if len(defined) < RESAMPLES / 2:
        return None, None
    cut = (1 - LEVEL) / 2 * (len(defined) - 1)
    return float(defined[round(cut)]), float(defined[round(len(defined) - 1 - cut)])
