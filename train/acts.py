"""Train the act network: ``python -m train.acts MARKINGS --work FOLDER [--only FOLD...]``.

MARKINGS is the folder of marked public-domain texts; beside them stand our own markings of further texts of the same
open corpora (``train/markings``, stand-off: the texts are cut again from the corpora beside MARKINGS and checked by
their digest), sentences written for this project (``train/sentences``), and what a larger model says of sentences of
the corpora (``FOLDER/taught.jsonl``, by ``train/teacher.py``). Marked texts whose name's SHA-1 ends in 0, 1 or 2 are
kept for measuring and never read. Needs torch (``requirements-train.lock``); one thread and one seed: the same data
give the same weights on the same machine.
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
from dragoman.coding.encoder import Pieces
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
from dragoman.vocab.debates import read_debate_name
from train.acts_data import Marked, Marking, dated, read_markings, read_own, read_sentences, same_state
from train.acts_model import Net, Target, Text, loss, pair_loss
from train.language import in_eight_bits, read_model
from train.pairs import Pair, make_pairs, parties_of, read_taught, shown, unread

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "vocab" / "data" / "acts.npz"
UNHEARD = 0.5
"""Share of the texts shown without what the grammar says: the network must do without it before a parse."""

QUIET = 0.5
"""What a word of a sentence that tells no act counts beside a word of a marked text."""

EPOCHS, RATE, SLOW, DECAY, BATCH, PAIRS, WIDTH = 3, 1e-3, 9e-5, 0.01, 2, 16, 160
SMALL = frozenset({
    "the", "a", "an", "of", "to", "and", "in", "on", "for", "by", "with", "from", "at", "as", "that", "this", "is",
    "was", "were", "be", "been", "being", "had", "has", "have", "would", "will", "could", "should", "may", "might",
    "do", "does", "did", "not", "their", "his", "its", "her", "our",
})  # fmt: skip
"""Words of a trigger phrase that do not name the act themselves."""


def look(coder: Coder, reading: Reading, standpoint: str) -> tuple[Seen, list[Told]]:
    """The whole text as the network sees it, and every act that the grammar finds in it."""
    home = standpoint or coder.home(reading)
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
        silent = torch.tensor(
            [_names_nothing(marked, reading, *span) for span in zip(seen.start, seen.end, strict=True)]
        )
        weight = torch.where(silent & (act == 0), QUIET * weight, weight * act)
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


def _names_nothing(marked: Marked, reading: Reading, start: int, end: int) -> bool:
    """Is this word of a sentence written for training surely none that names an act?

    So are all of a sentence that tells none, small words and marks, and the words of the parties.
    """
    word = reading.view.text[start:end].lower()
    if word in SMALL or not word[0].isalnum():
        return True
    parties = (words for one in marked.markings for words in one.words if words is not None)
    return any(first <= start < last for first, last in (*marked.empty, *parties))


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


def train(net: Net, texts: list[Text], pairs: list[Pair], unknown: int, *, epochs: int = EPOCHS, seed: int = 0) -> None:
    """Adam with a linear warm-up and decay over batches of texts of like length, and of pairs, in turn as they fall."""
    draw = random.Random(seed)
    torch.manual_seed(seed)
    deep = [one for one in net.enc.model.parameters() if one.requires_grad]
    known = {id(one) for one in net.enc.model.parameters()}
    optimiser = torch.optim.AdamW(
        [{"params": deep, "lr": SLOW}, {"params": [one for one in net.parameters() if id(one) not in known]}],
        lr=RATE,
        weight_decay=DECAY,
        fused=True,
    )
    steps = epochs * (math.ceil(len(texts) / BATCH) + math.ceil(len(pairs) / PAIRS))
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
    )
    parties = parties_of(pairs)
    began = time.process_time()
    for epoch in range(epochs):
        net.train()
        batches = [("texts", one) for one in _batches([len(t.seen.start) // 64 for t in texts], BATCH, draw)]
        batches += [("pairs", one) for one in _batches([len(p.pieces) // 8 for p in pairs], PAIRS, draw)]
        draw.shuffle(batches)
        total = dict.fromkeys(("texts", "pairs"), 0.0)
        for kind, batch in batches:
            if kind == "texts":
                heard = [draw.random() >= UNHEARD for _ in batch]
                value = loss(net, [texts[n] for n in batch], heard, lambda row: unread(row, unknown, draw))
            else:
                rows = [shown(pairs[n], parties, unknown, draw) for n in batch]
                value = pair_loss(net, rows, [pairs[n].shares for n in batch])
            optimiser.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            pace.step()
            total[kind] += value.item()
        means = ", ".join(
            f"{kind} {total[kind] * size / len(rows):.3f}"
            for kind, size, rows in (("texts", BATCH, texts), ("pairs", PAIRS, pairs))
            if rows
        )
        print(f"epoch {epoch + 1}: {means}, {time.process_time() - began:.0f} s", flush=True)


def _batches(sizes: Sequence[int], count: int, draw: random.Random) -> list[list[int]]:
    order = sorted(range(len(sizes)), key=lambda n: (sizes[n], draw.random()))
    return [order[at : at + count] for at in range(0, len(order), count)]


def arrays(net: Net) -> dict[str, np.ndarray]:
    """The weights above the language model as the network takes them: matrices turned so that rows are inputs."""
    found: dict[str, np.ndarray] = {}
    for name, value in net.state_dict().items():
        if name.startswith("enc.model."):
            continue
        array = value.detach().numpy()
        module, _, last = name.rpartition(".")
        embedding = isinstance(net.get_submodule(module), torch.nn.Embedding) if module else False
        key = module if embedding else name
        found[key] = array.T if last == "weight" and array.ndim == 2 and not embedding else array
    return found


def save(net: Net, vocabulary: Sequence[str], path: Path) -> None:
    """Write the shipped file: the language model in eight bits (ONNX), the rest in half precision."""
    np.savez_compressed(
        path,
        vocabulary=np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8),
        model=np.frombuffer(in_eight_bits(net.enc.model), dtype=np.uint8),
        **{name: value.astype(np.float16) for name, value in arrays(net).items()},
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
        seen, told = look(coder, reading, standpoint_of(one))
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
    """A marked text made ready for coding; its own date is read from its first lines or from its name."""
    speech = read_debate_name(one.name)
    written = str(speech.year) if speech is not None else find_written(one.text)
    document = Document(id=one.name, source_id="s", path=one.name, text=one.text, written=written)
    return make_reading(document, authority, spotter=spotter)


def standpoint_of(one: Marked) -> str:
    """The state in whose name a marked text speaks, where its name tells."""
    speech = read_debate_name(one.name)
    return speech.state if speech is not None else ""


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
    vocabulary, _ = read_model()
    pieces = Pieces(vocabulary)
    texts = make_texts(read_all(asked.markings), vocabulary)
    pairs = make_pairs(Path(__file__).resolve().parent / "sentences", pieces)
    pairs += read_taught(asked.work / "taught.jsonl", pieces)
    print(f"{len(texts)} texts, {sum(len(one.targets) for one in texts)} acts, {len(pairs)} pairs", flush=True)
    for fold in asked.only if asked.only is not None else range(-1, asked.folds):
        torch.manual_seed(asked.seed)
        net = Net(read_model()[1], (pieces.begin, pieces.end), WIDTH)
        inside = [one for one in texts if fold < 0 or fold_of(one.name, asked.folds) != fold]
        train(net, inside, pairs, pieces.unknown, seed=asked.seed)
        save(net, vocabulary, asked.work / f"fold{fold}.npz" if fold >= 0 else WEIGHTS)


if __name__ == "__main__":
    main()
