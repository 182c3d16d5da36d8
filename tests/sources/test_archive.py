"""Folders and ZIP archives."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman import sources
from dragoman.cli import main
from dragoman.errors import InputError
from dragoman.project import Project, create
from dragoman.sources.archive import open_files

from .made_office import docx_parts, make_zip


def opened(path: Path) -> tuple[dict[str, bytes], list[InputError]]:
    refused: list[InputError] = []
    found = {given: file.read_bytes() for file, given in open_files(path, refused.append)}
    return found, refused


def test_the_members_of_an_archive_go_by_its_name_and_theirs(tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "a.zip",
        {"b/two.txt": "two", "a.txt": "one", "b/.hidden": "x", "__MACOSX/a.txt": "x", "b/": "", "ü/drei.txt": "three"},
    )
    found, refused = opened(path)
    assert found == {f"{path}/a.txt": b"one", f"{path}/b/two.txt": b"two", f"{path}/ü/drei.txt": b"three"}
    assert not refused


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    path = make_zip(tmp_path / "a.zip", {f"{n}.txt": "words" for n in range(5)})
    most = 0
    for _ in open_files(path, lambda error: None):
        (folder,) = scratch.iterdir()
        most = max(most, len(list(folder.iterdir())))
    assert most == 1
    assert not list(scratch.iterdir())


@pytest.mark.parametrize("member", ["../out.txt", "/out.txt", "a/../../out.txt", "C:/out.txt", "..\\out.txt"])
def test_a_member_that_leads_out_is_refused_and_nothing_written(tmp_path: Path, member: str) -> None:
    (tmp_path / "in").mkdir()
    found, refused = opened(make_zip(tmp_path / "in" / "a.zip", {member: "x"}))
    assert not found
    assert "leads out" in str(refused[0])
    assert sorted(file.name for file in tmp_path.rglob("*.txt")) == []


def test_a_bomb_and_a_link_and_a_locked_member_are_refused(tmp_path: Path) -> None:
    _, refused = opened(make_zip(tmp_path / "a.zip", {"a.txt": bytes(64 << 20)}))
    assert "bomb" in str(refused[0])
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "link" in str(opened(tmp_path / "b.zip")[1][0])
    data = bytearray(make_zip(tmp_path / "c.zip", {"a.txt": "words"}).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "c.zip").write_bytes(data)
    assert "password" in str(opened(tmp_path / "c.zip")[1][0])


def test_a_damaged_member_is_refused_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "The envoy left.")
        archive.writestr("b.txt", "Nobody spoke.")
    path.write_bytes(path.read_bytes().replace(b"envoy left", b"envoy lost", 1))
    found, refused = opened(path)
    assert found == {f"{path}/b.txt": b"Nobody spoke."}
    assert "a.txt" in str(refused[0])


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"words")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 cut")
    (tmp_path / "c.zip").write_bytes(b"")
    assert len(opened(tmp_path)[1]) == 3


def test_a_folder_that_cannot_be_listed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "shut").chmod(0)
    found, refused = opened(tmp_path)
    (tmp_path / "shut").chmod(0o700)
    assert len(refused) == (0 if os.geteuid() == 0 else 1)
    assert len(found) <= 1


def test_files_without_an_ending_are_told_by_their_content(tmp_path: Path) -> None:
    make_zip(tmp_path / "letter", docx_parts([("", "The envoy left.")]))
    assert sources.choose(tmp_path / "letter").__module__ == "dragoman.sources.docx"
    (tmp_path / "paper").write_bytes(b"%PDF-1.7\n")
    assert sources.choose(tmp_path / "paper").__module__ == "dragoman.sources.pdf"
    make_zip(tmp_path / "bundle", {"a.txt": "x"})
    with pytest.raises(InputError, match=r"without the ending \.zip"):
        sources.choose(tmp_path / "bundle")


def test_a_project_takes_folders_archives_and_files_and_sees_duplicates(tmp_path: Path) -> None:
    create(tmp_path / "project")
    folder = tmp_path / "papers"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "one.txt").write_text("The envoy left.\n")
    inner = make_zip(tmp_path / "inner.zip", {"x.txt": "x"}).read_bytes()
    members = {
        "one-again.txt": "The envoy left.\n",
        "two.docx": make_zip(tmp_path / "two.docx", docx_parts([("", "He came back.")])).read_bytes(),
        "three.bin": b"\x00\x01",
        "inner.zip": inner,
    }
    archive = make_zip(folder / "more.zip", members)
    project = Project(tmp_path / "project")
    added = project.add(folder, tmp_path / "missing.txt")
    assert [item.given for item in added.new] == [str(folder / "deep" / "one.txt"), f"{archive}/two.docx"]
    assert [item.sha256 for item in added.known] == [added.new[0].sha256]
    assert sorted(error.path for error in added.refused) == sorted(
        [f"{archive}/three.bin", f"{archive}/inner.zip", str(tmp_path / "missing.txt")]
    )
    assert "inside an archive" in " ".join(error.why for error in added.refused)


def test_a_list_names_files_and_duplicates_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create(tmp_path / "project")
    for name, words in (("a.txt", "The envoy left."), ("b.txt", "The envoy left."), ("c.txt", "Nobody spoke.")):
        (tmp_path / name).write_text(words)
    monkeypatch.chdir(tmp_path)
    listed = "a.txt\n\nb.txt\nnone.txt\n"
    done = CliRunner().invoke(main, ["add", "-p", "project", "--list", "-", "c.txt"], input=listed)
    assert done.exit_code == 3
    assert done.stdout == "2 added, 1 already there, 1 refused\n"
    assert "Already there: b.txt has the same content as a.txt\n" in done.stderr
    assert "Refused: none.txt: there is no such file\n" in done.stderr
    again = CliRunner().invoke(main, ["add", "-p", "project", "c.txt"])
    assert (again.stdout, again.stderr, again.exit_code) == ("0 added, 1 already there\n", "", 0)


def test_progress_counts_the_members_of_archives(tmp_path: Path) -> None:
    create(tmp_path / "project")
    papers = tmp_path / "papers"
    papers.mkdir()
    make_zip(papers / "a.zip", {f"{n}.txt": f"Envoy {n} left." for n in range(3)} | {".hidden": "x"})
    (papers / "b.txt").write_text("Nobody spoke.")
    seen: list[tuple[int, int]] = []
    Project(tmp_path / "project").add(papers, progress=lambda stage, done, total: seen.append((done, total)))
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
