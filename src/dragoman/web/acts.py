"""Acts as pages list them: what was done, when, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dragoman.model import Event
from dragoman.wording import day_order, sentence, write_act, write_status


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """One act. ``accounts`` counts those who tell of it, ``status_words`` is "" where it simply happened."""

    event_id: str
    act: str
    date: str | None
    score: float
    standing: str
    status_words: str
    accounts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLines:
    """Acts that carry a finding: the gravest and best attested, by date; ``total`` counts all."""

    acts: tuple[ActLine, ...]
    total: int


def tell_event(event: Event, name: Callable[[str], str]) -> ActLine:
    """An event as one line."""
    return ActLine(
        event_id=event.id,
        act=sentence(write_act(event, name)),
        date=event.date,
        score=event.score,
        standing=event.standing,
        status_words=write_status(event.status),
        accounts=len(event.account_ids),
    )


def tell_acts(
    event_ids: Iterable[str], events: Mapping[str, Event], name: Callable[[str], str], *, most: int
) -> ActLines:
    """The acts of these ids; of more than ``most`` the gravest and best attested."""
    found = [events[one] for one in dict.fromkeys(event_ids) if one in events]
    gravest = sorted(found, key=lambda one: (-len(one.account_ids) * abs(one.score), one.id))[:most]
    shown = sorted(gravest, key=lambda one: (day_order(one.date), one.id))
    return ActLines(acts=tuple(tell_event(one, name) for one in shown), total=len(found))
