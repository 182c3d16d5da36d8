"""ZIP archives that nobody vouches for: opened only when they cannot harm."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import InputError
from dragoman.sources.opening import reading

MOST_MEMBERS = 20_000
MOST_BYTES = 2 << 30
"""Bytes that an archive may hold unpacked: above all that diplomatic archives hand out as one file."""
MOST_RATIO = 200
"""A member larger than ``RATIO_FROM`` bytes may not be packed more tightly than this: text reaches 20, a bomb 1000."""
RATIO_FROM = 10 << 20
LARGEST_PART = 256 << 20
"""Bytes of one part of a document (its text, a chapter) that is read into memory."""

_DRIVE = re.compile(r"[A-Za-z]:")
_DOCTYPE = (b"<!DOCTYPE", b"<!ENTITY")


@contextmanager
def open_zip(
    path: Path, *, given: str, what: str, most_members: int | None = None, most_bytes: int | None = None
) -> Iterator[zipfile.ZipFile]:
    """An archive whose list of members has been checked; ``what`` is what it should be ("a Word file").

    It may hold ``most_members`` members, and unpack to ``most_bytes`` bytes; else ``MOST_MEMBERS`` and ``MOST_BYTES``.

    Raises:
        InputError: no such file, no archive, a damaged one, one that would unpack to more than these limits, or one
            with members that are encrypted, links, or lead out of their folder.
    """
    with reading(given), path.open("rb") as file:
        head = file.read(8)
    if not head.strip():
        raise InputError(given, "the file is empty", expected=what)
    if not head.startswith(b"PK"):
        from dragoman.sources.decode import sniff

        raise InputError(given, f"this is {sniff(head) or 'something else'}, whatever its name says", expected=what)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(given, f"a damaged or cut archive: {error}", expected=what) from error
    with archive:
        _check(archive, given, most_members or MOST_MEMBERS, most_bytes or MOST_BYTES)
        yield archive


def read_part(archive: zipfile.ZipFile, name: str, *, given: str) -> bytes:
    """The bytes of one member.

    Raises:
        InputError: there is no such member, it is too large for memory, or damaged.
    """
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise InputError(given, f"the file has no part {name!r}", expected="a whole file of this kind") from error
    if info.file_size > LARGEST_PART:
        raise InputError(given, f"its part {name!r} is larger than {LARGEST_PART >> 20} MB", place=name)
    with damage_told(name, given):
        return archive.read(info)


@contextmanager
def damage_told(name: str, given: str) -> Iterator[None]:
    """Turn what a damaged member raises into an ``InputError`` that names it."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise InputError(given, f"its part {name!r} is damaged: {error}", place=name) from error


def refuse_doctypes(archive: zipfile.ZipFile, *, given: str) -> None:
    """Refuse a document whose XML declares types or entities: office formats allow none, and they can blow up.

    Raises:
        InputError: a part declares them.
    """
    wide = [mark.decode("ascii").encode(name) for mark in _DOCTYPE for name in ("utf-16-le", "utf-16-be")]
    for info in archive.infolist():
        if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        with damage_told(info.filename, given), archive.open(info) as file:
            before = b""
            while chunk := file.read(1 << 20):
                if any(mark in before + chunk for mark in (*_DOCTYPE, *wide)):
                    why = "its XML declares document types or entities, which are not read"
                    raise InputError(given, why, place=info.filename, expected="XML without <!DOCTYPE> and <!ENTITY>")
                before = chunk[-32:]


def _check(archive: zipfile.ZipFile, given: str, most_members: int, most_bytes: int) -> None:
    members = archive.infolist()
    if len(members) > most_members:
        raise InputError(given, f"the archive holds {len(members)} members", expected=f"at most {most_members}")
    total = sum(info.file_size for info in members)
    if total > most_bytes:
        why = f"unpacked it would be {total >> 20} MB: an archive that large is taken for a bomb"
        raise InputError(given, why, expected=f"at most {most_bytes >> 20} MB")
    seen: set[str] = set()
    for info in members:
        name = info.filename
        if info.file_size > RATIO_FROM and info.file_size > MOST_RATIO * max(1, info.compress_size):
            times = info.file_size // max(1, info.compress_size)
            raise InputError(given, f"a member unpacks to {times} times its size: taken for a bomb", place=name)
        parts = re.split(r"[/\\]", name)
        if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in parts or "\x00" in name:
            raise InputError(given, "a member's name leads out of the archive's folder", place=name)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise InputError(given, "a member is a link to another file", place=name)
        if info.flag_bits & 0x1:
            raise InputError(given, "the archive is locked by a password", place=name)
        if name in seen:
            raise InputError(given, "two members bear one name", place=name)
        seen.add(name)
