"""How many of the marked events of bare sentences are found: by type alone, and with either or both of their actors.

Events are paired greedily one to one. An actor is right when it shares a word with the marked one (words that many
actors share set aside) or begins with its code; a marked event without a target asks for none; of a reciprocal one
the two sources may be given in either order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dragoman.evaluate.news import by_id, root

COMMON = frozenset({
    "the", "and", "for", "with", "from", "government", "president", "minister", "foreign", "prime", "officials",
    "forces", "troops", "leader", "former", "of", "in", "on", "to", "by", "at", "its", "new",
})  # fmt: skip
"""Words that many actors share."""

_WORD = re.compile(r"[^\W_]{2,}")
_CODE = re.compile(r"[A-Z]{3,9}")

LEVELS: dict[str, Callable[[bool, bool], bool]] = {
    "root": lambda source, target: True,
    "root+source": lambda source, target: source,
    "root+target": lambda source, target: target,
    "root+both": lambda source, target: source and target,
}
"""What must be right beside the root class, by the name of the level."""


def score_events(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 at each of the ``LEVELS``; a marked event is ``{"source", "target", "root15",
    "reciprocal"}`` with lists of ``{"text", "code"}``, a predicted one ``{"source", "target", "root"}`` with texts."""
    said = by_id(predictions)
    rows = [(row["events"], _once(said.get(str(row["id"]), {}).get("events", []))) for row in gold]
    marked, given = (sum(len(row[side]) for row in rows) for side in (0, 1))
    found: dict[str, Any] = {"marked": marked, "predicted": given}
    for name, right in LEVELS.items():
        hits = sum(_paired(events, guesses, right) for events, guesses in rows)
        precision, recall = hits / given if given else 0.0, hits / marked if marked else 0.0
        both = precision + recall
        found[name] = {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / both, 4) if both else 0.0,
        }
    return found


def _once(guesses: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The guesses without the second telling of a reciprocal one."""
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for one in guesses:
        kind, source, target = root(one.get("root") or ""), one.get("source") or "", one.get("target") or ""
        if (kind, target, source) not in seen or source == target:
            seen.add((kind, source, target))
            kept.append(one)
    return kept


def _paired(
    events: Sequence[Mapping[str, Any]], guesses: Sequence[Mapping[str, Any]], right: Callable[[bool, bool], bool]
) -> int:
    free = list(guesses)
    hits = 0
    for event in events:
        hit = next((one for one in free if _matches(event, one, right)), None)
        if hit is not None:
            free.remove(hit)
            hits += 1
    return hits


def _matches(event: Mapping[str, Any], guess: Mapping[str, Any], right: Callable[[bool, bool], bool]) -> bool:
    source, target = guess.get("source") or "", guess.get("target") or ""
    if event.get("reciprocal") and not event["target"] and len(event["source"]) > 1:
        sides = (_among(event["source"], source), _among(event["source"], target))
    else:
        sides = (
            not event["source"] or _among(event["source"], source),
            not event["target"] or _among(event["target"], target),
        )
    return root(guess.get("root") or "") == event["root15"] and right(*sides)


def _among(actors: Sequence[Mapping[str, Any]], guess: str) -> bool:
    code = guess[:3] if _CODE.fullmatch(guess) else ""
    return any(
        (code and (one.get("code") or "")[:3].upper() == code) or _words(one.get("text") or "") & _words(guess)
        for one in actors
        if guess
    )


def _words(text: str) -> frozenset[str]:
    found = frozenset(_WORD.findall(text.lower().replace(".", "")))
    return found - COMMON or found
