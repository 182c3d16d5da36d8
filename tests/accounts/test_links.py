"""Events that are stages of one undertaking are linked, and kept apart."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from benchmarks.made_accounts import EVERYTHING, Blur, f1, make_accounts, pair_f1
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.accounts.reconcile import Grouping, group
from dragoman.accounts.regroup import find_regroupings
from dragoman.model import Account, Regrouping
from dragoman.vocab.endings import load_endings
from dragoman.vocab.scheme import load_scheme

from .made import account

SCORE = load_scheme().score


def visit(number: int, date: str | None, who: str = "SUN:khrushchev", to: str = "ALB", **more: str) -> Account:
    values = {"mode": "visit", "quote": "visited", "document_id": f"doc_{number}", **more}
    return account(number, actors=(who,), recipients=(to,), date=date, **values)


def cut(number: int, date: str | None, who: str = "SUN:khrushchev", to: str = "ALB", **more: str) -> Account:
    words = {"event_type": "REJECT", "mode": "", "quote": "cut short his visit to Albania", **more}
    return visit(number, date, who, to, **words)


def stages(*accounts: Account) -> tuple[Grouping, set[tuple[str, str, str]]]:
    """The grouping, and its links as (first account of the earlier event, kind, first account of the later)."""
    grouping = group(accounts, score=SCORE)
    first = {event.id: event.account_ids[0] for event in grouping.events}
    return grouping, {(first[link.earlier], link.kind, first[link.later]) for link in grouping.links}


def test_a_visit_announced_made_and_cut_short_is_three_linked_events() -> None:
    plan, made, end = visit(1, "1959-05", status="planned"), visit(2, "1959-05-25"), cut(3, "1959-06-04")
    grouping, links = stages(plan, made, end)
    assert len(grouping.events) == 3
    assert links == {(plan.id, "carried-out", made.id), (made.id, "ended", end.id)}


def test_the_parts_of_a_link_are_kept() -> None:
    grouping, _ = stages(visit(1, "1959-05", status="planned"), visit(2, "1959-05-25"))
    (link,) = grouping.links
    parts = dict(link.match.parts)
    assert list(parts) == ["actors", "persons", "direction", "words", "place", "order", "nearness"]
    assert (parts["persons"], parts["order"]) == (2.5, 3.0)


def test_two_tellings_of_a_visit_cut_short_are_one_event_whatever_type_they_are_coded_as() -> None:
    told = cut(1, "1959-06-04"), cut(2, "1959-06", event_type="SANCTION", mode="discontinue")
    talk = cut(3, "1959-06-04", event_type="CONSULT", mode="visit")
    grouping, _ = stages(*told, talk)
    (event,) = grouping.events
    assert (event.event_type, event.status) in {("REJECT", "asserted"), ("SANCTION", "asserted")}


def test_a_visit_called_off_is_linked_to_its_plan() -> None:
    plan = visit(1, "1960-06", "USA:eisenhower", "JPN", status="planned")
    end = cut(2, "1960-06", "USA:eisenhower", "JPN", event_type="SANCTION", quote="cancelled his visit to Japan")
    grouping, links = stages(plan, end)
    assert len(grouping.events) == 2
    assert links == {(plan.id, "called-off", end.id)}


@pytest.mark.parametrize(
    "other",
    [
        visit(2, "1959-05-25", "SUN:mikoyan"),
        visit(2, "1957-05-25"),
        visit(2, "1962-05-25"),
        visit(2, "1959-05-25", "ALB:hoxha", "SUN"),
    ],
    ids=["another person", "before it", "years later", "the other way"],
)
def test_what_does_not_follow_from_a_plan_is_not_linked_to_it(other: Account) -> None:
    assert stages(visit(1, "1959-05", status="planned"), other)[1] == set()


def test_words_coded_twice_are_no_two_stages() -> None:
    plan, made = visit(1, "1959-05", status="planned"), visit(2, "1959-05")
    twice = replace(made, evidence=plan.evidence, sentence=plan.sentence, document_id=plan.document_id)
    assert len(stages(plan, made)[1]) == 1
    assert stages(plan, twice)[1] == set()


def test_a_plan_without_a_time_is_not_linked_where_two_visits_fit() -> None:
    plan = visit(1, None, status="planned", quote="would visit the copper mines")
    early = visit(2, "1957-04", quote="visited the copper mines")
    late = visit(3, "1959-05", quote="visited the copper mines")
    assert len(stages(plan, early)[1]) == len(stages(plan, late)[1])
    assert stages(plan, early, late)[1] == set()


@pytest.mark.parametrize(
    ("sentence", "words", "family"),
    [
        ("Khrushchev cut short his visit to Albania.", "visit to Albania", "visit"),
        ("The talks in Moscow were broken off by Shehu.", "broken off", "contact"),
        ("He broke off the Moscow talks and flew home.", "talks and flew", "contact"),
        ("He cut short his visit and accused the Albanians.", "accused the Albanians", ""),
        ("Moscow broke off relations after the visit.", "broke off relations after the visit", ""),
        ("Moscow cut short the debate.", "cut short the debate", ""),
    ],
)
def test_what_has_ended_is_read_from_the_words(sentence: str, words: str, family: str) -> None:
    start = sentence.index(words)
    assert load_endings().find(sentence, start, start + len(words)) == family


def test_tellings_that_name_some_of_several_states_are_one_event_of_all() -> None:
    def signed(number: int, *states: str) -> Account:
        return account(
            number, event_type="AGREE", mode="treaty-signed", actors=states, date="1955-05-14", document_id=f"d{number}"
        )

    (event,) = group(
        [signed(1, "ALB", "BGR", "POL", "SUN"), signed(2, "POL", "SUN"), signed(3, "ALB", "BGR", "SUN")], score=SCORE
    ).events
    assert (event.actors, event.recipients) == (("ALB", "BGR", "POL", "SUN"), ())


def test_an_agreement_told_from_either_side_is_one_event() -> None:
    one = account(1, event_type="AGREE", mode="treaty-signed", actors=("ALB",), recipients=("CHN",), date="1961-01-10")
    other = account(
        2, event_type="AGREE", mode="treaty-signed", actors=("CHN",), recipients=("ALB",), date="1961-01-10"
    )
    assert len(group([one, other], score=SCORE).events) == 1


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), heavy=st.sampled_from((0, 150)))
def test_nothing_depends_on_the_order_of_the_accounts(seed: int, heavy: int) -> None:
    made = make_accounts(220, seed=seed, blur=EVERYTHING, years=2, heavy=heavy)
    shuffled = list(made.accounts)
    random.Random(seed + 1).shuffle(shuffled)
    assert group(made.accounts, score=SCORE) == group(shuffled, score=SCORE)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), heavy=st.sampled_from((0, 150)))
def test_judgements_are_respected_in_a_crowd_too(seed: int, heavy: int) -> None:
    """What is judged different is apart always; what is judged same is together where nothing judged stands against."""
    made = make_accounts(200, seed=seed, blur=EVERYTHING, years=2, heavy=heavy)
    chance = random.Random(seed)
    found = group(made.accounts, score=SCORE)
    several = [event.account_ids for event in found.events if len(event.account_ids) > 1]
    different = {(ids[0], ids[1]) for ids in chance.sample(several, min(5, len(several)))}
    judged = {member for pair in different for member in pair}
    free = sorted(one.id for one in made.accounts if one.id not in judged)
    picked = chance.sample(free, 10)
    same = set(zip(picked[::2], picked[1::2], strict=True))
    home = {
        member: event.id
        for event in group(made.accounts, score=SCORE, same=same, different=different).events
        for member in event.account_ids
    }
    assert sorted(home) == sorted(one.id for one in made.accounts)
    assert all(home[one] != home[other] for one, other in different)
    assert all(home[one] == home[other] for one, other in same)


@pytest.mark.parametrize(
    ("blur", "least"), [(Blur(), 0.95), (EVERYTHING, 0.93)], ids=["dates and names", "types, sides and denials too"]
)
def test_known_happenings_and_their_stages_are_found_again(blur: Blur, least: float) -> None:
    made = make_accounts(4000, seed=7, blur=blur)
    grouping = group(made.accounts, score=SCORE)
    assert pair_f1(grouping.events, made.truth)[2] >= least
    happening = {event.id: made.truth[event.account_ids[0]] for event in grouping.events}
    links = {(happening[link.earlier], happening[link.later]) for link in grouping.links}
    assert f1(links, made.links)[2] >= 0.95


def test_in_a_crowded_month_accounts_of_one_day_are_not_all_one() -> None:
    made = make_accounts(900, seed=3, heavy=900)
    precision, recall, _ = pair_f1(group(made.accounts, score=SCORE).events, made.truth)
    assert precision >= 0.85
    assert recall >= 0.75


def test_what_a_later_grouping_changes_is_told() -> None:
    before = [("a", "b"), ("c",), ("d", "e"), ("f", "g"), ("h", "i"), ("gone", "k")]
    after = [("a", "b", "c"), ("d",), ("e", "new"), ("f", "g", "newer"), ("h",), ("i", "j"), ("k",)]
    assert find_regroupings(before, after) == (
        Regrouping(kind="joined", before=(("a", "b"), ("c",)), after=(("a", "b", "c"),)),
        Regrouping(kind="parted", before=(("d", "e"),), after=(("d",), ("e",))),
        Regrouping(kind="parted", before=(("h", "i"),), after=(("h",), ("i",))),
    )
    assert find_regroupings([("a", "b"), ("c", "d")], [("a", "c"), ("b", "d")])[0].kind == "mixed"


@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_a_grouping_changes_nothing_exactly_when_it_is_the_same(one: list[int], other: list[int]) -> None:
    def groups(homes: list[int]) -> set[tuple[str, ...]]:
        return {tuple(name for name, home in zip("abcdef", homes, strict=True) if home == at) for at in set(homes)}

    assert (find_regroupings(sorted(groups(one)), sorted(groups(other))) == ()) == (groups(one) == groups(other))
