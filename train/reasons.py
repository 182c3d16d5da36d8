"""Train the weights of causal claims: ``python -m train.reasons CAUSAL.jsonl [--write]``.

CAUSAL.jsonl holds sentences of the Causal News Corpus (CC0) and of BECAUSE (MIT) with their causal claims marked. Every
pair of stretches that could be cause and effect is a row: it is right where each shares half of its words (Dice) with
the marked ones. Cross-validation is by document: five sets of weights, each fitted without a fifth of the documents,
and one fitted with all are written, so that ``dragoman evaluate reasons`` never scores a sentence by weights that have
seen it. L-BFGS from zero: the same sentences and the same language model give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from dragoman.coding.parse import load_parser
from dragoman.evaluate.figures import dice
from dragoman.reasons.attribute import find_claims
from dragoman.reasons.believe import choose
from dragoman.reasons.cues import load_cues
from dragoman.reasons.pairs import Pair, find_pairs
from dragoman.reasons.traits import pair_traits, sentence_traits
from dragoman.reasons.vectors import Vectors
from dragoman.reasons.weights import NOTHING, SHARE, SPOTS, digests, fold_of
from dragoman.worker import find_vectors
from train.written import as_bytes, write_arrays

FILE = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "vocab" / "data" / "reasons.npz"
FOLDS, RARE, RARE_WORD = 5, 8, 3
AXES = 64
"""Directions of the vectors that pairs are fitted on: those in which words vary most."""

PAIR_RIDGE, PAIR_VECTOR_RIDGE = 12.0, 1200.0
WORD_RIDGE, WORD_VECTOR_RIDGE = 6.0, 300.0
STEPS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A marked sentence and what can be seen of it; ``right`` says of each pair 1 (cause), 2 (effect) or 0."""

    doc: str
    corpus: str
    label: int
    pairs: list[Pair]
    traits: list[list[str]]
    right: list[int]
    marked: int
    words: list[str]
    vectors: np.ndarray | None


def gather(rows: Sequence[dict[str, Any]], docs: Iterable[Any], vectors: Vectors | None) -> list[Row]:
    """The rows with all that is seen of them; ``docs`` are their parses."""
    finder = load_cues()
    found = []
    for row, doc in zip(rows, docs, strict=True):
        hits = list(finder.find(row["text"]))
        claims = list(find_claims(doc, hits))
        pairs = list(find_pairs(doc, claims))
        marked = [(_places(doc, one["cause"]), _places(doc, one["effect"])) for one in row["relations"]]
        found.append(
            Row(
                doc=row["doc"],
                corpus=row["corpus"],
                label=int(row["label"]),
                pairs=pairs,
                traits=[pair_traits(doc, pair, hits, claims) for pair in pairs],
                right=[_right(pair, marked) for pair in pairs],
                marked=len(marked),
                words=sentence_traits(doc, hits, claims),
                vectors=vectors([token.text for token in doc]) if vectors is not None else None,
            )
        )
    return found


def _places(doc: Any, spans: Sequence[Sequence[int]]) -> frozenset[int]:
    return frozenset(
        token.i
        for token in doc
        if not token.is_space and any(token.idx < end and token.idx + len(token.text) > start for start, end in spans)
    )


def _right(pair: Pair, marked: Sequence[tuple[frozenset[int], frozenset[int]]]) -> int:
    part, rest = frozenset(pair.part), frozenset(pair.rest)
    best = (0.5 - 1e-9, 0)
    for cause, effect in marked:
        best = max(best, (min(dice(part, cause), dice(rest, effect)), 1))
        best = max(best, (min(dice(part, effect), dice(rest, cause)), 2))
    return best[1]


def fit(
    traits: sparse.csr_matrix, dense: np.ndarray, right: np.ndarray, kinds: int, ridges: tuple[float, float],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Ridge multinomial regression against kind 0: bias, weights of traits, weights of the dense columns."""
    count, names, columns = len(right), traits.shape[1], dense.shape[1]
    target = np.zeros((count, kinds), np.float32)
    for kind in range(kinds):
        target[right == kind + 1, kind] = 1
    turned = traits.T.tocsr()

    def cost(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table = flat.astype(np.float32).reshape(-1, kinds)
        logits = traits @ table[1 : 1 + names] + dense @ table[1 + names :] + table[0]
        most = np.maximum(logits.max(1), 0)
        powers = np.exp(logits - most[:, None])
        total = powers.sum(1) + np.exp(-most)
        value = float((most + np.log(total) - (logits * target).sum(1)).sum(dtype=np.float64))
        left = powers / total[:, None] - target
        slope = np.empty_like(table)
        slope[0] = left.sum(0)
        slope[1 : 1 + names] = turned @ left + ridges[0] * table[1 : 1 + names]
        slope[1 + names :] = dense.T @ left + ridges[1] * table[1 + names :]
        value += 0.5 * ridges[0] * float((table[1 : 1 + names] ** 2).sum())
        value += 0.5 * ridges[1] * float((table[1 + names :] ** 2).sum())
        return value, slope.ravel().astype(np.float64)

    start = np.zeros((1 + names + columns) * kinds)
    found = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 8})
    table = found.x.reshape(-1, kinds).astype(np.float32)
    return table[0], table[1 : 1 + names], table[1 + names :]


def table_of(lists: Sequence[Sequence[str]], least: int) -> tuple[list[str], sparse.csr_matrix]:
    """The names that occur ``least`` times or oftener, and which row has which."""
    counts = Counter(name for one in lists for name in one)
    names = sorted(name for name, count in counts.items() if count >= least)
    place = {name: n for n, name in enumerate(names)}
    columns = [[place[name] for name in one if name in place] for one in lists]
    ends = np.cumsum([0, *(len(one) for one in columns)])
    flat = np.array([column for one in columns for column in one], dtype=np.int32)
    return names, sparse.csr_matrix((np.ones(len(flat), np.float32), flat, ends), shape=(len(lists), len(names)))


@dataclass(slots=True)
class Tables:
    """What is fitted on: pairs and sentences as rows of numbers."""

    pair_names: list[str]
    pair_traits: sparse.csr_matrix
    pair_dense: np.ndarray
    right: np.ndarray
    owner: np.ndarray
    word_names: list[str]
    word_traits: sparse.csr_matrix
    word_dense: np.ndarray
    label: np.ndarray
    fold: np.ndarray
    middle: np.ndarray
    axes: np.ndarray
    scale: np.ndarray


def tabulate(rows: Sequence[Row]) -> Tables:
    """The rows as numbers."""
    pair_names, pair_table = table_of([one for row in rows for one in row.traits], RARE)
    word_names, word_table = table_of([row.words for row in rows], RARE_WORD)
    owner = np.array([n for n, row in enumerate(rows) for _ in row.pairs])
    if rows[0].vectors is None:
        middle, axes = np.zeros(0, np.float32), np.zeros((0, 0), np.float32)
        pair_dense, word_dense = np.zeros((len(owner), 0), np.float32), np.zeros((len(rows), 0), np.float32)
    else:
        middle, axes = _axes(rows)
        pair_dense = np.concatenate([_seen(row, (row.vectors - middle) @ axes) for row in rows if row.pairs])
        word_dense = np.array([row.vectors.mean(0) for row in rows], np.float32)
    scale = np.maximum(word_dense.std(0), 1e-4)
    word_dense = word_dense / scale
    return Tables(
        pair_names, pair_table, pair_dense, np.array([one for row in rows for one in row.right]), owner,
        word_names, word_table, word_dense, np.array([row.label for row in rows]),
        np.array([fold_of(row.doc, FOLDS) for row in rows]), middle, axes, scale,
    )  # fmt: skip


def _axes(rows: Sequence[Row]) -> tuple[np.ndarray, np.ndarray]:
    count = sum(len(row.vectors) for row in rows)
    middle = sum(row.vectors.sum(0, dtype=np.float64) for row in rows) / count
    spread = sum((row.vectors - middle).T @ (row.vectors - middle) for row in rows) / count
    values, directions = np.linalg.eigh(spread)
    kept = directions[:, ::-1][:, :AXES]
    return middle.astype(np.float32), (kept / np.sqrt(values[::-1][:AXES])[None]).astype(np.float32)


def _seen(row: Row, words: np.ndarray) -> np.ndarray:
    """The vectors at the spots of each pair, side by side in the order of ``SPOTS``."""
    sums = np.concatenate([np.zeros((1, words.shape[1]), np.float32), np.cumsum(words, 0, dtype=np.float32)])
    found = np.empty((len(row.pairs), len(SPOTS), words.shape[1]), np.float32)
    for n, pair in enumerate(row.pairs):
        found[n, :3] = words[[pair.child, pair.head, pair.part[0]]]
        for spot, places in ((3, pair.part), (4, pair.rest)):
            found[n, spot] = (sums[places[-1] + 1] - sums[places[0]]) / (places[-1] + 1 - places[0])
        found[n, 5] = sums[-1] / len(words)
    return found.reshape(len(row.pairs), -1)


@dataclass(slots=True)
class Fitted:
    """One set of weights: bias, traits and dense columns of pairs, and of sentences."""

    pair: tuple[np.ndarray, np.ndarray, np.ndarray]
    word: tuple[np.ndarray, np.ndarray, np.ndarray]


def fit_set(tables: Tables, inside: np.ndarray) -> Fitted:
    """The weights fitted on the sentences ``inside`` alone."""
    rows = inside[tables.owner]
    pair = fit(
        tables.pair_traits[rows], tables.pair_dense[rows], tables.right[rows], 2, (PAIR_RIDGE, PAIR_VECTOR_RIDGE)
    )
    word = fit(
        tables.word_traits[inside], tables.word_dense[inside], tables.label[inside], 1, (WORD_RIDGE, WORD_VECTOR_RIDGE)
    )
    return Fitted(pair, word)


def left_out(tables: Tables, sets: Sequence[Fitted]) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds of the pairs, and of the sentences without their pairs, each by the set that has not seen them."""
    odds = np.zeros((len(tables.owner), 2), np.float32)
    words = np.zeros(len(tables.label), np.float32)
    for fold in range(FOLDS):
        out = tables.fold == fold
        rows = out[tables.owner]
        bias, traits, dense = sets[fold].pair
        odds[rows] = tables.pair_traits[rows] @ traits + tables.pair_dense[rows] @ dense + bias
        bias, traits, dense = sets[fold].word
        words[out] = (tables.word_traits[out] @ traits + tables.word_dense[out] @ dense + bias)[:, 0]
    return odds, words


def claims_of(rows: Sequence[Row], tables: Tables, odds: np.ndarray) -> list[tuple[str, float, bool]]:
    """Each claim that is chosen: its corpus, how likely it is, and whether it is right (each marked claim once)."""
    ends = np.searchsorted(tables.owner, np.arange(len(rows) + 1))
    found = []
    for n, row in enumerate(rows):
        own = odds[ends[n] : ends[n + 1]]
        place = {id(pair): number for number, pair in enumerate(row.pairs)}
        for pair, is_cause, chance in choose(row.pairs, own):
            found.append((row.corpus, chance, row.right[place[id(pair)]] == (1 if is_cause else 2)))
    return found


def report(rows: Sequence[Row], tables: Tables, odds: np.ndarray, words: np.ndarray) -> float:
    """Prints the figures of sentences and claims when left out; gives the cut of the sentences' log-odds."""
    ends = np.searchsorted(tables.owner, np.arange(len(rows) + 1))
    best = np.array([odds[one:two].max() if two > one else NOTHING for one, two in pairwise(ends)])
    whole = words + SHARE * best
    truth = tables.label.astype(bool)
    cut = max((round(float(one), 2) for one in np.arange(-4, 2, 0.1)), key=lambda one: _f1(whole > one, truth))
    claims = claims_of(rows, tables, odds)
    for corpus in sorted({row.corpus for row in rows}):
        mine = np.array([row.corpus == corpus for row in rows])
        print(f"{corpus}: sentences F1 {_f1(whole[mine] > cut, truth[mine]):.4f} (log-odds over {cut})")
        marked = sum(row.marked for row in rows if row.corpus == corpus)
        ranked = sorted(((chance, right) for name, chance, right in claims if name == corpus), reverse=True)
        right = np.cumsum([one for _, one in ranked])
        for chance in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            told = sum(one >= chance for one, _ in ranked)
            if told:
                precision, recall = right[told - 1] / told, right[told - 1] / marked
                print(f"  claims of chance {chance}: precision {precision:.3f}, recall {recall:.3f}")
        reached = int(np.searchsorted(right, 0.4 * marked)) + 1
        if reached <= len(ranked):
            print(
                f"  precision at recall 0.40: {right[reached - 1] / reached:.3f} (chance {ranked[reached - 1][0]:.2f})"
            )
    return cut


def _f1(said: np.ndarray, truth: np.ndarray) -> float:
    return float(2 * (said & truth).sum() / max(1, said.sum() + truth.sum()))


def save(path: Path, rows: Sequence[Row], tables: Tables, sets: Sequence[Fitted], cut: float) -> None:
    """Writes the sets of weights, the directions folded in, in half precision."""
    spots, width = len(SPOTS), len(tables.middle)
    kept = max(1, tables.axes.shape[1])
    pair_bias, pair_vectors = [], []
    for one in sets:
        bias, _, dense = one.pair
        table = dense.reshape(spots, kept, 2) if width else np.zeros((spots, 0, 2), np.float32)
        wide = np.einsum("wk,skr->swr", tables.axes, table) if width else np.zeros((spots, 0, 2), np.float32)
        pair_vectors.append(wide)
        pair_bias.append(bias - np.einsum("w,swr->r", tables.middle, wide))
    arrays = {
        "pair.names": as_bytes(tables.pair_names),
        "pair.bias": np.array(pair_bias, np.float32),
        "pair.traits": np.array([one.pair[1] for one in sets], np.float16),
        "pair.vectors": np.array(pair_vectors, np.float32).astype(np.float16),
        "sentence.names": as_bytes(tables.word_names),
        "sentence.bias": np.array([one.word[0][0] for one in sets], np.float32),
        "sentence.traits": np.array([one.word[1][:, 0] for one in sets], np.float16),
        "sentence.vectors": np.array([one.word[2][:, 0] / tables.scale for one in sets], np.float32),
        "documents": as_bytes(digests([row.doc for row in rows])),
        "cut": np.array(cut, np.float32),
    }
    write_arrays(path, arrays)


def train(rows: Sequence[Row], path: Path | None) -> None:
    """Fits, reports, and writes to ``path`` (None: nowhere)."""
    tables = tabulate(rows)
    sets = [fit_set(tables, tables.fold != fold) for fold in range(FOLDS)]
    cut = report(rows, tables, *left_out(tables, sets))
    if path is not None:
        sets.append(fit_set(tables, np.ones(len(rows), bool)))
        save(path, rows, tables, sets, cut)


def main() -> None:
    """Reads, fits, reports; writes the weights when asked to."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("sentences", type=Path)
    given.add_argument("--write", action="store_true")
    given.add_argument("--plain", action="store_true", help="without the vectors of the language model")
    asked = given.parse_args()
    marked = [json.loads(line) for line in asked.sentences.read_text("utf-8").splitlines()]
    vectors = None if asked.plain else find_vectors()
    docs = load_parser().parse(row["text"] for row in marked)
    train(gather(marked, docs, vectors), FILE if asked.write else None)


if __name__ == "__main__":
    main()
