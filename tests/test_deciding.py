"""Judging a project: any record, what it changes, what has become of it, and what to look at first."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records import a_project

from dragoman.errors import ConfigError
from dragoman.foresight import gather_history
from dragoman.review import Place, Queue, read_place, write_place
from dragoman.timed import Timespan
from dragoman.workbench import Workbench

pytestmark = pytest.mark.usefixtures("fake_coder")

FIRST = "Talks\n\nIn 1957 Albania thanked the Soviet Union. In 1961 the Soviet Union accused Albania.\n"
SECOND = "A note\n\nIn 1961 the Soviet Union accused Albania. In 1958 Yugoslavia thanked Albania.\n"


@pytest.fixture
def project(tmp_path: Path) -> Workbench:
    """A project of two documents that has been run."""
    workbench = a_project(tmp_path, a=FIRST, b=SECOND)
    workbench.run()
    return workbench


def accusations(project: Workbench) -> tuple[str, ...]:
    return tuple(one.id for one in project.accounts() if one.event_type == "ACCUSE")


def test_a_corrected_event_stays_so_while_its_accounts_say_what_they_said(project: Workbench) -> None:
    one, other = accusations(project)
    event = next(event for event in project.events() if one in event.account_ids)
    made = project.judge(event.id, "correct", value="date=1961-02; event_type=THREATEN", at="2026-01-01", by="me")
    assert [(judgement.about, judgement.value) for judgement in made] == [
        (event.account_ids[0], "event.date=1961-02; event.event_type=THREATEN")
    ]
    project.run()
    (found,) = (event for event in project.events() if one in event.account_ids)
    assert (found.date, found.event_type) == ("1961-02", "THREATEN")
    assert found.score != event.score
    assert {account.date for account in project.accounts(found)} == {"1961"}
    # It holds for whatever event the account comes to tell of.
    project.judge(one, "same", value=other, at="2026-01-02", by="me")
    project.run()
    assert "1961-02" in {event.date for event in project.events() if len(event.account_ids) == 2}
    with pytest.raises(ConfigError, match="an event's fields"):
        project.judge(project.events()[0].id, "correct", value="speaker=X", at="2026-01-03")


def test_what_a_judgement_changes_is_what_the_next_run_does(project: Workbench) -> None:
    one, other = accusations(project)
    before = project.events()
    foretold = project.preview(one, "same", value=other, at="2026-01-01")
    assert project.judgement_log().judgements == ()
    (judgement,) = project.judge(one, "same", value=other, at="2026-01-01")
    assert project.changes(judgement.id) == foretold
    project.run()
    after = project.events()
    (change,) = foretold.events
    assert {event.id for event in change.before} == {event.id for event in before} - {event.id for event in after}
    assert {event.id for event in change.after} == {event.id for event in after} - {event.id for event in before}
    assert [str(relation.dyad) for relation in foretold.relations] == ["ALB-SUN"]
    assert foretold.to_json()["relations"][0]["dyad"] == "ALB-SUN"
    # Asked again after the run, it is still what the judgement does.
    assert project.changes(judgement.id) == foretold


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_the_level_that_a_judgement_is_said_to_move_is_the_one_that_the_relation_tells(
    tmp_path: Path, verdict: str
) -> None:
    """Also where no event changes: what a person accepts is surely read, and so weighs more."""
    texts = {f"n{year}": f"Year {year}\n\nIn 19{year} Albania thanked the Soviet Union.\n" for year in range(50, 56)}
    project = a_project(tmp_path, **texts)
    project.run()

    def levels() -> dict[str, float | None]:
        return {point.span: point.level for point in project.relation("ALB", "SUN").found.series}

    before, last = levels(), next(one for one in project.accounts() if one.date == "1955")
    (told,) = project.preview(last.id, verdict, at="2026-01-01").relations
    project.judge(last.id, verdict, at="2026-01-01")
    project.settle()
    after = levels()
    moved = {span: (before.get(span), after.get(span)) for span in before.keys() | after.keys()}
    assert {span: (old, new) for span, old, new in told.levels} == {
        span: sides for span, sides in moved.items() if sides[0] != sides[1]
    }
    assert told.levels


def test_a_forecast_takes_what_a_person_accepted_as_surely_read(project: Workbench) -> None:
    account = next(one for one in project.accounts() if one.date == "1957")

    def trusted() -> float:
        with project.reader() as reader:
            told = gather_history(reader, project.rulings(), project.config, Timespan(), project.extra)
        return next(sure.confidence for acts in told.values() for id, sure in acts.trust.items() if id == event.id)

    event = next(one for one in project.events() if account.id in one.account_ids)
    assert trusted() == pytest.approx(account.confidence) != 1.0
    project.judge(account.id, "accept", at="2026-01-01")
    assert trusted() == 1.0


def test_an_undone_judgement_changes_nothing_and_a_rejection_takes_the_event_away(project: Workbench) -> None:
    support = next(one for one in project.accounts() if one.date == "1957")
    (judgement,) = project.judge(support.id, "wrong", at="2026-01-01")
    changes = project.changes(judgement.id)
    assert [(len(change.before), len(change.after)) for change in changes.events] == [(1, 0)]
    assert [Path(path).name for path in changes.explained] == ["a.txt"]
    assert [span for level in changes.relations for span, _, _ in level.levels][:1] == ["1957"]
    project.judge(judgement.id, "undo", at="2026-01-02")
    assert not project.changes(judgement.id)
    with pytest.raises(ConfigError, match="no judgement"):
        project.changes("jdg_none")


def test_the_list_tells_what_has_become_of_each(project: Workbench) -> None:
    one, other = accusations(project)
    undone = project.judge(one, "accept", at="2026-01-01", by="Anna")[0]
    project.judge(undone.id, "undo", at="2026-01-02", by="Anna")
    first = project.judge(other, "accept", at="2026-01-03", by="Anna")[0]
    second = project.judge(other, "reject", at="2026-01-04", by="Zef")[0]
    strange = project.judge(one, "same", value=other, at="2026-01-05", by="Zef")[0]
    path = project.judgements_path
    path.write_text(
        path.read_text(encoding="utf-8").replace(f'"value": "{other}"', '"value": "acc_gone"'), encoding="utf-8"
    )
    states = {found.judgement.id: found for found in project.judgements()}
    assert states[undone.id].state == "undone"
    assert (states[first.id].state, states[first.id].contradicts) == ("overruled", True)
    assert states[first.id].by == (second,)
    assert states[second.id].state == "in force"
    assert states[strange.id].state == "lost"
    status = project.status()
    assert status["unknown_judgements"] == [strange.id]
    assert status["contradicted_judgements"] == [first.id]


def test_unknown_ids_of_every_kind_are_listed_as_lost(project: Workbench) -> None:
    account = accusations(project)[0]
    project.judge(account, "accept", at="2026-01-01")
    path = project.judgements_path
    line = path.read_text(encoding="utf-8")
    rows = [line.replace(account, f"{kind}_none").replace("jdg_", f"jdg_{kind}") for kind in ("acc", "rea", "nam")]
    undo = line.replace(account, "jdg_none").replace('"accept"', '"undo"').replace('"jdg_', '"jdg_u', 1)
    path.write_text(line + "".join(rows) + undo, encoding="utf-8")
    assert [found.state for found in project.judgements()].count("lost") == 4
    project.run()
    assert len(project.accounts()) == 4


def test_names_are_judged_like_other_records(project: Workbench) -> None:
    with pytest.raises(ConfigError, match="no account, event, reason, finding or name"):
        project.judge("nam_none", "reject", at="2026-01-01")


def test_what_was_decided_is_not_suggested_again(project: Workbench) -> None:
    found = project.suggestions()
    first = next(one for one in found if one.kind == "account")
    assert list(found) == sorted(found, key=lambda one: (-round(one.score, 9), not one.is_contested, one.kind, one.id))
    project.judge(first.about, "accept", at="2026-01-01")
    assert first.id not in {one.id for one in project.suggestions()}
    between = project.suggestions(between=("Albania", "Yugoslavia"))
    assert between and len(between) < len(found)


def test_the_place_in_the_queue_is_kept_and_a_torn_file_begins_anew(project: Workbench, tmp_path: Path) -> None:
    found = project.suggestions()
    queue = Queue(found)
    queue.next()
    project.keep_review_place(queue.place)
    again = Queue(found, project.review_place())
    assert again.current == found[1]
    again.skip()
    later = Queue(found, again.place)
    assert later.items[-1] == found[1]
    write_place(tmp_path / "review.json", Place(at="ask_gone"))
    assert Queue(found, read_place(tmp_path / "review.json")).current == found[0]
    (tmp_path / "review.json").write_text('{"at": "ask', encoding="utf-8")
    assert read_place(tmp_path / "review.json") == Place()


def test_states_are_corrected_by_name_and_a_name_of_no_state_is_refused(project: Workbench) -> None:
    account = project.accounts()[0]
    (made,) = project.judge(account.id, "correct", value="recipients=Soviet Union, Albania; date=1957", at="2026-01-01")
    assert made.value == "recipients=SUN, ALB; date=1957"
    (made,) = project.judge(account.id, "correct", value="event.actors=USSR", at="2026-01-02")
    assert made.value == "event.actors=SUN"
    event = project.events()[0]
    (made,) = project.judge(event.id, "corrected-to", value="actors=Soviet Union", at="2026-01-03")
    assert made.value == "event.actors=SUN"
    before = project.judgement_log().judgements
    for record in (account.id, event.id):
        with pytest.raises(ConfigError, match="'Atlantis' stands for no one state"):
            project.judge(record, "correct", value="actors=Atlantis", at="2026-01-04")
    with pytest.raises(ConfigError, match="field=value"):
        project.judge(account.id, "correct", value="Soviet Union", at="2026-01-04")
    assert project.judgement_log().judgements == before
