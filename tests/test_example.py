"""The example end to end: what a careful reader finds in it, a run must find."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.example import ACCOUNTS, EXAMPLE

import dragoman
from dragoman.model import Event
from dragoman.vocab import edtf
from dragoman.workbench import Workbench

EXPECTED: dict[str, Any] = json.loads((EXAMPLE / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def workbench(example: Path) -> Workbench:
    return dragoman.open(example)


def fits(event: Event, wanted: dict[str, Any]) -> bool:
    """Is it that event? Where each side names the other, the states of both sides are looked at, not who began."""
    contested = wanted.get("standing") == "contested"
    sides = (
        (sorted({*event.actors, *event.recipients}), [])
        if contested
        else (sorted(event.actors), sorted(event.recipients))
    )
    return (
        event.event_type == wanted["event_type"]
        and sides == (wanted["actors"], wanted["recipients"])
        and event.standing == wanted.get("standing", event.standing)
        and event.status == "asserted"
        and event.date is not None
        and edtf.overlaps(event.date, wanted["date"])
    )


@pytest.mark.parametrize("wanted", EXPECTED["events"], ids=lambda wanted: f"{wanted['date']} {wanted['what']}")
def test_what_a_reader_finds_is_found(workbench: Workbench, wanted: dict[str, Any]) -> None:
    found = workbench.relation("ALB", "SUN").events
    assert any(fits(event, wanted) for event in found)


@pytest.mark.parametrize("dyad", EXPECTED["dyads"])
def test_every_dyad_has_events(workbench: Workbench, dyad: str) -> None:
    one, other = dyad.split("-")
    assert workbench.relation(one, other).events


def test_the_break_is_found_and_closes_with_what_completes_it(workbench: Workbench) -> None:
    relation = workbench.relation("Albania", "USSR")
    wanted = EXPECTED["rupture"]
    events = {event.id: event for event in relation.events}
    closing = [rupture for rupture in relation.ruptures if rupture.window.rpartition("/")[2] == wanted["closes"]]
    assert [rupture.direction for rupture in closing] == [wanted["direction"]]
    held = [events[id] for id in closing[0].event_ids if id in events]
    assert any(event.event_type == wanted["holds"] and event.date == wanted["closes"] for event in held)


def test_the_relation_goes_from_better_to_worse(workbench: Workbench) -> None:
    phases = workbench.relation("ALB", "SUN").phases
    assert len(phases) >= 2
    assert phases[0].level > phases[-1].level


def test_nothing_happens_after_the_story_ends(workbench: Workbench) -> None:
    dated = [event.date for event in workbench.events() if event.date]
    assert not [date for date in dated if edtf.overlaps(date, "1963/..") and not edtf.overlaps(date, "../1962")]


def test_the_sides_contradict_one_another_on_who_broke(workbench: Workbench) -> None:
    relation = workbench.relation("ALB", "SUN")
    wanted = EXPECTED["conflict"]
    events = {event.id: event for event in relation.events}
    standpoints = {source.id: source.standpoint for source in workbench.sources()}
    sides = {document.id: standpoints[document.source_id] for document in workbench.documents()}
    accounts = {account.id: account for account in workbench.accounts()}
    for conflict in relation.conflicts:
        event = events[conflict.event_id]
        if conflict.field != wanted["field"] or event.event_type != wanted["event_type"]:
            continue
        if not event.date or not edtf.overlaps(event.date, wanted["date"]):
            continue
        held = {
            position.value: {sides[accounts[id].document_id] for id in position.account_ids}
            for position in conflict.positions
        }
        assert sorted(value for value in held if not value.startswith("not ")) == wanted["positions"]
        assert "SUN" in held["ALB"] and "ALB" in held["SUN"]
        return
    pytest.fail("no conflict about who ended relations in December 1961")


def test_the_dossier_gives_the_words_of_each_side_on_who_broke(workbench: Workbench, tmp_path: Path) -> None:
    wanted = EXPECTED["conflict"]
    (contested,) = [event for event in workbench.events() if event.standing == "contested" and event.date]
    assert contested.date is not None and edtf.overlaps(contested.date, wanted["date"])
    fields = {one.field: one for one in workbench.standings([contested]).fields[contested.id]}
    held = {one.value: one for one in fields[wanted["field"]].tellings if one.contradicted}
    assert {"ALB", "SUN"} <= set(held)
    assert "SUN" in {voice.side for voice in held["ALB"].voices} and {v.side for v in held["SUN"].voices} == {"ALB"}
    text = workbench.dossier("ALB", "SUN", tmp_path)[1].read_text(encoding="utf-8")
    part = text.partition("## What the sources disagree on")[2].partition("\n## ")[0]
    accounts = {account.id: account for account in workbench.accounts()}
    for telling in held.values():
        for voice in telling.voices:
            assert any(" ".join(accounts[one].sentence.quote.split()) in part for one in voice.account_ids)


def test_each_side_s_reasons_are_found_with_their_words(workbench: Workbench) -> None:
    standpoints = {source.id: source.standpoint or "" for source in workbench.sources()}
    sides = {document.id: standpoints[document.source_id] for document in workbench.documents()}
    given = {
        (reason.speaker_state or ("" if reason.speaker else sides[reason.document_id]), reason.cause.quote)
        for reason in workbench.relation("ALB", "SUN").reasons
    }
    for side, cause in EXPECTED["reasons"].items():
        assert (side, cause) in given


def test_the_citation_older_than_what_it_reports_is_found(workbench: Workbench) -> None:
    paths = {document.id: Path(document.path).name for document in workbench.documents()}
    found = [
        {"file": paths[finding.document_id], "severity": finding.severity, "quote": finding.evidence.quote}
        for finding in workbench.findings()
    ]
    for wanted in EXPECTED["findings"]:
        assert wanted in found
    assert len([one for one in found if one["severity"] == "error"]) == len(EXPECTED["findings"])


def test_all_words_stand_in_the_files(workbench: Workbench) -> None:
    texts = {document.id: document.text for document in workbench.documents()}
    files = {(EXAMPLE / name).read_text(encoding="utf-8") for name in ACCOUNTS}
    assert set(texts.values()) == files
    for account in workbench.accounts():
        for words in (account.evidence, account.sentence):
            words.check(texts[account.document_id])


def test_the_dossier_is_written_whole(workbench: Workbench, tmp_path: Path) -> None:
    page, text = (path.read_text(encoding="utf-8") for path in workbench.dossier("ALB", "SUN", tmp_path))
    assert page.count("<h2>") == text.count("\n## ") + 1  # the page has its notes under a heading of their own
    for part in ("Turning points", "What the sources disagree on", "Bibliography"):
        assert part in page and part in text
    assert "<svg" in page and "3 December 1961" in page


def test_the_demo_runs_anywhere_and_reads_the_same(tmp_path: Path) -> None:
    command = [sys.executable, str(EXAMPLE / "demo.py")]
    first, second = (
        subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout for _ in range(2)
    )
    assert first == second
    for heading in ("Phases", "Ruptures", "Reasons, by side", "One thing the sources disagree on", "Dossier"):
        assert f"\n{heading}\n" in first
    assert "\x1b[" not in first
    assert (tmp_path / "demo-project" / "exports" / "ALB-SUN.html").is_file()


def test_the_demo_says_what_it_does_without_doing_it(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, EXAMPLE / "demo.py", "--help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "usage: demo.py" in told.stdout and not list(tmp_path.iterdir())


def test_a_project_is_opened_by_a_plain_name_of_its_folder(example: Path) -> None:
    assert Workbench(str(example)).events() == Workbench(example).events()


@pytest.mark.parametrize("name", ACCOUNTS)
def test_the_accounts_say_that_they_were_composed(name: str) -> None:
    text = (EXAMPLE / name).read_text(encoding="utf-8")
    header, _ = text.split("\n---\n", 1)
    assert "Composed for the Dragoman example" in header and "Composed for the Dragoman example" in _
    assert "“" not in text and not re.search(r"\"[^\"]+\"", _)
    assert 650 <= len(_.split()) <= 1050
