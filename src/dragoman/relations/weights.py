"""How much an event weighs as evidence of a level: by what kind of act it is, who tells it, and how surely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import prod, sqrt

from dragoman.errors import ConfigError
from dragoman.model import Account, Borrowing, Event
from dragoman.vocab.origins import Origins
from dragoman.vocab.scheme import Scheme

FORMAL_WEIGHT = 2.0
"""How many plain events a formal act (recognition, treaty, recall, breach...) weighs as much as."""

MOST_WEIGHT = 2.0
"""What the number of its sources makes an event weigh at most."""


LIKELY = 0.5
"""The confidence below which an act is likelier misread than not: it is told, and completes or changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """How far an event can be relied on.

    ``sources`` counts what its accounts go back to, copies once. ``confidence`` is the probability that at least one
    of these was read rightly.
    """

    confidence: float
    sources: int


Weigh = Callable[[Iterable[Event]], Mapping[str, Trust]]
"""Says how far each of some events can be relied on, by event id."""


def event_weight(event: Event, scheme: Scheme, trust: Trust | None = None) -> float:
    """How much an event weighs as evidence of a level.

    A plain event told once weighs 1. A formal act weighs ``FORMAL_WEIGHT`` times as much, an event that several
    independent sources tell the root of their number, at most twice; an event that somebody denies half. All that is
    times the confidence with which it was read. Without ``trust`` each account counts as a source, surely read.
    """
    formal = FORMAL_WEIGHT if scheme.is_formal(event.mode) else 1.0
    told = len(event.account_ids) if trust is None else trust.sources
    sure = 1.0 if trust is None else trust.confidence
    return formal * min(sqrt(told), MOST_WEIGHT) * (0.5 if event.standing == "denied" else 1.0) * sure


def weigh_events(
    events: Iterable[Event], accounts: Iterable[Account], borrowings: Iterable[Borrowing] = ()
) -> dict[str, Trust]:
    """How far each event can be relied on, by event id; events of which no account is handed in are left out.

    See :func:`trust_in`.

    Raises:
        ConfigError: a confidence lies outside 0 to 1.
    """
    return trust_in(events, {account.id: account for account in accounts}, Origins(borrowings))


def trust_in(events: Iterable[Event], known: Mapping[str, Account], origins: Origins) -> dict[str, Trust]:
    """How far each event can be relied on, by event id; ``known`` are the accounts by id.

    Accounts that go back to one source (a copy, a text that cites the other) count once, as surely as the surest of
    them; a denial of the event does not count for it. An account that an event names several times stands for as many
    sources like it.

    Raises:
        ConfigError: a confidence lies outside 0 to 1.
    """
    found: dict[str, Trust] = {}
    for event in events:
        times = Counter(event.account_ids)
        told = [known[one] for one in times if one in known]
        for account in told:
            if not 0.0 <= account.confidence <= 1.0:
                raise ConfigError(f"{account.id}: its confidence is {account.confidence}; expected 0 to 1")
        claims = [account for account in told if account.status != "denied"] or told
        if claims:
            groups = origins.of(claims)
            missed = prod(1.0 - max(account.confidence for account in group) for group in groups)
            sources = sum(max(times[account.id] for account in group) for group in groups)
            found[event.id] = Trust(confidence=round(1.0 - missed, 6), sources=sources)
    return found
