"""The example, coded once for all tests that read it: the coding takes longer than everything they ask of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import dragoman
from dragoman.store.lock import WriteLock

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "albania-ussr"
ACCOUNTS = ("tirana.md", "moscow.md", "observer.md")
PATIENCE = 600.0
"""Seconds for which a test process waits for the one that codes."""


def coded_example(config: pytest.Config, factory: pytest.TempPathFactory) -> Path:
    """The folder of the example after a run, shared by all test processes of this session. Nobody may change it."""
    base = factory.getbasetemp()
    # Under pytest-xdist each process has a folder of its own within that of the session.
    base = base.parent if hasattr(config, "workerinput") else base
    folder = base / "coded-example" / "project"
    folder.parent.mkdir(exist_ok=True)
    with WriteLock(folder.parent / "coding", patience=PATIENCE):
        if not (folder.parent / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            shutil.copy(EXAMPLE / "dragoman.toml", folder)
            workbench = dragoman.open(folder)
            added = workbench.add(*(EXAMPLE / name for name in ACCOUNTS))
            assert len(added.new) == len(ACCOUNTS) and not added.refused
            workbench.run(workers=1)
            (folder.parent / "done").touch()
    return folder


def copy_example(folder: Path, to: Path) -> Path:
    """A copy that may be changed."""
    return Path(shutil.copytree(folder, to))
