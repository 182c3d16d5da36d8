"""Parts of speech and lemmas worked out once a word: the same as the model's own rules give."""

from __future__ import annotations

import pytest
from tests.coding.casebook import GAPS, cases

from dragoman.coding.parse import Parser


def test_agrees_with_the_model_on_every_case(parser: Parser) -> None:
    if parser.finish is None:
        pytest.skip("this model has no rules to stand in for")
    texts = [one.values[0]["text"] for one in [*cases(), *cases(GAPS)]]
    own = [[(token.pos_, token.lemma_) for token in doc] for doc in parser.nlp.pipe(texts)]
    ours = [[(token.pos_, token.lemma_) for token in doc] for doc in parser.parse(texts)]
    assert ours == own


def test_a_word_met_before_gets_the_same_again(parser: Parser) -> None:
    texts = ["The talks broke off.", "He talks.", "The talks broke off."]
    first, _, again = ([(token.pos_, token.lemma_) for token in doc] for doc in parser.parse(texts))
    assert first == again
