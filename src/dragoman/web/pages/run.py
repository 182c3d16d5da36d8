"""Run: bringing the project up to date from the browser, with its progress; and taking in a new source."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated
from urllib.parse import urlencode

from fastapi import File, UploadFile

from dragoman.web.deciding.doing import is_run_due
from dragoman.web.desk import AtDesk
from dragoman.web.page import Pages

pages = Pages(key="run")

MOST_FILES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPage:
    """Where the project stands. ``doing``: nothing, settling or running; ``finished`` counts the runs since the start.

    ``fault`` is why the last attempt failed, ``added`` and ``refused`` what became of files just sent.
    """

    due: bool
    doing: str
    stage: str
    done: int
    total: int
    finished: int
    fault: str
    files: int
    waiting: int
    added: int
    known: int
    refused: tuple[str, ...]
    most_megabytes: int


@pages.page("/run", template="run.html.j2")
def show(desk: AtDesk, added: int = 0, known: int = 0, refused: str = "") -> RunPage:
    """Whether the database is up to date, and how far a run has come."""
    state = desk.runner.state
    bench = desk.bench()
    files = bench.inputs.all()
    waiting = 0
    if bench.database.is_file():
        with bench.reader() as reader:
            read = {about for _, about in reader.stage_outputs("read")}
        waiting = sum(1 for one in files if one.sha256 not in read)
    return RunPage(
        due=state.doing == "nothing" and (not bench.database.is_file() or is_run_due(desk)),
        doing=state.doing,
        stage=state.stage,
        done=state.done,
        total=state.total,
        finished=state.finished,
        fault=state.fault,
        files=len(files),
        waiting=waiting if bench.database.is_file() else len(files),
        added=added,
        known=known,
        refused=tuple(filter(None, refused.split("\n"))),
        most_megabytes=desk.settings.most_upload >> 20,
    )


@pages.change("/run")
def start(desk: AtDesk) -> str:
    """Starts a run, if none is at work."""
    desk.runner.run()
    return "/run"


@pages.change("/sources/add")
def take(desk: AtDesk, files: Annotated[list[UploadFile], File()]) -> str:
    """Takes files into the project, as ``dragoman add`` does; they are read by the next run."""
    named = [one for one in files if one.filename][:MOST_FILES]
    bench = desk.bench()
    new = known = 0
    refused: list[str] = []
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        for number, one in enumerate(named):
            # A folder of its own for each: the name alone is kept, and two files may have the same.
            place = Path(folder) / str(number)
            place.mkdir()
            path = place / safe_name(one.filename or "")
            path.write_bytes(one.file.read())
            found = bench.add(path, below=place)
            new, known = new + len(found.new), known + len(found.known)
            refused += [f"{Path(error.path).name}: {error.why}" for error in found.refused]
    told = {"added": new, "known": known, "refused": "\n".join(refused)[:2_000]}
    return f"/run?{urlencode({name: value for name, value in told.items() if value})}"


def safe_name(name: str) -> str:
    """The name of a file without any folder, whichever system wrote it, that no system takes for another place."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(one for one in last if one.isprintable() and one not in '<>:"|?*/\\').strip(". ")
    return kept[-120:] or "file"
