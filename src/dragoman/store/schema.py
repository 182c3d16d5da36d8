"""The shape of the database: opening it, and bringing an older one up to date by numbered migrations."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from dragoman.errors import StoreError


def _migrations() -> tuple[tuple[int, str], ...]:
    folder = files("dragoman.store") / "migrations"
    found = [(item.name, item) for item in folder.iterdir() if re.fullmatch(r"\d{4}_\w+\.sql", item.name)]
    return tuple((int(name[:4]), item.read_text(encoding="utf-8")) for name, item in sorted(found))


MIGRATIONS = _migrations()
SCHEMA_VERSION = MIGRATIONS[-1][0]
"""The version of the shape that this release reads and writes, kept in ``PRAGMA user_version``."""

APPLICATION_ID = 0x44524147
"""``DRAG`` in ASCII, kept in ``PRAGMA application_id``: tells a project's database from any other SQLite file."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what SQLite raises into a ``StoreError`` that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {_words(error)}") from error


def _words(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_FULL":
        return "the disk is full; nothing of the last step was written, and what was finished before it is kept"
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another program is writing to it; try again when it has finished"
    if name in {"SQLITE_CORRUPT", "SQLITE_NOTADB"}:
        return f"damaged, or no database of Dragoman ({error}); delete it and run again: it is rebuilt from sources/"
    if name.startswith("SQLITE_READONLY"):
        return "cannot be written: the file or its folder is read-only"
    return str(error)


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection to ``path``, whose shape has been checked.

    Raises:
        StoreError: the file is missing (when reading), damaged, no database of Dragoman, or from a newer version.
    """
    with told(path):
        connection = _connect_write(path) if write else _connect_read(path)
        try:
            version = check_version(path, connection)
            if write:
                connection.execute("PRAGMA journal_mode = WAL")
                # NORMAL in WAL mode: a power cut may lose the last step, never break the file.
                connection.execute("PRAGMA synchronous = NORMAL")
                migrate(connection, version)
            elif version < SCHEMA_VERSION:
                raise StoreError(
                    f"{path}: is of an older version ({version}, now {SCHEMA_VERSION}); `dragoman run` updates it"
                )
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def _connect_write(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10.0)
    connection.row_factory = sqlite3.Row
    return connection


def _connect_read(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise StoreError(f"{path}: there is no database yet; `dragoman run` makes it")
    uri = path.resolve().as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None, timeout=10.0)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        # A WAL database in a folder that cannot be written (an archive, a CD) opens as a file that nobody changes.
        connection.close()
        if getattr(error, "sqlite_errorname", "") not in {"SQLITE_CANTOPEN", "SQLITE_READONLY_DIRECTORY"}:
            raise
        connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def check_version(path: Path, connection: sqlite3.Connection) -> int:
    """The version of the database's shape, 0 for an empty file.

    Raises:
        StoreError: it is newer than this release, or another program's database.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and application != APPLICATION_ID:
        raise StoreError(f"{path}: is a database of another program, not of Dragoman")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: was written by a newer Dragoman (database version {version},"
            f" this one reads up to {SCHEMA_VERSION}); install that version to open it"
        )
    return version


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Brings the database from ``version`` to ``SCHEMA_VERSION``, each step whole or not at all."""
    for number, script in MIGRATIONS:
        if number > version:
            connection.executescript(
                f"BEGIN IMMEDIATE;\n{script}\nPRAGMA application_id = {APPLICATION_ID};\n"
                f"PRAGMA user_version = {number};\nCOMMIT;"
            )
