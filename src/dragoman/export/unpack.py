"""Opens the archive of a project in a folder of its own, once everything in it has been checked."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.config import FILE_NAME
from dragoman.errors import ConfigError, InputError, StoreError
from dragoman.export.archive import FORMAT, LIST
from dragoman.inputs import LIST_NAME
from dragoman.project import EXPORTS, SOURCES
from dragoman.sources.safezip import damage_told, open_zip, read_part

MOST_FILES = 200_000
"""Files that a project may hold."""

MOST_BYTES = 64 << 30
"""Bytes that a project may hold unpacked."""

WHAT = "a project that `dragoman export project` packed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """A project's folder, made from an archive: how many files it holds, who packed it, and the run of its database."""

    folder: Path
    files: int
    version: str
    run: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    path: str
    size: int
    sha256: str


def unpack_project(archive: Path, folder: Path) -> Unpacked:
    """Makes a project's folder from an archive, whole or not at all.

    Every file is held against its SHA-256 in the archive's list before the folder gets its name.

    Raises:
        ConfigError: there is something in the folder already.
        InputError: the archive is none of a project, is damaged or of a newer release, holds other bytes or files than
            its list says, or a name that leads out of the folder.
        StoreError: the folder cannot be written.
    """
    given = str(archive)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError(f"{folder}: there is something here already; name a new or an empty folder")
    with open_zip(archive, given=given, what=WHAT, most_members=MOST_FILES, most_bytes=MOST_BYTES) as packed:
        told, listed = _read_list(packed, given)
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
                made = Path(scratch) / "project"
                for one in listed:
                    _extract(packed, one, made, given)
                for part in (SOURCES, EXPORTS):
                    (made / part).mkdir(exist_ok=True)
                if folder.is_dir():
                    folder.rmdir()
                made.replace(folder)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return Unpacked(folder=folder, files=len(listed), version=told["dragoman"], run=told["run"])


def _read_list(packed: zipfile.ZipFile, given: str) -> tuple[Mapping[str, Any], Sequence[_Listed]]:
    """The archive's list, and that it names the very members there are."""
    if LIST not in packed.namelist():
        raise InputError(given, f"this ZIP archive has no {LIST}", expected=WHAT)
    try:
        told = json.loads(read_part(packed, LIST, given=given).decode("utf-8"))
        number = int(told["format"])
        if number > FORMAT:
            why = f"was packed by a newer Dragoman ({told['dragoman']}, layout {number}; this one opens up to {FORMAT})"
            raise InputError(given, why, place=LIST)
        listed = [
            _Listed(path=str(one["path"]), size=int(one["bytes"]), sha256=str(one["sha256"])) for one in told["files"]
        ]
        run = told["run"]
        told = {"dragoman": str(told["dragoman"]), "run": None if run is None else str(run)}
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(given, f"its list cannot be read: {error!r}", place=LIST, expected=WHAT) from error
    named, held = {one.path for one in listed}, set(packed.namelist()) - {LIST}
    if FILE_NAME not in named:
        raise InputError(given, f"its list names no {FILE_NAME}", place=LIST, expected=WHAT)
    for missing in sorted(named - held):
        raise InputError(given, f"the list names {missing!r}, which is not in the archive", place=LIST)
    for strange in sorted(held - named):
        raise InputError(given, f"holds {strange!r}, which its list does not name", place=strange)
    return told, listed


def _extract(packed: zipfile.ZipFile, one: _Listed, made: Path, given: str) -> None:
    """One file, a piece at a time, held against its size and digest."""
    target = made / one.path
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as file:
        for piece in _pieces(packed, one.path, given):
            size += len(piece)
            digest.update(piece)
            file.write(piece)
    if (size, digest.hexdigest()) != (one.size, one.sha256):
        why = f"its bytes are not those that were packed (SHA-256 {digest.hexdigest()[:12]}, listed {one.sha256[:12]})"
        raise InputError(given, why, place=one.path, expected="an archive that nobody changed")
    if one.path.startswith(f"{SOURCES}/") and target.name != LIST_NAME:
        target.chmod(0o444)


def _pieces(packed: zipfile.ZipFile, name: str, given: str) -> Iterator[bytes]:
    """The bytes of a member, a megabyte at a time; only what reading raises means that the archive is damaged."""
    with damage_told(name, given):
        source = packed.open(name)
    with source:
        while True:
            with damage_told(name, given):
                piece = source.read(1 << 20)
            if not piece:
                return
            yield piece
