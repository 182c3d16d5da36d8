"""What is fast, measured: ``make bench``. Every figure is a ratio to a named peer, both timed in one run on one core.

Each measurement runs in a process of its own, pinned to one core where the system allows it, in processor seconds (so
that other work on the machine counts for neither side), with one thread for the
arithmetic libraries, so that neither side gets help from the other core. The text lies outside the repository; where it
is absent the benchmark says so and ends well.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
VOLUME = SHARED / "frus" / "frus1955-57v25.xml"
"""A sparse archive: a volume of diplomatic papers, most of whose sentences tell no act between states."""

ROUNDS = 3


def milestones() -> list[str]:
    """The essays of "Milestones in the History of US Foreign Relations": 72,000 words of dense diplomatic history."""
    path = SHARED / "milestones" / "essays.jsonl"
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines() if line.strip()]


def measure(what: str, size: int = 0) -> dict[str, float]:
    """Run one measurement in a process of its own: words, seconds, and peak memory in MB."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.measure", what, str(size)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{what}: {done.stderr.strip()}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print the table."""
    if not (SHARED / "milestones" / "essays.jsonl").is_file():
        print("The texts that the benchmarks read are not here; nothing was measured.")
        return
    for name, suffix in (("milestones (dense)", ""), (f"{VOLUME.name} (sparse)", "-sparse")):
        if suffix and not VOLUME.is_file():
            continue
        # In turns: what else the machine does then falls on both sides alike.
        pairs = [(measure(f"spacy{suffix}"), measure(f"code{suffix}")) for _ in range(ROUNDS)]
        peer, ours = (max(each, key=lambda one: one["words"] / one["seconds"]) for each in zip(*pairs, strict=True))
        rate = {key: one["words"] / one["seconds"] for key, one in (("peer", peer), ("ours", ours))}
        print(f"text: {name}, {int(ours['words']):,} words; one core each, best of {ROUNDS}")
        print(f"spaCy full pipeline (same model) {rate['peer']:>10,.0f} words/s")
        print(f"dragoman code                    {rate['ours']:>10,.0f} words/s   {rate['ours'] / rate['peer']:.2f} x")
    for size in (1_000_000, 4_000_000):
        peak = measure("memory", size)["peak"]
        print(f"dragoman code on one text of {size // 1_000_000} MB {peak:>10,.0f} MB peak memory (bound: 1,024 MB)")


if __name__ == "__main__":
    main()
