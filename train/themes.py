"""Train the themes of causes: ``python -m train.themes [--write]``.

``train/themes/*.txt`` hold causes written for this, a line each: its themes (or "none"), a bar, its words. One logistic
regression for each theme is fitted over words, their beginnings, pairs of words, the themes by the word lists, and the
mean of the vectors that the language model of the act network gives; a second one without the vectors, for where there
is none. Cross-validated in five folds by the hash of the words. ``kept.txt`` was written last, in another hand, and is
only scored. L-BFGS from zero: the same causes and the same language model give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dragoman.reasons.theme_weights import FILE, split, theme_traits
from dragoman.reasons.themes import Themes, load_themes
from dragoman.worker import find_vectors
from train.written import as_bytes, write_arrays

FOLDER = Path(__file__).resolve().parent / "themes"
DATA = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "vocab" / "data"
KEPT, NONE = "kept", "none"
FOLDS, LEAST, STEPS = 5, 2, 80
RIDGE, VECTOR_RIDGE = 1.0, 60.0


@dataclass(frozen=True, slots=True)
class Causes:
    """Causes as tables: traits (their names), vectors (0 wide without a language model), themes, those by the lists."""

    words: list[str]
    traits: list[list[str]]
    vectors: np.ndarray
    right: np.ndarray
    listed: np.ndarray


def read_causes(paths: Sequence[Path], themes: Themes, *, plain: bool) -> Causes:
    """The causes of some files, in order.

    Raises:
        ValueError: a line names no known theme.
    """
    keys = list(themes.names)
    words, right = [], []
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.startswith("#"):
                continue
            named, _, cause = line.partition(" | ")
            given = [one for one in named.split(", ") if one != NONE]
            if not cause or not set(given) <= set(keys):
                raise ValueError(f"{path.name}, line {number}: expected themes, a bar and a cause, found {line!r}")
            words.append(cause)
            right.append([key in given for key in keys])
    listed = np.array([[key in themes.of(one) for key in keys] for one in words])
    vectors = None if plain else find_vectors()
    traits = [
        theme_traits(split(one), [key for key, hit in zip(keys, row, strict=True) if hit])
        for one, row in zip(words, listed, strict=True)
    ]
    seen = np.zeros((len(words), 0)) if vectors is None else np.array([vectors(split(one)).mean(0) for one in words])
    return Causes(words, traits, seen, np.array(right), listed)


def table_of(traits: Sequence[Sequence[str]], names: Sequence[str]) -> np.ndarray:
    """Which cause has which of the traits ``names``."""
    place = {name: n for n, name in enumerate(names)}
    table = np.zeros((len(traits), len(names)))
    for row, one in enumerate(traits):
        table[row, [place[name] for name in one if name in place]] = 1
    return table


def fit(table: np.ndarray, right: np.ndarray, ridge: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights (columns by themes) and bias of one ridge logistic regression for each theme."""
    columns, kinds = table.shape[1], right.shape[1]
    truth = right.astype(float)

    def cost(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(columns + 1, kinds)
        logits = table @ weights[:-1] + weights[-1]
        left = 1 / (1 + np.exp(-logits)) - truth
        value = np.logaddexp(0, logits).sum() - (logits * truth).sum()
        value += 0.5 * (ridge[:, None] * weights[:-1] ** 2).sum()
        slope = np.vstack([table.T @ left + ridge[:, None] * weights[:-1], left.sum(0)])
        return float(value), slope.ravel()

    start = np.zeros((columns + 1) * kinds)
    found = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    weights = found.x.reshape(columns + 1, kinds)
    return weights[:-1], weights[-1]


@dataclass(frozen=True, slots=True)
class Fitted:
    """One set of weights, the scaling of the vectors folded in, and the log-odds from which a theme counts."""

    names: list[str]
    traits: np.ndarray
    vectors: np.ndarray
    bias: np.ndarray
    cut: float = 0.0

    def odds(self, causes: Causes) -> np.ndarray:
        """Log-odds of each cause and theme."""
        found = table_of(causes.traits, self.names) @ self.traits + self.bias
        found = found + causes.vectors @ self.vectors if len(self.vectors) else found
        return np.asarray(found)


def fit_set(causes: Causes, inside: np.ndarray) -> Fitted:
    """The weights fitted on the causes ``inside`` alone; a trait counts when two of them have it."""
    rows = np.flatnonzero(inside)
    counts = Counter(name for row in rows for name in causes.traits[row])
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    table = table_of([causes.traits[row] for row in rows], names)
    middle, scale = causes.vectors[rows].mean(0), np.maximum(causes.vectors[rows].std(0), 1e-4)
    table = np.hstack([table, (causes.vectors[rows] - middle) / scale])
    ridge = np.concatenate([np.full(len(names), RIDGE), np.full(len(middle), VECTOR_RIDGE)])
    weights, bias = fit(table, causes.right[rows], ridge)
    vectors = weights[len(names) :] / scale[:, None]
    return Fitted(names, weights[: len(names)], vectors, bias - middle @ vectors)


def cross_validate(causes: Causes) -> np.ndarray:
    """The log-odds of each cause by weights that have not seen it."""
    fold = np.array([fold_of(one) for one in causes.words])
    odds = np.zeros(causes.right.shape)
    for number in range(FOLDS):
        odds[fold == number] = fit_set(causes, fold != number).odds(causes)[fold == number]
    return odds


def fold_of(words: str) -> int:
    """The fold of a cause, by the hash of its words."""
    return int(hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest()[:4], 16) % FOLDS


def score(told: np.ndarray, right: np.ndarray) -> list[float]:
    """The F1 of each theme."""
    both = (told & right).sum(0)
    return [float(2 * one / max(1, all_)) for one, all_ in zip(both, told.sum(0) + right.sum(0), strict=True)]


def best_cut(odds: np.ndarray, right: np.ndarray) -> float:
    """The log-odds, alike for all themes, from which counting them gives the best macro-F1."""
    return max(
        (round(float(one), 2) for one in np.arange(-2, 1, 0.1)), key=lambda one: np.mean(score(odds > one, right))
    )


def tell(what: str, told: np.ndarray, right: np.ndarray) -> None:
    """Prints the figures of one way to find themes."""
    each = score(told, right)
    none = score(~told.any(1, keepdims=True), ~right.any(1, keepdims=True))[0]
    hits, said = (told & right).sum(), told.sum()
    print(
        f"{what}: macro-F1 {np.mean(each):.3f}, precision {hits / max(1, said):.3f}, recall {hits / right.sum():.3f},"
    )
    print(f"  no theme {none:.3f}, each {' '.join(f'{one:.2f}' for one in each)}")


def without_lists(causes: Causes) -> Causes:
    """The causes without what the lists say of them."""
    traits = [[name for name in one if not name.startswith("listed ")] for one in causes.traits]
    return Causes(causes.words, traits, causes.vectors, causes.right, causes.listed)


def without_vectors(causes: Causes) -> Causes:
    """The causes without their vectors."""
    return Causes(causes.words, causes.traits, causes.vectors[:, :0], causes.right, causes.listed)


def train(causes: Causes, kept: Causes, name: str) -> Fitted:
    """The set for all causes, cut by cross-validation; prints its figures, and those on the kept causes."""
    odds = cross_validate(causes)
    cut = best_cut(odds, causes.right)
    every = fit_set(causes, np.ones(len(causes.words), bool))
    tell(f"{name}, cross-validated (log-odds over {cut})", odds > cut, causes.right)
    tell(f"{name}, kept", every.odds(kept) > cut, kept.right)
    return Fitted(every.names, every.traits, every.vectors, every.bias, cut)


def save(path: Path, keys: Sequence[str], listed: Sequence[str], seen: Fitted, plain: Fitted) -> None:
    """Writes both sets, in half precision; the cut is taken off the bias, so that what is above 0 counts."""
    arrays = {
        "keys": as_bytes(keys),
        "listed": as_bytes(listed),
        "traits": as_bytes(plain.names),
        "plain.traits": plain.traits.astype(np.float16),
        "plain.bias": (plain.bias - plain.cut).astype(np.float32),
        "seen.traits": seen.traits.astype(np.float16),
        "seen.bias": (seen.bias - seen.cut).astype(np.float32),
        "seen.vectors": seen.vectors.astype(np.float32),
    }
    write_arrays(path, arrays)


def main() -> None:
    """Fits, reports, and writes the weights when asked to."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--write", action="store_true")
    asked = given.parse_args()
    themes = load_themes()
    paths = sorted(FOLDER.glob("*.txt"))
    causes = read_causes([path for path in paths if path.stem != KEPT], themes, plain=False)
    kept = read_causes([path for path in paths if path.stem == KEPT], themes, plain=False)
    print(
        f"{len(causes.words)} causes, {int((causes.right.sum(1) > 1).sum())} of several themes; {len(kept.words)} kept"
    )
    tell("lists alone", causes.listed, causes.right)
    tell("lists alone, kept", kept.listed, kept.right)
    train(without_lists(causes), without_lists(kept), "model alone")
    seen = train(causes, kept, "both")
    plain = train(without_vectors(causes), without_vectors(kept), "both, without vectors")
    if asked.write:
        save(DATA / FILE, list(themes.names), sorted(themes.listed), seen, plain)


if __name__ == "__main__":
    main()
