"""What a converted table is made of, and what was left out of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import StoreError
from dragoman.tables.meanings import Kind
from dragoman.vocab.table_formats import TableFormat

FILE_NAME = "manifest.json"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """One file of a table: as it was given, its SHA-256, its rows; ``cells`` is the Parquet file that holds them.

    ``own`` says that it alone is in there (it was Parquet already), so that a row is found by its place.
    """

    given: str
    sha256: str
    rows: int
    cells: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A row that was left out: the number of its file, its own number, the words that stood in the way."""

    file: int
    row: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Rows left out for one reason: how many, and where the first of them stand.

    ``fault`` False: nothing is wrong with them, they tell of no act between two states.
    """

    why: str
    fault: bool
    rows: int
    first: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A converted table: its files, its format, and the account of every row: ``rows`` = ``events`` + all left out.

    ``states`` and ``kinds`` are what the numbers in the store stand for. ``first`` and ``last`` are the days between
    which its events lie (ISO), "" without any. ``wide`` counts events whose date is longer than a day.
    """

    name: str
    format: TableFormat
    files: tuple[TableFile, ...]
    rows: int
    events: int
    dyads: int
    first: str
    last: str
    wide: int
    states: tuple[str, ...]
    kinds: tuple[Kind, ...]
    left: tuple[Left, ...]
    notes: tuple[str, ...]
    scheme: str
    events_sha256: str

    @property
    def faults(self) -> tuple[Left, ...]:
        """The rows left out because something is wrong with them."""
        return tuple(one for one in self.left if one.fault)


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write the manifest into the folder of its table."""
    text = json.dumps({"version": VERSION, **asdict(manifest)}, ensure_ascii=False, indent=1)
    (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the table in a folder.

    Raises:
        StoreError: it is not there, damaged, or from a newer version.
    """
    path = folder / FILE_NAME
    try:
        table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read: {error}; add the table again") from error
    if table.pop("version", None) != VERSION:
        raise StoreError(f"{path}: made by another version of Dragoman; add the table again")
    try:
        held: dict[str, Any] = table["format"]
        shape = tuple((column, pattern) for column, pattern in held.pop("shape"))
        lists = {key: tuple(value) for key, value in held.items() if isinstance(value, list)}
        table["format"] = TableFormat(**{**held, **lists, "shape": shape})
        table["files"] = tuple(TableFile(**one) for one in table["files"])
        table["kinds"] = tuple(Kind(**one) for one in table["kinds"])
        table["left"] = tuple(
            Left(**{**one, "first": tuple(Place(**place) for place in one["first"])}) for one in table["left"]
        )
        table["states"], table["notes"] = tuple(table["states"]), tuple(table["notes"])
        return Manifest(**table)
    except (TypeError, KeyError) as error:
        raise StoreError(f"{path}: damaged: {error}; add the table again") from error
