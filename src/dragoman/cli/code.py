"""The command that codes files without a project."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from dragoman.cli.explain import show_explained
from dragoman.cli.options import json_option, workers_option
from dragoman.cli.output import SKIPPED, progress_bar, tell, warn_of_coders


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout.")
@workers_option
@click.option(
    "--cluster",
    metavar="local|ADDRESS",
    default="",
    help="Code on the workers of a dask scheduler (tcp://HOST:PORT), or on workers started here for the run (local).",
)
@click.option("--coder", default="lexicon", show_default=True, help="The coder (see `dragoman plugins`).")
@click.option("--model", default="", help='The spaCy model: a name, a folder, or "none".')
@click.option(
    "--explain",
    "is_explained",
    is_flag=True,
    help="Show how each sentence is coded and why; PATH is a file, FILE:N (its Nth sentence) or the words themselves.",
)
@json_option
@click.pass_context
def code(
    ctx: click.Context,
    paths: tuple[str, ...],
    *,
    out: Path | None,
    workers: int | None,
    cluster: str,
    coder: str,
    model: str,
    is_explained: bool,
    as_json: bool,
) -> None:
    """Find the accounts in files, or in the files of folders: one JSON object a line, in the order of the files.

    Needs no project. Keys: id, document (the path given), locator, sentence, quote, start, end, event_type, mode,
    contexts, actors, recipients, date, status, speaker, cited, magnitudes, confidence, date_how, place, coder, scheme.
    A file that cannot be read is named on stderr; the others go on, and the exit code is 3.

    With --cluster (it needs `pip install 'dragoman[cluster]'`) files are read and written here, their text is coded on
    the cluster's machines, and the result is the same. What a worker that dies had in hand is done by another.

    With --explain it shows for each sentence whom and when it names, its clauses, the words taken for acts with the
    line of the lexicon, who acts on whom, status, speaker, date and confidence, and what was rejected and why; --json
    prints the same as a JSON array.
    """
    from dragoman.config import Code, Config
    from dragoman.model import Skipped
    from dragoman.plain import plain_account
    from dragoman.stream import code_paths
    from dragoman.worker import Settings

    if cluster not in ("", "local") and workers is not None:
        raise click.UsageError("--workers is for this machine; a cluster at an address has the workers that it has")
    if cluster and model and Path(model).is_dir():
        model = str(Path(model).resolve())  # a worker runs in another folder
    refused: list[Skipped] = []
    coders: set[str] = set()

    def heard(skipped: Skipped, whole: bool) -> None:
        place = f", {skipped.place}" if skipped.place and not whole else ""
        tell(f"{'Skipped' if whole else 'Note'}: {skipped.path}{place}: {skipped.why}")
        if whole:
            refused.append(skipped)

    settings = Settings(config=Config(code=Code(coder=coder, model=model)))
    if is_explained:
        with writing(out) as file:
            show_explained(paths, settings, file, as_json=as_json)
        return
    with progress_bar() as progress, writing(out) as file:
        coded = code_paths(
            map(Path, paths),
            settings,
            workers=workers,
            cluster=cluster,
            heard=heard,
            progress=lambda done, total: progress("files", done, total),
        )
        for document, accounts in coded:
            for account in accounts:
                coders.add(account.coder)
                file.write(json.dumps(plain_account(account, document), ensure_ascii=False) + "\n")
    warn_of_coders(coders)
    if refused:
        ctx.exit(SKIPPED)


@contextmanager
def writing(out: Path | None) -> Iterator[TextIO]:
    """The file to write to, which gets its name only when it is complete; stdout when there is none."""
    from dragoman.errors import StoreError

    if out is None:
        yield sys.stdout
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        part.replace(out)
    except OSError as error:
        raise StoreError(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
