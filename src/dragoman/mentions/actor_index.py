"""Finds where names of the authority list stand in a text, before anyone asks whom they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from dragoman.vocab.actor_records import Actor, Name, Span

PLAIN = (
    ("’", "'"),
    ("‘", "'"),
    ("ʼ", "'"),
    ("–", "-"),
    ("—", "-"),
    ("‑", "-"),
    ("\xa0", " "),
    ("\n", " "),
    ("\t", " "),
)
"""Each mark to one plain mark, so that offsets stay those of the text."""

WORD = re.compile(r"[^\W\d_]+")

CAPITALS_FROM = 4
"""Names of this many letters are also looked for in capitals, as headings write them."""

SMALL_FORMS = frozenset({"adjective", "people", "prefix"})
"""Forms of names that careless writers begin with a small letter: "soviet leaders", "the albanians"."""


def make_plain(text: str) -> str:
    """The text with one kind of apostrophe, dash and blank, no longer and no shorter than before."""
    for mark, plain in PLAIN:
        text = text.replace(mark, plain)
    return text


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a form can stand for: an actor, or (None) nobody, in the time of ``span``."""

    actor: Actor | None
    name: Name | None
    span: Span

    @property
    def principal(self) -> bool:
        """Is it what the words usually mean, in its time?"""
        return self.name is None or self.name.principal

    @property
    def is_place(self) -> bool:
        """Is it a place, which never acts?"""
        return self.actor is not None and self.actor.kind == "place"

    @property
    def is_prefix(self) -> bool:
        """Is it the first part of a compound, as in "Sino-Soviet"?"""
        return self.name is not None and self.name.form == "prefix"


@dataclass(frozen=True, slots=True)
class Readings:
    """What a form can stand for: full names and surnames of persons, everything else (``polities``)."""

    full: tuple[Actor, ...]
    surname_of: tuple[Actor, ...]
    polities: tuple[Sense, ...]
    has_prefix: bool

    @property
    def is_full_name(self) -> bool:
        """Is it the full name of a person?"""
        return bool(self.full)


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of the list that stands at ``start`` to ``end``."""

    start: int
    end: int
    form: int


class ActorIndex:
    """An automaton over every form of every name (Aho and Corasick 1975; ``ahocorasick_rs``).

    ``ordinary`` are words that name nobody when they begin with a small letter ("polish", "dane").
    """

    def __init__(
        self, actors: Iterable[Actor], nobody: Iterable[tuple[str, Span]], ordinary: Set[str] = frozenset()
    ) -> None:
        senses: dict[str, list[Sense]] = {}
        small: set[str] = set()
        for actor in actors:
            for name in actor.names:
                for form in _forms(name.text):
                    senses.setdefault(form, []).append(Sense(actor, name, name.span))
                low = make_plain(name.text).lower()
                if name.form in SMALL_FORMS and low not in ordinary and not name.text.isupper():
                    small.add(low)
                    senses.setdefault(low, []).append(Sense(actor, name, name.span))
        for phrase, span in nobody:
            for form in _forms(phrase):
                senses.setdefault(form, []).append(Sense(None, None, span))
            low = make_plain(phrase).lower()
            if not small.isdisjoint(WORD.findall(low)):
                senses.setdefault(low, []).append(Sense(None, None, span))
        self.forms = tuple(senses)
        self.readings = tuple(_sort_out(found) for found in senses.values())
        self._automaton = AhoCorasick(self.forms)

    def find(self, plain: str) -> list[Hit]:
        """Where forms stand as whole words, the leftmost first and of those the longest; none overlap.

        ``plain`` is the text after ``make_plain``. Every match is seen before one is chosen, so that a long name
        which breaks off inside a word does not hide a short one that does not.
        """
        size = len(plain)
        hits = []
        for form, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if start and plain[start - 1].isalnum():
                continue
            if end < size and plain[end].isalnum() and plain[end - 1].isalnum():
                continue
            hits.append((start, -end, form))
        hits.sort()
        return list(_apart(hits))


def _apart(hits: Iterable[tuple[int, int, int]]) -> Iterator[Hit]:
    last = 0
    for start, end, form in hits:
        if start >= last:
            last = -end
            yield Hit(start, -end, form)


def _sort_out(senses: Iterable[Sense]) -> Readings:
    full: dict[str, Actor] = {}
    surname_of: dict[str, Actor] = {}
    polities: list[Sense] = []
    for sense in senses:
        if sense.actor is None or sense.name is None or sense.actor.kind != "person":
            polities.append(sense)
        else:
            (surname_of if sense.name.form == "surname" else full)[sense.actor.id] = sense.actor
    kept = tuple(dict.fromkeys(polities))
    return Readings(tuple(full.values()), tuple(surname_of.values()), kept, any(sense.is_prefix for sense in kept))


def _forms(text: str) -> tuple[str, ...]:
    form = make_plain(text)
    letters = sum(letter.isalpha() for letter in form)
    if letters < CAPITALS_FROM or form.isupper():
        return (form,)
    return (form, form.upper()) if len(form.upper()) == len(form) else (form,)
