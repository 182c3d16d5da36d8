"""Commands that tell the history of a relation: relation, dossier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.look import act
from dragoman.cli.options import json_option, open_project, project_option
from dragoman.cli.output import console, print_json, quoted

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model import Account, Document, Event, Reason
    from dragoman.relation_view import RelationView
    from dragoman.workbench import Workbench


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--all", "show_all", is_flag=True, help="Show everything, not only the gravest acts and the surest reasons."
)
@project_option
@json_option
def relation(a: str, b: str, *, show_all: bool, project: Path | None, as_json: bool) -> None:
    """Tell the history of two states' relation: phases, turning points, reasons by side, what is disputed.

    A and B are codes, names or aliases (ALB, Albania; SUN, USSR, Soviet Union); one that stands for several states is
    refused with the choices.
    """
    workbench = open_project(project)
    view = workbench.relation(a, b)
    if as_json:
        print_json(view.to_json())
        return
    Teller(workbench, view, console(), limit=0 if show_all else SHOWN).tell()


SHOWN = 6
"""How many acts of a turning point, and reasons of each side, are shown unless all are asked for."""


class Teller:
    """Prints a relation for a reader; ``limit``: how many acts of a turn and reasons of a side it shows, 0 for all."""

    def __init__(self, workbench: Workbench, view: RelationView, out: Console, *, limit: int) -> None:
        self.limit = limit
        self.workbench = workbench
        self.view = view
        self.out = out
        self.accounts: dict[str, Account] = {account.id: account for account in workbench.accounts()}
        self.events = {event.id: event for event in view.events}
        self.documents: dict[str, Document] = dict(view.documents)

    def tell(self) -> None:
        """All parts, those that are empty left out."""
        one, other = (self.workbench.name(code) for code in (self.view.dyad.a, self.view.dyad.b))
        self._line(f"{one} – {other}  ({self.view.dyad})", "bold")
        self._line(f"{len(self.view.events)} events between them. {self.view.found.coverage.describe()}")
        self._phases()
        self._turns()
        self._reasons()
        self._disputes()

    def _line(self, text: str, style: str | None = None, indent: int = 0) -> None:
        from rich.padding import Padding
        from rich.text import Text

        self.out.print(Padding(Text(text, style=style or ""), (0, 0, 0, indent)))

    def _phases(self) -> None:
        from rich.table import Table

        if not self.view.phases:
            return
        self._heading("Phases")
        table = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
        for title in ("years", "relation", "level", "80 % interval", "events"):
            table.add_column(title, justify="right" if title in ("level", "events") else "left")
        for phase in self.view.phases:
            table.add_row(
                phase.span.replace("/", "–"),
                phase.label,
                f"{phase.level:+.1f}",
                f"{phase.low:+.1f} to {phase.high:+.1f}",
                str(len(phase.event_ids)),
            )
        self.out.print(table)

    def _turns(self) -> None:
        if self.view.ruptures:
            self._heading("Turning points")
        for rupture in self.view.ruptures:
            span = rupture.window.replace("/", " to ")
            strength = f"{rupture.strength:.1f} points (80 %: {rupture.low:.1f} to {rupture.high:.1f})"
            self._line(f"{rupture.direction}: {span}, by {strength}", "bold", 2)
            self._line(f"{self.view.dyad}@{rupture.window}", "dim", 2)
            acts = [self.events[one] for one in rupture.event_ids if one in self.events]
            # The last act closes the window, so it is always told.
            gravest = sorted(acts[:-1], key=lambda event: (-self._gravity(event), event.id))[: max(self.limit - 1, 0)]
            shown = [event for event in acts if not self.limit or event in gravest or event is acts[-1]]
            for event in shown:
                self._event(event, 4)
            if len(shown) < len(acts):
                self._line(f"and {len(acts) - len(shown)} more (--all)", "dim", 4)

    def _gravity(self, event: Event) -> float:
        """How far the act lies from the middle of the scale, times how surely it was read, over all who tell it."""
        told = [self.accounts[one].confidence for one in event.account_ids if one in self.accounts]
        return abs(event.score) * sum(told)

    def _event(self, event: Event, indent: int) -> None:
        self._line(act(self.workbench, event), None, indent)
        told = [self.accounts[one] for one in event.account_ids if one in self.accounts]
        if told:
            best = min(told, key=lambda account: (account.status != event.status, -account.confidence, account.id))
            self._quote(best.sentence.quote, best.document_id, best.evidence.start, best.cited, indent + 2)

    def _quote(self, words: str, document_id: str, start: int, cited: str, indent: int) -> None:
        place = f"{self.documents[document_id].path}, character {start}"
        if cited:
            place += f", citing {' '.join(cited.split())}"
        self._line(quoted(words, 360), None, indent)
        self._line(place, "dim", indent)

    def _reasons(self) -> None:
        if not self.view.reasons:
            return
        self._heading("Reasons")
        sides: dict[str, list[Reason]] = {}
        for reason in self.view.reasons:
            sides.setdefault(self.view.side(reason), []).append(reason)
        own = (self.view.dyad.a, self.view.dyad.b)
        for side in sorted(sides, key=lambda code: (code not in own, code == "", code)):
            self._line(f"as told for {self.workbench.name(side)}" if side else "as the authors have it", "italic", 2)
            surest = sorted(sides[side], key=self._weight)
            shown = surest[: self.limit] if self.limit else surest
            for reason in sorted(shown, key=sides[side].index):
                self._reason(reason)
            if len(shown) < len(surest):
                self._line(f"and {len(surest) - len(shown)} more (--all)", "dim", 4)

    def _weight(self, reason: Reason) -> tuple[bool, float, str]:
        """Reasons for an act between the two go first, then the surest."""
        return (reason.explains not in self.events, -reason.confidence, reason.id)

    def _reason(self, reason: Reason) -> None:
        cause, effect = quoted(reason.cause.quote, 200), quoted(reason.effect.quote, 200)
        sign = {"promotes": "→", "hinders": "⊣", "despite": "in spite of which"}[reason.polarity]
        self._line(f"{cause} {sign} {effect}", None, 4)
        speaker = f"says {reason.speaker}; " if reason.speaker else ""
        themes = f"{', '.join(reason.themes)}; " if reason.themes else ""
        path = self.documents[reason.document_id].path
        self._line(f"{speaker}{themes}{path}, character {reason.evidence.start}; {reason.id}", "dim", 6)

    def _disputes(self) -> None:
        if self.view.conflicts:
            self._heading("What the sources disagree on")
        for conflict in self.view.conflicts:
            event = self.events.get(conflict.event_id)
            if event is None:
                continue
            self._line(f"{conflict.field}: {act(self.workbench, event)}", "bold", 2)
            for position in conflict.positions:
                self._line(position.value, "italic", 4)
                for account_id in position.account_ids:
                    account = self.accounts.get(account_id)
                    if account is not None:
                        self._quote(
                            account.sentence.quote, account.document_id, account.evidence.start, account.cited, 6
                        )

    def _heading(self, text: str) -> None:
        self.out.print()
        self._line(text, "bold underline")


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to; else exports/.")
@project_option
@json_option
def dossier(a: str, b: str, *, out: Path | None, project: Path | None, as_json: bool) -> None:
    """Write the history of a relation as a document: HTML in one file, and Markdown with footnotes."""
    paths = open_project(project).dossier(a, b, out)
    if as_json:
        print_json([str(path) for path in paths])
        return
    for path in paths:
        click.echo(f"Wrote {path}")
