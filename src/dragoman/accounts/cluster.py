"""Accounts grouped by their match scores: average linkage, the surest first, whatever order they came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice

from dragoman.accounts.match import IMPOSSIBLE, match, needed
from dragoman.accounts.profile import Profile, one_standing
from dragoman.accounts.surroundings import Surroundings
from dragoman.model import MatchScore

SAMPLE = 12
"""Members of a group that a newcomer is compared with, at most: those of the first ids."""

MARGIN = 1.0
"""How much better than the next best a vague account's group must be; else it stays by itself."""


@dataclass(slots=True)
class _Groups:
    """Groups under construction: who is where, and who must not meet."""

    profiles: Mapping[str, Profile]
    surroundings: Surroundings
    scores: dict[tuple[str, str], float]
    forbidden: Mapping[str, frozenset[str]]
    home: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    first: dict[str, list[str]] = field(default_factory=dict)
    bound: dict[str, list[str]] = field(default_factory=dict)
    linked: dict[tuple[str, str], tuple[int, int, float]] = field(default_factory=dict)

    def found(self, ids: Iterable[str]) -> None:
        for one in ids:
            self.home[one] = one
            self.members[one] = [one]
            self.first[one] = [one]
            self.bound[one] = [one] if one in self.forbidden else []

    def may_join(self, one: str, other: str) -> bool:
        small, large = (one, other) if len(self.bound[one]) <= len(self.bound[other]) else (other, one)
        return not any(self.home.get(foe) == large for member in self.bound[small] for foe in self.forbidden[member])

    def join(self, one: str, other: str) -> None:
        """Put two groups together; the larger gives its name, so that no account is renamed often."""
        large, small = sorted((one, other), key=lambda name: (-len(self.members[name]), name))
        for member in self.members[small]:
            self.home[member] = large
        self.members[large] += self.members.pop(small)
        self.first[large] = list(islice(merge(self.first[large], self.first.pop(small)), SAMPLE))
        self.bound[large] += self.bound.pop(small)

    def linkage(self, one: str, other: str) -> float:
        """The average by which the pairs across the two groups pass what they need; impossible pairs forbid."""
        pair = (one, other) if one < other else (other, one)
        sizes = len(self.members[pair[0]]), len(self.members[pair[1]])
        known = self.linked.get(pair)
        if known is not None and known[:2] == sizes:
            return known[2]
        found = self._average(*pair)
        self.linked[pair] = (*sizes, found)
        return found

    def _average(self, one: str, other: str) -> float:
        total, count = 0.0, 0
        for left in self.first[one]:
            for right in self.first[other]:
                spare = self._spare(left, right)
                if spare <= IMPOSSIBLE / 2:
                    return IMPOSSIBLE
                total, count = total + spare, count + 1
        return total / count

    def _spare(self, left: str, right: str) -> float:
        key = (left, right) if left < right else (right, left)
        if key not in self.scores:
            one, other = self.profiles[key[0]], self.profiles[key[1]]
            if one.family != other.family or not one_standing(one.status, other.status):
                self.scores[key] = IMPOSSIBLE
            else:
                block = self.surroundings.home(one, other)
                self.scores[key] = match(one, other, block).total - needed(one, other)
        return self.scores[key]


def cluster(
    all_profiles: Sequence[Profile],
    matches: Iterable[MatchScore],
    surroundings: Surroundings,
    *,
    same: Set[tuple[str, str]] = frozenset(),
    different: Set[tuple[str, str]] = frozenset(),
) -> list[tuple[str, ...]]:
    """Group accounts into happenings; each group is a sorted tuple of account ids, groups in the order of their first.

    What a person judged comes first: ``same`` joins, unless that would put two accounts together that were judged
    ``different``; ``different`` keeps apart. Then the best pair joins its groups as long as the average over all pairs
    across them passes. Accounts with a narrow date are grouped first, then those known to the year, then the vague
    ones; a vague account that fits two groups about equally well stays by itself.
    """
    profiles = {one.id: one for one in all_profiles}
    edges = sorted(
        (
            (score.total - needed(profiles[score.one], profiles[score.other]), score.one, score.other)
            for score in matches
        ),
        key=lambda edge: (-edge[0], edge[1], edge[2]),
    )
    groups = _Groups(
        profiles=profiles,
        surroundings=surroundings,
        scores={(one, other): spare for spare, one, other in edges},
        forbidden=_apart(different),
    )
    groups.found(sorted(profiles))
    for one, other in sorted(tuple(sorted(pair)) for pair in same):
        if one in groups.home and other in groups.home:
            left, right = groups.home[one], groups.home[other]
            if left != right and groups.may_join(left, right):
                groups.join(left, right)
    good = [edge for edge in edges if edge[0] >= 0]
    for tier in range(3):
        _link(groups, [edge for edge in good if _tier(profiles[edge[1]]) == _tier(profiles[edge[2]]) == tier])
        if tier:
            _place_vague(groups, good, tier)
    return sorted(tuple(sorted(members)) for members in groups.members.values())


def _tier(one: Profile) -> int:
    return 0 if one.width <= 31 else 1 if one.width <= 366 else 2


def _link(groups: _Groups, edges: Iterable[tuple[float, str, str]]) -> None:
    for _, one, other in edges:
        left, right = groups.home[one], groups.home[other]
        if left != right and groups.may_join(left, right) and groups.linkage(left, right) >= 0:
            groups.join(left, right)


def _place_vague(groups: _Groups, edges: Iterable[tuple[float, str, str]], tier: int) -> None:
    """Join groups of this tier to the groups of finer date that they fit."""
    options: dict[str, dict[str, None]] = defaultdict(dict)
    order: dict[str, None] = {}
    for _, one, other in edges:
        tiers = _tier(groups.profiles[one]), _tier(groups.profiles[other])
        if max(tiers) != tier or tiers[0] == tiers[1]:
            continue
        vague, fine = (one, other) if tiers[0] == tier else (other, one)
        order.setdefault(vague)
        options[vague].setdefault(fine)
    for vague in order:
        here = groups.home[vague]
        homes = sorted({groups.home[fine] for fine in options[vague]} - {here})
        ranked = sorted(((groups.linkage(here, there), there) for there in homes), key=lambda one: (-one[0], one[1]))
        ranked = [(value, there) for value, there in ranked if value >= 0 and groups.may_join(here, there)]
        if ranked and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= MARGIN):
            groups.join(here, ranked[0][1])


def _apart(different: Set[tuple[str, str]]) -> dict[str, frozenset[str]]:
    apart: dict[str, set[str]] = defaultdict(set)
    for one, other in sorted(different):
        apart[one].add(other)
        apart[other].add(one)
    return {one: frozenset(others) for one, others in apart.items()}
