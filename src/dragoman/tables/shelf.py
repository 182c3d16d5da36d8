"""The tables of a project: adding one, listing them, taking one away."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dragoman.errors import ConfigError, InputError, StoreError
from dragoman.tables.cells import Ragged, write_cells
from dragoman.tables.convert import EVENTS, Converted, Part, connect, convert
from dragoman.tables.manifest import FILE_NAME, Left, Manifest, Place, TableFile, read_manifest, write_manifest
from dragoman.tables.query import TableStore
from dragoman.tables.recognise import Layout, recognise
from dragoman.tables.records import Reading, sha256_of
from dragoman.vocab.actors import Authority
from dragoman.vocab.scheme import load_scheme
from dragoman.vocab.table_formats import TableFormat

Progress = Callable[[str, int, int], None]

RAGGED = "another number of cells than the table has columns"
UNCLOSED = "quotation marks that do not close"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedTable:
    """A table that was added, and the files that were refused."""

    manifest: Manifest
    refused: tuple[InputError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    number: int
    path: Path
    given: str
    sha256: str
    layout: Layout
    state: Reading


class TableShelf:
    """The folder in which a project keeps its tables, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """The names of all tables, sorted."""
        return tuple(sorted(path.parent.name for path in self.folder.glob(f"*/{FILE_NAME}")))

    def manifests(self) -> tuple[Manifest, ...]:
        """The manifests of all tables, by name."""
        return tuple(read_manifest(self.folder / name) for name in self.names())

    def open(self, name: str) -> TableStore:
        """The table of that name.

        Raises:
            ConfigError: there is none.
            StoreError: it is damaged.
        """
        if name not in self.names():
            known = ", ".join(self.names()) or "none; `dragoman tables add` makes one"
            raise ConfigError(f"there is no table {name!r} (known: {known})")
        return TableStore.open(self.folder / name)

    def remove(self, name: str) -> None:
        """Takes a table away.

        Raises:
            ConfigError: there is none of that name.
        """
        if name not in self.names():
            raise ConfigError(f"there is no table {name!r} (known: {', '.join(self.names()) or 'none'})")
        shutil.rmtree(self.folder / name)

    def add(
        self,
        paths: Sequence[Path],
        *,
        authority: Authority,
        name: str = "",
        mapping: TableFormat | None = None,
        progress: Progress | None = None,
    ) -> AddedTable:
        """Converts files of one format into a table; a file that cannot be read is refused, the others go on.

        Raises:
            ConfigError: the name is taken, or is none.
            InputError: none of the files can be read.
            StoreError: the disk is full or cannot be written.
        """
        name = name or _slug(paths[0].name)
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name):
            raise ConfigError(f"{name!r} is no name for a table: letters a to z, digits, - _ . (--as NAME)")
        if name in self.names():
            raise ConfigError(f"there is a table {name!r} already; give another name (--as NAME) or remove it first")
        building = self.folder / f".{name}"
        try:
            shutil.rmtree(building, ignore_errors=True)
            (building / "scratch").mkdir(parents=True)
            added = _build(
                building,
                paths,
                name=name,
                authority=authority,
                mapping=mapping,
                progress=progress or (lambda *_: None),
            )
            shutil.rmtree(building / "scratch")
            building.rename(self.folder / name)
        except duckdb.Error as error:
            raise StoreError(f"{building}: the table cannot be converted: {error}") from error
        except OSError as error:
            raise StoreError(f"{building}: cannot be written: {error.strerror or error}") from error
        finally:
            shutil.rmtree(building, ignore_errors=True)
        return added


def _build(
    folder: Path,
    paths: Sequence[Path],
    *,
    name: str,
    authority: Authority,
    mapping: TableFormat | None,
    progress: Progress,
) -> AddedTable:
    sources, refused = _take(paths, mapping, progress)
    if not sources:
        raise refused[0]
    with connect(folder / "scratch") as con:
        parts, files, ragged = _keep(con, folder, sources, progress)
        scheme = load_scheme()
        progress("convert", 0, 1)
        converted = convert(con, parts, folder / EVENTS, scratch=folder / "scratch", authority=authority, scheme=scheme)
        progress("convert", 1, 1)
        rows = _count_rows(con, folder, files)
    left = _left(sources, ragged, converted)
    manifest = Manifest(
        name=name,
        format=parts[0].layout.format,
        files=tuple(
            TableFile(
                given=source.given,
                sha256=source.sha256,
                rows=rows[source.number] if source.layout.types else source.state.rows - source.layout.format.header,
                cells=files[source.number],
                own=bool(source.layout.types),
            )
            for source in sources
        ),
        rows=converted.events + sum(one.rows for one in left),
        events=converted.events,
        dyads=converted.dyads,
        first=converted.first,
        last=converted.last,
        wide=converted.wide,
        states=converted.states,
        kinds=converted.kinds,
        left=left,
        notes=tuple(_notes(sources)),
        scheme=scheme.name,
        events_sha256=sha256_of(folder / EVENTS),
    )
    write_manifest(manifest, folder)
    return AddedTable(manifest=manifest, refused=tuple(refused))


def _take(
    paths: Sequence[Path], mapping: TableFormat | None, progress: Progress
) -> tuple[list[_Source], list[InputError]]:
    """The files that can be read, numbered from 0, all in the format of the first; and the refusals."""
    sources: list[_Source] = []
    refused: list[InputError] = []
    known: dict[str, str] = {}
    names = Counter(path.name for path in paths)
    for at, path in enumerate(paths):
        progress("recognise", at, len(paths))
        given = path.name if names[path.name] == 1 else str(path)
        try:
            layout = recognise(path, given=given, mapping=mapping)
            if sources and layout.format.name != sources[0].layout.format.name:
                other, first = layout.format, sources[0].layout.format
                why = f"this is a {other.title or other.name}, the table is a {first.title or first.name}"
                raise InputError(given, why, expected="files of one format; add it under a name of its own")
            sha256 = sha256_of(path)
            if sha256 in known:
                raise InputError(given, f"has the same content as {known[sha256]}")
        except InputError as error:
            refused.append(error)
            continue
        known[sha256] = given
        state = Reading(given=given)
        sources.append(_Source(number=len(sources), path=path, given=given, sha256=sha256, layout=layout, state=state))
    progress("recognise", len(paths), len(paths))
    return sources, refused


def _keep(
    con: duckdb.DuckDBPyConnection, folder: Path, sources: Sequence[_Source], progress: Progress
) -> tuple[list[Part], dict[int, str], list[Ragged]]:
    """Copies what is Parquet and writes the rest as Parquet, files of one layout together; where each file went."""
    files: dict[int, str] = {}
    ragged: list[Ragged] = []
    groups: dict[Layout, list[_Source]] = {}
    for source in sources:
        groups.setdefault(source.layout, []).append(source)
    parts: list[Part] = []
    for number, (layout, held) in enumerate(groups.items()):
        if layout.types:
            for source in held:
                files[source.number] = f"source-{source.number:04}.parquet"
                shutil.copyfile(source.path, folder / files[source.number])
            own = tuple(source.number for source in held)
            parts.append(Part(layout=layout, paths=tuple(folder / files[one] for one in own), own=own))
            continue
        name = f"cells-{number:03}.parquet"
        files.update({source.number: name for source in held})
        ragged += write_cells(
            con,
            [(source.number, source.path, source.state) for source in held],
            layout,
            folder / name,
            progress=lambda rows: progress("read", rows, 0),
        )
        parts.append(Part(layout=layout, paths=(folder / name,)))
    return parts, files, ragged


def _count_rows(con: duckdb.DuckDBPyConnection, folder: Path, files: dict[int, str]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for number, name in files.items():
        row = con.execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [str(folder / name)]).fetchone()
        counts[number] = int(row[0]) if row and row[0] is not None else 0
    return counts


def _left(sources: Sequence[_Source], ragged: Iterable[Ragged], converted: Converted) -> tuple[Left, ...]:
    """All that was left out: what could not be parted into cells first, then what the cells mean."""
    left: list[Left] = []
    rows = list(ragged)
    if rows:
        places = [Place(file=one.file, row=row, words=words) for one in rows for row, words in one.first]
        left.append(Left(why=RAGGED, fault=True, rows=sum(one.rows for one in rows), first=tuple(places[:3])))
    unclosed = [(source.number, row) for source in sources for row in source.state.unclosed]
    if unclosed:
        places = [Place(file=file, row=row, words="") for file, row in unclosed[:3]]
        left.append(Left(why=UNCLOSED, fault=True, rows=len(unclosed), first=tuple(places)))
    return (*left, *converted.left)


def _notes(sources: Sequence[_Source]) -> Iterable[str]:
    for source in sources:
        state = source.state
        if state.torn:
            yield f"{state.given}, after row {state.rows}: {state.torn}; the rows before it are kept"
        if state.legacy:
            yield (
                f"{state.given}: {state.legacy} rows are not UTF-8 and were read as Windows-1252, "
                f"the first is row {state.first_legacy}"
            )


def _slug(name: str) -> str:
    stem = re.sub(r"(\.(csv|tsv|tab|txt|gz|zip|parquet|export))+$", "", name.casefold())
    return re.sub(r"[^a-z0-9]+", "-", stem).strip("-") or "table"
