"""A run needs no more memory for a thousand documents than for a hundred."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dragoman.workbench import create

SCRIPT = """
import resource, sys
from pathlib import Path
from dragoman.workbench import Workbench
bench = Workbench(Path(sys.argv[1]))
bench.add(Path(sys.argv[2]))
bench.run(workers=1)
print(len(bench.documents(texts=False)), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
STATES = ("Albania", "Norway", "Sweden", "Poland", "Turkey", "Greece", "Japan", "India", "Chile", "Peru", "Cuba")
FILLER = "Nobody spoke of the port again. " * 400


def peak(folder: Path, count: int) -> int:
    """The most memory (kB) that adding and running so many documents took."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    for at in range(count):
        one, other = STATES[at % 11], STATES[(at * 7 + 3) % 11]
        told = f"On {1 + at % 28} May {1946 + at % 40} {one} protested to {other}."
        (papers / f"{at:04}.txt").write_text(f"Paper {at}\n\n{told}\n\n{FILLER}\n", encoding="utf-8")
    create(folder / "project")
    config = folder / "project" / "dragoman.toml"
    config.write_text(config.read_text(encoding="utf-8").replace('# model = ""', 'model = "none"'), encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, str(folder / "project"), str(papers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    documents, kilobytes = map(int, done.stdout.split())
    assert documents == count
    return kilobytes


def test_memory_does_not_grow_with_the_number_of_documents(tmp_path: Path) -> None:
    few, many = peak(tmp_path / "few", 40), peak(tmp_path / "many", 300)
    assert many - few < 8_000  # kB; kept until the end, texts and their passages alone would take more
