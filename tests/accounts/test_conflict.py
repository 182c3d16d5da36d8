"""Accounts of one event that cannot all be right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dragoman.accounts.conflict import find_conflicts
from dragoman.model import Account, Conflict, Magnitude, Party

from .made import account, sanction


def conflicts(*accounts: Account, standpoints: dict[str, str | None] | None = None) -> tuple[Conflict, ...]:
    return find_conflicts(sanction(accounts), accounts, standpoints or {})


def broke(number: int, by: tuple[str, ...] = ("SUN",), to: tuple[str, ...] = ("ALB",), **more: Any) -> Account:
    return account(
        number, event_type="SANCTION", mode="break-relations", actors=by, recipients=to, quote="broke relations", **more
    )


def test_dates_that_differ_only_in_precision_agree() -> None:
    assert conflicts(broke(1, date="1961"), broke(2, date="1961-12-03"), broke(3)) == ()


def test_dates_that_cannot_both_be_right_conflict() -> None:
    (found,) = conflicts(broke(1, date="1961-12-03"), broke(2, date="1961-12-19"), broke(3, date="1961"))
    assert found.field == "date"
    assert [position.value for position in found.positions] == ["1961-12-03", "1961-12-19"]


def test_each_side_says_the_other_did_it() -> None:
    first, second, third = broke(1, document_id="a"), broke(2, ("ALB",), ("SUN",), document_id="b"), broke(3)
    (found,) = conflicts(first, second, third, standpoints={"a": "ALB", "b": "SUN"})
    assert found.field == "initiator"
    assert [(one.value, one.account_ids) for one in found.positions] == [
        ("SUN", tuple(sorted((first.id, third.id)))),
        ("ALB", (second.id,)),
    ]


def test_a_joint_act_does_not_contradict_a_one_sided_one() -> None:
    assert conflicts(broke(1), broke(2, ("ALB", "SUN"), ())) == ()


def test_a_claim_and_its_denial_conflict_on_status() -> None:
    (found,) = conflicts(broke(1), broke(2, status="denied"))
    assert found.field == "status"
    assert {position.value for position in found.positions} == {"asserted", "denied"}


def test_type_and_place_conflict() -> None:
    one = account(1, event_type="CONSULT", place="Moscow")
    other = account(2, event_type="AGREE", place="Tirana")
    assert [found.field for found in conflicts(one, other)] == ["type", "place"]


def test_two_counts_of_one_thing_conflict_and_counts_of_two_things_do_not() -> None:
    def counted(number: int, value: float, unit: str) -> Account:
        return broke(number, magnitudes=(Magnitude(value=value, unit=unit, text=f"{value:g} {unit}"),))

    (found,) = conflicts(counted(1, 8, "submarines"), counted(2, 12, "submarines"))
    assert (found.field, [one.value for one in found.positions]) == ("magnitude", ["12 submarines", "8 submarines"])
    assert conflicts(counted(1, 8, "submarines"), counted(2, 300, "million roubles")) == ()


def test_one_account_contradicts_nobody() -> None:
    assert conflicts(broke(1, date="1961")) == ()


def test_denying_that_one_side_did_it_is_a_position_on_who_did_it() -> None:
    claim, denial, other = broke(1), broke(2, ("ALB",), ("SUN",), status="denied"), broke(3, ("ALB",), ("SUN",))
    assert conflicts(claim, denial) == ()
    (found,) = conflicts(claim, denial, other)
    assert found.field == "initiator"
    assert {one.value: one.account_ids for one in found.positions} == {
        "SUN": (claim.id,),
        "ALB": (other.id,),
        "not ALB": (denial.id,),
    }


def test_denying_it_of_the_only_side_that_is_said_to_have_done_it_denies_that_it_happened() -> None:
    (found,) = conflicts(broke(1), broke(2, status="negated"), broke(3, status="denied"))
    assert found.field == "status"
    assert [one.value for one in found.positions] == ["asserted", "denied", "negated"]


def test_about_a_year_does_not_contradict_the_next() -> None:
    assert conflicts(broke(1, date="1960~"), broke(2, date="1961-12-03")) == ()
    assert conflicts(broke(1, date="1960"), broke(2, date="1961-12-03")) != ()
    assert conflicts(broke(1, date="1955~"), broke(2, date="1961-12-03")) != ()


def test_a_name_spelt_otherwise_or_told_with_more_is_the_same_place() -> None:
    assert conflicts(broke(1, place="Vlora"), broke(2, place="Vlore"), broke(3, place="the bay of Vlora")) == ()
    assert [one.field for one in conflicts(broke(1, place="Bari"), broke(2, place="Pari"))] == ["place"]


def test_naming_more_parties_contradicts_nobody_and_naming_others_does() -> None:
    two, three = broke(1, ("ALB", "SUN"), ()), broke(2, ("ALB", "SUN", "CHN"), ())
    assert conflicts(two, three) == ()
    (found,) = conflicts(two, three, broke(3, ("ALB", "SUN", "YUG"), ()))
    assert found.field == "actors"
    assert [one.value for one in found.positions] == ["ALB CHN SUN", "ALB SUN YUG"]


def test_counts_of_two_things_that_both_differ_are_one_matter() -> None:
    def counted(number: int, *values: float) -> Account:
        units = ("submarine", "sailor")
        things = tuple(Magnitude(value=v, unit=u, text=f"{v:g} {u}s") for v, u in zip(values, units, strict=True))
        return broke(number, magnitudes=things)

    (found,) = conflicts(counted(1, 8, 100), counted(2, 12, 90))
    assert found.field == "magnitude"
    assert sorted(one.value for one in found.positions) == ["100 sailor", "12 submarine", "8 submarine", "90 sailor"]


def test_one_sentence_does_not_contradict_itself_and_two_speakers_in_it_may() -> None:
    claim, denial = broke(1), broke(2, status="negated")
    there = replace(denial, sentence=claim.sentence)
    assert conflicts(claim, there) == ()
    (found,) = conflicts(claim, replace(there, speaker="Tirana"))
    assert found.field == "status"


@pytest.mark.parametrize(
    ("doer", "other", "disputed"),
    [("they", "", set()), ("they", "Moscow", {"initiator"}), ("Tirana", "", {"initiator"})],
)
def test_they_broke_with_one_another_says_not_who_did_it(doer: str, other: str, disputed: set[str]) -> None:
    they = replace(
        broke(2, document_id="doc_1"),
        actors=(Party(id="ALB", state="ALB", text=doer),),
        recipients=(Party(id="SUN", state="SUN", text=other),),
    )
    assert {one.field for one in conflicts(broke(1), they)} == disputed
