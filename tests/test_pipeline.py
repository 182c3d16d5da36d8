"""The pipeline: what is built, what is reused, what survives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.records import TEXT, FakeCoder, a_project, elsewhere

import dragoman
from dragoman import manifest, worker
from dragoman.errors import EvidenceError, StageError, StoreError
from dragoman.model import Account
from dragoman.model.text import Reading
from dragoman.project import Verification
from dragoman.store import Reader
from dragoman.workbench import Workbench, create

pytestmark = pytest.mark.usefixtures("fake_coder")

SECOND = "A note of 1961\n\nIn 1961 the Soviet Union accused Albania. In 1958 Yugoslavia thanked Albania.\n"
FRENCH = "---\ntitle: Une note\nlang: fr\n---\nEn 1961 l'URSS accusa l'Albanie.\n"


@pytest.fixture
def project(tmp_path: Path) -> Workbench:
    """A project with two documents, not yet run."""
    return a_project(tmp_path, a=TEXT, b=SECOND)


def again(workbench: Workbench) -> Workbench:
    FakeCoder.coded.clear()
    return dragoman.open(workbench.folder)


def test_a_run_builds_everything(project: Workbench) -> None:
    run = project.run()
    assert run.finished
    assert run.outputs["read"][0] == 2
    assert [(one.event_type, one.date) for one in project.accounts()] == [
        ("SUPPORT", "1957"),
        ("ACCUSE", "1961"),
        ("ACCUSE", "1961"),
        ("SUPPORT", "1958"),
    ]
    events = project.events(between=("Albania", "Soviet Union"))
    assert [(one.date, one.event_type, len(one.account_ids)) for one in events] == [
        ("1957", "SUPPORT", 1),
        ("1961", "ACCUSE", 1),
        ("1961", "ACCUSE", 1),
    ]
    relation = project.relation("ALB", "USSR")
    assert str(relation.dyad) == "ALB-SUN"
    assert {point.span for point in relation.series} >= {"1957", "1961"}
    assert list(relation.to_json()) == ["dyad", "series", "coverage", "phases", "ruptures", "reasons"]


def test_a_second_run_does_nothing_again_and_has_the_same_id(project: Workbench) -> None:
    first = project.run()
    second = again(project)
    assert second.run() == first
    assert FakeCoder.coded == []


def test_only_what_has_changed_is_done_again(project: Workbench, tmp_path: Path) -> None:
    project.run()
    (tmp_path / "c.txt").write_text("In 1950 Albania thanked Yugoslavia. \n", encoding="utf-8")
    later = again(project)
    later.add(tmp_path / "c.txt")
    later.run()
    assert [Path(path).name for path in FakeCoder.coded] == ["c.txt"]
    assert len(later.accounts()) == 5


def test_after_one_of_several_files_has_changed_one_is_coded(project: Workbench, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"In 195{number} Albania thanked Yugoslavia.\n", encoding="utf-8")
    project.add(*(tmp_path / f"{number}.txt" for number in range(6)))
    project.run()
    assert len(FakeCoder.coded) == 8
    (tmp_path / "3.txt").write_text("In 1953 Albania accused Yugoslavia.\n", encoding="utf-8")
    later = again(project)
    later.add(*(tmp_path / f"{number}.txt" for number in range(6)))
    later.run()
    assert [Path(path).name for path in FakeCoder.coded] == ["3.txt"]
    told = [one.evidence.quote for one in later.accounts() if one.date == "1953"]
    assert any("accused Yugoslavia" in one for one in told)


def test_a_changed_stage_version_codes_again(project: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    project.run()
    real = manifest.stage_version
    monkeypatch.setattr(manifest, "stage_version", lambda stage: real(stage) + ("x" if stage == "code" else ""))
    again(project).run()
    assert len(FakeCoder.coded) == 2


def test_min_confidence_builds_other_events_without_coding_again(project: Workbench) -> None:
    project.run()
    (project.folder / "dragoman.toml").write_text('[code]\nmodel = "none"\nmin_confidence = 0.95\n', encoding="utf-8")
    strict = again(project)
    strict.run()
    assert (strict.events(), strict.accounts()) == ((), ())
    with Reader(strict.database) as reader:
        assert len(reader.accounts()) == 4


def test_judgements_are_replayed_on_every_run(project: Workbench) -> None:
    project.run()
    accuse = [one for one in project.accounts() if one.event_type == "ACCUSE"]
    project.judge(accuse[0].id, "same", value=accuse[1].id, at="2026-01-01", by="me")
    project.run()
    assert [one.date for one in project.events(between=("ALB", "SUN"))] == ["1957", "1961"]
    support = next(one for one in project.accounts() if one.date == "1957")
    project.judge(accuse[0].id, "different", value=accuse[1].id, at="2026-01-01", by="me")
    project.judge(support.id, "correct", value="date=1956-02", at="2026-01-02", by="me")
    assert project.status()["up_to_date"] is False
    project.run()
    assert [one.date for one in project.events(between=("ALB", "SUN"))] == ["1956-02", "1961", "1961"]
    made = project.judge(support.id, "reject", at="2026-01-03", by="me")
    project.run()
    assert [one.date for one in project.events(between=("ALB", "SUN"))] == ["1961", "1961"]
    project.judge(made[0].id, "undo", at="2026-01-04", by="me")
    project.database.unlink()
    project.run()
    assert [one.date for one in project.events(between=("ALB", "SUN"))] == ["1956-02", "1961", "1961"]
    chain = project.why(support.id).to_json()
    assert "judgement" in [link["kind"] for link in chain["links"]]


def test_rejecting_an_event_rejects_its_accounts(project: Workbench) -> None:
    project.run()
    one, other = (event for event in project.events() if event.event_type == "ACCUSE")
    project.judge(one.id, "same", value=other.id, at="2026-01-01")
    project.run()
    event = next(event for event in project.events() if event.event_type == "ACCUSE")
    assert len(event.account_ids) == 2
    assert {one.about for one in project.judge(event.id, "reject", at="2026-01-01")} == set(event.account_ids)
    project.run()
    assert event.id not in {one.id for one in project.events()}


def test_judgements_about_unknown_records_are_listed_not_lost(project: Workbench, tmp_path: Path) -> None:
    project.run()
    account = project.accounts()[0]
    project.judge(account.id, "accept", at="2026-01-01")
    listing = project.folder / "sources" / "list.jsonl"
    lines = listing.read_text(encoding="utf-8").splitlines(keepends=True)
    listing.write_text("".join(line for line in lines if "b.txt" in line), encoding="utf-8")
    later = again(project)
    later.run()
    assert [one.about for one in later.unknown_judgements()] == [account.id]
    later.add(tmp_path / "a.txt")
    later.run()
    assert later.unknown_judgements() == ()


def test_input_order_does_not_matter(project: Workbench, tmp_path: Path) -> None:
    create(tmp_path / "other")
    (tmp_path / "other" / "dragoman.toml").write_text('[code]\nmodel = "none"\n', encoding="utf-8")
    other = dragoman.open(tmp_path / "other")
    other.add(tmp_path / "b.txt")
    other.run()
    other.add(tmp_path / "a.txt")
    assert other.run().outputs == project.run().outputs
    assert other.events() == project.events()


def test_verify_says_same_and_finds_a_changed_record(project: Workbench) -> None:
    project.run()
    assert project.verify() == Verification(differences=(), versions=())
    assert not [path for path in project.folder.iterdir() if path.name.startswith("verify-")]
    import sqlite3

    with sqlite3.connect(project.database) as connection:
        connection.execute("UPDATE accounts SET event_type = 'AID' WHERE date = '1957'")
    connection.close()
    assert any(line.startswith("code:") for line in project.verify().differences)


def test_verify_wants_a_finished_run_of_what_is_there(project: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    project.run()
    real = manifest.run_versions
    monkeypatch.setattr(manifest, "run_versions", lambda: {**real(), "spacy": "0.0"})
    assert [line.split(":")[0] for line in project.verify().versions] == ["spacy"]
    project.judge(project.accounts()[0].id, "accept", at="2026-01-01")
    with pytest.raises(StoreError, match="judgements have changed"):
        project.verify()


def test_a_document_in_another_language_is_skipped_and_said_to_be(project: Workbench, tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text(FRENCH, encoding="utf-8")
    project.add(tmp_path / "f.txt")
    project.run()
    assert [(Path(one.path).name, "is in fr" in one.why) for one in project.skipped()] == [("f.txt", True)]


def test_an_edited_copy_in_sources_is_not_read(project: Workbench) -> None:
    path = next(path for path in (project.folder / "sources").iterdir() if path.suffix == ".txt")
    path.chmod(0o644)
    path.write_text("In 1957 Albania attacked the Soviet Union.", encoding="utf-8")
    project.run()
    assert any("has been changed" in one.why for one in project.skipped())


def test_refused_files_are_returned_and_the_others_go_on(project: Workbench, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "good.txt").write_text("In 1950 Albania thanked Yugoslavia.\n", encoding="utf-8")
    added = project.add(
        tmp_path / "empty.txt",
        tmp_path / "none.txt",
        tmp_path / "binary.txt",
        tmp_path / "good.txt",
        tmp_path / "a.txt",
    )
    assert len(added.refused) == 3
    assert [Path(one.given).name for one in added.new] == ["good.txt"]
    assert [Path(one.given).name for one in added.known] == ["a.txt"]


class LyingCoder(FakeCoder):
    """Claims words that are not there."""

    def code(self, reading: Reading, *, standpoint: str = "") -> Iterator[Account]:
        for account in super().code(reading):
            yield replace(account, evidence=elsewhere(reading.document))


class BrokenCoder(FakeCoder):
    """Breaks on one document."""

    def code(self, reading: Reading, *, standpoint: str = "") -> Iterator[Account]:
        if reading.document.path.endswith("b.txt"):
            raise KeyError("something")
        return super().code(reading)


def test_an_account_whose_words_are_not_in_the_text_stops_the_run(
    project: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "load_plugin", lambda kind, name: LyingCoder)
    with pytest.raises(EvidenceError):
        project.run()
    assert project.accounts() == ()


def test_a_broken_stage_names_the_document_and_keeps_what_was_finished(
    project: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "load_plugin", lambda kind, name: BrokenCoder)
    with pytest.raises(StageError, match=r"b\.txt: stage code failed: KeyError"):
        project.run()
    assert len(project.accounts()) == 2
    assert project.status()["up_to_date"] is False
    monkeypatch.setattr(worker, "load_plugin", lambda kind, name: FakeCoder)
    worker.worker_for.cache_clear()
    later = again(project)
    later.run()
    assert [Path(path).name for path in FakeCoder.coded] == ["b.txt"]


def test_why_leads_from_an_event_to_words_citation_and_run(project: Workbench) -> None:
    run = project.run()
    event = project.events(between=("ALB", "SUN"))[0]
    chain = project.why(event.id).to_json()
    account = chain["links"][0]
    words = account["links"][0]
    assert [chain["kind"], account["kind"], words["kind"]] == ["event", "account", "words"]
    assert words["text"] in " ".join(TEXT.split())
    assert words["links"][0]["links"][0]["kind"] == "source"
    assert account["links"][-1]["id"] == run.id
    for record in (words["id"], words["links"][0]["id"], words["links"][0]["links"][0]["id"], run.id):
        assert project.why(record).id == record
    with pytest.raises(dragoman.errors.ConfigError, match="no record"):
        project.why("acc_nothing")


def test_the_dossier_is_written(project: Workbench) -> None:
    project.run()
    html, markdown = project.dossier("ALB", "SUN")
    assert html.parent == project.exports
    assert "Albania" in markdown.read_text(encoding="utf-8")
