"""What an account stands among: its blocks, and how crowded and how wordy those are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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


class Block:
    """The accounts of two parties and one family of acts, by id."""

    def __init__(self, key: Key, members: Sequence[Profile], corpus: Mapping[str, float]) -> None:
        self.key = key
        self.members = members
        self._corpus = corpus
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
            expected = self._counts[word] + PRIOR * self._corpus.get(word, 1.0)
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
    """All blocks of a set of accounts."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        ordered = sorted(profiles, key=lambda one: one.id)
        total = len(ordered) + 1
        counts = Counter(word for one in ordered for word in one.words)
        corpus = {word: count / total for word, count in counts.items()}
        self._keys = _keys(ordered)
        members: defaultdict[Key, list[Profile]] = defaultdict(list)
        for one in ordered:
            for key in self._keys[one.id]:
                members[key].append(one)
        self._blocks = {key: Block(key, members[key], corpus) for key in sorted(members)}
        self._none = Block(("", "", ""), (), corpus)

    def __iter__(self) -> Iterator[Block]:
        return iter(self._blocks.values())

    def home(self, one: Profile, other: Profile) -> Block:
        """The first block that both stand in: the one that compares them; an empty one where they share none."""
        mine, theirs = self._keys[one.id], self._keys[other.id]
        if mine == theirs:
            return self._blocks[mine[0]]
        shared = min(set(mine).intersection(theirs), default=None)
        return self._none if shared is None else self._blocks[shared]


def _keys(profiles: Sequence[Profile]) -> dict[str, tuple[Key, ...]]:
    """The blocks of each account, in order."""
    keys: dict[str, tuple[Key, ...]] = {}
    for one in profiles:
        parties = sorted(one.states)
        if len(parties) < 2:
            keys[one.id] = ((*parties, "", one.family),)
        elif len(parties) <= FEW:
            keys[one.id] = tuple((*pair, one.family) for pair in combinations(parties, 2))
    known = {key for found in keys.values() for key in found}
    for one in profiles:
        if len(one.states) > FEW:
            pairs = combinations(sorted(one.states), 2) if len(one.states) <= MANY else ()
            own = [key for pair in pairs if (key := (*pair, one.family)) in known]
            keys[one.id] = tuple(sorted([*own, ("several", one.family)]))
    return keys
