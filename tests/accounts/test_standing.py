"""What is told of each field of an event, who tells it, and how it stands."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.accounts.conflict import find_conflicts
from dragoman.accounts.standing import count_sources, stand, standing_of
from dragoman.accounts.whose import find_sides
from dragoman.model import Account
from dragoman.model.standing import FieldStanding
from dragoman.vocab.actors import Authority

from .made import account, sanction

RECORDS: dict[str, str | None] = {"tirana": "ALB", "tirana-2": "ALB", "moscow": "SUN", "observer": None}


def fields(*accounts: Account) -> dict[str, FieldStanding]:
    sides = find_sides(accounts, RECORDS, Authority.load())
    return {one.field: one for one in stand(sanction(accounts), accounts, standpoints=RECORDS, sides=sides)}


def standing(*accounts: Account) -> str:
    sides = find_sides(accounts, RECORDS, Authority.load())
    return standing_of(sanction(accounts), accounts, standpoints=RECORDS, sides=sides)


def broke(number: int, document: str, by: str = "SUN", **more: Any) -> Account:
    other = "ALB" if by == "SUN" else "SUN"
    fields = {"date": "1961-12-03", "event_type": "SANCTION", "mode": "break-relations", "quote": "broke relations"}
    return account(number, document_id=document, actors=(by,), recipients=(other,), **{**fields, **more})


def test_the_sides_of_a_quarrel_are_heard_with_their_own_words() -> None:
    ours, theirs = broke(1, "tirana"), broke(2, "moscow", "ALB")
    said = broke(3, "observer", speaker="Tirana", cited="(Example, 1964)")
    found = fields(ours, theirs, said)["initiator"]
    assert found.standing == "contested"
    held = {one.value: one for one in found.tellings}
    assert held["SUN"].contradicted and held["ALB"].contradicted
    assert [(v.document_id, v.speaker, v.cited, v.side, v.standpoint, v.account_ids) for v in held["SUN"].voices] == [
        ("observer", "Tirana", "(Example, 1964)", "ALB", "", (said.id,)),
        ("tirana", "", "", "ALB", "ALB", (ours.id,)),
    ]
    assert [(v.side, v.account_ids) for v in held["ALB"].voices] == [("SUN", (theirs.id,))]
    assert standing(ours, theirs, said) == "contested"


def test_what_nobody_contradicts_is_told_with_all_its_precisions() -> None:
    found = fields(broke(1, "tirana", date="1961"), broke(2, "moscow"), broke(3, "observer", date="1961-12"))["date"]
    assert found.standing == "uncontested"
    assert {one.value for one in found.tellings} == {"1961", "1961-12", "1961-12-03"}
    assert not any(one.contradicted for one in found.tellings)


def test_a_third_value_that_fits_both_is_told_and_not_called_contradicted() -> None:
    found = fields(broke(1, "tirana"), broke(2, "moscow", date="1961-12-19"), broke(3, "observer", date="1961"))["date"]
    assert found.standing == "contested"
    assert {one.value: one.contradicted for one in found.tellings} == {
        "1961-12-03": True,
        "1961-12-19": True,
        "1961": False,
    }


def test_a_field_that_one_source_tells_is_single_source_in_an_event_that_two_tell() -> None:
    found = fields(broke(1, "tirana", place="Moscow"), broke(2, "observer"))
    assert found["place"].standing == "single-source"
    assert found["date"].standing == "uncontested"
    assert standing(broke(1, "tirana", place="Moscow"), broke(2, "observer")) == "uncontested"


def test_sources_of_one_side_alone_are_one_sided() -> None:
    assert standing(broke(1, "tirana"), broke(2, "tirana-2")) == "one-sided"
    assert standing(broke(1, "tirana"), broke(2, "tirana", cited="(Example, 1962)")) == "one-sided"
    assert standing(broke(1, "tirana"), broke(2, "moscow")) == "uncontested"
    assert standing(broke(1, "tirana"), broke(2, "observer")) == "uncontested"
    assert standing(broke(1, "tirana"), broke(2, "observer", speaker="Tirana")) == "one-sided"
    assert standing(broke(1, "tirana"), broke(2, "tirana-2", speaker="Moscow")) == "one-sided"


def test_records_of_a_third_state_are_of_no_side() -> None:
    made = (broke(1, "a"), broke(2, "b"))
    assert standing_of(sanction(made), made, standpoints={"a": "USA", "b": "USA"}) == "uncontested"


def test_one_source_however_often_it_tells_and_however_it_is_spelt() -> None:
    assert standing(broke(1, "tirana"), broke(2, "tirana")) == "single-source"
    assert standing(broke(1, "moscow", cited="(Duka, 2007)"), broke(2, "observer", cited="( Duka 2007)")) == (
        "single-source"
    )
    assert standing(broke(1, "moscow", cited="(Duka, 2007)"), broke(2, "observer", cited="(Duka, 1999)")) == (
        "uncontested"
    )


def test_copies_count_once_where_it_is_known_that_they_are_copies() -> None:
    made = (broke(1, "tirana"), broke(2, "observer"))
    assert standing_of(sanction(made), made, standpoints=RECORDS, count=lambda accounts: 1) == "single-source"


def test_a_denial_goes_before_and_is_part_of_a_quarrel_about_who_did_it() -> None:
    claim, denial = broke(1, "tirana"), broke(2, "moscow", status="denied")
    assert standing(claim, denial) == "denied"
    assert fields(claim, denial)["status"].standing == "denied"
    other = broke(3, "moscow", "ALB")
    found = fields(claim, denial, other)
    assert {one.value for one in found["initiator"].tellings} == {"SUN", "ALB", "not SUN"}
    assert found["status"].standing == "uncontested"
    assert standing(claim, denial, other) == "contested"


def test_what_is_only_denied_is_not_contested_by_anybody() -> None:
    assert standing(broke(1, "tirana", status="negated"), broke(2, "observer", status="negated")) == "uncontested"


def test_a_date_carried_over_is_told_only_where_no_account_has_its_own() -> None:
    carried = broke(1, "tirana", date="1960", date_how="carried")
    assert [one.value for one in fields(carried, broke(2, "moscow"))["date"].tellings] == ["1961-12-03"]
    assert [one.value for one in fields(carried)["date"].tellings] == ["1960"]
    later = broke(2, "moscow", date="1961", date_how="carried")
    assert fields(carried, later)["date"].standing == "uncontested"


def test_whose_words_they_are() -> None:
    authority = Authority.load()
    made = [
        broke(1, "observer", speaker="Tirana"),
        broke(2, "observer", speaker="the Albanian leaders"),
        broke(3, "observer", speaker="the Soviets"),
        broke(4, "observer", speaker="Western diplomats"),
        broke(5, "observer", speaker="Moscow"),
        broke(6, "moscow", speaker="reports"),
        broke(7, "moscow"),
        broke(8, "observer"),
        broke(9, "observer", speaker="person:khrushchev-nikita"),
        broke(10, "observer", speaker="History of the Albanian Coast", cited="(History of the Albanian Coast, 2001)"),
        broke(11, "observer", speaker="Albanian Central Archive", cited="(Albanian Central Archive, 1961)"),
        broke(12, "observer", speaker="Tirana and Moscow"),
    ]
    sides = find_sides(made, RECORDS, authority)
    assert [sides[one.id] for one in made] == [
        *("ALB", "ALB", "SUN", "", "SUN", "", "SUN", "", "SUN", "", "ALB", ""),
    ]


def test_a_speaker_is_read_as_the_document_uses_the_name() -> None:
    acting = account(1, document_id="observer", actors=("ALB:Ylltar Qershorani",), recipients=("SUN",))
    said = [broke(2, "observer", speaker="Qershorani"), broke(3, "moscow", speaker="Qershorani")]
    sides = find_sides([acting, *said], RECORDS, Authority.load())
    assert [sides[one.id] for one in said] == ["ALB", ""]


VALUES = st.fixed_dictionaries(
    {
        "document": st.sampled_from(sorted(RECORDS)),
        "by": st.sampled_from(("ALB", "SUN")),
        "date": st.sampled_from((None, "1961", "1961-12", "1961-12-03", "1961-12-19", "1960~")),
        "date_how": st.sampled_from(("explicit", "carried")),
        "place": st.sampled_from(("", "Tirana", "Moscow")),
        "status": st.sampled_from(("asserted", "denied", "negated")),
        "speaker": st.sampled_from(("", "Tirana", "reports")),
        "cited": st.sampled_from(("", "(Example, 1962)")),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_every_telling_has_its_voices_and_the_order_does_not_matter(rows: list[dict[str, Any]], chance: Any) -> None:
    made = [broke(number, **row) for number, row in enumerate(rows, 1)]
    event = sanction(made)
    shuffled = chance.sample(made, len(made))
    found = stand(event, made, standpoints=RECORDS)
    assert found == stand(event, shuffled, standpoints=RECORDS)
    whole = standing_of(event, made, standpoints=RECORDS)
    assert whole == standing_of(event, shuffled, standpoints=RECORDS)
    by_id = {one.id: one for one in made}
    for one in found:
        assert one.tellings and {member for told in one.tellings for member in told.account_ids} <= set(by_id)
        assert (one.standing in ("contested", "denied")) == any(told.contradicted for told in one.tellings)
        for told in one.tellings:
            for voice in told.voices:
                for member in voice.account_ids:
                    held = by_id[member]
                    assert (held.document_id, held.speaker, held.cited) == (
                        voice.document_id,
                        voice.speaker,
                        voice.cited,
                    )
    assert (whole in ("contested", "denied")) == any(one.standing in ("contested", "denied") for one in found)
    if count_sources(made) < 2:
        assert whole in ("single-source", "contested", "denied")
    conflicts = find_conflicts(event, made, RECORDS)
    disputed = {
        one.field: {each.value: each.account_ids for each in one.tellings if each.contradicted}
        for one in found
        if any(each.contradicted for each in one.tellings)
    }
    assert {one.field: {each.value: each.account_ids for each in one.positions} for one in conflicts} == disputed


@settings(max_examples=40, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=5), VALUES)
def test_one_more_account_never_ends_a_quarrel(rows: list[dict[str, Any]], more: dict[str, Any]) -> None:
    """A further voice may open a dispute; it does not close one, save that it moves a denial to who did it."""
    made = [broke(number, **row) for number, row in enumerate(rows, 1)]
    before = standing_of(sanction(made), made, standpoints=RECORDS)
    made.append(broke(len(made) + 1, **more))
    after = standing_of(sanction(made), made, standpoints=RECORDS)
    if before in ("contested", "denied"):
        assert after in ("contested", "denied")
