"""Settling what judgements touch gives the same records as settling everything."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from benchmarks.made_project import make_project

from dragoman import around
from dragoman.judgements import Rulings
from dragoman.reconciling import count_words
from dragoman.store import Reader
from dragoman.workbench import Workbench

COLUMNS = {
    "events": ("id, event_type, mode, actors, recipients, date, earliest, latest, place, score, status, standing"),
    "event_parties": "*",
    "event_accounts": "*",
    "conflicts": "event_id, field, positions",
    "matches": "one, other, parts",
    "event_links": "earlier, later, kind, one, other, parts",
    "findings": "id, document_id, rule, severity, why, start, quote, stage",
}
"""All that settling writes, but for the run that a record is from."""

TURNS = ("accept", "reject", "date", "parties", "type", "event", "same", "different", "undo")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A made project whose events were put together as a run puts them."""
    folder = tmp_path / "project"
    make_project(folder, documents=60)
    # Beside the acts of two states that are made: accounts of conferences, which stand in the blocks of many pairs.
    with sqlite3.connect(folder / "dragoman.db") as database:
        database.execute(
            """UPDATE accounts SET event_type = 'CONSULT', mode = '', actors = '[{"id":"ALB","state":"ALB","text":"A"},'
            || '{"id":"SUN","state":"SUN","text":"S"},{"id":"USA","state":"USA","text":"U"}]', recipients = '[]'
            WHERE id IN (SELECT id FROM accounts ORDER BY id LIMIT 12)"""
        )
        database.execute("UPDATE accounts SET date = substr(date, 1, 4) WHERE id IN (SELECT id FROM accounts LIMIT 90)")
    Workbench(folder).settle()
    return folder


def records(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that settling writes, sorted."""
    with sqlite3.connect(folder / "dragoman.db") as database:
        return {
            table: sorted(database.execute(f"SELECT {columns} FROM {table}"), key=repr)
            for table, columns in COLUMNS.items()
        }


def settled_whole(folder: Path, beside: Path) -> dict[str, list[tuple[object, ...]]]:
    """What comes of putting everything together, in a copy that does not know what its events rest on."""
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(folder, beside)
    with sqlite3.connect(beside / "dragoman.db") as database:
        database.execute("UPDATE grouped SET stale = 1")
    Workbench(beside).settle()
    return records(beside)


def judge(bench: Workbench, draw: random.Random, number: int, made: list[str]) -> None:
    """One judgement by lot."""
    accounts, events = bench.accounts(), bench.events()
    one, other = draw.sample(accounts, 2)
    near = [each for each in accounts if each.document_id == one.document_id and each.id != one.id] or [other]
    turn = draw.choice(TURNS if made else TURNS[:-1])
    about, verdict, value = {
        "accept": (one.id, "accept", ""),
        "reject": (one.id, "reject", ""),
        "date": (one.id, "correct", f"date=19{draw.randint(45, 85)}"),
        "parties": (
            one.id,
            "correct",
            draw.choice(("actors=ALB; recipients=SUN", "actors=ALB, SUN, USA; recipients=")),
        ),
        "type": (one.id, "correct", "event_type=CONSULT"),
        "event": (draw.choice(events).id, "correct", "date=1960"),
        "same": (one.id, "same", draw.choice((*near, other)).id),
        "different": (one.id, "different", other.id),
        "undo": (made.pop() if turn == "undo" else "", "undo", ""),
    }[turn]
    at = f"2026-01-01T00:00:{number:02}"
    made += [each.id for each in bench.judge(about, verdict, value=value, by="Ana", at=at) if verdict != "undo"]


@pytest.mark.parametrize("seed", range(3))
def test_what_judgements_touch_is_put_together_as_if_all_were(project: Path, tmp_path: Path, seed: int) -> None:
    draw, made = random.Random(seed), list[str]()
    for number in range(8):
        judge(Workbench(project), draw, number, made)
        # As another process would, which has seen nothing of what was before.
        assert Workbench(project).settle(most=0) is not None, "nothing but what is touched is looked at"
        assert records(project) == settled_whole(project, tmp_path / "beside")


def test_what_moved_is_told_alike_from_a_part_and_from_all(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Workbench(project)
    told = bench.accounts()
    asked = [(told[0].id, "reject", ""), (told[7].id, "correct", "date=1961-05"), (told[1].id, "same", told[9].id)]
    near = [bench.preview(about, verdict, value=value, at="2026-01-02") for about, verdict, value in asked]
    monkeypatch.setattr("dragoman.around.MOST", -1)
    every = [bench.preview(about, verdict, value=value, at="2026-01-02") for about, verdict, value in asked]
    assert near == every
    assert all(each.events for each in every)


def test_judgements_of_before_are_settled_with_those_of_now(project: Path, tmp_path: Path) -> None:
    bench = Workbench(project)
    one, other = (account.id for account in bench.accounts()[:2])
    bench.judge(one, "reject", by="Ana", at="2026-01-01")
    bench.judge(other, "reject", by="Ben", at="2026-01-02")
    assert bench.settle(most=0) is not None
    assert records(project) == settled_whole(project, tmp_path / "beside")


def test_a_judgement_that_touches_too_many_does_not_hold_up_the_next(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Workbench(project)
    one, other = (account.id for account in bench.accounts()[:2])
    bench.judge(one, "reject", by="Ana", at="2026-01-01")
    monkeypatch.setattr("dragoman.around.MOST", -1)
    assert bench.settle(most=0) is None
    monkeypatch.undo()
    (later,) = bench.judge(other, "reject", by="Ana", at="2026-01-02")
    find = around.find_around
    crowded = lambda *known, **more: None if one in around.touched_ids(*known[2:4]) else find(*known, **more)  # noqa: E731
    monkeypatch.setattr("dragoman.settling.find_around", crowded)
    assert bench.settle(most=0) is not None
    told = {account_id for event in bench.events() for account_id in event.account_ids}
    assert one in told and other not in told, "the first waits for a run"
    moved = bench.changes_at_once(later.id, most=0)
    assert moved is not None and {event.id for change in moved.events for event in change.before}
    assert bench.settle() is not None
    assert one not in {account_id for event in bench.events() for account_id in event.account_ids}


def test_nothing_is_told_apart_once_something_else_was_written(project: Path) -> None:
    bench = Workbench(project)
    with sqlite3.connect(project / "dragoman.db") as database:
        database.execute("DELETE FROM accounts WHERE id IN (SELECT id FROM accounts LIMIT 1)")
    with Reader(project / "dragoman.db") as reader:
        assert reader.grouped() is None
    assert bench.settle(most=0) is None, "of so many none is looked at"
    assert bench.settle() is not None
    with Reader(project / "dragoman.db") as reader:
        assert reader.grouped() is not None


def test_a_judgement_does_not_change_how_rare_words_are(project: Path) -> None:
    bench = Workbench(project)
    with Reader(project / "dragoman.db") as reader:
        coded = reader.accounts()
    bench.judge(coded[0].id, "reject", by="Ana", at="2026-01-01")
    bench.judge(coded[1].id, "correct", value="actors=USA; recipients=CHN", by="Ana", at="2026-01-01")
    before = count_words(coded, Rulings(), min_confidence=0.0)
    assert count_words(coded, bench.rulings(), min_confidence=0.0) == before
    assert before.total == len(coded) + 1
