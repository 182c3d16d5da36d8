"""What all forms have in common: the door they come in by, the same bytes twice, and plain words for what cannot be."""

from __future__ import annotations

import os
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.records import a_project

from dragoman.cli import main
from dragoman.errors import ActorNameError, ConfigError, CoverageError, StoreError
from dragoman.plugins import Exporter, load_plugin, plugins
from dragoman.workbench import Workbench

BUILT_IN = (
    "accounts", "annotations", "gexf", "graphml", "plover", "project", "prov", "qdpx", "series", "tei", "timelinejs",
)  # fmt: skip


def test_built_in_forms_come_in_by_the_door_of_all_others() -> None:
    assert tuple(one.name for one in plugins() if one.kind == "exporters" and one.package == "dragoman") == BUILT_IN
    assert all(isinstance(load_plugin("exporters", name), Exporter) for name in BUILT_IN)


def test_a_form_of_another_package_is_called_like_the_built_in_ones(
    project: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = EntryPoint(name="ids", value="tests.export.own_form:IDS", group="dragoman.exporters")
    monkeypatch.setattr("dragoman.plugins.entry_points", lambda group: [theirs])
    found = project.export("ids", tmp_path / "ids.txt", states=("ALB", "CHN"))
    chosen = [event.id for event in project.events(between=("ALB", "CHN"))]
    assert found.paths[0].read_text(encoding="utf-8").split() == chosen


@pytest.mark.parametrize("form", BUILT_IN)
def test_the_same_project_gives_the_same_bytes_in_every_ending(project: Workbench, tmp_path: Path, form: str) -> None:
    for ending in load_plugin("exporters", form).endings:
        written = [project.export(form, tmp_path / f"{name}{ending}").paths for name in ("one", "two")]
        assert [path.read_bytes() for path in written[0]] == [path.read_bytes() for path in written[1]]
        assert all(path.stat().st_size for path in written[0])
    assert not list(tmp_path.glob("*.part"))


def test_an_unknown_form_is_refused_with_those_there_are(project: Workbench) -> None:
    with pytest.raises(ConfigError, match=r"no exporter 'excel'; installed: .*plover"):
        project.export("excel")


def test_an_ending_of_another_form_is_refused(project: Workbench, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"ends in \.jsonl or \.csv or \.parquet"):
        project.export("plover", tmp_path / "acts.xlsx")


def test_options_that_mean_nothing_to_a_form_are_refused(project: Workbench, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--by means nothing"):
        project.export("plover", tmp_path / "a.csv", by="month")
    with pytest.raises(ConfigError, match="--directed means nothing"):
        project.export("gexf", tmp_path / "a.gexf", directed=True)
    with pytest.raises(ConfigError, match="it is of all of them"):
        project.export("gexf", tmp_path / "a.gexf", states=("ALB",))
    with pytest.raises(ConfigError, match="at most 2 states, not 3"):
        project.export("plover", tmp_path / "a.csv", states=("ALB", "SUN", "CHN"))


def test_states_are_looked_up_as_everywhere(project: Workbench) -> None:
    with pytest.raises(ActorNameError):
        project.export("plover", states=("Ruritania",))
    with pytest.raises(ConfigError, match="are one state"):
        project.export("plover", states=("Albania", "ALB"))


def test_nothing_to_export_is_said_with_what_there_is(project: Workbench, tmp_path: Path) -> None:
    with pytest.raises(CoverageError, match=r"no act between China and Soviet Union.*documents in the project: 2"):
        project.export("plover", tmp_path / "a.csv", states=("CHN", "SUN"))
    for form in ("plover", "gexf", "tei", "qdpx"):
        with pytest.raises(CoverageError, match="nothing to export"):
            project.export(form, since="1700", until="1710")
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(project: Workbench, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(StoreError, match=r"locked.a\.csv: cannot be written"):
        project.export("plover", tmp_path / "locked" / "a.csv")


@pytest.mark.parametrize(("form", "ending"), [("plover", ".csv"), ("project", ".zip")])
def test_a_place_that_is_no_folder_is_named(project: Workbench, tmp_path: Path, form: str, ending: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        project.export(form, tmp_path / "file" / f"a{ending}")
    (tmp_path / f"folder{ending}").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        project.export(form, tmp_path / f"folder{ending}")


def test_a_database_behind_its_project_is_said_to_be(project: Workbench, tmp_path: Path) -> None:
    assert project.export("plover", tmp_path / "a.csv").remarks == ()
    project.judge(project.accounts()[-1].id, "accept", by="Bea", at="2026-02-01T10:00:00+00:00")
    assert "has changed since the last run" in project.export("plover", tmp_path / "b.csv").remarks[0]


def test_the_commands_write_and_open(project: Workbench, tmp_path: Path) -> None:
    run = CliRunner()
    done = run.invoke(main, ["export", "plover", "ALB", "SUN", "-p", str(project.folder)])
    assert done.exit_code == 0, done.output
    assert (project.folder / "exports" / "ALB-SUN.plover.jsonl").is_file()
    done = run.invoke(main, ["export", "project", "-p", str(project.folder), "--out", str(tmp_path / "a.zip")])
    assert done.exit_code == 0, done.output
    done = run.invoke(main, ["unpack", str(tmp_path / "a.zip"), str(tmp_path / "b")])
    assert done.exit_code == 0, done.output
    assert Workbench(tmp_path / "b").events() == project.events()
    done = run.invoke(main, ["export", "excel", "-p", str(project.folder)])
    assert done.exit_code == 1 and "installed:" in done.output
    done = run.invoke(main, ["export", "tei", "--from", "1700", "--to", "1710", "-p", str(project.folder)])
    assert done.exit_code == 4 and "nothing to export" in done.output


def test_a_project_that_was_never_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database yet"):
        a_project(tmp_path, one="In 1957 Albania thanked the Soviet Union.\n").export("plover")
