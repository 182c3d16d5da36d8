"""The quad class of a sentence whose actor and recipient are given, or that it makes a statement and nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.coding.network import TYPES, load_network
from dragoman.evaluate.news import by_id, macro_f1
from dragoman.vocab.scheme import load_scheme

INPUT_FIELDS = ("id", "text", "tokens", "source", "target")
"""What a row must hold: the words, cut apart by blanks where actor and recipient are given, and where these stand."""

ANSWER_FIELDS = ("penta",)

CLASSES = ("statement", "verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
"""The five classes of corpora coded after CAMEO (Hu et al., ConfliBERT, NAACL 2022), by their numbers."""

IN_CAMEO = {"CONCEDE": "material-cooperation"}
"""Types whose class is another in CAMEO: its root 08, to yield, is material."""

LIKELY = 0.5
"""A class that is not likelier than not tells no act: it is a statement."""


def predict(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each row the number of its class and what speaks for it: ``{"id", "penta", "confidence"}`` (0 to 1)."""
    network, scheme = load_network(), load_scheme()
    quads = [CLASSES.index(IN_CAMEO.get(name, scheme.type(name).quad)) for name in TYPES]
    for row in rows:
        text = row.get("tokens") or row.get("text") or ""
        actor = _span(row.get("source")) or (0, 0)
        shares: dict[int, float] = {}
        for quad, share in zip(quads, network.between(text, actor, _span(row.get("target"))), strict=True):
            shares[quad] = shares.get(quad, 0.0) + float(share)
        best, share = min(shares.items(), key=lambda one: (-one[1], one[0]))
        yield {"id": row["id"], "penta": best if share >= LIKELY else 0, "confidence": round(share, 3)}


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Accuracy and macro-F1 over the classes, of the rows whose class is marked."""
    said = by_id(predictions)
    rows = [(str(row["penta"]), str(said.get(str(row["id"]), {}).get("penta"))) for row in gold if "penta" in row]
    if not rows:
        return {"rows": 0}
    wanted, given = ([one[n] for one in rows] for n in (0, 1))
    right = sum(a == b for a, b in rows)
    return {
        "rows": len(rows),
        "macro_f1": round(macro_f1(wanted, given), 4),
        "accuracy": round(right / len(rows), 4),
    }


def _span(spans: list[list[int]] | None) -> tuple[int, int] | None:
    return (int(spans[0][0]), int(spans[0][1])) if spans else None
