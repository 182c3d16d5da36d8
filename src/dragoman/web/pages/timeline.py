"""Timeline: events in lanes, those of uncertain date drawn over all the days that they may have been on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import Depends, Query

from dragoman.charts import Chart
from dragoman.charts.timeline import draw_timeline
from dragoman.errors import ActorNameError, ConfigError
from dragoman.timed import edtf_day
from dragoman.web.acts import ActLine, tell_event
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.figures import Figure, name_sources
from dragoman.web.page import PageNumber, Pages
from dragoman.web.paging import Span, span_of

pages = Pages(key="timeline")

PER_PAGE = 50
MOST_DRAWN = 250
"""Events that one picture holds; of more, those that most accounts tell of are drawn."""

MOST_STRETCHES = 120
"""Decades, years or months that are listed without a gap."""

YEAR = 365.25
EVER = (date(1, 1, 2), date(9999, 12, 30))

Unit = Literal["decade", "year", "month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTime:
    """What is asked for, as it stands in the address."""

    a: str = ""
    b: str = ""
    type: str = ""
    since: str = ""
    until: str = ""
    by: Literal["dyad", "actor"] = "dyad"


def read_time(  # noqa: PLR0917 - one argument for each parameter of the address
    a: Annotated[str, Query(max_length=100, description="A state that takes part: code, name or alias.")] = "",
    b: Annotated[str, Query(max_length=100, description="Another that takes part.")] = "",
    type: Annotated[str, Query(max_length=40, description="A PLOVER type, as CONSULT.")] = "",
    since: Annotated[str, Query(max_length=40, description="EDTF: from this time on.")] = "",
    until: Annotated[str, Query(max_length=40, description="EDTF: up to this time.")] = "",
    by: Annotated[Literal["dyad", "actor"], Query(description="A lane for each pair of states, or each state.")] = (
        "dyad"
    ),
) -> AskedTime:
    """What an address asks for."""
    return AskedTime(a=a, b=b, type=type, since=since, until=until, by=by)


Question = Annotated[AskedTime, Depends(read_time)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Another stretch of time to look at: ``key`` names the way (earlier, later, closer, wider), days are ISO 8601."""

    key: str
    since: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A decade, year or month, as EDTF and as days, and how many events begin in it."""

    span: str
    since: str
    until: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """The events of a stretch of time. ``first`` and ``last`` bound what is shown; ``drawn`` are in the picture.

    ``unplaced`` counts the events without a date, or with an open one, which no timeline can hold.
    """

    asked: AskedTime
    fault: str
    first: str
    last: str
    drawn: int
    unplaced: int
    figure: Figure | None
    moves: tuple[Move, ...]
    stretches: tuple[Stretch, ...]
    unit: Unit
    span: Span
    events: tuple[ActLine, ...]


@pages.chart("/timeline/chart")
def chart(desk: AtDesk, asked: Question) -> Chart:
    """The picture of a stretch of time."""
    return _draw(desk, asked, _filter(desk, asked))


@pages.page("/timeline", template="timeline.html.j2")
def timeline(desk: AtDesk, asked: Question, page: PageNumber = 1) -> TimelinePage:
    """Events in lanes by pair of states or by state; uncertain dates as spans with soft ends."""
    bench = desk.bench()
    try:
        held = _filter(desk, asked)
    except (ConfigError, ActorNameError) as error:
        return _empty(asked, str(error))
    with bench.reader() as reader:
        total, unplaced, ends = desk.once(
            ("timeline", *sorted(held.items())),
            lambda: (
                reader.count_events(**held),
                reader.count_events(placed=False, **{**held, "since": "", "until": ""}),
                reader.event_ends(**held),
            ),
        )
        if ends is None:
            return _empty(asked, "", unplaced)
        first, last = held["since"] or ends[0], held["until"] or ends[1]
        unit = _unit(first, last)
        counts = desk.once(("timeline-counts", unit, *sorted(held.items())), lambda: reader.event_counts(unit, **held))
        span = span_of(page, PER_PAGE, total)
        listed = reader.event_page(limit=PER_PAGE, offset=span.first - 1, **held)
    drawn = _draw(desk, asked, held)
    return TimelinePage(
        asked=asked,
        fault="",
        first=first,
        last=last,
        drawn=min(total, MOST_DRAWN),
        unplaced=unplaced,
        figure=Figure.of(drawn, "/timeline/chart", **_query(asked)),
        moves=_moves(date.fromisoformat(first), date.fromisoformat(last)),
        stretches=tuple(_stretch(unit, begin, count) for begin, count in _filled(unit, counts)),
        unit=unit,
        span=span,
        events=tuple(tell_event(one, bench.name) for one in listed),
    )


def _filter(desk: Desk, asked: AskedTime) -> dict[str, Any]:
    """What is asked for as codes and days.

    Raises:
        ConfigError: a date cannot be meant, or the time ends before it begins.
        ActorNameError: a name stands for no state, or for several.
    """
    names = [one.strip() for one in (asked.a, asked.b) if one.strip()]
    since = edtf_day(asked.since.strip(), last=False) if asked.since.strip() else ""
    until = edtf_day(asked.until.strip(), last=True) if asked.until.strip() else ""
    if since and until and since > until:
        raise ConfigError(f"the time asked for ends ({until}) before it begins ({since})")
    return {
        "states": tuple(dict.fromkeys(desk.bench().state(one) for one in names)),
        "event_type": asked.type.strip().upper(),
        "since": since,
        "until": until,
    }


def _draw(desk: Desk, asked: AskedTime, held: dict[str, Any]) -> Chart:
    def make() -> Chart:
        bench = desk.bench()
        with bench.reader() as reader:
            events = reader.events_most_told(limit=MOST_DRAWN, **held)
        return draw_timeline(events, bench.name, by=asked.by, sources=name_sources(desk))

    return desk.once(("timeline-chart", asked.by, *sorted(held.items())), make)


def _query(asked: AskedTime) -> dict[str, str]:
    return {
        "a": asked.a, "b": asked.b, "type": asked.type, "since": asked.since, "until": asked.until,
        "by": "" if asked.by == "dyad" else asked.by,
    }  # fmt: skip


def _empty(asked: AskedTime, fault: str, unplaced: int = 0) -> TimelinePage:
    return TimelinePage(
        asked=asked, fault=fault, first="", last="", drawn=0, unplaced=unplaced, figure=None, moves=(), stretches=(),
        unit="year", span=span_of(1, PER_PAGE, 0), events=(),
    )  # fmt: skip


def _unit(first: str, last: str) -> Unit:
    """In what the time shown is parted: decades, years or months."""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return "decade" if days > 25 * YEAR else "year" if days > 2 * YEAR else "month"


def _moves(first: date, last: date) -> tuple[Move, ...]:
    """The stretches beside, within and around the one shown."""
    days = max((last - first).days, 1)
    half, quarter = max(days // 2, 1), days // 4
    found = [("earlier", -half, -half), ("closer", quarter, -quarter), ("wider", -half, half), ("later", half, half)]
    return tuple(
        Move(key=key, since=_shift(first, begin), until=_shift(last, end))
        for key, begin, end in found
        if key != "closer" or days > 2
    )


def _shift(day: date, days: int) -> str:
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        moved = EVER[days > 0]
    return moved.isoformat()


def _filled(unit: Unit, counts: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    """The counts with those stretches between in which nothing begins; as they are where these are too many."""
    if not counts:
        return counts
    known = dict(counts)
    first, last = (_number(unit, begin) for begin in (counts[0][0], counts[-1][0]))
    if last - first >= MOST_STRETCHES:
        return counts
    every = [_begin(unit, number) for number in range(first, last + 1)]
    return [(begin, known.get(begin, 0)) for begin in every]


def _number(unit: Unit, begin: str) -> int:
    if unit == "month":
        return 12 * int(begin[:4]) + int(begin[5:7]) - 1
    return int(begin) // (10 if unit == "decade" else 1)


def _begin(unit: Unit, number: int) -> str:
    if unit == "month":
        return f"{number // 12:04}-{number % 12 + 1:02}"
    return f"{10 * number if unit == 'decade' else number:04}"


def _stretch(unit: Unit, begin: str, count: int) -> Stretch:
    if unit == "decade":
        return Stretch(span=f"{begin[:3]}X", since=begin, until=f"{begin[:3]}9", events=count)
    return Stretch(span=begin, since=begin, until=begin, events=count)
