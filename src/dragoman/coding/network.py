"""The act network: which words of a text name acts between states, of what type and status, done by whom, when.

Gated convolutions over the words (Dauphin et al., Language Modeling with Gated Convolutional Networks, 2017) with
small scoring heads, trained by ``train/acts.py`` on marked public-domain prose; run with numpy alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from dragoman.coding.options import Options
from dragoman.coding.seen import Eye, Seen

Array = NDArray[np.float32]

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = ("asserted", "planned", "negated", "hypothetical", "ongoing")
GRAMMAR = len(TYPES) + len(STATUSES) + 2
"""What the grammar says of a word: types, statuses, whether it names an act, whether this very word does."""

DILATIONS = (1, 2, 4, 8, 1)
REACH = sum(DILATIONS)
CHUNK = 4096
"""Words read at once: more only take more memory."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the network makes of one word: ``chance`` that it names an act, and of each type and status.

    ``sides`` holds for each state of the options (nothing, actor, recipient), ``dates`` a chance for each date of them;
    ``chosen`` is for each state the place of the mention that speaks most for it.
    """

    chance: float
    types: Array
    statuses: Array
    sides: Array
    dates: Array
    chosen: tuple[int, ...]


class Network:
    """The trained network; made once, used for many texts, keeps no state."""

    def __init__(self, weights: Mapping[str, Any], vocabulary: Sequence[str]) -> None:
        self._w: dict[str, Array] = {
            name: np.ascontiguousarray(value, dtype=np.float32) for name, value in weights.items()
        }
        self.eye = Eye(vocabulary)
        self.threads = ThreadpoolController()
        """Sums are done by one thread: with several their order, and so the last digit, would depend on the machine."""

    def encode(self, seen: Seen) -> Array:
        """The states of the words (words by width), each from its surroundings; runs of sentences do not mix."""
        count = len(seen.start)
        width = self._w["enc.w"].shape[1]
        out = np.zeros((count, width), dtype=np.float32)
        with self.threads.limit(limits=1, user_api="blas"):
            for first, last in _runs(seen):
                for start in range(first, last, CHUNK):
                    stop = min(start + CHUNK, last)
                    low, high = max(first, start - REACH), min(last, stop + REACH)
                    out[start:stop] = self._convolve(seen.features[low:high])[start - low : stop - low]
        return out

    def _convolve(self, features: NDArray[np.int64]) -> Array:
        w = self._w
        x = w["enc.w"][features[:, 0]]
        for column, name in enumerate(("p", "s", "sh", "k"), 1):
            x = x + w[f"enc.{name}"][features[:, column]]
        x = _norm(x, w["enc.n0.weight"], w["enc.n0.bias"])
        count, width = x.shape
        wide = np.zeros((count, 3 * width), dtype=np.float32)
        for layer, step in enumerate(DILATIONS):
            y = _norm(x, w[f"enc.norm.{layer}.weight"], w[f"enc.norm.{layer}.bias"])
            wide[:, width : 2 * width] = y
            wide[:step, :width] = 0
            wide[-step:, 2 * width :] = 0
            if count > step:
                wide[step:, :width] = y[:-step]
                wide[:-step, 2 * width :] = y[step:]
            both = wide @ w[f"enc.lin.{layer}.weight"] + w[f"enc.lin.{layer}.bias"]
            x = x + both[:, :width] * _sigmoid(both[:, width:])
        return x

    def chances(self, states: Array) -> Array:
        """For each word the chance (0 to 1) that it names an act, before the grammar is asked."""
        with self.threads.limit(limits=1, user_api="blas"):
            return _sigmoid(self._linear("trig", 2, states)[:, 0])

    def judge(self, states: Array, places: Sequence[int], options: Sequence[Options], grammar: Array) -> list[Verdict]:
        """What the words at ``places`` are, with the ``options`` for their sides and dates.

        ``grammar`` (places by ``GRAMMAR``) is what the grammar says of each, zeros where it says nothing.
        """
        if not places:
            return []
        with self.threads.limit(limits=1, user_api="blas"):
            return self._verdicts(states, places, options, grammar)

    def _verdicts(
        self, states: Array, places: Sequence[int], options: Sequence[Options], grammar: Array
    ) -> list[Verdict]:
        w = self._w
        here = states[np.asarray(places)]
        logits = self._linear("trig", 2, here)
        logits[:, :1] += grammar @ w["rp.weight"] + w["rp.bias"]
        logits[:, 1:] += grammar @ w["rt.weight"] + w["rt.bias"]
        chances = _sigmoid(logits)
        statuses = _softmax(self._linear("stat", 2, here) + grammar @ w["rs.weight"] + w["rs.bias"])
        sides, chosen = self._sides(states, here, options, chances[:, 1:])
        dates = self._dates(states, here, options)
        return [
            Verdict(float(chances[n, 0]), chances[n, 1:], statuses[n], sides[n], dates[n], chosen[n])
            for n in range(len(places))
        ]

    def _sides(
        self, states: Array, here: Array, options: Sequence[Options], types: Array
    ) -> tuple[list[Array], list[tuple[int, ...]]]:
        w = self._w
        flat = [(n, side) for n, one in enumerate(options) for side in one.sides]
        if not flat:
            return [np.zeros((0, 3), dtype=np.float32) for _ in options], [() for _ in options]
        owner = np.array([n for n, _ in flat])
        vectors = _means(states, [side.first for _, side in flat], [side.last for _, side in flat])
        pseudo = np.array([side.pseudo for _, side in flat])
        vectors[pseudo >= 0] = w["docvec"][pseudo[pseudo >= 0]]
        kinds = w["kind"][[side.kind for _, side in flat]]
        far = w["dist"][[side.distance for _, side in flat]]
        hidden = (
            (here @ w["pt.weight"] + w["pt.bias"])[owner]
            + (types @ w["ptype.weight"] + w["ptype.bias"])[owner]
            + vectors @ w["pm.weight"] + w["pm.bias"]
            + np.concatenate([kinds, far], 1) @ w["pf.weight"] + w["pf.bias"]
        )  # fmt: skip
        scores = _silu(_silu(hidden) @ w["role.2.weight"] + w["role.2.bias"]) @ w["role.4.weight"] + w["role.4.bias"]
        turned = (here @ w["bt.weight"] + w["bt.bias"])[owner]
        scores[:, 0] += ((vectors @ w["ba.weight"] + w["ba.bias"]) * turned).sum(1) / 8
        scores[:, 1] += ((vectors @ w["br.weight"] + w["br.bias"]) * turned).sum(1) / 8
        starts = np.cumsum([0, *(len(one.states) for one in options)])
        segment = starts[owner] + np.array([side.state for _, side in flat])
        total = int(starts[-1])
        top = np.full((total, 2), -1e9, dtype=np.float32)
        np.maximum.at(top, segment, scores)
        summed = np.zeros((total, 2), dtype=np.float32)
        np.add.at(summed, segment, np.exp(scores - top[segment]))
        table = np.zeros((total, 3), dtype=np.float32)
        table[:, 1:] = np.log(summed) + top + w["rr"][[code for one in options for code in one.told]]
        shares = _softmax(table)
        best: dict[int, tuple[float, int]] = {}
        at = 0
        last = -1
        for row, (place, value) in enumerate(zip(segment.tolist(), scores.max(1).tolist(), strict=True)):
            if owner[row] != last:
                last, at = int(owner[row]), row
            if place not in best or value > best[place][0]:
                best[place] = (value, row - at)
        chosen = [tuple(best[place][1] for place in range(starts[n], starts[n + 1])) for n in range(len(options))]
        return [shares[starts[n] : starts[n + 1]] for n in range(len(options))], chosen

    def _dates(self, states: Array, here: Array, options: Sequence[Options]) -> list[Array]:
        w = self._w
        general = self._linear("dspec", 2, here)
        own = here @ w["dt.weight"] + w["dt.bias"]
        told = np.concatenate([np.zeros(1, dtype=np.float32), w["rd"]])
        words = [(n, date) for n, one in enumerate(options) for date in one.dates if date.source < 0]
        scored: list[float] = []
        if words:
            mean = _means(states, [date.first for _, date in words], [date.last for _, date in words])
            near = w["df"][[date.distance for _, date in words]]
            hidden = own[[n for n, _ in words]] + mean @ w["dm.weight"] + w["dm.bias"] + near
            scored = (_silu(hidden) @ w["dscore.1.weight"] + w["dscore.1.bias"])[:, 0].tolist()
        found: list[Array] = []
        at = 0
        for n, one in enumerate(options):
            row = []
            for date in one.dates:
                if date.source >= 0:
                    row.append(float(general[n, date.source]))
                else:
                    row.append(scored[at])
                    at += 1
            scores = np.array(row, dtype=np.float32) + told[[date.told for date in one.dates]]
            found.append(_softmax(scores[None])[0])
        return found

    def _linear(self, name: str, second: int, x: Array) -> Array:
        """Two layers with SiLU between; the number of the second one's weights is ``second``."""
        w = self._w
        hidden = _silu(x @ w[f"{name}.0.weight"] + w[f"{name}.0.bias"])
        found: Array = hidden @ w[f"{name}.{second}.weight"] + w[f"{name}.{second}.bias"]
        return found


def _runs(seen: Seen) -> list[tuple[int, int]]:
    """The stretches of words whose sentences follow one another."""
    runs: list[tuple[int, int]] = []
    last = None
    for number, (first, end) in seen.words_of.items():
        if last is not None and number == last + 1:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((first, end))
        last = number
    return [run for run in runs if run[0] < run[1]]


def _means(states: Array, first: Sequence[int], last: Sequence[int]) -> Array:
    """The mean state of each stretch of words; an empty one counts its first word alone."""
    count = np.maximum(np.array(last) - np.array(first), 1)
    found = states[np.array(first)].copy()
    for step in range(1, int(count.max())):
        longer = count > step
        found[longer] += states[np.array(first)[longer] + step]
    mean: Array = found / count[:, None].astype(np.float32)
    return mean


def _norm(x: Array, weight: Array, bias: Array) -> Array:
    centred: Array = x - x.mean(1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(1, keepdims=True, dtype=np.float32) + np.float32(1e-5))
    found: Array = centred / spread * weight + bias
    return found


def _sigmoid(x: Array) -> Array:
    grown: Array = np.exp(-np.clip(x, -30, 30))
    found: Array = np.reciprocal(grown + np.float32(1), dtype=np.float32)
    return found


def _silu(x: Array) -> Array:
    return x * _sigmoid(x)


def _softmax(x: Array) -> Array:
    lifted = np.exp(x - x.max(1, keepdims=True))
    found: Array = lifted / lifted.sum(1, keepdims=True)
    return found


@cache
def load_network() -> Network:
    """The network as shipped."""
    return read_network((files("dragoman.vocab") / "data" / "acts.npz").read_bytes())


def read_network(packed: bytes) -> Network:
    """The network in a file that ``train/acts.py`` wrote: plain arrays, no pickled objects."""
    with np.load(BytesIO(packed), allow_pickle=False) as raw:
        weights = {name: raw[name] for name in raw.files}
    vocabulary = bytes(weights.pop("vocabulary")).decode().split("\n")
    table = weights.pop("enc.w.small").astype(np.float32) * weights.pop("enc.w.scale").astype(np.float32)
    return Network({**weights, "enc.w": table}, vocabulary)
