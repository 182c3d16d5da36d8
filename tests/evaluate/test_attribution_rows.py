"""The rows that the measuring of attribution writes, and how it scores them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.coding.parse import load_parser
from dragoman.evaluate.attribution import INPUT_FIELDS, predict, score

TEXT = "The consul said that the talks had failed. He did not say that he was ill. ''I think so,'' Marku said."


@pytest.fixture(scope="module")
def made() -> list[dict]:  # type: ignore[type-arg]
    parser = load_parser()
    if parser.nlp is None:
        pytest.skip("no parser is installed")
    return list(predict([{"id": "a", "text": TEXT}, {"id": "b", "text": ""}], parser.parse))


def test_what_is_denied_or_quoted_within_is_left_out(made: list[dict]) -> None:  # type: ignore[type-arg]
    assert set(INPUT_FIELDS) == {"id", "text"}
    assert [row["id"] for row in made] == ["a", "b"]
    said = [
        {part: [TEXT[start:end] for start, end in one[part]] for part in ("source", "cue", "content")}
        for one in made[0]["attributions"]
    ]
    assert [(one["source"], one["cue"]) for one in said] == [(["The consul"], ["said"]), (["Marku"], ["said"])]
    assert said[0]["content"] == ["that the talks had failed"]
    assert "I think so" in said[1]["content"][0]
    assert made[1]["attributions"] == []


def test_scores() -> None:
    right = {"source": [[0, 10]], "cue": [[11, 15]], "content": [[16, 41]]}
    gold = [{"id": "a", "text": TEXT, "attributions": [right]}]
    wrong = {**right, "source": []}
    beside = {"source": [], "cue": [[50, 57]], "content": [[58, 73]]}
    full = {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    nothing = {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert score(gold, [{"id": "a", "attributions": [right]}]) == {"found": full, "with content and source": full}
    assert score(gold, [{"id": "a", "attributions": [wrong]}]) == {"found": full, "with content and source": nothing}
    half = {"precision": 0.5, "recall": 1.0, "f1": 0.6667}
    assert score(gold, [{"id": "a", "attributions": [right, beside]}]) == {
        "found": half,
        "with content and source": half,
    }


def test_on_marked_news(shared: Path) -> None:
    """Ten marked texts; the measured figures are in the documentation of the task."""
    path = shared / "data" / "eval" / "attribution_train_a.jsonl"
    parser = load_parser()
    if not path.is_file() or parser.nlp is None:
        pytest.skip("the marked texts or the parser are not here")
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(next(file)) for _ in range(10)]
    told = list(predict([{"id": row["id"], "text": row["text"]} for row in rows], parser.parse))
    reached = score(rows, told)["with content and source"]
    assert reached["precision"] > 0.65
    assert reached["f1"] > 0.55
