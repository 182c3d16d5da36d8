"""A whole project as one ZIP archive, which another machine opens to the same bytes."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman import __version__, codings, judgement_file, review
from dragoman.config import FILE_NAME
from dragoman.errors import ConfigError, CoverageError, StoreError
from dragoman.export.form import discard, ending_of
from dragoman.export.packing import add_file, member
from dragoman.inputs import sha256_of
from dragoman.model.exchange import Exported, Selection
from dragoman.project import DATABASE, SOURCES
from dragoman.store.snapshot import copy_database
from dragoman.tabled import TABLES

if TYPE_CHECKING:
    from dragoman.workbench import Workbench

LIST = "dragoman-project.json"
"""The member that lists all others: their paths, sizes and SHA-256."""

FORMAT = 1
"""The version of the archive's layout; a later release opens all earlier ones."""

SINGLE = (FILE_NAME, judgement_file.FILE_NAME, codings.FILE_NAME, review.FILE_NAME)
"""The files of a project's folder that it may hold beside sources, tables and database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectArchive:
    """The exporter of whole projects: settings, sources, tables, judgements, codings by hand, and the database.

    Dossiers and exports are left out: they can be made again. A file whose name is not a project's is none of it.
    """

    about: str = "the whole project, for another machine (`dragoman unpack`)"
    endings: tuple[str, ...] = (".zip",)

    def __call__(self, project: Workbench, out: Path, *, selection: Selection) -> Exported:
        """Writes the archive; made twice from the same project, it is the same bytes.

        Raises:
            ConfigError: only a part is asked for, or a file that the settings name lies outside the folder.
            CoverageError: the project has no sources and no tables.
            StoreError: a file cannot be read or written.
        """
        if not selection.is_all or selection.by or selection.directed:
            raise ConfigError("a project is exported whole: leave states, dates, --by and --directed out")
        ending_of(out, self.endings)
        files = dict(_files(project))
        if not any(name.startswith((f"{SOURCES}/", f"{TABLES}/")) for name in files):
            raise CoverageError(f"{project.folder}: there is nothing to export: nothing was added to the project yet")
        part = out.with_name(out.name + ".part")
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix="export-", dir=project.folder) as scratch:
                if project.database.is_file():
                    files[DATABASE] = Path(scratch) / DATABASE
                    copy_database(project.database, files[DATABASE])
                self._write(project, files, part)
            part.replace(out)
        except OSError as error:
            raise StoreError(f"{out}: cannot be written: {error.strerror or error}") from error
        finally:
            discard(part)
        counts = (("file", len(files)), ("byte", out.stat().st_size))
        remarks = () if DATABASE in files else ("The project has not been run: run it where it is unpacked.",)
        return Exported(paths=(out,), counts=counts, remarks=remarks)

    def _write(self, project: Workbench, files: dict[str, Path], part: Path) -> None:
        listed = json.dumps(_list(project, files), ensure_ascii=False, indent=1) + "\n"
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(member(LIST), listed)
            for name in sorted(files):
                add_file(archive, name, files[name])


def _files(project: Workbench) -> Iterator[tuple[str, Path]]:
    """The files of a project, by the name under which they are packed."""
    folder = project.folder
    for name in SINGLE:
        if (folder / name).is_file():
            yield name, folder / name
    if project.extra is not None:
        yield _inside(folder, project.extra), project.extra
    for part in (SOURCES, TABLES):
        for path in sorted((folder / part).rglob("*")):
            if path.is_file() and not path.name.endswith(".part"):
                yield _inside(folder, path), path


def _inside(folder: Path, path: Path) -> str:
    """The path of a file from the folder of its project.

    Raises:
        ConfigError: it lies elsewhere.
    """
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError as error:
        raise ConfigError(
            f"{path}: lies outside the project's folder {folder}, so it cannot be packed; copy it into the folder"
        ) from error


def _list(project: Workbench, files: dict[str, Path]) -> dict[str, Any]:
    """What is packed, and what a reader checks against it."""
    run: str | None = None
    outputs: dict[str, list[Any]] = {}
    if DATABASE in files:
        with project.reader() as reader:
            last = next(iter(reversed(reader.runs())), None)
        run = last.id if last and last.finished else None
        outputs = {stage: [count, digest] for stage, (count, digest) in last.outputs.items()} if last else {}
    return {
        "format": FORMAT,
        "dragoman": __version__,
        "title": project.config.project.title,
        "run": run,
        "outputs": outputs,
        "files": [
            {"path": name, "bytes": files[name].stat().st_size, "sha256": sha256_of(files[name])}
            for name in sorted(files)
        ],
    }


PROJECT = ProjectArchive()
