"""Which accounts are worth comparing: same parties, same family of types, dates that may be one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.accounts.profile import Profile, one_standing
from dragoman.accounts.surroundings import Block, Surroundings

NEAR = 10
"""Days that two dates may lie apart and still be a slip about one happening."""

NEAR_LANDMARK = 400
"""The same for the end or the beginning of diplomatic relations, of which a dyad has few."""

CROWD = 48
"""More candidates than this for one account: only those most like it in words, persons and place are compared."""

LIKEST = 24
"""How many are compared with it then, of each kind of date."""

EFFORT = 300
"""In a crowd, how many entries of the index are looked at for one account and kind of date, at most."""

MONTH, YEAR = 31, 366
"""Widths of dates, in days, that are indexed apart: known to a month or better, to a year or better, worse."""

TELLING = 3.0
"""What a shared person or place counts for beside words, in natural units of rarity."""

Allowed = Callable[[str, str], bool]
"""Whether accounts of two classes of status are to be compared; the order of the two must not matter."""


def candidate_pairs(
    surroundings: Surroundings, *, allowed: Allowed = one_standing, near: int = NEAR
) -> Iterator[tuple[Profile, Profile, Block]]:
    """Pairs of accounts to compare, each once with the block it is compared in, in an order that depends on ids alone.

    Accounts are looked up by date. One that has many others about it is compared only with those that share the
    rarest words, persons and places, and the work for it is bounded: so the whole grows with the number of accounts,
    not with its square, however many there are of one dyad and month.
    """
    for block in surroundings:
        statuses = sorted({one.status for one in block.members})
        if not any(allowed(one, other) for one in statuses for other in statuses):
            continue
        reach = NEAR_LANDMARK if block.members[0].landmark else near
        for one, other in _pairs_of_block(block, reach, allowed):
            if allowed(one.status, other.status) and surroundings.home(one, other) is block:
                yield one, other, block


def _pairs_of_block(block: Block, near: int, allowed: Allowed) -> Iterator[tuple[Profile, Profile]]:
    members = sorted(block.members, key=lambda one: (one.first, one.id))
    if len(members) <= CROWD:
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                if other.first - one.last <= near:
                    yield one, other
        return
    shelves = [_Shelf(block, near, allowed) for _ in range(3)]
    for one in members:
        shelves[_shelf(one)].add(one)
    for level, shelf in enumerate(shelves):
        # The same two accounts may each be among the likest of the other.
        seen: set[tuple[int, int]] = set()
        for one in shelf.members:
            for finer in shelves[:level]:
                for there in finer.like(one):
                    yield one, finer.members[there]
            here = shelf.place[one.id]
            for there in shelf.like(one):
                pair = (here, there) if here < there else (there, here)
                if here != there and pair not in seen:
                    seen.add(pair)
                    yield one, shelf.members[there]


def _shelf(one: Profile) -> int:
    return 0 if one.width <= MONTH else 1 if one.width <= YEAR else 2


@dataclass(slots=True)
class _Shelf:
    """Accounts of a block whose dates are about as wide, by first day, with an index of what tells them apart."""

    block: Block
    near: int
    allowed: Allowed
    members: list[Profile] = field(default_factory=list)
    place: dict[str, int] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    widest: int = 0
    index: dict[str, tuple[list[int], list[int]]] = field(default_factory=lambda: defaultdict(lambda: ([], [])))

    def add(self, one: Profile) -> None:
        """Put an account behind those of an earlier first day."""
        place = self.place[one.id] = len(self.members)
        self.members.append(one)
        self.starts.append(one.first)
        self.widest = max(self.widest, one.width)
        for trait in _traits(one):
            starts, places = self.index[trait]
            starts.append(one.first)
            places.append(place)

    def like(self, one: Profile) -> Sequence[int]:
        """Places of the accounts to compare with ``one``: all whose date may be one with its, or the likest of them."""
        first, last = one.first - self.near - self.widest, one.last + self.near
        begin, end = bisect_left(self.starts, first), bisect_right(self.starts, last)
        if end - begin <= CROWD:
            return range(begin, end)
        return self._likest(one, first, last)

    def _likest(self, one: Profile, first: int, last: int) -> list[int]:
        """In a crowd: the rarest traits are looked up first, until as much has been looked at as is worth it."""
        found: list[tuple[int, str, int]] = []
        for trait in _traits(one):
            if trait in self.index:
                starts, _ = self.index[trait]
                begin, end = bisect_left(starts, first), bisect_right(starts, last)
                found.append((end - begin, trait, begin))
        weights: dict[int, float] = defaultdict(float)
        left = EFFORT
        for count, trait, begin in sorted(found):
            size, start = count, begin
            if count > left:
                # Of a trait that many share, those that lie next to it in time.
                size = left
                middle = bisect_left(self.index[trait][0], one.first)
                start = min(max(begin, middle - size // 2), begin + count - size)
            weight = TELLING if trait[0] == ":" else self.block.rarity(trait)
            for place in self.index[trait][1][start : start + size]:
                weights[place] += weight
            left -= size
            if left <= 0:
                break
        weights.pop(self.place.get(one.id, -1), None)
        weights = {
            place: weight for place, weight in weights.items() if self.allowed(one.status, self.members[place].status)
        }
        likest = sorted(weights.values(), reverse=True)[:LIKEST]
        ranked = sorted(
            (item for item in weights.items() if item[1] >= likest[-1]),
            key=lambda item: (-item[1], abs(self.starts[item[0]] - one.first), item[0]),
        )[:LIKEST]
        return [place for place, _ in ranked]


def _traits(one: Profile) -> list[str]:
    """What tells an account from others of its block; persons and places have a mark before them that no word has."""
    place = one.account.place.casefold()
    return [*sorted(one.words), *(f":{person}" for person in sorted(one.persons)), *([f":{place}"] if place else [])]
