"""A project's tables of events as a person works with them: add one, and tell a relation from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.deciding import Deciding
from dragoman.errors import ConfigError
from dragoman.model import Dyad
from dragoman.timed import Timespan

if TYPE_CHECKING:
    # Imported where they are used: DuckDB takes a while to load, and most commands do without.
    from dragoman.model.table import RowAccount
    from dragoman.system_view import SystemView
    from dragoman.table_view import TableView
    from dragoman.tables.shelf import AddedTable, Progress, TableShelf

TABLES = "tables"


class Tabled(Deciding):
    """A project with its tables of events."""

    @cached_property
    def tables(self) -> TableShelf:
        """The project's tables of events, in its folder ``tables``."""
        from dragoman.tables.shelf import TableShelf

        return TableShelf(self.folder / TABLES)

    def add_table(
        self,
        paths: Sequence[str | Path],
        *,
        name: str = "",
        mapping: str | Path | None = None,
        progress: Progress | None = None,
    ) -> AddedTable:
        """Converts files of one format into a table; ``mapping`` is a TOML file that says which column holds what.

        Raises:
            ConfigError: the name is taken or is none, or the mapping cannot be meant.
            InputError: none of the files can be read.
            StoreError: the disk is full or cannot be written.
        """
        from dragoman.vocab.table_formats import read_mapping

        mapped = read_mapping(Path(mapping)) if mapping is not None else None
        files = [Path(path) for path in paths]
        return self.tables.add(files, authority=self.authority, name=name, mapping=mapped, progress=progress)

    def table_relation(
        self,
        table: str,
        a: str,
        b: str,
        *,
        by: str | None = None,
        scale: str | None = None,
        directed: bool = False,
        turns: bool = True,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> TableView:
        """The relation of two states as a table tells it; ``turns`` False leaves out phases and ruptures.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: there is no such table, an option cannot be meant, or both names stand for one state.
        """
        from dragoman.table_view import view_table

        return view_table(
            self.tables.open(table),
            self._between(a, b),
            by=by or self.config.relate.bin,
            scale=scale or self.config.relate.scale,
            directed=directed,
            turns=turns,
            span=Timespan.of(since, until, as_of),
            name=self.name,
        )

    def table_blocs(
        self,
        table: str,
        *,
        at: str | None = None,
        by: str | None = None,
        scale: str | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        memory: float | None = None,
        resolution: float | None = None,
        bodies: bool = False,
    ) -> SystemView:
        """The system of states as a table tells it; the options are those of ``blocs``.

        Raises:
            ConfigError: there is no such table, or an option or a date cannot be meant.
        """
        from dragoman.system_view import Asked
        from dragoman.table_system import view_table_system

        return view_table_system(
            self.tables.open(table),
            Asked(at=at, by=by, memory=memory, resolution=resolution, bodies=bodies),
            Timespan.of(since, until, as_of),
            authority=self.authority,
            scale=scale or self.config.relate.scale,
        )

    def table_rows(
        self, table: str, a: str, b: str, *, since: str | None = None, until: str | None = None, limit: int = 100
    ) -> tuple[RowAccount, ...]:
        """The first rows of a table that tell of acts between two states, by date, with their cells.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: there is no such table, or both names stand for one state.
        """
        from dragoman.tables.rows import accounts_of

        span = Timespan.of(since, until)
        first, last = (date.fromisoformat(day) if day else None for day in (span.since, span.until))
        store = self.tables.open(table)
        return accounts_of(store, self._between(a, b), since=first, until=last, limit=limit)

    def _between(self, a: str, b: str) -> Dyad:
        one, other = self.state(a), self.state(b)
        if one == other:
            raise ConfigError(f"{a} and {b} are both {self.name(one)} ({one}): a relation is between two states")
        return Dyad.of(one, other)
