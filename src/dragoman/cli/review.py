"""The command by which a coder goes through what is uncertain, a key at a time."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from dragoman.cli.options import json_option, open_project, project_option
from dragoman.cli.output import count_of, print_json_array, tell
from dragoman.errors import ConfigError

if TYPE_CHECKING:
    from dragoman.cli.asking import Asking
    from dragoman.review import Queue
    from dragoman.workbench import Workbench

KEYS = """\
  a  accept: it is read rightly; of two, they are the same
  x  reject: it is read wrongly; of two, they are different
  c  correct: field=value, several parted by semicolons (date=1961-12-03; status=denied)
  s  skip: asked again another time, after the others
  j  next          k  previous (arrows down and up)
  u  undo your last judgement
  w  write why, for the next judgement
  q  quit; the next review goes on from here
  ?  this help
From a pipe each line is a key and what belongs to it: "c date=1961-12 # the conference", "x a figure of speech"."""


ARROWS = {"\x1b[B": "j", "\x1bOB": "j", "\x1b[A": "k", "\x1bOA": "k"}


class Keys(Protocol):
    """Where keys come from."""

    def read(self) -> tuple[str, str] | None:
        """The next key and what was given with it; None at the end."""

    def ask(self, question: str) -> str:
        """More words that a key needs; "" when there are none."""


class TerminalKeys:
    """Single keys of a terminal; for more than a key a line is asked. Arrows down and up are j and k."""

    def __init__(self) -> None:
        self._typed = ""

    def read(self) -> tuple[str, str] | None:
        """The next key; None at the end of the input (Ctrl-D)."""
        if not self._typed:
            try:
                self._typed = click.getchar()
            except EOFError:
                return None
        # Keys typed quickly come together, and so do the characters that one arrow sends.
        size = len(self._typed) if self._typed.startswith("\x1b") else 1
        key, self._typed = self._typed[:size], self._typed[size:]
        return ARROWS.get(key, key), ""

    def ask(self, question: str) -> str:
        """A line, asked for; an empty one takes the key back."""
        return str(click.prompt(question, default="", show_default=False, err=True)).strip()


class LineKeys:
    """Lines of a pipe or a file: a key, and behind it what belongs to it."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def read(self) -> tuple[str, str] | None:
        """The next line's key and words; blank lines are passed over."""
        for line in self._lines:
            if line.strip():
                return line.strip()[0], line.strip()[1:].strip()
        return None

    def ask(self, question: str) -> str:
        """Nothing: a line holds all that belongs to its key."""
        return ""


@click.command()
@click.argument("states", nargs=-1, metavar="[STATE STATE]")
@click.option("--by", default="", help="Who decides; by default the user of this computer.")
@click.option("--list", "as_list", is_flag=True, help="List what would be asked, and ask nothing.")
@click.option("--limit", type=click.IntRange(min=1), help="With --list or --json: only so many.")
@project_option
@json_option
def review(
    states: tuple[str, ...], *, by: str, as_list: bool, limit: int | None, project: Path | None, as_json: bool
) -> None:
    """Go through what is uncertain, what would change the history most first; of two STATEs, or all.

    Shown are the words in their sentence, parties, date, type, confidence, and why it is asked. Keys: j and k next and
    previous, a accept, x reject, c correct, s skip, u undo, w why, q quit, ? help. Without a terminal, lines of
    standard input are read: a key, and behind it what belongs to it. The order is that of uncertainty times weight in
    the history. It goes on where it stopped; judgements are in force from the next `dragoman run` on.
    """
    if len(states) not in (0, 2):
        raise click.UsageError("Name two states, or none.")
    workbench = open_project(project)
    between = (states[0], states[1]) if states else None
    if as_list or as_json:
        _list(workbench, between, limit, as_json)
        return
    from dragoman.cli.asking import Asking
    from dragoman.review import Queue

    suggestions = workbench.suggestions(between=between)
    queue = Queue(suggestions, workbench.review_place())
    keys: Keys = TerminalKeys() if sys.stdin.isatty() else LineKeys(iter(sys.stdin))
    sitting = Sitting(workbench, queue, keys, Asking(workbench), by or getpass.getuser())
    try:
        sitting.run()
    finally:
        workbench.keep_review_place(queue.place)
    sitting.end()


def _list(workbench: Workbench, between: tuple[str, str] | None, limit: int | None, as_json: bool) -> None:
    found = workbench.suggestions(between=between)[:limit]
    if as_json:
        print_json_array(one.to_json() for one in found)
        return
    from dragoman.cli.asking import Asking

    asking = Asking(workbench)
    for number, one in enumerate(found, start=1):
        asking.show(one, f"{number}")


class Sitting:
    """One sitting of one coder."""

    def __init__(self, workbench: Workbench, queue: Queue, keys: Keys, asking: Asking, by: str) -> None:
        self.workbench = workbench
        self.queue = queue
        self.keys = keys
        self.asking = asking
        self.by = by
        self.why = ""
        self.made = 0

    def run(self) -> None:
        """Asks until the coder quits, the input ends, or nothing is left."""
        shown = ""
        if not self.queue.items:
            click.echo("Nothing is left to review.")
            return
        while self.queue.left:
            current = self.queue.current
            if current is not None and current.id != shown:
                self.asking.show(current, f"{self.queue.position} of {len(self.queue.items)}")
                shown = current.id
                for judgement in self.queue.decided.get(current.id, ()):
                    click.echo(f"  decided: {judgement.verdict} {judgement.value}".rstrip())
            pressed = self.keys.read()
            if pressed is None or pressed[0] in ("q", "\x04"):
                return
            if pressed[0] in ("a", "x", "c", "s", "u"):
                shown = ""
            self._do(*pressed)
        click.echo("Nothing is left to review.")

    def end(self) -> None:
        """Says what was done."""
        if self.made:
            tell(f"{count_of(self.made, 'judgement')}; in force from the next `dragoman run` on.")
        if self.queue.left:
            tell(f"{self.queue.left} left; `dragoman review` goes on from here.")

    def _do(self, key: str, words: str) -> None:
        match key:
            case "j" | "k":
                moved = self.queue.next() if key == "j" else self.queue.previous()
                if not moved:
                    click.echo(f"This is the {'last' if key == 'j' else 'first'}.")
            case "a":
                self._judge("same" if self._is_pair() else "accept", words)
            case "x":
                self._judge("different" if self._is_pair() else "reject", words)
            case "c":
                self._correct(words)
            case "s":
                self.queue.skip()
            case "u":
                self._undo(words)
            case "w":
                self.why = words or self.keys.ask("Why")
            case "?" | "h":
                click.echo(KEYS)
            case _:
                click.echo(f"{key!r} is no key here; ? tells which are.")

    def _is_pair(self) -> bool:
        return bool(self.queue.current and self.queue.current.other)

    def _judge(self, verdict: str, why: str, value: str = "") -> None:
        current = self.queue.current
        if current is None:
            return
        why = why or self.why
        try:
            made = self.workbench.judge(
                current.about, verdict, value=value or current.other, by=self.by, at=_now(), why=why
            )
        except ConfigError as error:
            click.echo(f"Not taken: {error}")
            return
        self.why = ""
        self.made += len(made)
        for judgement in made:
            click.echo(f"{judgement.verdict} {judgement.value}".rstrip() + f"  {judgement.id}")
        self.queue.decide(made)

    def _correct(self, words: str) -> None:
        if self._is_pair():
            click.echo("Two records are the same (a) or different (x); correct one of them by itself.")
            return
        told = words or self.keys.ask("Correct to (field=value; ...)")
        value, _, why = (part.strip() for part in told.partition("#"))
        if value:
            self._judge("correct", why, value)
        else:
            click.echo("Nothing was corrected.")

    def _undo(self, why: str) -> None:
        last = self.workbench.last_judgement(self.by)
        if last is None:
            click.echo("There is no judgement of yours to undo.")
            return
        self.workbench.judge(last.id, "undo", by=self.by, at=_now(), why=why)
        self.made += 1
        click.echo(f"undone: {last.verdict} {last.about} {last.value}".rstrip())
        if not self.queue.reopen(last.id):
            click.echo("It is asked again in the next review.")


def _now() -> str:
    # To the microsecond: what is decided, undone and decided again in one second stays in order.
    return datetime.now(tz=UTC).isoformat(timespec="microseconds")
