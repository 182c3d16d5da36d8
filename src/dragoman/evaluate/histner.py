"""Persons, places and bodies spotted in old newspapers, in the row format of HIPE-2022's English sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.evaluate.figures import by_corpus, figures
from dragoman.mentions.actors import Spotter
from dragoman.mentions.name_places import PlaceShapes
from dragoman.mentions.name_shapes import name_shapes, split_parts
from dragoman.vocab import edtf
from dragoman.vocab.actors import Authority

INPUT_FIELDS = ("id", "date", "text")
"""What a row must hold."""

ANSWER_FIELDS = ("corpus", "entities")
"""What it holds besides where it can be scored."""

Entity = Mapping[str, Any]

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
    """Precision, recall and F1 for each corpus, of each type that is marked there and of all of them together.

    Strict: the same extent and type; fuzzy: extents that overlap, and the same type. Corpora are not counted together:
    each marks other types. Types that :data:`TYPES` does not
    know (works, times, buildings, streets) are never found.
    """
    said = {one["id"]: one["entities"] for one in predictions}
    found: dict[str, Any] = {}
    for corpus, rows in by_corpus(gold, together=False):
        texts = [(row["entities"], said.get(row["id"], [])) for row in rows]
        by_type = {kind: _count(texts, kind) for kind in sorted({one["type"] for true, _ in texts for one in true})}
        total = tuple(map(sum, zip(*by_type.values(), strict=True)))
        for name, counts in [(corpus, total), *((f"{corpus} {kind}", one) for kind, one in by_type.items())]:
            for how, right in (("strict", counts[2]), ("fuzzy", counts[3])):
                found[f"{name}, {how}"] = {"names": counts[0], **figures(right, counts[1], counts[0])}
    return found


def _count(texts: Sequence[tuple[list[Entity], list[Entity]]], kind: str) -> tuple[int, int, int, int]:
    """How many names of a type are marked, found, found with the same extent, and found overlapping."""
    pairs = [tuple([one for one in side if one["type"] == kind] for side in text) for text in texts]
    return (
        sum(len(true) for true, _ in pairs),
        sum(len(found) for _, found in pairs),
        sum(_paired(true, found, _is_same) for true, found in pairs),
        sum(_paired(true, found, _overlap) for true, found in pairs),
    )


def _paired(true: list[Entity], found: list[Entity], fits: Callable[[Entity, Entity], bool]) -> int:
    free = list(found)
    paired = 0
    for one in true:
        match = next((at for at, other in enumerate(free) if fits(one, other)), None)
        if match is not None:
            del free[match]
            paired += 1
    return paired


def _is_same(one: Entity, other: Entity) -> bool:
    return (one["start"], one["end"]) == (other["start"], other["end"])


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(other["start"] < one["end"] and one["start"] < other["end"])
