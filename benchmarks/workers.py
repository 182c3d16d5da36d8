"""What a second worker is worth, and whether memory grows with the input: ``python -m benchmarks.workers``.

Counted are processor seconds, so that other work on the machine distorts little; each worker loads its parser, which is
counted in one of the two figures. Two processes on two cores cannot be done sooner than the busier one, nor sooner
than half of what all three (the two and the one that reads and writes) use together: the later of these is the time of
two workers. One worker's time is all it uses. Memory is the peak of the process that reads and writes or of the largest
worker, whichever is more, with the input once and several times over. The text lies outside the repository; where it is
absent the benchmark says so and ends well.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.__main__ import ROOT, ROUNDS, SHARED, milestones
from dragoman.executor import run_jobs
from dragoman.gather import found_date, read_records
from dragoman.model import Document, Source
from dragoman.worker import CODE, Job, Result, Settings, work_shard, worker_for

TIMES_OVER = 6
"""How many times as long the long input is."""

NOTES = "DRAGOMAN_BENCH_TIMES"
"""The folder in which each worker notes the processor seconds and the peak memory it has used so far."""


def work_noted(settings: Settings, jobs: tuple[Job, ...]) -> tuple[Result, ...]:
    """A shard, after which the worker notes what it has used: for loading, since it was started, and of memory."""
    note = Path(os.environ[NOTES]) / str(os.getpid())
    worker_for(settings)
    loading = note.read_text("utf-8").split()[0] if note.exists() else str(time.process_time())
    done = work_shard(settings, jobs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note.write_text(f"{loading} {time.process_time()} {peak}", "utf-8")
    return done


def jobs_of(folder: Path, settings: Settings) -> Iterator[Job]:
    """The documents of the files, in order, each to be coded."""
    sources: dict[str, Source] = {}
    for path in sorted(folder.iterdir()):
        for record in read_records(path, given=path.name, config=settings.config):
            if isinstance(record, Source):
                sources[record.id] = record
            elif isinstance(record, Document):
                yield Job(document=record, source=sources[record.source_id], stages=(CODE,), found=found_date(record))


def run(folder: Path, workers: int) -> dict[str, float]:
    """Code the files of a folder: processor seconds, seconds by the clock, and peak memory in MB."""
    settings = Settings()
    jobs = jobs_of(folder, settings)
    began = time.perf_counter()
    accounts = sum(len(result.judged) for _, result in run_jobs(settings, jobs, workers=workers, work=work_noted))
    clock = time.perf_counter() - began
    own = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    notes = [
        [float(one) for one in path.read_text("utf-8").split()] for path in sorted(Path(os.environ[NOTES]).iterdir())
    ]
    loading = [one[0] for one in notes]
    used = [one[1] for one in notes]
    found = {"clock": clock, "accounts": accounts, "own": own, "used": sum(used)}
    if workers == 1:
        return {**found, "seconds": own, "warm": own - loading[0], "peak": peak}
    warm = [all_of_it - before for before, all_of_it in zip(loading, used, strict=True)]
    return {
        **found,
        "seconds": max(*used, (own + sum(used)) / workers),
        "warm": max(*warm, (own + sum(warm)) / workers),
        "peak": max(peak, *(one[2] for one in notes)),
    }


def measure(folder: Path, workers: int) -> dict[str, float]:
    """``run`` in a process of its own."""
    with tempfile.TemporaryDirectory() as times:
        env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", NOTES: times}
        command = [sys.executable, "-m", "benchmarks.workers", str(folder), str(workers)]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{workers} workers: {done.stderr.strip()}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def write(folder: Path, texts: list[str], times: int) -> Path:
    """The texts as files, ``times`` over; every copy says which it is, so that no two are the same."""
    folder.mkdir()
    for copy in range(times):
        for number, text in enumerate(texts):
            (folder / f"{copy:02}-{number:03}.txt").write_text(f"Copy {copy}\n\n{text}", "utf-8")
    return folder


def main() -> None:
    """Print the table; with a folder and a number of workers, one measurement as JSON."""
    if len(sys.argv) == 3:
        print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]))))
        return
    if not (SHARED / "milestones" / "essays.jsonl").is_file():
        print("The texts that the benchmarks read are not here; nothing was measured.")
        return
    texts = milestones()
    words = sum(len(text.split()) for text in texts)
    peaks: dict[tuple[int, int], float] = {}
    print("milestones; processor seconds after loading")
    with tempfile.TemporaryDirectory() as made:
        for times in (1, TIMES_OVER):
            folder = write(Path(made) / str(times), texts, times)
            # In turns, and the best of each: what the machine can do when it is disturbed least.
            rounds = [(measure(folder, 1), measure(folder, 2)) for _ in range(ROUNDS)]
            one, two = (min(part, key=lambda found: found["warm"]) for part in zip(*rounds, strict=True))
            peaks[times, 1], peaks[times, 2] = one["peak"], two["peak"]
            print(f"{times * words:>10,} words: ", end="")
            print(f"one worker {one['warm']:.1f} s, two {two['warm']:.1f} s: {one['warm'] / two['warm']:.2f} x", end="")
            print(f"; with loading {one['seconds'] / two['seconds']:.2f} x", end="")
            print(f"; by the clock {one['clock'] / two['clock']:.2f} x")
    print("(bound: 1.8 x on the long input)")
    for workers in (1, 2):
        print(f"peak memory with {workers} workers: {peaks[1, workers]:,.0f} MB", end="")
        print(f"; with an input {TIMES_OVER} times as long: {peaks[TIMES_OVER, workers]:,.0f} MB")


if __name__ == "__main__":
    main()
