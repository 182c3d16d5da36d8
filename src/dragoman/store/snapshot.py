"""A copy of a project's database as it stands at one moment: the same records give the same bytes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from dragoman.store.schema import connect, told


def copy_database(database: Path, out: Path) -> None:
    """Writes a copy of a database, without free pages and without what counts up from copy to copy.

    Raises:
        StoreError: the database is missing, damaged or of another version, or the copy cannot be written.
    """
    out.unlink(missing_ok=True)
    with closing(connect(database, write=False)) as source, told(database):
        source.execute("VACUUM INTO ?", (str(out),))
    # SQLite counts each vacuum in the header; with one number a copy of a copy is the same file.
    with told(out), closing(sqlite3.connect(out, isolation_level=None)) as copy:
        copy.execute("PRAGMA schema_version = 1")
