"""A project keeps and shows why accounts stand together, which events are stages, and what a run regroups."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import dragoman
from dragoman.cli import main
from dragoman.workbench import Workbench, create

FIRST = (
    "Khrushchev would visit Albania in May 1959.\n\n"
    "On 25 May 1959 Khrushchev visited Albania. On 4 June 1959 Khrushchev cut short his visit to Albania.\n"
)
SECOND = "On 25 May 1959 Khrushchev arrived in Albania.\n"


@pytest.fixture
def project(tmp_path: Path) -> Workbench:
    create(tmp_path / "project")
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    workbench = dragoman.open(tmp_path / "project")
    workbench.add(tmp_path / "first.txt")
    workbench.run(workers=1)
    return workbench


def events_json(workbench: Workbench) -> list[dict[str, object]]:
    done = CliRunner().invoke(main, ["events", "--json", "--project", str(workbench.folder)])
    assert done.exit_code == 0, done.output
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_events_show_their_links_and_the_parts_of_their_matches(project: Workbench, tmp_path: Path) -> None:
    project.add(tmp_path / "second.txt")
    run = project.run(workers=1)
    assert project.regroupings(run) == ()
    rows = {row["id"]: row for row in events_json(project)}
    links = {(link.kind, rows[link.earlier]["date"], rows[link.later]["date"]) for link in project.links()}
    assert {("carried-out", "1959-05", "1959-05-25"), ("ended", "1959-05-25", "1959-06-04")} <= links
    (made,) = [row for row in rows.values() if row["date"] == "1959-05-25"]
    assert len(made["accounts"]) == 2
    (match,) = made["matches"]
    assert match["score"] == pytest.approx(sum(match["parts"].values()))
    assert match["parts"]["persons"] == 2.5
    assert {link["stage"] for link in made["links"]} == {"earlier", "later"}
    facts = dict(project.why(str(made["id"])).facts)
    assert "persons +2.5" in facts["joined"]
    assert facts["carries out"] in rows and facts["ended by"] in rows


def test_a_run_says_what_it_regroups(project: Workbench, tmp_path: Path) -> None:
    project.add(tmp_path / "second.txt")
    project.run(workers=1)
    (made,) = [event for event in project.events() if event.date == "1959-05-25"]
    one, other = made.account_ids
    project.judge(one, "different", value=other, by="A. Reader", at="2026-01-01T00:00:00Z")
    done = CliRunner().invoke(main, ["run", "--json", "--workers", "1", "--project", str(project.folder)])
    assert done.exit_code == 0, done.output
    parted = {"kind": "parted", "before": [[one, other]], "after": [[one], [other]]}
    assert json.loads(done.stdout)["regrouped"] == [parted]
    assert "the accounts of 1 earlier event are now several" in done.stderr
