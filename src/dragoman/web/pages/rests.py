"""What a relation's history rests on, and what may come of it: sensitivity and forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from dragoman.charts import Chart
from dragoman.charts.sensitivity import draw_sensitivity
from dragoman.errors import ConfigError, CoverageError
from dragoman.model import Dyad, Sensitivity
from dragoman.model.forecast import Backtest, Forecast
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.figures import Figure
from dragoman.web.page import Pages
from dragoman.web.pages.relation import AsOf, SinceTime, UntilTime, view
from dragoman.web.waiting import is_large
from dragoman.wording import sentence, with_article

pages = Pages(key="relation")

MOST_ACTS = 400
"""Acts of a relation up to which its sensitivity is told while one waits."""
DRAWS = 100
MOST_EVENTS = 20_000
"""Events of a project up to which an outlook is told while one waits: its weights are learnt from all of them."""

Draws = Annotated[bool, Query(description="Also draw the sources anew, a hundred times.")]
Months = Annotated[int, Query(ge=1, le=60, description="How many months ahead.")]
Tried = Annotated[bool, Query(description="Also try such forecasts on the project's own past.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """How often a turning point is found when the sources are drawn anew; quantiles (10, 50, 90 %) of its window."""

    window: str
    direction: str
    found: float
    begins: tuple[str, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityPage:
    """What the turning points rest on. ``too_many`` is the number of acts where they are too many to wait for."""

    a: str
    b: str
    since: str
    until: str
    as_of: str
    too_many: int
    events: int
    sources: int
    figure: Figure | None
    rests: tuple[str, ...]
    notes: tuple[str, ...]
    turns: int
    drawn: bool
    draws: int
    shares: tuple[ShareRow, ...]
    others: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """What raised (positive) or lowered a chance, and by how much (log-odds)."""

    name: str
    value: float
    odds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookRow:
    """The chance of a break or a thaw, its 80 % interval, the base rate, and what weighs, the heaviest first."""

    direction: str
    probability: float
    low: float
    high: float
    base_rate: float
    parts: tuple[PartRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPage:
    """The outlook of a relation; ``refused`` says why none is told. ``tried`` is how such forecasts did on the past.

    ``too_many`` is the number of the project's events where they are too many to wait for.
    """

    a: str
    b: str
    months: int
    until: str
    as_of: str
    refused: str
    too_many: int
    origin: str
    acts: int
    recent: int
    learnt: tuple[int, int]
    caution: str
    outlooks: tuple[OutlookRow, ...]
    can_try: bool
    tried: Backtest | None
    tried_refused: str


@pages.chart("/relations/{a}/{b}/sensitivity/chart")
def sensitivity_chart(  # noqa: PLR0917 - one argument for each parameter of the address
    desk: AtDesk,
    a: str,
    b: str,
    since: SinceTime = "",
    until: UntilTime = "",
    as_of: AsOf = "",
    draws: Draws = False,
) -> Chart:
    """The picture of what the turning points rest on."""
    dyad = view(desk, a, b, since=since, until=until, as_of=as_of).dyad
    return _draw(desk, dyad, _sensitivity(desk, dyad, since, until, as_of, draws), (since, until, as_of, draws))


@pages.page("/relations/{a}/{b}/sensitivity", template="sensitivity.html.j2", is_dear=is_large)
def sensitivity(  # noqa: PLR0917 - one argument for each parameter of the address
    desk: AtDesk,
    a: str,
    b: str,
    since: SinceTime = "",
    until: UntilTime = "",
    as_of: AsOf = "",
    draws: Draws = False,
) -> SensitivityPage:
    """What the turning points of a relation rest on: what moves when a source, side, theme or type is left out."""
    told = view(desk, a, b, since=since, until=until, as_of=as_of)
    dyad = told.dyad
    found = None
    if len(told.events) <= MOST_ACTS:
        found = _sensitivity(desk, dyad, since, until, as_of, draws)
    path = f"/relations/{dyad.a}/{dyad.b}/sensitivity/chart"
    asked = {"since": since, "until": until, "as_of": as_of, "draws": "true" if draws else ""}
    bootstrap = found.bootstrap if found else None
    return SensitivityPage(
        a=dyad.a,
        b=dyad.b,
        since=since,
        until=until,
        as_of=as_of,
        too_many=0 if found else len(told.events),
        events=len(told.events),
        sources=found.sources if found else 0,
        figure=Figure.of(_draw(desk, dyad, found, (since, until, as_of, draws)), path, **asked) if found else None,
        rests=tuple(sentence(one.statement) for one in (found.rests if found else ())),
        notes=found.notes if found else (),
        turns=len(found.ruptures) if found else 0,
        drawn=draws,
        draws=bootstrap.draws if bootstrap else 0,
        shares=tuple(
            ShareRow(window=one.window, direction=one.direction, found=one.found, begins=one.begins, ends=one.ends)
            for one in (bootstrap.turns if bootstrap else ())
        ),
        others=bootstrap.others if bootstrap else 0.0,
    )


@pages.page("/relations/{a}/{b}/forecast", template="forecast.html.j2")
def forecast(  # noqa: PLR0917 - one argument for each parameter of the address
    desk: AtDesk,
    a: str,
    b: str,
    months: Months = 12,
    until: UntilTime = "",
    as_of: AsOf = "",
    tried: Tried = False,
) -> ForecastPage:
    """The chance of a break and of a thaw in the months ahead, and how such forecasts did on the past."""
    bench = desk.bench()
    dyad = view(desk, a, b).dyad
    with bench.reader() as reader:
        events = desk.once("events", reader.count_events)
    can_try = events <= MOST_EVENTS
    found: Forecast | None = None
    refused = ""
    if can_try:
        found, refused = desk.once(
            ("forecast", dyad, months, until, as_of), lambda: _foretell(desk, dyad, months, until, as_of)
        )
    back: Backtest | None = None
    tried_refused = ""
    if tried and can_try and found:
        back, tried_refused = desk.once(
            ("backtest", months, until, as_of), lambda: _try_past(desk, months, until, as_of)
        )
    return ForecastPage(
        a=dyad.a,
        b=dyad.b,
        months=months,
        until=until,
        as_of=as_of,
        refused=refused,
        too_many=0 if can_try else events,
        origin=found.origin if found else "",
        acts=found.acts if found else 0,
        recent=found.recent if found else 0,
        learnt=found.learnt if found else (0, 0),
        caution=found.caution if found else "",
        outlooks=tuple(
            OutlookRow(
                direction=one.direction,
                probability=one.probability,
                low=one.low,
                high=one.high,
                base_rate=one.base_rate,
                parts=tuple(
                    PartRow(name=name, value=value, odds=odds)
                    for name, value, odds in sorted(one.parts, key=lambda part: (-abs(part[2]), part[0]))
                    if odds
                ),
            )
            for one in (found.outlooks if found else ())
        ),
        can_try=can_try,
        tried=back,
        tried_refused=tried_refused,
    )


def _sensitivity(  # noqa: PLR0917
    desk: Desk, dyad: Dyad, since: str, until: str, as_of: str, draws: bool
) -> Sensitivity:
    told = view(desk, dyad.a, dyad.b, since=since, until=until, as_of=as_of)
    if len(told.events) > MOST_ACTS:
        raise ConfigError(f"{dyad}: {len(told.events)} acts are too many to wait for")
    return desk.once(
        ("sensitivity", dyad, since, until, as_of, draws),
        lambda: desk.bench().sensitivity(
            dyad.a,
            dyad.b,
            since=since or None,
            until=until or None,
            as_of=as_of or None,
            draws=DRAWS if draws else 0,
        ),
    )


def _draw(desk: Desk, dyad: Dyad, found: Sensitivity, asked: tuple[object, ...]) -> Chart:
    name = desk.bench().name
    about = f"{name(dyad.a)} and {with_article(name(dyad.b))}"
    return desk.once(("sensitivity-chart", dyad, *asked), lambda: draw_sensitivity(found, about=about))


def _foretell(desk: Desk, dyad: Dyad, months: int, until: str, as_of: str) -> tuple[Forecast | None, str]:
    try:
        found = desk.bench().forecast(dyad.a, dyad.b, months=months, until=until or None, as_of=as_of or None)
    except CoverageError as error:
        return None, str(error)
    return found, ""


def _try_past(desk: Desk, months: int, until: str, as_of: str) -> tuple[Backtest | None, str]:
    try:
        return desk.bench().backtest(months=months, until=until or None, as_of=as_of or None), ""
    except CoverageError as error:
        return None, str(error)
