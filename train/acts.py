"""Train the act network: ``python -m train.acts MARKINGS --work FOLDER [--only FOLD...]``.

MARKINGS is the folder of marked public-domain texts; beside them stand our own markings of further texts of the same
open corpora (``train/markings``, stand-off: the texts are cut again from the corpora beside MARKINGS and checked by
their digest) and sentences written for this project (``train/sentences``). Marked texts whose name's SHA-1 ends in 0,
1 or 2 are kept for measuring and never read. Needs torch (``requirements-train.lock``); one thread and one seed: the
same data give the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from dragoman.coding.coder import Coder
from dragoman.coding.judge import Judge
from dragoman.coding.network import GRAMMAR, STATUSES, TYPES, Network
from dragoman.coding.options import Told, options_at
from dragoman.coding.phrases import with_phrases
from dragoman.coding.seen import Seen
from dragoman.coding.weigh import beside, grammar_row, told_of
from dragoman.mentions.actors import Spotter
from dragoman.mentions.dateline import find_written
from dragoman.model import Document
from dragoman.model.text import Reading
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority
from train.acts_data import Marked, Marking, dated, read_markings, read_own, read_sentences, same_state
from train.acts_model import Net, Target, Text, loss

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "vocab" / "data" / "acts.npz"
UNHEARD = 0.5
"""Share of the texts shown without what the grammar says: the network must do without it before a parse."""

EPOCHS, RATE, DECAY, BATCH, WIDTH = 14, 2e-3, 0.01, 2, 160
SMALL = frozenset({
    "the", "a", "an", "of", "to", "and", "in", "on", "for", "by", "with", "from", "at", "as", "that", "this", "is",
    "was", "were", "be", "been", "being", "had", "has", "have", "would", "will", "could", "should", "may", "might",
    "do", "does", "did", "not", "their", "his", "its", "her", "our",
})  # fmt: skip
"""Words of a trigger phrase that do not name the act themselves."""


def look(coder: Coder, reading: Reading) -> tuple[Seen, list[Told]]:
    """The whole text as the network sees it, and every act that the grammar finds in it."""
    home = coder.home(reading)
    seen = coder.network.eye.see(reading, range(len(reading.sentences)), home=home)
    reach = coder.gate.in_reach(reading.sentences, reading.actors, home=home)
    told: list[Told] = []
    for number, scene in coder.scenes(reading, [n for n, one in enumerate(reach) if one], home=home):
        if scene is not None:
            told += [told_of(act, reading.sentences[number].start) for act in coder.grammar.read(scene)[0]]
    return seen, told


def make_text(marked: Marked, reading: Reading, seen: Seen, told: Sequence[Told]) -> Text:
    """The tensors of one marked text."""
    count = len(seen.start)
    headings = {one.id for one in reading.passages if one.kind == "heading"}
    weight = torch.tensor([0.0 if reading.sentences[n].passage_id in headings else 1.0 for n in seen.sentence])
    act, grammar = torch.zeros(count), torch.zeros(count, GRAMMAR)
    near = [beside(seen, place, told) for place in range(count)]
    for place, (numbers, exact) in enumerate(near):
        grammar[place] = torch.from_numpy(grammar_row([told[n] for n in numbers], exact))
    targets: dict[tuple[int, int], Target] = {}
    skipped: list[int] = []
    for order, one in enumerate(marked.markings):
        inside = [n for n in range(count) if seen.start[n] < one.last and one.first < seen.end[n]]
        if not inside:
            continue
        body = [n for n in inside if reading.view.text[seen.start[n] : seen.end[n]].lower() not in SMALL] or inside
        targets[body[0], order] = _target(one, body[0])
        skipped += body[1:]
    if marked.whole:
        weight[skipped] = 0.0
    for place, _ in targets:
        act[place] = 1.0
    for target in targets.values():
        weight[target.place] = 1.5 if target.core else 1.0
    if not marked.whole:
        weight = weight * act
    rows = [targets[key] for key in sorted(targets)]
    text = Text(marked.name, seen, weight, act, rows, {}, grammar)
    for heard in (True, False):
        text.options[heard] = [
            options_at(reading, seen, row.place, [told[n] for n in near[row.place][0]] if heard else []) for row in rows
        ]
        text.right[heard] = [
            (
                [1 if same_state(s) in row.actors else 2 if same_state(s) in row.recipients else 0 for s in one.states],
                [] if row.dates is None else [dated(row.dates[0], date.value) for date in one.dates],
            )
            for row, one in zip(rows, text.options[heard], strict=True)
        ]
    return text


def _target(one: Marking, place: int) -> Target:
    types = torch.zeros(len(TYPES))
    for rank, name in enumerate(one.types):
        types[TYPES.index(name)] = max(float(types[TYPES.index(name)]), 1.0 if rank == 0 else 0.5)
    return Target(
        place,
        types,
        STATUSES.index(one.status),
        one.core,
        frozenset(map(same_state, one.actors)),
        frozenset(map(same_state, one.recipients)),
        None if one.date_from == "inferred" else (one.date,),
    )


def train(net: Net, texts: list[Text], *, epochs: int = EPOCHS, seed: int = 0) -> None:
    """Adam with a linear warm-up and decay over batches of texts of like length."""
    draw = random.Random(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * math.ceil(len(texts) / BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
    )
    began = time.process_time()
    for epoch in range(epochs):
        net.train()
        order = sorted(range(len(texts)), key=lambda n: (len(texts[n].seen.start) // 64, draw.random()))
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        draw.shuffle(batches)
        total = 0.0
        for batch in batches:
            value = loss(net, [texts[n] for n in batch], [draw.random() >= UNHEARD for _ in batch])
            optimiser.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            pace.step()
            total += value.item()
        print(f"epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.process_time() - began:.0f} s", flush=True)


def arrays(net: Net) -> dict[str, np.ndarray]:
    """The weights as the network takes them: matrices turned so that rows are inputs."""
    found: dict[str, np.ndarray] = {}
    for name, value in net.state_dict().items():
        array = value.detach().numpy()
        module, _, last = name.rpartition(".")
        embedding = isinstance(net.get_submodule(module), torch.nn.Embedding) if module else False
        key = module if embedding else name
        found[key] = array.T if last == "weight" and array.ndim == 2 and not embedding else array
    return found


def save(net: Net, vocabulary: Sequence[str], path: Path) -> None:
    """Write the shipped file: the table of words as bytes with a scale for each, the rest in half precision."""
    found = arrays(net)
    table = found.pop("enc.w")
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-6) / 127
    small = {name: value.astype(np.float16) for name, value in found.items()}
    np.savez_compressed(
        path,
        vocabulary=np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8),
        **{"enc.w.small": np.round(table / scale).astype(np.int8), "enc.w.scale": scale.astype(np.float32), **small},
    )


def read_all(folder: Path) -> list[Marked]:
    """Everything that may be trained on."""
    here = Path(__file__).resolve().parent
    marked = [*read_markings(folder), *read_own(here / "markings", folder.parent)]
    return [*marked, *read_sentences(here / "sentences")]


def make_texts(marked: Iterable[Marked], vocabulary: Sequence[str]) -> list[Text]:
    """Each marked text read, parsed and turned into numbers."""
    authority = Authority.load()
    spotter, coder = Spotter(authority), Coder(judge=Judge({}, 0.0), network=Network({}, vocabulary))
    texts = []
    for each in marked:
        one, reading = each, read_marked(each, authority, spotter)
        if not one.whole:
            reading = with_phrases(coder.parser, reading)
            one = replace(one, markings=tuple(_of_phrases(marking, reading) for marking in one.markings))
        seen, told = look(coder, reading)
        texts.append(make_text(one, reading, seen, told))
    return texts


def _of_phrases(marking: Marking, reading: Reading) -> Marking:
    """The marking with the phrases that its sides' words are part of."""
    sides = [
        tuple(one.id for one in reading.actors if words and one.start < words[1] and words[0] < one.end)
        for words in marking.words
    ]
    return replace(marking, actors=sides[0], recipients=sides[1])


def read_marked(one: Marked, authority: Authority, spotter: Spotter) -> Reading:
    """A marked text made ready for coding; its own date is read from its first lines."""
    document = Document(id=one.name, source_id="s", path=one.name, text=one.text, written=find_written(one.text))
    return make_reading(document, authority, spotter=spotter)


def fold_of(name: str, folds: int) -> int:
    """The fold in which a text is left out; sentences written for training never are."""
    return -1 if name.startswith("sentences-") else int(hashlib.md5(name.encode()).hexdigest(), 16) % folds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("markings", type=Path)
    parser.add_argument(
        "--work", type=Path, required=True, help="vocabulary and vectors; networks of the folds go there"
    )
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, nargs="*", help="the folds to train; -1 is the network that ships")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    vocabulary = (asked.work / "vocabulary.txt").read_text("utf-8").split("\n")
    vectors = np.load(asked.work / "vectors.npy")
    texts = make_texts(read_all(asked.markings), vocabulary)
    print(f"{len(texts)} texts, {sum(len(one.targets) for one in texts)} acts", flush=True)
    for fold in asked.only if asked.only is not None else range(-1, asked.folds):
        net = Net(vectors, WIDTH)
        train(net, [one for one in texts if fold < 0 or fold_of(one.name, asked.folds) != fold], seed=asked.seed)
        save(net, vocabulary, asked.work / f"fold{fold}.npz" if fold >= 0 else WEIGHTS)


if __name__ == "__main__":
    main()
