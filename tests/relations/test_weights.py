"""How much an event weighs: copies count once, and a doubtful reading less."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.errors import ConfigError
from dragoman.model import Account, Borrowing, Evidence, Party
from dragoman.relations.weights import Trust, event_weight, weigh_events
from dragoman.vocab.scheme import load_scheme

from .made import event


def account(number: int, document: str, confidence: float, **fields: object) -> Account:
    words = Evidence(passage_id="pas", start=0, end=4, quote="word")
    plain = Account(
        id=f"acc_{number:04}",
        document_id=document,
        event_type="CONSULT",
        actors=(Party(id="ALB", state="ALB", text="Albania"),),
        sentence=words,
        evidence=words,
        confidence=confidence,
        coder="made",
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def copied(one: str, other: str) -> Borrowing:
    words = Evidence(passage_id="pas", start=0, end=4, quote="word")
    return Borrowing(
        id="bor_1", kind="wording", document_ids=(one, other), one=words, other=words, words=100, share=0.9
    )


ONE = replace(event(1, "1960", 2.0), account_ids=("acc_0001", "acc_0002"))


def test_independent_sources_make_an_event_surer_and_weightier() -> None:
    told = weigh_events([ONE], [account(1, "doc_1", 0.5), account(2, "doc_2", 0.6)])
    assert told == {ONE.id: Trust(confidence=0.8, sources=2)}
    assert event_weight(ONE, load_scheme(), told[ONE.id]) == pytest.approx(2**0.5 * 0.8)


def test_copies_count_once() -> None:
    told = weigh_events([ONE], [account(1, "doc_1", 0.5), account(2, "doc_2", 0.6)], [copied("doc_1", "doc_2")])
    assert told == {ONE.id: Trust(confidence=0.6, sources=1)}


def test_an_account_named_twice_stands_for_two_sources_like_it() -> None:
    drawn = replace(ONE, account_ids=("acc_0001", "acc_0001", "acc_0002"))
    told = weigh_events([drawn], [account(1, "doc_1", 0.5), account(2, "doc_2", 0.6)])
    assert told == {ONE.id: Trust(confidence=0.8, sources=3)}


def test_a_denial_does_not_speak_for_an_event() -> None:
    told = weigh_events([ONE], [account(1, "doc_1", 0.5), account(2, "doc_2", 0.9, status="denied")])
    assert told == {ONE.id: Trust(confidence=0.5, sources=1)}


@pytest.mark.parametrize("confidence", [-0.1, 1.5, float("nan")])
def test_a_confidence_outside_0_to_1_is_refused(confidence: float) -> None:
    with pytest.raises(ConfigError, match=r"acc_0001: its confidence is .*; expected 0 to 1"):
        weigh_events([ONE], [account(1, "doc_1", confidence)])
