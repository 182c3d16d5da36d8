"""Codes files without a project: paths in, accounts out, in the order of the paths and in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dragoman.cluster import run_on_cluster
from dragoman.errors import InputError
from dragoman.executor import choose_workers, run_jobs
from dragoman.gather import found_date, read_records
from dragoman.model import Account, Document, Skipped, Source, Work
from dragoman.worker import CODE, Job, Settings

Heard = Callable[[Skipped, bool], None]
"""Called with what was skipped, and whether a whole file was (True) or a remark is made on one that was read."""


def code_paths(
    paths: Iterable[Path],
    settings: Settings,
    *,
    workers: int | None = None,
    cluster: str = "",
    heard: Heard,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[tuple[Document, tuple[Account, ...]]]:
    """Yields each document of the files with its accounts, in the order of the paths and of the text.

    ``progress`` is called with the files begun and their number. A file that cannot be read is told to ``heard``; the
    others go on. ``cluster`` is "local" or the address of a dask scheduler, whose workers then do the coding.

    Raises:
        ConfigError: the cluster cannot be used.
        StageError: the coder broke on a document, or the cluster on the way.
    """
    files = list(_files(paths, heard))
    size = sum(path.stat().st_size for path in files if path.is_file())
    jobs = _jobs(files, settings, heard, progress)
    if cluster:
        results = run_on_cluster(settings, jobs, address=cluster, workers=workers)
    else:
        results = run_jobs(settings, jobs, workers=choose_workers(workers, size))
    for job, result in results:
        yield job.document, result.judged


def _files(paths: Iterable[Path], heard: Heard) -> Iterator[Path]:
    from dragoman.sources import expand

    for path in paths:
        try:
            yield from expand([path])
        except OSError as error:
            heard(Skipped(path=str(path), why=f"cannot be read: {error.strerror or error}"), True)


def _jobs(files: list[Path], settings: Settings, heard: Heard, progress: Callable[[int, int], None]) -> Iterator[Job]:
    from dragoman.sources.archive import open_files

    def refuse(error: InputError) -> None:
        heard(Skipped(path=error.path, why=str(error).removeprefix(f"{error.path}: "), place=error.place), True)

    for number, path in enumerate(files):
        progress(number, len(files))
        for file, given in open_files(path, refuse):
            try:
                yield from _jobs_of(file, given, settings, heard)
            except InputError as error:
                refuse(error)
    progress(len(files), len(files))


def _jobs_of(path: Path, given: str, settings: Settings, heard: Heard) -> Iterator[Job]:
    sources: dict[str, Source] = {}
    for record in read_records(path, given=given, config=settings.config):
        if isinstance(record, Source):
            sources[record.id] = record
        elif isinstance(record, Skipped):
            heard(record, False)
        elif not isinstance(record, Work):
            source = sources[record.source_id]
            yield Job(document=record, source=source, stages=(CODE,), found=found_date(record))
