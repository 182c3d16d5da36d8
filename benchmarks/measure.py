"""One measurement, in a process of its own: prints words, processor seconds and peak memory (MB) as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.__main__ import milestones

WARM = "In May 1955 France and Italy signed a treaty."
"""Coded before the clock starts, on both sides: what is loaded when first needed is loading too."""


def pin() -> None:
    """Keep to one core where the system lets a process choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def run_spacy(texts: list[str]) -> float:
    """The peer: the same model's full pipeline, entities included, over the same texts, paragraph by paragraph."""
    import spacy

    from dragoman.coding.parse import PACKAGES, find_model

    folder = next(found for package in PACKAGES if (found := find_model(package)) is not None)
    nlp = spacy.util.load_model_from_path(folder)
    nlp(WARM)
    start = time.process_time()
    for _ in nlp.pipe(part for text in texts for part in text.split("\n") if part.strip()):
        pass
    return time.process_time() - start


def run_code(texts: list[str]) -> float:
    """``dragoman code`` over the same texts as files in one process; loading is counted on neither side."""
    from dragoman.stream import code_paths
    from dragoman.worker import Settings, worker_for

    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(texts):
            paths.append(Path(folder) / f"{number:03d}.txt")
            paths[-1].write_text(text, "utf-8")
        worker_for(settings)
        warm = Path(folder) / "warm.md"
        warm.write_text(WARM, "utf-8")
        list(code_paths([warm], settings, workers=1, heard=_refuse))
        start = time.process_time()
        for _ in code_paths(paths, settings, workers=1, heard=_refuse):
            pass
        return time.process_time() - start


def _refuse(skipped: object, whole: bool) -> None:
    """A benchmark must read everything it is given."""
    if whole:
        raise SystemExit(f"not read: {skipped}")


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
