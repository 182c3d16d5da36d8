"""The dossier of a project, from the command to the files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.dossier import pandoc
from dragoman.manifest import run_facts
from dragoman.workbench import Workbench, create

TEXT = """On 3 March 1948 the Soviet Union granted Albania a credit because Yugoslavia had been expelled.

On 25 November 1961 the Soviet Union recalled its ambassador from Albania.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    folder = tmp_path_factory.mktemp("dossier")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    create(folder / "project")
    made = Workbench(folder / "project")
    made.add(folder / "a.txt")
    made.run()
    return made


def call(project: Workbench, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["dossier", "ALB", "SUN", "-p", str(project.folder), *arguments])
    return done.output


def test_formats_parts_and_a_plan_are_taken_from_the_command(project: Workbench, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text('author = "A. Historian"\n[[part]]\nkey = "method"\ntitle = "How"\n', encoding="utf-8")
    told = call(
        project,
        "--format",
        "md,ris",
        "--parts",
        "method,chronology",
        "--plan",
        str(plan),
        "--out",
        str(tmp_path),
        "--json",
    )
    paths = [Path(one) for one in json.loads(told)]
    assert [path.name for path in paths] == ["ALB-SUN.md", "ALB-SUN.ris"]
    text = paths[0].read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## How",
        "## Chronology",
        "## Bibliography",
    ]
    assert "A. Historian" in text and "Nobody has judged an account of this project" in text
    assert paths[1].read_text(encoding="utf-8").startswith("TY  - ")


def test_a_reason_is_tied_to_what_it_explains_and_leads_on(project: Workbench) -> None:
    relation = project.relation("ALB", "SUN")
    (told,) = [one for one in relation.to_json()["reasons"] if one["explains"]]
    (phase,) = [one for one in relation.phases if told["explains"] in one.event_ids]
    assert [(one["span"], one["label"]) for one in told["phases"]] == [(phase.span, phase.label)] * len(told["phases"])
    assert {one["theme"] for one in told["phases"]} == set(told["themes"] or [None])
    assert all(one["place"] >= 1 and one["sources"] == 1 for one in told["phases"])
    assert ("event", told["explains"]) in {(link.kind, link.id) for link in project.why(told["id"]).links}
    chain = project.why(f"{relation.dyad}@{phase.span}")
    (reason,) = [link for link in chain.links if link.kind == "reason"]
    assert reason.id == told["id"]
    assert "event" not in {link.kind for link in reason.links}


def test_the_time_bounds_the_dossier(project: Workbench, tmp_path: Path) -> None:
    whole, late = (
        workbench_text(project, tmp_path / name, since) for name, since in (("whole", None), ("late", "1961"))
    )
    assert "3 March 1948" in whole and "3 March 1948" not in late and "25 November 1961" in late


def workbench_text(project: Workbench, out: Path, since: str | None) -> str:
    (path,) = project.dossier("ALB", "SUN", out, to=("md",), since=since)
    return path.read_text(encoding="utf-8").partition("## Chronology")[2].partition("\n## ")[0]


def test_a_checked_account_is_marked_and_counted(project: Workbench, tmp_path: Path) -> None:
    (event,) = [one for one in project.events() if one.date == "1961-11-25" and one.mode == "recall-ambassador"]
    made = project.judge(event.account_ids[0], "accept", by="A. Historian", at="1999-01-01T00:00:00Z")
    project.run()
    try:
        (path,) = project.dossier("ALB", "SUN", tmp_path, to=("md",))
        text = path.read_text(encoding="utf-8")
        assert "(✓ checked)*" in text
        assert "1 were accepted as coded, 0 corrected and 0 rejected" in text
    finally:
        project.judge(made[0].id, "undo", by="A. Historian", at="1999-01-02T00:00:00Z")


def test_without_pandoc_notes_are_plain_and_the_appendix_says_so(
    project: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pandoc, "_program", lambda: None)
    page, text = (path.read_text(encoding="utf-8") for path in project.dossier("ALB", "SUN", tmp_path))
    says = "Notes and bibliography are written plainly, not in a citation style"
    assert says in page and says in text
    told = call(project, "--format", "docx", "--out", str(tmp_path))
    assert "a dossier as DOCX needs pandoc, which is not installed (install it with make dossier" in told
    assert "needs pandoc" in call(project, "--style", "chicago-author-date", "--out", str(tmp_path)) or (
        "no citation style" in call(project, "--style", "chicago-author-date", "--out", str(tmp_path))
    )


@pytest.mark.skipif(not pandoc.has_pandoc(), reason="pandoc is not installed (make dossier)")
def test_with_pandoc_the_appendix_names_the_style(project: Workbench, tmp_path: Path) -> None:
    (path,) = project.dossier("ALB", "SUN", tmp_path, to=("html",))
    assert "follow the style “Chicago notes and bibliography, for diplomatic documents”" in path.read_text("utf-8")


def test_third_states_of_reasons_are_found_in_their_words(project: Workbench, tmp_path: Path) -> None:
    reasons = project.relation("ALB", "SUN").reasons
    assert reasons
    (path,) = project.dossier("ALB", "SUN", tmp_path, to=("md",))
    assert "third states: Yugoslavia" in path.read_text(encoding="utf-8")


def test_a_project_that_changed_since_its_run_still_tells_its_versions(project: Workbench) -> None:
    with project.reader() as reader:
        run = reader.runs()[-1]
    assert run_facts(run)["run"] == run.id
    behind = run_facts(None, last=run)
    assert behind["versions"] == run_facts(run)["versions"] and "dragoman" in behind["versions"]
    assert behind["run"] == f"{run.id}; the project has changed since"
    assert set(run_facts(None)) == {"run"}
