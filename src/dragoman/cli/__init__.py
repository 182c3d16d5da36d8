"""The command line: a thin layer over the workbench."""

from dragoman.cli.commands import main

__all__ = ["main"]
