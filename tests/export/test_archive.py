"""A project packed on one machine and opened on another, and archives that must not be opened."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.export.conftest import WHO

from dragoman.errors import ConfigError, CoverageError, InputError
from dragoman.export.archive import LIST
from dragoman.export.unpack import unpack_project
from dragoman.workbench import Workbench, create

Change = Callable[[dict[str, bytes]], None]


def packed(project: Workbench, out: Path) -> Path:
    project.export("project", out)
    return out


def rewrite(archive: Path, change: Change) -> Path:
    """The archive with its members changed."""
    with zipfile.ZipFile(archive) as read:
        members = {name: read.read(name) for name in read.namelist()}
    change(members)
    with zipfile.ZipFile(archive, "w") as written:
        for name, content in members.items():
            written.writestr(name, content)
    return archive


def test_an_unpacked_project_has_the_same_records_judgements_and_run(project: Workbench, tmp_path: Path) -> None:
    found = unpack_project(packed(project, tmp_path / "a.zip"), tmp_path / "there")
    there = Workbench(found.folder)
    assert there.events() == project.events()
    assert there.accounts() == project.accounts()
    assert [one.judgement.by for one in there.judgements()] == [WHO, WHO]
    assert there.judgements() == project.judgements()
    assert (there.status()["up_to_date"], there.status()["run"]) == (True, project.status()["run"])
    for one, other in zip(there.inputs.all(), project.inputs.all(), strict=True):
        assert one.path.read_bytes() == other.path.read_bytes()
        assert not one.path.stat().st_mode & 0o222


def test_the_archive_of_an_unpacked_project_is_the_same_bytes(project: Workbench, tmp_path: Path) -> None:
    first = packed(project, tmp_path / "a.zip").read_bytes()
    assert packed(project, tmp_path / "b.zip").read_bytes() == first
    found = unpack_project(tmp_path / "a.zip", tmp_path / "there")
    assert packed(Workbench(found.folder), tmp_path / "c.zip").read_bytes() == first
    again = unpack_project(tmp_path / "c.zip", tmp_path / "further")
    assert packed(Workbench(again.folder), tmp_path / "d.zip").read_bytes() == first


def test_an_unpacked_project_builds_to_the_same_records(project: Workbench, tmp_path: Path, fake_coder: None) -> None:
    found = unpack_project(packed(project, tmp_path / "a.zip"), tmp_path / "there")
    there = Workbench(found.folder)
    before = there.events()
    there.database.unlink()
    there.run(workers=1)
    assert there.events() == before
    assert there.status()["run"] == project.status()["run"]


def test_a_project_that_was_never_run_is_packed_without_a_database(tmp_path: Path) -> None:
    create(tmp_path / "p")
    (tmp_path / "a.txt").write_text("In 1957 Albania thanked the Soviet Union.\n", encoding="utf-8")
    fresh = Workbench(tmp_path / "p")
    fresh.add(tmp_path / "a.txt")
    found = fresh.export("project", tmp_path / "p.zip")
    assert "not been run" in found.remarks[0]
    assert unpack_project(tmp_path / "p.zip", tmp_path / "q").run is None
    assert [one.sha256 for one in Workbench(tmp_path / "q").inputs.all()] == [one.sha256 for one in fresh.inputs.all()]


def test_an_empty_project_is_not_packed(tmp_path: Path) -> None:
    create(tmp_path / "p")
    with pytest.raises(CoverageError, match="nothing was added to the project yet"):
        Workbench(tmp_path / "p").export("project", tmp_path / "p.zip")
    assert not list(tmp_path.glob("p.zip*"))


def test_a_file_of_the_settings_that_lies_elsewhere_is_named(project: Workbench, tmp_path: Path) -> None:
    (tmp_path / "extra.toml").write_text("", encoding="utf-8")
    settings = project.folder / "dragoman.toml"
    named = settings.read_text(encoding="utf-8") + '\n[actors]\nextra = "../extra.toml"\n'
    settings.write_text(named, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"extra\.toml: lies outside the project's folder"):
        Workbench(project.folder).export("project", tmp_path / "a.zip")


def test_only_whole_projects_are_packed(project: Workbench, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="exported whole"):
        project.export("project", tmp_path / "a.zip", since="1961")


def _lead_out(members: dict[str, bytes]) -> None:
    members["../out.txt"] = b"x"


def _lead_out_in_list(members: dict[str, bytes]) -> None:
    members["sources/../../out.txt"] = b"x"


def _other_bytes(members: dict[str, bytes]) -> None:
    name = next(name for name in sorted(members) if name.startswith("sources/") and name.endswith(".txt"))
    members[name] = members[name].replace(b"thanked", b"attacks")


def _missing(members: dict[str, bytes]) -> None:
    del members["judgements.jsonl"]


def _strange(members: dict[str, bytes]) -> None:
    members["sources/more.txt"] = b"x"


def _newer(members: dict[str, bytes]) -> None:
    members[LIST] = json.dumps({**json.loads(members[LIST]), "format": 99}).encode()


def _no_list(members: dict[str, bytes]) -> None:
    del members[LIST]


def _broken_list(members: dict[str, bytes]) -> None:
    members[LIST] = b'{"format": 1, "files": 7, "dragoman": "x", "run": null}'


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_lead_out, "leads out of the archive's folder"),
        (_lead_out_in_list, "leads out of the archive's folder"),
        (_other_bytes, r"\.txt: its bytes are not those that were packed"),
        (_missing, "names 'judgements.jsonl', which is not in the archive"),
        (_strange, "holds 'sources/more.txt', which its list does not name"),
        (_newer, "packed by a newer Dragoman"),
        (_no_list, "has no dragoman-project.json"),
        (_broken_list, "its list cannot be read"),
    ],
)
def test_an_archive_that_cannot_be_trusted_leaves_nothing_behind(
    project: Workbench, tmp_path: Path, change: Change, said: str
) -> None:
    archive = rewrite(packed(project, tmp_path / "a.zip"), change)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match=said):
        unpack_project(archive, tmp_path / "there")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_is_no_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("no archive", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.zip"):
        unpack_project(tmp_path / "a.zip", tmp_path / "there")


def test_a_folder_that_holds_something_is_left_alone(project: Workbench, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="something here already"):
        unpack_project(packed(project, tmp_path / "a.zip"), tmp_path / "there")
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["mine.txt"]
