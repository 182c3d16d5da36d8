"""Persons, places and bodies spotted in old newspapers, in the row format of HIPE-2022's English sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.mentions.actors import Spotter
from dragoman.mentions.name_places import PlaceShapes
from dragoman.mentions.name_shapes import name_shapes, split_parts
from dragoman.vocab import edtf
from dragoman.vocab.actors import Authority

INPUT_FIELDS = ("id", "date", "text")
"""What a row must hold."""

TYPES: Mapping[str, str] = {
    "person": "pers",
    "state": "loc",
    "capital": "loc",
    "place": "loc",
    "body": "org",
    "party": "org",
}
"""The corpora's type for each kind of actor; peoples, offices and groups have none there."""


def predict(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each text the names that the spotter knows or that their shape shows: ``{"id", "entities"}``.

    An entity is ``{"start", "end", "type"}``, the title before a person's name included.
    """
    spotter, places = Spotter(Authority.load()), PlaceShapes()
    for row in rows:
        text = row["text"]
        written = edtf.parse(row["date"]).earliest() if edtf.is_valid(row["date"] or "") else None
        parts = split_parts(text)
        found = [(one.opens, one.end, "pers") for one in name_shapes().find(text, parts)]
        for one in spotter.spot(text, written=written):
            if one.kind in TYPES and not any(one.start < end and start < one.end for start, end, _ in found):
                found.append((one.start, one.end, TYPES[one.kind]))
        found += [(*span, "loc") for span in places.find(text, parts, [(start, end) for start, end, _ in found])]
        yield {"id": row["id"], "entities": [{"start": s, "end": e, "type": kind} for s, e, kind in sorted(found)]}


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 for each corpus and type; fuzzy: a name counts that overlaps one of its type."""
    said = {one["id"]: one["entities"] for one in predictions}
    counts: dict[tuple[str, str], list[int]] = {}
    for row in gold:
        for kind in ("pers", "loc", "org"):
            true = [one for one in row["entities"] if one["type"] == kind]
            found = [one for one in said.get(row["id"], []) if one["type"] == kind]
            count = counts.setdefault((row["corpus"], kind), [0, 0, 0])
            count[0] += _paired(true, found)
            count[1] += len(found)
            count[2] += len(true)
    return {f"{corpus} {kind}, fuzzy": _measure(*count) for (corpus, kind), count in sorted(counts.items()) if count[2]}


def _paired(true: list[dict[str, Any]], found: list[dict[str, Any]]) -> int:
    free = list(found)
    paired = 0
    for one in true:
        match = next((at for at, o in enumerate(free) if o["start"] < one["end"] and one["start"] < o["end"]), None)
        if match is not None:
            del free[match]
            paired += 1
    return paired


def _measure(right: int, found: int, true: int) -> dict[str, float]:
    precision, recall = right / found if found else 0.0, right / true if true else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"names": true, "precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
