"""Events as acts between two states: the one place where they are spread over dyads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import combinations, product

from dragoman.model import Dyad, Event
from dragoman.vocab.edtf import parse
from dragoman.vocab.scheme import Scheme


def dyads_of(event: Event) -> tuple[Dyad, ...]:
    """The dyads that an event is an act in, sorted.

    A directed act joins each actor with each recipient; a reciprocal one (no recipients, or no doer told) its parties
    with one another.
    Two states that act together on a third are not in a dyad by that.
    """
    return _dyads(event.actors, event.recipients)


@lru_cache(maxsize=1 << 14)
def _dyads(actors: tuple[str, ...], recipients: tuple[str, ...]) -> tuple[Dyad, ...]:
    if actors and recipients:
        pairs = list(product(actors, recipients))
    else:
        pairs = list(combinations((*actors, *recipients), 2))
    return tuple(sorted({Dyad.of(one, other) for one, other in pairs if one != other}))


def events_of(dyad: Dyad, events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that are acts between the two states, by date and id; undated ones last."""
    found = {event.id: event for event in events if dyad in dyads_of(event)}
    return tuple(sorted(found.values(), key=_when))


def directed_events(actor: str, recipient: str, events: Iterable[Event]) -> tuple[Event, ...]:
    """The acts of one state towards another, by date and id; an act of both together counts in either direction."""
    found = {}
    for event in events:
        if event.actors and event.recipients:
            is_meant = actor in event.actors and recipient in event.recipients
        else:
            is_meant = {actor, recipient} <= {*event.actors, *event.recipients}
        if is_meant and actor != recipient:
            found[event.id] = event
    return tuple(sorted(found.values(), key=_when))


def counted(events: Iterable[Event], scheme: Scheme) -> tuple[Event, ...]:
    """The events that count towards a relation: the scheme's table says which statuses do; undated ones cannot."""
    return tuple(event for event in events if event.date is not None and scheme.counts(event.status))


def in_lifetime(events: Iterable[Event], lived: tuple[date | None, date | None]) -> tuple[Event, ...]:
    """The events whose date may fall on a day on which both states existed; ``lived`` holds the first and the last.

    Undated events are kept. A state does nothing before it is born: such a date is misread, or is that of another.
    """
    born, ended = (day.toordinal() if day else None for day in lived)
    kept = []
    for event in events:
        span = day_span(event.date) if event.date else None
        early = span is not None and born is not None and span[1] < born
        late = span is not None and ended is not None and span[0] > ended
        if not early and not late:
            kept.append(event)
    return tuple(kept)


@lru_cache(maxsize=1 << 14)
def day_span(value: str) -> tuple[int, int] | None:
    """First and last day number of an EDTF date; None when one of its ends is open."""
    read = parse(value)
    first, last = read.earliest(), read.latest()
    return (first.toordinal(), last.toordinal()) if first and last else None


def _when(event: Event) -> tuple[int, int, str]:
    span = day_span(event.date) if event.date else None
    return (*span, event.id) if span else (1 << 30, 0, event.id)
