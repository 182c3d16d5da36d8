"""The command that shows a project in the browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dragoman.cli.options import open_project
from dragoman.cli.output import tell


@click.command()
@click.argument(
    "folder",
    required=False,
    metavar="[DIR]",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="DRAGOMAN_PROJECT",
)
@click.option("--port", type=click.IntRange(0, 65535), help="The port; by default the first free one from 8765 on.")
@click.option("--read-only", is_flag=True, help="Let nothing be changed from the browser.")
@click.option("--no-open", is_flag=True, help="Do not open a browser; the address is printed in any case.")
def serve(folder: Path | None, *, port: int | None, read_only: bool, no_open: bool) -> None:
    """Show the project in DIR (else the one here) in the browser, on this machine alone, until Ctrl-C.

    The printed address holds a token that lets its reader in; the server listens on the loopback and nowhere else.
    """
    from dragoman.web.serving import serve as run

    def say(address: str) -> None:
        click.echo(address)
        tell("Ctrl-C stops the server.")

    run(
        open_project(folder).folder,
        port=port,
        read_only=read_only,
        open_browser=not no_open and sys.stdout.isatty(),
        tell=say,
    )
