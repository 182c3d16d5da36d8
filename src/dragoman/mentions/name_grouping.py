"""Groups the names of a corpus by bearer, and tells which names fit several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from dragoman.mentions.name_blocks import alike_words, surname_roles, whole_keys
from dragoman.mentions.name_forms import NameForm
from dragoman.mentions.name_ties import Tie, adds_to, could_be_one, tie_forms

Pair = tuple[int, int]
JUDGED = "judged to be the same"
SURE = 0.7
"""The least score of a join."""
SEPARATE = 3
"""Documents in which both of two spellings must stand for a typing error between them to be ruled out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinRules:
    """What a person or the authority list lays down: ``same`` and ``different`` are sorted pairs of ids of names.

    ``is_one_state`` says whether two codes are one state under two names (the Soviet Union, Russia).
    ``common`` are surnames that never name anybody alone.
    """

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()
    is_one_state: Callable[[str, str], bool] = lambda one, other: one == other
    common: frozenset[str] = frozenset()


@dataclass(slots=True)
class Unit:
    """All uses of one form for one state (or one person of the authority list)."""

    id: str
    form: NameForm
    state: str
    actor: str
    listed: bool = False
    weak: bool = True
    count: int = 0
    how: set[str] = field(default_factory=set)
    candidates: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


class Grouping:
    """The names of a corpus, grouped; units are named by their places in the list.

    ``near`` holds why two units can be one, ``rivals`` for a unit that fits several persons the units that it fits,
    ``members`` the units of each group by its first, ``alone`` for a surname alone the groups that bear it.
    """

    def __init__(self, units: Sequence[Unit], rules: JoinRules) -> None:
        self.units = units
        self.rules = rules
        self.place = {unit.id: number for number, unit in enumerate(units)}
        self.checked: dict[Pair, Tie | None] = {}
        self.near: dict[int, dict[int, Tie]] = {}
        self.parent = list(range(len(units)))
        self.members: dict[int, list[int]] = {number: [number] for number in range(len(units))}
        self.rivals: dict[int, tuple[int, ...]] = {}
        self.alone: dict[int, tuple[int, ...]] = {}
        self.ruled = {one for pair in rules.same for one in pair}

        self._trust_shapes()
        self._find_ties()
        self._drop_weaker()
        self._join()
        self._join_surnames()

    def _trust_shapes(self) -> None:
        """Two capitalised words of which the last is a person's surname elsewhere are a person too."""
        known = {unit.form.family for unit in self.units if not unit.weak and unit.form.full and unit.count}
        for unit in self.units:
            if unit.weak and unit.form.full and unit.form.family in known - self.rules.common:
                unit.weak = False

    # Which two can be one

    def tie(self, a: int, b: int) -> Tie | None:
        """Why two units can be one bearer's, None where they cannot."""
        pair = (a, b) if a < b else (b, a)
        if pair not in self.checked:
            self.checked[pair] = self._tie(self.units[pair[0]], self.units[pair[1]])
        return self.checked[pair]

    def _tie(self, one: Unit, other: Unit) -> Tie | None:
        ids = (one.id, other.id)
        if ids in self.rules.same:
            return Tie(1.0, JUDGED, 0)
        if ids in self.rules.different:
            return None
        if one.actor and one.actor == other.actor:
            return Tie(1.0, "the same in the authority list", 0)
        if one.actor and other.actor:
            return None
        if not one.actor and not other.actor and not self.is_one_state(one, other):
            return None
        if not (one.form.full and other.form.full):
            return None
        found = tie_forms(one.form, other.form)
        if found is None or found.score < SURE or not self._is_trusted(found, one, other):
            return None
        return found

    def is_one_state(self, one: Unit, other: Unit) -> bool:
        """May the two be persons of one state, as far as the documents say?"""
        return not one.state or not other.state or self.rules.is_one_state(one.state, other.state)

    def _is_trusted(self, tie: Tie, one: Unit, other: Unit) -> bool:
        """May the tie join the two, as far as they are known?

        Two spellings that both stand in several documents are no slips of each other. A person of the authority list
        who is not met in the corpus is only meant by a name with a forename in full, and not by an error.
        """
        if (one.actor or other.actor) and not self.is_one_state(one, other):
            return False
        if tie.tier == 3 and min(len(one.documents), len(other.documents)) >= SEPARATE:
            return False
        absent = (one.listed and not one.count) or (other.listed and not other.count)
        return not absent or tie.tier < 2

    def _find_ties(self) -> None:
        roles: dict[str, dict[str, list[int]]] = {}
        whole: dict[str, list[int]] = {}
        for number, unit in enumerate(self.units):
            if unit.form.full:
                for word, first in sorted(set(surname_roles(unit.form))):
                    roles.setdefault(word, {}).setdefault(first, []).append(number)
                for key in set(whole_keys(unit.form)):
                    whole.setdefault(key, []).append(number)
        alike = alike_words(list(roles))
        for word, firsts in roles.items():
            for first, group in firsts.items():
                for a, b in combinations(group, 2):
                    self._note(a, b)
                for other in alike[word]:
                    if word < other:
                        for a in group:
                            for b in roles[other].get(first, ()):
                                if a != b:
                                    self._note(a, b)
        for group in whole.values():
            for a, b in combinations(group, 2):
                self._note(a, b)
        for one_id, other_id in sorted(self.rules.same):
            if one_id in self.place and other_id in self.place:
                self._note(self.place[one_id], self.place[other_id])
        by_actor: dict[str, list[int]] = {}
        for number, unit in enumerate(self.units):
            if unit.actor:
                by_actor.setdefault(unit.actor, []).append(number)
        for forms in by_actor.values():
            for one in forms[1:]:
                self._note(forms[0], one)

    def _note(self, a: int, b: int) -> None:
        weak = (self.units[a].weak, self.units[b].weak)
        if all(weak) or (min(a, b), max(a, b)) in self.checked:
            return
        found = self.tie(a, b)
        # Two words that begin with capitals are a person only if they are the name of one otherwise known.
        if found is not None and (found.tier < 2 or not any(weak)):
            self.near.setdefault(a, {})[b] = found
            self.near.setdefault(b, {})[a] = found

    # Who else comes into question

    def _drop_weaker(self) -> None:
        """Leaves each name the ties that are best founded; of those that then contradict each other, it has rivals."""
        kept: dict[int, dict[int, Tie]] = {}
        for number, near in sorted(self.near.items()):
            chosen: dict[int, Tie] = {}
            for tier in range(4):
                level = {other: tie for other, tie in sorted(near.items()) if tie.tier == tier}
                for other, tie in level.items():
                    if all(self._compatible(other, before) for before in chosen if before not in level):
                        chosen[other] = tie
            kept[number] = chosen
        self.near = {
            number: {other: tie for other, tie in near.items() if number in kept.get(other, {})}
            for number, near in kept.items()
        }
        for number, near in sorted(self.near.items()):
            rivals = () if self.units[number].actor else self._rivals(number, sorted(near))
            if rivals:
                self.rivals[number] = rivals

    def _rivals(self, number: int, others: Sequence[int]) -> tuple[int, ...]:
        """Those of whom the name may be one or the other, where not all of them can be one person."""
        unit = self.units[number]
        fuller = [other for other in others if adds_to(self.units[other].form, unit.form)]
        same = [other for other in others if self.near[number][other].tier == 0] if not unit.state else []
        for group in (fuller, same):
            if not all(self._compatible(*pair) for pair in combinations(group, 2)):
                return tuple(group)
        return ()

    # Joining

    def root(self, number: int) -> int:
        """The first unit of a unit's group."""
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def _join(self) -> None:
        """Joins along the best ties first; two groups of which two names contradict each other stay apart."""
        ties = sorted(
            (tie.tier, -tie.score, a, b, tie.reason)
            for a, near in self.near.items()
            for b, tie in near.items()
            if a < b and a not in self.rivals and b not in self.rivals
        )
        for _, _, a, b, _ in ties:
            self._merge(a, b)
        for number in sorted(self.rivals):
            groups = {self.root(other) for other in self.near[number] if other not in self.rivals}
            if len(groups) == 1 and not any(other in self.rivals for other in self.near[number]):
                self._merge(number, next(iter(groups)))

    def _merge(self, a: int, b: int) -> None:
        one, other = sorted((self.root(a), self.root(b)))
        if one == other or not self._agree(one, other):
            return
        self.parent[other] = one
        self.members[one] += self.members.pop(other)

    def _agree(self, one: int, other: int) -> bool:
        return all(self._compatible(a, b) for a in self.members[one] for b in self.members[other])

    def _compatible(self, a: int, b: int) -> bool:
        if self.tie(a, b) is not None:
            return True
        one, other = self.units[a], self.units[b]
        if one.actor and one.actor == other.actor:
            return True
        if (one.id, other.id) in self.rules.different or (one.actor and other.actor):
            return False
        if one.id in self.ruled or other.id in self.ruled:
            return True
        if not self.is_one_state(one, other):
            return False
        # Whom a known surname means, the full names of its bearer say. And what a third name joins may look unlike: an
        # error in one spelling, another transliteration in the other.
        known = any(unit.actor and not unit.form.full for unit in (one, other))
        return known or could_be_one(one.form, other.form)

    def _join_surnames(self) -> None:
        """Gives a surname alone to its one bearer, unless it is common; ``alone`` keeps whom the others may mean."""
        bearers: dict[str, set[int]] = {}
        for number, unit in enumerate(self.units):
            if unit.form.full and number not in self.rivals and (unit.actor or not unit.weak):
                bearers.setdefault(unit.form.family, set()).add(self.root(number))
        joined = []
        for number, unit in enumerate(self.units):
            if unit.form.full or unit.actor or unit.weak or len(self.members.get(self.root(number), ())) > 1:
                continue
            roots = sorted(bearers.get(unit.form.family, set()))
            fitting = tuple(root for root in roots if self.is_one_state(unit, self.units[root]))
            met = [root for root in fitting if any(self.units[one].count for one in self.members[root])]
            common = unit.form.family in self.rules.common or unit.candidates
            ruled = any((min(unit.id, self.units[one].id), max(unit.id, self.units[one].id)) in self.rules.different
                        for root in met for one in self.members[root])  # fmt: skip
            if len(fitting) == 1 and met and not common and not ruled:
                joined.append((number, fitting[0]))
            else:
                self.alone[number] = fitting
        for number, root in joined:
            self.parent[number] = root
            self.members[root] += self.members.pop(number)

    def actor_of(self, members: Sequence[int]) -> str:
        """The person of the authority list that one of the units is, "" for none."""
        return next((self.units[one].actor for one in members if self.units[one].actor), "")

    def state_of(self, members: Sequence[int]) -> str:
        """The state that one of the units is said to be of, "" for none."""
        return next((self.units[one].state for one in members if self.units[one].state), "")
