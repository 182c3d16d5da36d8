"""Where accounts of one event cannot all be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.accounts.fields import Told, read_fields
from dragoman.model import Account, Conflict, Event, Position


def find_conflicts(
    event: Event, accounts: Sequence[Account], standpoints: Mapping[str, str | None]
) -> tuple[Conflict, ...]:
    """The fields on which accounts of ``event`` contradict one another, with who says what.

    Only what cannot be true together counts (``fields.read_fields``). ``accounts`` may hold more than the event's own.
    Positions come with the best-backed first: by the number of standpoints (``standpoints`` gives a document's), then
    of accounts. Nobody's record and an unknown standpoint count as one.
    """
    own = set(event.account_ids)
    members = [account for account in accounts if account.id in own]
    if len(members) < 2:
        return ()
    sides = {account.id: standpoints.get(account.document_id) or "" for account in members}
    found = (_conflict(event.id, told, sides) for told in read_fields(members))
    return tuple(conflict for conflict in found if conflict.positions)


def _conflict(event_id: str, told: Told, sides: Mapping[str, str]) -> Conflict:
    disputed = told.contradicted()
    positions = tuple(
        Position(value=value, account_ids=tuple(sorted(told.values[value])))
        for value in rank_values(told.values, sides)
        if value in disputed
    )
    return Conflict(event_id=event_id, field=told.field, positions=positions)


def rank_values(values: Mapping[str, Sequence[str]], sides: Mapping[str, str]) -> list[str]:
    """The values of a field, the best-backed first: by the sides of the accounts that give them, then their number."""
    return sorted(values, key=lambda value: (-len({sides[one] for one in values[value]}), -len(values[value]), value))
