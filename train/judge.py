"""Train the weights that say how sure an account is: ``python -m train.judge MARKINGS --work FOLDER [--write]``.

FOLDER holds the act networks of some folds (``train/acts.py``): each text of these is coded by the one that has not
seen it. An account pairs with a marked event of its sentence when it has the same states on the same sides, a type
that the marking allows, and is told as having happened; it is right when its date agrees too, and that is what the
weights learn: what is surely told but wrongly dated is no good row. For texts that tell no date others learn the rest.
Cross-validation is by text; the cut is the highest confidence at which the F-measure of right accounts, over all texts
when left out, is within ``NEAR`` of its best: of equals the one with fewer wrong rows. L-BFGS from zero: the same
markings give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dragoman.coding.coder import Candidate, Coder
from dragoman.coding.judge import Judge, is_of_date
from dragoman.coding.network import read_network
from dragoman.mentions.actors import Spotter
from dragoman.vocab.actors import Authority
from train.acts import fold_of, read_marked, standpoint_of
from train.acts_data import Marking, dated, read_markings, read_own, same_state

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "vocab" / "data" / "judge.json"
FOLDS, RIDGE, RARE, NEAR = 10, 2.0, 4, 0.01
RECIPROCAL = {"CONSULT", "AGREE", "COOPERATE", "ASSAULT"}
FIRST_SIGHT = Judge({"act": 1.0}, 0.0)
"""Lets everything through; of what is told twice the likelier word is kept."""

Row = tuple[str, int, Candidate, bool, bool]
"""A way to take a word: its text, the word's number, itself, whether it is right, and right in its date too."""


def matches(marking: Marking, candidate: Candidate) -> tuple[bool, bool]:
    """(Do marking and account tell of the same states, are side and type right too)."""
    account = candidate.account
    actors, recipients = ({same_state(one) for one in side} for side in (marking.actors, marking.recipients))
    mine = [{same_state(one.state) for one in side} - {""} for side in (account.actors, account.recipients)]
    seen = mine[0] | mine[1]
    if recipients:
        share = bool(actors & seen and recipients & seen)
        direct = bool(actors & mine[0] and recipients & mine[1]) or (
            account.event_type in RECIPROCAL and not mine[1] and share
        )
    else:
        share = direct = len((actors | recipients) & seen) >= 2
    return share, share and direct and account.event_type in marking.types


def gather(folder: Path, work: Path, folds: int) -> tuple[list[Row], int]:
    """Each candidate of the marked texts; and how many core events are marked in them."""
    authority = Authority.load()
    spotter = Spotter(authority)
    networks = {fold: work / f"fold{fold}.npz" for fold in range(folds)}
    coders = {
        fold: Coder(judge=FIRST_SIGHT, network=read_network(path.read_bytes()))
        for fold, path in networks.items()
        if path.exists()
    }
    rows: list[Row] = []
    core = 0
    for one in [*read_markings(folder), *read_own(Path(__file__).resolve().parent / "markings", folder.parent)]:
        coder = coders.get(fold_of(one.name, folds))
        if coder is None:
            continue
        core += sum(1 for each in one.markings if each.core and each.status == "asserted")
        reading = read_marked(one, authority, spotter)
        found = list(coder.candidates(reading, standpoint=standpoint_of(one)))
        words = label(one.markings, found)
        rows += [(one.name, len(rows) + word, *row) for word, row in words]
    return rows, core


def label(markings: Sequence[Marking], found: Sequence[Candidate]) -> list[tuple[int, tuple[Candidate, bool, bool]]]:
    """Each way to take a word that tells of something done, and whether it is right, and right in its date.

    Each marked event vouches for one word, the best first; it judges every way to take that word.
    """
    ways = [[way for way in (one, *one.rivals) if way.account.status == "asserted"] for one in found]
    pairs = []
    for i, marking in enumerate(markings):
        for j, candidate in enumerate(found):
            place = candidate.account.sentence
            if place.start < marking.last and marking.first < place.end and ways[j]:
                near = candidate.account.evidence.start < marking.last <= candidate.account.evidence.end
                value = max(sum(_verdict(marking, way)) + matches(marking, way)[0] for way in ways[j])
                if any(matches(marking, way)[0] for way in ways[j]):
                    pairs.append((-(value + near), i, j))
    used: dict[int, Marking] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in taken and j not in used:
            taken.add(i)
            used[j] = markings[i]
    rows = []
    for j, each in enumerate(ways):
        for way in each:
            rows.append((j, (way, *_verdict(used[j], way)) if j in used else (way, False, False)))
    return rows


def _verdict(marking: Marking, candidate: Candidate) -> tuple[bool, bool]:
    told = marking.status in ("asserted", "ongoing")
    right = told and matches(marking, candidate)[1]
    return right, right and dated(marking.date, candidate.account.date)


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


def learn(features: list[dict[str, float]], right: np.ndarray, full: np.ndarray, names: list[str]) -> Judge:
    """The judge that these rows give: for texts that tell dates the whole row, for others what is right without one."""
    dated = [i for i, one in enumerate(features) if "date" in one]
    whole = fit([features[i] for i in dated], full[dated], names)
    return Judge(whole, 0.0, fit(features, right, [name for name in names if not is_of_date(name)]))


def main() -> None:
    """Train, cross-validate, print the figures, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("markings", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows, core = gather(options.markings, options.work, options.folds)
    if not rows:
        parser.error(f"no marked texts in {options.markings}; they are not part of the repository")
    features = [dict(row[2].features) for row in rows]
    right = np.array([float(row[3]) for row in rows])
    full = np.array([float(row[4]) for row in rows])
    counts = Counter(name for one in features for name in one)
    names = sorted(name for name, n in counts.items() if n >= RARE)
    texts = sorted({row[0] for row in rows})
    fold = {name: i % FOLDS for i, name in enumerate(sorted(texts, key=lambda t: hashlib.sha1(t.encode()).digest()))}
    held = np.zeros(len(rows))
    for k in range(FOLDS):
        inside = [i for i, row in enumerate(rows) if fold[row[0]] != k]
        judge = learn([features[i] for i in inside], right[inside], full[inside], names)
        for i, row in enumerate(rows):
            if fold[row[0]] == k:
                held[i] = judge.confidence(features[i])
    print(f"{len(rows)} candidates, {int(right.sum())} right, {core} core events, {len(names)} features")
    words: dict[int, int] = {}
    for i, row in enumerate(rows):
        if row[1] not in words or held[i] > held[words[row[1]]]:
            words[row[1]] = i
    chosen_ways = np.zeros(len(rows), dtype=bool)
    chosen_ways[sorted(words.values())] = True
    scores: dict[float, float] = {}
    for cut in np.arange(0.06, 0.8, 0.02):
        kept = (held >= cut) & chosen_ways
        precision, recall = full[kept].mean() if kept.any() else 0.0, full[kept].sum() / core
        score = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        scores[round(float(cut), 2)] = float(score)
        sure = right[kept].mean() if kept.any() else 0.0
        print(
            f"cut {cut:.2f}: {int(kept.sum())} kept, {sure:.3f} right; full {precision:.3f} {recall:.3f} F {score:.3f}"
        )
    bins = [(held >= a) & (held < a + 0.1) for a in np.arange(0, 1, 0.1)]
    error = sum(abs(held[b].mean() - full[b].mean()) * b.sum() for b in bins if b.any()) / len(rows)
    chosen = max(cut for cut, score in scores.items() if score >= max(scores.values()) - NEAR)
    print(f"expected calibration error (10 bins, left out): {error:.3f}; cut {chosen:.2f}, F {scores[chosen]:.3f}")
    if options.write:
        judge = learn(features, right, full, names)
        weights, undated = (dict(sorted(one.items())) for one in (judge.weights, judge.undated))
        kept_weights = {"cut": chosen, "undated": undated, "weights": weights}
        WEIGHTS.write_text(json.dumps(kept_weights, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
