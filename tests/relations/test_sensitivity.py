"""What a turning point rests on: sources that carry it, copies, themes, and draws that can be repeated."""

from __future__ import annotations

import pytest

from dragoman.model import Borrowing, Rupture
from dragoman.relations.fates import compare_turns, level_distance
from dragoman.relations.resampling import resample, usual_draws
from dragoman.relations.sensitivity import leave_out, rests_of, tell

from .made import DYAD
from .made_tellings import WORDS, account, many, tellings, two_phases


def rupture(window: str, direction: str = "break", strength: float = 5.0) -> Rupture:
    return Rupture(
        dyad=DYAD, window=window, direction=direction, strength=strength, low=1.0, high=9.0, event_ids=()  # type: ignore[arg-type]
    )  # fmt: skip


def examine(told, **fields):  # type: ignore[no-untyped-def]
    made = tellings(told, **fields)
    whole = tell(DYAD, made.events)
    rows = leave_out(DYAD, made.events, whole, made.cuts())
    return made, whole, {(row.kind, row.key): row for row in rows}, rests_of(whole, rows)


def test_a_break_that_one_memoir_tells_rests_on_it() -> None:
    _, whole, rows, rests = examine(two_phases(1))
    assert [turn.direction for turn in whole.ruptures] == ["break"]
    assert [turn.fate for turn in rows["source", "memoir"].turns] == ["gone"]
    assert [turn.fate for turn in rows["source", "archive"].turns] == ["stays"]
    assert rows["source", "archive"].lost == () and len(rows["source", "archive"].changed) == 20
    (rest,) = rests
    assert rest.without[0] == ("source", "memoir")
    assert "rests on one source: memoir." in rest.statement


def test_a_break_that_two_sources_tell_rests_on_neither() -> None:
    _, whole, rows, _ = examine(two_phases(1, teller="press"))
    assert [turn.fate for turn in rows["source", "memoir"].turns] != ["gone"]
    assert not rows["source", "memoir"].lost
    assert whole.ruptures


def test_a_copy_is_no_second_source() -> None:
    told = two_phases(1, teller="reprint")
    copy = Borrowing(
        id="bor_1", kind="wording", document_ids=("memoir", "reprint"), one=WORDS, other=WORDS, words=900, share=0.9
    )
    _, _, rows, rests = examine(told, borrowings=[copy])
    assert rows["source", "memoir"].sources == ("memoir", "reprint")
    assert ("source", "reprint") not in rows
    assert [turn.fate for turn in rows["source", "memoir"].turns] == ["gone"]
    assert "memoir = reprint" in rests[0].statement


def test_documents_of_one_source_go_together() -> None:
    sources = {"memoir": "book", "press": "book"}
    _, _, rows, rests = examine(two_phases(1, teller="press"), sources=sources)
    assert [turn.fate for turn in rows["source", "book"].turns] == ["gone"]
    assert rests[0].without[0] == ("source", "book")


def test_a_cited_work_takes_what_is_told_on_its_word() -> None:
    told = two_phases(1, teller="press")
    told = [
        [one if one.document_id not in ("memoir", "press") else account(
            one.document_id, one.event_type, one.date, mode=one.mode, number=place, cited="Party archive, file 7"
        ) for one in group]
        for place, group in enumerate(told)
    ]  # fmt: skip
    _, _, rows, _ = examine(told)
    row = rows["cited", "party archive file 7"]
    assert row.label == "Party archive, file 7" and row.accounts == 40
    assert [turn.fate for turn in row.turns] == ["gone"]
    # The other work tells the same on that word: leaving one reader of it out leaves the other.
    assert not rows["source", "press"].lost


def test_an_event_left_out_of_one_source_is_dated_by_the_others() -> None:
    told = [[account("a", "ACCUSE", "1956-03-02"), account("b", "ACCUSE", "1956")]]
    made = tellings(told)
    (whole,) = made.events
    cuts = {cut.key: cut for cut in made.cuts() if cut.kind == "source"}
    left = cuts["a"].events[whole.id]
    assert whole.date == "1956-03-02" and whole.standing == "uncontested"
    assert left is not None and (left.id, left.date, left.standing) == (whole.id, "1956", "single-source")
    same = made.form(whole.account_ids)
    assert same == whole


def test_a_theme_takes_its_acts_with_it() -> None:
    told = [
        [account(one.document_id, one.event_type, one.date, mode=one.mode, number=place,
                 contexts=("military",) if one.date and one.date >= "1955" else ("economic",)) for one in group]
        for place, group in enumerate(two_phases(1, teller="press"))
    ]  # fmt: skip
    _, _, rows, rests = examine(told)
    assert [turn.fate for turn in rows["theme", "military"].turns] == ["gone"]
    assert len(rows["theme", "military"].lost) == 20
    assert [turn.fate for turn in rows["theme", "economic"].turns] == ["gone"]
    assert ("theme", "military") in rests[0].without and "each of 2 themes" in rests[0].statement


def test_a_side_takes_what_is_told_for_it() -> None:
    told = two_phases(1, teller="press")
    sides = {one.id: "ALB" for group in told for one in group if one.document_id in ("memoir", "press")}
    _, _, rows, _ = examine(told, sides=sides)
    assert rows["side", "ALB"].accounts == 40
    assert [turn.fate for turn in rows["side", "ALB"].turns] == ["gone"]


def test_draws_repeat_with_their_seed_and_show_what_rests_on_one_source() -> None:
    made = tellings(two_phases(1))
    whole = tell(DYAD, made.events).ruptures
    one, again, other = (
        resample(DYAD, made.events, whole, made.voices, made.form, draws=40, seed=seed) for seed in (7, 7, 8)
    )
    assert one is not None and other is not None and one == again and one != other
    (share,) = one.turns
    # Of three sources the memoir is missing in (2/3)^3 = 30 % of the draws, both tellers of the friendship in 4 %.
    assert one.sources == 3
    assert 0.4 <= share.found <= 0.9
    assert share.begins[0] <= share.begins[1] <= share.begins[2]
    assert share.strength[0] <= share.strength[1] <= share.strength[2]


def test_a_turn_that_many_sources_tell_is_found_in_nearly_all_draws() -> None:
    made = tellings(many(100, 12, seed=3))
    whole = tell(DYAD, made.events).ruptures
    found = resample(DYAD, made.events, whole, made.voices, made.form, draws=20)
    assert found is not None and len(found.turns) >= 2
    assert all(share.found >= 0.9 for share in found.turns)


def test_one_source_cannot_be_drawn_anew() -> None:
    made = tellings([[account("memoir", "ACCUSE", "1956")], [account("memoir", "SUPPORT", "1950")]])
    assert resample(DYAD, made.events, (), made.voices, made.form) is None
    with pytest.raises(ValueError, match="at least one draw"):
        resample(DYAD, made.events, (), made.voices, made.form, draws=0)


def test_a_large_dyad_is_drawn_less_often() -> None:
    assert [usual_draws(number) for number in (0, 100, 600, 2000)] == [200, 200, 100, 50]


def test_turns_are_matched_by_direction_and_nearness_each_once() -> None:
    whole = [rupture("1955/1956"), rupture("1961"), rupture("1970", "thaw")]
    without = [rupture("1955-06/1956", strength=4.0), rupture("1970"), rupture("1961", strength=7.5)]
    fates, arising = compare_turns(whole, without)
    assert [fate.fate for fate in fates] == ["moves", "stays", "gone"]
    assert fates[0].shift == 76 and fates[0].change == -1.0
    assert fates[1].change == 2.5 and fates[1].shift == 0
    assert fates[2].change == -5.0 and fates[2].strength_without is None
    assert [turn.window for turn in arising] == ["1970"]


def test_turns_more_than_two_years_apart_are_two() -> None:
    fates, arising = compare_turns([rupture("1955")], [rupture("1958-06")])
    assert fates[0].fate == "gone" and len(arising) == 1


def test_levels_are_compared_over_the_days_that_both_tell_of() -> None:
    _, whole, rows, _ = examine(two_phases(1))
    assert level_distance(whole.phases, whole.phases) == 0.0
    assert level_distance(whole.phases, ()) == 0.0
    assert rows["type", "ACCUSE"].moved > 0
