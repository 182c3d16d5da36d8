"""How public tables of events are laid out: which column holds what."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dragoman.errors import ConfigError

CODES = ("cameo", "iso", "names", "cow", "gw")
EVENTS = ("plover", "cameo", "cameo-unpadded")
DATES = ("edtf", "iso", "yyyymmdd", "dd/mm/yyyy", "mm/dd/yyyy")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFormat:
    """Which column of a table holds what, and how it is written; the keys are those of a mapping file.

    ``date``, ``actor`` and ``recipient`` name one or several columns: of a date year, month and day, of a state those
    that are tried in order. ``codes`` says how states are named, ``events`` how types are, ``dates`` how dates are
    written. ``always`` is the type of every row where no column holds one. ``header`` False: the file begins with its
    first row, and ``columns`` are the names in order, of which the last ``optional`` may be absent. ``shape`` gives
    patterns that whole cells must match, by which a file without a header is known. ``earliest`` and ``latest`` are
    EDTF: a date outside them is taken for an error.
    """

    name: str
    title: str = ""
    header: bool = True
    separator: str = ""
    quoted: bool = True
    columns: tuple[str, ...] = ()
    optional: int = 0
    date: tuple[str, ...] = ()
    dates: str = "edtf"
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    codes: str = "names"
    event: str = ""
    events: str = "plover"
    always: str = ""
    mode: str = ""
    status: str = ""
    confidence: str = ""
    place: str = ""
    source: str = ""
    number: str = ""
    earliest: str = "1000"
    latest: str = "2100"
    shape: tuple[tuple[str, str], ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which the table cannot be read."""
        named = (*self.date, *self.actor, *self.recipient, self.event, self.mode, self.status, self.confidence)
        return tuple(dict.fromkeys(one for one in named if one))


def parse_format(table: Mapping[str, Any], *, name: str, given: str) -> TableFormat:
    """The format that a table of TOML describes; ``given`` stands for the file in errors.

    Raises:
        ConfigError: a key is unknown or its value of the wrong kind, or a column that is needed is not named.
    """
    known = {one.name for one in fields(TableFormat)} - {"name"}
    values: dict[str, Any] = {"name": name}
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, sorted(known), n=1)
            raise ConfigError(f"{given}: unknown key {key!r}{f'; did you mean {near[0]}?' if near else ''}")
        values[key] = _value(key, value, given)
    made = TableFormat(**values)
    for key, value, allowed in (("codes", made.codes, CODES), ("events", made.events, EVENTS)):
        if value not in allowed:
            raise ConfigError(f"{given}: {key} is one of {', '.join(allowed)}, not {value!r}")
    if made.dates not in DATES:
        raise ConfigError(f"{given}: dates is one of {', '.join(DATES)}, not {made.dates!r}")
    for key in ("date", "actor", "recipient"):
        if not getattr(made, key):
            raise ConfigError(f'{given}: no column is named for {key}; write {key} = "NAME OF THE COLUMN"')
    if not made.event and not made.always:
        raise ConfigError(
            f'{given}: name the column of the type (event = "...") or give every row one (always = "...")'
        )
    if not made.header and not made.columns:
        raise ConfigError(f"{given}: a table without a header needs the names of its columns (columns = [...])")
    return made


def _value(key: str, value: Any, given: str) -> Any:
    if key in ("header", "quoted"):
        fits = isinstance(value, bool)
    elif key == "optional":
        fits = isinstance(value, int)
    elif key == "shape":
        fits = isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
        value = tuple(value.items()) if fits else value
    elif key in ("date", "actor", "recipient", "columns"):
        value = [value] if isinstance(value, str) else value
        fits = isinstance(value, list) and all(isinstance(one, str) for one in value)
        value = tuple(value) if fits else value
    else:
        fits = isinstance(value, str)
    if not fits:
        raise ConfigError(f"{given}: {key} cannot be {value!r}")
    if key == "shape":
        for column, pattern in value:
            _compile(pattern, f"{given}: shape.{column}")
    return value


def _compile(pattern: str, place: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ConfigError(f"{place}: {pattern!r} is no pattern: {error}") from error


def read_mapping(path: Path) -> TableFormat:
    """The mapping of columns that a user wrote, a TOML file with the keys of ``TableFormat``.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or says something that cannot be meant.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    return parse_format(table, name="mapped", given=str(path))


@cache
def load_formats() -> Mapping[str, TableFormat]:
    """The public formats that are known, by name."""
    file = resources.files("dragoman.vocab") / "data" / "table_formats.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return MappingProxyType(
        {name: parse_format(table, name=name, given=f"table_formats.toml [{name}]") for name, table in tables.items()}
    )
