"""Adding one line to a file of JSON lines, so that a crash can tear only the last."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import StoreError


def append_line(path: Path, record: Mapping[str, Any]) -> None:
    """Writes the record as the file's last line and waits until it is on the disk.

    A line torn by an earlier crash is closed first, so that it cannot swallow the new one.

    Raises:
        StoreError: the file cannot be written.
    """
    line = json.dumps(record, ensure_ascii=False) + "\n"
    try:
        with path.open("ab+") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    line = "\n" + line
            file.write(line.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error}") from error
