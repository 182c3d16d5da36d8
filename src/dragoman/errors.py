"""What can go wrong, as one tree.

    DragomanError
    ├── ConfigError      dragoman.toml (or an option) says something that cannot be meant
    ├── InputError       a file handed in cannot be read: skip it, say so, go on
    ├── EvidenceError    words that are not where a record says they are: the record is refused
    ├── ActorNameError   a name that stands for no actor, or for several
    ├── StoreError       the project's database is newer, damaged, locked or cannot be written
    ├── StageError       a stage of the pipeline failed: stop the run, keep what was finished
    ├── MeanwhileError   somebody else decided about the same record since it was looked at: nothing is written
    └── CoverageError    what was read is too thin for an answer: none is given

``InputError`` is the only one that the pipeline survives: the item becomes a skipped row, the run goes on.
"""

from __future__ import annotations


class DragomanError(Exception):
    """Any error that Dragoman raises on purpose."""


class ConfigError(DragomanError):
    """A setting that cannot be meant: names the file, the key, and what was expected."""


class InputError(DragomanError):
    """A file that cannot be read: names the file, the place in it, and what was expected."""

    def __init__(self, path: object, why: str, *, place: str = "", expected: str = "") -> None:
        self.path = str(path)
        self.why = why
        self.place = place
        self.expected = expected
        where = f"{self.path}, {place}" if place else self.path
        super().__init__(f"{where}: {why}" + (f" (expected {expected})" if expected else ""))


class EvidenceError(DragomanError):
    """A quotation that is not in the text at the place claimed for it."""


class ActorNameError(DragomanError):
    """A name that stands for no known actor, or for several; ``choices`` holds the candidates."""

    def __init__(self, message: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.choices = choices


class StoreError(DragomanError):
    """The project's database cannot be opened or written."""


class StageError(DragomanError):
    """A stage of the pipeline failed."""


class MeanwhileError(DragomanError):
    """Somebody else decided about the same record since it was looked at: nothing was written; look again."""


class CoverageError(DragomanError):
    """What was read is too thin to answer: says what there is, and what would be needed."""
