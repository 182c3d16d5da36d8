"""What moves in the relations of states when people judge otherwise: levels, phases and turning points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from dragoman.config import Config
from dragoman.errors import ConfigError
from dragoman.judgements import Rulings
from dragoman.model import Account, Dyad, Event, Phase, Rupture
from dragoman.series_view import lived_together
from dragoman.store import Reader
from dragoman.timed import Timespan
from dragoman.vocab.actors import Authority

if TYPE_CHECKING:
    # Imported where it is used: its statistics take a second to load, which most commands need not wait for.
    from dragoman.relations import Relation
    from dragoman.relations.bins import By
    from dragoman.relations.series import Days

T = TypeVar("T")

Level = tuple[str, float | None, float | None]
"""A bin of a series, its level before, and its level after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationChange:
    """What is other in a relation: phases and ruptures that go and come, and the bins whose level moves."""

    dyad: Dyad
    phases: tuple[tuple[Phase, ...], tuple[Phase, ...]]
    ruptures: tuple[tuple[Rupture, ...], tuple[Rupture, ...]]
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two histories that are compared: what people decided, and the events that are told under it.

    ``events`` are all of the project, or those alone that differ from the other side's.
    """

    rulings: Rulings
    events: tuple[Event, ...]


def compare_relations(
    reader: Reader,
    config: Config,
    authority: Authority,
    sides: tuple[Side, Side],
    *,
    new: Sequence[Account] = (),
    is_whole: bool,
) -> tuple[RelationChange, ...]:
    """What moves, told as ``Workbench.relation`` tells it: each act by how far it can be relied on.

    Unless ``is_whole`` says that all events are handed in, the others are as the database holds them. ``new`` are
    accounts that are not in the database yet. States that never existed together have no relation, and are passed over.
    """
    from dragoman.relations import events_of

    own = {event.id for side in sides for event in side.events}
    found = []
    for dyad in _touched(reader, sides):
        try:
            lived = lived_together(authority, dyad, Timespan())
        except ConfigError:
            continue
        held = () if is_whole else reader.events(between=(dyad.a, dyad.b))
        rest = tuple(event for event in held if event.id not in own)
        before, after = (Side(rulings=side.rulings, events=events_of(dyad, (*rest, *side.events))) for side in sides)
        old, later = _relate(reader, config, dyad, lived, (before, after), new)
        change = RelationChange(
            dyad=dyad,
            phases=apart(old.phases, later.phases),
            ruptures=apart(old.ruptures, later.ruptures),
            levels=_levels(old, later),
        )
        if change.levels or any(change.phases) or any(change.ruptures):
            found.append(change)
    return tuple(found)


def apart(before: Sequence[T], after: Sequence[T]) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """What is on one side alone, each in its order."""
    return tuple(one for one in before if one not in after), tuple(one for one in after if one not in before)


def _touched(reader: Reader, sides: tuple[Side, Side]) -> list[Dyad]:
    """The dyads of which events differ, or an account is surely read on one side alone."""
    from dragoman.relations import dyads_of

    known = [{event.id: event for event in side.events} for side in sides]
    differing = [
        event
        for mine, others in zip(known, reversed(known), strict=True)
        for event in mine.values()
        if others.get(event.id) != event
    ]
    vouched = sides[0].rulings.sure ^ sides[1].rulings.sure
    weighed = reader.events(ids=tuple(sorted(set(reader.event_ids(sorted(vouched)).values())))) if vouched else ()
    return sorted({dyad for event in (*differing, *weighed) for dyad in dyads_of(event)})


def _relate(  # noqa: PLR0917 - what a relation is told from
    reader: Reader, config: Config, dyad: Dyad, lived: Days, sides: tuple[Side, Side], new: Sequence[Account]
) -> tuple[Relation, Relation]:
    from dragoman.relations import add_coverage, relate
    from dragoman.relations.weights import weigh_events

    members = {one for side in sides for event in side.events for one in event.account_ids}
    coded = (*reader.accounts_with(members), *(one for one in new if one.id in members))
    borrowings = reader.borrowings_of({one.document_id for one in coded})
    coverage = add_coverage(dyad, reader.spoken_between(dyad.a, dyad.b))
    sure = config.code.min_confidence

    def tell(side: Side) -> Relation:
        accounts = side.rulings.vouched(side.rulings.judged(coded, min_confidence=sure))
        trust = weigh_events(side.events, accounts, borrowings)
        return relate(dyad, side.events, coverage, by=cast("By", config.relate.bin), trust=trust, lived=lived)

    return tell(sides[0]), tell(sides[1])


def _levels(before: Relation, after: Relation) -> tuple[Level, ...]:
    old, new = ({point.span: point.level for point in one.series} for one in (before, after))
    return tuple(
        (span, old.get(span), new.get(span)) for span in sorted({*old, *new}) if old.get(span) != new.get(span)
    )
