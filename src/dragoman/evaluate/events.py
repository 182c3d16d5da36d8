"""The events of a bare sentence: type and both actors, in the row format of the gold standard records of PLOVER."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.coding.between import tellings
from dragoman.evaluate.events_score import score_events
from dragoman.evaluate.news import load_coder, read_sentence, root

INPUT_FIELDS = ("id", "sentence")
"""What a row must hold."""

ANSWER_FIELDS = ("events",)
"""What it holds besides where it can be scored."""


def predict(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each sentence its events: ``{"id", "events": [{"source", "target", "root"}]}``, one for each pair."""
    coder = load_coder()
    for row in rows:
        reading = read_sentence(row["sentence"])
        text = reading.view.text
        found: dict[tuple[str, str, str], float] = {}
        for one in tellings(coder, reading):
            for actor in one.actors:
                for recipient in one.recipients:
                    key = (root(one.event_type), text[slice(*actor)], text[slice(*recipient)])
                    found[key] = max(found.get(key, 0.0), one.chance)
        likely = sorted(found, key=lambda key: (-found[key], key))
        yield {
            "id": row["id"],
            "events": [{"root": name, "source": source, "target": target} for name, source, target in likely],
        }


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What is found by type alone and with its actors: :func:`.events_score.score_events`."""
    return score_events(gold, predictions)
