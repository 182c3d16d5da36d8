"""The act network as torch trains it; ``dragoman.coding.network`` runs the same sums without torch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.coding.network import GRAMMAR, STATUSES, STEPS, TYPES
from dragoman.coding.options import Options
from dragoman.coding.seen import Seen

HIDDEN, MIX, DATES = 160, 64, 96

Show = Callable[[Sequence[int]], list[int]]
"""How a run of word pieces is shown in training."""


@dataclass(slots=True)
class Target:
    """One marked act of a text: the word that names it and what it is."""

    place: int
    types: Tensor
    status: int
    core: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    dates: tuple[str | None, ...] | None


@dataclass(slots=True)
class Text:
    """A marked text as the network sees it; ``options`` and ``grammar`` with and without what the grammar says."""

    name: str
    seen: Seen
    weight: Tensor
    act: Tensor
    targets: list[Target]
    options: dict[bool, list[Options]]
    grammar: Tensor
    right: dict[bool, list[tuple[list[int], list[bool]]]] = field(default_factory=dict)


class Encoder(nn.Module):
    """The language model, and above it two gated convolutions that see each word's shape and kind of mention."""

    def __init__(self, model: nn.Module, width: int, drop: float) -> None:
        super().__init__()
        self.model = model
        self.proj = nn.Linear(model.config.hidden_size, width)
        self.sh, self.k = nn.Embedding(16, width), nn.Embedding(26, width)
        nn.init.normal_(self.sh.weight, std=0.1)
        nn.init.normal_(self.k.weight, std=0.3)
        self.n0 = nn.LayerNorm(width)
        self.lin = nn.ModuleList([nn.Linear(3 * width, 2 * width) for _ in STEPS])
        self.norm = nn.ModuleList([nn.LayerNorm(width) for _ in STEPS])
        self.drop = nn.Dropout(drop)

    def vectors(self, rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        """The vectors of some runs of word pieces (runs by pieces by width), and which of the pieces are there."""
        longest = max(len(row) for row in rows)
        numbers = torch.zeros((len(rows), longest), dtype=torch.long)
        there = torch.zeros((len(rows), longest), dtype=torch.long)
        for n, row in enumerate(rows):
            numbers[n, : len(row)] = torch.tensor(row)
            there[n, : len(row)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = self.model(input_ids=numbers, attention_mask=there).last_hidden_state
        return found.float(), there

    def forward(self, texts: Sequence[Text], begin: int, end: int, show: Show | None = None) -> list[Tensor]:
        """The states of the words of each text (words by width); ``show`` says how a window's pieces are shown."""
        windows = [(text.seen, window) for text in texts for window in text.seen.windows]
        read = [
            [begin, *(n for one in seen.pieces[window.before : window.last] for n in one), end]
            for seen, window in windows
        ]
        vectors, _ = self.vectors([show(row) for row in read] if show else read)
        states = []
        for (seen, window), row in zip(windows, vectors, strict=True):
            skipped = 1 + sum(len(one) for one in seen.pieces[window.before : window.first])
            sizes = torch.tensor([len(one) for one in seen.pieces[window.first : window.last]])
            owner = torch.repeat_interleave(torch.arange(len(sizes)), sizes)
            own = row[skipped : skipped + len(owner)]
            words = torch.zeros(len(sizes), row.shape[1]).index_add(0, owner, own) / sizes[:, None]
            shapes, kinds = torch.tensor(seen.features[window.first : window.last]).T
            states.append(self._mix(words, shapes, kinds))
        found = []
        at = 0
        for text in texts:
            count = len(text.seen.windows)
            found.append(torch.cat(states[at : at + count]) if count else torch.zeros(0, self.proj.out_features))
            at += count
        return found

    def _mix(self, words: Tensor, shapes: Tensor, kinds: Tensor) -> Tensor:
        x = self.drop(self.n0(self.proj(words) + self.sh(shapes) + self.k(kinds)))
        for step, lin, norm in zip(STEPS, self.lin, self.norm, strict=True):
            y = norm(x)
            left, right = F.pad(y, (0, 0, step, 0))[:-step], F.pad(y, (0, 0, 0, step))[step:]
            value, gate = lin(torch.cat([left, y, right], -1)).chunk(2, -1)
            x = x + self.drop(value * torch.sigmoid(gate))
        return x


class Net(nn.Module):
    """Encoder and heads; parameter names are those of the shipped arrays."""

    def __init__(self, model: nn.Module, ends: tuple[int, int], width: int = 160, drop: float = 0.25) -> None:
        super().__init__()
        self.enc = Encoder(model, width, drop)
        self.ends = ends
        self.pair = nn.Linear(model.config.hidden_size, len(TYPES))
        self.drop = nn.Dropout(drop)
        d, h = width, HIDDEN
        self.trig = nn.Sequential(nn.Linear(d, d // 2), nn.SiLU(), nn.Linear(d // 2, 1 + len(TYPES)))
        self.stat = nn.Sequential(nn.Linear(d, d // 4), nn.SiLU(), nn.Linear(d // 4, len(STATUSES)))
        self.rp, self.rt, self.rs = (
            nn.Linear(GRAMMAR, 1),
            nn.Linear(GRAMMAR, len(TYPES)),
            nn.Linear(GRAMMAR, len(STATUSES)),
        )
        for one in (self.rp, self.rt, self.rs):
            nn.init.zeros_(one.weight)
            nn.init.zeros_(one.bias)
        self.kind, self.dist = nn.Embedding(13, 24), nn.Embedding(32, 24)
        self.pt, self.pm, self.pf, self.ptype = (
            nn.Linear(d, h),
            nn.Linear(d, h),
            nn.Linear(48, h),
            nn.Linear(len(TYPES), h),
        )
        self.role = nn.Sequential(nn.SiLU(), nn.Dropout(drop), nn.Linear(h, h // 2), nn.SiLU(), nn.Linear(h // 2, 2))
        self.bt, self.ba, self.br = nn.Linear(d, MIX), nn.Linear(d, MIX), nn.Linear(d, MIX)
        self.rr, self.docvec = nn.Parameter(torch.zeros(5, 2)), nn.Parameter(torch.randn(4, d) * 0.02)
        self.dt, self.dm, self.df = nn.Linear(d, DATES), nn.Linear(d, DATES), nn.Embedding(32, DATES)
        self.dscore = nn.Sequential(nn.SiLU(), nn.Linear(DATES, 1))
        self.rd = nn.Parameter(torch.zeros(2))
        self.dspec = nn.Sequential(nn.Linear(d, 64), nn.SiLU(), nn.Linear(64, 5))

    def encode(self, texts: Sequence[Text], show: Show | None = None) -> list[Tensor]:
        return self.enc(texts, *self.ends, show)

    def types_between(self, marked: Sequence[Sequence[int]]) -> Tensor:
        """Logits of the types of some sentences with marked sides (sentences by 16)."""
        vectors, there = self.enc.vectors(marked)
        whole = (vectors * there[..., None]).sum(1) / there.sum(1)[:, None]
        return self.pair(self.drop(whole))

    def acts(self, states: Tensor, grammar: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of act and types (words by 17) and of statuses (words by 5)."""
        told = torch.cat([self.rp(grammar), self.rt(grammar)], -1)
        return self.trig(states) + told, self.stat(states) + self.rs(grammar)

    def choose(
        self, states: Tensor, places: Sequence[int], options: Sequence[Options], types: Tensor
    ) -> tuple[list[Tensor], list[Tensor]]:
        """For each place the logits of actor and recipient (states by 2) and of its dates."""
        sums = torch.cat([torch.zeros(1, states.shape[1]), states.cumsum(0)])
        here = states[torch.tensor(places)]
        flat = [(n, side) for n, one in enumerate(options) for side in one.sides]
        sides = [torch.zeros(0, 2) for _ in options]
        if flat:
            owner = torch.tensor([n for n, _ in flat])
            first = torch.tensor([side.first for _, side in flat])
            last = torch.tensor([max(side.last, side.first + 1) for _, side in flat])
            pseudo = torch.tensor([side.pseudo for _, side in flat])
            mean = (sums[last] - sums[first]) / (last - first)[:, None]
            mean = torch.where((pseudo >= 0)[:, None], self.docvec[pseudo.clamp(min=0)], mean)
            where = torch.cat(
                [
                    self.kind(torch.tensor([s.kind for _, s in flat])),
                    self.dist(torch.tensor([s.distance for _, s in flat])),
                ],
                -1,
            )
            hidden = self.pt(here)[owner] + self.ptype(types)[owner] + self.pm(mean) + self.pf(where)
            turned = self.bt(here)[owner]
            scores = (
                self.role(hidden)
                + torch.stack([(self.ba(mean) * turned).sum(-1), (self.br(mean) * turned).sum(-1)], -1) / 8
            )
            offsets = np.cumsum([0, *(len(one.states) for one in options)])
            segment = torch.tensor([int(offsets[n]) + side.state for n, side in flat])
            total = int(offsets[-1])
            top = torch.full((total, 2), -1e9).scatter_reduce(
                0, segment[:, None].expand(-1, 2), scores.detach(), "amax"
            )
            summed = torch.zeros(total, 2).index_add(0, segment, torch.exp(scores - top[segment]))
            told = torch.tensor([code for one in options for code in one.told])
            table = torch.log(summed.clamp(min=1e-30)) + top + self.rr[told]
            sides = [table[offsets[n] : offsets[n + 1]] for n in range(len(options))]
        general, own = self.dspec(here), self.dt(here)
        told_by = torch.cat([torch.zeros(1), self.rd])
        words = [(n, date) for n, one in enumerate(options) for date in one.dates if date.source < 0]
        if words:
            whose = torch.tensor([n for n, _ in words])
            first, last = torch.tensor([d.first for _, d in words]), torch.tensor([d.last for _, d in words])
            mean = (sums[last] - sums[first]) / (last - first)[:, None]
            near = self.df(torch.tensor([d.distance for _, d in words]))
            scored = iter(self.dscore(own[whose] + self.dm(mean) + near)[:, 0])
        dates = []
        for n, one in enumerate(options):
            row = [general[n, d.source] if d.source >= 0 else next(scored) for d in one.dates]
            dates.append(
                (torch.stack(row) if row else torch.zeros(0))
                + told_by[torch.tensor([d.told for d in one.dates], dtype=torch.long)]
            )
        return sides, dates


def loss(net: Net, texts: Sequence[Text], told: Sequence[bool], show: Show | None = None) -> Tensor:
    """The loss of some texts; ``told`` says for each whether the grammar's word is heard, ``show`` how it is shown."""
    total = torch.zeros(())
    for encoded, text, heard in zip(net.encode(texts, show), texts, told, strict=True):
        states = net.drop(encoded)
        acts, statuses = net.acts(states, text.grammar if heard else torch.zeros_like(text.grammar))
        wrong = F.binary_cross_entropy_with_logits(acts[:, 0], text.act, reduction="none")
        total = total + (wrong * text.weight).sum() / 40
        if not text.targets:
            continue
        places = torch.tensor([one.place for one in text.targets])
        types = torch.stack([one.types for one in text.targets])
        total = total + F.binary_cross_entropy_with_logits(acts[places][:, 1:], types, reduction="sum") * 0.35 / 6
        wanted = torch.tensor([one.status for one in text.targets])
        total = total + F.cross_entropy(statuses[places], wanted, reduction="sum") * 0.5 / 6
        options = text.options[heard]
        sides, dates = net.choose(states, [one.place for one in text.targets], options, types)
        for target, scores, days, (codes, right) in zip(text.targets, sides, dates, text.right[heard], strict=True):
            if codes:
                table = F.log_softmax(torch.cat([torch.zeros(len(codes), 1), scores], 1), 1)
                side = torch.tensor(codes)
                if target.recipients:
                    weight = torch.where(side > 0, 1.0, 0.5)
                    total = total + 0.12 * (F.nll_loss(table, side, reduction="none") * weight).sum()
                else:
                    either = -0.5 * torch.logsumexp(table[:, 1:], 1) - 0.5 * table[:, 1]
                    total = total + 0.12 * torch.where(side > 0, either, -0.5 * table[:, 0]).sum()
            if any(right):
                total = total - 0.12 * torch.logsumexp(F.log_softmax(days, 0)[torch.tensor(right)], 0)
    return total / len(texts)


def pair_loss(net: Net, marked: Sequence[Sequence[int]], shares: Sequence[Sequence[float]]) -> Tensor:
    """The loss of some sentences with marked sides; ``shares`` say how likely each type is."""
    return F.cross_entropy(net.types_between(marked), torch.tensor(shares), label_smoothing=0.05)
