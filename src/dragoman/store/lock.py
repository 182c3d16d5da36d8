"""One writer at a time: a lock that the operating system frees when its holder dies."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType

from dragoman.errors import StoreError


class WriteLock:
    """Held from construction to ``close``.

    An exclusive transaction on an empty SQLite file: the one kind of file lock that the standard library has on every
    system, and that a killed process cannot leave behind.

    ``patience`` is for how many seconds it is waited for.

    Raises:
        StoreError: another process holds it, or the folder cannot be written.
    """

    def __init__(self, database: Path, *, patience: float = 0.0) -> None:
        path = database.with_name(database.name + ".lock")
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=patience)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: cannot be opened: {error}") from error
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            self._connection.close()
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise StoreError(
                    f"{database}: another run is writing to this project; wait until it has finished, then try again"
                ) from error
            raise StoreError(f"{path}: cannot be locked: {error}") from error

    def close(self) -> None:
        """Frees the lock."""
        self._connection.close()

    def __enter__(self) -> WriteLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
