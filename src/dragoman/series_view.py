"""The series of one relation with all that bounds it: what was read, and when the two states existed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from dragoman.errors import ConfigError
from dragoman.model import Dyad
from dragoman.model.series import Series
from dragoman.timed import Timespan, Told
from dragoman.vocab.actors import Authority

if TYPE_CHECKING:
    # Imported where it is used: its statistics take a second to load, which most commands need not wait for.
    from arro3.core import Table

    from dragoman.relations import Coverage
    from dragoman.relations.bins import By
    from dragoman.relations.series import Scale
    from dragoman.relations.weights import Trust

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """The course of a relation: one series of both sides' acts, or one for each direction.

    ``read`` counts the documents that were read and ``undated`` those left out because nobody knows whether they had
    been written by the day asked for.
    """

    dyad: Dyad
    series: tuple[Series, ...]
    coverage: Coverage
    span: Timespan
    read: int
    undated: int

    def to_json(self) -> dict[str, Any]:
        """What ``dragoman series A B --json`` prints."""
        from dragoman.relations import coverage_json
        from dragoman.relations.series_rows import series_json, step_json

        # The formal tie is one, whatever the direction: of a directed series the acts of both sides make it.
        steps = {step.event_id: step for one in self.series for step in one.steps}
        return {
            "dyad": str(self.dyad),
            "by": self.series[0].by,
            "scale": self.series[0].scale,
            "directions": [series_json(one) for one in self.series],
            "formal": [step_json(step) for step in steps.values()],
            "coverage": coverage_json(self.coverage),
        }

    def rows(self) -> list[dict[str, Any]]:
        """All bins as rows of plain values."""
        from dragoman.relations.series_rows import series_rows

        return [row for one in self.series for row in series_rows(one)]

    def table(self) -> Table:
        """All bins as one Arrow table (``__arrow_c_stream__``): see :func:`dragoman.relations.series_table`."""
        from dragoman.relations.series_rows import series_table

        return series_table(self.series)

    def formal(self) -> Table:
        """The formal acts, and what each makes of the tie, as an Arrow table."""
        from dragoman.relations.series_rows import step_table

        return step_table(self.series[0])


def view_series(
    dyad: Dyad,
    told: Told,
    coverage: Coverage,
    *,
    by: str = "year",
    scale: str = "plover",
    told_on: str = "plover",
    directed: bool = False,
    span: Timespan | None = None,
    lived: Days = (None, None),
    name: Callable[[str], str] = str,
) -> SeriesView:
    """The series of a dyad from what is told; the events bear scores of the scale ``told_on``.

    ``coverage`` is what the documents speak of, ``lived`` are the days on which both states
    existed, ``name`` gives a state's readable name.

    Raises:
        ConfigError: there is no such bin or scale.
    """
    from dragoman.relations.bins import BYS
    from dragoman.relations.series import SCALES, rescore, tell_series

    for option, value, known in (("by", by, BYS), ("scale", scale, SCALES)):
        if value not in known:
            raise ConfigError(f"{option}: {value!r} is none of {', '.join(known)}")
    events = told.events if scale == told_on else rescore(told.events, scale)
    span = span or Timespan()
    trust = trust_of(told)
    within = tuple(date.fromisoformat(day) if day else None for day in (span.since, span.until))
    series = tuple(
        tell_series(
            dyad,
            events,
            coverage,
            by=cast("By", by),
            actor=actor,
            scale=cast("Scale", scale),
            trust=trust,
            within=(within[0], within[1]),
            lived=lived,
            name=name,
        )
        for actor in ((dyad.a, dyad.b) if directed else ("",))
    )
    if directed:
        steps = tell_series(dyad, told.events, coverage, trust=trust, lived=lived).steps
        series = tuple(replace(one, steps=steps) for one in series)
    return SeriesView(
        dyad=dyad, series=series, coverage=coverage, span=span, read=len(told.documents), undated=told.undated
    )


def trust_of(told: Told) -> Mapping[str, Trust]:
    """How far each event that is told can be relied on; see :func:`dragoman.relations.weights.weigh_events`."""
    from dragoman.relations.weights import weigh_events

    return weigh_events(told.events, told.accounts, told.borrowings)


def lived_together(authority: Authority, dyad: Dyad, span: Timespan) -> Days:
    """The first and the last day on which both states existed, as the authority list has it; None where it is open.

    Raises:
        ConfigError: the two never existed together, or not in the time that is asked for.
    """
    born: dict[date, str] = {}
    ended: dict[date, str] = {}
    for code in (dyad.a, dyad.b):
        spans = authority.actor(code).spans if code in authority else ()
        firsts, lasts = [one.first for one in spans], [one.last for one in spans]
        if spans and None not in firsts:
            born[min(day for day in firsts if day)] = code
        if spans and None not in lasts:
            ended[max(day for day in lasts if day)] = code
    first, last = max(born, default=None), min(ended, default=None)

    def tell(code: str) -> str:
        return f"{authority.name(code)} ({code})"

    if first and last and last < first:
        raise ConfigError(
            f"{tell(ended[last])} ended on {last.isoformat()}, before {tell(born[first])} began on"
            f" {first.isoformat()}: the two have no relation"
        )
    if first and span.until and span.until < first.isoformat():
        raise ConfigError(
            f"{tell(born[first])} is listed from {first.isoformat()} on: no relation can be told up to {span.until}"
        )
    if last and span.since and span.since > last.isoformat():
        raise ConfigError(
            f"{tell(ended[last])} is listed up to {last.isoformat()}: no relation can be told from {span.since} on"
        )
    return first, last
