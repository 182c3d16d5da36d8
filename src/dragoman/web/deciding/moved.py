"""What a judgement moved downstream, in words: events, disputes, levels, phases and turning points, reasons, names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.effects import Changes
from dragoman.model import Event, Phase, Rupture
from dragoman.relation_changes import RelationChange
from dragoman.wording import close_up, count, join, scaled, sentence, write_act, write_date, write_status
from dragoman.workbench import Workbench


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """An event, before or after: ``id`` is "" where no page shows it any more."""

    id: str
    act: str
    date: str
    mark: str
    accounts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedEvent:
    """One event that changed, several that became one, or one that was parted."""

    before: tuple[ActLine, ...]
    after: tuple[ActLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedRelation:
    """A relation in which something moved: lines that go and come, and (time, level before, level after)."""

    a: str
    b: str
    turns: tuple[tuple[str, ...], tuple[str, ...]]
    phases: tuple[tuple[str, ...], tuple[str, ...]]
    levels: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """All that a judgement moved; ``summary`` is one sentence. Pairs hold what goes and what comes."""

    summary: str
    events: tuple[MovedEvent, ...]
    disputes: tuple[tuple[str, ...], tuple[str, ...]]
    relations: tuple[MovedRelation, ...]
    reasons: tuple[tuple[str, ...], tuple[str, ...]]
    findings: tuple[tuple[str, ...], tuple[str, ...]]
    persons: tuple[tuple[str, ...], tuple[str, ...]]
    waits: tuple[str, ...]


def tell_changes(bench: Workbench, changes: Changes, *, is_done: bool) -> Moved:
    """Changes in words. ``is_done`` says that they are in force: then what comes can be looked at, not what goes.

    What moves by less than is shown (a tenth of a point) is left out.
    """
    rows = map(_relation, changes.relations)
    relations = tuple(row for row in rows if row.levels or any((*row.turns, *row.phases)))
    return Moved(
        summary=_summary(bench, changes, relations),
        events=tuple(
            MovedEvent(
                before=tuple(_line(bench, one, shown=not is_done) for one in change.before),
                after=tuple(_line(bench, one, shown=is_done) for one in change.after),
            )
            for change in changes.events
        ),
        disputes=_pair(
            [
                tuple(f"{one.field}: {' or '.join(held.value for held in one.positions)}" for one in side)
                for side in changes.conflicts
            ]
        ),
        relations=relations,
        reasons=_pair([tuple(close_up(one.cause.quote) for one in side) for side in changes.reasons]),
        findings=_pair([tuple(one.why for one in side) for side in changes.findings]),
        persons=_pair(
            [
                tuple(f"{one.name} ({', '.join(form.form for form in one.variants)})" for one in side)
                for side in changes.persons
            ]
        ),
        waits=tuple(dict.fromkeys((*changes.coded, *changes.explained))),
    )


def _pair(sides: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return sides[0], sides[1]


def _line(bench: Workbench, event: Event, *, shown: bool) -> ActLine:
    return ActLine(
        id=event.id if shown else "",
        act=sentence(write_act(event, bench.name)),
        date=write_date(event.date),
        mark=write_status(event.status),
        accounts=len(event.account_ids),
    )


def _relation(change: RelationChange) -> MovedRelation:
    levels = ((write_date(span), _level(before), _level(after)) for span, before, after in change.levels)
    return MovedRelation(
        a=change.dyad.a,
        b=change.dyad.b,
        turns=_apart([tuple(map(_turn, side)) for side in change.ruptures]),
        phases=_apart([tuple(map(_phase, side)) for side in change.phases]),
        levels=tuple(one for one in levels if one[1] != one[2]),
    )


def _apart(sides: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that stand on one side alone."""
    before, after = sides
    return tuple(one for one in before if one not in after), tuple(one for one in after if one not in before)


def _turn(one: Rupture) -> str:
    return f"{sentence(one.direction).rstrip('.')}, {write_date(one.window)}, {one.strength:.1f} points"


def _phase(one: Phase) -> str:
    return f"{write_date(one.span)}: {one.label} ({scaled(one.level)})"


def _level(value: float | None) -> str:
    return "–" if value is None else scaled(value)


def _summary(bench: Workbench, changes: Changes, relations: Sequence[MovedRelation]) -> str:
    if not changes:
        return "Nothing else moves."
    told = []
    gone = sum(len(one.before) for one in changes.events)
    come = sum(len(one.after) for one in changes.events)
    if gone and not come:
        told.append(f"{count(gone, 'event')} no longer told")
    elif come and not gone:
        told.append(f"{count(come, 'event')} more")
    elif gone > come:
        told.append(f"{count(gone, 'event')} become {count(come, 'event')}")
    elif come > gone:
        told.append(f"{count(gone, 'event')} parted into {count(come, 'event')}")
    elif come:
        told.append(f"{count(come, 'event')} told otherwise")
    for row in relations:
        names = f"{bench.name(row.a)} – {bench.name(row.b)}"
        parts = [
            words
            for words, moves in (
                ("turning points", any(row.turns)),
                ("phases", any(row.phases)),
                (f"the level of {count(len(row.levels), bench.config.relate.bin)}", bool(row.levels)),
            )
            if moves
        ]
        told.append(f"{names}: {join(parts)} moved")
    waiting = len(set(changes.coded) | set(changes.explained))
    if waiting and not told:
        told.append(f"{count(waiting, 'document')} to be read again by the next run")
    if not told:
        told.append("what is disputed, or a reason, a remark or a name")
    return sentence("; ".join(told))
