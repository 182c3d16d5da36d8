"""The event type of a sentence whose actor and recipient are given, in PLOVER's 15 merged root classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.coding.network import TYPES, load_network
from dragoman.evaluate.news import by_id, macro_f1, root

INPUT_FIELDS = ("id", "sentence", "source", "target", "source_spans", "target_spans")
"""What a row must hold: the sentence, and where actor and recipient stand in it."""

ANSWER_FIELDS = ("root",)


def predict(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each row its root class and what speaks for it: ``{"id", "root", "confidence"}`` (0 to 1)."""
    network = load_network()
    for row in rows:
        source, target = (_span(row, side) for side in ("source", "target"))
        shares: dict[str, float] = {}
        for name, share in zip(TYPES, network.between(row["sentence"], source, target), strict=True):
            shares[root(name)] = shares.get(root(name), 0.0) + float(share)
        best = max(shares, key=lambda name: (shares[name], name))
        yield {"id": row["id"], "root": best, "confidence": round(shares[best], 3)}


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Macro-F1 over the root classes, accuracy, and the expected calibration error of the confidence (ten bins)."""
    said = by_id(predictions)
    rows = [(root(row["root"]), said.get(str(row["id"]), {})) for row in gold]
    wanted = [true for true, _ in rows]
    given = [root(one.get("root") or "") for _, one in rows]
    right = [a == b for a, b in zip(wanted, given, strict=True)]
    sure = [float(one.get("confidence", 0.0)) for _, one in rows]
    return {
        "rows": len(rows),
        "macro_f1": round(macro_f1(wanted, given), 4),
        "accuracy": round(sum(right) / len(rows), 4),
        "calibration_error": round(_calibration(sure, right), 4),
    }


def _calibration(sure: list[float], right: list[bool]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for one, true in zip(sure, right, strict=True):
        bins.setdefault(min(int(one * 10), 9), []).append((one, true))
    gaps = (abs(sum(one for one, _ in rows) - sum(true for _, true in rows)) for rows in bins.values())
    return sum(gaps) / len(sure)


def _span(row: Mapping[str, Any], side: str) -> tuple[int, int]:
    spans = row.get(f"{side}_spans") or []
    if spans:
        first, last = spans[0]
        return int(first), int(last)
    at = max(row["sentence"].find(row.get(side) or ""), 0)
    return at, at + max(len(row.get(side) or ""), 1)
