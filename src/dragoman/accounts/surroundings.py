"""What an account stands among: its blocks, and how crowded and how wordy those are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import log

from dragoman.accounts.profile import Profile

Key = tuple[str, ...]
"""Two parties and a family; a party, "" and a family where one alone is named; "several" and a family of many."""

FEW, MANY = 10, 20
"""Up to ``FEW`` parties an account stands in a block for each two of them; up to ``MANY`` in those of these blocks
that others stand in; with more only among those of many."""

PRIOR = 100
"""How many accounts of a block it takes until its own words count as much as those of all accounts."""


@dataclass(frozen=True, slots=True)
class Words:
    """In how many accounts each word stands: ``total`` is one more than there are accounts."""

    total: int
    counts: Mapping[str, int]

    @classmethod
    def of(cls, words: Iterable[frozenset[str]]) -> Words:
        """The words of accounts, each given as its distinctive words."""
        listed = list(words)
        return cls(len(listed) + 1, Counter(word for one in listed for word in one))

    def share(self, word: str) -> float:
        """The share of all accounts that have a word; one that was not counted stands in one account."""
        return self.counts.get(word, 1) / self.total


class Block:
    """The accounts of two parties and one family of acts, by id."""

    def __init__(self, key: Key, members: Sequence[Profile], words: Words) -> None:
        self.key = key
        self.members = members
        self._words = words
        self._rarity: dict[str, float] = {}

    @cached_property
    def starts(self) -> list[int]:
        """The first days of the accounts whose date is known to a month or better, rising."""
        return sorted(one.first for one in self.members if one.width <= 31)

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(word for one in self.members for word in one.words)

    def rarity(self, word: str) -> float:
        """How telling it is that two accounts share this word: the logarithm of one over its share of the accounts.

        In a small block the share is that in all accounts, in a large one that in the block ("missiles" tells little
        among accounts of a crisis over missiles).
        """
        known = self._rarity.get(word)
        if known is None:
            expected = self._counts[word] + PRIOR * self._words.share(word)
            known = self._rarity[word] = log((len(self.members) + PRIOR) / expected)
        return known

    def crowd(self, one: Profile, other: Profile) -> int:
        """How many accounts of the block are known to be of the time of these two, or of the block where it is vague.

        The time of two accounts reaches from the earlier's first day to the later's last.
        """
        if max(one.width, other.width) > 366:
            return len(self.members)
        first, last = min(one.first, other.first), max(one.last, other.last)
        return bisect_right(self.starts, last) - bisect_left(self.starts, first)


class Surroundings:
    """All blocks of a set of accounts.

    ``words`` are those by which rarity is told, by default those of the accounts. With ``only`` the blocks of these
    keys alone are gone through: where the accounts are a part of all, those that are whole.
    """

    def __init__(
        self, profiles: Sequence[Profile], *, words: Words | None = None, only: Set[Key] | None = None
    ) -> None:
        ordered = sorted(profiles, key=lambda one: one.id)
        words = words or Words.of(one.words for one in ordered)
        self._only = only
        self._keys = _keys(ordered)
        members: defaultdict[Key, list[Profile]] = defaultdict(list)
        for one in ordered:
            for key in self._keys[one.id]:
                members[key].append(one)
        self._blocks = {key: Block(key, members[key], words) for key in sorted(members)}
        self._none = Block(("", "", ""), (), words)

    def __iter__(self) -> Iterator[Block]:
        return (block for key, block in self._blocks.items() if self._only is None or key in self._only)

    def home(self, one: Profile, other: Profile) -> Block:
        """The first block that both stand in: the one that compares them; an empty one where they share none."""
        mine, theirs = self._keys[one.id], self._keys[other.id]
        if mine == theirs:
            return self._blocks[mine[0]]
        shared = min(set(mine).intersection(theirs), default=None)
        return self._none if shared is None else self._blocks[shared]


def keys_of(one: Profile) -> tuple[Key, ...]:
    """The blocks of an account of few parties, in order; whoever else there is, it stands in these."""
    parties = sorted(one.states)
    if len(parties) < 2:
        return ((*parties, "", one.family),)
    return tuple((*pair, one.family) for pair in combinations(parties, 2))


def _keys(profiles: Sequence[Profile]) -> dict[str, tuple[Key, ...]]:
    """The blocks of each account, in order."""
    keys: dict[str, tuple[Key, ...]] = {}
    for one in profiles:
        if len(one.states) <= FEW:
            keys[one.id] = keys_of(one)
    known = {key for found in keys.values() for key in found}
    for one in profiles:
        if len(one.states) > FEW:
            pairs = combinations(sorted(one.states), 2) if len(one.states) <= MANY else ()
            own = [key for pair in pairs if (key := (*pair, one.family)) in known]
            keys[one.id] = tuple(sorted([*own, ("several", one.family)]))
    return keys
