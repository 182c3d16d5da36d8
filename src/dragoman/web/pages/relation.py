"""Relation: the history of two states' relation, from its level over phases and ruptures down to the words."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from dragoman.charts import Chart
from dragoman.charts.relation import draw_relation
from dragoman.dossier.holders import write_value
from dragoman.errors import ActorNameError
from dragoman.model import Dyad, Reason, Rupture
from dragoman.relation_view import RelationView
from dragoman.relations.formal import formal_steps
from dragoman.web.acts import tell_event
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.figures import Figure
from dragoman.web.page import Pages, missing
from dragoman.web.rows.relation import (
    CauseKind,
    DisputeRow,
    FormalRow,
    PairRow,
    PhaseRow,
    ReasonRow,
    RelationPage,
    RelationsPage,
    SideRow,
    ThirdRow,
    TurnRow,
)
from dragoman.wording import close_up, sentence, with_article, write_act
from dragoman.workbench import Workbench

pages = Pages(key="relation")

ACTS = 8
"""How many acts of a turning point are shown."""
REASONS = 6
"""How many reasons of each side are shown, unless all are asked for."""
DISPUTES = 12
THIRDS = 8

SinceTime = Annotated[str, Query(max_length=40, description="EDTF: only from this time on.")]
UntilTime = Annotated[str, Query(max_length=40, description="EDTF: only up to this time.")]
AsOf = Annotated[str, Query(max_length=40, description="EDTF: as it could be told by then.")]


Name = Annotated[str, Query(max_length=100, description="A state: code, name or alias.")]


@pages.page("/relations", template="relations.html.j2")
def relations(desk: AtDesk, a: Name = "", b: Name = "") -> RelationsPage:
    """The pairs of states with most events between them."""
    bench = desk.bench()
    fault = ""
    for name in filter(None, (a.strip(), b.strip())):
        try:
            bench.state(name)
        except ActorNameError as error:
            fault = str(error)

    def look() -> tuple[PairRow, ...]:
        with bench.reader() as reader:
            return tuple(PairRow(a=one, b=other, events=n) for one, other, n in reader.dyad_counts(limit=60))

    return RelationsPage(a=a, b=b, fault=fault, pairs=desk.once("pairs", look))


def view(desk: Desk, a: str, b: str, *, since: str = "", until: str = "", as_of: str = "") -> RelationView:
    """A relation, made once and kept until the project changes."""
    dyad = dyad_of(desk, a, b)
    return desk.once(
        ("relation", dyad, since, until, as_of),
        lambda: desk.bench().relation(dyad.a, dyad.b, since=since or None, until=until or None, as_of=as_of or None),
    )


def dyad_of(desk: Desk, a: str, b: str) -> Dyad:
    """The two states that an address names.

    Raises:
        HTTPException: one is unknown, or they are one (404).
    """
    bench = desk.bench()
    try:
        one, other = bench.state(a), bench.state(b)
    except ActorNameError as error:
        raise missing(str(error)) from error
    if one == other:
        raise missing(f"a relation is between two states; both are {bench.name(one)}")
    return Dyad.of(one, other)


@pages.chart("/relations/{a}/{b}/chart")
def chart(desk: AtDesk, a: str, b: str, *, since: SinceTime = "", until: UntilTime = "", as_of: AsOf = "") -> Chart:
    """The chart of a relation."""
    found = view(desk, a, b, since=since, until=until, as_of=as_of)
    return desk.once(("relation-chart", found.dyad, since, until, as_of), lambda: _draw(desk, found))


def _draw(desk: Desk, found: RelationView) -> Chart:
    bench = desk.bench()
    with bench.reader() as reader:
        sources = reader.sources_telling(event.id for event in found.events)
    titles = sorted({str(one.csl["title"]) for one in sources if one.csl.get("title")})
    content = ("relation-chart", found.dyad, found.series, found.phases, found.ruptures, found.events, *titles)
    return desk.same(content, lambda: draw_relation(found, found.events, bench.name, sources=titles))


@pages.page("/relations/{a}/{b}", template="relation.html.j2")
def relation(
    desk: AtDesk,
    a: str,
    b: str,
    *,
    since: SinceTime = "",
    until: UntilTime = "",
    as_of: AsOf = "",
    every: Annotated[bool, Query(description="All reasons and disputes, not only the first.")] = False,
) -> RelationPage:
    """The history of two states' relation: level, phases, ruptures, reasons by side, formal acts, third states."""
    bench = desk.bench()
    found = view(desk, a, b, since=since, until=until, as_of=as_of)
    dyad = found.dyad
    drawn = chart(desk, a, b, since=since, until=until, as_of=as_of)
    path = f"/relations/{dyad.a}/{dyad.b}/chart"

    def thirds() -> tuple[ThirdRow, ...]:
        with bench.reader() as reader:
            counted = reader.third_states(dyad.a, dyad.b, limit=THIRDS)
        return tuple(ThirdRow(state=state, with_a=one, with_b=other) for state, one, other in counted)

    events = {one.id: one for one in found.events}
    disputes = found.conflicts if every else found.conflicts[:DISPUTES]
    return RelationPage(
        a=dyad.a,
        b=dyad.b,
        since=since,
        until=until,
        as_of=as_of,
        events=len(found.events),
        covered=found.found.coverage.describe(lambda code: with_article(bench.name(code))),
        undated=found.undated,
        figure=Figure.of(drawn, path, since=since, until=until, as_of=as_of),
        phases=tuple(
            PhaseRow(
                span=one.span, label=one.label, level=one.level, low=one.low, high=one.high, events=len(one.event_ids)
            )
            for one in found.phases
        ),
        turns=tuple(_turn(bench, found, one) for one in found.ruptures),
        sides=_sides(found, most=None if every else REASONS),
        formal=tuple(
            FormalRow(
                event_id=one.event_id,
                act=sentence(write_act(events[one.event_id], bench.name)),
                name=one.act.replace("-", " "),
                date=one.date,
                before=one.before,
                after=one.after,
                doubted=one.doubted,
            )
            for one in formal_steps(found.events)
        ),
        thirds=desk.once(("thirds", dyad), thirds),
        disputes=tuple(
            DisputeRow(
                event_id=one.event_id,
                act=sentence(write_act(events[one.event_id], bench.name)),
                date=events[one.event_id].date,
                field=one.field,
                values=tuple(write_value(one.field, position.value, bench.name) for position in one.positions),
            )
            for one in disputes
        ),
        disputed=len(found.conflicts),
    )


def _turn(bench: Workbench, found: RelationView, rupture: Rupture) -> TurnRow:
    events = {one.id: one for one in found.events}
    acts = [events[one] for one in rupture.event_ids if one in events]
    # The last act closes the window, so it is always told; of the others the gravest and best attested.
    gravest = sorted(acts[:-1], key=lambda one: (-len(one.account_ids) * abs(one.score), one.id))[: ACTS - 1]
    shown = [one for one in acts if one in gravest or one is acts[-1]]
    return TurnRow(
        window=rupture.window,
        direction=rupture.direction,
        strength=rupture.strength,
        low=rupture.low,
        high=rupture.high,
        acts=tuple(tell_event(one, bench.name) for one in shown),
        events=len(acts),
        causes=tuple(
            CauseKind(side=one.side, theme=theme.theme, sources=theme.sources)
            for one in found.causes(rupture)
            for theme in one.themes
        ),
    )


def _sides(found: RelationView, *, most: int | None) -> tuple[SideRow, ...]:
    sides: dict[str, list[Reason]] = {}
    for one in found.reasons:
        sides.setdefault(found.side(one), []).append(one)
    own = (found.dyad.a, found.dyad.b)
    told = {event.id for event in found.events}
    rows = []
    for side in sorted(sides, key=lambda code: (code not in own, code == "", code)):
        # Reasons for an act between the two go first, then the surest; shown in the order of the text.
        surest = sorted(sides[side], key=lambda one: (one.explains not in told, -one.confidence, one.id))[:most]
        shown = [one for one in sides[side] if one in surest]
        rows.append(SideRow(side=side, reasons=tuple(_reason(found, one) for one in shown), total=len(sides[side])))
    return tuple(rows)


def _reason(found: RelationView, reason: Reason) -> ReasonRow:
    document = found.documents[reason.document_id]
    return ReasonRow(
        id=reason.id,
        document_id=reason.document_id,
        document=document.title or document.path,
        start=reason.evidence.start,
        cause=close_up(reason.cause.quote),
        effect=close_up(reason.effect.quote),
        polarity=reason.polarity,
        kind=reason.kind,
        speaker=reason.speaker,
        themes=reason.themes,
        cited=close_up(reason.cited),
        confidence=round(reason.confidence, 2),
        event_id=reason.explains,
    )
