"""Joins misspelt and differently transliterated names to the actor meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dragoman.mentions.actor_spelling import is_same_surname, is_slip, skeleton
from dragoman.vocab.actor_records import Actor

TOKEN = re.compile(r"(?<![\w'])[A-ZÀ-ŽĐŠŽČĆ][^\W\d_]{4,}(?:-[A-Z][^\W\d_]+)*(?!\w)")
ENGLISH = frozenset({"AUS", "CAN", "GBR", "IRL", "NZL", "USA"})
"""States whose names English texts do not transliterate: a near surname there is another surname."""

FOREIGN_FROM = 6
"""Letters that a surname must have to be recognised in a text that does not name its bearer."""


class Variants:
    """The surnames of the authority list that other hands may spell otherwise, by consonants."""

    def __init__(self, actors: Iterable[Actor], weak: frozenset[str]) -> None:
        self._by_bones: dict[str, list[tuple[str, Actor]]] = {}
        self._surnames: dict[str, tuple[str, ...]] = {}
        for actor in actors:
            if actor.kind != "person" or any(code in ENGLISH for code, _ in actor.states):
                continue
            names = tuple(n.text for n in actor.names if n.form == "surname" and n.text not in weak)
            self._surnames[actor.id] = names
            for name in names:
                if len(name) >= FOREIGN_FROM:
                    self._by_bones.setdefault(skeleton(name), []).append((name, actor))

    def person(self, token: str, named: Sequence[Actor]) -> tuple[Actor, ...]:
        """The persons whose surname the token may be: of those named in the text, else of the whole list."""
        near = [a for a in named if any(is_same_surname(token, s, named=True) for s in self._surnames.get(a.id, ()))]
        if near:
            return tuple(near)
        if len(token) < FOREIGN_FROM:
            return ()
        known = self._by_bones.get(skeleton(token), ())
        found = {actor.id: actor for name, actor in known if is_same_surname(token, name, named=False)}
        return tuple(found.values()) if len(found) == 1 else ()

    @staticmethod
    def place(token: str, named: Sequence[str]) -> str:
        """The name of a state or capital written in the text of which the token is a slip; "" when of none."""
        near = [name for name in named if len(name) >= 6 and is_slip(token, name)]
        return near[0] if len(near) == 1 else ""
