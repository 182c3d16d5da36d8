"""Documents over processes: same results, same order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.records import a_document, a_source

from dragoman.errors import StageError
from dragoman.executor import WORTH_IT, choose_workers, run_jobs, shards
from dragoman.worker import Job, Result, Settings


def job(number: int, size: int = 10) -> Job:
    document = a_document(f"{number} " + "x" * size, path=str(number))
    return Job(document=document, source=a_source(document.text), stages=("code",))


def pretend(settings: Settings, jobs: tuple[Job, ...]) -> tuple[Result, ...]:
    if any(one.document.path == "13" for one in jobs):
        raise StageError("13: stage code failed")
    return tuple(Result(spoken=None, accounts=(), judged=(), reasons=None, findings=None) for _ in jobs)


def test_order_is_that_of_the_jobs_however_many_workers() -> None:
    jobs = [job(number, size=40_000 if number % 3 else 10) for number in range(12)]
    one = [done.document.path for done, _ in run_jobs(Settings(), jobs, workers=1, work=pretend)]
    two = [done.document.path for done, _ in run_jobs(Settings(), jobs, workers=2, work=pretend)]
    assert one == two == [str(number) for number in range(12)]


def test_jobs_are_drawn_as_results_are_taken() -> None:
    drawn = 0

    def jobs() -> Iterator[Job]:
        nonlocal drawn
        for number in range(14, 100):
            drawn += 1
            yield job(number, size=70_000)

    results = run_jobs(Settings(), jobs(), workers=2, work=pretend)
    next(results)
    assert drawn <= 6
    results.close()  # type: ignore[attr-defined]


def test_a_failed_job_stops_the_rest() -> None:
    for workers in (1, 2):
        with pytest.raises(StageError, match="13"):
            list(run_jobs(Settings(), [job(number) for number in range(10, 20)], workers=workers, work=pretend))


def test_shards_hold_many_small_or_one_large_document() -> None:
    sizes = [10, 10, 70_000, 30_000, 31_000, 5]
    assert [len(shard) for shard in shards(job(number, size) for number, size in enumerate(sizes))] == [3, 2, 1]


def test_small_tasks_get_one_worker() -> None:
    assert choose_workers(None, 1000) == 1
    assert choose_workers(3, 1000) == 3
    assert choose_workers(None, WORTH_IT) >= 1
