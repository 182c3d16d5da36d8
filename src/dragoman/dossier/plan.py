"""What a dossier is to hold: its parts in order, its headings, and what the historian writes into it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from dragoman.errors import ConfigError

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "relation": "The relation in a paragraph",
        "course": "The course of the relation",
        "turns": "Turning points, and the reasons given for them",
        "phases": "Phases, and the reasons given in them",
        "chronology": "Chronology",
        "reasons": "Other reasons, by side",
        "disputes": "What the sources disagree on",
        "independence": "Sources that are not independent",
        "criticism": "What is wrong with a source",
        "method": "Appendix: coverage and method",
    }
)
"""The parts that a dossier can have, by key, with their headings, in the order that is usual."""

OWN = "own"
"""The key of a part that the historian writes; it may stand several times."""

DEFAULT_STYLE = "chicago-notes-documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a dossier. ``key`` is one of ``PARTS``, or ``OWN``.

    ``title`` is the heading, "" for the usual one. ``text`` are the historian's own words: they stand before what is
    composed, and are all that an own part holds; empty lines part its paragraphs.
    """

    key: str
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """The historian's own words on one record: set beside what the dossier says of it. ``about`` is the record's id."""

    about: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a dossier is put together; without anything said, all parts in the usual order.

    ``title``, ``author`` and ``date`` (EDTF) stand on the title page; "" for none but the title, which is then the
    names of the two states. ``style`` is the name of a citation style or the path of a CSL file.
    """

    title: str = ""
    author: str = ""
    date: str = ""
    style: str = DEFAULT_STYLE
    parts: tuple[Part, ...] = tuple(Part(key=key) for key in PARTS)
    remarks: tuple[Remark, ...] = ()


def choose_parts(names: Iterable[str]) -> tuple[Part, ...]:
    """The parts of these keys, in the order given.

    Raises:
        ConfigError: a name is no part, or stands twice.
    """
    return _checked([Part(key=name.strip()) for name in names])


def read_plan(text: str, *, given: str) -> Plan:
    """A plan from TOML: ``title``, ``author``, ``date``, ``style``, ``[[part]]`` tables and ``[[remark]]`` tables.

    Raises:
        ConfigError: the text is no TOML, or says something that no plan has; ``given`` names the file.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{given}: this is no TOML: {error}") from error
    named = _texts(raw, ("title", "author", "date", "style"), given, besides=("part", "remark"))
    tables = _tables(raw, "part", given)
    fields = ("key", "title", "text")
    parts = _checked([Part(**{"key": "", **_texts(table, fields, f"{given}, [[part]]")}) for table in tables])
    remarks = [
        Remark(**{"about": "", "text": "", **_texts(table, ("about", "text"), f"{given}, [[remark]]")})
        for table in _tables(raw, "remark", given)
    ]
    for remark in remarks:
        if not remark.about or not remark.text:
            raise ConfigError(f"{given}, [[remark]]: it needs about (the id of a record) and text")
    plan = Plan(**named, remarks=tuple(remarks))
    return replace(plan, parts=parts) if parts else plan


def _tables(raw: Mapping[str, Any], name: str, given: str) -> list[Mapping[str, Any]]:
    found = raw.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ConfigError(f"{given}: {name} must be tables, each headed [[{name}]]")
    return found


def _texts(raw: Mapping[str, Any], known: tuple[str, ...], where: str, besides: tuple[str, ...] = ()) -> dict[str, Any]:
    for key, value in raw.items():
        if key in besides:
            continue
        if key not in known:
            raise ConfigError(f"{where}: {key!r} is unknown; known: {', '.join((*known, *besides))}")
        if not isinstance(value, str):
            raise ConfigError(f"{where}: {key} must be text in quotation marks, not {value!r}")
    return {key: raw[key].strip() for key in known if key in raw}


def _checked(parts: list[Part]) -> tuple[Part, ...]:
    seen: set[str] = set()
    for part in parts:
        if part.key not in (*PARTS, OWN):
            raise ConfigError(f"{part.key!r} is no part of a dossier; known: {', '.join((*PARTS, OWN))}")
        if part.key == OWN and not part.text:
            raise ConfigError('a part "own" needs text')
        if part.key in seen and part.key != OWN:
            raise ConfigError(f"the part {part.key!r} stands twice")
        seen.add(part.key)
    return tuple(parts)
