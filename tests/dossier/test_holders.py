"""How those who hold a position are named, and that a dispute gives the words of each."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.dossier import compose
from dragoman.dossier.holders import write_holder, write_value
from dragoman.model.standing import FieldStanding, Telling, Voice

from .conftest import NAMES, records


def named(code: str) -> str:
    return NAMES.get(code, code)


def voice(**fields: Any) -> Voice:
    given: dict[str, Any] = {"document_id": "doc_a", "speaker": "", "cited": "", "side": "", "standpoint": ""}
    return Voice(**{**given, "account_ids": ("acc_2",), **fields})


@pytest.mark.parametrize(
    ("holder", "words"),
    [
        (voice(), "“A view”"),
        (voice(side="ALB", standpoint="ALB"), "the record of Albania, “A view”"),
        (voice(cited="( Doe,\n1962)"), "“A view”, citing Doe, 1962"),
        (voice(speaker="Tirana", side="ALB"), "Tirana, for Albania, as “A view” reports"),
        (voice(speaker="The Soviet side", side="SUN"), "the Soviet side, for the Soviet Union, as “A view” reports"),
        (voice(speaker="Albania", side="ALB", standpoint="ALB"), "Albania, as the record of Albania, “A view” reports"),
        (voice(speaker="Western diplomats"), "Western diplomats, as “A view” reports"),
    ],
)  # fmt: skip
def test_who_holds_it(holder: Voice, words: str) -> None:
    assert write_holder(holder, "A view", named) == words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("initiator", "SUN", "the Soviet Union"),
        ("initiator", "not ALB", "not Albania"),
        ("actors", "ALB SUN", "Albania and the Soviet Union"),
        ("date", "1961-12", "December 1961"),
        ("magnitude", "4.22e+08 rouble", "422 million rouble"),
        ("status", "denied", "somebody denies it"),
        ("place", "Tirana", "Tirana"),
    ],
)
def test_values_in_words(field: str, value: str, words: str) -> None:
    assert write_value(field, value, named) == words


def test_a_dispute_gives_each_voice_with_its_own_words() -> None:
    given = records()
    held = (
        ("SUN", voice(speaker="Tirana", side="ALB", standpoint="ALB")),
        ("ALB", voice(document_id="doc_b", side="SUN", standpoint="SUN", account_ids=("acc_3",))),
    )
    standing = FieldStanding(
        event_id="eve_2",
        field="initiator",
        standing="contested",
        tellings=tuple(Telling(value=value, contradicted=True, voices=(one,)) for value, one in held),
    )
    found = compose(**given, standings=(standing,))
    (group,) = next(section for section in found.sections if section.key == "disputes").groups
    assert [one.text.partition(", according to ")[2].partition(",")[0] for one in group.statements] == [
        "Tirana",
        "the record of the Soviet Union",
    ]
    accounts = {one.id: one for one in given["accounts"]}
    assert [one.about for one in group.statements] == ["acc_2", "acc_3"]
    for one in group.statements:
        assert one.quote == " ".join(accounts[one.about].sentence.quote.split())
        assert one.notes
