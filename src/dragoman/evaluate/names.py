"""Whether two names are of one bearer, in the row format of OpenSanctions' name benchmark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.evaluate.figures import figures
from dragoman.mentions.names import Kind, compare_names

INPUT_FIELDS = ("id", "schema", "name1", "name2")
"""What a row must hold."""

ANSWER_FIELDS = ("match", "group")
"""What it holds besides where it can be scored."""

ORGANISATIONS = frozenset({"Organization", "Company", "PublicBody", "Asset"})


def predict(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each pair of names ``{"id", "match", "score"}``: whether they are of one bearer, and how alike they are."""
    for row in rows:
        kind: Kind = "organisation" if row["schema"] in ORGANISATIONS else "person"
        found = compare_names(row["name1"], row["name2"], kind=kind)
        yield {"id": row["id"], "match": found.is_same, "score": found.score}


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 of matches: of all pairs, of persons, and of those that no language model made."""
    rows = list(gold)
    said = {str(one["id"]): bool(one["match"]) for one in predictions}
    return {
        "all": _measure(rows, said),
        "Person": _measure([row for row in rows if row["schema"] == "Person"], said),
        "curated": _measure([row for row in rows if not row["group"].startswith("synth")], said),
    }


def _measure(rows: list[Mapping[str, Any]], said: Mapping[str, bool]) -> dict[str, float]:
    right = sum(1 for row in rows if row["match"] and said.get(str(row["id"])))
    found, true = sum(1 for row in rows if said.get(str(row["id"]))), sum(1 for row in rows if row["match"])
    return {"rows": len(rows), **figures(right, found, true)}
