"""What a grouping of accounts changes in an earlier one, so that no grouping is rewritten unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from dragoman.model import Regrouping

Group = tuple[str, ...]


def find_regroupings(before: Iterable[Group], after: Iterable[Group]) -> tuple[Regrouping, ...]:
    """What became of earlier events: those whose accounts are no longer grouped as they were, sorted.

    Accounts that only one of the two groupings has are passed over: a new telling joins an event without changing
    what was grouped before.
    """
    old, new = list(before), list(after)
    old_home = {member: place for place, members in enumerate(old) for member in members}
    new_home = {member: place for place, members in enumerate(new) for member in members}
    found: list[Regrouping] = []
    seen: set[int] = set()
    for place in range(len(old)):
        if place in seen:
            continue
        olds, news = _touched(place, old, new, old_home, new_home)
        seen |= olds
        was = _groups((old[one] for one in olds), new_home)
        now = _groups((new[one] for one in news), old_home)
        if was != now:
            kind: Literal["joined", "parted", "mixed"]
            kind = "joined" if len(now) == 1 else "parted" if len(was) == 1 else "mixed"
            found.append(Regrouping(kind=kind, before=was, after=now))
    return tuple(sorted(found, key=lambda one: (one.before, one.after)))


def _touched(
    place: int, old: list[Group], new: list[Group], old_home: Mapping[str, int], new_home: Mapping[str, int]
) -> tuple[set[int], set[int]]:
    """All earlier and later groups that hang together with one earlier group by shared accounts."""
    olds, news, waiting = {place}, set[int](), [place]
    while waiting:
        fresh = {new_home[member] for member in old[waiting.pop()] if member in new_home} - news
        news |= fresh
        more = {old_home[member] for one in fresh for member in new[one] if member in old_home} - olds
        olds |= more
        waiting.extend(more)
    return olds, news


def _groups(groups: Iterable[Group], known: Mapping[str, int]) -> tuple[Group, ...]:
    """The groups without the accounts that the other grouping has not, sorted, and without those left empty."""
    left = (tuple(sorted(member for member in members if member in known)) for members in groups)
    return tuple(sorted(members for members in left if members))
