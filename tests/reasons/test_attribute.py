"""Cause and effect in sentences written for the purpose: one case for each way a cue can stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dragoman.coding.parse import load_parser
from dragoman.reasons.attribute import Claim, find_claims
from dragoman.reasons.cues import load_cues

CASES = [
    ("Because of the quarrel, Tirana left the pact.", "the quarrel", "Tirana left the pact", "promotes"),
    (
        "The envoy was recalled because the talks had failed.",
        "the talks had failed",
        "The envoy was recalled",
        "promotes",
    ),
    ("As a result of the purge, relations grew cold.", "the purge", "relations grew cold", "promotes"),
    ("The dispute over the islands led to a war.", "The dispute over the islands", "a war", "promotes"),
    ("The crisis resulted from the blockade.", "the blockade", "The crisis", "promotes"),
    ("The break was caused by the cut in aid.", "the cut in aid", "The break", "promotes"),
    ("The raid provoked a sharp protest.", "The raid", "a sharp protest", "promotes"),
    ("The embargo prevented a settlement.", "The embargo", "a settlement", "hinders"),
    ("Despite the warning, the troops crossed the river.", "the warning", "the troops crossed the river", "despite"),
    ("The news alarmed Belgrade.", "The news", "alarmed Belgrade", "promotes"),
    ("Sofia signed in order to win credits.", "win credits", "Sofia signed", "promotes"),
    ("The loan was refused, so the minister went home.", "The loan was refused", "the minister went home", "promotes"),
    ("The main reason for the rupture was the lack of grain.", "the lack of grain", "the rupture", "promotes"),
    ("The causes of the war lay in old fears.", "old fears", "the war", "promotes"),
    ("The aim of the visit was to win over Sofia.", "to win over Sofia", "the visit", "promotes"),
    ("The purpose of the mission was a loan.", "a loan", "the mission", "promotes"),
    ("The rupture was the result of the purge.", "the purge", "The rupture", "promotes"),
    ("The outcome of the talks was a treaty.", "the talks", "a treaty", "promotes"),
    ("Sofia attributed the rupture to the purge.", "the purge", "the rupture", "promotes"),
    ("The rupture was ascribed by Sofia to the purge.", "the purge", "The rupture", "promotes"),
    ("Sofia blamed the purge for the rupture.", "the purge", "the rupture", "promotes"),
    ("The rupture was blamed on the purge.", "the purge", "The rupture", "promotes"),
    ("The hostility was rooted in an old dispute.", "an old dispute", "The hostility", "promotes"),
    ("Sofia kept silent, for which reason the envoy left.", "Sofia kept silent", "the envoy left", "promotes"),
    (
        "The harvest failed, a fact which forced the ministry to buy grain.",
        "The harvest failed",
        "the ministry to buy grain",
        "promotes",
    ),
    ("Sofia sent grain, so that the town would hold out.", "the town would hold out", "Sofia sent grain", "promotes"),
    ("The visit made the quarrel public.", "The visit", "the quarrel public", "promotes"),
    ("Fear of Ankara guided Sofia to a new ally.", "Fear of Ankara", "Sofia to a new ally", "promotes"),
    ("It was hunger, caused by the siege, which drove the town into surrender.", "the siege", "hunger", "promotes"),
]

NONE = [
    "He had been ambassador since 1951.",
    "The treaty was in force for ten years.",
    "The delegation travelled as far as Baku.",
    "The reasons are unknown.",
    "They were so tired.",
    "The aim of the visit was clear.",
    "The result of the vote was announced.",
    "They blamed the minister.",
    "The minister made a statement to the press.",
    "The two made peace that year.",
    "Sofia replaced Ankara as the source of credits.",
    "The minister made clear to the envoys that he could not help them.",
    "It was a result of the war.",
]


@pytest.fixture(scope="module")
def claims() -> Callable[[str], list[Claim]]:
    parser = load_parser()
    if parser.nlp is None:
        pytest.skip("no parser is installed")
    finder = load_cues()

    def find(text: str) -> list[Claim]:
        doc: Any = next(iter(parser.parse([text])))
        return list(find_claims(doc, list(finder.find(text))))

    return find


@pytest.mark.parametrize(("text", "cause", "effect", "polarity"), CASES)
def test_cause_and_effect_are_told_apart(
    claims: Callable[[str], list[Claim]], text: str, cause: str, effect: str, polarity: str
) -> None:
    found = [
        (text[claim.cause[0] : claim.cause[1]], text[claim.effect[0] : claim.effect[1]], claim.cue.polarity)
        for claim in claims(text)
        if claim.cause is not None
    ]
    assert (cause, effect, polarity) in found


@pytest.mark.parametrize("text", NONE)
def test_other_uses_of_the_words_make_no_claim(claims: Callable[[str], list[Claim]], text: str) -> None:
    assert claims(text) == []


def test_connective_at_the_start_points_to_the_sentence_before(claims: Callable[[str], list[Claim]]) -> None:
    (claim,) = claims("Therefore the two governments recalled their envoys.")
    assert claim.cause is None


def test_cause_and_effect_never_overlap(claims: Callable[[str], list[Claim]]) -> None:
    for text, *_ in CASES:
        for claim in claims(text):
            assert claim.cause is None or claim.cause[1] <= claim.effect[0] or claim.effect[1] <= claim.cause[0]
