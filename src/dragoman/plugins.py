"""The three doors for parts of other makers: readers, coders, exporters, each found by its entry point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from dragoman.errors import ConfigError
from dragoman.model import Account, Document, Skipped, Source
from dragoman.model.exchange import Exported, Selection
from dragoman.model.text import Reading


@runtime_checkable
class Reader(Protocol):
    """Reads one file format (group ``dragoman.readers``).

    Yields each source before its documents. Raises ``InputError`` for a file that cannot be read; a part that cannot
    be read is yielded as ``Skipped``. ``given`` is the path as the user gave it, and goes into ``Document.path``.
    """

    def __call__(self, path: Path, *, given: str) -> Iterator[Source | Document | Skipped]:
        """What the file holds."""
        ...


@runtime_checkable
class Coder(Protocol):
    """Finds the accounts in a document (group ``dragoman.coders``): the entry point is a class made without arguments
    or with those keyword arguments of the built-in coder that it names.
    """

    def code(self, reading: Reading, *, standpoint: str = "") -> Iterator[Account]:
        """The accounts that a document gives, in the order of its text; ``standpoint`` is the state it speaks for."""
        ...


@runtime_checkable
class Exporter(Protocol):
    """Writes a project in another form (group ``dragoman.exporters``).

    ``about`` says in a line what is written, ``endings`` how its file may end (".csv"), the usual one first.
    """

    @property
    def about(self) -> str:
        """What is written, in a line."""
        ...

    @property
    def endings(self) -> tuple[str, ...]:
        """How the file may end, the usual ending first."""
        ...

    def __call__(self, project: Any, out: Path, *, selection: Selection) -> Exported:
        """Writes a part of the workbench ``project`` to the file ``out``, and what belongs to it beside that."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """One entry point: its kind (readers, coders, exporters), its name, what it stands for, who brings it."""

    kind: str
    name: str
    value: str
    package: str
    version: str


GROUPS: Mapping[str, str] = {
    "readers": "dragoman.readers",
    "coders": "dragoman.coders",
    "exporters": "dragoman.exporters",
}


def plugins() -> tuple[Plugin, ...]:
    """All installed parts, by kind and name."""
    found = [_plugin(kind, entry) for kind, group in GROUPS.items() for entry in entry_points(group=group)]
    return tuple(sorted(found, key=lambda plugin: (plugin.kind, plugin.name, plugin.value)))


def _plugin(kind: str, entry: EntryPoint) -> Plugin:
    package = entry.dist.name if entry.dist else ""
    version = entry.dist.version if entry.dist else ""
    return Plugin(kind=kind, name=entry.name, value=entry.value, package=package, version=version)


def load_plugin(kind: str, name: str) -> Any:
    """What the entry point ``name`` of a kind (readers, coders, exporters) stands for.

    Raises:
        ConfigError: there is none of that name (the known ones are listed), or it cannot be imported.
    """
    entries = sorted(entry_points(group=GROUPS[kind]), key=lambda entry: (entry.name, entry.value))
    for entry in entries:
        if entry.name == name:
            try:
                return entry.load()
            except (ImportError, AttributeError) as error:
                raise ConfigError(f"the {kind[:-1]} {name!r} ({entry.value}) cannot be loaded: {error}") from error
    known = ", ".join(entry.name for entry in entries) or "none"
    raise ConfigError(f"there is no {kind[:-1]} {name!r}; installed: {known}")
