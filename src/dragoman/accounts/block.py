"""Which accounts are worth comparing: same parties, same family of types, dates that may be one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dragoman.accounts.profile import Profile, one_standing

NEAR = 10
"""Days that two dates may lie apart and still be a slip about one happening."""

NEAR_LANDMARK = 400
"""The same for the end or the beginning of diplomatic relations, of which a dyad has few."""

CROWD = 48
"""More candidates than this for one account: only those that share a rare word, a person or a place are compared."""


def candidate_pairs(all_profiles: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Pairs of accounts to compare, each once, in an order that depends on their ids alone.

    Accounts with a date are swept in the order of their first day, so that the work grows with the number of accounts
    and not with its square. A crowd of candidates with a vague date is thinned by the words, persons and places shared.
    """
    blocks: dict[tuple[str, ...], list[Profile]] = defaultdict(list)
    for one in all_profiles:
        for key in one.keys:
            blocks[key].append(one)
    for key in sorted(blocks):
        for one, other in _pairs_of_block(blocks[key]):
            if one_standing(one.status, other.status) and _home(one, other) == key:
                yield one, other


def _home(one: Profile, other: Profile) -> tuple[str, ...]:
    """The first block that both stand in: the one that yields the pair."""
    shared = set(one.keys) & set(other.keys)
    return min(shared)


def _pairs_of_block(block: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    near = NEAR_LANDMARK if block[0].landmark else NEAR
    narrow = sorted((one for one in block if one.width <= 31), key=lambda one: (one.first, one.id))
    vague = sorted((one for one in block if one.width > 31), key=lambda one: (one.first, one.id))
    starts = [one.first for one in narrow]
    for place, one in enumerate(narrow):
        stop = bisect_right(starts, one.last + near)
        for other in _thin(one, narrow[place + 1 : stop]):
            yield one, other
    index = _index(vague)
    longest = 31 + near
    for place, one in enumerate(vague):
        begin, end = bisect_left(starts, one.first - longest), bisect_right(starts, one.last + near)
        for other in _thin(one, narrow[begin:end]):
            yield one, other
        for other in _later(one, place, vague, index):
            yield one, other


def _thin(one: Profile, others: Sequence[Profile]) -> list[Profile]:
    if len(others) <= CROWD:
        return list(others)
    return [
        other
        for other in others
        if one.words & other.words
        or one.persons & other.persons
        or (one.account.place and one.account.place == other.account.place)
    ]


def _index(vague: Sequence[Profile]) -> dict[str, list[int]]:
    """Places of the accounts by the words and persons they hold; words that most of them hold tell nothing."""
    index: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(vague):
        for token in sorted(one.words | one.persons):
            index[token].append(place)
    return {token: places for token, places in index.items() if len(places) <= max(CROWD, len(vague) // 50)}


def _later(one: Profile, place: int, vague: Sequence[Profile], index: dict[str, list[int]]) -> list[Profile]:
    """Accounts with a vague date, behind this one in the block, that are worth comparing with it."""
    if len(vague) <= CROWD:
        return list(vague[place + 1 :])
    found = {there for token in one.words | one.persons for there in index.get(token, ()) if there > place}
    return [vague[there] for there in sorted(found)]
