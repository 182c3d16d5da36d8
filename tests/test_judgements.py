"""What people decided is kept, replayed, and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records import a_document, an_account

from dragoman.corrections import correct
from dragoman.errors import ConfigError
from dragoman.judgement_file import JudgementLog, append_judgement, read_judgements
from dragoman.judgements import judge, rule
from dragoman.model import Judgement

AT = "2026-01-01T00:00:00+00:00"


def decide(about: str, verdict: str, value: str = "", at: str = AT) -> Judgement:
    return judge(about, verdict, value=value, by="me", at=at)


def test_judgements_come_back_from_the_file_in_order(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    made = [decide("acc_1", "accept"), decide("acc_2", "correct", "date=1961-12-03; status=denied")]
    for one in made:
        append_judgement(path, one)
    assert read_judgements(path) == JudgementLog(judgements=tuple(made), broken=())
    assert read_judgements(tmp_path / "none.jsonl").judgements == ()


def test_a_torn_last_line_is_reported_and_does_not_swallow_the_next(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    append_judgement(path, decide("acc_1", "accept"))
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"id": "jdg_2", "about": "acc')
    log = read_judgements(path)
    assert [one.about for one in log.judgements] == ["acc_1"]
    assert log.broken[0][0] == 2
    append_judgement(path, decide("acc_3", "reject"))
    assert [one.about for one in read_judgements(path).judgements] == ["acc_1", "acc_3"]


@pytest.mark.parametrize(
    "line",
    [b"[]", b'{"id": 1}', b"\xff\xfe", b'{"id":"","about":"","verdict":"burn","value":"","by":"","at":"","why":""}'],
)
def test_lines_that_hold_no_judgement_are_reported(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_bytes(line + b"\n")
    log = read_judgements(path)
    assert log.judgements == ()
    assert len(log.broken) == 1


def test_the_later_judgement_counts_and_undo_takes_it_back() -> None:
    accept, reject = decide("acc_1", "accept"), decide("acc_1", "reject")
    assert rule([accept, reject]).rejected == {"acc_1"}
    undo = decide(reject.id, "undo")
    assert rule([accept, reject, undo]).accepted == {"acc_1"}
    undo_undo = decide(undo.id, "undo")
    assert rule([accept, reject, undo, undo_undo]).rejected == {"acc_1"}


def test_pairs_are_sorted_and_the_later_verdict_on_a_pair_counts() -> None:
    same, different = decide("acc_2", "same", "acc_1"), decide("acc_1", "different", "acc_2")
    assert rule([same]).same == {("acc_1", "acc_2")}
    assert rule([same, different]).same == frozenset()
    assert rule([same, different]).different == {("acc_1", "acc_2")}


def test_rulings_correct_and_leave_out_accounts() -> None:
    document = a_document()
    sure, unsure = an_account(document), an_account(document, confidence=0.2)
    wrong = an_account(document, mode="wrong")
    judgements = [
        decide(wrong.id, "reject"),
        decide(sure.id, "correct", "date=1958-01; recipients=YUG,SUN; speaker=Hoxha"),
    ]
    judged = rule(judgements).judged([sure, unsure, wrong], min_confidence=0.5)
    assert [one.id for one in judged] == [sure.id]
    assert (judged[0].date, judged[0].date_how, judged[0].speaker) == ("1958-01", "judged", "Hoxha")
    assert [(one.id, one.state, one.text) for one in judged[0].recipients] == [
        ("YUG", "YUG", ""),
        ("SUN", "SUN", "the Soviet Union"),
    ]
    assert judged[0].evidence == sure.evidence
    accepted = rule([decide(unsure.id, "accept")]).judged([unsure], min_confidence=0.5)
    assert accepted == (unsure,)


@pytest.mark.parametrize(
    ("verdict", "value", "words"),
    [
        ("burn", "", "no verdict"),
        ("correct", "quote=x", "field=value"),
        ("correct", "date=soon", "no EDTF date"),
        ("correct", "status=maybe", "no status"),
        ("correct", "event_type=DANCE", "no event type"),
        ("correct", "", "field=value"),
        ("same", "", "other record"),
        ("same", "acc_1", "other record"),
        ("accept", "x", "takes no value"),
    ],
)
def test_what_cannot_be_meant_is_refused(verdict: str, value: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        decide("acc_1", verdict, value)


def test_an_empty_date_is_a_correction_to_unknown() -> None:
    assert correct(an_account(a_document()), {"date": ""}).date is None


def test_the_same_decision_has_the_same_id() -> None:
    assert decide("acc_1", "accept").id == decide("acc_1", "accept").id
    assert decide("acc_1", "accept").id != decide("acc_1", "accept", at="2026-01-02").id
