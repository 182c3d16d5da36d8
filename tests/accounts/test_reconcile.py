"""Accounts of one happening become one event."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.accounts.match import match, needed
from dragoman.accounts.profile import profiles
from dragoman.accounts.reconcile import agreed_date, group, reconcile
from dragoman.accounts.surroundings import Surroundings
from dragoman.model import Account, Event
from dragoman.vocab.scheme import load_scheme

from .made import account, make_corpus, members, pair_f1

SCORE = load_scheme().score


def events_of(*accounts: Account, **judged: set[tuple[str, str]]) -> tuple[Event, ...]:
    return reconcile(accounts, score=SCORE, **judged)


def severance(
    number: int, date: str | None, *, by: str = "SUN", to: str | None = "ALB", doc: str = "doc_0", **more: str
):
    sides = {"actors": (by,), "recipients": (to,)} if to else {"actors": ("ALB", "SUN")}
    return account(
        number,
        event_type="SANCTION",
        mode="break-relations",
        date=date,
        document_id=doc,
        quote="broke off relations",
        **sides,
        **more,
    )


def test_three_tellings_of_a_break_are_one_event_with_its_most_precise_date() -> None:
    told = (severance(1, "1961", to=None), severance(2, "1961-12-03"), severance(3, "1961", to=None))
    (event,) = events_of(*told)
    assert event.account_ids == tuple(sorted(one.id for one in told))
    assert (event.date, event.actors, event.recipients) == ("1961-12-03", ("SUN",), ("ALB",))
    assert (event.event_type, event.mode, event.score) == ("SANCTION", "break-relations", -8.0)


def test_a_break_is_known_by_its_words_when_the_mode_is_coarse() -> None:
    coarse = account(
        1,
        event_type="SANCTION",
        mode="withdraw",
        actors=("SUN",),
        recipients=("ALB",),
        date="1961-12-03",
        quote="ended the relations with Albania",
    )
    (event,) = events_of(coarse, severance(2, "1961", to=None))
    assert event.mode == "break-relations"


def test_who_did_it_to_whom_is_asked_of_those_that_tell_the_type() -> None:
    told = [
        account(
            number, event_type=kind, actors=by, recipients=to, date="1961-11-07", quote="replied", confidence=sure,
            document_id=f"doc_{number}",
        )
        for number, (kind, by, to, sure) in enumerate((
            ("ACCUSE", ("ALB",), ("SUN",), 0.85),
            ("ACCUSE", ("ALB", "CHN"), ("SUN",), 0.3),
            ("REJECT", ("ALB",), ("CHN", "SUN"), 0.5),
            ("REJECT", ("ALB",), ("CHN", "SUN"), 0.45),
        ))
    ]  # fmt: skip
    (event,) = events_of(*told, same={(told[0].id, one.id) for one in told[1:]})
    assert (event.event_type, event.actors, event.recipients) == ("ACCUSE", ("ALB",), ("SUN",))


def test_a_break_told_without_a_doer_is_an_act_of_both() -> None:
    (event,) = events_of(severance(1, "1961-12-03", by="", to=None))
    nameless = account(
        2, event_type="SANCTION", mode="break-relations", recipients=("ALB", "SUN"), date="1961", quote="the rupture"
    )
    assert (event.actors, event.recipients) == (("ALB", "SUN"), ())
    (joined,) = events_of(nameless, severance(3, "1961-12-03"))
    assert (joined.actors, joined.recipients) == (("SUN",), ("ALB",))


def test_a_carried_date_does_not_outvote_one_that_the_words_fix() -> None:
    told = [severance(number, "1961-06-04", date_how="carried") for number in (1, 2, 3)]
    (event,) = events_of(*told, severance(4, "1961-12-03"))
    assert (event.date, event.standing) == ("1961-12-03", "single-source")


def test_who_broke_relations_may_differ_between_the_sides() -> None:
    (event,) = events_of(
        severance(1, "1961-12-03", by="SUN", to="ALB", doc="a"), severance(2, "1961-12", by="ALB", to="SUN", doc="b")
    )
    assert event.standing == "contested"
    assert (event.actors, event.recipients) == (("ALB", "SUN"), ())


def test_other_acts_of_opposite_direction_stay_two_events() -> None:
    one = account(1, event_type="ACCUSE", actors=("ALB",), recipients=("SUN",), date="1960-06-24")
    other = account(2, event_type="ACCUSE", actors=("SUN",), recipients=("ALB",), date="1960-06-24")
    assert len(events_of(one, other)) == 2


def test_the_end_of_aid_is_not_the_end_of_relations() -> None:
    aid = account(
        1,
        event_type="SANCTION",
        mode="discontinue",
        actors=("SUN",),
        recipients=("ALB",),
        date="1961",
        quote="cut off all aid in view of the state of relations",
    )
    assert len(events_of(aid, severance(2, "1961-12-03"))) == 2


def visit(number: int, date: str | None, who: str, to: str = "ALB", **more: str) -> Account:
    return account(number, mode="visit", actors=(who,), recipients=(to,), date=date, quote="visited", **more)


def test_two_tellings_of_a_visit_by_one_person_in_one_year_are_one() -> None:
    first, second = visit(1, "1959", "SUN:khrushchev"), visit(2, "1959", "SUN:khrushchev", document_id="b")
    assert len(events_of(first, second)) == 1


def test_a_page_that_speaks_again_of_a_visit_means_the_same_visit() -> None:
    first, again, far = (visit(number, "1959", "SUN", date_how="carried") for number in (1, 2, 9))
    assert events_of(first, again, far)[0].account_ids == tuple(sorted((first.id, again.id)))
    assert len(events_of(first, again, far)) == 2
    dated = visit(3, "1959-10-02", "SUN"), visit(4, "1959-05-26", "SUN")
    assert len(events_of(*dated)) == 2
    assert len(events_of(first, visit(2, "1959", "CHN", date_how="carried"))) == 2


def test_this_visit_that_names_nobody_is_the_one_of_which_the_page_tells() -> None:
    came = visit(1, "1959", "SUN", date_how="carried")
    this = account(2, mode="visit", actors=("ALB", "SUN"), date="1959", date_how="carried", quote="visit")
    (event,) = events_of(came, this)
    assert (event.actors, event.recipients) == (("SUN",), ("ALB",))
    nobody = account(1, mode="visit", actors=("ALB", "SUN"), date="1959", date_how="carried", quote="visit")
    third = account(2, mode="visit", actors=("ALB", "CHN", "SUN"), date="1959", date_how="carried", quote="visit")
    assert len(events_of(nobody, this)) == len(events_of(came, third)) == 2


def test_a_meeting_is_known_by_where_it_was_held() -> None:
    def meeting(number: int, sentence: str) -> Account:
        words = next(word for word in ("Meeting", "meeting", "conference") if word in sentence)
        at = 1000 * number + sentence.index(words)
        told = account(
            number, actors=("ALB", "SUN"), date="1960-06", date_how="carried", quote=words, sentence=sentence
        )
        return replace(told, evidence=replace(told.evidence, start=at, end=at + len(words)))

    bucharest = [
        meeting(1, "In June 1960 a meeting of the parties was held in Bucharest."),
        meeting(2, "The views were opposed in the Bucharest Meeting by both."),
        meeting(3, "I forget who spoke at the conference in Bucharest."),
    ]
    (event,) = events_of(*bucharest)
    assert len(event.account_ids) == 3
    assert len(events_of(*bucharest, meeting(4, "Both came to a meeting in Warsaw."))) == 2
    assert len(events_of(bucharest[0], meeting(5, "They left the meeting. In Bucharest it rained."))) == 2


def test_a_letter_and_the_answer_to_it_are_two_events() -> None:
    sides = {"actors": ("SUN",), "recipients": ("ALB",)}
    answer = {"actors": ("ALB",), "recipients": ("SUN",)}
    words = "letter about the harbour and the cotton mill"
    for mode, count in (("message", 2), ("negotiate", 1)):
        told = [
            account(number, mode=mode, date="1959-02-15", quote=words, **who)
            for number, who in ((1, sides), (2, answer))
        ]
        assert len(events_of(*told)) == count


def test_visits_of_two_persons_in_one_year_are_two() -> None:
    assert len(events_of(visit(1, "1956", "ALB:hoxha", "SUN"), visit(2, "1956", "ALB:shehu", "SUN"))) == 2


def test_a_visit_planned_and_a_visit_made_are_two_events_and_the_plan_scores_nothing() -> None:
    planned, made = events_of(
        visit(1, "1959", "SUN:khrushchev", status="planned"), visit(2, "1959-05", "SUN:khrushchev")
    )
    assert (planned.status, planned.score) == ("planned", 0.0)
    assert made.status == "asserted"


def test_a_denial_joins_what_it_denies() -> None:
    claim = visit(1, "1960-05-04", "ALB:shehu", "CHN", document_id="a")
    denied = {"document_id": "b", "status": "denied", "sentence": "It was untrue that Shehu visited"}
    denial = visit(2, "1960-05-04", "ALB:shehu", "CHN", **denied)
    (event,) = events_of(claim, denial)
    assert (event.status, event.standing) == ("asserted", "denied")


def test_a_sentence_denies_nothing_that_it_asserts_nor_does_its_copy() -> None:
    claim = visit(1, "1960-05-04", "ALB:shehu", "CHN", document_id="a", sentence="Shehu visited; nobody was left")
    for document in ("a", "b"):
        denied = {"document_id": document, "status": "negated", "sentence": "Shehu visited; nobody was left"}
        assert len(events_of(claim, visit(1, "1960-05-04", "ALB:shehu", "CHN", **denied))) == 2


def test_a_denial_without_a_day_is_of_the_one_break_there_is() -> None:
    denied = severance(2, None, status="denied", doc="doc_1", sentence="They denied that it broke off relations")
    (event,) = events_of(severance(1, "1961-12-03"), denied)
    assert event.standing == "denied"
    assert len(events_of(severance(1, "1961-12-03"), severance(3, "1948-06"), denied)) == 3
    plain = severance(2, None, status="negated", doc="doc_1", sentence="It never broke off relations")
    assert len(events_of(severance(1, "1961-12-03"), plain)) == 2


def test_an_undated_account_joins_only_on_a_strong_match() -> None:
    dated = visit(1, "1956-09", "ALB:hoxha", "CHN")
    assert len(events_of(dated, visit(2, None, "ALB", "CHN"))) == 2
    assert len(events_of(severance(1, "1961-12-03"), severance(2, None))) == 1


def test_an_account_that_fits_two_events_alike_stays_by_itself() -> None:
    early, late = visit(1, "1960-05-04", "ALB", "CHN"), visit(2, "1960-11-04", "ALB", "CHN")
    assert len(events_of(early, late, visit(3, "1960", "ALB", "CHN"))) == 3


def test_judgements_outrank_the_scores() -> None:
    first, second, third = (visit(number, "1959", "SUN:khrushchev") for number in (1, 2, 3))
    apart = events_of(first, second, third, different={(first.id, second.id)})
    assert all(not {first.id, second.id} <= set(event.account_ids) for event in apart)
    far = visit(4, "1970", "SUN:brezhnev")
    joined = events_of(first, far, same={(far.id, first.id), (first.id, "acc_unknown")})
    assert [set(event.account_ids) for event in joined] == [{first.id, far.id}]


def test_single_source_and_uncontested_are_told_apart() -> None:
    alone = events_of(visit(1, "1959-05", "SUN:khrushchev"), visit(2, "1959-05", "SUN:khrushchev"))
    backed = events_of(visit(1, "1959-05", "SUN:khrushchev"), visit(2, "1959-05", "SUN:khrushchev", document_id="b"))
    assert [event.standing for event in (*alone, *backed)] == ["single-source", "uncontested"]


@pytest.mark.parametrize(
    ("dates", "agreed"),
    [
        (("1961", "1961-12-03", "1961"), "1961-12-03"),
        (("1961", "1961-06", "1961-12-03"), "1961"),
        (("1961-12-03", "1961-12-04", "1961-12-03"), "1961-12-03"),
        (("1961-12-03", "1961-12-04"), "1961-12-03/1961-12-04"),
        ((None, None), None),
        ((None, "1955"), "1955"),
    ],
)
def test_the_agreed_date_is_the_most_precise_that_most_accept(
    dates: tuple[str | None, ...], agreed: str | None
) -> None:
    assert agreed_date([visit(number, date, "SUN") for number, date in enumerate(dates)]) == agreed


def test_the_parts_of_every_match_are_kept() -> None:
    grouping = group((severance(1, "1961"), severance(2, "1961-12-03")), score=SCORE)
    (found,) = grouping.matches
    names = [name for name, _ in found.parts]
    assert names == [
        "actors", "persons", "direction", "type", "mode", "date", "crowd", "words", "place", "sentence", "nearness"
    ]  # fmt: skip
    assert found.total == sum(weight for _, weight in found.parts)


def test_matching_is_symmetric() -> None:
    accounts, _ = make_corpus(30, years=2)
    known = profiles(accounts, load_scheme().family)
    surroundings = Surroundings(known)
    for one, other in pairwise(known):
        block = surroundings.home(one, other)
        assert block is surroundings.home(other, one)
        assert match(one, other, block) == match(other, one, block)
        assert needed(one, other) == needed(other, one)


def test_known_happenings_are_found_again() -> None:
    """Pairwise F1 on 2,500 made happenings in 120 dyads over 40 years, dates blurred, persons named or not."""
    accounts, truth = make_corpus(2500, seed=1)
    precision, recall, f1 = pair_f1(reconcile(accounts, score=SCORE), truth)
    assert precision >= 0.95
    assert recall >= 0.90
    assert f1 >= 0.95


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), order=st.integers(0, 10_000))
def test_the_order_of_the_accounts_does_not_matter(seed: int, order: int) -> None:
    accounts, _ = make_corpus(60, seed=seed, years=3)
    shuffled = list(accounts)
    random.Random(order).shuffle(shuffled)
    assert group(accounts, score=SCORE) == group(shuffled, score=SCORE)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_account_is_in_one_event_and_judgements_hold(seed: int) -> None:
    accounts, _ = make_corpus(40, seed=seed, years=3)
    chance = random.Random(seed)
    ids = sorted(one.id for one in accounts)
    different = {tuple(chance.sample(ids, 2)) for _ in range(10)}
    same = {tuple(chance.sample(ids, 2)) for _ in range(5)}
    events = reconcile(accounts, same=same, different=different, score=SCORE)
    assert sorted(member for group_ids in members(events) for member in group_ids) == ids
    for one, other in different:
        assert not any({one, other} <= set(event.account_ids) for event in events)
