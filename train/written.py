"""Trained weights as files of plain arrays: the same arrays give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np


def write_arrays(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """The arrays by name, packed, without pickled objects and without the time of writing."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(arrays):
            written = io.BytesIO()
            np.lib.format.write_array(written, arrays[name], allow_pickle=False)
            file.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), written.getvalue(), zipfile.ZIP_DEFLATED
            )


def as_bytes(names: Sequence[str]) -> np.ndarray:
    """Names as an array: their UTF-8 bytes, parted by zeros."""
    return np.frombuffer("\0".join(names).encode(), np.uint8)
