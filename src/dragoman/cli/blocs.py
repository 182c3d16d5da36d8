"""The command that tells the system of states: blocs, balance, realignments, patrons, bridges."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.look import act
from dragoman.cli.options import json_option, open_project, project_option, span_options, table_option
from dragoman.cli.output import console, count_of, print_json, print_line, warn_of_time

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model.system import Balance, Snapshot
    from dragoman.system_view import SystemView
    from dragoman.workbench import Workbench


@click.command()
@click.option("--at", metavar="DATE", help="Tell the blocs at this date (1961, 1961-12, 1961-12-03) alone.")
@click.option(
    "--by", type=click.Choice(["year", "quarter", "month"]), help="Tell them at the end of each; by default each year."
)
@click.option("--memory", type=float, help="Years of acts that count at a date; by default 4, the last year most.")
@click.option(
    "--resolution",
    type=float,
    help="How finely states are parted: 0 parts only what is hostile, 1 also what is loosely tied; by default 0.5.",
)
@click.option("--bodies", is_flag=True, help="Let alliances and organisations take part beside states.")
@click.option("--state", metavar="NAME", help="Tell of this state alone: where it stood, and its changes of side.")
@click.option("--all", "show_all", is_flag=True, help="Show unlikely changes too, and all acts.")
@span_options
@table_option
@project_option
@json_option
def blocs(
    *,
    at: str | None,
    by: str | None,
    memory: float | None,
    resolution: float | None,
    bodies: bool,
    state: str | None,
    show_all: bool,
    since: str | None,
    until: str | None,
    as_of: str | None,
    table: str,
    project: Path | None,
    as_json: bool,
) -> None:
    """Tell the system of states: who holds together, who changed sides, who supplies whom, who stands between.

    Ties between states come from dated acts; one has a sign only where the evidence carries it. Blocs are found from
    the signs and keep their name from year to year; a change of side is told with its acts and how sure it is.
    """
    workbench = open_project(project)
    if state is not None:
        state = workbench.state(state)
    ask = partial(workbench.table_blocs, table) if table else workbench.blocs
    view = ask(
        at=at,
        by=by,
        since=since,
        until=until,
        as_of=as_of,
        memory=memory,
        resolution=resolution,
        bodies=bodies,
    )
    warn_of_time(view.span.as_of, read=view.read, undated=view.undated)
    if as_json:
        print_json(view.to_json() if state is None else _only(view, state))
        return
    Teller(workbench, view, console(), state=state, show_all=show_all).tell()


LIKELY = 0.5
"""A change of side less likely than this is not shown unless all are asked for: of such, most on made data are none."""

SHOWN = 6
"""How many acts of a change, triads and patrons are shown unless all are asked for."""


class Teller:
    """Prints a system for a reader; of one ``state`` alone, if it is given."""

    def __init__(
        self, workbench: Workbench, view: SystemView, out: Console, *, state: str | None, show_all: bool
    ) -> None:
        self.workbench = workbench
        self.view = view
        self.out = out
        self.state = state
        self.likely = 0.0 if show_all else LIKELY
        self.limit = 0 if show_all else SHOWN

    def tell(self) -> None:
        """The windows by time, then the changes of side."""
        from dragoman.wording import write_date

        for remark in self.view.remarks:
            self._line(remark)
        told = [one for one in self.view.found.snapshots if self._concerns(one)]
        for one in told:
            self._line(f"{write_date(one.at)}  (acts of {write_date(one.network.window)})", "bold")
            self._blocs(one)
            if self.state is None:
                self._balance(one.balance)
                self._bridges(one)
            self._patrons(one)
        silent = len(self.view.found.snapshots) - len(told)
        if silent and told:
            self._line(f"Of {count_of(silent, 'other window')} nothing is told.", "dim")
        self._changes()

    def _concerns(self, one: Snapshot) -> bool:
        return bool(one.network.ties) and (self.state is None or one.stand(self.state) is not None)

    def _line(self, text: str, style: str = "", indent: int = 0) -> None:
        print_line(self.out, text, style, indent)

    def _names(self, codes: Iterable[str]) -> str:
        return ", ".join(sorted(self.workbench.name(code) for code in codes))

    def _bloc(self, name: str) -> str:
        from dragoman.system.identity import leader_of
        from dragoman.wording import with_article

        leader = leader_of(name)
        number = name.removeprefix(f"bloc-{leader}").removeprefix("-")
        leading = with_article(self.workbench.name(leader))
        return f"the bloc of {leading}{f' ({number})' if number else ''}"

    def _blocs(self, one: Snapshot) -> None:
        if self.state is not None:
            stand = one.stand(self.state)
            if stand is not None:
                where = f"in {self._bloc(stand.bloc)}" if stand.bloc else "in no bloc"
                self._line(f"{self.workbench.name(self.state)}: {where}", "", 2)
                for pull in stand.pulls:
                    interval = f"{pull.level:+.1f} (80 %: {pull.low:+.1f} to {pull.high:+.1f})"
                    self._line(f"drawn to {self._bloc(pull.bloc)} by {interval}", "dim", 4)
            return
        signed = one.network.signed
        unsigned = len(one.network.ties) - len(signed)
        self._line(
            f"{count_of(len(signed), 'signed tie')} ({sum(tie.sign < 0 for tie in signed)} hostile), {unsigned} "
            f"without a sign, among {count_of(len(one.network.states), 'state')}",
            "dim",
            2,
        )
        for bloc in one.blocs:
            cohesion = "" if not bloc.against else f"; {count_of(bloc.against, 'hostile tie')} within"
            self._line(f"{self._bloc(bloc.id)}: {self._names(bloc.members)}{cohesion}", "", 2)

    def _balance(self, balance: Balance) -> None:
        frustration = balance.frustration
        if not frustration.ties:
            return
        triads = sum(number for _, number in balance.counts)
        size = f"{count_of(frustration.states, 'state')} and {count_of(frustration.ties, 'tie')}"
        if frustration.exact:
            bound = f"{frustration.high}, exactly"
        else:
            bound = f"between {frustration.low} and {frustration.high}"
        self._line(
            f"balance: {balance.unbalanced} of {count_of(triads, 'triad')} unbalanced; ties against two camps: {bound} "
            f"({size})",
            "dim",
            2,
        )
        shown = balance.triads if not self.limit else balance.triads[: self.limit // 2]
        for triad in shown:
            kind = "balanced" if triad.balanced else "unbalanced"
            self._line(f"{kind} {triad.kind}: {self._names(triad.states)}", "dim", 4)

    def _bridges(self, one: Snapshot) -> None:
        for bridge in one.bridges:
            first, second = (self._bloc(bloc) for bloc in bridge.blocs)
            self._line(f"between: {self.workbench.name(bridge.state)}, on good terms with {first} and {second}", "", 2)

    def _patrons(self, one: Snapshot) -> None:
        listed = [
            patronage for patronage in one.patronages if self.state in (None, patronage.patron, patronage.dependant)
        ]
        for patronage in listed[: self.limit] if self.limit else listed:
            share = f"{patronage.share:.0%} of what it got (80 %: {patronage.low:.0%} to {patronage.high:.0%})"
            cut = f"; cut off {patronage.withheld:.1f}" if patronage.withheld else ""
            patron, dependant = self.workbench.name(patronage.patron), self.workbench.name(patronage.dependant)
            self._line(f"supplied: {dependant} by {patron}, {share}{cut}", "dim", 2)
        if self.limit and len(listed) > self.limit:
            self._line(f"and {len(listed) - self.limit} more (--all)", "dim", 2)

    def _changes(self) -> None:
        from dragoman.wording import write_date

        mine = [one for one in self.view.found.realignments if self.state in (None, one.state)]
        likely = [one for one in mine if one.sure >= self.likely]
        if likely:
            self.out.print()
            self._line("Changes of side", "bold underline")
        for one in likely:
            name = self.workbench.name(one.state)
            if one.kind == "moved":
                told = f"{name}: from {self._bloc(one.origin)} to {self._bloc(one.destination)}"
            elif one.kind == "left":
                told = f"{name}: out of {self._bloc(one.origin)}, to stand alone"
            else:
                told = f"{name}: into {self._bloc(one.destination)}"
            self._line(f"{told}, {write_date(one.window)} ({one.sure:.0%} likely)", "bold", 2)
            acts = [self.view.events[id] for id in one.event_ids if id in self.view.events]
            # As many acts that part it from the old side as acts that bind it to the new one.
            half = self.limit // 2 or len(acts)
            parting = sorted((one for one in acts if one.score < 0), key=lambda event: (event.score, event.id))[:half]
            binding = sorted((one for one in acts if one.score > 0), key=lambda event: (-event.score, event.id))[:half]
            gravest = [event for event in acts if event in parting or event in binding]
            for event in gravest:
                self._line(f"{act(self.workbench, event)}; {event.id}", "", 4)
            if len(gravest) < len(acts):
                self._line(f"and {len(acts) - len(gravest)} more (--all)", "dim", 4)
        if len(likely) < len(mine):
            unlikely = count_of(len(mine) - len(likely), "change")
            self._line(f"{unlikely} likelier to be chance than not (--all)", "dim", 2)


def _only(view: SystemView, state: str) -> dict[str, object]:
    """The JSON of one state: where it stood in each window, and its changes of side."""
    values = view.to_json()
    for window in values["windows"]:
        window["stands"] = [one for one in window["stands"] if one["state"] == state]
    values["realignments"] = [one for one in values["realignments"] if one["state"] == state]
    return values
