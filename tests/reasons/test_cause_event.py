"""A cause that is an event is named by it, from the project's records."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.coding.parse import load_parser
from dragoman.workbench import create

TEXT = (
    "On 3 May 1955 Poland broke off diplomatic relations with Hungary because Hungary expelled the Polish ambassador "
    "on 30 April 1955.\n"
)


def test_why_names_the_event_that_is_the_cause(tmp_path: Path) -> None:
    if load_parser().nlp is None:
        pytest.skip("no parser is installed")
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    create(tmp_path / "project")
    project = dragoman.open(tmp_path / "project")
    project.add(tmp_path / "note.txt")
    project.run(workers=1)
    (reason,) = project.reasons()
    facts = dict(project.why(reason.id).facts)
    (expelled,) = [one for one in project.events() if one.date == "1955-04-30"]
    assert facts["cause is"] == expelled.id != facts["explains"]
