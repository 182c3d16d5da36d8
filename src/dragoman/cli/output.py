"""How the command line speaks: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

SKIPPED = 3
"""Exit code when the work was done but some of what was handed in was not read."""

REFUSED = 4
"""Exit code when what was read is too thin for an answer, and none was given."""

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


def console() -> Console:
    """Where results for people go. NO_COLOR is heeded; off a terminal lines are not cut at its width."""
    width = None if sys.stdout.isatty() else 110
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)


def tell(message: str) -> None:
    """Says something that is no result: on stderr."""
    click.echo(message, err=True)


def warn_of_coders(coders: Iterable[str]) -> None:
    """Says so when accounts were coded without a parser."""
    for coder in sorted(coders):
        if "no parser" in coder:
            tell(f"Note: coded by {coder}: fewer accounts are found than with a parser, and more of them are wrong")


def warn_of_time(as_of: str | None, *, read: int, undated: int) -> None:
    """Says what ``--as-of`` left to read, and what it left out because nobody knows when it was written."""
    if not as_of:
        return
    tell(f"Note: {count_of(read, 'document')} had surely been written by {as_of}")
    if undated:
        left = "1 bears" if undated == 1 else f"{undated} bear"
        tell(f"Note: {left} no date of writing and {'is' if undated == 1 else 'are'} left out")


def print_json(value: Any) -> None:
    """Prints one JSON value, indented."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_array(values: Iterable[Any]) -> None:
    """Prints a JSON array, a record a line: readable for people, and as a stream for programs."""
    click.echo("[", nl=False)
    separator = "\n"
    for value in values:
        click.echo(separator + json.dumps(value, ensure_ascii=False), nl=False)
        separator = ",\n"
    click.echo("\n]" if separator != "\n" else "]")


class _Rate(ProgressColumn):
    """Things a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "", style="progress.data.speed")


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar with count, rate and time left on stderr, when that is a terminal; else nothing is shown."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    bar = Progress(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    tasks: dict[str, Any] = {}
    with bar:

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield show


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """What is being done and for how long, on stderr while it lasts, when that is a terminal; else nothing is shown.

    For work that cannot say how much of it is left.
    """
    if not sys.stderr.isatty():
        yield
        return
    columns = (SpinnerColumn("line"), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        shown.add_task(what, total=None)
        yield


def one_line(text: str, limit: int = 0) -> str:
    """A text with its line breaks closed up; cut in the middle of nothing but at ``limit`` characters, if given."""
    line = " ".join(text.split())
    return line if not limit or len(line) <= limit else line[: limit - 1].rstrip() + "…"


_MARKS = ("“", "”", "‘", "’", '"', "'", "«", "»")


def quoted(text: str, limit: int = 0) -> str:
    """Words of a source between quotation marks; a thin space parts these from marks of the words themselves."""
    line = one_line(text, limit)
    before = "\u2009" if line.startswith(_MARKS) else ""
    behind = "\u2009" if line.endswith(_MARKS) else ""
    return f"“{before}{line}{behind}”"


def count_of(number: int, noun: str) -> str:
    """A number with its noun: "1 source", "3 sources"."""
    return f"{number} {noun}{'s' * (number != 1)}"


def print_line(out: Console, text: str, style: str = "", indent: int = 0) -> None:
    """A paragraph; where it is too long for one line, all its lines are indented alike."""
    lead = " " * indent
    lines = textwrap.fill(
        text, out.width, initial_indent=lead, subsequent_indent=lead, break_long_words=False, break_on_hyphens=False
    )
    out.print(Text(lines, style=style), soft_wrap=True)
