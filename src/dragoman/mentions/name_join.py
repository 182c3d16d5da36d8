"""Joins the names of a corpus to persons: with a reason and a score, in any order of the documents the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.ids import content_id
from dragoman.mentions.name_forms import NameForm, read_form
from dragoman.mentions.name_grouping import JUDGED, SURE, Grouping, JoinRules, Unit
from dragoman.mentions.name_ties import Tie, tie_forms, tie_words
from dragoman.model.name import NamedPerson, NameUse, NameVariant

__all__ = ["Bearer", "JoinRules", "join_names", "name_id"]

ALONE = 0.75
"""The score of a surname that stands alone and has one bearer."""
WEAK_CUES = frozenset({"shape"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A person of the authority list whom a name of the corpus can mean: the names written in full, and the state."""

    id: str
    names: tuple[str, ...]
    state: str = ""


def name_id(form: str, state: str, actor: str = "") -> str:
    """The id of a written name: of its words, and of whose person the documents say it is."""
    return content_id("nam", form, state, actor)


def join_names(
    uses: Iterable[NameUse], bearers: Iterable[Bearer] = (), rules: JoinRules | None = None
) -> tuple[NamedPerson, ...]:
    """The persons of a corpus, sorted by name: each with its names, and why each is taken for its.

    Two names are joined when no word of one contradicts the other and nobody else comes into question. A name that
    fits two persons who cannot be one stays unresolved, with both as candidates; so does a surname alone that several
    bear, or that is common. A name that the authority list resolves keeps that meaning. The result does not depend on
    the order of ``uses``.
    """
    listed = tuple(bearers)
    grouping = Grouping(_units(uses, listed), rules or JoinRules())
    return _Persons(grouping, {one.id: one.names[0] for one in listed if one.names}).persons()


def _units(uses: Iterable[NameUse], bearers: Iterable[Bearer]) -> list[Unit]:
    units: dict[str, Unit] = {}
    for use in uses:
        identity = name_id(use.form, "" if use.actor else use.state, use.actor)
        unit = units.get(identity)
        if unit is None:
            unit = units[identity] = Unit(identity, read_form(use.form), use.state, use.actor)
        if use.actor:
            unit.state = max(unit.state, use.state)
        unit.weak = unit.weak and use.cue in WEAK_CUES
        unit.count += use.count
        unit.how.add(use.how)
        unit.candidates.update(use.candidates)
        unit.documents.add(use.document_id)
    for bearer in bearers:
        for text in bearer.names:
            identity = name_id(text, "", bearer.id)
            if identity not in units:
                units[identity] = Unit(identity, read_form(text), bearer.state, bearer.id, listed=True, weak=False)
    return sorted(units.values(), key=lambda unit: unit.id)


class _Persons:
    """What comes out of a grouping."""

    def __init__(self, grouping: Grouping, names: Mapping[str, str]) -> None:
        self.grouping = grouping
        self.names = names
        self.units = grouping.units
        self.place = {unit.id: number for number, unit in enumerate(grouping.units)}
        self.ids: dict[int, str] = {}

    def persons(self) -> tuple[NamedPerson, ...]:
        found = [*self._resolved(), *self._unresolved()]
        return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))

    def _resolved(self) -> Iterable[NamedPerson]:
        groups = {root: sorted(members) for root, members in self.grouping.members.items()}
        kept = {root: members for root, members in groups.items() if self._is_person(members)}
        self.ids = self._identify(kept)
        for root, members in sorted(kept.items()):
            if members[0] not in self.grouping.rivals or len(members) > 1:
                yield self._person(root, members)

    def _identify(self, groups: Mapping[int, Sequence[int]]) -> dict[int, str]:
        """One id for each group: that of the authority list, else one made of its names; no two have the same.

        Where a person has judged a name of somebody in the list to be another's, both groups hold names of one entry:
        the one with more of its names keeps the entry's id.
        """
        claims = sorted(
            (-sum(self.units[one].actor == actor for one in members), min(self.units[one].id for one in members), root)
            for root, members in groups.items()
            for actor in [self._first_actor(members)]
            if actor
        )
        owner: dict[str, int] = {}
        for _, _, root in claims:
            owner.setdefault(self._first_actor(groups[root]), root)
        return {
            root: actor
            if actor and owner[actor] == root
            else content_id("who", min(self.units[one].id for one in members))
            for root, members in groups.items()
            for actor in [self._first_actor(members)]
        }

    def _first_actor(self, members: Sequence[int]) -> str:
        return min((self.units[one].actor for one in members if self.units[one].actor), default="")

    def _is_person(self, members: Sequence[int]) -> bool:
        units = [self.units[one] for one in members]
        met = [unit for unit in units if unit.count]
        if not met or (not any(unit.form.full or unit.actor for unit in units)):
            return False
        return any(not unit.weak for unit in units)

    def _person(self, root: int, members: Sequence[int]) -> NamedPerson:
        units = [self.units[one] for one in members if self.units[one].count]
        actor = self.grouping.actor_of(members)
        chosen = max(units, key=_clearness)
        name = self.names.get(actor, chosen.form.text)
        centre = read_form(name)
        variants = [self._variant(unit, chosen, centre) for unit in units]
        return NamedPerson(
            id=self.ids[root],
            name=name,
            variants=tuple(sorted(variants, key=lambda one: (-one.count, one.form, one.id))),
            actor=actor,
            state=_told_state(units) or (self.grouping.state_of(members) if actor else ""),
        )

    def _variant(self, unit: Unit, chosen: Unit, centre: NameForm) -> NameVariant:
        tie, like = Tie(1.0, "", 0), ""
        if unit.form.text != centre.text or (unit is not chosen and not unit.actor):
            tie, like = self._tie(unit, chosen, centre), centre.text
        return NameVariant(
            id=unit.id,
            form=unit.form.text,
            state=unit.state,
            count=unit.count,
            documents=tuple(sorted(unit.documents)),
            reason=tie.reason,
            score=tie.score,
            like=like,
        )

    def _tie(self, unit: Unit, chosen: Unit, centre: NameForm) -> Tie:
        """Why a name is taken for the person's, beside the name by which the person goes."""
        judged = self.grouping.tie(self.place[unit.id], self.place[chosen.id]) if unit is not chosen else None
        if judged is not None and judged.reason == JUDGED:
            return judged
        if unit.form.full:
            found = tie_forms(unit.form, centre)
            if found is None and unit.actor:
                return Tie(1.0, "in the authority list", 0)
            return found or self._best(unit) or Tie(SURE, "by another name of the same person", 2)
        surname = tie_words(unit.form.family, centre.family, exact=unit.form.exact and centre.exact)
        if unit.actor:
            # The spotter knows a surname by the list, by the text around it or by another spelling.
            other = f", {surname.reason}" if surname is not None and surname.reason else ""
            return Tie(surname.score if surname is not None else 1.0, f"surname{other}", 1)
        return self._best(unit) or Tie(ALONE, "surname alone, borne by nobody else in the corpus", 2)

    def _best(self, unit: Unit) -> Tie | None:
        near = self.grouping.near.get(self.place[unit.id], {})
        return min(near.values(), key=lambda tie: (tie.tier, -tie.score, tie.reason), default=None)

    def _unresolved(self) -> Iterable[NamedPerson]:
        for number, unit in enumerate(self.units):
            if not unit.count or unit.actor:
                continue
            if number in self.grouping.rivals and len(self.grouping.members.get(self.grouping.root(number), ())) == 1:
                roots = {self.grouping.root(other) for other in self.grouping.near[number]}
                # A name that fits two who contradict each other, though it is nobody's own: both are shown.
                yield self._open(unit, {self.ids[root] for root in roots if root in self.ids}, "fits several persons")
            elif number in self.grouping.alone:
                fitting = self.grouping.alone[number]
                why = "a surname alone" if fitting or unit.candidates else "nobody of that surname is named in full"
                yield self._open(unit, {self._id(root) for root in fitting} | unit.candidates, why)

    def _id(self, root: int) -> str:
        """The id of a person, also of one of the authority list whom the corpus does not name in full."""
        return self.ids.get(root) or self.grouping.actor_of(self.grouping.members[root])

    def _open(self, unit: Unit, candidates: set[str], why: str) -> NamedPerson:
        variant = NameVariant(id=unit.id, form=unit.form.text, state=unit.state, count=unit.count,
                              documents=tuple(sorted(unit.documents)))  # fmt: skip
        return NamedPerson(id=unit.id, name=unit.form.text, variants=(variant,), state=unit.state,
                           candidates=tuple(sorted(candidates)), why=why)  # fmt: skip


def _told_state(units: Sequence[Unit]) -> str:
    """The state that most documents give a person: by a full name, else by the surname alone in two documents."""
    full: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for unit in units:
        if unit.state:
            (full if unit.form.full or unit.actor else alone)[unit.state] += len(unit.documents)
    # What is said once of a surname alone may be said of another who bears it.
    told = full or Counter({state: number for state, number in alone.items() if number > 1})
    return min(told, key=lambda state: (-told[state], state), default="")


def _clearness(unit: Unit) -> tuple[bool, bool, int, bool, int, tuple[int, ...]]:
    """How well a form serves as the name of its person: full, met in many documents, not all in capitals."""
    whole = unit.form.full and len(unit.form.words[0]) > 1
    plain = not unit.form.text.isupper() and not unit.form.turned
    # Of two alike in all this the first in the alphabet.
    return (
        whole,
        unit.form.full,
        len(unit.documents),
        plain,
        unit.count,
        tuple(-ord(letter) for letter in unit.form.text),
    )
