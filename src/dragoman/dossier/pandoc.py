"""Pandoc, run as a program of its own: it sets citations, and writes Word, OpenDocument, EPUB and Typst files."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dragoman.errors import ConfigError, StageError

API = (1, 23, 1)
"""The version of pandoc's document tree that is written here."""

COMMAND = "make dossier, or: pip install 'dragoman[dossier]'"
"""What installs the programs that the dossier needs for all but HTML and Markdown."""

EPOCH = 315_532_800
"""1 January 1980, the first day that a zip archive can hold: stands in files that must hold a time but know none."""

Node = dict[str, Any]
"""An element of pandoc's document tree."""


def has_pandoc() -> bool:
    """Whether pandoc is at hand."""
    return _program() is not None


def need(what: str) -> None:
    """Nothing where pandoc is at hand.

    Raises:
        ConfigError: it is not; the message names the command that installs it. ``what`` is what was asked for.
    """
    if not has_pandoc():
        raise ConfigError(f"{what} needs pandoc, which is not installed (install it with {COMMAND})")


def version() -> str:
    """The version of pandoc, "" without it."""
    program = _program()
    return _version(program) if program else ""


def convert(
    tree: Mapping[str, Any], to: str, options: Sequence[str] = (), *, folder: Path, epoch: int = EPOCH
) -> bytes:
    """A document tree in another format; text and binary formats alike. ``folder`` is where file names begin.

    ``epoch`` (seconds from 1970) is the time that the file says it is of: no clock is asked.

    Raises:
        ConfigError: pandoc is not installed.
        StageError: pandoc refuses the tree; the message is its own.
    """
    given = json.dumps(tree, ensure_ascii=False).encode()
    return _run(["--from=json", f"--to={to}", "--output=-", *options], given, folder, epoch, f"write {to}")


def data_file(name: str, *, folder: Path) -> bytes:
    """One of the files that pandoc brings ("reference.docx").

    Raises:
        ConfigError: pandoc is not installed.
        StageError: it brings no such file.
    """
    return _run([f"--print-default-data-file={name}"], b"", folder, EPOCH, f"give its file {name}")


def _run(options: Sequence[str], given: bytes, folder: Path, epoch: int, what: str) -> bytes:
    need("this format")
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C.UTF-8"}
    command = [str(_program()), f"--data-dir={folder}", *options]
    done = subprocess.run(command, input=given, capture_output=True, cwd=folder, env=surroundings, check=False)
    if done.returncode:
        raise StageError(f"pandoc could not {what}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def document(blocks: Sequence[Node], meta: Mapping[str, Node] | None = None) -> dict[str, Any]:
    """A document tree from blocks and metadata."""
    return {"pandoc-api-version": list(API), "meta": dict(meta or {}), "blocks": list(blocks)}


@cache
def _program() -> str | None:
    if find_spec("pypandoc") is None:
        return None
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        return None


@cache
def _version(program: str) -> str:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return told.split("\n", maxsplit=1)[0].removeprefix("pandoc ").strip()
