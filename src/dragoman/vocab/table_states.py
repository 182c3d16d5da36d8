"""Which state a code or a name of an event table means, day by day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from types import MappingProxyType

from dragoman.vocab.actor_records import Actor, Span
from dragoman.vocab.actors import Authority

UNKNOWN = "unknown"
NOBODY = "no state"
UNBORN = "not there"
SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Spell:
    """From the first to the last day what words mean: the code of a ``state``, or "" and ``why`` they mean none.

    ``why`` is UNKNOWN (the words are in no list), NOBODY (a region, a body, a territory), UNBORN (a state that was not
    there on those days) or SEVERAL (the words may mean several states: Germany in 1960).
    """

    first: date
    last: date
    state: str
    why: str = ""


class TableStates:
    """Reads the codes of one system (cameo, iso, names, cow, gw) with the authority list."""

    def __init__(self, authority: Authority, system: str) -> None:
        self._authority = authority
        self._system = system
        self._states, self._nobody = _listed().get(system, ({}, frozenset()))
        self._numbers: dict[int, list[tuple[Actor, Span]]] = {}
        for actor in authority.states() if system in ("cow", "gw") else ():
            own = actor.cow if system == "cow" else actor.gw
            for number, span in actor.numbered:
                if number in own:
                    self._numbers.setdefault(number, []).append((actor, span))

    def spells(self, words: str, first: date, last: date) -> tuple[Spell, ...]:
        """What the words mean from ``first`` to ``last``, in order and without a gap."""
        turns = [first, *(day for day in _turns(self._authority) if first < day <= last)]
        spells: list[Spell] = []
        for begin, following in zip(turns, [*turns[1:], last + timedelta(1)], strict=True):
            state, why = self.state(words, begin)
            end = following - timedelta(1)
            if spells and (spells[-1].state, spells[-1].why) == (state, why):
                spells[-1] = Spell(spells[-1].first, end, state, why)
            else:
                spells.append(Spell(begin, end, state, why))
        return tuple(spells)

    def state(self, words: str, on: date) -> tuple[str, str]:
        """The code of the state that the words mean on a day and "", or "" and why they mean none."""
        key = words.strip()
        if self._system in ("cow", "gw"):
            return self._numbered(key, on)
        key = key.upper() if self._system != "names" else key
        if key.casefold() in self._nobody:
            return "", NOBODY
        if key.casefold() in self._states:
            return self._first(self._states[key.casefold()], on)
        if self._system == "names":
            found = [one for one in self._authority.meant(key, on) if one.kind in ("state", "body", "bloc")]
            states = [one for one in found if one.kind == "state"]
            if len(found) == 1 and states:
                return self._first((states[0].id,), on)
            if found and not states:
                return "", NOBODY
            return self._coded(key, on) if not found else ("", SEVERAL)
        return self._coded(key, on)

    def _coded(self, key: str, on: date) -> tuple[str, str]:
        if key not in self._authority:
            return "", UNKNOWN
        return self._first((key,), on) if self._authority.actor(key).kind == "state" else ("", NOBODY)

    def _first(self, codes: Iterable[str], on: date) -> tuple[str, str]:
        for code in codes:
            state = self._authority.state_of(code, on)
            if state and self._authority.actor(state).existed(on):
                return state, ""
        return "", UNBORN

    def _numbered(self, key: str, on: date) -> tuple[str, str]:
        number = int(key) if key.isdigit() else int(key[:-2]) if key[:-2].isdigit() and key.endswith(".0") else None
        known = self._numbers.get(number, []) if number is not None else []
        held = [actor.id for actor, span in known if span.holds(on) and actor.existed(on)]
        if held:
            return held[0], ""
        return "", UNBORN if known else UNKNOWN


@cache
def _turns(authority: Authority) -> tuple[date, ...]:
    """All days on which some state began, or another took its number or its name."""
    days: set[date] = set()
    for actor in authority.states():
        spans = [*actor.spans, *(span for _, span in actor.numbered), *(name.span for name in actor.names)]
        days.update(span.first for span in spans if span.first)
        days.update(span.last + timedelta(1) for span in spans if span.last and span.last < date.max)
    return tuple(sorted(days))


@cache
def _listed() -> Mapping[str, tuple[Mapping[str, tuple[str, ...]], frozenset[str]]]:
    file = resources.files("dragoman.vocab") / "data" / "table_countries.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            system: (
                {words.casefold(): tuple(codes) for words, codes in table["states"].items()},
                frozenset(words.casefold() for words in table["nobody"]),
            )
            for system, table in tables.items()
        }
    )
