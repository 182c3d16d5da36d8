"""The history of one relation with all that it rests on: events, reasons, what is disputed, what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dragoman.model import Borrowing, Conflict, Document, Dyad, Event, Phase, Point, Reason, Rupture
from dragoman.plain import plain_reason
from dragoman.reasons.rank import RankedSide, goes_back_to, rank_phase, rank_reasons
from dragoman.timed import Timespan
from dragoman.vocab.origins import Origins

if TYPE_CHECKING:
    # Imported where it is used: its statistics take a second to load, which most commands need not wait for.
    from dragoman.charts import Chart
    from dragoman.relations import Coverage, Relation
    from dragoman.relations.bins import By
    from dragoman.relations.series import Days
    from dragoman.relations.weights import Trust

KEPT = 16
"""Relations that are kept in memory, by the records that they are told from."""

KEYS = ("dyad", "series", "coverage", "phases", "ruptures", "reasons")
"""The keys of ``dragoman relation A B --json``, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationView:
    """Two states' relation as it can be told from the project.

    ``events`` are the acts between the two, by date; ``reasons`` the causes given for them, or said to concern both;
    ``conflicts`` what is disputed about the events. ``documents`` are by id; ``standpoints`` say whose record each
    document is in which a reason stands, None for nobody's. ``borrowings`` are what those documents share that tell of
    the two: copies count as one source of a reason.
    ``span`` is the time that was asked for, and ``undated`` counts the documents left out because nobody knows whether
    they had been written by then. ``trust`` says by event id how far each can be relied on,
    ``lived`` when both states existed.
    """

    found: Relation
    events: tuple[Event, ...]
    reasons: tuple[Reason, ...]
    conflicts: tuple[Conflict, ...]
    documents: Mapping[str, Document]
    standpoints: Mapping[str, str | None]
    borrowings: tuple[Borrowing, ...] = ()
    span: Timespan = field(default_factory=Timespan)
    undated: int = 0
    trust: Mapping[str, Trust] = field(default_factory=dict)
    lived: Days = (None, None)

    def side(self, reason: Reason) -> str:
        """The state for which a reason is given: that of its speaker, else of the document; "" for no state."""
        if reason.speaker:
            return reason.speaker_state
        return reason.speaker_state or self.standpoints.get(reason.document_id) or ""

    def causes(self, about: Rupture | Phase) -> tuple[RankedSide, ...]:
        """The causes given for a turning point or a phase, side by side, those of most independent sources first."""
        origins = Origins(self.borrowings)

        def origin(reason: Reason) -> str:
            return goes_back_to(reason, origins)

        if isinstance(about, Phase):
            return rank_phase(about, self.reasons, self.side, origin)
        return rank_reasons(about, self.reasons, {one.id: one for one in self.events}, self.side, origin)

    @property
    def dyad(self) -> Dyad:
        """The two states."""
        return self.found.dyad

    @property
    def series(self) -> tuple[Point, ...]:
        """The level of the relation, year by year, with its 80 % interval."""
        return self.found.series

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The stretches of years in which the relation kept one level."""
        return self.found.phases

    @property
    def ruptures(self) -> tuple[Rupture, ...]:
        """The turning points."""
        return self.found.ruptures

    @property
    def coverage(self) -> dict[str, Any]:
        """Which years the sources speak of at all."""
        from dragoman.relations import coverage_json

        return coverage_json(self.found.coverage)

    def chart(self, name: Callable[[str], str] | None = None, *, width: int = 680) -> Chart:
        """The chart of the relation; ``name`` gives a state's readable name, that of the list of states if not given.

        Raises:
            ConfigError: no chart is that narrow or wide.
        """
        from dragoman.charts.relation import draw_relation
        from dragoman.vocab.actors import Authority

        years = self.found.coverage.years
        covering = set(self.found.coverage.sources(years[0], years[-1])) if years else set()
        titles = {one.source_id: one.title or one.path for one in self.documents.values() if one.source_id in covering}
        names = name or Authority.load().name
        return draw_relation(self, self.events, names, sources=[titles[one] for one in sorted(titles)], width=width)

    def _repr_html_(self) -> str:
        from dragoman.notebook import show_relation
        from dragoman.vocab.actors import Authority

        sides: dict[str, list[Reason]] = {}
        for reason in self.reasons:
            sides.setdefault(self.side(reason), []).append(reason)
        return show_relation(
            self.chart(),
            phases=self.phases,
            ruptures=self.ruptures,
            events=self.events,
            reasons=sides,
            documents=self.documents,
            name=Authority.load().name,
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from dragoman.notebook import bundle

        return bundle(self._repr_html_(), f"{self.dyad}: {self.chart().summary}")

    def to_json(self) -> dict[str, Any]:
        """What ``dragoman relation A B --json`` prints: keys ``KEYS``."""
        from dragoman.relations import relation_json

        values = relation_json(self.found)
        turns = self._explained(((one, {"window": one.window}) for one in self.ruptures), apart=True)
        named = ((one, {"span": one.span, "label": one.label}) for one in self.phases)
        phases = self._explained(named, apart=False)
        values["reasons"] = [
            {
                **plain_reason(reason, self.documents[reason.document_id]),
                "side": self.side(reason) or None,
                "turns": turns.get(reason.id, []),
                "phases": phases.get(reason.id, []),
            }
            for reason in self.reasons
        ]
        return {key: values[key] for key in KEYS}

    def _explained(
        self, named: Iterable[tuple[Rupture | Phase, dict[str, Any]]], *, apart: bool
    ) -> dict[str, list[dict[str, Any]]]:
        """By reason what it explains of ``named``: its kind of cause, the place of that on its side, its sources."""
        found: dict[str, list[dict[str, Any]]] = {}
        for about, name in named:
            ranked = [(place, theme) for one in self.causes(about) for place, theme in enumerate(one.themes, 1)]
            for place, theme in ranked:
                told = {**name, "theme": theme.theme or None, "place": place, "sources": theme.sources}
                for reason in theme.reasons:
                    found.setdefault(reason.id, []).append({**told, "apart": theme.apart} if apart else told)
        return found


def view_relation(
    dyad: Dyad,
    events: Iterable[Event],
    *,
    reasons: Iterable[Reason],
    conflicts: Iterable[Conflict],
    documents: Mapping[str, Document],
    standpoints: Mapping[str, str | None],
    coverage: Coverage,
    borrowings: Iterable[Borrowing] = (),
    by: By = "year",
    span: Timespan | None = None,
    undated: int = 0,
    trust: Mapping[str, Trust] | None = None,
    lived: Days = (None, None),
) -> RelationView:
    """The view of a dyad; of the records handed in, those of other dyads are passed over.

    ``coverage`` is what the documents speak of. With ``span`` only the years that it touches are told of. ``trust``
    says by event id how far each can be relied on, ``lived`` when both states existed.
    """
    from dragoman.relations import events_of

    between = events_of(dyad, events)
    mine = {event.id for event in between}
    told = None if trust is None else tuple(sorted((id, trust[id]) for id in mine & trust.keys()))
    found = _relate(dyad, between, coverage, by, told, lived)
    if span is not None:
        found = replace(found, series=tuple(point for point in found.series if span.holds(point.span)))
    return RelationView(
        found=found,
        events=between,
        reasons=tuple(reason for reason in reasons if concerns(reason, dyad, mine)),
        conflicts=tuple(conflict for conflict in conflicts if conflict.event_id in mine),
        documents=documents,
        standpoints=standpoints,
        borrowings=tuple(borrowings),
        span=span or Timespan(),
        undated=undated,
        trust=trust or {},
        lived=lived,
    )


@lru_cache(maxsize=KEPT)
def _relate(  # noqa: PLR0917 - by these alone a relation is told
    dyad: Dyad,
    events: tuple[Event, ...],
    coverage: Coverage,
    by: By,
    trust: tuple[tuple[str, Trust], ...] | None,
    lived: Days,
) -> Relation:
    """A relation, told once of the same records: what changes elsewhere in a project leaves it as it was."""
    from dragoman.relations import relate

    return relate(dyad, events, coverage, by=by, trust=None if trust is None else dict(trust), lived=lived)


def concerns(reason: Reason, dyad: Dyad, event_ids: set[str]) -> bool:
    """Whether a reason explains an act between the two states, or what it explains is said to concern both."""
    return reason.explains in event_ids or {dyad.a, dyad.b} <= set(reason.parties)
