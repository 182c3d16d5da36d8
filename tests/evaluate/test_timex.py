"""Our dates in the notation of the TIMEX corpora."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from dragoman.evaluate.dates import predict
from dragoman.evaluate.timex import duration, label

CASES = [
    ("In early October 1939 they met.", [("early October 1939", "1939-10", "DATE")]),
    ("In the spring of 1955 he came.", [("the spring of 1955", "1955-SP", "DATE")]),
    ("The late 1960s were hard.", [("The late 1960s", "196", "DATE")]),
    ("In the 19th century it was.", [("the 19th century", "18", "DATE")]),
    ("The war of 264-241 BC ended.", [("264", "BC0264", "DATE"), ("241 BC", "BC0241", "DATE")]),
    ("On 10 May 1940 he spoke.", [("10 May 1940", "1940-05-10", "DATE")]),
    ("In 1940 he spoke. A year later he left.", [("1940", "1940", "DATE"), ("A year later", "1941", "DATE")]),
    ("It took two and a half years.", [("two and a half years", "P2.5Y", "DURATION")]),
    ("It took several days.", [("several days", "PXD", "DURATION")]),
    ("They met annually.", [("annually", "XXXX", "SET")]),
    ("On the night of 20 June 1791 they fled.", [("the night of 20 June 1791", "1791-06-20TNI", "TIME")]),
    ("He is now king.", [("now", "PRESENT_REF", "DATE")]),
    ("In the second half of 2008 it fell.", [("the second half of 2008", "2008-H2", "DATE")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_case(text: str, expected: list[tuple[str, str, str]]) -> None:
    (row,) = predict([{"id": "x", "text": text, "dct": "2009-12-19"}])
    assert [(text[t["start"] : t["end"]], t["value"], t["type"]) for t in row["timexes"]] == expected


def test_labels_and_lengths() -> None:
    assert [label(v) for v in ("-0489", "-0489-06-01", "1955-24", "1961-34", "19XX", "1905~")] == [
        "BC0490", "BC0490-06-01", "1955-WI", "1961-Q2", "19", "1905"
    ]  # fmt: skip
    assert [duration(*v) for v in (("two", "week"), ("a", "fortnight"), ("", "hour"), ("24", "hour"))] == [
        "P2W", "P2W", "PTXH", "PT24H"
    ]  # fmt: skip


@pytest.mark.corpus
def test_war_narratives_are_read_well(shared: Path) -> None:
    """Value F1 on WikiWars 1.0.4, documents 01-16 (rules were developed on 01-10)."""
    gold_path, scorer_path = (shared / "data" / "eval" / name for name in ("timex_dev.jsonl", "score_timex.py"))
    if not gold_path.is_file() or not scorer_path.is_file():
        pytest.skip("the marked narratives are not here")
    spec = importlib.util.spec_from_file_location("score_timex", scorer_path)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = [json.loads(line) for line in gold_path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [{key: document[key] for key in ("id", "text", "dct", "title")} for document in gold]
    (figures,) = scorer.score(gold, list(predict(rows))).values()
    assert figures["all"]["value_f1"] >= 0.87
    assert figures["dates_only"]["value_f1"] >= 0.92
