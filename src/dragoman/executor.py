"""Spreads documents over worker processes, and gives their results back in the order of the documents."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from dragoman.errors import StageError
from dragoman.worker import Job, Result, Settings, work_shard

SHARD = 60_000
"""Characters after which a shard is closed: small documents travel together, a large one alone."""

WORTH_IT = 2_000_000
"""Characters below which one process is quicker than starting several (each loads the parser, about two seconds)."""

Work = Callable[[Settings, tuple[Job, ...]], tuple[Result, ...]]


def choose_workers(asked: int | None, size: int) -> int:
    """How many processes to use: as asked, else one for a small task (``size`` in characters), else one a core."""
    if asked is not None:
        return max(1, asked)
    return 1 if size < WORTH_IT else max(1, os.cpu_count() or 1)


def run_jobs(
    settings: Settings, jobs: Iterable[Job], *, workers: int = 1, work: Work = work_shard
) -> Iterator[tuple[Job, Result]]:
    """Does all jobs; yields each with its result, in the order in which the jobs came, however many workers there are.

    Jobs are drawn as results are taken, so that memory holds a few shards for each worker and never the whole archive.

    Raises:
        StageError: a stage broke on a document, or a worker process died.
    """
    if workers <= 1:
        for job in jobs:
            yield job, work(settings, (job,))[0]
        return
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_ignore_interrupts)
    waiting: deque[tuple[tuple[Job, ...], Future[tuple[Result, ...]]]] = deque()
    finished = False
    try:
        for shard in shards(jobs):
            waiting.append((shard, pool.submit(work, settings, shard)))
            while len(waiting) > 2 * workers:
                yield from _take(waiting)
        while waiting:
            yield from _take(waiting)
        finished = True
    finally:
        pool.shutdown(wait=finished, cancel_futures=True)
        if not finished:
            # Interrupted or failed: what the workers have in hand is not wanted any more.
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()


def _take(
    waiting: deque[tuple[tuple[Job, ...], Future[tuple[Result, ...]]]],
) -> Iterator[tuple[Job, Result]]:
    shard, future = waiting.popleft()
    try:
        results = future.result()
    except BrokenProcessPool as error:
        paths = ", ".join(job.document.path for job in shard[:3])
        raise StageError(
            f"a worker process died (out of memory?) on or near {paths}; what was finished is kept, run again with"
            " fewer workers"
        ) from error
    yield from zip(shard, results, strict=True)


def shards(jobs: Iterable[Job]) -> Iterator[tuple[Job, ...]]:
    """Jobs in groups of about ``SHARD`` characters, in order."""
    shard: list[Job] = []
    size = 0
    for job in jobs:
        shard.append(job)
        size += len(job.document.text)
        if size >= SHARD:
            yield tuple(shard)
            shard, size = [], 0
    if shard:
        yield tuple(shard)


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal: the parent decides, and ends the workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
