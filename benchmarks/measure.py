"""One measurement, in a process of its own: prints words, processor seconds and peak memory (MB) as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.__main__ import VOLUME, milestones

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


def run_code(texts: list[str], volume: Path | None = None) -> float:
    """``dragoman code`` over the texts as files, or a volume, in one process; loading is counted on neither side."""
    from dragoman.stream import code_paths
    from dragoman.worker import Settings, worker_for

    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(texts if volume is None else ()):
            paths.append(Path(folder) / f"{number:03d}.txt")
            paths[-1].write_text(text, "utf-8")
        worker_for(settings)
        warm = Path(folder) / "warm.md"
        warm.write_text(WARM, "utf-8")
        list(code_paths([warm], settings, workers=1, heard=_refuse))
        start = time.process_time()
        for _ in code_paths(paths if volume is None else [volume], settings, workers=1, heard=_refuse):
            pass
        return time.process_time() - start


def texts_of(volume: Path) -> list[str]:
    """The documents of a volume, as Dragoman reads them: both sides are given the same words."""
    from dragoman.gather import read_records
    from dragoman.model import Document
    from dragoman.worker import Settings

    records = read_records(volume, given=volume.name, config=Settings().config)
    return [one.text for one in records if isinstance(one, Document)]


def _refuse(skipped: object, whole: bool) -> None:
    """A benchmark must read everything it is given."""
    if whole:
        raise SystemExit(f"not read: {skipped}")


def main() -> None:
    """Measure what the first argument names."""
    what, size = sys.argv[1], int(sys.argv[2])
    pin()
    volume = VOLUME if what.endswith("-sparse") else None
    texts = texts_of(volume) if volume is not None else milestones()
    if what == "memory":
        whole = "\n".join(texts)
        texts = [(whole * (size // len(whole) + 1))[:size]]
    seconds = run_spacy(texts) if what.startswith("spacy") else run_code(texts, volume)
    words = sum(len(text.split()) for text in texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"words": words, "seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main()
