"""The account that is quoted for an event: the most explicit one, whatever the order."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from dragoman.model import Account, Event, Party
from dragoman.model.reading import evidence
from dragoman.vocab.witness import rank_accounts

DAY = "1961-12-03"


def account(id: str, words: str, *, actor: str, recipient: str, **given: Any) -> Account:
    values: dict[str, Any] = {"date": DAY, "date_how": "explicit", "mode": "break-relations", "confidence": 0.5} | given
    return Account(
        id=id,
        document_id="doc",
        event_type="SANCTION",
        actors=(Party(id="SUN", state="SUN", text=actor),),
        recipients=(Party(id="ALB", state="ALB", text=recipient),),
        sentence=evidence("pas", words, 0, len(words)),
        evidence=evidence("pas", words, 0, len(words)),
        coder="test",
        **values,
    )


FULL = account("a4", "On 3 December 1961 Moscow broke with Tirana.", actor="Moscow", recipient="Tirana")
ORDERED = (
    FULL,
    account("a1", "Moscow broke with Tirana, he said.", actor="Moscow", recipient="Tirana", speaker="a diplomat"),
    account("a3", "It broke with Tirana.", actor="It", recipient="Tirana", date_how="carried", confidence=0.9),
    account("a2", "It broke relations off.", actor="It", recipient="", date_how="carried", confidence=0.95),
    account(
        "a0", "In 1961 Moscow broke with Tirana.", actor="Moscow", recipient="Tirana", date="1961", confidence=0.99
    ),
)


def event(**given: Any) -> Event:
    values: dict[str, Any] = {"account_ids": tuple(one.id for one in ORDERED), "date": DAY} | given
    return Event(
        id="evt",
        event_type="SANCTION",
        mode="break-relations",
        actors=("SUN",),
        recipients=("ALB",),
        place="",
        score=-8.0,
        status="asserted",
        standing="uncontested",
        **values,
    )


def test_the_most_explicit_account_goes_first_in_whatever_order_they_come() -> None:
    for order in permutations(ORDERED):
        assert rank_accounts(event(), order) == list(ORDERED)


def test_without_a_date_the_narrower_and_better_named_go_first() -> None:
    undated = [account("u1", "It broke.", actor="It", recipient="", date=None, date_how=""), FULL]
    assert rank_accounts(event(account_ids=("u1", "a4"), date=None), undated)[0].id == "u1"
    open_ended = account("u2", "Moscow broke with Tirana.", actor="Moscow", recipient="Tirana", date="../1962")
    assert rank_accounts(event(account_ids=("u2", "a4"), date="1960"), [open_ended, FULL])[0] is FULL


def test_accounts_of_other_events_are_left_out() -> None:
    assert rank_accounts(event(account_ids=("a1",)), ORDERED) == [ORDERED[1]]
