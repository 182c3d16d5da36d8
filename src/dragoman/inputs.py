"""The files that a project is built from: copies named by their content, which nobody edits."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import InputError, StoreError
from dragoman.jsonl import append_line

LIST_NAME = "list.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Input:
    """One file: its path as it was given, the SHA-256 of its bytes, and where its copy is."""

    given: str
    sha256: str
    path: Path


def sha256_of(path: Path) -> str:
    """The SHA-256 (hexadecimal) of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Inputs:
    """The folder ``sources/`` of a project. ``list.jsonl`` in it says under which path each file was given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, _Entry] | None = None

    def all(self) -> tuple[Input, ...]:
        """All files, by path as given. A file given under several paths goes by the first of them in the alphabet.

        Raises:
            StoreError: the list cannot be read.
        """
        found = (
            Input(given=min(entry.given), sha256=sha, path=self.folder / entry.name)
            for sha, entry in self._entries().items()
        )
        return tuple(sorted(found))

    def of(self, sha256: str) -> Input | None:
        """The file of a content; None where the project has none such."""
        entry = self._entries().get(sha256)
        return Input(given=min(entry.given), sha256=sha256, path=self.folder / entry.name) if entry else None

    def names(self, sha256: str) -> tuple[str, ...]:
        """All paths under which a content was given, in the order of the alphabet; none for one that is not there."""
        entry = self._entries().get(sha256)
        return tuple(sorted(entry.given)) if entry else ()

    def add(self, path: Path, *, given: str) -> tuple[Input, bool]:
        """Copies a file into the project; the second value is False when its content was there already.

        Raises:
            InputError: the file cannot be read.
            StoreError: the copy cannot be written.
        """
        try:
            sha = sha256_of(path)
        except OSError as error:
            raise InputError(given, f"cannot be read: {error.strerror or error}") from error
        entries = self._entries()
        fresh = sha not in entries
        if fresh:
            name = sha[:20] + path.suffix.lower()
            self._copy(path, self.folder / name, sha, given)
            entries[sha] = _Entry(name=name)
        entry = entries[sha]
        if given not in entry.given:
            self._note({"sha256": sha, "given": given, "file": entry.name})
            entry.given.add(given)
        return Input(given=given, sha256=sha, path=self.folder / entry.name), fresh

    def _copy(self, path: Path, target: Path, sha: str, given: str) -> None:
        part = target.with_name(target.name + ".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            shutil.copyfile(path, part)
            if sha256_of(part) != sha:
                raise InputError(given, "changed while it was being copied; add it again")
            part.chmod(0o444)
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StoreError(f"{target}: cannot be written: {error.strerror or error}") from error

    def _note(self, entry: Mapping[str, str]) -> None:
        append_line(self.folder / LIST_NAME, entry)

    def _entries(self) -> dict[str, _Entry]:
        """What the list says, by SHA-256; read once, for a project may hold many files."""
        if self._read is None:
            path = self.folder / LIST_NAME
            try:
                raw = path.read_bytes()
            except FileNotFoundError:
                raw = b""
            except OSError as error:
                raise StoreError(f"{path}: cannot be read: {error}") from error
            self._read = {}
            for line in raw.split(b"\n"):
                values = _values(line)
                if values is not None:
                    sha, given, name = values
                    self._read.setdefault(sha, _Entry(name=name)).given.add(given)
        return self._read


@dataclass(slots=True)
class _Entry:
    """The name of a copy, and the paths under which its content was given."""

    name: str
    given: set[str] = field(default_factory=set)


def _values(line: bytes) -> tuple[str, str, str] | None:
    """SHA-256, path as given, name of the copy; None for a line torn by a crash.

    The file of a torn line was not yet said to be added, so adding it again mends the list.
    """
    try:
        entry = json.loads(line.decode("utf-8"))
    except ValueError:
        return None
    if not isinstance(entry, dict):
        return None
    values = [value for key in ("sha256", "given", "file") if isinstance(value := entry.get(key), str)]
    return (values[0], values[1], values[2]) if len(values) == 3 else None
