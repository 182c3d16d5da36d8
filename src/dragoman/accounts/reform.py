"""Events told by some of their accounts only: dated, typed and judged anew, while what was one act stays one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from dragoman.accounts.profile import Profile, profile
from dragoman.accounts.reconcile import Score, form
from dragoman.accounts.standing import Count, Standpoints, standing_of
from dragoman.model import Account, Event
from dragoman.vocab.scheme import load_scheme

Held = Callable[[Event], Event]
"""What people decided about an event, put in force."""


class Reformer:
    """Forms an event again from those of its accounts that are left.

    The grouping is kept: that a source is left out does not make two acts of what was one. Kind, parties, date, status,
    score and standing are those of the accounts left, by the rules that formed the event (``reconcile.form``), so that
    a whole set of accounts gives the event itself. ``standpoints``, ``sides`` and ``count`` are as for
    ``standing.stand``; ``held`` puts in force what people decided of the event.
    """

    def __init__(
        self,
        accounts: Mapping[str, Account],
        *,
        score: Score,
        standpoints: Standpoints,
        sides: Mapping[str, str],
        count: Count,
        held: Held,
    ) -> None:
        self._accounts = accounts
        self._score = score
        self._standpoints = standpoints
        self._sides = sides
        self._count = count
        self._held = held
        self._profiles: dict[str, Profile] = {}
        self._made: dict[frozenset[str], Event | None] = {}

    def form(self, account_ids: Iterable[str]) -> Event | None:
        """The event that these accounts tell of; None where there are none."""
        left = frozenset(one for one in account_ids if one in self._accounts)
        if left not in self._made:
            self._made[left] = self._form(left) if left else None
        return self._made[left]

    def _form(self, account_ids: frozenset[str]) -> Event:
        members = [self._profile(one) for one in sorted(account_ids)]
        event = self._held(form(members, self._score))
        standing = standing_of(
            event,
            [member.account for member in members],
            standpoints=self._standpoints,
            sides=self._sides,
            count=self._count,
        )
        return replace(event, standing=standing)

    def _profile(self, account_id: str) -> Profile:
        if account_id not in self._profiles:
            self._profiles[account_id] = profile(self._accounts[account_id], load_scheme().family)
        return self._profiles[account_id]
