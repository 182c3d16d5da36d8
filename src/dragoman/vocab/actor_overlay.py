"""Lays a user's own authority file over the list that comes with Dragoman."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import ConfigError
from dragoman.vocab.actor_records import Actor, read_day, read_span
from dragoman.vocab.actor_tables import COLUMNS, TABLES, Row, build_actors, dated_item, items, read_table

MORE = "more_"
"""A key with this before a column's name adds to the list there instead of taking its place."""

LISTS: Mapping[str, frozenset[str]] = {
    table: frozenset(columns) - {"code", "id", "name", "kind", "born", "died"} for table, columns in COLUMNS.items()
}
CODES = frozenset({"before", "after", "members", "foremost", "held", "state"})
"""Columns whose items begin with the code of a state or body."""


def load_with(extra: Path) -> tuple[Actor, ...]:
    """The actors that come with Dragoman, with a user's own file laid over them.

    The file is TOML: arrays ``[[state]]``, ``[[body]]``, ``[[party]]``, ``[[person]]``, ``[[place]]``, whose keys are
    the columns of the tables; lists may be written as TOML arrays. A known code (or id) changes the fields given and
    keeps the rest; ``more_aliases`` and its like add to a list.

    Raises:
        ConfigError: the file cannot be read, or a row is wrong; the message names file, row and column.
    """
    try:
        given = tomllib.loads(extra.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{extra}: cannot be read as TOML: {error}") from error
    unknown = sorted(set(given) - set(TABLES))
    if unknown:
        raise ConfigError(f"{extra}: unknown table {unknown[0]!r} (expected one of {', '.join(TABLES)})")
    rows = {table: _overlay(table, given.get(table, []), extra) for table in TABLES}
    codes = frozenset(row["code"] for table in ("state", "body") for row in rows[table])
    for table, items_given in given.items():
        for number, item in enumerate(items_given, 1):
            _check(table, item, _where(extra, table, number, item), codes)
    actors: list[Actor] = []
    for table in TABLES:
        try:
            actors.extend(build_actors(table, rows[table]))
        except (ValueError, KeyError) as error:
            raise ConfigError(f"{extra}: [[{table}]]: {error}") from error
    return tuple(actors)


def _where(path: Path, table: str, number: int, item: Mapping[str, Any]) -> str:
    key = item.get(COLUMNS[table][0], "")
    return f"{path}: [[{table}]] number {number}" + (f" ({key})" if key else "")


def _overlay(table: str, given: Any, path: Path) -> list[Row]:
    key, columns = COLUMNS[table][0], COLUMNS[table]
    rows = {row[key]: dict(row) for row in read_table(table)}
    if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
        raise ConfigError(f"{path}: {table!r} must be written as [[{table}]]")
    for number, item in enumerate(given, 1):
        where = _where(path, table, number, item)
        allowed = {*columns, *(MORE + column for column in LISTS[table])}
        unknown = sorted(set(item) - allowed)
        if unknown:
            raise ConfigError(f"{where} has an unknown key {unknown[0]!r} (known: {', '.join(columns)})")
        if not item.get(key):
            raise ConfigError(f"{where} has no {key!r}")
        row = rows.setdefault(str(item[key]), dict.fromkeys(columns, ""))
        for name, value in item.items():
            column = name.removeprefix(MORE)
            before = items(row[column]) if name != column else []
            row[column] = ";".join([*before, _cell(value, f"{where}: column {name!r}")])
        row["name"] = row["name"] or row[key]
    return list(rows.values())


def _cell(value: Any, where: str) -> str:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str | int) and not isinstance(one, bool) for one in values):
        raise ConfigError(f"{where}: expected words, a number or a list of them, found {value!r}")
    return ";".join(map(str, values))


def _check(table: str, item: Mapping[str, Any], where: str, codes: frozenset[str]) -> None:
    """Refuses a cell that cannot be read, or that names a state that is not in the list."""
    for name, value in item.items():
        column = name.removeprefix(MORE)
        place = f"{where}: column {name!r}"
        try:
            for words in _read(column, _cell(value, place)):
                if (column in CODES or (column == "offices" and words)) and words not in codes:
                    raise ConfigError(f"{place}: no state or body has the code {words!r}")
        except ValueError as error:
            raise ConfigError(f"{place}: {error}") from error


def _read(column: str, cell: str) -> Iterable[str]:
    if column in {"code", "id", "name", "kind"}:
        return ()
    if column in {"born", "died"}:
        read_day(cell, last=False)
        return ()
    if column == "valid":
        return [str(read_span(item)) for item in items(cell)]
    words = [dated_item(item)[0] for item in items(cell)]
    if column in {"cow", "gw"}:
        return [str(int(number)) for number in words]
    take: Callable[[str], str] = (lambda title: title.partition("|")[2]) if column == "offices" else str
    return [take(word) for word in words]
