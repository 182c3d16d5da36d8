"""What a project's ``dragoman.toml`` says, checked and frozen."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from dragoman.errors import ConfigError
from dragoman.ids import digest

FILE_NAME = "dragoman.toml"
BINS = ("year", "quarter", "month", "day")
SEVERITIES = ("off", "note", "warning", "error")
"""What a rule of source criticism can be set to."""
SCALES = ("plover", "goldstein-1992")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What the project is about; ``title`` heads its dossiers."""

    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What is read: documents in other languages than these are skipped, and said to be."""

    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Which column of a table of events (CSV, XLSX) holds what, by its name in the header.

    Where nothing is said, the words of the header tell. A row with a type (a PLOVER type, a formal act or a CAMEO code)
    becomes an account as it stands; for the others the description is read.
    """

    date: str = ""
    actor: str = ""
    recipient: str = ""
    description: str = ""
    event_type: str = ""
    mode: str = ""
    status: str = ""
    place: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codings:
    """Which column of a file of codings made by hand holds what, by its name; where nothing is said, the header tells.

    ``order`` names coders by hand, the one whose coding of a sentence counts before the others' first.
    """

    document: str = ""
    locator: str = ""
    quote: str = ""
    start: str = ""
    end: str = ""
    event_type: str = ""
    mode: str = ""
    actors: str = ""
    recipients: str = ""
    date: str = ""
    status: str = ""
    speaker: str = ""
    place: str = ""
    coder: str = ""
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """Who is known: ``extra`` is a file of the project that adds to the built-in authority list."""

    extra: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """How accounts are coded: the coder's name (see ``dragoman plugins``) and its parser.

    ``model`` is a spaCy model's name or folder, "" for the one that comes with Dragoman, "none" for no parser.
    Accounts below ``min_confidence`` (a probability) stay in the file but build no events, unless accepted by hand.
    """

    coder: str = "lexicon"
    model: str = ""
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Relate:
    """How a relation is measured: the scale of its scores and the length of a bin of its series."""

    scale: str = "plover"
    bin: str = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What source criticism looks for (``dragoman check --rules`` lists the rules).

    ``disabled`` names rules to leave out. ``rules`` sets single ones: "off", or how grave what they find is ("note",
    "warning", "error"); in the file a table ``[check.rules]``, with a line for each rule.
    """

    disabled: tuple[str, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict, hash=False)

    def severities(self) -> dict[str, str]:
        """What the project sets rules to, by their names; a rule it says nothing of has its own severity."""
        return {**self.rules, **dict.fromkeys(self.disabled, "off")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings of a project; every one has a default, so an empty file is a valid one."""

    project: Project = field(default_factory=Project)
    read: Read = field(default_factory=Read)
    tables: Tables = field(default_factory=Tables)
    codings: Codings = field(default_factory=Codings)
    actors: Actors = field(default_factory=Actors)
    code: Code = field(default_factory=Code)
    relate: Relate = field(default_factory=Relate)
    check: Check = field(default_factory=Check)

    def digest(self, *sections: str) -> str:
        """The SHA-256 of the named sections, or of everything but the project's title when none is named."""
        chosen = sections or ("read", "tables", "codings", "actors", "code", "relate", "check")
        return digest({name: asdict(getattr(self, name)) for name in chosen})


def load_config(path: Path) -> Config:
    """The settings of ``path``, a TOML file.

    Raises:
        ConfigError: the file is missing or no TOML; a key is unknown (the nearest known one is named) or its value is
            of the wrong kind. The message names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    return parse_config(text, name=str(path))


def parse_config(text: str, *, name: str = FILE_NAME) -> Config:
    """The settings that ``text`` (TOML) holds; ``name`` stands for it in errors, which are those of ``load_config``."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: not valid TOML: {error}") from error
    known = {part.name: part.default_factory for part in fields(Config)}
    sections: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"{_place(name, text, key)}: unknown section [{key}]{_nearest(key, known)}")
        if not isinstance(value, dict):
            raise ConfigError(f"{_place(name, text, key)}: {key} is a section: write [{key}] on a line of its own")
        make = known[key]
        assert make is not MISSING
        sections[key] = _section(type(make()), value, f"{key}.", name, text)
    return Config(**sections)


def _section(kind: type[Any], table: Mapping[str, Any], prefix: str, name: str, text: str) -> Any:
    known = asdict(kind())
    values: dict[str, Any] = {}
    for key, value in table.items():
        place = _place(name, text, prefix + key)
        if key not in known:
            raise ConfigError(f"{place}: unknown key {prefix}{key}{_nearest(key, known)}")
        values[key] = _value(value, known[key], f"{place}: {prefix}{key}")
    made = kind(**values)
    _refuse_unmeant(made, name, text)
    return made


def _value(value: Any, default: Any, place: str) -> Any:
    if isinstance(default, dict):
        if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
            return dict(sorted(value.items()))
        raise ConfigError(f"{place} must be a table of texts, not {value!r}")
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ConfigError(f"{place} must be a list of texts, not {value!r}")
    if isinstance(default, float):
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        raise ConfigError(f"{place} must be a number, not {value!r}")
    if not isinstance(value, str):
        raise ConfigError(f"{place} must be a text, not {value!r}")
    return value


def _refuse_unmeant(section: Any, name: str, text: str) -> None:
    if isinstance(section, Code) and not 0.0 <= section.min_confidence <= 1.0:
        place = _place(name, text, "code.min_confidence")
        raise ConfigError(f"{place}: code.min_confidence is a probability, from 0 to 1, not {section.min_confidence}")
    if isinstance(section, Check):
        _refuse_unknown_rules(section, name, text)
    if isinstance(section, Relate):
        for key, value, allowed in (("scale", section.scale, SCALES), ("bin", section.bin, BINS)):
            if value not in allowed:
                place = _place(name, text, f"relate.{key}")
                raise ConfigError(f"{place}: relate.{key} is one of {', '.join(allowed)}, not {value!r}")


def _refuse_unknown_rules(check: Check, name: str, text: str) -> None:
    for rule, severity in check.rules.items():
        if severity not in SEVERITIES:
            place = _place(name, text, f"check.rules.{rule}")
            raise ConfigError(f"{place}: {rule} is one of {', '.join(SEVERITIES)}, not {severity!r}")
    named = (*check.rules, *check.disabled)
    if named:
        from dragoman.accounts.rules import RULE_IDS

        for rule in named:
            if rule not in RULE_IDS:
                key = f"check.rules.{rule}" if rule in check.rules else "check.disabled"
                raise ConfigError(
                    f"{_place(name, text, key)}: no rule {rule!r}{_nearest(rule, dict.fromkeys(RULE_IDS))}"
                )


def _nearest(key: str, known: Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else f"; known: {', '.join(known)}"


def _place(name: str, text: str, dotted: str) -> str:
    """File and line of a key, as far as it can be told without a second parser: the file alone where it cannot."""
    section, _, key = dotted.rpartition(".") if dotted.count(".") > 1 else dotted.partition(".")
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\s*([^]\s]+)\s*\]", line)
        if header:
            current = header.group(1).strip("\"'")
            if not key and current == section:
                return f"{name}, line {number}"
        elif re.match(rf"\s*[\"']?{re.escape(key or section)}[\"']?\s*=", line) and current == (section if key else ""):
            return f"{name}, line {number}"
    return name
