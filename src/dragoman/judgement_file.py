"""The file in which judgements are kept: a line each, only ever added to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.additions import read_addition
from dragoman.corrections import parse_correction
from dragoman.errors import ConfigError, StoreError
from dragoman.ids import digest
from dragoman.jsonl import append_line
from dragoman.judgements import PAIRED, VERDICTS
from dragoman.model import Judgement

FILE_NAME = "judgements.jsonl"
KEYS = ("id", "about", "verdict", "value", "by", "at", "why")


Merged = tuple[tuple[Judgement, ...], tuple[tuple[Path, int, str], ...]]
"""The judgements that were added, and the lines that hold none: (file, line number, what is wrong)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementLog:
    """The judgements of a project as they stand in its file, and the lines that hold none.

    ``broken`` are pairs (line number, what is wrong). The last line of a file cut off in writing is one of them.
    """

    judgements: tuple[Judgement, ...]
    broken: tuple[tuple[int, str], ...]

    def digest(self) -> str:
        """The SHA-256 of what is judged, for manifests."""
        return digest([[getattr(judgement, key) for key in KEYS] for judgement in self.judgements])


def read_judgements(path: Path) -> JudgementLog:
    """The judgements of a file; an absent file holds none.

    Raises:
        StoreError: the file is there but cannot be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return JudgementLog(judgements=(), broken=())
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error
    judgements: list[Judgement] = []
    broken: list[tuple[int, str]] = []
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            judgements.append(_read_line(line))
        except (ValueError, KeyError, TypeError, ConfigError) as error:
            broken.append((number, str(error)))
    return JudgementLog(judgements=tuple(judgements), broken=tuple(broken))


def _read_line(line: bytes) -> Judgement:
    try:
        values = json.loads(line.decode("utf-8"))
    except ValueError as error:
        raise ValueError("the line is torn, or is no JSON; expected one JSON object on a line of its own") from error
    if not isinstance(values, dict):
        raise ValueError(f"expected a JSON object with {', '.join(KEYS)}")
    missing = [key for key in KEYS if not isinstance(values.get(key), str)]
    if missing:
        raise ValueError(f"{', '.join(missing)} missing; expected text")
    if values["verdict"] not in VERDICTS:
        raise ValueError(f"{values['verdict']!r} is no verdict; expected one of {', '.join(sorted(VERDICTS))}")
    if values["verdict"] == "correct":
        parse_correction(values["about"], values["value"])
    if values["verdict"] == "add":
        read_addition(values["about"], values["value"])
    if values["verdict"] in PAIRED and values["value"] in ("", values["about"]):
        raise ValueError(f"{values['verdict']} names no second record")
    return Judgement(**{key: values[key] for key in KEYS})


def append_judgement(path: Path, judgement: Judgement) -> None:
    """Adds a judgement to the end of the file, and waits until it is on the disk.

    A line torn by an earlier crash is closed first, so that it cannot swallow the new one.

    Raises:
        StoreError: the file cannot be written.
    """
    append_line(path, {key: getattr(judgement, key) for key in KEYS})


def merge_judgements(
    path: Path, others: Sequence[Path]
) -> tuple[tuple[Judgement, ...], tuple[tuple[Path, int, str], ...]]:
    """Adds to a file the judgements of others that it does not hold yet; all are kept, also those that contradict.

    Gives what was added and the lines of the others that hold no judgement: (file, line number, what is wrong).

    Raises:
        StoreError: a file is absent, or cannot be read or written.
    """
    known = {(one.id, one.value) for one in read_judgements(path).judgements}
    added: list[Judgement] = []
    broken: list[tuple[Path, int, str]] = []
    for other in others:
        if not other.is_file():
            raise StoreError(f"{other}: there is no such file")
        log = read_judgements(other)
        broken += [(other, line, why) for line, why in log.broken]
        for judgement in log.judgements:
            if (judgement.id, judgement.value) not in known:
                known.add((judgement.id, judgement.value))
                added.append(judgement)
    for judgement in added:
        append_judgement(path, judgement)
    return tuple(added), tuple(broken)
