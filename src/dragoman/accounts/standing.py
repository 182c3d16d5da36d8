"""How an event stands: what its accounts tell of each field, who tells it, and whether anybody contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.accounts.conflict import rank_values
from dragoman.accounts.fields import Told, read_fields
from dragoman.model import Account, Event
from dragoman.model.history import Standing
from dragoman.model.standing import FieldStanding, Telling, Voice
from dragoman.vocab.origins import cited_work

Count = Callable[[Iterable[Account]], int]
"""How many sources stand behind accounts."""

Standpoints = Mapping[str, str | None]
"""The state whose record each document is, None for nobody's, by document id."""


def stand(
    event: Event,
    accounts: Sequence[Account],
    *,
    standpoints: Standpoints,
    sides: Mapping[str, str] | None = None,
    count: Count | None = None,
) -> tuple[FieldStanding, ...]:
    """What is told of each field of the event, by whom, and how it stands.

    ``accounts`` may hold more than the event's own. ``sides`` gives the state for which each account is told
    (``whose.find_sides``), by default that of its document's record; ``count`` how many sources stand behind accounts,
    by default the works that they cite and the documents that cite none.
    """
    members = _own(event, accounts)
    said = _sides(members, standpoints, sides)
    return tuple(
        _field(event, told, members, standpoints, said, count or count_sources) for told in read_fields(members)
    )


def standing_of(
    event: Event,
    accounts: Sequence[Account],
    *,
    standpoints: Standpoints,
    sides: Mapping[str, str] | None = None,
    count: Count | None = None,
) -> Standing:
    """How the event stands as a whole; arguments as for ``stand``.

    A denial counts for more than any other contradiction, save where the sides differ on who did it: then it is part
    of that quarrel, and the event contested. What only one source tells is single-source, whosever record that is.
    """
    members = _own(event, accounts)
    if len(members) > 1:
        disputed = {told.field for told in read_fields(members) if told.contradicted()}
        if disputed:
            return "denied" if "status" in disputed and "initiator" not in disputed else "contested"
    said = _sides(members, standpoints, sides)
    return _backing(event, members, standpoints, said, count or count_sources)


def settle(
    events: Iterable[Event],
    accounts: Mapping[str, Account],
    *,
    standpoints: Standpoints,
    sides: Mapping[str, str] | None = None,
    count: Count | None = None,
) -> tuple[Event, ...]:
    """The events, each with its standing; ``accounts`` by id, the rest as for ``stand``."""
    return tuple(
        replace(
            event,
            standing=standing_of(
                event,
                [accounts[one] for one in event.account_ids if one in accounts],
                standpoints=standpoints,
                sides=sides,
                count=count,
            ),
        )
        for event in events
    )


def count_sources(accounts: Iterable[Account]) -> int:
    """How many sources accounts go back to: the works that they cite, however spelt, and documents that cite none."""
    return len({cited_work(one.document_id, one.cited) or f"document {one.document_id}" for one in accounts})


def _own(event: Event, accounts: Sequence[Account]) -> list[Account]:
    own = set(event.account_ids)
    return sorted((account for account in accounts if account.id in own), key=lambda account: account.id)


def _sides(accounts: Iterable[Account], standpoints: Standpoints, sides: Mapping[str, str] | None) -> Mapping[str, str]:
    if sides is not None:
        return {account.id: sides.get(account.id, "") for account in accounts}
    return {account.id: standpoints.get(account.document_id) or "" for account in accounts}


def _field(  # noqa: PLR0917 - one argument for each thing that is known of the accounts
    event: Event,
    told: Told,
    members: Sequence[Account],
    standpoints: Standpoints,
    sides: Mapping[str, str],
    count: Count,
) -> FieldStanding:
    disputed = told.contradicted()
    by_id = {account.id: account for account in members}
    tellings = tuple(
        Telling(
            value=value,
            contradicted=value in disputed,
            voices=_voices([by_id[one] for one in told.values[value]], standpoints, sides),
        )
        for value in rank_values(told.values, sides)
    )
    standing: Standing
    if disputed:
        standing = "denied" if told.field == "status" else "contested"
    else:
        telling = [by_id[one] for one in sorted({one for ids in told.values.values() for one in ids})]
        standing = _backing(event, telling, standpoints, sides, count)
    return FieldStanding(event_id=event.id, field=told.field, standing=standing, tellings=tellings)


def _voices(accounts: Iterable[Account], standpoints: Standpoints, sides: Mapping[str, str]) -> tuple[Voice, ...]:
    """Who speaks in the accounts: those of a state first, by its code, then by document."""
    heard: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for account in accounts:
        heard[sides[account.id], account.document_id, account.speaker, account.cited].append(account.id)
    return tuple(
        Voice(
            document_id=document_id,
            speaker=speaker,
            cited=cited,
            side=side,
            standpoint=standpoints.get(document_id) or "",
            account_ids=tuple(sorted(ids)),
        )
        for (side, document_id, speaker, cited), ids in sorted(heard.items(), key=lambda one: (not one[0][0], one[0]))
    )


def _backing(
    event: Event,
    accounts: Sequence[Account],
    standpoints: Standpoints,
    sides: Mapping[str, str],
    count: Count,
) -> Standing:
    """How uncontradicted accounts stand; one-sided where all are told for, or in the records of, one of the parties."""
    if len(accounts) < 2 or count(accounts) < 2:
        return "single-source"
    parties = {*event.actors, *event.recipients}
    spoken = {sides[account.id] for account in accounts}
    recorded = {standpoints.get(account.document_id) or "" for account in accounts}
    if any(len(held) == 1 and held <= parties for held in (spoken, recorded)):
        return "one-sided"
    return "uncontested"
