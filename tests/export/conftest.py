"""A project whose texts hold what trips other programs up: markup, commas, a form feed, a letter beyond the BMP."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.records import FakeCoder, a_project

from dragoman import worker
from dragoman.workbench import Workbench

TEXTS = {
    "tirana": (
        "Talks in Moscow \U0001f54a\n\nOn 5 May 1957 Albania thanked the Soviet Union. "
        'On 3 December 1961 the Soviet Union accused Albania of "<script>alert(1)</script>", ]]> & more.\n\n'
        "In the spring of 1960 Albania thanked China.\n"
    ),
    "moscow": (
        "A note\n\nOn 5 May 1957 Albania thanked the Soviet Union for its help.\x0c\n\n"
        "In 1961 Albania accused the Soviet Union; in 1962 it went on. In 1963 Albania thanked the Soviet Union.\n"
    ),
}
WHEN = "2026-01-02T10:00:00+00:00"
WHO = "Ada"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the project, run, with one account accepted and one corrected by hand."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "load_plugin", lambda kind, name: FakeCoder)
        worker.worker_for.cache_clear()
        made = a_project(tmp_path_factory.mktemp("built"), **TEXTS)
        made.run(workers=1)
        first, second = made.accounts()[:2]
        made.judge(first.id, "accept", by=WHO, at=WHEN, why="read it: <b>so</b>")
        made.judge(second.id, "correct", value="date=1961-12", by=WHO, at=WHEN)
        made.run(workers=1)
        worker.worker_for.cache_clear()
    return made.folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Workbench:
    """A copy of the project, for one test."""
    return Workbench(Path(shutil.copytree(built, tmp_path / "project")))
