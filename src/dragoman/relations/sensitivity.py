"""What moves in a relation's history when a part of what it rests on is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.model import Dyad, Event, LeftOut, Phase, Rest, Rupture
from dragoman.model.sensitivity import KINDS, LeftOutKind
from dragoman.relations.fates import compare_turns, level_distance
from dragoman.relations.phases import phases_of
from dragoman.relations.ruptures import ruptures_of
from dragoman.relations.turns import follow
from dragoman.relations.weights import Weigh

_WORDS: Mapping[LeftOutKind, str] = {
    "source": "source",
    "cited": "cited work",
    "side": "side",
    "theme": "theme",
    "type": "type of act",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One thing to leave out: ``events`` holds what becomes of the events it touches, by id, None for no event left.

    The other fields are those of ``LeftOut``.
    """

    kind: LeftOutKind
    key: str
    label: str
    sources: tuple[str, ...] = ()
    accounts: int
    events: Mapping[str, Event | None] = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A history as it is compared here: its phases and its turning points."""

    phases: tuple[Phase, ...]
    ruptures: tuple[Rupture, ...]


def tell(dyad: Dyad, events: Sequence[Event], *, weigh: Weigh | None = None) -> Told:
    """The phases and turning points that events speak for; ``weigh`` says how far each can be relied on."""
    course = follow(dyad, events, trust=weigh(events) if weigh else None)
    return Told(phases=phases_of(course), ruptures=ruptures_of(course))


def leave_out(
    dyad: Dyad,
    events: Sequence[Event],
    whole: Told,
    cuts: Iterable[Cut],
    *,
    weigh: Weigh | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[LeftOut, ...]:
    """The history without each of ``cuts``, beside the whole one: by kind, what moves most first.

    ``events`` are those of the whole history, ``whole`` what they speak for, ``weigh`` as for ``tell``. ``progress`` is
    called with the number of cuts that are done.
    """
    found = []
    for number, cut in enumerate(cuts, 1):
        found.append(_without(dyad, events, whole, cut, weigh))
        if progress:
            progress(number)
    return tuple(sorted(found, key=_rank))


def rests_of(whole: Told, left_out: Iterable[LeftOut], write: Callable[[str], str] = str) -> tuple[Rest, ...]:
    """The turning points that are gone without some one thing, in order, and a sentence on each.

    ``write`` gives a window's readable form. Where a source is enough to take a turn away, the sentence speaks of the
    sources alone; else of the kinds in their order.
    """
    rows = tuple(left_out)
    found = []
    for place, turn in enumerate(whole.ruptures):
        without = tuple((one.kind, one.label) for one in rows if one.turns[place].fate == "gone")
        if without:
            kind = next(kind for kind in KINDS if any(one == kind for one, _ in without))
            labels = [label for one, label in without if one == kind]
            found.append(
                Rest(
                    window=turn.window,
                    direction=turn.direction,
                    without=without,
                    statement=_statement(turn, write(turn.window), kind, labels),
                )
            )
    return tuple(found)


def _statement(turn: Rupture, window: str, kind: LeftOutKind, labels: Sequence[str]) -> str:
    word = _WORDS[kind]
    subject = f"The {turn.direction} of {window}"
    if len(labels) == 1:
        return f"{subject} rests on one {word}: {labels[0]}. Without it the turn is not found."
    plural = word.replace("type", "types") if kind == "type" else f"{word}s"
    return (
        f"{subject} needs each of {len(labels)} {plural}: {'; '.join(labels)}. Without any one of them it is not found."
    )


def _without(dyad: Dyad, events: Sequence[Event], whole: Told, cut: Cut, weigh: Weigh | None) -> LeftOut:
    kept = [one for event in events if (one := cut.events.get(event.id, event)) is not None]
    touched = any(event.id in cut.events for event in events)
    told = tell(dyad, kept, weigh=weigh) if touched else whole
    turns, arising = compare_turns(whole.ruptures, told.ruptures)
    return LeftOut(
        kind=cut.kind,
        key=cut.key,
        label=cut.label,
        sources=cut.sources,
        accounts=cut.accounts,
        lost=tuple(event.id for event in events if event.id in cut.events and cut.events[event.id] is None),
        changed=tuple(event.id for event in events if cut.events.get(event.id) is not None),
        turns=turns,
        arising=arising,
        phases=told.phases,
        moved=level_distance(whole.phases, told.phases),
    )


def _rank(row: LeftOut) -> tuple[int, int, float, float, str]:
    """By kind, then by how many turns go, then by how far the strengths and the level move."""
    change = sum(abs(turn.change) for turn in row.turns)
    return (KINDS.index(row.kind), -len(row.gone), -round(change, 3), -row.moved, row.key)
