"""The trained weights: pairs of stretches, the likeliest of them, and what comes of it beside the rules."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dragoman.coding.parse import Parser, load_parser
from dragoman.reasons.attribute import Claim, find_claims
from dragoman.reasons.believe import NO_CUE, Belief, believe, choose, settle
from dragoman.reasons.cues import Cue, load_cues
from dragoman.reasons.pairs import Pair, find_pairs
from dragoman.reasons.traits import pair_traits, sentence_traits
from dragoman.reasons.vectors import word_vectors
from dragoman.reasons.weights import Weights, fold_of, load_weights

BECAUSE = Cue(words="because", form="clause", polarity="promotes", confidence=0.9)
TO = Cue(words="to", form="purpose", polarity="promotes", confidence=0.5, weak=True)
DESPITE = Cue(words="despite", form="phrase", polarity="despite", confidence=0.9)


@pytest.fixture(scope="module")
def parser() -> Parser:
    loaded = load_parser()
    if loaded.nlp is None:
        pytest.skip("no parser is installed")
    return loaded


def parse(parser: Parser, text: str) -> Any:
    return next(iter(parser.parse([text])))


def text_of(doc: Any, places: tuple[int, ...]) -> str:
    return str(doc[places[0] : places[-1] + 1].text)


def test_cause_and_effect_are_among_the_pairs(parser: Parser) -> None:
    doc = parse(parser, "The envoy was recalled because the talks had failed.")
    found = {(text_of(doc, pair.part), text_of(doc, pair.rest)) for pair in find_pairs(doc)}
    assert ("the talks had failed", "The envoy was recalled") in found


def test_no_word_stands_on_both_sides_of_a_pair(parser: Parser) -> None:
    doc = parse(parser, "The party that had won the vote raised taxes to pay for a fleet which the king had ordered.")
    pairs = list(find_pairs(doc))
    assert pairs and all(not set(pair.part) & set(pair.rest) for pair in pairs)
    assert len({(pair.part, pair.rest) for pair in pairs}) == len(pairs)


def test_what_the_rules_found_is_among_the_pairs_and_known_by_its_traits(parser: Parser) -> None:
    doc = parse(parser, "Because of the quarrel, Tirana left the pact.")
    hits = list(load_cues().find(doc.text))
    claims = list(find_claims(doc, hits))
    marked = [pair for pair in find_pairs(doc, claims) if "rule cause wholly" in pair_traits(doc, pair, hits, claims)]
    assert [text_of(doc, pair.part) for pair in marked] == ["the quarrel"]
    assert "claim phrase promotes" in sentence_traits(doc, hits, claims)


def pair(part: tuple[int, ...], rest: tuple[int, ...]) -> Pair:
    return Pair(part[0], rest[0], "clause", part, rest)


def test_of_pairs_that_mean_the_same_the_likeliest_is_taken() -> None:
    pairs = [pair((4, 5, 6), (0, 1, 2)), pair((4, 5), (0, 1, 2)), pair((0, 1, 2), (4, 5, 6)), pair((8, 9), (4, 5, 6))]
    odds = np.array([[2.0, -3.0], [1.0, -3.0], [0.5, -3.0], [-9.0, 0.0]], np.float32)
    taken = list(choose(pairs, odds))
    assert [(one.part, is_cause) for one, is_cause, _ in taken] == [((4, 5, 6), True), ((8, 9), False)]
    assert taken[0][2] == pytest.approx(np.exp(2) / (1 + np.exp(2) + np.exp(-3)))


def claim(cue: Cue, cause: tuple[int, int] = (20, 40), signal: tuple[int, int] = (16, 19)) -> Claim:
    return Claim(cause, (0, 15), signal, cue)


def test_a_plain_cue_speaks_for_itself_and_a_doubtful_one_needs_the_weights() -> None:
    for cue, chance, sure in ((BECAUSE, 0.1, 0.9), (BECAUSE, 0.95, 0.95), (TO, 0.1, 0.3), (TO, 0.9, 0.7)):
        told = claim(cue)
        believed = Belief(True, 0.9, ((told, chance),) if chance else ())
        assert settle([told], believed) == [(told, pytest.approx(sure))]


def test_a_concession_is_as_sure_as_its_cue() -> None:
    told = claim(DESPITE)
    assert settle([told], Belief(False, 0.1, ())) == [(told, 0.9)]


def test_a_claim_of_the_weights_alone_must_be_likely_and_have_a_cue() -> None:
    assert settle([], Belief(True, 0.9, ((claim(TO), 0.7),))) == [(claim(TO), 0.7)]
    assert settle([], Belief(True, 0.9, ((claim(TO), 0.5), (claim(NO_CUE), 0.9)))) == []
    other = claim(BECAUSE, cause=(50, 60))
    assert settle([claim(BECAUSE)], Belief(True, 0.9, ((other, 0.9),))) == [(claim(BECAUSE), 0.9)]


def test_a_long_sentence_is_read_in_parts() -> None:
    class Pieces:
        begin, end = 1, 2

        def cut(self, word: str) -> tuple[int, ...]:
            return tuple(range(10, 10 + len(word)))

    class Encoder:
        def vectors(self, numbers: Any) -> Any:
            assert (numbers[0], numbers[-1]) == (1, 2)
            return np.array(numbers, np.float32)[:, None]

    found = word_vectors(Encoder(), Pieces())(["abc", "d"] * 200)
    assert found.shape == (400, 1)
    assert found[:2, 0].tolist() == [11.0, 10.0] and found[-2:, 0].tolist() == [11.0, 10.0]


@pytest.fixture(scope="module")
def weights() -> Weights:
    shipped = load_weights()
    assert shipped is not None
    return shipped


def test_a_document_of_training_is_judged_by_weights_that_have_not_seen_it(weights: Weights) -> None:
    assert weights.set_for("train_01_0") == fold_of("train_01_0", weights.folds) < weights.folds
    assert weights.set_for("no document of training") == weights.folds


def test_a_cause_is_likelier_than_a_time(parser: Parser, weights: Weights) -> None:
    if weights.width:
        from dragoman.worker import find_vectors

        vectors = find_vectors()
        assert vectors is not None, "the weights want a language model that is not there"
    else:
        vectors = None

    def likely(text: str) -> float:
        doc = parse(parser, text)
        hits = list(load_cues().find(text))
        return believe(doc, hits, list(find_claims(doc, hits)), weights, vectors=vectors).chance

    causal = likely("Workers blocked the road on Monday to protest against the arrest of their leader.")
    assert causal > 0.7
    assert likely("The minister met the ambassador in the capital on Monday.") < 0.4
