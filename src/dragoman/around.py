"""Finds the accounts whose events a change of judgements can touch, and groups these alone, as if all were grouped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.accounts.block import candidate_pairs
from dragoman.accounts.link import stage_pairs
from dragoman.accounts.match import match, needed
from dragoman.accounts.profile import Profile, profile, types_of
from dragoman.accounts.surroundings import FEW, Key, Surroundings, Words, keys_of
from dragoman.accounts.whose import find_sides
from dragoman.judgements import Rulings
from dragoman.model import Account, Conflict, Event
from dragoman.reconciling import Joined, draft_events, stand_events
from dragoman.store import Basis, Reader
from dragoman.vocab.actors import Authority
from dragoman.vocab.scheme import load_scheme

MOST = 5_000
"""Accounts about those that are touched up to which they are put together anew at once: some two seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What two sets of judgements can tell differently of a project.

    ``before`` and ``after`` are the accounts that count under either, those of the touched blocks and all about them;
    ``within`` are the ids of those whose events may differ, closed: whatever may be of one event, or linked, with one
    of them is among them. ``changed`` count on one side alone or otherwise, or are decided about; ``disturbed`` are
    these and those told for another side. ``whole`` are the blocks of which all accounts are here.
    """

    before: tuple[Account, ...]
    after: tuple[Account, ...]
    within: frozenset[str]
    changed: frozenset[str]
    disturbed: frozenset[str]
    whole: frozenset[Key]
    words: Words

    def draft(self, accounts: Sequence[Account], rulings: Rulings, scale: str) -> Joined:
        """The events of ``within`` under these rulings, with what joined and what links them."""
        drafted = draft_events(accounts, rulings, scale=scale, words=self.words, only=self.whole)
        events = tuple(event for event in drafted.events if event.account_ids[0] in self.within)
        known = {event.id for event in events}
        return Joined(
            events,
            (),
            tuple(one for one in drafted.matches if one.one in self.within),
            tuple(one for one in drafted.links if one.earlier in known),
        )


def find_around(
    reader: Reader,
    basis: Basis,
    before: Rulings,
    after: Rulings,
    *,
    min_confidence: float,
    authority: Authority,
    new: Sequence[Account] = (),
) -> Around | None:
    """All about what differs between two sets of rulings; None where that is too much, or cannot be told.

    ``basis`` tells how common words are; ``new`` are accounts that are not in the database yet.
    """
    found = _Finder(reader, basis, before, after, min_confidence, tuple(new))
    return found.find(authority)


def stand_around(
    reader: Reader,
    events: Sequence[Event],
    accounts: Sequence[Account],
    rulings: Rulings,
    *,
    min_confidence: float,
    authority: Authority,
) -> tuple[tuple[Event, ...], tuple[Conflict, ...]]:
    """Some events with their standing, and what is disputed about them; ``accounts`` hold those that they tell."""
    there = {one.id: one for one in accounts}
    members = [there[one] for event in events for one in event.account_ids]
    telling = {one.document_id for one in members}
    # For whom a named speaker speaks is told by how the rest of the document names those who act.
    speaking = {one.document_id for one in members if one.speaker}
    beside = {one.id: one for one in rulings.judged(reader.accounts_in(speaking), min_confidence=min_confidence)}
    beside |= {one.id: one for one in accounts if one.document_id in telling}
    standpoints = reader.standpoints_of(telling | speaking)
    sides = find_sides(beside.values(), standpoints, authority)
    return stand_events(events, there, standpoints, sides, reader.borrowings_of(telling))


def touched_ids(before: Rulings, after: Rulings) -> frozenset[str]:
    """The ids of accounts of which something else was decided."""
    ids = (before.accepted ^ after.accepted) | (before.rejected ^ after.rejected)
    ids |= {one.account_id() for one in before.added} ^ {one.account_id() for one in after.added}
    ids |= {one for pair in (before.same ^ after.same) | (before.different ^ after.different) for one in pair}
    sides = _by_record(before), _by_record(after)
    ids |= {one for one in sides[0].keys() | sides[1].keys() if sides[0].get(one) != sides[1].get(one)}
    # Of several corrections of one event the later counts: where their order differs, all are looked at.
    both = set(before.on_events()) & set(after.on_events())
    if [one for one in before.on_events() if one in both] != [one for one in after.on_events() if one in both]:
        ids |= {about for about, _, _ in both}
    return frozenset(one for one in ids if one.startswith("acc_"))


def _by_record(rulings: Rulings) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for about, name, value in rulings.corrections:
        found[about].append((name, value))
    return found


@dataclass(slots=True)
class _Finder:
    """One search, from what was decided outwards."""

    reader: Reader
    basis: Basis
    before: Rulings
    after: Rulings
    min_confidence: float
    new: tuple[Account, ...]
    members: dict[str, Profile] = field(default_factory=dict)
    whole: set[Key] = field(default_factory=set)
    loose: frozenset[str] = frozenset()
    read: dict[str, Profile] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def find(self, authority: Authority) -> Around | None:
        ids = touched_ids(self.before, self.after)
        old, changed, moved = self._differing(ids, authority)
        corrected = {about for side in (self.before, self.after) for about, _, _ in side.corrections}
        loose = self.reader.accounts_with(one for one in corrected if one.startswith("acc_"))
        # What was corrected may be of other parties than were coded.
        self.read = {one.id: one for one in self._profiles(self._judged((*loose, *self.new)))}
        self.loose = frozenset(self.read)
        seeds = [*self._profiles(old), *self._profiles(self._counting(changed | moved))]
        if any(not 0 < len(one.states) <= FEW for one in seeds):
            return None
        dirty = {key for one in seeds if one.id in changed for key in keys_of(one)}
        within = self._close(changed | moved, dirty, {key for one in seeds for key in keys_of(one)})
        if within is None:
            return None
        gone = {one.id: one for one in old}
        same = tuple(one.account for one in self.members.values() if one.id not in changed)
        return Around(
            before=(*same, *(gone[one] for one in sorted(gone))),
            after=(*same, *(self.members[one].account for one in sorted(changed & self.members.keys()))),
            within=frozenset(within),
            changed=frozenset(changed),
            disturbed=frozenset(changed | moved),
            whole=frozenset(self.whole),
            words=self._words(),
        )

    def _differing(self, ids: Iterable[str], authority: Authority) -> tuple[tuple[Account, ...], set[str], set[str]]:
        """What changed accounts were before, the ids of the changed, and of those told for another side now."""
        asked = set(ids)
        new = (one for one in self.new if one.id in asked)
        telling = {one.document_id for one in (*self.reader.accounts_with(asked), *new)}
        there = self.reader.accounts_in(telling)
        known = {one.id for one in there}
        coded = (*there, *(one for one in self.new if one.id not in known))
        was, now = (
            {one.id: one for one in side.judged(coded, min_confidence=self.min_confidence)}
            for side in (self.before, self.after)
        )
        counting = was.keys() | now.keys()
        changed = {one for one in counting if was.get(one) != now.get(one)}
        pairs = {one for pair in (self.before.same ^ self.after.same) for one in pair}
        pairs |= {one for pair in (self.before.different ^ self.after.different) for one in pair}
        on_events = {about for about, _, _ in (*self.before.on_events(), *self.after.on_events())}
        changed |= asked & counting & (pairs | on_events)
        standpoints = self.reader.standpoints_of(telling)
        sides = [find_sides(one.values(), standpoints, authority) for one in (was, now)]
        moved = {one for one in sides[0].keys() & sides[1].keys() if sides[0][one] != sides[1][one]}
        return tuple(was[one] for one in sorted(changed & was.keys())), changed, moved

    def _counting(self, ids: Iterable[str]) -> tuple[Account, ...]:
        asked = set(ids)
        return self._judged((*self.reader.accounts_with(asked), *(one for one in self.new if one.id in asked)))

    def _judged(self, accounts: Sequence[Account]) -> tuple[Account, ...]:
        """Those of the accounts that count now."""
        if not self.after.hands:
            return self.after.judged(accounts, min_confidence=self.min_confidence)
        # Whose coding of a sentence counts is told by all accounts of it.
        asked = {one.id for one in accounts}
        every = {one.id: one for one in self.reader.accounts_in({one.document_id for one in accounts})}
        every |= {one.id: one for one in self.new}
        found = self.after.judged(tuple(every.values()), min_confidence=self.min_confidence)
        return tuple(one for one in found if one.id in asked)

    def _profiles(self, accounts: Iterable[Account]) -> list[Profile]:
        family = load_scheme().family
        return [profile(one, family) for one in accounts]

    def _close(self, seeds: set[str], dirty: set[Key], wanted: set[Key]) -> set[str] | None:
        """The ids of all that may stand together with the seeds or with the members of dirty blocks."""
        found: set[str] = set()
        while True:
            for key in sorted(wanted - self.whole):
                self._load(key)
            if len(self.members) > MOST:
                return None
            stained = (one.id for one in self.members.values() if dirty & set(_within(one, dirty)))
            reached = self._reach({*seeds, *found, *stained})
            inside = [self.members[one] for one in sorted(reached & self.members.keys())]
            if any(not 0 < len(one.states) <= FEW for one in inside):
                return None
            wanted = {key for one in inside for key in keys_of(one)}
            if wanted <= self.whole:
                return reached
            found = reached

    def _load(self, key: Key) -> None:
        """Takes in all accounts of a block."""
        one, other, family = key
        types = types_of(family, load_scheme())
        ids = self.reader.ids_naming(one, other, types) if other else self.reader.ids_naming_only(one, types)
        fresh = self._judged(self.reader.accounts_with(id for id in ids if id not in self.read))
        self.read |= {one.id: one for one in self._profiles(fresh)}
        there = {id: self.read[id] for id in (*ids, *self.loose) if id in self.read}
        self.members |= {id: one for id, one in there.items() if _within(one, {key})}
        self.whole.add(key)

    def _reach(self, seeds: set[str]) -> set[str]:
        """The seeds and whatever a chain of matches, of stages or of people's words leads to from them."""
        surroundings = Surroundings(list(self.members.values()), words=self._words(), only=self.whole)
        near: dict[str, list[str]] = defaultdict(list)
        for one, other, block in candidate_pairs(surroundings):
            if match(one, other, block).total >= needed(one, other):
                near[one.id].append(other.id)
                near[other.id].append(one.id)
        for pair in (*stage_pairs(surroundings), *sorted(self.after.same | self.before.same)):
            near[pair[0]].append(pair[1])
            near[pair[1]].append(pair[0])
        found, waiting = set(seeds), sorted(seeds)
        while waiting:
            fresh = [one for one in near[waiting.pop()] if one not in found]
            found.update(fresh)
            waiting.extend(fresh)
        strange = [one for one in sorted(found) if one.startswith("acc_") and one not in self.members]
        self.members |= {one.id: one for one in self._profiles(self._counting(strange))}
        return {one for one in found if one in self.members or one in seeds}

    def _words(self) -> Words:
        fresh = {word for one in self.members.values() for word in one.words} - self.asked
        self.asked |= fresh
        self.counts |= self.reader.grouped_words(fresh)
        return Words(self.basis.total, dict(self.counts))


def _within(one: Profile, keys: Iterable[Key]) -> list[Key]:
    """Those of the keys in whose blocks an account stands, of few parties or of many."""
    return [
        key
        for key in keys
        if key[-1] == one.family and ({*key[:-1]} <= one.states if key[1] else one.states == {key[0]})
    ]
