"""No prediction looks at an answer: the same rows without answers, or with wrong ones, give the same predictions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from dragoman.coding.parse import load_parser
from dragoman.evaluate import available, predict, read_rows

TALKS = "The envoy of Ruritania said on 3 May 1955 that the talks had failed because the army had crossed the border."
ACT = "Diplomatic relations were established on May 5, 1921. They were severed on June 6, 1941."

INPUTS: dict[str, tuple[str, ...]] = {
    "dates": ("id", "text"),
    "attribution": ("id", "text"),
    "reasons": ("id", "corpus", "doc", "text"),
    "names": ("id", "schema", "name1", "name2"),
    "diplomacy": ("id", "text", "country", "partner"),
    "histner": ("id", "date", "text"),
    "kinds": ("id", "sentence", "source", "target", "source_spans", "target_spans"),
    "quads": ("id", "text", "tokens", "source", "target"),
    "events": ("id", "sentence"),
}
"""What a task may see: written here again, so that no field joins it unnoticed."""

ROWS: dict[str, list[dict[str, Any]]] = {
    "dates": [{"id": "a", "dct": "2001-01-01", "text": TALKS, "timexes": [{"start": 0, "end": 3, "value": "1066"}]}],
    "attribution": [{"id": "a", "text": TALKS, "attributions": [{"source": [[0, 3]], "cue": [], "content": []}]}],
    "reasons": [{"id": "a", "corpus": "own", "doc": "d", "text": TALKS, "label": 0, "relations": []}],
    "names": [
        {"id": "a", "schema": "Person", "name1": "Nikita Khrushchev", "name2": "N. Khrushchev", "match": False,
         "quality": "LOW", "category": "", "group": "own"},
    ],
    "diplomacy": [
        {"id": id, "text": ACT, "country": "Ruritania", "partner": "United States", "event": event, "date": "1066",
         "accepted_dates": ["1066"], "core": True, "multi_date": True, "group": "own", "heading": event}
        for id, event in (("a", "mission_moved"), ("b", "treaty"))
    ],
    "histner": [
        {"id": "a", "corpus": "own", "date": "1880-05-03", "text": "M. Gambetta left Paris for London.",
         "entities": [{"start": 0, "end": 1, "type": "time", "qid": "Q1"}]},
    ],
    "kinds": [
        {"id": "a", "sentence": "France condemned Italy.", "source": "France", "target": "Italy",
         "source_spans": [[0, 6]], "target_spans": [[17, 22]], "root": "AID", "quad": 2},
    ],
    "quads": [
        {"id": "a", "text": "France condemned Italy.", "tokens": "France condemned Italy .", "source": [[0, 6]],
         "target": [[17, 22]], "penta": 0, "label": "statement"},
        {"id": "b", "text": "France condemned Italy.", "penta": 1},
    ],
    "events": [{"id": "a", "sentence": "France condemned Italy.", "events": [{"root15": "AID"}]}],
}  # fmt: skip

CORPORA = {
    "dates": "eval/timex_dev.jsonl",
    "attribution": "eval/attribution_dev.jsonl",
    "reasons": "eval/causal_dev.jsonl",
    "names": "eval/names_dev.jsonl",
    "diplomacy": "rdcr/rdcr_events.jsonl",
    "histner": "eval/histner_dev.jsonl",
    "kinds": "eval/plv_dev.jsonl",
    "quads": "eval/cameo_dev.jsonl",
    "events": "eval/gsr_dev.jsonl",
}


def said(task: str, rows: Iterable[dict[str, Any]]) -> bytes:
    if task in ("reasons", "attribution") and load_parser().nlp is None:
        pytest.skip("no parser is installed")
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in predict(task, rows)).encode()


def strip(task: str, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: row[key] for key in INPUTS[task] if key in row} for row in rows]


def test_every_task_is_here() -> None:
    assert set(available()) == set(INPUTS) == set(ROWS) == set(CORPORA)


@pytest.mark.parametrize("task", sorted(ROWS))
def test_own_rows(task: str) -> None:
    found = said(task, ROWS[task])
    assert found.count(b"\n") == len(ROWS[task])
    assert found == said(task, strip(task, ROWS[task]))


@pytest.mark.corpus
@pytest.mark.parametrize("task", sorted(CORPORA))
def test_marked_rows(task: str, shared: Path) -> None:
    path = shared / "data" / CORPORA[task]
    if not path.is_file():
        pytest.skip(f"{path.name} is not here")
    rows = list(islice(read_rows(path), 4 if task in ("dates", "attribution") else 60))
    assert any(set(row) > set(INPUTS[task]) for row in rows)
    assert said(task, rows) == said(task, strip(task, rows))
