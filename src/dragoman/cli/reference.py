"""The command reference, made from the commands themselves: ``python -m dragoman.cli.reference docs/cli.md``."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from dragoman.cli.commands import main

HEAD = """\
# Command reference

Made from the program by `python -m dragoman.cli.reference docs/cli.md`; do not edit it by hand.

Results go to standard output, progress and remarks to standard error, so that results can be piped. `NO_COLOR` is
heeded. Every command that shows something takes `--json`: `documents`, `events`, `accounts`, `check` and `plugins`
print a JSON array, a record a line; `relation` prints one object with the keys `dyad`, `series`, `coverage`, `phases`,
`ruptures` and `reasons`; `code` prints JSON Lines, one account a line. States are named by code, name or alias (`ALB`,
`Albania`; `SUN`, `USSR`, `Soviet Union`); a name that stands for several is refused with the choices.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | an error (its message is on standard error), or a verification that failed |
| 2 | the command line cannot be meant |
| 3 | done, but some of what was handed in could not be read: each is named on standard error |
| 4 | refused: what was read is too thin for an answer, and none is given; standard error says what is needed |
| 130 | interrupted by Ctrl-C: what was finished is kept, and the same command goes on from there |
"""


def reference() -> str:
    """The whole reference, in Markdown."""
    parts = [HEAD.rstrip()]
    for name in main.list_commands(click.Context(main)):
        command = main.commands[name]
        parts.append(_command(name, command))
        if isinstance(command, click.Group):
            parts += [_command(f"{name} {under}", command.commands[under]) for under in command.commands]
    return "\n\n".join(parts) + "\n"


def _command(name: str, command: click.Command) -> str:
    lines = [f"## dragoman {name}", "", "```", f"dragoman {name} {_usage(command)}".rstrip(), "```", ""]
    lines.append(inspect.cleandoc(command.help or ""))
    options = list(_options(command))
    if options:
        lines += ["", "| option | meaning |", "|---|---|", *options]
    return "\n".join(lines)


def _usage(command: click.Command) -> str:
    context = click.Context(command)
    return " ".join(piece for piece in command.collect_usage_pieces(context))


def _options(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if not isinstance(parameter, click.Option):
            continue
        names = ", ".join(f"`{name}`" for name in parameter.opts)
        value = "" if parameter.is_flag else f" {parameter.make_metavar(click.Context(command))}"
        needed = " (required)" if parameter.required else ""
        default = parameter.default
        shown = f" Default: `{default}`." if parameter.show_default and default else ""
        yield f"| {names}{value.replace('|', '/')} | {parameter.help or ''}{needed}{shown} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
