"""A form that records are exported in: what it is called, how its files end, and how they get onto the disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import ConfigError, StoreError
from dragoman.model.exchange import Exported, Selection

if TYPE_CHECKING:
    from dragoman.workbench import Workbench


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a form makes of records: the file's bytes, files ``beside`` it (ending to bytes), counts and remarks."""

    content: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict, hash=False)
    counts: tuple[tuple[str, int], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An exporter whose files are small enough to be made in memory.

    ``make`` gets the workbench, the selection and the file's ending. ``takes`` is how many states it can be bounded to,
    ``heeds`` names those of the options ``by`` and ``directed`` that mean something to it.
    """

    about: str
    endings: tuple[str, ...]
    make: Callable[[Workbench, Selection, str], Made]
    takes: int = 2
    heeds: tuple[str, ...] = ()

    def __call__(self, project: Workbench, out: Path, *, selection: Selection) -> Exported:
        """Writes the records of a selection to ``out``.

        Raises:
            ConfigError: the file's ending is none of this form, or it heeds no such option.
            CoverageError: there is nothing to write.
            StoreError: the file cannot be written.
        """
        ending = ending_of(out, self.endings)
        if len(selection.states) > self.takes:
            limit = f"at most {self.takes} states" if self.takes else "no states: it is of all of them"
            raise ConfigError(f"this form takes {limit}, not {len(selection.states)}")
        for option, given in (("by", selection.by), ("directed", selection.directed)):
            if given and option not in self.heeds:
                raise ConfigError(f"--{option} means nothing to this form: leave it out")
        made = self.make(project, selection, ending)
        files = {out: made.content, **{beside(out, ending, other): text for other, text in made.beside.items()}}
        for path, content in files.items():
            write_file(path, content)
        return Exported(paths=tuple(files), counts=made.counts, remarks=made.remarks)


def ending_of(out: Path, endings: tuple[str, ...]) -> str:
    """Which of the endings a file's name has.

    Raises:
        ConfigError: it has none of them.
    """
    for ending in endings:
        if out.name.lower().endswith(ending):
            return ending
    raise ConfigError(f"{out}: the name of this form's file ends in {' or '.join(endings)}")


def beside(out: Path, ending: str, other: str) -> Path:
    """The path of a file beside ``out``: ``a.csv`` with the ending ``.codebook.csv`` is ``a.codebook.csv``."""
    return out.with_name(out.name[: -len(ending)] + other)


def write_file(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all.

    Raises:
        StoreError: it cannot be written; a file that was there stays as it was.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        discard(part)


def discard(part: Path) -> None:
    """Takes away what was left of a file that could not be finished, if anything was."""
    try:
        part.unlink(missing_ok=True)
    except OSError:
        # Its folder is no folder, or cannot be written: then nothing was left there.
        return
