"""The command that tells the history of a relation: relation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.look import act
from dragoman.cli.options import json_option, open_project, project_option, span_options, table_option
from dragoman.cli.output import console, count_of, one_line, print_json, print_line, quoted, warn_of_time
from dragoman.cli.tables import tell_table
from dragoman.cli.turns import print_phases
from dragoman.vocab.witness import rank_accounts

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model import Account, Document, Event, Phase, Reason, Rupture
    from dragoman.relation_view import RelationView
    from dragoman.workbench import Workbench


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--all", "show_all", is_flag=True, help="Show everything, not only the gravest acts and the surest reasons."
)
@span_options
@table_option
@project_option
@json_option
def relation(
    a: str,
    b: str,
    *,
    show_all: bool,
    since: str | None,
    until: str | None,
    as_of: str | None,
    table: str,
    project: Path | None,
    as_json: bool,
) -> None:
    """Tell the history of two states' relation: phases, turning points, reasons by side, what is disputed.

    A and B are codes, names or aliases (ALB, Albania; SUN, USSR, Soviet Union); one that stands for several states is
    refused with the choices.
    """
    workbench = open_project(project)
    if table:
        told = workbench.table_relation(table, a, b, since=since, until=until, as_of=as_of)
        if as_json:
            print_json(told.relation_json())
        else:
            tell_table(workbench, told)
        return
    view = workbench.relation(a, b, since=since, until=until, as_of=as_of)
    warn_of_time(view.span.as_of, read=len(view.documents), undated=view.undated)
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
        from dragoman.wording import with_article

        one, other = (self.workbench.name(code) for code in (self.view.dyad.a, self.view.dyad.b))
        self._line(f"{one} – {other}  ({self.view.dyad})", "bold")
        covered = self.view.found.coverage.describe(lambda code: with_article(self.workbench.name(code)))
        self._line(f"{count_of(len(self.view.events), 'event')} between them. {covered}")
        if self.view.found.left_out:
            told = ", ".join(f"{number} {why}" for why, number in self.view.found.left_out)
            self._line(f"Not in phases, turning points and level: {told}.", "dim")
        self._phases()
        self._turns()
        self._reasons()
        self._disputes()

    def _line(self, text: str, style: str = "", indent: int = 0) -> None:
        print_line(self.out, text, style, indent)

    def _phases(self) -> None:
        from dragoman.wording import write_date

        if self.view.phases:
            self._heading("Phases")
            print_phases(self.view.phases, self.out)
        for phase in self.view.phases:
            if self.view.causes(phase):
                self._line(f"{write_date(phase.span)}, {phase.label}", "bold", 2)
                self._causes(phase, 4)

    def _turns(self) -> None:
        from dragoman.wording import write_date

        if self.view.ruptures:
            self._heading("Turning points")
        for rupture in self.view.ruptures:
            strength = f"{rupture.strength:.1f} points (80 %: {rupture.low:.1f} to {rupture.high:.1f})"
            if rupture.probability is not None:
                strength += f", probability {rupture.probability:.2f}"
            if not rupture.posterior:
                strength += "; a formal act alone, which no change of level bears out"
            self._line(f"{rupture.direction}: {write_date(rupture.window)}, by {strength}", "bold", 2)
            self._line(f"{self.view.dyad}@{rupture.window}", "dim", 2)
            acts = [self.events[one] for one in rupture.event_ids if one in self.events]
            # The last act closes the window, so it is always told.
            gravest = sorted(acts[:-1], key=lambda event: (-self._gravity(event), event.id))[: max(self.limit - 1, 0)]
            shown = [event for event in acts if not self.limit or event in gravest or event is acts[-1]]
            for event in shown:
                self._event(event, 4)
            if len(shown) < len(acts):
                self._line(f"and {len(acts) - len(shown)} more (--all)", "dim", 4)
            self._causes(rupture, 4)

    def _causes(self, about: Rupture | Phase, indent: int) -> None:
        """What each side gives as causes, by kind, those of most independent sources first, each cause told once."""
        from dragoman.wording import with_article

        for one in self.view.causes(about):
            whose = with_article(self.workbench.name(one.side)) if one.side else "others"
            self._line(f"causes given by {whose}", "italic", indent)
            told: set[str] = set()
            for theme in one.themes:
                fresh = [reason for reason in theme.reasons if reason.id not in told]
                shown = fresh[: 1 if self.limit else None]
                told.update(reason.id for reason in shown)
                words = "; ".join(quoted(reason.cause.quote, 120) for reason in shown)
                if len(shown) < len(fresh):
                    words += f" and {len(fresh) - len(shown)} more"
                kind = f"{theme.theme or 'other'} ({count_of(theme.sources, 'source')})"
                self._line(f"{kind}: {words or 'as above'}", "", indent + 2)

    def _gravity(self, event: Event) -> float:
        """How far the act lies from the middle of the scale, times how surely it was read, over all who tell it."""
        told = [self.accounts[one].confidence for one in event.account_ids if one in self.accounts]
        return abs(event.score) * sum(told)

    def _event(self, event: Event, indent: int) -> None:
        self._line(act(self.workbench, event), "", indent)
        for account in self._ranked(event)[:1]:
            self._quote(account, indent + 2)

    def _ranked(self, event: Event) -> list[Account]:
        return rank_accounts(event, (self.accounts[one] for one in event.account_ids if one in self.accounts))

    def _quote(self, account: Account, indent: int) -> None:
        place = f"{self.documents[account.document_id].path}, character {account.evidence.start}"
        if account.cited:
            place += f", citing {one_line(account.cited)}"
        self._line(quoted(account.sentence.quote, 360), "", indent)
        self._line(place, "dim", indent)

    def _reasons(self) -> None:
        from dragoman.wording import with_article

        if not self.view.reasons:
            return
        self._heading("Reasons")
        sides: dict[str, list[Reason]] = {}
        for reason in self.view.reasons:
            sides.setdefault(self.view.side(reason), []).append(reason)
        own = (self.view.dyad.a, self.view.dyad.b)
        for side in sorted(sides, key=lambda code: (code not in own, code == "", code)):
            self._line(
                f"given by {with_article(self.workbench.name(side))}" if side else "given by others", "italic", 2
            )
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
        from dragoman.wording import with_article

        cause, effect = quoted(reason.cause.quote, 200), quoted(reason.effect.quote, 200)
        sign = {"promotes": "→", "hinders": "⊣", "despite": "in spite of which"}[reason.polarity]
        self._line(f"{cause} {sign} {effect}", "", 4)
        speaker = f"according to {with_article(reason.speaker)}; " if reason.speaker else ""
        themes = f"{', '.join(reason.themes)}; " if reason.themes else ""
        path = self.documents[reason.document_id].path
        self._line(f"{speaker}{themes}{path}, character {reason.evidence.start}; {reason.id}", "dim", 6)

    def _disputes(self) -> None:
        from dragoman.dossier.holders import write_value
        from dragoman.wording import write_field

        if self.view.conflicts:
            self._heading("What the sources disagree on")
        for conflict in self.view.conflicts:
            event = self.events.get(conflict.event_id)
            if event is None:
                continue
            self._line(f"{write_field(conflict.field)} {act(self.workbench, event)}", "bold", 2)
            for position in conflict.positions:
                self._line(write_value(conflict.field, position.value, self.workbench.name), "italic", 4)
                for account in self._ranked(event):
                    if account.id in position.account_ids:
                        self._quote(account, 6)

    def _heading(self, text: str) -> None:
        self.out.print()
        self._line(text, "bold underline")
