"""Folders and ZIP archives as the files that are in them."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from dragoman.errors import InputError
from dragoman.sources import expand
from dragoman.sources.safezip import damage_told, open_zip

SUFFIX = ".zip"


def list_files(paths: Sequence[Path], refused: Callable[[InputError], None]) -> list[Path]:
    """All files, and those of folders; a folder that cannot be listed is told to ``refused``."""
    found: list[Path] = []
    for path in paths:
        try:
            found += expand([path])
        except OSError as error:
            refused(InputError(error.filename or path, f"cannot be read: {error.strerror or error}"))
    return found


def open_files(path: Path, refused: Callable[[InputError], None]) -> Iterator[tuple[Path, str]]:
    """The files that a path stands for, each with the name it goes by: a file, those of a folder, those of an archive.

    A member of an archive goes by ``archive.zip/folder/name.txt``; it lies on the disk, unpacked, until the next file
    is asked for, so that an archive takes no more room than its largest member. Hidden files are left out. What cannot
    be opened is told to ``refused``; the others go on. An archive inside an archive is refused when it is read.
    """
    for file in list_files([path], refused):
        if file.name.lower().endswith(SUFFIX):
            yield from _members(file, refused)
        else:
            yield file, str(file)


def count_files(path: Path) -> int:
    """How many files there are to read in a file of ``list_files``: one, or the members of an archive; 1 in doubt."""
    if not path.name.lower().endswith(SUFFIX):
        return 1
    try:
        with open_zip(path, given=str(path), what="a ZIP archive") as archive:
            return sum(1 for info in archive.infolist() if _is_read(info))
    except InputError:
        return 1


def _is_read(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a file that is not hidden."""
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    return not info.is_dir() and bool(parts) and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _members(path: Path, refused: Callable[[InputError], None]) -> Iterator[tuple[Path, str]]:
    try:
        with (
            open_zip(path, given=str(path), what="a ZIP archive") as archive,
            tempfile.TemporaryDirectory(prefix="dragoman-zip-") as folder,
        ):
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                if not _is_read(info):
                    continue
                given = f"{path}/{info.filename}"
                target = Path(folder) / PurePosixPath(info.filename.replace("\\", "/")).name
                try:
                    with damage_told(info.filename, given), archive.open(info) as member, target.open("wb") as copy:
                        shutil.copyfileobj(member, copy)
                except InputError as error:
                    refused(error)
                else:
                    yield target, given
                target.unlink(missing_ok=True)
    except InputError as error:
        refused(error)
