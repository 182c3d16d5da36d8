"""The coding scheme: event types, modes, contexts, formal acts, their scores, and what counts towards a relation.

A scheme is data (``vocab/data/plover.toml`` and ``cameo.csv``); another scheme is another file of the same shape.
Wherever a mode is asked for, the name of a formal act of that type (``break-relations``) may stand instead: it is
finer than PLOVER's modes, has a score of its own and leads back to its mode through :meth:`Scheme.plover_mode`.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, TypeVar

from dragoman.errors import ConfigError

FILES = MappingProxyType({"plover-2.0": ("plover.toml", "cameo.csv")})
"""Scheme name to its data files: types and modes, CAMEO codes with Goldstein values."""

T = TypeVar("T")

CONFLICT_QUADS = frozenset({"verbal-conflict", "material-conflict"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One kind of act, e.g. CONSULT. ``score`` and the modes' scores run from -10 (conflict) to +10 (cooperation).

    ``modes`` holds PLOVER's modes and the added ones, ``extra`` names the added ones. ``cameo`` is the code of the
    type without a mode, ``cameo_codes`` all CAMEO codes that are read as this type.
    """

    name: str
    quad: str
    family: str
    score: float
    modes: Mapping[str, float] = field(hash=False)
    extra: tuple[str, ...]
    description: str
    cameo: str
    mode_cameo: Mapping[str, str] = field(hash=False)
    cameo_codes: tuple[str, ...]

    @property
    def conflictual(self) -> bool:
        """Whether acts of this type belong to the conflict half of the scheme."""
        return self.quad in CONFLICT_QUADS


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalAct:
    """A named act of diplomacy, e.g. ``recall-ambassador``, with the type and mode it is an instance of."""

    name: str
    event_type: str
    mode: str
    score: float
    cameo: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRule:
    """How a status weighs on a relation: ``weight`` times the act's score, and whether it counts at all."""

    name: str
    weight: float
    counts: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """One CAMEO code: its Goldstein value, what it means, and the type and mode it is read as ("" for none)."""

    code: str
    goldstein: float
    event_type: str
    mode: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A coding scheme: all look-ups raise ``ConfigError`` for a type, mode or status that the scheme has not."""

    name: str
    event_types: tuple[EventType, ...]
    contexts: tuple[str, ...]
    formal_acts: tuple[FormalAct, ...]
    statuses: tuple[StatusRule, ...]
    cameo_codes: tuple[CameoCode, ...]
    _types: Mapping[str, EventType] = field(repr=False, hash=False)
    _formal: Mapping[str, FormalAct] = field(repr=False, hash=False)
    _statuses: Mapping[str, StatusRule] = field(repr=False, hash=False)
    _cameo: Mapping[str, CameoCode] = field(repr=False, hash=False)

    def type(self, event_type: str) -> EventType:
        """The event type of that name."""
        return _known(self._types, event_type, "event type", self.name)

    def formal(self, name: str) -> FormalAct:
        """The formal act of that name."""
        return _known(self._formal, name, "formal act", self.name)

    def is_formal(self, mode: str) -> bool:
        """Whether a mode is a formal act."""
        return mode in self._formal

    def status(self, name: str) -> StatusRule:
        """What the one table says of a status."""
        return _known(self._statuses, name, "status", self.name)

    def plover_mode(self, event_type: str, mode: str) -> str:
        """The mode that ``mode`` is or, when it names a formal act, is an instance of ("" for none)."""
        kind = self.type(event_type)
        if not mode or mode in kind.modes:
            return mode
        return self._act(kind, mode).mode

    def score(self, event_type: str, mode: str = "", status: str = "asserted") -> float:
        """How cooperative (+10) or hostile (-10) an act is, weighed by its status; 0.0 where the status has no weight.

        ``mode`` is a mode of the type, the name of a formal act of the type, or "".
        """
        kind = self.type(event_type)
        if not mode:
            plain = kind.score
        elif mode in kind.modes:
            plain = kind.modes[mode]
        else:
            plain = self._act(kind, mode).score
        weighed = plain * self.status(status).weight
        return weighed or 0.0

    def cameo(self, event_type: str, mode: str = "") -> str:
        """The CAMEO code nearest to a type and mode (or formal act)."""
        kind = self.type(event_type)
        if not mode:
            return kind.cameo
        return kind.mode_cameo[mode] if mode in kind.modes else self._act(kind, mode).cameo

    def goldstein(self, event_type: str, mode: str = "") -> float:
        """The Goldstein value (-10 to +10) of the CAMEO code nearest to a type and mode."""
        return self._cameo[self.cameo(event_type, mode)].goldstein

    def from_cameo(self, code: str) -> tuple[str, str]:
        """Type and mode that a CAMEO code is read as; ("", "") for codes that are no act (a mere statement).

        A code that is not listed is read as the nearest shorter one: 0234 as 023.
        """
        for length in range(len(code), 1, -1):
            found = self._cameo.get(code[:length]) or self._cameo.get(code[:length] + "0")
            if found:
                return found.event_type, found.mode
        raise ConfigError(f"{self.name}: no CAMEO code {code!r}")

    def family(self, event_type: str) -> str:
        """The family of acts as which one happening may be told: contact, cooperation, concession, aid, request,
        verbal-conflict, material-conflict."""
        return self.type(event_type).family

    def counts(self, status: str) -> bool:
        """Whether events of this status count towards a relation."""
        return self.status(status).counts

    def weight(self, status: str) -> float:
        """The factor by which a status weighs an event's score (-1 to 1)."""
        return self.status(status).weight

    def _act(self, kind: EventType, name: str) -> FormalAct:
        act = self._formal.get(name)
        if act is None or act.event_type != kind.name:
            known = ", ".join(kind.modes) or "none"
            raise ConfigError(f"{self.name}: {kind.name} has no mode {name!r} (modes: {known})")
        return act


def _known(table: Mapping[str, T], name: str, what: str, scheme: str) -> T:
    found = table.get(name)
    if found is None:
        raise ConfigError(f"{scheme}: no {what} {name!r} (known: {', '.join(table)})")
    return found


@cache
def load_scheme(name: str = "plover-2.0") -> Scheme:
    """The scheme of that name, read from the data beside the code.

    Raises:
        ConfigError: there is no such scheme, or its data contradict themselves.
    """
    if name not in FILES:
        raise ConfigError(f"no coding scheme {name!r} (known: {', '.join(FILES)})")
    folder = resources.files("dragoman.vocab") / "data"
    types_file, cameo_file = FILES[name]
    table = tomllib.loads((folder / types_file).read_text(encoding="utf-8"))
    rows = csv.DictReader((folder / cameo_file).read_text(encoding="utf-8").splitlines())
    codes = {
        row["code"]: CameoCode(
            code=row["code"],
            goldstein=float(row["goldstein"]),
            event_type=row["event_type"],
            mode=row["mode"],
            meaning=row["meaning"],
        )
        for row in rows
    }
    types = {key: _event_type(key, entry, codes) for key, entry in table["type"].items()}
    formal = {
        key: FormalAct(
            name=key,
            event_type=entry["type"],
            mode=entry["mode"],
            score=entry["score"],
            cameo=entry["cameo"],
            description=entry["description"],
        )
        for key, entry in table["formal"].items()
    }
    statuses = {key: StatusRule(name=key, **entry) for key, entry in table["status"].items()}
    _check(name, types, formal, codes)
    return Scheme(
        name=table["name"],
        event_types=tuple(types.values()),
        contexts=tuple(table["contexts"]),
        formal_acts=tuple(formal.values()),
        statuses=tuple(statuses.values()),
        cameo_codes=tuple(codes.values()),
        _types=MappingProxyType(types),
        _formal=MappingProxyType(formal),
        _statuses=MappingProxyType(statuses),
        _cameo=MappingProxyType(codes),
    )


def _event_type(name: str, entry: Mapping[str, Any], codes: Mapping[str, CameoCode]) -> EventType:
    modes = {**entry.get("modes", {}), **entry.get("extra", {})}
    return EventType(
        name=name,
        quad=entry["quad"],
        family=entry["family"],
        score=entry["score"],
        modes=MappingProxyType({mode: value["score"] for mode, value in modes.items()}),
        extra=tuple(entry.get("extra", {})),
        description=entry["description"],
        cameo=entry["cameo"],
        mode_cameo=MappingProxyType({mode: value["cameo"] for mode, value in modes.items()}),
        cameo_codes=tuple(code.code for code in codes.values() if code.event_type == name),
    )


def _check(
    name: str, types: Mapping[str, EventType], formal: Mapping[str, FormalAct], codes: Mapping[str, CameoCode]
) -> None:
    """Refuse a scheme in which a formal act or a CAMEO row points at a type, mode or code that it has not."""
    for where, event_type, mode in [
        *((f"formal act {act.name}", act.event_type, act.mode) for act in formal.values()),
        *((f"CAMEO code {code.code}", code.event_type, code.mode) for code in codes.values() if code.event_type),
    ]:
        if event_type not in types or (mode and mode not in types[event_type].modes):
            raise ConfigError(f"{name}: {where} names {event_type}/{mode}, which the scheme has not")
    used = [code for kind in types.values() for code in (kind.cameo, *kind.mode_cameo.values())]
    for code in [*used, *(act.cameo for act in formal.values())]:
        if code not in codes:
            raise ConfigError(f"{name}: CAMEO code {code} is used but not listed")
