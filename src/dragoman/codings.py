"""What people coded by hand: kept in a file of its own, and made into accounts on every run."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args

from dragoman.errors import StoreError
from dragoman.ids import digest
from dragoman.model import Coding, Party
from dragoman.model.reading import Status
from dragoman.plain import plain

FILE_NAME = "codings.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingLog:
    """The codings of a project, and the lines of the file that hold none: pairs (line number, what is wrong)."""

    codings: tuple[Coding, ...]
    broken: tuple[tuple[int, str], ...] = ()

    def digest(self) -> str:
        """The SHA-256 of what was coded, for manifests; "" for nothing."""
        return digest(sorted(digest(plain(one)) for one in self.codings)) if self.codings else ""

    def of(self, document_id: str) -> tuple[Coding, ...]:
        """What was coded in a document."""
        return tuple(one for one in self.codings if one.document_id == document_id and one.event_type)

    def coders(self, order: Sequence[str] = ()) -> tuple[str, ...]:
        """Who coded: those named in ``order`` first, as they stand there, then the others by name."""
        names = {one.coder for one in self.codings}
        first = [name for name in dict.fromkeys(order) if name in names]
        return (*first, *sorted(names - set(first)))

    def read_by(self, coder: str) -> frozenset[str]:
        """The ids of the documents that a person has read."""
        return frozenset(one.document_id for one in self.codings if one.coder == coder)

    def replaced_by(self, new: Iterable[Coding]) -> CodingLog:
        """The log with new codings: what a person had coded in a document is replaced by what they now say of it."""
        added = tuple(dict.fromkeys(new))
        replaced = {(one.coder, one.document_id) for one in added}
        kept = tuple(one for one in self.codings if (one.coder, one.document_id) not in replaced)
        order = sorted({*kept, *added}, key=_place)
        return CodingLog(codings=tuple(order), broken=self.broken)


def _place(one: Coding) -> tuple[object, ...]:
    return (one.path, one.locator, one.document_id, one.coder, one.start, one.end, one.account_id())


def read_codings(path: Path) -> CodingLog:
    """The codings of a file; an absent file holds none.

    Raises:
        StoreError: the file is there but cannot be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return CodingLog(codings=())
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error
    codings: list[Coding] = []
    broken: list[tuple[int, str]] = []
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if line.strip():
            try:
                codings.append(_read_line(json.loads(line.decode("utf-8"))))
            except (ValueError, KeyError, TypeError) as error:
                broken.append((number, f"no coding: {error}"))
    return CodingLog(codings=tuple(codings), broken=tuple(broken))


def _read_line(values: Any) -> Coding:
    if not isinstance(values, dict):
        raise ValueError("not a JSON object")
    known = {part.name for part in fields(Coding)}
    if values.keys() != known:
        raise ValueError(f"other keys than {', '.join(sorted(known))}")
    if values["status"] not in get_args(Status):
        raise ValueError(f"{values['status']!r} is no status")
    sides = {side: tuple(_party(one) for one in values[side]) for side in ("actors", "recipients")}
    if values["event_type"] and values["end"] - values["start"] != len(values["quote"]):
        raise ValueError("the offsets do not fit the quote")
    return Coding(**{**values, **sides})


def _party(values: Mapping[str, str]) -> Party:
    return Party(id=values["id"], state=values["state"], text=values["text"])


def write_codings(path: Path, log: CodingLog) -> None:
    """Writes all codings, a line each; the old file stands until the new one is complete.

    Raises:
        StoreError: the file cannot be written, or holds lines that are no codings: they would be lost.
    """
    if log.broken:
        line, why = log.broken[0]
        raise StoreError(f"{path}, line {line}: {why}; mend or remove the line first")
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for one in log.codings:
                file.write(json.dumps(plain(one), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
