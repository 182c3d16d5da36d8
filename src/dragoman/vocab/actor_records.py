"""What the authority list knows of an actor: its names, the time it existed, the offices it held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Literal

from dragoman.model.text import ActorKind

NameForm = Literal["name", "alias", "adjective", "people", "capital", "metonym", "prefix", "surname"]

READING_PERIOD = (date(1945, 1, 1), date(1991, 12, 31))
"""When neither a text nor a user gives a date, a name is read as it was used in these years."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both ends included; None is an open or unknown end."""

    first: date | None = None
    last: date | None = None

    def holds(self, on: date | None) -> bool:
        """Does the day fall within it? With no day, yes."""
        if on is None:
            return True
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)

    def shared_days(self, other: tuple[date, date] = READING_PERIOD) -> int:
        """How many days it shares with a period."""
        first = max(self.first or other[0], other[0])
        last = min(self.last or other[1], other[1])
        return max(0, (last - first).days + 1)

    def overlaps(self, other: Span) -> bool:
        """Do the two share a day?"""
        return (self.first is None or other.last is None or self.first <= other.last) and (
            other.first is None or self.last is None or other.first <= self.last
        )


ALWAYS = Span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way of writing an actor, and when those words meant it.

    ``principal`` is False where the words can mean this actor but usually mean another: "Germany" in 1960 can be the
    German Democratic Republic.
    """

    text: str
    form: NameForm
    span: Span = ALWAYS
    principal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that a person held for a state: ``title`` is a plain English one ("foreign minister")."""

    title: str
    state: str
    span: Span

    def is_held(self, on: date | None) -> bool:
        """Is it known to be held that day? A term whose ends are not both known holds on no day."""
        return on is not None and self.span.first is not None and self.span.last is not None and self.span.holds(on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A state, body, party, movement, person or place of the authority list.

    ``id`` is the code of a state ("ALB"), else prefixed: "person:hoxha-enver", "party:PLA", "body:NATO".
    ``spans`` say when it existed (for a person, lived), ``states`` for which state it acts and when; for a body that
    is the body's own code. ``members`` are the states of a body, ``foremost`` those of a bloc that are usually meant
    when it is spoken of as one, where these are not all. Of a place, ``states`` say who held it and when, ``members``
    also who else claimed it or held a part of it. Numbers are those of the Correlates of War project
    (``cow``) and of Gleditsch and Ward (``gw``); ``numbered`` says when each was its own, as both lists give China one
    number throughout. ``called`` are the names that a state went by, each with its days, where they changed.
    """

    id: str
    kind: ActorKind
    name: str
    names: tuple[Name, ...] = field(default=(), repr=False)
    spans: tuple[Span, ...] = (ALWAYS,)
    states: tuple[tuple[str, Span], ...] = ()
    cow: tuple[int, ...] = ()
    gw: tuple[int, ...] = ()
    numbered: tuple[tuple[int, Span], ...] = field(default=(), repr=False)
    called: tuple[tuple[str, Span], ...] = field(default=(), repr=False)
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    offices: tuple[Office, ...] = field(default=(), repr=False)
    members: tuple[tuple[str, Span], ...] = field(default=(), repr=False)
    foremost: tuple[tuple[str, Span], ...] = field(default=(), repr=False)

    def existed(self, on: date | None) -> bool:
        """Did it exist on that day? With no day, yes."""
        return any(span.holds(on) for span in self.spans)


def read_day(text: str, *, last: bool) -> date | None:
    """A day from "1953-09-07", or the first (last) day of "1953-09" or "1953"; None for "".

    Raises:
        ValueError: the words are no date.
    """
    parts = text.split("-")
    if not text:
        return None
    if len(parts) == 3:
        return date.fromisoformat(text)
    year = int(parts[0])
    if len(parts) == 2:
        month = int(parts[1])
        if not last:
            return date(year, month, 1)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(year, 12, 31) if last else date(year, 1, 1)


@cache
def read_span(text: str) -> Span:
    """A span from "1941/1985-04-11"; an end left out is open; "" is always.

    Raises:
        ValueError: an end is no date, or the last day comes before the first.
    """
    if not text:
        return ALWAYS
    before, slash, after = text.partition("/")
    span = Span(read_day(before, last=False), read_day(after if slash else before, last=True))
    if span.first is not None and span.last is not None and span.last < span.first:
        raise ValueError(f"{text!r} ends before it begins")
    return span
