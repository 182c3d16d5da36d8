"""A project as a person works with it: compare two states, and ask why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dragoman.errors import ConfigError
from dragoman.handing import Handing
from dragoman.model import Dyad, Event
from dragoman.named import trace_person
from dragoman.project import Added, create
from dragoman.relation_view import RelationView, view_relation
from dragoman.series_view import SeriesView, lived_together, trust_of, view_series
from dragoman.timed import Timespan, read_coverage, read_told
from dragoman.why import Link, Tracer

if TYPE_CHECKING:
    from dragoman.dossier import Plan
    from dragoman.model import Sensitivity
    from dragoman.model.forecast import Backtest, Forecast
    from dragoman.relations.bins import By
    from dragoman.relations.signs import History
    from dragoman.sensitivity_view import Progress
    from dragoman.system_view import SystemView
    from dragoman.what_if import WhatIf

__all__ = ["Added", "Workbench", "create"]


class Workbench(Handing):
    """A project's folder, opened: ``add`` and ``run`` build it, the rest looks at what was built.

    Raises:
        ConfigError: the folder holds no ``dragoman.toml``, or one that cannot be meant.
    """

    # What came out

    def timed_events(
        self, *, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> tuple[Event, ...]:
        """The events whose date may fall in a stretch of time, as they were told by a day; by date, undated last.

        ``since``, ``until`` and ``as_of`` are EDTF dates. With ``as_of`` only what had surely been written by then is
        read, and its accounts are grouped into events again from those alone.

        Raises:
            ConfigError: a date cannot be read, or the time ends before it begins.
        """
        with self.reader() as reader:
            return read_told(
                reader, self.rulings(), self.config, Timespan.of(since, until, as_of), extra=self.extra
            ).events

    def relation(
        self, a: str, b: str, *, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> RelationView:
        """The history of two states' relation: series, phases, ruptures, reasons, what is disputed, what is covered.

        ``since`` and ``until`` (EDTF) bound the time that is told, ``as_of`` the day by which a text must have been
        written to be read; see ``timed_events``.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: both names stand for one state, or a date cannot be meant.
        """
        dyad, span = self._dyad(a, b), Timespan.of(since, until, as_of)
        lived = lived_together(self.authority, dyad, span)
        with self.reader() as reader:
            told = read_told(reader, self.rulings(), self.config, span, between=(dyad.a, dyad.b), extra=self.extra)
            return view_relation(
                dyad,
                told.events,
                reasons=told.reasons,
                conflicts=told.conflicts,
                documents=told.documents,
                undated=told.undated,
                borrowings=told.borrowings,
                standpoints=reader.standpoints_of(one.document_id for one in told.reasons),
                coverage=read_coverage(reader, dyad, told, span),
                by=cast("By", self.config.relate.bin),
                span=span,
                trust=trust_of(told),
                lived=lived,
            )

    def series(
        self,
        a: str,
        b: str,
        *,
        by: str | None = None,
        scale: str | None = None,
        directed: bool = False,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> SeriesView:
        """The course of two states' relation by day, month, quarter or year, with the state of the formal tie.

        ``by`` and ``scale`` ("plover", "goldstein-1992") are those of the project unless given; ``directed`` tells the
        acts of each side towards the other apart. The time is bounded as for ``relation``.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: an option or a date cannot be meant, or the two did not exist together at that time.
        """
        dyad, span = self._dyad(a, b), Timespan.of(since, until, as_of)
        lived = lived_together(self.authority, dyad, span)
        with self.reader() as reader:
            told = read_told(reader, self.rulings(), self.config, span, between=(dyad.a, dyad.b), extra=self.extra)
            return view_series(
                dyad,
                told,
                read_coverage(reader, dyad, told, span),
                by=by or self.config.relate.bin,
                scale=scale or self.config.relate.scale,
                told_on=self.config.relate.scale,
                directed=directed,
                span=span,
                lived=lived,
                name=self.name,
            )

    def sensitivity(
        self,
        a: str,
        b: str,
        *,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        draws: int | None = None,
        seed: int | None = None,
        progress: Progress | None = None,
    ) -> Sensitivity:
        """What moves in a relation's history when each source, side, theme and type of act is left out.

        ``draws`` is how often the sources are drawn anew (0 for no bootstrap, None for as often as is usual), ``seed``
        what makes the draws repeatable; the span is as for ``relation``.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: both names stand for one state, or a date cannot be meant.
        """
        from dragoman.sensitivity_view import examine

        dyad = self._dyad(a, b)
        with self.reader() as reader:
            return examine(
                reader,
                self.rulings(),
                self.config,
                self.authority,
                dyad,
                span=Timespan.of(since, until, as_of),
                draws=draws,
                seed=seed,
                extra=self.extra,
                progress=progress,
            )

    def whatif(
        self,
        a: str,
        b: str,
        without: Collection[str],
        *,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> WhatIf:
        """A relation told without some events (ids), beside the relation with them: removal, not prophecy.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: an id is that of no act between the two, none is named, or a date cannot be meant.
        """
        from dragoman.what_if import take_out

        view = self.relation(a, b, since=since, until=until, as_of=as_of)
        strange = set(without) - {event.id for event in view.events}
        return take_out(view, without, self.events() if strange else (), by=cast("By", self.config.relate.bin))

    def forecast(
        self,
        a: str,
        b: str,
        *,
        months: int = 12,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> Forecast:
        """The chance of a break and of a thaw in the months after ``until``, else ``as_of``, else the last act read.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: both names stand for one state, a date cannot be meant, or ``months`` is not from 1 to 60.
            CoverageError: too little was read of the two by then.
        """
        from dragoman.foresight import foretell

        dyad, span = self._dyad(a, b), Timespan.of(since, until, as_of)
        return foretell(self._history(span), dyad, months=months, span=span, name=self.name)

    def backtest(
        self,
        *,
        months: int = 12,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Backtest:
        """How forecasts would have done on the project's past, all dyads together, each from what was known by then.

        Raises:
            ConfigError: a date cannot be meant, or ``months`` is not from 1 to 60.
            CoverageError: there is too little to test on.
        """
        from dragoman.foresight import try_past

        history = self._history(Timespan.of(since, until, as_of))
        return try_past(history, None, months=months, progress=progress)

    def _history(self, span: Timespan) -> History:
        from dragoman.foresight import gather_history

        with self.reader() as reader:
            return gather_history(reader, self.rulings(), self.config, span, self.extra)

    def _dyad(self, a: str, b: str) -> Dyad:
        """The dyad of two names.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: both names stand for one state.
        """
        one, other = self.state(a), self.state(b)
        if one == other:
            raise ConfigError(f"{a} and {b} are both {self.name(one)} ({one}): a relation is between two states")
        return Dyad.of(one, other)

    def coverage(self, a: str, b: str) -> dict[str, Any]:
        """Which years the sources speak of for two states: "no event" and "no source" are different things."""
        return self.relation(a, b).coverage

    def blocs(
        self,
        *,
        at: str | None = None,
        by: str | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        memory: float | None = None,
        resolution: float | None = None,
        bodies: bool = False,
    ) -> SystemView:
        """The system of states at a date, or by year, quarter or month: blocs, balance, changes of side, patrons.

        ``at`` (EDTF) tells one window, ``by`` one for each step of the span; ``memory`` is how many years a window
        reaches back, ``resolution`` how finely states are parted, ``bodies`` lets alliances take part beside states.

        Raises:
            ConfigError: an option or a date cannot be meant.
        """
        from dragoman.system_view import Asked, view_system

        asked = Asked(at=at, by=by, memory=memory, resolution=resolution, bodies=bodies)
        span = Timespan.of(since, until, as_of)
        with self.reader() as reader:
            told = read_told(reader, self.rulings(), self.config, Timespan.of(None, None, as_of), extra=self.extra)
            return view_system(
                told.events,
                asked,
                span,
                authority=self.authority,
                documents=told.documents,
                spoken=tuple(reader.spoken()),
                undated=told.undated,
            )

    def why(self, record_id: str) -> Link:
        """The chain from a record to its words, its citation and the run that made it.

        Raises:
            ConfigError: there is no record of that id.
        """
        joined = cache(lambda: self.joinings(self.events()))
        with self.reader() as reader:
            tracer = Tracer(
                reader,
                self.judgement_log().judgements,
                self.name,
                lambda event: self.standings([event]).tell(event, self.name),
                lambda event: joined().facts(event.id),
            )
            dyad, at, span = record_id.partition("@")
            if not at:
                return trace_person(tracer, reader, record_id) or tracer.trace(record_id)
            if "-" in dyad:
                relation = self.relation(*dyad.split("-", 1))
                for rupture in relation.ruptures:
                    if rupture.window == span:
                        text = f"{rupture.direction} in {span}"
                        return tracer.turn("rupture", record_id, text, rupture.event_ids, relation.causes(rupture))
                for phase in relation.phases:
                    if phase.span == span:
                        text = f"{phase.label} in {span}"
                        return tracer.turn("phase", record_id, text, phase.event_ids, relation.causes(phase))
        raise ConfigError(
            f"{record_id}: there is no such phase or rupture (write DYAD@SPAN, as ALB-SUN@1960/1961-12-03)"
        )

    def dossier(
        self,
        a: str,
        b: str,
        out: Path | None = None,
        *,
        to: Sequence[str] = ("html", "md"),
        plan: Plan | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> tuple[Path, ...]:
        """Writes the dossier of a relation into ``out`` (by default ``exports/``), a file for each format in ``to``.

        Formats: html, md, docx, pdf, odt, epub, and the bibliography as csl, bib or ris. ``plan`` has its parts, style
        and the historian's own words. The time is bounded as for ``relation``.

        Raises:
            ConfigError: a format or the plan's style is unknown, or a program that it needs is not installed.
            StoreError: the folder cannot be written.
        """
        from dragoman.dossier_view import write_dossier

        relation = self.relation(a, b, since=since, until=until, as_of=as_of)
        return write_dossier(self, relation, out or self.exports, to=to, plan=plan).paths
