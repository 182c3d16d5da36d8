"""What people decided is kept, replayed, and can be undone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records import a_document, a_reason, an_account

from dragoman.corrections import correct
from dragoman.errors import ConfigError, StoreError
from dragoman.judgement_file import JudgementLog, append_judgement, merge_judgements, read_judgements
from dragoman.judgements import Rulings, judge, rule
from dragoman.model import Judgement
from dragoman.model.name import NamedPerson, NameVariant
from dragoman.replay import replay

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


def by(who: str, day: int, about: str, verdict: str, value: str = "") -> Judgement:
    return judge(about, verdict, value=value, by=who, at=f"2026-01-{day:02}")


def test_other_words_for_verdicts_mean_the_same() -> None:
    assert decide("acc_1", "wrong").verdict == "reject"
    assert decide("acc_1", "corrected-to", "date=1961").verdict == "correct"


def test_of_two_people_s_files_the_later_judgement_wins_in_whatever_order_they_are_put_together() -> None:
    hers = [by("Anna", 3, "acc_1", "accept"), by("Anna", 1, "acc_2", "correct", "date=1961; status=denied")]
    his = [by("Zef", 2, "acc_1", "reject"), by("Zef", 4, "acc_2", "correct", "date=1962")]
    for log in ([*hers, *his], [*his, *hers]):
        rulings = rule(log)
        assert (rulings.accepted, rulings.rejected) == ({"acc_1"}, frozenset())
        assert dict(one[1:] for one in rulings.corrections) == {"status": "denied", "date": "1962"}
        overruled = {one.judgement.id: one for one in replay(log).overruled}
        assert overruled.keys() == {his[0].id, hers[1].id}
        assert all(one.is_contradiction for one in overruled.values())
        assert overruled[hers[1].id].fields == ("date",)
        assert hers[1] in replay(log).standing


def test_a_change_of_mind_is_no_contradiction() -> None:
    found = replay([by("Anna", 1, "acc_1", "accept"), by("Anna", 2, "acc_1", "reject")])
    assert [(one.judgement.verdict, one.is_contradiction) for one in found.overruled] == [("accept", False)]


def test_what_others_settle_together_contradicts_too_and_the_latest_holds() -> None:
    chain = [by("Anna", 1, "acc_1", "same", "acc_2"), by("Anna", 2, "acc_2", "same", "acc_3")]
    rulings = rule([*chain, by("Zef", 3, "acc_1", "different", "acc_3")])
    assert (rulings.different, rulings.same) == ({("acc_1", "acc_3")}, {("acc_2", "acc_3")})
    early = by("Zef", 1, "acc_1", "different", "acc_3")
    later = [by("Anna", 2, "acc_1", "same", "acc_2"), by("Anna", 3, "acc_2", "same", "acc_3")]
    assert (rule([early, *later]).different, len(rule([early, *later]).same)) == (frozenset(), 2)
    assert replay([early, *later]).overruled[0].by == tuple(later)


def test_a_later_correction_brings_a_rejected_account_back() -> None:
    reject, correction = by("Anna", 1, "acc_1", "reject"), by("Zef", 2, "acc_1", "correct", "date=1961")
    assert rule([reject, correction]).rejected == frozenset()
    assert rule([reject, correction, by("Zef", 3, correction.id, "undo")]).rejected == {"acc_1"}
    assert rule([correction, by("Anna", 3, "acc_1", "reject")]).corrections == ()


def test_what_was_undone_can_be_decided_again_at_the_same_time() -> None:
    accept = decide("acc_1", "accept")
    assert rule([accept, decide(accept.id, "undo"), accept]).accepted == {"acc_1"}


def test_an_undo_holds_though_its_clock_was_behind() -> None:
    accept = by("Anna", 5, "acc_1", "accept")
    assert rule([accept, by("Zef", 1, accept.id, "undo")]).accepted == frozenset()


def test_a_time_that_cannot_be_read_keeps_its_place_in_the_file() -> None:
    log = [replace(decide("acc_1", verdict), at=at) for verdict, at in (("accept", "soon"), ("reject", ""))]
    assert rule(log).rejected == {"acc_1"}


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "correct", "value": "date=soon"},
        {"verdict": "same", "value": ""},
        {"verdict": "same", "value": "acc_1"},
    ],
)
def test_a_line_that_cannot_be_meant_is_reported_and_stops_no_run(tmp_path: Path, fields: dict[str, str]) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text(json.dumps({"id": "jdg_1", "about": "acc_1", "by": "", "at": AT, "why": "", **fields}) + "\n")
    log = read_judgements(path)
    assert (log.judgements, len(log.broken)) == ((), 1)


def test_merging_adds_what_is_new_once_and_names_what_is_broken(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "judgements.jsonl", tmp_path / "zef.jsonl"
    shared_one, other = by("Anna", 1, "acc_1", "accept"), by("Zef", 2, "acc_1", "reject")
    append_judgement(mine, shared_one)
    for one in (shared_one, other):
        append_judgement(theirs, one)
    theirs.write_bytes(theirs.read_bytes() + b'{"id": "jdg_torn')
    added, broken = merge_judgements(mine, [theirs])
    assert (added, [(path, line) for path, line, _ in broken]) == ((other,), [(theirs, 3)])
    assert merge_judgements(mine, [theirs])[0] == ()
    assert read_judgements(mine).judgements == (shared_one, other)
    with pytest.raises(StoreError, match="no such file"):
        merge_judgements(mine, [tmp_path / "none.jsonl"])


@given(st.permutations(range(6)))
def test_the_order_of_lines_does_not_matter_where_times_differ(order: list[int]) -> None:
    log = [
        by("Anna", 1, "acc_1", "reject"),
        by("Zef", 2, "acc_1", "correct", "date=1961"),
        by("Anna", 3, "acc_1", "same", "acc_2"),
        by("Zef", 4, "acc_2", "different", "acc_1"),
        by("Anna", 5, "acc_3", "accept"),
        by("Zef", 6, "acc_3", "reject"),
    ]
    assert rule([log[place] for place in order]) == rule(log)


def test_reasons_are_corrected_left_out_and_told_once() -> None:
    reasons = [a_reason(number) for number in range(3)]
    ids = [one.id for one in reasons]
    rulings = rule([decide(ids[1], "correct", "polarity=despite; speaker=Hoxha"), decide(ids[2], "same", ids[0])])
    assert [(one.id, one.polarity, one.speaker) for one in rulings.told(reasons)] == [
        (ids[0], "promotes", ""),
        (ids[1], "despite", "Hoxha"),
    ]
    assert [one.id for one in rule([decide(ids[0], "reject")]).told(reasons)] == ids[1:]
    with pytest.raises(ConfigError, match="no theme"):
        decide(ids[0], "correct", "themes=weather")


def test_names_are_corrected_and_left_out() -> None:
    variants = [
        NameVariant(id=f"nam_{one}", form=one, state="", count=1, documents=("doc_1",)) for one in ("Shehu", "Sheh")
    ]
    person = NamedPerson(id="who_1", name="Shehu", variants=tuple(variants))
    rulings = rule([decide("nam_Sheh", "reject"), decide("nam_Shehu", "correct", "state=ALB; name=Mehmet Shehu")])
    (found,) = rulings.called([person])
    assert ([one.form for one in found.variants], found.state, found.name) == (["Shehu"], "ALB", "Mehmet Shehu")
    assert rule([decide("nam_Sheh", "reject"), decide("nam_Shehu", "reject")]).called([person]) == ()


def test_what_a_person_accepted_or_corrected_is_surely_read() -> None:
    document = a_document()
    told = [replace(an_account(document), id=f"acc_{one}", confidence=0.3) for one in range(3)]
    rulings = Rulings(accepted=frozenset({"acc_0"}), corrections=(("acc_1", "mode", "visit"),))
    assert [one.confidence for one in rulings.vouched(told)] == [1.0, 1.0, 0.3]
    assert [one.confidence for one in rulings.judged(told)] == [0.3, 0.3, 0.3]
