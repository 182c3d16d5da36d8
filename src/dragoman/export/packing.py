"""ZIP archives with the same bytes every time: members in order, one day for all, one way of packing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

DAY = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP archive can hold: no clock."""

_LEVEL = 6


def pack(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members (name to content)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name in sorted(members):
            archive.writestr(member(name), members[name])
    return out.getvalue()


def add_file(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    """Puts a file into an archive, a piece at a time: it may be larger than the memory.

    Raises:
        OSError: the file cannot be read.
    """
    info = member(name)
    info.file_size = path.stat().st_size
    with path.open("rb") as file, archive.open(info, "w") as packed:
        while piece := file.read(1 << 20):
            packed.write(piece)


def member(name: str) -> zipfile.ZipInfo:
    """What an archive says of a member: a plain file that its owner may write, of no time and no system."""
    info = zipfile.ZipInfo(name, DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    return info
