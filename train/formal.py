"""Train the weights that choose formal acts and their dates: ``python -m train.formal EVENTS [--write]``.

EVENTS is a file of marked paragraphs (JSON Lines: ``text``, ``country``, ``partner``, ``event``, ``accepted_dates``,
``date``, ``group``), the State Department's public-domain guide to diplomatic relations by country, which lies outside
the repository. Only the first three are input. Cross-validation is by group of countries that share text. Maximum
conditional likelihood of the right (class, date) pairs with a ridge penalty; L-BFGS from zero: the same rows give the
same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dragoman.coding.formal_acts import CLASSES, COMPANIONS, Candidate, candidates
from dragoman.mentions.dates import read_dates
from dragoman.sources.sentences import split

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "vocab" / "data" / "formal_acts.json"
FOLDS, RIDGE, RARE, TINY = 10, 6.0, 4, 0.01
BESIDE = 0.3
"""What a row weighs that the measure leaves out (treaties, consulates, whatever else), against one that it counts."""


def is_right(row: dict[str, Any], date: str | None) -> bool:
    """Is this a date that the row accepts?"""
    gold = row["date"]
    if not date or not gold:
        return not gold
    if date in (row["accepted_dates"] or [gold]):
        return True
    low, bar, high = gold.partition("/")
    return bool(bar) and low <= date <= high + "~"


def read(row: dict[str, Any]) -> list[Candidate]:
    """The candidates of a row, from its input alone."""
    text = row["text"]
    sentences = split(text, [], [(0, len(text))])
    dates, _ = read_dates(text, sentences, written=None, masked=[])
    return list(candidates(text, sentences, dates, parties=(row["country"], row["partner"])))


class Table:
    """All candidates of all rows as one sparse matrix."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows
        self.read = [read(row) for row in rows]
        groups: dict[str, set[str]] = defaultdict(set)
        for row, found in zip(rows, self.read, strict=True):
            for one in found:
                for name in (*one.general, *one.own):
                    groups[name].add(row["group"])
        kept = {name for name, where in groups.items() if len(where) >= RARE}
        self.places: dict[str, int] = {}
        data: list[float] = []
        at: tuple[list[int], list[int]] = ([], [])
        self.meta = [(i, one) for i, found in enumerate(self.read) for one in found]
        for number, (_, one) in enumerate(self.meta):
            named = [(f"{one.event}|{name}", value) for name, value in one.general.items() if name in kept]
            named += [(name, value) for name, value in one.own.items() if name in kept]
            for name, value in named:
                at[0].append(number)
                at[1].append(self.places.setdefault(name, len(self.places)))
                data.append(value)
        self.matrix = csr_matrix((data, at), shape=(len(self.meta), len(self.places)))
        self.owner = np.array([i for i, _ in self.meta])
        self.first = np.searchsorted(self.owner, np.arange(len(rows)))
        self.right = np.array([one.event == rows[i]["event"] and is_right(rows[i], one.date) for i, one in self.meta])
        self.counts = np.array([1.0 if row["core"] else BESIDE for row in rows])
        self.usable = np.add.reduceat(self.right.astype(int), self.first) > 0

    def spread(self, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Log of the sum over each row's candidates, and each candidate's share of it."""
        top = np.maximum.reduceat(z, self.first)
        share = np.exp(z - top[self.owner])
        total = np.add.reduceat(share, self.first)
        return top + np.log(total), share / total[self.owner]

    def fit(self, inside: np.ndarray) -> np.ndarray:
        """The weights from the rows ``inside``."""
        weight = (inside & self.usable) * self.counts

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            z = self.matrix @ w
            every, share = self.spread(z)
            good, good_share = self.spread(np.where(self.right, z, -1e9))
            slope = self.matrix.T @ ((share - good_share) * weight[self.owner])
            return float(weight @ (every - good) + 0.5 * RIDGE * (w @ w)), slope + RIDGE * w

        start = np.zeros(self.matrix.shape[1])
        return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def measure(table: Table, z: np.ndarray) -> dict[str, tuple[int, float, float, float]]:
    """Rows, and the share of them with date, class, and both right, for the sets that the scorer knows."""
    _, share = table.spread(z)
    by_text: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, row in enumerate(table.rows):
        by_text[row["text"], row["country"]].append(i)
    said: dict[int, tuple[str, str | None]] = {}
    for same in by_text.values():
        best: dict[str, str | None] = {}
        start = table.first[same[0]]
        for k in np.argsort(-share[start : start + len(table.read[same[0]])], kind="stable"):
            one = table.read[same[0]][k]
            best.setdefault(one.event, one.date)
        first = next(iter(best))
        ranked = sorted(best.items(), key=lambda pair: (pair[0] != first, pair[0] != COMPANIONS.get(first)))
        chosen = sorted(ranked[: len(same)], key=lambda pair: CLASSES.index(pair[0]))
        said |= dict(zip(same, chosen, strict=True))
        for i in same:
            said[-1 - i] = next(iter(best.items()))
    out = {}
    core = [i for i, row in enumerate(table.rows) if row["core"]]
    hard = [i for i in core if table.rows[i]["multi_date"]]
    breaks = [i for i in core if table.rows[i]["event"] in ("relations_severed", "relations_resumed")]
    for name, chosen_rows in (("core", core), ("multi_date", hard), ("breaks", breaks)):
        for how, key in (("nth act for the nth row", lambda i: i), ("first act only", lambda i: -1 - i)):
            date = [is_right(table.rows[i], said[key(i)][1]) for i in chosen_rows]
            kind = [table.rows[i]["event"] == said[key(i)][0] for i in chosen_rows]
            both = [a and b for a, b in zip(date, kind, strict=True)]
            out[f"{name}, {how}"] = (len(date), *(round(float(np.mean(x)), 3) for x in (date, kind, both)))
    return out


def main() -> None:
    """Cross-validate, print the figures, and write the weights of all rows when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.events.read_text("utf-8").splitlines() if line.strip()]
    table = Table(rows)
    groups = sorted({row["group"] for row in rows}, key=lambda name: hashlib.sha1(name.encode()).digest())
    fold = {name: i % FOLDS for i, name in enumerate(groups)}
    folds = np.array([fold[row["group"]] for row in rows])
    held = np.zeros(len(table.meta))
    for k in range(FOLDS):
        outside = (folds == k)[table.owner]
        held[outside] = (table.matrix @ table.fit(folds != k))[outside]
    print(f"{len(rows)} rows, {int(table.usable.sum())} usable, {len(table.places)} weights; left out, by country:")
    for name, figures in measure(table, held).items():
        print(f"  {name}: {figures[0]} rows, date {figures[1]}, class {figures[2]}, both {figures[3]}")
    if options.write:
        w = table.fit(np.ones(len(rows), dtype=bool))
        weights = {name: round(float(w[at]), 3) for name, at in sorted(table.places.items()) if abs(w[at]) >= TINY}
        text = json.dumps({"weights": weights}, indent=0, ensure_ascii=False)
        WEIGHTS.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
