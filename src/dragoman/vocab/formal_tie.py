"""What each formal act makes of the tie between two states (``vocab/data/formal_tie.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from dragoman.errors import ConfigError
from dragoman.vocab.scheme import Scheme, load_scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRules:
    """The states of a formal tie, and the acts that lead from one to another.

    ``states`` says what each state means; ``acts`` gives for an act the state after it, and those in which it counts.
    """

    states: Mapping[str, str] = field(hash=False)
    acts: Mapping[str, tuple[str, frozenset[str]]] = field(hash=False)

    def after(self, act: str, before: str) -> str:
        """The state of the tie after an act; the same where the act changes nothing."""
        to, counts = self.acts.get(act, (before, frozenset()))
        return to if before in counts else before

    def rank(self, act: str) -> int:
        """The place of an act among those of one day: graver ones come later, those that change nothing first."""
        return list(self.acts).index(act) + 1 if act in self.acts else 0


@cache
def load_tie_rules(scheme: Scheme | None = None) -> TieRules:
    """The rules, read from the data beside the code.

    Raises:
        ConfigError: a rule names an act or a state that is not known.
    """
    scheme = scheme or load_scheme()
    name = "formal_tie.toml"
    table = tomllib.loads((resources.files("dragoman.vocab") / "data" / name).read_text(encoding="utf-8"))
    states: dict[str, str] = table["state"]
    known = {act.name for act in scheme.formal_acts}
    acts: dict[str, tuple[str, frozenset[str]]] = {}
    for act, rule in table["act"].items():
        if act not in known:
            raise ConfigError(f"{name}: {act} is no formal act of {scheme.name}")
        for state in (rule["to"], *rule["from"]):
            if state and state not in states:
                raise ConfigError(f"{name}: {act} names the state {state!r}; known: {', '.join(states)}")
        acts[act] = (rule["to"], frozenset(rule["from"]))
    return TieRules(states=MappingProxyType(states), acts=MappingProxyType(acts))
