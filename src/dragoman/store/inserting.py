"""Writes rows into a project's database, one writer at a time, whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from dragoman.store.closing import Closing
from dragoman.store.grouped import prepare
from dragoman.store.lock import WriteLock
from dragoman.store.schema import connect, told


class Inserting(Closing):
    """The open database of the only writer; ``patience`` is for how many seconds it waits for another.

    Raises:
        StoreError: another writer is at work, or the file is newer, damaged or cannot be written.
    """

    def __init__(self, path: Path, *, patience: float = 0.0) -> None:
        self.path = path
        self._lock = WriteLock(path, patience=patience)
        try:
            self._connection = connect(path, write=True)
            with told(path):
                prepare(self._connection)
        except BaseException:
            self._lock.close()
            raise

    def close(self) -> None:
        """Closes the file, its log folded into it: what is left is one file that any SQLite opens, writable or not."""
        # Refused while somebody reads; then the log stays beside the file until the next run.
        with suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()
        self._lock.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside becomes visible whole at the end, or not at all.

        Raises:
            StoreError: the disk is full or the file cannot be written; nothing of the transaction is kept.
        """
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _replace(self, table: str, document_id: str, new: Iterable[Mapping[str, Any]], run_id: str) -> None:
        self._connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))
        self._insert(table, [{**row, "run_id": run_id} for row in new])

    def _insert(self, table: str, new: Sequence[Mapping[str, Any]], *, replace: str = "") -> None:
        if not new:
            return
        names = list(new[0])
        columns = ", ".join(f'"{name}"' for name in names)
        values = ", ".join(f":{name}" for name in names)
        statement = f"INSERT INTO {table} ({columns}) VALUES ({values})"
        if replace:
            changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
            statement += f" ON CONFLICT ({replace}) DO UPDATE SET {changes}"
        self._connection.executemany(statement, new)

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection, for reading what has been written so far."""
        return self._connection
