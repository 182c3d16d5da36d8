"""Decides which person a surname in a text stands for, if any."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from anyascii import anyascii
from rapidfuzz.distance import Indel

from dragoman.vocab.actor_records import Actor
from dragoman.vocab.name_words import NameWords

BEFORE = re.compile(r"((?:[A-Z]\. ?){1,3}|[\w'.-]+ )$")
AFTER = re.compile(r" ([A-ZÀ-Ž][\w-]*)")
ADULT = timedelta(days=20 * 365)
BEFORE_OFFICE = timedelta(days=15 * 365)
"""How long before a first known term somebody whose birth is not known is read by surname."""

NEAR_OFFICE = timedelta(days=3 * 365)
NEAR_OFFICIAL = timedelta(days=8 * 365)
"""An official below a minister is only read by surname in a text written this near to a known term."""

OFTEN = 3
"""A common surname met this many times is read, without a title, as a person then in office: telegrams drop titles."""

RANKS = {
    "party leader": 5,
    "head of state": 5,
    "head of government": 5,
    "leader": 5,
    "foreign minister": 3,
    "defence minister": 2,
}
TITLE_OFFICES: dict[str, tuple[str, ...]] = {
    "President": ("head of state",),
    "Premier": ("head of government",),
    "Prime": ("head of government",),
    "Chancellor": ("head of government",),
    "Chairman": ("party leader", "head of state", "head of government"),
    "Secretary": ("foreign minister", "defence minister", "secretary", "assistant secretary", "party leader"),
    "Ambassador": ("ambassador",),
    "Minister": ("foreign minister", "defence minister", "head of government"),
    "Senator": ("senator",),
    "General": ("general", "head of state", "defence minister"),
    "Marshal": ("general", "head of state", "defence minister"),
    "Admiral": ("general",),
}
TITLE_OFFICES |= dict.fromkeys(
    ("King", "Queen", "Emperor", "Empress", "Tsar", "Czar", "Kaiser", "Shah", "Sultan"), ("head of state",)
)


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a surname stands for: ``best`` is None where several states' persons could be meant."""

    best: Actor | None
    candidates: tuple[Actor, ...]
    start: int
    how: str


@dataclass(slots=True)
class People:
    """Reads surnames against the persons named so far; made anew for each text.

    ``spoken`` are the states that the text names otherwise than by their persons.
    """

    words: NameWords
    given: frozenset[str]
    plain: str
    written: date | None
    named: set[str] = field(default_factory=set)
    times: Counter[str] = field(default_factory=Counter)
    spoken: frozenset[str] = frozenset()

    def read(self, surname: str, start: int, end: int, persons: Sequence[Actor]) -> Found | None:
        """The person meant by the surname at ``start`` to ``end``; None when it is nobody of the list.

        A common surname, or one that is an ordinary word, needs a title that fits or the full name elsewhere in the
        text; a given name or an initial that is another's rules a person out.
        """
        before = BEFORE.search(self.plain, max(0, start - 40), start)
        previous = before.group(1) if before else ""
        title = previous.strip(" .") if previous.strip(" .") in self.words.titles else ""
        weak = surname in self.words.weak_surnames or surname.title() in self.words.weak_surnames
        if self._names_a_thing(surname, start, end, weak, persons):
            return None
        start, persons, own = self._check_given(previous, title, start, persons)
        persons = [p for p in persons if self._of_age(p) and (own or self._is_in_reach(p))]
        if not persons:
            return None
        here = [person for person in persons if person.id in self.named]
        if weak and not own and not here:
            often = self.times.get(surname, 0) >= OFTEN
            persons = self._fitting(title, persons) if title or not often else self._in_office(persons)
            # Of those whose lives the list does not tell, a common surname means nobody far from their time in office.
            persons = [p for p in persons if p.spans[0].first or not p.offices or self._serves(p, NEAR_OFFICE)]
            if not persons:
                return None
        titled = self._of_title(title, persons) if title and not own else []
        persons = [person for person in titled if person in here] or titled or here or persons
        best = self.prefer(persons)
        return Found(best, tuple(sorted(persons, key=lambda p: p.id)), start, "name" if own else "surname")

    def _names_a_thing(self, surname: str, start: int, end: int, weak: bool, persons: Sequence[Actor]) -> bool:
        plain = self.plain
        if end < len(plain) and plain[end] == "-" and plain[end + 1 : end + 2].isalpha() and (weak or len(surname) < 5):
            return True
        if start and plain[start - 1] == "-" and plain[start - 2 : start - 1].isalpha() and (weak or len(surname) < 5):
            return True
        after = AFTER.match(plain, end)
        if after is None:
            return False
        if after.group(1) in self.words.things:
            return True
        # "Jackson Smith", "Li Ming": the surname is another's given name, or the family name of somebody unknown.
        return weak or any(p.name.startswith(surname) for p in persons)

    def _check_given(
        self, previous: str, title: str, start: int, persons: Sequence[Actor]
    ) -> tuple[int, list[Actor], bool]:
        """Those whom the initials or the given name before the surname allow, and whether it is their own."""
        if title or not previous or not previous[0].isupper():
            return start, list(persons), False
        if "." in previous and len(previous.strip()) <= 9 and re.fullmatch(r"(?:[A-Z]\. ?){1,3}", previous):
            fitting = [p for p in persons if any(g.startswith(previous[0]) for g in given_names(p))]
            full = self._before_initials(start - len(previous), fitting)
            return (full if full is not None else start - len(previous)), fitting, True
        word = previous.strip()
        fitting = [p for p in persons if any(is_given(word, own) for own in given_names(p))]
        if fitting:
            return start - len(previous), fitting, True
        return (start, [], False) if word in self.given else (start, list(persons), False)

    def _before_initials(self, start: int, persons: Sequence[Actor]) -> int | None:
        found = BEFORE.search(self.plain, max(0, start - 40), start)
        if found and any(is_given(found.group(1).strip(), own) for p in persons for own in given_names(p)):
            return start - len(found.group(1))
        return None

    def _of_age(self, person: Actor) -> bool:
        born = person.spans[0].first
        if born is not None:
            return self.written is None or born + ADULT <= self.written
        terms = [office.span for office in person.offices if office.span.first]
        if not terms or person.id in self.named:
            return True
        if self.written is None:
            return any(term.shared_days() for term in terms)
        return min(term.first for term in terms if term.first) - BEFORE_OFFICE <= self.written

    def _is_in_reach(self, person: Actor) -> bool:
        if person.id in self.named or not any(office.title == "official" for office in person.offices):
            return True
        return self._serves(person, NEAR_OFFICIAL)

    def _fitting(self, title: str, persons: Iterable[Actor]) -> list[Actor]:
        if not title:
            return []
        if title in TITLE_OFFICES:
            return self._of_title(title, persons)
        return [p for p in persons if self._serves(p, NEAR_OFFICE)]

    def _of_title(self, title: str, persons: Iterable[Actor]) -> list[Actor]:
        wanted = TITLE_OFFICES.get(title, ())
        return [p for p in persons if any(o.title.startswith(wanted) for o in p.offices)] if wanted else []

    def _in_office(self, persons: Iterable[Actor]) -> list[Actor]:
        """Those in office then for a state that the text names: "Kim" in a text on Seoul is no one of Pyongyang."""
        held = (
            (person, office)
            for person in persons
            for office in person.offices
            if office.title != "official" and office.state in self.spoken and office.is_held(self.written)
        )
        return list({person.id: person for person, _ in held}.values())

    def _serves(self, person: Actor, near: timedelta) -> bool:
        on = self.written
        if on is None:
            return False
        spans = [o.span for o in person.offices if o.span.first and o.span.last]
        return any(s.first - near <= on <= s.last + near for s in spans if s.first and s.last)

    def prefer(self, persons: Sequence[Actor]) -> Actor | None:
        """The one most likely meant: in office then, else of the highest office; None if they serve several states."""
        ranked = sorted(persons, key=lambda p: (*(-n for n in self._rank(p)), p.id))
        clear = len(ranked) == 1 or self._rank(ranked[0]) != self._rank(ranked[1])
        if clear or len({code for p in ranked for code, _ in p.states}) == 1:
            return ranked[0]
        return None

    def _rank(self, person: Actor) -> tuple[int, int]:
        serving = [office for office in person.offices if office.is_held(self.written)]
        rank = max((RANKS.get(office.title, 1) for office in person.offices), default=0)
        return max((RANKS.get(office.title, 1) for office in serving), default=0), rank


def given_names(person: Actor) -> tuple[str, ...]:
    """The given names of a person, in every spelling listed, in plain letters."""
    surnames = {word for name in person.names if name.form == "surname" for word in (name.text, *name.text.split())}
    given = (
        str(anyascii(word)).strip(".")
        for name in person.names
        if name.form != "surname"
        for word in name.text.partition(" of ")[0].split()
        if word not in surnames and word[0].isupper()
    )
    return tuple(dict.fromkeys(given))


def is_given(word: str, own: str) -> bool:
    """Is the word that given name, perhaps misspelt ("Mehhmet")?"""
    word = str(anyascii(word))
    if word == own:
        return True
    return len(own) >= 4 and word[:1] == own[:1] and Indel.normalized_similarity(word.lower(), own.lower()) >= 0.85
