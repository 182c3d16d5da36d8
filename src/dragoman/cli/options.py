"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dragoman.workbench import Workbench

Command = Callable[..., Any]


def project_option(command: Command) -> Command:
    """``--project FOLDER``: the project to work on."""
    return click.option(
        "-p",
        "--project",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="DRAGOMAN_PROJECT",
        help="The project's folder; by default this one, or the nearest above it that holds a dragoman.toml.",
    )(command)


def json_option(command: Command) -> Command:
    """``--json``: for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(command)


def workers_option(command: Command) -> Command:
    """``--workers N``: how many processes."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        help="Processes to use; by default one for a small task, one a core for a large one. The result is the same.",
    )(command)


def span_options(command: Command) -> Command:
    """``--from``, ``--to``, ``--as-of``: the time that is told of, and by when it must have been written.

    The command gets ``since``, ``until`` and ``as_of``, each an EDTF date or None.
    """
    for name, variable, told in (
        ("--as-of", "as_of", "Read only what had surely been written by then; undated texts are left out."),
        ("--to", "until", "Tell of the time up to this date."),
        ("--from", "since", "Tell of the time from this date on (1961, 1961-12, 1961-12-03)."),
    ):
        command = click.option(name, variable, metavar="DATE", help=told)(command)
    return command


def table_option(command: Command) -> Command:
    """``--table NAME``: tell it from a table of events, not from the documents."""
    told = "Tell it from this table of events (see `dragoman tables`), not from the documents."
    return click.option("--table", default="", metavar="NAME", help=told)(command)


def open_project(folder: Path | None) -> Workbench:
    """The project that a command is about.

    Raises:
        ConfigError: there is none.
    """
    from dragoman.config import FILE_NAME
    from dragoman.workbench import Workbench

    if folder is not None:
        return Workbench(folder)
    here = Path.cwd()
    for candidate in (here, *here.parents):
        if (candidate / FILE_NAME).is_file():
            return Workbench(candidate)
    return Workbench(Path())
