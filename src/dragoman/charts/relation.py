"""The chart of a relation: its level with bands, phases, turning points, acts and what the sources cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Protocol

import altair as alt

from dragoman.charts.chart import Cell, Chart
from dragoman.charts.frame import WIDTH, Time, check_width, days, finish
from dragoman.charts.later import Later
from dragoman.charts.relation_panels import RelationPanels, band, wide_band
from dragoman.charts.saying import tell_sources
from dragoman.model import Dyad, Event, Phase, Point, Rupture
from dragoman.vocab import edtf
from dragoman.vocab.scheme import Scheme, load_scheme
from dragoman.wording import count, day_order, scaled, sentence, with_article, write_act, write_date

HEADER = (
    "what", "when", "told", "level", "80 % from", "80 % to", "95 % from", "95 % to", "acts", "sources",
)  # fmt: skip
"""The data twin: a row for each span of the series, phase, turning point (its level is its strength) and act."""


class Told(Protocol):
    """What the chart needs of a relation."""

    @property
    def dyad(self) -> Dyad: ...
    @property
    def series(self) -> tuple[Point, ...]: ...
    @property
    def phases(self) -> tuple[Phase, ...]: ...
    @property
    def ruptures(self) -> tuple[Rupture, ...]: ...


def draw_relation(
    relation: Told,
    events: Sequence[Event],
    name: Callable[[str], str] = str,
    *,
    sources: Sequence[str] = (),
    width: int = WIDTH,
    scheme: Scheme | None = None,
    undrawn: int = 0,
) -> Chart:
    """The chart of a relation over the acts between its two states.

    ``name`` gives a state's readable name, ``sources`` the titles of the sources that speak of the two. Acts that do
    not count towards a relation (denied as such, only planned...) are left out; those of no date cannot be placed.
    ``undrawn`` counts acts that the level rests on and that are too many to be drawn one by one.

    Raises:
        ConfigError: no chart is that narrow or wide.
    """
    check_width(width)
    scheme = scheme or load_scheme()
    one, other = name(relation.dyad.a), name(relation.dyad.b)
    counted = tuple(
        sorted(
            (event for event in events if scheme.counts(event.status)), key=lambda one: (day_order(one.date), one.id)
        )
    )
    placed = [event for event in counted if event.date and not edtf.parse(event.date).is_open]
    return Chart(
        kind="relation",
        title=f"{one} and {other}",
        summary=_summarise(relation, len(placed) + undrawn, with_article(one), with_article(other)),
        caption=_caption(counted, placed, sources, undrawn),
        header=HEADER,
        rows=tuple(_rows(relation, placed, name)),
        spec=Later(lambda: _plot(relation, placed, width, scheme)) if relation.series else {},
    )


def _plot(relation: Told, events: Sequence[Event], width: int, scheme: Scheme) -> Mapping[str, Any]:
    time = Time(days(relation.series[0].span)[0], days(relation.series[-1].span)[1], width)
    formal = frozenset(act.name for act in scheme.formal_acts)
    panels = RelationPanels(relation.series, relation.phases, relation.ruptures, events, formal, time)
    drawn = [panels.ribbon(), panels.formal_acts(), panels.turn_names(), panels.level(), panels.coverage()]
    return finish(alt.vconcat(*[panel for panel in drawn if panel is not None], spacing=5))


def _summarise(relation: Told, acts: int, a: str, b: str) -> str:
    known = [(point.level, point.span) for point in relation.series if point.level is not None]
    if not known:
        return f"No level can be drawn for {a} and {b}: {count(acts, 'act')}."
    high = min(known, key=lambda point: (-point[0], point[1]))
    low = min(known)
    span = write_date(edtf.interval(relation.series[0].span, relation.series[-1].span))
    turns = count(len(relation.ruptures), "turning point")
    if len(known) == 1:
        course = f"the level is {scaled(high[0])} in {write_date(high[1])}, the only span of which one is known,"
    else:
        course = (
            f"the level is highest in {write_date(high[1])} ({scaled(high[0])}) "
            f"and lowest in {write_date(low[1])} ({scaled(low[0])}),"
        )
    return sentence(f"{a} and {b}, {span}: {course} with {turns}")


def _caption(counted: Sequence[Event], placed: Sequence[Event], sources: Sequence[str], undrawn: int) -> str:
    undated = len(counted) - len(placed)
    told = [f"n = {count(len(placed) + undrawn, 'act')} between the two"]
    if undrawn:
        told.append("too many to be drawn one by one")
    if undated:
        told.append(f"{count(undated, 'more', 'more')} without a date that could be placed")
    parts = [
        "From above: phases; formal acts, pointing up for cooperation and down for conflict; the level of each span "
        "with its 80 % (dark) and 95 % (light) interval, which is the mean of its acts drawn towards the spans beside "
        "it; dashed the level of each phase, by which it is named: that about which most of its acts lie, whatever few "
        "lie far off; other acts at their score (a line over the days that a date may mean, a ring where sources "
        "dispute or deny the act), and turning points as upright stretches, soft where their dates are; how many "
        "sources speak of either state, dotted where none does.",
        f"{', '.join(told)}; {tell_sources(sources)}.",
    ]
    return " ".join(parts)


def _rows(relation: Told, events: Sequence[Event], name: Callable[[str], str]) -> Iterator[tuple[Cell, ...]]:
    for unread, run in groupby(relation.series, key=lambda point: point.level is None and not point.sources):
        points = list(run)
        if unread:
            span = write_date(edtf.interval(points[0].span, points[-1].span))
            yield ("level", span, "no source", None, None, None, None, None, 0, 0)
            continue
        for point in points:
            told = "not known" if point.level is None else ""
            bands = (*band(point), *wide_band(point))
            yield ("level", write_date(point.span), told, point.level, *bands, point.n, point.sources)
    for phase in relation.phases:
        acts = len(phase.event_ids)
        when = write_date(phase.span)
        yield ("phase", when, phase.label, phase.level, phase.low, phase.high, None, None, acts, None)
    for turn in relation.ruptures:
        acts = len(turn.event_ids)
        when = write_date(turn.window)
        yield ("turning point", when, turn.direction, turn.strength, turn.low, turn.high, None, None, acts, None)
    for event in events:
        yield ("act", write_date(event.date), write_act(event, name), event.score, *[None] * 4, 1, None)
