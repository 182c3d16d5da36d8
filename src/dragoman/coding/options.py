"""What the act network chooses among for one word: the states that may be its sides, the dates it may have."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.coding.seen import KINDS, Dated, Seen
from dragoman.model.reading import Status
from dragoman.model.text import ActorMention, Reading

DOCUMENT, GRAMMATICAL = len(KINDS), len(KINDS) + 1
"""Kinds of side that no word names: a state the text names most, one that only the grammar found."""

BACK = 3
"""Sentences back in which a side may be named."""

SENTENCES = 14
"""The class of distance above which a class tells how many sentences back words stand."""

NONE, CARRIED, WRITTEN, BEFORE, BY_GRAMMAR = range(5)
"""Where a date that stands in no word of the sentence comes from."""

NEAR = (1, 2, 4, 8, 14, 25)
"""Bounds of the classes of distance, in words."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the grammar says of one act: where its word is (view offset), type, status, states on each side, date."""

    place: int
    event_type: str
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None


class SideOption(NamedTuple):
    """One reason to think of a state: words that name it, or (``pseudo`` >= 0) the text as a whole."""

    state: int
    first: int
    last: int
    kind: int
    distance: int
    pseudo: int
    mention: ActorMention | None


class DateOption(NamedTuple):
    """One date: ``source`` >= 0 tells that no word of the sentence gives it; ``told`` whether the grammar chose it."""

    value: str | None
    how: str
    source: int
    first: int
    last: int
    distance: int
    told: int


@dataclass(frozen=True, slots=True)
class Options:
    """For one word: the states in question, why each is thought of, what the grammar says of each, and the dates."""

    states: tuple[str, ...]
    sides: tuple[SideOption, ...]
    told: tuple[int, ...]
    dates: tuple[DateOption, ...]


def distance(words: int) -> int:
    """The class of a distance in words: 0 to 6 before the word, 7 to 13 after it."""
    return bisect_left(NEAR, -words) if words < 0 else len(NEAR) + 1 + bisect_left(NEAR, words)


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentences before one name, the same for all its words: states by number, and why each is thought of."""

    sentence: int
    states: dict[str, int]
    sides: list[SideOption]


def before(seen: Seen, number: int) -> Before:
    """The states that the sentences before sentence ``number`` name."""
    states: dict[str, int] = {}
    sides: list[SideOption] = []
    for back in range(BACK, 0, -1):
        for one in seen.named.get(number - back, ()):
            for name in one.states:
                state = states.setdefault(name, len(states))
                sides.append(SideOption(state, one.first, one.last, one.kind, SENTENCES + back, -1, one.mention))
    return Before(number, states, sides)


def options_at(reading: Reading, seen: Seen, place: int, told: Sequence[Told], known: Before | None = None) -> Options:
    """The options for the word at ``place``; ``told`` is what the grammar says of it.

    ``known`` is what :func:`before` gives for its sentence, worked out here when it is not given.
    """
    number = seen.sentence[place]
    if known is None:
        known = before(seen, number)
    states = dict(known.states)
    sides = list(known.sides)
    for one in seen.named.get(number, ()):
        if one.states:
            first, last, kind, mention = one.first, one.last, one.kind, one.mention
            far = distance(first - place)
            for name in one.states:
                sides.append(SideOption(states.setdefault(name, len(states)), first, last, kind, far, -1, mention))
    for rank, state in enumerate(seen.top):
        sides.append(SideOption(states.setdefault(state, len(states)), 0, 0, DOCUMENT, 20 + rank, rank, None))
    if seen.home:
        sides.append(SideOption(states.setdefault(seen.home, len(states)), 0, 0, DOCUMENT, 24, 3, None))
    for act in told:
        for name in [name for name in act.actors + act.recipients if name and name not in states]:
            sides.append(SideOption(states.setdefault(name, len(states)), 0, 0, GRAMMATICAL, 25, 3, None))
    said = tuple(_said(name, told) for name in states) if told else (0,) * len(states)
    return Options(tuple(states), tuple(sides), said, _dates(reading, seen, place, told))


def _said(state: str, told: Sequence[Told]) -> int:
    """What the grammar makes of a state: 0 it says nothing of the word, 1 no side, 2 actor, 3 recipient, 4 mutual."""
    for act in told:
        if state in act.actors:
            return 2 if act.recipients else 4
        if state in act.recipients:
            return 3
    return 1 if told else 0


def _dates(reading: Reading, seen: Seen, place: int, told: Sequence[Told]) -> tuple[DateOption, ...]:
    number = seen.sentence[place]
    chosen = {act.date for act in told}

    def by(value: str | None) -> int:
        return 1 if value in chosen else 2 if told else 0

    found = [DateOption(None, "", NONE, 0, 0, 0, by(None))]
    known = {None, ""}

    def think(value: str | None, how: str, source: int) -> None:
        if value not in known:
            known.add(value)
            found.append(DateOption(value, how, source, 0, 0, 0, by(value)))

    here = seen.dated.get(number, ())
    think(reading.focus[number], "carried", CARRIED)
    think(reading.document.written, "document", WRITTEN)
    last = _before(seen, number)
    if last is not None:
        think(last.mention.value, "carried", BEFORE)
    if told:
        values = {one.mention.value for one in here}
        for act in told:
            if act.date not in values:
                think(act.date, "carried", BY_GRAMMAR)
    for one in here:
        how = one.mention.how or "explicit"
        far = distance(one.first - place) + (0 if how == "explicit" else 14)
        found.append(DateOption(one.mention.value, how, -1, one.first, one.last, far, by(one.mention.value)))
    return tuple(found)


def _before(seen: Seen, number: int) -> Dated | None:
    """The last date told in the sentences just before."""
    for back in range(1, BACK + 1):
        found = seen.dated.get(number - back, ())
        if found:
            return found[-1]
    return None
