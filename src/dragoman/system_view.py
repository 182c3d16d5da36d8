"""The system of states as it can be told from the project: blocs at a date or over time, with the acts behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.errors import ConfigError
from dragoman.model import Document, Event
from dragoman.system_events import Placed, Stretch, find_stretch, keep_living
from dragoman.timed import Timespan
from dragoman.vocab.actors import Authority
from dragoman.wording import count

if TYPE_CHECKING:
    # Imported where it is used: its statistics take a second to load, which most commands need not wait for.
    from dragoman.charts import Chart
    from dragoman.model.system import System
    from dragoman.system import Window

BINS = ("year", "quarter", "month")

MOST_WINDOWS = 600
"""Windows that may be asked for at once: fifty years by month."""

STEPS_A_YEAR = {"year": 1, "quarter": 4, "month": 12}

NAMED = 6
"""States and years that a remark names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemView:
    """The system of states over time, with the events it rests on, by id.

    ``remarks`` say in words what could not be told, and why. ``read`` counts the documents that were read, ``undated``
    those left out because nobody knows when they were written. ``table`` names the table of events that it is told
    from; "" for documents.
    """

    found: System
    events: Mapping[str, Event]
    remarks: tuple[str, ...]
    span: Timespan
    read: int
    undated: int
    table: str = ""

    def to_json(self) -> dict[str, Any]:
        """What ``dragoman blocs --json`` prints."""
        from dragoman.system.rows import system_json

        values = {**system_json(self.found), "as_of": self.span.as_of, "remarks": list(self.remarks)}
        return {**values, "table": self.table, "evidence": "rows"} if self.table else values

    def chart(self, name: Callable[[str], str] = str, *, sources: Sequence[str] = (), width: int = 680) -> Chart:
        """The chart of the blocs over time: who holds together, who changed sides, and how sure that is.

        Raises:
            ConfigError: no chart is that narrow or wide.
        """
        from dragoman.charts.blocs import draw_blocs

        return draw_blocs(
            [bloc for one in self.found.snapshots for bloc in one.blocs],
            self.found.realignments,
            name,
            windows=[one.network.window for one in self.found.snapshots],
            sources=sources,
            width=width,
            rows=bool(self.table),
        )

    def _repr_html_(self) -> str:
        from dragoman.notebook import show_system

        names = Authority.load().name
        found = self.found
        return show_system(self.chart(names), found.snapshots, found.realignments, self.remarks, names)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from dragoman.notebook import bundle

        return bundle(self._repr_html_(), self.chart(Authority.load().name).summary)

    def rows(self) -> list[dict[str, Any]]:
        """Every tie of every window as a flat row, ready for an Arrow table."""
        from dragoman.system.rows import tie_rows

        return list(tie_rows(self.found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: the system ``at`` a date, or ``by`` year, quarter or month over the span.

    ``memory`` is how many years a window reaches back, ``resolution`` how finely states are parted, ``bodies`` whether
    alliances and organisations take part beside states. None leaves a number at its default.

    Raises:
        ConfigError: both a date and a step are given, or a number or a step cannot be meant.
    """

    at: str | None = None
    by: str | None = None
    memory: float | None = None
    resolution: float | None = None
    bodies: bool = False

    def __post_init__(self) -> None:
        if self.at and self.by:
            raise ConfigError("ask for the blocs at a date or by year, not for both")
        if self.by and self.by not in BINS:
            raise ConfigError(f"blocs go by {', '.join(BINS)}, not by {self.by!r}")
        if self.memory is not None and not 0 < self.memory <= 100:
            raise ConfigError(f"a window reaches back more than 0 and at most 100 years, not {self.memory:g}")
        if self.resolution is not None and not 0 <= self.resolution <= 10:
            raise ConfigError(f"a resolution lies between 0 and 10, not at {self.resolution:g}")


def view_system(
    events: Sequence[Event],
    asked: Asked,
    span: Timespan,
    *,
    authority: Authority,
    documents: Mapping[str, Document],
    spoken: Sequence[tuple[str, str, tuple[str, ...]]],
    undated: int = 0,
) -> SystemView:
    """The view of the system; ``spoken`` says at which times (EDTF) documents speak of which states.

    Events of before the span still tell of its beginning: a window reaches back.

    Raises:
        ConfigError: a date cannot be read, or there are more windows than can be told at once.
    """
    from dragoman.relations.coverage import Spoken
    from dragoman.system import situate
    from dragoman.system.partition import RESOLUTION

    is_state = state_test(authority, asked)
    placed = keep_living(events, authority)
    stretch = find_stretch(placed.events, MOST_WINDOWS / STEPS_A_YEAR[asked.by or "year"])
    windows = plan_windows(stretch, asked, span)
    found = situate(
        placed.events,
        windows,
        resolution=RESOLUTION if asked.resolution is None else asked.resolution,
        is_state=is_state,
        spoken=[Spoken(document_id=id, date=when, states=states) for id, when, states in spoken if id in documents],
        sources={id: document.source_id for id, document in documents.items()},
    )
    return SystemView(
        found=found,
        events={event.id: event for event in events},
        remarks=(
            *_remarks(found, events, is_state, authority),
            *_left_out(placed, stretch if not (asked.at or span.since or span.until) else None, authority),
        ),
        span=span,
        read=len(documents),
        undated=undated,
    )


def state_test(authority: Authority, asked: Asked) -> Callable[[str], bool]:
    """Says which codes take part: states, and bodies where these are asked for."""

    @cache
    def is_state(code: str) -> bool:
        return code in authority and (asked.bodies or authority.actor(code).kind == "state")

    return is_state


def plan_windows(stretch: Stretch, asked: Asked, span: Timespan) -> tuple[Window, ...]:
    """The windows asked for: one, or those of the span; where it is open, of the stretch that the events tell of.

    Raises:
        ConfigError: a date cannot be read, or there are more windows than can be told at once.
    """
    from dragoman.system import window_at, windows_by
    from dragoman.system.windows import MEMORY

    memory = MEMORY if asked.memory is None else asked.memory
    try:
        if asked.at:
            return (window_at(asked.at, memory=memory),)
        first = date.fromisoformat(span.since) if span.since else stretch.first
        last = date.fromisoformat(span.until) if span.until else stretch.last
        if first is None or last is None or last < first:
            return ()
        by = asked.by or "year"
        if (last.year - first.year + 1) * STEPS_A_YEAR[by] > MOST_WINDOWS:
            raise ConfigError(
                f"{first.year} to {last.year} by {by} is more than {MOST_WINDOWS} windows: ask for fewer (--from, --to)"
            )
        return windows_by(by, first.isoformat(), last.isoformat(), memory=memory)  # type: ignore[arg-type]
    except ValueError as error:
        raise ConfigError(str(error)) from error


def _left_out(placed: Placed, stretch: Stretch | None, authority: Authority) -> list[str]:
    """What was left out because its date is likely misread, or a party named wrongly."""
    told = []
    if placed.unborn:
        gone = [f"{authority.name(code)} ({number})" for code, number in placed.unborn.items()]
        more = f" and {len(gone) - NAMED} more" if len(gone) > NAMED else ""
        told.append(f"Left out of acts at a time when they were no states: {', '.join(gone[:NAMED])}{more}.")
    if stretch is not None and stretch.far:
        years = sorted({*stretch.far})
        listed = ", ".join(map(str, years[:NAMED])) + ("..." if len(years) > NAMED else "")
        told.append(
            f"Left out: {count(len(stretch.far), 'act')} dated far from all others ({listed}), and so likely "
            "misread; --from and --to tell of any time."
        )
    return told


def _remarks(
    found: System, events: Sequence[Event], is_state: Callable[[str], bool], authority: Authority
) -> list[str]:
    """What could not be told, in words."""
    remarks = []
    unknown = sorted({code for event in events for code in (*event.actors, *event.recipients) if code not in authority})
    if unknown:
        remarks.append(f"Not known as states, and left out: {', '.join(unknown)}.")
    if not events:
        remarks.append("There is no event in that time, so nothing can be said of any bloc.")
    elif not found.snapshots:
        remarks.append("No event is dated, so none can be placed in a window.")
    elif not any(one.network.ties for one in found.snapshots):
        only = any(not is_state(code) for event in events for code in (*event.actors, *event.recipients))
        bodies = " Some events are acts of bodies: ask for those too." if only else ""
        remarks.append(f"No act between two states falls into the time asked for.{bodies}")
    elif not any(one.network.signed for one in found.snapshots):
        remarks.append(
            "There are ties, but the evidence carries no sign for any: it is thin, or it contradicts itself."
        )
    elif not any(one.blocs for one in found.snapshots):
        remarks.append("No two states are bound by a good tie, so there is no bloc.")
    return remarks
