"""Phases: the stretches of years in which a relation kept one level, with a name for each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from dragoman.model import Dyad, Event, Phase
from dragoman.model.relation import Label
from dragoman.relations.coverage import Coverage
from dragoman.relations.dyads import day_span
from dragoman.relations.evidence import LEVELS, posterior_of_level
from dragoman.relations.points import FEWEST, TOO_VAGUE
from dragoman.relations.ruptures import formal_cuts
from dragoman.relations.spans import span_text
from dragoman.relations.turns import Course, follow
from dragoman.vocab.scheme import Scheme

__all__ = ["BANDS", "bands_of", "find_phases", "label_of", "phases_of", "span_text"]

BANDS: tuple[tuple[float, Label], ...] = ((3.5, "close"), (1.5, "cooperative"), (-1.0, "cool"), (-4.5, "strained"))
"""The least level of each label on the PLOVER scale; below them all it is hostile.

For orientation: talks score 1.5, a visit 2, aid 6.5, an agreement 4 to 6, criticism -2.5, a refusal -3.5, a threat -5,
the breach of relations -8. So mutual visits with some aid or agreement make "close", visits and talks alone
"cooperative", as many quarrels as meetings "cool", quarrels "strained", sanctions and threats "hostile".
"""

SILENCE = 1827
"""Days: where no act is told for longer (five years), and no source speaks of both states, the relation is ``none``."""

SILENCE_APART = 731
"""Days: the same, while relations stand broken off: states without relations do little with one another."""

PARTED = frozenset({"break-relations", "suspend-relations", "recognition-withdrawn"})
JOINED = frozenset({"establish-relations", "resume-relations", "recognition"})
"""Formal acts after which no relations exist, and after which they do."""


def label_of(level: float) -> Label:
    """The name of the band that a level lies in."""
    return next((label for least, label in BANDS if level >= least), "hostile")


def bands_of(phase: Phase) -> tuple[Label, ...]:
    """The labels that a phase may have: of the bands that its 80 % interval touches, from the lowest to the highest.

    Of a phase ``none``, whose level is not known, ``none`` alone.
    """
    if phase.label == "none":
        return ("none",)
    names = ["hostile", *(label for _, label in reversed(BANDS))]
    return tuple(names[names.index(label_of(phase.low)) : names.index(label_of(phase.high)) + 1])


def find_phases(
    dyad: Dyad, events: Iterable[Event], *, coverage: Coverage | None = None, scheme: Scheme | None = None
) -> tuple[Phase, ...]:
    """The phases of a dyad, in order: neighbouring stretches of one label are one phase.

    The stretches are those between the changes of level, and between formal acts that are a turn by themselves, each
    with the run of acts that leads to it. A phase spans from the first to the last day that its events may mean, cut
    off where the next begins; between two phases may lie time of which nothing is told. Where that is long
    (``SILENCE``, ``SILENCE_APART``) and ``coverage`` shows no source that speaks of both states, it is a phase
    ``none``: its level is not known, so it holds 0 with the whole scale as interval. So is a stretch of so few acts
    that its 80 % interval reaches further than 5 points to either side, and a relation of fewer than three: the acts
    are told, and no level. Without dated events there is no phase.
    """
    return phases_of(follow(dyad, events, scheme=scheme), coverage)


def phases_of(course: Course, coverage: Coverage | None = None) -> tuple[Phase, ...]:
    """The phases of a course."""
    merged: list[tuple[int, int]] = []
    silences = {place: gap for place, gap in _silences(course) if not _is_read(coverage, *gap)}
    cuts = {*silences, *formal_cuts(course)}
    for start, end in course.stretches:
        edges = [start, *(place for place in sorted(cuts) if start < place < end), end]
        for begin, stop in pairwise(edges):
            same = merged and begin not in silences and _label(course, *merged[-1]) == _label(course, begin, stop)
            if same:
                merged[-1] = (merged[-1][0], stop)
            else:
                merged.append((begin, stop))
    begins = [course.begin(start) for start, _ in merged]
    phases: list[Phase] = []
    for place, (start, end) in enumerate(merged):
        if start in silences:
            first, last = silences[start]
            _append(phases, _none(course.dyad, span_text(date.fromordinal(first), date.fromordinal(last))))
        first = begins[place]
        last = max(last for _, last in course.days[start:end])
        if place + 1 < len(merged):
            last = max(first, min(last, begins[place + 1] - 1))
        _append(phases, _phase(course, start, end, span_text(date.fromordinal(first), date.fromordinal(last))))
    return tuple(phases)


def _append(phases: list[Phase], phase: Phase) -> None:
    """Puts a phase behind the others; of times of which no level is known, one after the other, it makes one."""
    if not phases or (phases[-1].label, phase.label) != ("none", "none"):
        phases.append(phase)
        return
    before = day_span(phases[-1].span)
    after = day_span(phase.span)
    if before is None or after is None:
        raise ValueError(f"{phase.span}: a phase has both its ends")
    span = span_text(date.fromordinal(before[0]), date.fromordinal(max(before[1], after[1])))
    phases[-1] = _none(phase.dyad, span, phases[-1].event_ids + phase.event_ids)


def _phase(course: Course, start: int, end: int, span: str) -> Phase:
    level, low, high = course.interval(start, end)
    label = _label(course, start, end)
    if label == "none":
        return _none(course.dyad, span, tuple(event.id for event in course.events[start:end]))
    chances = posterior_of_level(course.told[start:end].sum(axis=0))
    sure = sum(float(chance) for at, chance in zip(LEVELS, chances, strict=True) if label_of(float(at)) == label)
    return Phase(
        dyad=course.dyad,
        span=span,
        label=label,
        level=round(level, 3) or 0.0,
        low=round(low, 3),
        high=round(high, 3),
        event_ids=tuple(event.id for event in course.events[start:end]),
        probability=round(sure, 4),
    )


def _none(dyad: Dyad, span: str, event_ids: tuple[str, ...] = ()) -> Phase:
    return Phase(dyad=dyad, span=span, label="none", level=0.0, low=-10.0, high=10.0, event_ids=event_ids)


def _label(course: Course, start: int, end: int) -> Label:
    level, low, high = course.interval(start, end)
    return "none" if len(course.events) < FEWEST or high - low > 2 * TOO_VAGUE else label_of(level)


def _silences(course: Course) -> Iterable[tuple[int, tuple[int, int]]]:
    """Long times between acts: the index of the event that ends each, its first and last day."""
    apart, reached = False, 0
    firsts = [first for first, _ in course.days]
    for place, event in enumerate(course.events):
        coming = min(firsts[place:])
        if place and coming - reached - 1 > (SILENCE_APART if apart else SILENCE):
            yield place, (reached + 1, coming - 1)
        apart = event.mode in PARTED or (apart and event.mode not in JOINED)
        reached = max(reached, course.days[place][1])


def _is_read(coverage: Coverage | None, first: int, last: int) -> bool:
    """Whether in most years of this time a source speaks of both states."""
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    spoken = {year for year, _ in coverage.both} if coverage else set()
    return 2 * sum(year in spoken for year in years) > len(years)
