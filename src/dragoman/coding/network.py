"""The act network: which words of a text name acts between states, of what type and status, done by whom, when.

A small language model (``encoder``), two gated convolutions over the words (Dauphin et al., Language Modeling with
Gated Convolutional Networks, 2017) and small scoring heads, trained by ``train/acts.py`` on marked public-domain prose
and on sentences written for it.
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

from dragoman.coding.encoder import Encoder, Window
from dragoman.coding.marked import mark_sides, with_stand_ins
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

STEPS = (1, 2)
"""How far to either side the layers above the language model look, within a window."""


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

    def __init__(self, weights: Mapping[str, Any], vocabulary: Sequence[str], encoder: Encoder | None = None) -> None:
        self.encoder = encoder
        self._w: dict[str, Array] = {
            name: np.ascontiguousarray(value, dtype=np.float32) for name, value in weights.items()
        }
        self.eye = Eye(vocabulary)
        self.threads = ThreadpoolController()
        """Sums are done by one thread: with several their order, and so the last digit, would depend on the machine."""

    def encode(self, seen: Seen, first: int = 0, last: int | None = None) -> Array:
        """The states of the words ``first`` to ``last`` (words by width), each from its surroundings.

        A window of the text is read by itself, so a text read part by part gives what it gives as a whole.
        """
        last = len(seen.start) if last is None else last
        out = np.zeros((last - first, len(self._w["enc.proj.bias"])), dtype=np.float32)
        with self.threads.limit(limits=1, user_api="blas"):
            for window in seen.windows:
                if window.first < last and first < window.last:
                    low, high = max(window.first, first), min(window.last, last)
                    states = self._states(seen, window)
                    out[low - first : high - first] = states[low - window.first : high - window.first]
        return out

    def _states(self, seen: Seen, window: Window) -> Array:
        w = self._w
        pieces = self.eye.pieces
        assert self.encoder is not None, "a network without its language model cannot read"
        vectors = self.encoder.read(seen.pieces, window, begin=pieces.begin, end=pieces.end)
        shapes, kinds = seen.features[window.first : window.last].T
        x = vectors @ w["enc.proj.weight"] + w["enc.proj.bias"]
        x += w["enc.sh"].take(shapes, 0)
        x += w["enc.k"].take(kinds, 0)
        x = _norm(x, w["enc.n0.weight"], w["enc.n0.bias"])
        count, width = x.shape
        wide = np.zeros((count, 3 * width), dtype=np.float32)
        for layer, step in enumerate(STEPS):
            y = _norm(x, w[f"enc.norm.{layer}.weight"], w[f"enc.norm.{layer}.bias"])
            wide[:, width : 2 * width] = y
            wide[:step, :width] = 0
            wide[-step:, 2 * width :] = 0
            if count > step:
                wide[step:, :width] = y[:-step]
                wide[:-step, 2 * width :] = y[step:]
            both = wide @ w[f"enc.lin.{layer}.weight"] + w[f"enc.lin.{layer}.bias"]
            x += both[:, :width] * _sigmoid(both[:, width:])
        return x

    def between(self, sentence: str, actor: tuple[int, int], recipient: tuple[int, int] | None) -> Array:
        """How much speaks for each type (``TYPES``, summing to 1) of act by the words ``actor`` towards ``recipient``.

        Both are offsets in ``sentence``, which is read with them marked (Soares et al., Matching the Blanks, 2019), as
        it stands and with others in their places: who they are tells little of what was done. Types as news corpora
        code them, without a status: what is promised is agreed to, what is announced threatened.
        """
        assert self.encoder is not None, "a network without its language model cannot read"
        pieces = self.eye.pieces
        own = mark_sides(pieces, sentence, actor, recipient)
        with self.threads.limit(limits=1, user_api="blas"):
            read = np.stack([self.encoder.vectors(one).mean(0) for one in with_stand_ins(pieces, own)])
            shares: Array = _softmax(read @ self._w["pair.weight"] + self._w["pair.bias"]).mean(0)
        return shares

    def chances(self, states: Array) -> Array:
        """For each word the chance (0 to 1) that it names an act, before the grammar is asked."""
        with self.threads.limit(limits=1, user_api="blas"):
            return _sigmoid(self._linear("trig", 2, states)[:, 0])

    def judge(
        self, states: Array, places: Sequence[int], options: Sequence[Options], grammar: Array, *, offset: int = 0
    ) -> list[Verdict]:
        """What the words at ``places`` are, with the ``options`` for their sides and dates.

        ``grammar`` (places by ``GRAMMAR``) is what the grammar says of each, zeros where it says nothing; ``states``
        are those of the words from ``offset`` on.
        """
        if not places:
            return []
        with self.threads.limit(limits=1, user_api="blas"):
            return self._verdicts(states, np.asarray(places) - offset, options, grammar, offset)

    def _verdicts(
        self, states: Array, places: NDArray[np.int64], options: Sequence[Options], grammar: Array, offset: int
    ) -> list[Verdict]:
        w = self._w
        here = states[places]
        logits = self._linear("trig", 2, here)
        logits[:, :1] += grammar @ w["rp.weight"] + w["rp.bias"]
        logits[:, 1:] += grammar @ w["rt.weight"] + w["rt.bias"]
        chances = _sigmoid(logits)
        statuses = _softmax(self._linear("stat", 2, here) + grammar @ w["rs.weight"] + w["rs.bias"])
        sides, chosen = self._sides(states, here, options, chances[:, 1:], offset)
        dates = self._dates(states, here, options, offset)
        return [
            Verdict(float(chances[n, 0]), chances[n, 1:], statuses[n], sides[n], dates[n], chosen[n])
            for n in range(len(places))
        ]

    def _sides(
        self, states: Array, here: Array, options: Sequence[Options], types: Array, offset: int
    ) -> tuple[list[Array], list[tuple[int, ...]]]:
        w = self._w
        flat = [side for one in options for side in one.sides]
        if not flat:
            return [np.zeros((0, 3), dtype=np.float32) for _ in options], [() for _ in options]
        owner = np.repeat(np.arange(len(options)), [len(one.sides) for one in options])
        state, first, last, kind, far, pseudo = np.array([side[:6] for side in flat], dtype=np.int64).T
        named = pseudo < 0
        # Words of one sentence share what its mentions are: each is worked out once.
        spans, which = np.unique(np.stack([first[named], last[named]], 1), axis=0, return_inverse=True)
        means = _means(states, spans[:, 0] - offset, spans[:, 1] - offset)
        table = np.concatenate([means, w["docvec"]])
        row = np.where(named, 0, len(means) + pseudo)
        row[named] = which.reshape(-1)
        hidden = (table @ w["pm.weight"])[row]
        hidden += (here @ w["pt.weight"] + types @ w["ptype.weight"] + w["pt.bias"] + w["ptype.bias"])[owner]
        split = w["kind"].shape[1]
        hidden += (w["kind"] @ w["pf.weight"][:split])[kind]
        hidden += (w["dist"] @ w["pf.weight"][split:])[far]
        hidden += w["pm.bias"] + w["pf.bias"]
        scores = _silu(_silu(hidden) @ w["role.2.weight"] + w["role.2.bias"]) @ w["role.4.weight"] + w["role.4.bias"]
        turned = (here @ w["bt.weight"] + w["bt.bias"])[owner]
        scores[:, 0] += np.einsum("ij,ij->i", (table @ w["ba.weight"] + w["ba.bias"])[row], turned) / 8
        scores[:, 1] += np.einsum("ij,ij->i", (table @ w["br.weight"] + w["br.bias"])[row], turned) / 8
        starts = np.cumsum([0, *(len(one.states) for one in options)])
        segment = starts[owner] + state
        order = np.argsort(segment, kind="stable")
        begins = np.searchsorted(segment[order], np.arange(int(starts[-1])))
        sorted_scores = scores[order]
        top = np.maximum.reduceat(sorted_scores, begins, 0)
        summed = np.add.reduceat(np.exp(sorted_scores - top[segment[order]]), begins, 0)
        shares = np.zeros((len(top), 3), dtype=np.float32)
        shares[:, 1:] = np.log(summed) + top + w["rr"][[code for one in options for code in one.told]]
        shares = _softmax(shares)
        # The mention that speaks most for a state: the first of those with the highest score.
        most = sorted_scores.max(1)
        highest = most == np.maximum.reduceat(most, begins)[segment[order]]
        places = np.flatnonzero(highest)
        _, one_each = np.unique(segment[order][places], return_index=True)
        sides_before = np.cumsum([0, *(len(one.sides) for one in options)])
        best = order[places[one_each]]
        best -= sides_before[owner[best]]
        chosen = best.tolist()
        bounds = starts.tolist()
        return (
            [shares[bounds[n] : bounds[n + 1]] for n in range(len(options))],
            [tuple(chosen[bounds[n] : bounds[n + 1]]) for n in range(len(options))],
        )

    def _dates(self, states: Array, here: Array, options: Sequence[Options], offset: int) -> list[Array]:
        w = self._w
        general = self._linear("dspec", 2, here)
        told = np.concatenate([np.zeros(1, dtype=np.float32), w["rd"]])
        flat = [date for one in options for date in one.dates]
        owner = np.repeat(np.arange(len(options)), [len(one.dates) for one in options])
        source, first, last, far, by = np.array([date[2:] for date in flat], dtype=np.int64).T
        scores = general[owner, np.maximum(source, 0)]
        named = np.flatnonzero(source < 0)
        if len(named):
            spans, which = np.unique(np.stack([first[named], last[named]], 1), axis=0, return_inverse=True)
            mean = _means(states, spans[:, 0] - offset, spans[:, 1] - offset) @ w["dm.weight"] + w["dm.bias"]
            hidden = (here @ w["dt.weight"] + w["dt.bias"])[owner[named]] + mean[which.reshape(-1)]
            hidden += w["df"][far[named]]
            scores[named] = (_silu(hidden) @ w["dscore.1.weight"] + w["dscore.1.bias"])[:, 0]
        scores += told[by]
        begins = np.cumsum([0, *(len(one.dates) for one in options)])
        scores = np.exp(scores - np.maximum.reduceat(scores, begins[:-1])[owner])
        scores /= np.add.reduceat(scores, begins[:-1])[owner]
        return np.split(scores, begins[1:-1])

    def _linear(self, name: str, second: int, x: Array) -> Array:
        """Two layers with SiLU between; the number of the second one's weights is ``second``."""
        w = self._w
        hidden = _silu(x @ w[f"{name}.0.weight"] + w[f"{name}.0.bias"])
        found: Array = hidden @ w[f"{name}.{second}.weight"] + w[f"{name}.{second}.bias"]
        return found


def _means(states: Array, first: NDArray[np.int64], last: NDArray[np.int64]) -> Array:
    """The mean state of each stretch of words; an empty one counts its first word alone."""
    count = np.maximum(last - first, 1)
    found = states[first]
    for step in range(1, int(count.max(initial=1))):
        longer = count > step
        found[longer] += states[first[longer] + step]
    found /= count[:, None].astype(np.float32)
    return found


def _norm(x: Array, weight: Array, bias: Array, out: Array | None = None) -> Array:
    mean = np.add.reduce(x, 1, keepdims=True) / np.float32(x.shape[1])
    found: Array = np.subtract(x, mean, out=out)
    spread = np.einsum("ij,ij->i", found, found)[:, None] / np.float32(x.shape[1])
    np.sqrt(spread + np.float32(1e-5), out=spread)
    found /= spread
    found *= weight
    found += bias
    return found


def _sigmoid(x: Array, out: Array | None = None) -> Array:
    found: Array = np.maximum(x, np.float32(-30), out=out)
    np.negative(found, out=found)
    np.exp(found, out=found)
    found += np.float32(1)
    np.reciprocal(found, out=found)
    return found


def _silu(x: Array) -> Array:
    found = _sigmoid(x)
    found *= x
    return found


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
    return Network(weights, vocabulary, Encoder(bytes(weights.pop("model"))))
