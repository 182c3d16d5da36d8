"""Bring the shipped network's confidences to the level of those the judge learnt from.

``python -m train.level CORPORA --work FOLDER``. The judge learns from networks that have not seen the texts they code
(``train/judge.py``); the network that ships has seen all marked texts and is a little surer or less sure than they. On
documents that nobody has marked each gives accounts of so many confidences: the judge's weights are stretched and
shifted so that the shipped network's have the same ranks. No marking is looked at.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dragoman.coding.coder import Coder
from dragoman.coding.judge import Judge, load_judge
from dragoman.coding.network import Network, load_network, read_network
from dragoman.mentions.actors import Spotter
from dragoman.model import Document
from dragoman.model.text import Reading
from dragoman.sources.tei import read_tei
from dragoman.vocab.actors import Authority
from train.acts import read_marked
from train.acts_data import Marked
from train.judge import WEIGHTS
from train.texts import without_notes

COUNT, SHORTEST, LONGEST, LEAST = 120, 1500, 6000, 0.03
"""Documents read, their length in characters, and the confidence from which accounts are compared."""


def unmarked(corpora: Path) -> Iterator[Marked]:
    """Documents of the volumes that are in no set of markings, in an order drawn by their names."""
    own = Path(__file__).resolve().parent / "markings"
    known = {path.stem for path in (corpora / "markings").glob("*.jsonl")}
    known |= {json.loads(line)["doc"] for path in own.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()}
    found = {}
    for volume in sorted((corpora / "frus").glob("*.xml")):
        for document in read_tei(volume, given=str(volume)):
            if isinstance(document, Document):
                name = f"f_{volume.stem[4:]}_{document.locator}"
                text = without_notes(document.text)
                if name not in known and SHORTEST <= len(text) <= LONGEST:
                    found[name] = text
    for name in sorted(found, key=lambda one: hashlib.sha1(one.encode()).hexdigest())[:COUNT]:
        yield Marked(name, found[name], ())


def confidences(network: Network, readings: list[Reading], judge: Judge) -> np.ndarray:
    """The log odds of what a network gives, the surest first."""
    coder = Coder(judge=Judge(judge.weights, LEAST, judge.undated), network=network)
    found = [one.confidence for reading in readings for one in coder.code(reading) if one.status == "asserted"]
    sure = np.array(sorted(found, reverse=True))
    return np.log(sure / (1 - sure))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where the networks of the folds are")
    asked = parser.parse_args()
    authority = Authority.load()
    spotter = Spotter(authority)
    readings = [read_marked(one, authority, spotter) for one in unmarked(asked.corpora)]
    judge = load_judge()
    shipped = confidences(load_network(), readings, judge)
    paths = sorted(asked.work.glob("fold*.npz"))
    folds = [confidences(read_network(path.read_bytes()), readings, judge) for path in paths]
    count = min(len(shipped), *(len(one) for one in folds))
    wanted = np.mean([one[:count] for one in folds], axis=0)
    scale, shift = np.polyfit(shipped[:count], wanted, 1)
    print(f"{len(readings)} documents, {count} accounts: log odds times {scale:.3f} plus {shift:.3f}")
    raw = json.loads(WEIGHTS.read_text("utf-8"))
    raw["weights"] = {name: round(value * scale, 4) for name, value in raw["weights"].items()}
    raw["weights"]["bias"] = round(raw["weights"]["bias"] + shift, 4)
    WEIGHTS.write_text(json.dumps(raw, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
