"""The group of all commands, and what it does with errors."""

from __future__ import annotations

from typing import Any

import click

from dragoman import __version__
from dragoman.cli.blocs import blocs
from dragoman.cli.build import add, init, run, status, verify
from dragoman.cli.chart import chart
from dragoman.cli.code import code
from dragoman.cli.coders import agree, import_
from dragoman.cli.dossier import dossier
from dragoman.cli.evaluate import evaluate
from dragoman.cli.exchange import export, unpack
from dragoman.cli.forecast import forecast
from dragoman.cli.judge import judge, judgements
from dragoman.cli.look import accounts, check, documents, events
from dragoman.cli.names import names
from dragoman.cli.output import INTERRUPTED, REFUSED, tell
from dragoman.cli.plugins import plugins
from dragoman.cli.relation import relation
from dragoman.cli.review import review
from dragoman.cli.sensitivity import sensitivity, whatif
from dragoman.cli.series import series
from dragoman.cli.serve import serve
from dragoman.cli.shelf import citations, coverage
from dragoman.cli.tables import tables
from dragoman.cli.turns import phases, ruptures
from dragoman.cli.why import why
from dragoman.errors import CoverageError, DragomanError


class Commands(click.Group):
    """Turns what Dragoman raises into a message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command."""
        try:
            return super().invoke(ctx)
        except CoverageError as error:
            tell(f"Refused: {error}")
            ctx.exit(REFUSED)
        except DragomanError as error:
            tell(f"Error: {error}")
            ctx.exit(1)
        except KeyboardInterrupt:
            tell("Interrupted. What was finished is kept; the same command goes on from there.")
            ctx.exit(INTERRUPTED)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a project needs them."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dragoman")
def main() -> None:
    """From citable documents to cited claims to the history of a relation between two states.

    Results go to stdout, everything else to stderr. Exit codes: 0 done; 1 an error, or a verification that failed;
    2 the command line cannot be meant; 3 done, but some of what was handed in could not be read; 4 refused, because
    what was read is too thin for an answer; 130 interrupted (Ctrl-C; what was finished is kept).
    """


for command in (
    init,
    add,
    run,
    status,
    documents,
    events,
    accounts,
    relation,
    series,
    phases,
    ruptures,
    sensitivity,
    whatif,
    forecast,
    blocs,
    chart,
    why,
    check,
    tables,
    coverage,
    citations,
    names,
    dossier,
    export,
    unpack,
    serve,
    judge,
    judgements,
    review,
    import_,
    agree,
    verify,
    code,
    plugins,
    evaluate,
):
    main.add_command(command)
