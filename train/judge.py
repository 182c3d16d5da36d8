"""Train the weights that say how sure an account is: ``python -m train.judge MARKINGS [--write]``.

MARKINGS is the folder of marked public-domain texts (``*.jsonl``, ``texts/``), which lies outside the repository. The
texts whose name's SHA-1 ends in 0, 1 or 2 are kept for measuring and never read. An account counts as right when it
pairs with a marked event of its sentence: the same states on the same sides, a type that the marking allows, told as
having happened. Cross-validation is by text; the cut is the highest confidence at which the F-measure of right
accounts, over all texts when left out, is within ``NEAR`` of its best: of equals the one with fewer wrong rows. L-BFGS
from zero: the same markings give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from dragoman.coding.coder import Candidate, Coder
from dragoman.coding.judge import Judge
from dragoman.mentions.actors import Spotter
from dragoman.mentions.dateline import find_written
from dragoman.model import Document
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "vocab" / "data" / "judge.json"
FOLDS, RIDGE, RARE, NEAR = 10, 2.0, 4, 0.005
SAME = {"VDR": "VNM", "RUS": "SUN"}
RECIPROCAL = {"CONSULT", "AGREE", "COOPERATE", "ASSAULT"}


def is_kept(name: str) -> bool:
    """Is this text kept for measuring?"""
    return hashlib.sha1(name.encode()).hexdigest()[-1] in "012"


def states(codes: Any) -> set[str]:
    return {SAME.get(code, code) for code in codes if code}


def matches(event: dict[str, Any], candidate: Candidate) -> tuple[bool, bool]:
    """(Do event and account tell of the same states, are side and type right too)."""
    account = candidate.account
    actors, recipients = states(event["actors"]), states(event["recipients"])
    mine = states(one.state for one in account.actors), states(one.state for one in account.recipients)
    seen = mine[0] | mine[1]
    if recipients:
        share = bool(actors & seen and recipients & seen)
        direct = bool(actors & mine[0] and recipients & mine[1]) or (
            account.event_type in RECIPROCAL and not mine[1] and share
        )
    else:
        share = direct = len((actors | recipients) & seen) >= 2
    return share, share and direct and account.event_type in event["types"]


def gather(folder: Path) -> tuple[list[tuple[str, Candidate, bool]], int]:
    """Each candidate of the training texts with its text's name and whether it is right; and how many core events."""
    authority = Authority.load()
    spotter, coder = Spotter(authority), Coder(judge=Judge({}, 0.0))
    rows: list[tuple[str, Candidate, bool]] = []
    core = 0
    for path in sorted(folder.glob("*.jsonl")):
        if is_kept(path.stem):
            continue
        text = (folder / "texts" / f"{path.stem}.txt").read_text("utf-8")
        events = json.loads(path.read_text("utf-8"))["events"]
        core += sum(1 for one in events if one["core"] and one["status"] == "asserted")
        document = Document(id=path.stem, source_id="s", path=str(path), text=text, written=find_written(text))
        found = list(coder.candidates(make_reading(document, authority, spotter=spotter)))
        found = [one for one in found if one.account.status == "asserted"]
        rows += [(path.stem, one, right) for one, right in zip(found, label(text, events, found), strict=True)]
    return rows, core


def label(text: str, events: list[dict[str, Any]], found: list[Candidate]) -> list[bool]:
    """Which candidates are right: each marked event vouches for one of them, the best first."""
    pairs = []
    for i, event in enumerate(events):
        start = text.find(event["evidence"])
        end = start + len(event["evidence"])
        for j, candidate in enumerate(found):
            place = candidate.account.sentence
            if start >= 0 and place.start < end and start < place.end:
                share, right = matches(event, candidate)
                if share:
                    told = event["status"] in ("asserted", "ongoing-state")
                    near = candidate.account.evidence.start < end and start < candidate.account.evidence.end
                    pairs.append((-(2 * right + told + near), i, j, right and told))
    used: tuple[set[int], set[int]] = (set(), set())
    right_ones = [False] * len(found)
    for _, i, j, right in sorted(pairs):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            right_ones[j] = right
    return right_ones


def fit(features: list[dict[str, float]], right: np.ndarray, names: list[str]) -> dict[str, float]:
    """Ridge logistic regression; the bias and the prior are not shrunk."""
    place = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(features), len(names)))
    for row, one in enumerate(features):
        for name, value in one.items():
            if name in place:
                table[row, place[name]] = value
    ridge = np.array([0.0 if name in ("bias", "prior") else RIDGE for name in names])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = table @ w
        p = 1 / (1 + np.exp(-z))
        value = float(np.sum(np.logaddexp(0, z) - right * z) + 0.5 * np.sum(ridge * w * w))
        return value, table.T @ (p - right) + ridge * w

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: round(float(w), 4) for name, w in zip(names, best.x, strict=True) if abs(w) >= 5e-5}


def main() -> None:
    """Train, cross-validate, print the figures, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("markings", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows, core = gather(options.markings)
    if not rows:
        parser.error(f"no marked texts in {options.markings}; they are not part of the repository")
    features = [dict(one.features) for _, one, _ in rows]
    right = np.array([float(one) for _, _, one in rows])
    counts: dict[str, int] = {}
    for one in features:
        for name in one:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, n in counts.items() if n >= RARE)
    texts = sorted({name for name, _, _ in rows})
    fold = {name: i % FOLDS for i, name in enumerate(sorted(texts, key=lambda t: hashlib.sha1(t.encode()).digest()))}
    held = np.zeros(len(rows))
    for k in range(FOLDS):
        inside = [i for i, row in enumerate(rows) if fold[row[0]] != k]
        weights = fit([features[i] for i in inside], right[inside], names)
        judge = Judge(weights, 0.0)
        for i, row in enumerate(rows):
            if fold[row[0]] == k:
                held[i] = judge.confidence(features[i])
    print(f"{len(rows)} candidates, {int(right.sum())} right, {core} core events, {len(names)} features")
    scores: dict[float, float] = {}
    for cut in np.arange(0.05, 0.9, 0.05):
        kept = held >= cut
        precision, recall = right[kept].mean() if kept.any() else 0.0, right[kept].sum() / core
        score = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        scores[round(float(cut), 2)] = float(score)
        print(f"cut {cut:.2f}: kept {int(kept.sum())} precision {precision:.3f} recall {recall:.3f} F {score:.3f}")
    bins = [(held >= a) & (held < a + 0.1) for a in np.arange(0, 1, 0.1)]
    error = sum(abs(held[b].mean() - right[b].mean()) * b.sum() for b in bins if b.any()) / len(rows)
    chosen = max(cut for cut, score in scores.items() if score >= max(scores.values()) - NEAR)
    print(f"expected calibration error (10 bins, left out): {error:.3f}; cut {chosen:.2f}, F {scores[chosen]:.3f}")
    if options.write:
        weights = fit(features, right, names)
        kept_weights = {"cut": chosen, "weights": dict(sorted(weights.items()))}
        WEIGHTS.write_text(json.dumps(kept_weights, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
