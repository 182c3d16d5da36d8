"""Accounts that a person adds: checked, kept with the judgements, in force at once and after a run, undoable."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tests.records import a_project

import dragoman
from dragoman.additions import added_by, read_addition, write_addition
from dragoman.errors import ConfigError, MeanwhileError
from dragoman.model import Document
from dragoman.workbench import Workbench

pytestmark = pytest.mark.usefixtures("fake_coder")

TEXT = "Talks\n\nIn 1957 Albania thanked the Soviet Union. The embassy = closed; nobody said why.\n"
WORDS = "The embassy = closed"


@pytest.fixture
def project(tmp_path: Path) -> Workbench:
    """A project of one document that has been run."""
    workbench = a_project(tmp_path, a=TEXT)
    workbench.run()
    return workbench


def value_of(document: Document, **more: str) -> str:
    start = document.text.index(WORDS)
    fields = {"event_type": "SANCTION", "actors": "SUN", "recipients": "ALB", "date": "1961"} | more
    return write_addition(document, start, start + len(WORDS), fields)


def test_an_added_account_counts_at_once_and_after_a_run_until_it_is_undone(project: Workbench) -> None:
    (document,) = project.documents()
    before = {one.id for one in project.accounts()}
    (made,) = project.judge(document.id, "add", value=value_of(document), by="Ana", at="2026-01-01", why="missed")
    project.settle()
    (new,) = (one for one in project.accounts() if one.id not in before)
    assert (new.evidence.quote, new.event_type, new.coder) == (WORDS, "SANCTION", "added by Ana")
    assert new.evidence.check(document.text) == new.evidence
    assert project.rulings().is_by_hand(new)
    assert {one.id for one in project.accounts()} >= before, "what the machine read of the document still counts"
    events = project.events()
    assert any(new.id in event.account_ids for event in events)
    assert "Ana" not in project.rulings().hands
    assert not project.status()["up_to_date"]
    project.run()
    assert project.events() == events
    assert project.status()["up_to_date"]
    assert [one.state for one in project.judgements()] == ["in force"]
    project.judge(made.id, "undo", by="Ana", at="2026-01-02")
    assert {one.id for one in project.accounts()} == before
    project.settle()
    assert all(new.id not in event.account_ids for event in project.events())
    project.run()
    assert {one.id for one in project.accounts()} == before


def test_what_cannot_be_added_is_told(project: Workbench) -> None:
    (document,) = project.documents()
    for value, why in (
        ("{", "JSON"),
        ("[]", "JSON object"),
        ('{"start": 1, "quote": "abc"}', "start, end and quote"),
        ('{"start": 1, "end": 3, "quote": "abc"}', "words of the text"),
        ('{"start": 0, "end": 3, "quote": "xyz", "event_type": "ACCUSE", "actors": "ALB"}', "not in the text"),
        ('{"start": 0, "end": 5, "quote": "Talks", "event_type": "ACCUSE"}', "who acted"),
        ('{"start": 0, "end": 5, "quote": "Talks", "event_type": "DANCE", "actors": "ALB"}', "no event type"),
        ('{"start": 0, "end": 5, "quote": "Talks", "colour": "red"}', "not colour"),
    ):
        with pytest.raises(ConfigError, match=why):
            project.judge(document.id, "add", value=value, at="2026-01-01")
    with pytest.raises(ConfigError, match="no document"):
        project.judge("doc_0", "add", value=value_of(document), at="2026-01-01")
    assert project.judgement_log().judgements == ()


def test_the_words_may_hold_what_parts_fields(project: Workbench) -> None:
    (document,) = project.documents()
    coding = read_addition(document.id, value_of(document, place="Tirana"), by="Ana")
    assert (coding.quote, coding.place) == (WORDS, "Tirana")
    (made,) = project.judge(document.id, "add", value=value_of(document), by="Ana", at="2026-01-01")
    assert added_by(made).account_id() == added_by(project.judgement_log().judgements[0]).account_id()


def test_words_are_found_and_states_may_be_named(project: Workbench) -> None:
    (document,) = project.documents()
    fields = {"event_type": "SANCTION", "actors": "USSR", "recipients": "Albania", "date": "1961"}
    by_words = project.addition(document.path, fields, words="The  embassy =\nclosed")
    start = document.text.index(WORDS)
    assert by_words == project.addition(document.id, fields, start=start, end=start + len(WORDS))
    assert by_words == (document.id, value_of(document))
    for words, start_at, why in (
        ("The embassy was closed", None, "not in the text"),
        ("n", None, "begin at character .* say where"),
        (WORDS, 3, "say where"),
        ("", None, "rests on words"),
    ):
        with pytest.raises(ConfigError, match=why):
            project.addition(document.id, fields, words=words, start=start_at)
    with pytest.raises(ConfigError, match="'Atlantis' stands for no one state"):
        project.addition(document.id, fields | {"recipients": "Atlantis"}, words=WORDS)
    with pytest.raises(ConfigError, match="no document"):
        project.addition("missing.txt", fields, words=WORDS)
    with pytest.raises(ConfigError, match="'Atlantis' stands for no one state"):
        project.judge(document.id, "add", value=value_of(document, actors="Atlantis"), at="2026-01-01")


def test_what_an_added_account_would_move_is_told_before_it_is_written_down(project: Workbench) -> None:
    (document,) = project.documents()
    changes = project.preview(document.id, "add", value=value_of(document), by="Ana", at="2026-01-01")
    ((event,),) = (one.after for one in changes.events)
    assert (event.date, event.event_type, event.actors) == ("1961", "SANCTION", ("SUN",))
    assert project.judgement_log().judgements == ()
    (made,) = project.judge(document.id, "add", value=value_of(document), by="Ana", at="2026-01-01")
    assert project.changes(made.id).events == changes.events, "also before the events are brought up to date"
    project.settle()
    assert event in project.events()
    assert project.changes(made.id).events == changes.events


def test_settling_does_for_events_what_a_run_does(project: Workbench) -> None:
    account = project.accounts()[0]
    project.judge(account.id, "correct", value="date=1958-03", by="Ana", at="2026-01-01")
    project.settle()
    events = project.events()
    assert "1958-03" in {event.date for event in events}
    project.run()
    assert project.events() == events
    assert project.verify().differences == ()


def test_of_two_who_looked_at_the_same_only_the_first_is_written(project: Workbench) -> None:
    account = project.accounts()[0]
    seen = project.version(account.id)
    project.judge(account.id, "accept", by="Ana", at="2026-01-01", version=seen)
    with pytest.raises(MeanwhileError, match="somebody else"):
        project.judge(account.id, "reject", by="Ben", at="2026-01-02", version=seen)
    assert [one.verdict for one in project.judgement_log().judgements] == ["accept"]
    event = next(one for one in project.events() if account.id in one.account_ids)
    assert [one.by for one in project.decided_about(event.id)] == ["Ana"], "what holds for its account holds for it"
    project.judge(account.id, "reject", by="Ben", at="2026-01-02", version=project.version(account.id))


def test_many_at_once_lose_nothing(project: Workbench) -> None:
    account = project.accounts()[0]
    each, people = 10, 6

    def decide(who: int) -> None:
        bench = dragoman.open(project.folder)
        for number in range(each):
            bench.judge(account.id, "accept", by=f"coder {who}", at=f"2026-01-{number + 1:02}", why="é" * 2000)

    threads = [threading.Thread(target=decide, args=(who,)) for who in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log = project.judgement_log()
    assert not log.broken
    assert len({one.id for one in log.judgements}) == each * people
