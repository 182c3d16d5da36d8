"""The files that a project is built from: copies named by their content, which nobody edits."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import InputError, StoreError

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

    def all(self) -> tuple[Input, ...]:
        """All files, by path as given. A file given under several paths goes by the first of them in the alphabet.

        Raises:
            StoreError: the list cannot be read.
        """
        given: dict[str, str] = {}
        names: dict[str, str] = {}
        for entry in self._entries():
            sha = entry["sha256"]
            given[sha] = min(entry["given"], given.get(sha, entry["given"]))
            names[sha] = entry["file"]
        return tuple(
            sorted(Input(given=given[sha], sha256=sha, path=self.folder / names[sha]) for sha in sorted(given))
        )

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
        known = next((entry for entry in entries if entry["sha256"] == sha), None)
        name = known["file"] if known else sha[:20] + path.suffix.lower()
        if not known:
            self._copy(path, self.folder / name, sha, given)
        if not any(entry["sha256"] == sha and entry["given"] == given for entry in entries):
            self._note({"sha256": sha, "given": given, "file": name})
        return Input(given=given, sha256=sha, path=self.folder / name), known is None

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
        path = self.folder / LIST_NAME
        line = json.dumps(entry, ensure_ascii=False) + "\n"
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

    def _entries(self) -> list[dict[str, str]]:
        path = self.folder / LIST_NAME
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreError(f"{path}: cannot be read: {error}") from error
        entries = []
        for line in raw.split(b"\n"):
            try:
                entry = json.loads(line.decode("utf-8"))
            except ValueError:
                # A line torn by a crash: its file was not yet said to be added, so adding it again mends it.
                continue
            if isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in ("sha256", "given", "file")):
                entries.append(entry)
        return entries
