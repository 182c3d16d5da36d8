"""Puts accounts together to events with their standing and disputes, under what people have judged of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, NamedTuple

from dragoman.judgements import Rulings
from dragoman.model import Account, Borrowing, Conflict, Event, EventLink, MatchScore
from dragoman.vocab.actors import Authority
from dragoman.vocab.origins import Origins

if TYPE_CHECKING:
    # Imported where it is used: most commands do without it.
    from dragoman.accounts.surroundings import Key, Words


class Joined(NamedTuple):
    """The events that accounts were joined to, their conflicts, what joined the accounts, and what links the events."""

    events: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]
    matches: tuple[MatchScore, ...]
    links: tuple[EventLink, ...]


def join_accounts(
    accounts: Sequence[Account],
    rulings: Rulings,
    standpoints: Mapping[str, str | None],
    *,
    scale: str,
    authority: Authority,
    borrowings: Sequence[Borrowing] = (),
    words: Words | None = None,
) -> Joined:
    """The events that the accounts tell of, with their conflicts and links; scores are on the named scale.

    ``authority`` can tell for which state a speaker speaks. Documents that copy one another (``borrowings``) count as
    one source. ``words`` are those of all that was coded (``count_words``), by default those of the accounts.
    """
    from dragoman.accounts.whose import find_sides

    drafted = draft_events(accounts, rulings, scale=scale, words=words)
    events, conflicts = stand_events(
        drafted.events,
        {account.id: account for account in accounts},
        standpoints,
        find_sides(accounts, standpoints, authority),
        borrowings,
    )
    return Joined(events, conflicts, drafted.matches, drafted.links)


def draft_events(
    accounts: Sequence[Account],
    rulings: Rulings,
    *,
    scale: str,
    words: Words | None = None,
    only: Set[Key] | None = None,
) -> Joined:
    """The events as people have them, before it is told how they stand and what is disputed about them."""
    from dragoman.accounts.reconcile import group
    from dragoman.vocab.scheme import load_scheme

    scheme = load_scheme()
    score = scheme.goldstein if scale == "goldstein-1992" else scheme.score
    grouping = group(accounts, same=rulings.same, different=rulings.different, score=score, words=words, only=only)
    events = rulings.held(grouping.events, lambda kind, mode, status: score(kind, mode) * scheme.weight(status))
    standing = {event.id for event in events}
    links = (link for link in grouping.links if {link.earlier, link.later} <= standing)
    return Joined(events, (), grouping.matches, tuple(links))


def stand_events(
    events: Sequence[Event],
    accounts: Mapping[str, Account],
    standpoints: Mapping[str, str | None],
    sides: Mapping[str, str],
    borrowings: Sequence[Borrowing],
) -> tuple[tuple[Event, ...], tuple[Conflict, ...]]:
    """The events with their standing, and what is disputed about them; ``accounts`` are by id."""
    from dragoman.accounts.conflict import find_conflicts
    from dragoman.accounts.standing import settle

    stood = settle(events, accounts, standpoints=standpoints, sides=sides, count=Origins(borrowings).count)
    conflicts = (
        conflict
        for event in stood
        for conflict in find_conflicts(event, [accounts[one] for one in event.account_ids], standpoints)
    )
    return stood, tuple(conflicts)


def count_words(coded: Iterable[Account], rulings: Rulings, *, min_confidence: float) -> Words:
    """How common each word is in what was coded, whatever people have judged of it.

    So a judgement on one account does not change by a trifle how rare the words of all others are.
    """
    from dragoman.accounts.profile import words_of
    from dragoman.accounts.surroundings import Words

    unjudged = Rulings(hands=rulings.hands).judged(coded, min_confidence=min_confidence)
    return Words.of(words_of(account) for account in unjudged)
