"""The authority list: which actor a name stands for, and for which state an actor acts on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from anyascii import anyascii
from rapidfuzz import process

from dragoman.errors import ActorNameError
from dragoman.vocab.actor_dependencies import Dependence, load_dependents
from dragoman.vocab.actor_overlay import load_with
from dragoman.vocab.actor_records import ALWAYS, Actor, Name, Office, Span
from dragoman.vocab.actor_tables import load_actors
from dragoman.vocab.office_titles import office_title

__all__ = ["Actor", "Authority", "Name", "Office", "Span"]


def _key(name: str) -> str:
    plain = name if name.isascii() else str(anyascii(name))
    return " ".join(plain.casefold().replace("'", "").split())


class Authority:
    """Dated states, bodies, parties and persons, looked up by code, number or name."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._actors = {actor.id: actor for actor in actors}
        self._named: dict[str, list[tuple[Actor, Name]]] = {}
        self._codes: dict[str, str] = {}
        self._numbered: dict[int, list[tuple[Actor, Span]]] = {}
        self._officers: dict[tuple[str, str], list[tuple[Actor, Office]]] = {}
        for actor in self._actors.values():
            for name in actor.names if actor.kind != "place" else ():
                self._named.setdefault(_key(name.text), []).append((actor, name))
            for office in actor.offices:
                self._officers.setdefault((office.title, office.state), []).append((actor, office))
            for number, span in actor.numbered:
                self._numbered.setdefault(number, []).append((actor, span))
            self._codes[actor.id.partition(":")[2] if actor.kind == "body" else actor.id] = actor.id

    @classmethod
    def load(cls, extra: Path | None = None) -> Authority:
        """The list that comes with Dragoman, with a user's own TOML file laid over it if one is given.

        Raises:
            ConfigError: the file cannot be read, or has a key that the list does not have.
        """
        return _packaged() if extra is None else cls(load_with(extra))

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def actor(self, id: str) -> Actor:
        """The actor with that id; a body may be given by its bare code ("NATO").

        Raises:
            ActorNameError: no actor has that id.
        """
        try:
            return self._actors[self._codes.get(id, id)]
        except KeyError:
            raise ActorNameError(f"no actor has the id {id!r}") from None

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._codes.get(id, id) in self._actors

    def name(self, id: str, on: date | None = None) -> str:
        """The readable name of an id, the id itself where it is not in the list.

        A day gives the name that a state went by then: Persia, Siam, Upper Volta.
        """
        if id not in self:
            return id
        actor = self.actor(id)
        then = (words for words, span in actor.called if on is not None and span.holds(on))
        return next(then, actor.name)

    def states(self) -> tuple[Actor, ...]:
        """All states and dependent polities, by code."""
        return tuple(sorted((a for a in self._actors.values() if a.kind == "state"), key=lambda a: a.id))

    def successors(self, code: str) -> tuple[str, ...]:
        """The states that followed a state, the one that continued it first."""
        return self.actor(code).successors

    def predecessors(self, code: str) -> tuple[str, ...]:
        """The states that a state followed."""
        return self.actor(code).predecessors

    def state_of(self, id: str, on: date | None = None) -> str:
        """The state that an actor acts for on a day: a code, "" where it acts for none.

        A state that did not exist that day gives the one with its Correlates of War number that did: the Soviet Union
        before 1922 is Russia, China in 1930 the Republic. A body gives its own code. With no day a person's state is
        the one of 1945 to 1991.
        """
        if id not in self:
            return ""
        actor = self.actor(id)
        if actor.kind == "state":
            if on is None or actor.existed(on):
                return actor.id
            own = [n for n, span in actor.numbered if n in actor.cow and span.holds(on)]
            return next((a.id for n in own for a in self._bearing(n, on) if n in a.cow), actor.id)
        if on is None:
            by_use = sorted(actor.states, key=lambda pair: -pair[1].shared_days())
            return by_use[0][0] if by_use else ""
        held = [code for code, span in actor.states if span.holds(on)]
        if not held and actor.states:
            held = [min(actor.states, key=lambda pair: _distance(pair[1], on))[0]]
        return held[0] if held else ""

    def dependence(self, id: str, on: date) -> Dependence | None:
        """Whose colony, mandate or protectorate a polity was on a day; None where it was nobody's.

        The list does not say it of polities older than 1816. An id is a state's ("KEN"), a place's ("place:crete") or
        the polity's own ("ruanda-urundi").
        """
        found = load_dependents().get(id.removeprefix("place:"))
        return found.on(on) if found is not None else None

    def dependents(self, of: str, on: date) -> tuple[str, ...]:
        """The polities that depended on a state or body on a day, by code."""
        spells = ((code, dependent.on(on)) for code, dependent in load_dependents().items())
        return tuple(sorted(code for code, spell in spells if spell is not None and spell.of == of))

    def members(self, id: str, on: date | None = None) -> tuple[str, ...]:
        """The states of a body or bloc on a day, sorted; with no day, or one on which it did not exist, all ever."""
        actor = self.actor(id)
        day = on if actor.existed(on) else None
        held = {code for code, span in actor.members if span.holds(day)}
        return tuple(sorted(held))

    def foremost(self, id: str, on: date | None = None) -> tuple[str, ...]:
        """Who of a body or bloc is usually meant when it is spoken of as one, on a day: the Soviet Union by its bloc.

        All members where the list names none; days are read as in :meth:`members`.
        """
        actor = self.actor(id)
        day = on if actor.existed(on) else None
        return tuple(sorted({code for code, span in actor.foremost if span.holds(day)})) or self.members(id, on)

    def meant(self, words: str, on: date | None = None) -> tuple[Actor, ...]:
        """The actors that the words can stand for on a day, the usual readings first; () where they name none.

        Words tied to years ("Russia", "Moscow", "Bonn") mean nobody on a day outside all of them, unless their last
        meaning had ended by then: a text of today that says "Bonn" means the Federal Republic.
        """
        found = self._named.get(_key(words), [])
        held = [pair for pair in found if pair[1].span.holds(on)]
        if on is not None and not held and not any(n.span.first and n.span.first > on for _, n in found):
            latest = max((n.span.last for _, n in found if n.span.last), default=None)
            held = [pair for pair in found if pair[1].span.last == latest]
        held.sort(key=lambda pair: (not pair[1].principal, -pair[1].span.shared_days() if on is None else 0))
        return tuple(dict.fromkeys(actor for actor, _ in held))

    def lookup(self, name: str, on: date | None = None) -> Actor:
        """The actor that a user means by a code, a name, an alias, a demonym or a Correlates of War number.

        An exact code always works. A day tells apart names that changed hands ("Russia", "China", 365).

        Raises:
            ActorNameError: the name stands for nobody, or for several; ``choices`` holds ids.
        """
        name = name.strip()
        for code in (name, name.upper()):
            if code in self:
                return self.actor(code)
        if name.isdigit():
            return self._one(name, self._bearing(int(name), on), on)
        actors = list(self.meant(name, on))
        if len(actors) > 1:
            actors = self._narrow(name, actors, on)
        return self._one(name, actors, on)

    def _bearing(self, number: int, on: date | None) -> list[Actor]:
        """The states that a number of the two lists meant on a day; with no day, those that it means throughout."""
        found = [(actor, span) for actor, span in self._numbered.get(number, ()) if actor.existed(on)]
        held = [actor for actor, span in found if (span == ALWAYS if on is None else span.holds(on))]
        return list(dict.fromkeys(held or (actor for actor, _ in found if on is None)))

    def _narrow(self, name: str, actors: list[Actor], on: date | None) -> list[Actor]:
        if on is not None:
            living = [actor for actor in actors if actor.existed(on)]
            officers = [a for a in living if any(office.is_held(on) for office in a.offices)]
            return (officers if len(officers) == 1 else living) or actors
        spans = [(a, n.span) for a, n in self._named[_key(name)] if a in actors]
        together = any(a is not b and s.overlaps(t) for a, s in spans for b, t in spans)
        used = {a.id: sum(s.shared_days() for b, s in spans if b is a) for a in actors}
        bearers = [a for a in actors if _key(a.name) == _key(name) and used[a.id] == max(used.values())]
        return bearers if len(bearers) == 1 and not together else actors

    def _one(self, name: str, actors: list[Actor], on: date | None) -> Actor:
        if len(actors) == 1:
            return actors[0]
        when = f" on {on.isoformat()}" if on else ""
        if actors:
            choices = tuple(sorted(actor.id for actor in actors))
            named = ", ".join(f"{id} ({self.name(id)})" for id in choices)
            raise ActorNameError(f"{name!r} can stand for several actors{when}: {named}", choices)
        near = process.extract(_key(name), list(self._named), limit=3, score_cutoff=75)
        choices = tuple(dict.fromkeys(actor.id for key, _, _ in near for actor, _ in self._named[key]))
        hint = f"; nearest: {', '.join(f'{id} ({self.name(id)})' for id in choices)}" if choices else ""
        raise ActorNameError(f"no actor is known as {name!r}{when}{hint}", choices)

    def _named_post(self, title: str, on: date) -> str:
        post, to, place = title.partition(" to ")
        if post != "ambassador" or not to:
            return title
        try:
            return f"ambassador to {self.lookup(place, on).id.removeprefix('body:')}"
        except ActorNameError:
            return title

    def holder(self, office: str, state: str, on: date) -> Actor | None:
        """Who held an office of a state on a day; None where the list does not say, or says two.

        Titles are read as they stand in prose: "Soviet Premier" is the head of government, "Secretary of State" a
        foreign minister, "leader" the party leader, else the head of government, else the head of state.
        """
        state = self.state_of(state, on)
        title = self._named_post(office_title(office, state), on)
        ranks: tuple[str, ...] = (title,)
        if title == "leader":
            ranks = ("leader", "party leader", "head of government", "head of state")
        if title == "head of government" and not self._officers.get((title, state)):
            ranks = (title, "head of state")
        for rank in ranks:
            held = [(a, o) for a, o in self._officers.get((rank, state), ()) if o.is_held(on)]
            people = {actor.id: actor for actor, _ in held}
            if len(people) == 1:
                return next(iter(people.values()))
            if people:
                return None
        return None


def _distance(span: Span, on: date) -> int:
    ends = [abs((end - on).days) for end in (span.first, span.last) if end is not None]
    return min(ends, default=0)


@cache
def _packaged() -> Authority:
    return Authority(load_actors())
