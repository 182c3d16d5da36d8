"""What the text has named so far, so that "he", "the two countries" and "our government" can be led back to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

SUBJECT = 0.6
"""How much being the subject of its clause keeps an actor in mind, in sentences (centering: subjects come first)."""

REACH = 4
"""Sentences after which a person or state is no longer what a pronoun means."""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor named in the text: where, as what, and whether as the subject of its clause.

    ``members`` are the actors of a coordination ("the British and the Americans"), which "they" takes up together.
    """

    id: str
    state: str
    text: str
    person: bool
    plural: bool
    sentence: int
    place: int
    subject: bool
    members: tuple[Named, ...] = ()

    def weight(self) -> tuple[float, int]:
        """How much it is in mind: later sentences first, then subjects, then what came first in its sentence."""
        return (self.sentence + (SUBJECT if self.subject else 0.0), -self.place)


@dataclass
class Memory:
    """The actors named so far in one document, newest sentences only, and how often each state was named.

    ``speaking`` and ``listening`` are the states that "we" and "you" mean here ("" when not known). ``locals`` are
    surnames that this text ties to a state ("the Chinese Ambassador Wang"). ``told`` holds the sides of the last
    act told by each noun, and of each type, with the sentence it stood in: "the agreement", "these talks".
    """

    speaking: str = ""
    listening: str = ""
    locals: dict[str, str] = field(default_factory=dict)
    told: dict[str, tuple[int, tuple[Named, ...], tuple[Named, ...]]] = field(default_factory=dict)
    named: list[Named] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    sentence: int = 0

    def copy(self) -> Memory:
        """What is in mind now, kept from what comes later."""
        return replace(
            self,
            locals=dict(self.locals),
            told=dict(self.told),
            named=list(self.named),
            counts=self.counts.copy(),
            pairs=self.pairs.copy(),
        )

    def begin(self, sentence: int) -> None:
        """Turn to the next sentence; what lies too far back is forgotten."""
        here = sorted({one.state for one in self.named if one.sentence == self.sentence and one.state})
        self.pairs.update((a, b) for a in here for b in here if a != b)
        self.sentence = sentence
        self.named = [one for one in self.named if sentence - one.sentence <= REACH]

    def add(self, one: Named) -> None:
        """Keep in mind that this actor was named."""
        self.named.append(one)
        if one.state and not one.members:
            self.counts[one.state] += 1

    def _before(self, place: int) -> list[Named]:
        found = [one for one in self.named if one.sentence < self.sentence or one.place < place]
        return sorted(found, key=Named.weight, reverse=True)

    def person(self, place: int, avoid: frozenset[str] = frozenset()) -> Named | None:
        """Whom "he" means at ``place`` of this sentence: the person most in mind who is not one of ``avoid`` (ids)."""
        return next((one for one in self._before(place) if one.person and one.state and one.id not in avoid), None)

    def thing(self, place: int, avoid: frozenset[str] = frozenset()) -> Named | None:
        """What "it" or "the country" means: the state or body most in mind whose state is not one of ``avoid``."""
        found = [one for one in self._before(place) if one.state and one.state not in avoid]
        return next((one for one in found if not one.person), found[0] if found else None)

    def group(self, place: int, avoid: frozenset[str] = frozenset()) -> tuple[Named, ...]:
        """Whom "they" means: a plural ("the Albanians", "Hoxha and Shehu") before a state, a state before a person."""
        found = [one for one in self._before(place) if one.state and one.state not in avoid]
        for one in found:
            if one.plural and self.sentence - one.sentence <= 1:
                return one.members or (one,)
        thing = self.thing(place, avoid)
        return (thing,) if thing is not None else ()

    def several(self, place: int, number: int = 2) -> tuple[Named, ...]:
        """The ``number`` distinct states most in mind, for "the two countries"; fewer when fewer were named.

        What the nearby sentences lack is filled from the states the document names most.
        """
        states: dict[str, Named] = {}
        for one in self._before(place):
            if one.state and not one.members and one.state not in states:
                states[one.state] = one
            if len(states) == number:
                break
        if len(states) < number:
            for state, _ in sorted(self.counts.items(), key=lambda item: (-item[1], item[0])):
                if len(states) == number:
                    break
                if state not in states:
                    states[state] = Named(state, state, state, False, False, self.sentence, 0, False)
        return tuple(states[state] for state in states)

    def other(self, states: frozenset[str], reach: int = 2) -> Named | None:
        """The unnamed other side of an act of ``states``: the state that the text has told of together with them.

        Only states named in this sentence or the ``reach`` before it are thought of.
        """
        near = {one.state: one for one in self.named if self.sentence - one.sentence <= reach}
        found = [
            (sum(self.pairs[a, state] for a in states), one.weight(), state)
            for state, one in near.items()
            if state and state not in states
        ]
        told = [one for one in found if one[0]]
        return near[max(told)[2]] if told else None

    def partner(self, states: frozenset[str]) -> str:
        """The state that the document so far tells of most often together with ``states``; "" when there is none."""
        found = [(sum(self.pairs[a, b] for a in states), b) for b in {b for _, b in self.pairs} if b not in states]
        return max(found, default=(0, ""))[1] if max(found, default=(0, ""))[0] else ""

    def last(self, key: str, reach: int) -> tuple[tuple[Named, ...], tuple[Named, ...]] | None:
        """The sides of the last act told under ``key`` (a noun or a type), not more than ``reach`` sentences back."""
        found = self.told.get(key)
        return found[1:] if found is not None and self.sentence - found[0] <= reach else None
