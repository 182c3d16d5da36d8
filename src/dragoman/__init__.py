"""Dragoman: from citable documents to cited claims to the history of a relation between two states."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.workbench import Workbench

__version__ = "0.1.0"

__all__ = ["__version__", "open"]


def open(project: str | Path) -> Workbench:
    """Opens a project's folder: ``dragoman.open("project").run()``.

    Raises:
        ConfigError: the folder holds no ``dragoman.toml``, or one that cannot be meant.
    """
    from dragoman.workbench import Workbench

    return Workbench(Path(project))
