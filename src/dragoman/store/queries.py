"""Asks a project's database, which it never writes to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from dragoman.store.closing import Closing
from dragoman.store.schema import connect, told

ACCOUNT_ORDER = 'd.path, d.input, d.position, a.start, a."end", a.id'


class Queries(Closing):
    """An open database, and the one way to ask it.

    Raises:
        StoreError: the file is missing, damaged, or from a newer version.
    """

    def __init__(self, path: Path, *, connection: sqlite3.Connection | None = None) -> None:
        self.path = path
        self._owned = connection is None
        self._connection = connection or connect(path, write=False)

    def close(self) -> None:
        """Closes the file."""
        if self._owned:
            self._connection.close()

    def _rows(self, statement: str, *values: Any) -> Iterator[sqlite3.Row]:
        with told(self.path), closing(self._connection.execute(statement, values)) as cursor:
            yield from cursor

    def _one(self, statement: str, *values: Any) -> sqlite3.Row | None:
        return next(self._rows(statement, *values), None)
