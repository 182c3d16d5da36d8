"""The rows that the measuring of causal claims writes."""

from __future__ import annotations

import pytest

from dragoman.coding.parse import load_parser
from dragoman.evaluate.reasons import INPUT_FIELDS, predict


def test_one_row_out_for_each_row_in() -> None:
    parser = load_parser()
    if parser.nlp is None:
        pytest.skip("no parser is installed")
    texts = [
        "The miners went on strike because of the long delay in the payment of their wages .",
        "They left on Monday .",
        "",
    ]
    rows = [{"id": str(n), "corpus": "own", "doc": "d", "text": text} for n, text in enumerate(texts)]
    assert set(rows[0]) == set(INPUT_FIELDS)
    made = list(predict(iter(rows), parser.parse))
    assert [row["id"] for row in made] == ["0", "1", "2"]
    assert [row["label"] for row in made] == [1, 0, 0]
    (relation,) = made[0]["relations"]
    assert {key: [texts[0][a:b] for a, b in spans] for key, spans in relation.items()} == {
        "cause": ["the long delay in the payment of their wages"],
        "effect": ["The miners went on strike"],
        "signal": ["because of"],
    }
