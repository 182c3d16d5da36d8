"""Which account of an event is quoted for it: one choice for dossiers, commands and pictures alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dragoman.model import Account, Event
from dragoman.vocab import edtf

_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "both", "who", "which"))


def rank_accounts(event: Event, accounts: Iterable[Account]) -> list[Account]:
    """The accounts of an event, the most explicit first: the one whose words tell most of what is held.

    Ahead go those of the event's status, mode and date, told with the date and not carried to it; then the author's
    own telling before what somebody is said to have said, the narrower date, the words that name most of the sides
    and the date themselves, the surer reading.
    Accounts of other events are left out. The order depends on the accounts alone, never on that in which they come.
    """
    own = set(event.account_ids)
    return sorted(
        (account for account in accounts if account.id in own),
        key=lambda account: (
            account.status != event.status,
            account.mode != event.mode,
            account.date != event.date,
            account.date_how == "carried",
            account.speaker != "",
            _width(account.date),
            -_named(account, event) - (account.date_how == "explicit"),
            -account.confidence,
            account.id,
        ),
    )


def _width(value: str | None) -> int:
    """Days that a date may mean; an open or missing one is the widest."""
    span = edtf.parse(value) if value else None
    first, last = (span.earliest(), span.latest()) if span else (None, None)
    return (last - first).days if first and last else date.max.toordinal()


def _named(account: Account, event: Event) -> int:
    """How many states of the event the account's words name, by a name and not by a pronoun or by what went before."""
    told = {
        party.state
        for party in (*account.actors, *account.recipients)
        if any(letter.isupper() for letter in party.text) and party.text.lower() not in _PRONOUNS
    }
    return len(told & {*event.actors, *event.recipients})
