"""Spreads documents over several machines with dask.distributed, and gives their results back in order."""

from __future__ import annotations

import hashlib
import importlib
import logging
import os
import socket
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import ConfigError, DragomanError, StageError
from dragoman.executor import shards
from dragoman.manifest import stage_version
from dragoman.worker import CODE, Job, Result, Settings, work_shard

LOCAL = "local"
"""The address that stands for worker processes on this machine, started for the run and ended with it."""

PATIENCE = 30.0
"""Seconds in which the cluster must answer, or a worker join; without any worker for so long the run is given up."""

Stamp = tuple[tuple[str, str], ...]
"""What results depend on, by name or path, and the SHA-256 of each; "" for a path that is not there."""


def run_on_cluster(
    settings: Settings,
    jobs: Iterable[Job],
    *,
    address: str,
    workers: int | None = None,
    patience: float = PATIENCE,
) -> Iterator[tuple[Job, Result]]:
    """Does all jobs on a cluster; yields each with its result, in the order in which the jobs came.

    ``address`` is that of a dask scheduler (``tcp://HOST:PORT``), or "local". Documents travel with their text, so only
    this machine needs to see the sources. What a worker that dies had in hand is given to another, and each job yields
    one result. Jobs are drawn as results are taken, so that memory holds a few shards for each worker.

    Raises:
        ConfigError: dask.distributed is not installed, or nothing answers at the address.
        StageError: a stage broke on a document, a worker is of another version, cannot see a file that the settings
            name or runs several threads, no worker is left, or the same shard ended several workers.
    """
    with _client(address, workers, patience) as client:
        wanted = stamp_of(settings)
        waiting: deque[tuple[tuple[Job, ...], Any]] = deque()
        for shard in shards(jobs):
            waiting.append((shard, client.submit(_work_there, settings, wanted, shard, pure=False)))
            while len(waiting) > 2 * max(1, len(client.nthreads())):
                yield from _take(waiting, client, address, patience)
        while waiting:
            yield from _take(waiting, client, address, patience)


def _take(
    waiting: deque[tuple[tuple[Job, ...], Any]], client: Any, address: str, patience: float
) -> Iterator[tuple[Job, Result]]:
    shard, future = waiting.popleft()
    yield from zip(shard, _result(future, shard, client, address, patience), strict=True)


def _result(future: Any, shard: tuple[Job, ...], client: Any, address: str, patience: float) -> tuple[Result, ...]:
    distributed = _distributed()
    near = ", ".join(job.document.path for job in shard[:3])
    while True:
        try:
            results: tuple[Result, ...] = future.result(timeout=patience)
            return results
        except TimeoutError:
            # A shard may take long; only a cluster without workers, and none to come, will never be done.
            try:
                client.wait_for_workers(1, timeout=patience)
            except TimeoutError as error:
                raise StageError(f"no worker is left at {address}; start some there and run again") from error
        except distributed.scheduler.KilledWorker as error:
            raise StageError(f"worker after worker died (out of memory?) on or near {near}") from error
        except ImportError as error:
            raise StageError(f"a worker at {address} cannot load Dragoman ({error}): install it there") from error
        except (distributed.CancelledError, OSError) as error:
            raise StageError(f"the cluster at {address} went away during the run; run again") from error


def _work_there(settings: Settings, wanted: Stamp, jobs: tuple[Job, ...]) -> tuple[Result, ...]:
    """A shard, done by a worker that has first made sure that it gives the results that the asker would get."""
    state = _distributed().get_worker().state
    problem = problem_with(wanted, stamp_of(settings), threads=state.nthreads)
    if problem:
        raise StageError(f"worker {state.address} {problem}")
    try:
        return work_shard(settings, jobs)
    except DragomanError:
        raise
    except Exception as error:  # else the asker could not tell it from a fault of the network
        raise StageError(f"worker {state.address} failed: {type(error).__name__}: {error}") from error


def problem_with(wanted: Stamp, found: Stamp, *, threads: int = 1) -> str:
    """Why a worker's results could be other than the asker's, in words that follow its name; "" when they are the same.

    A coder is not made for several threads at once, and they would gain nothing.
    """
    if threads != 1:
        return f"runs {threads} threads in one process: start it with --nworkers {threads} --nthreads 1"
    here = dict(found)
    for name, value in wanted:
        if here[name] == value:
            continue
        if name == CODE:
            return "has another version of Dragoman, of its data or of a library that it codes with: install the same"
        if not here[name]:
            return f"cannot see {name}: name a path that every worker has, as on a shared drive"
        return f"has another {name} than this machine"
    return ""


def stamp_of(settings: Settings) -> Stamp:
    """What results depend on beside the documents: the version of the coding stage, and the files of the settings."""
    paths = [settings.extra] if settings.extra else []
    if "/" in settings.config.code.model or os.sep in settings.config.code.model:
        paths.append(Path(settings.config.code.model))
    return ((CODE, stage_version(CODE)), *((str(path), _hash_of(path)) for path in paths))


def _hash_of(path: Path) -> str:
    """The SHA-256 of a file, or of all the files of a folder with their names; "" where there is nothing."""
    if not path.exists():
        return ""
    found = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file() and "__pycache__" not in file.parts:
            found.update(f"{file.relative_to(path)}\0{file.stat().st_size}\0".encode())
            found.update(file.read_bytes())
    return found.hexdigest()


@contextmanager
def _client(address: str, workers: int | None, patience: float) -> Iterator[Any]:
    """A connection to the cluster, with at least one worker there; ended with the run."""
    distributed = _distributed()
    import dask

    # A long document is a large argument; it must travel, so there is nothing to warn of.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"}), ExitStack() as opened:
        if address == LOCAL:
            cluster = opened.enter_context(_workers_here(distributed, workers or os.cpu_count() or 1))
            yield opened.enter_context(distributed.Client(cluster, set_as_default=False))
            return
        _knock(address, patience)
        try:
            client = opened.enter_context(distributed.Client(address, timeout=patience, set_as_default=False))
        except (OSError, ValueError) as error:
            raise ConfigError(f"no dask scheduler answers at {address}: {error}") from error
        try:
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError as error:
            raise StageError(
                f"no worker has joined the cluster at {address} in {patience:.0f} seconds;"
                f" start some with: dask worker {address} --nworkers N --nthreads 1"
            ) from error
        yield client


def _workers_here(distributed: Any, count: int) -> Any:
    """Worker processes on this machine, heard by nobody else; one that dies is replaced."""
    try:
        return distributed.LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            memory_limit=0,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        )
    except (RuntimeError, OSError) as error:
        raise StageError(f"no worker processes could be started on this machine: {error}") from error


def _knock(address: str, patience: float) -> None:
    """Refuse an address at which nothing listens, before dask tries for long and complains at length."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    try:
        if not parts.hostname or not parts.port:
            raise ConfigError(f"--cluster {address}: give {LOCAL}, or the address of a dask scheduler, tcp://HOST:PORT")
        with socket.create_connection((parts.hostname, parts.port), timeout=patience):
            return
    except (OSError, ValueError) as error:
        raise ConfigError(f"no cluster can be reached at {address}: {error}") from error


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise ConfigError(
            f"to code on a cluster, install dask.distributed: pip install 'dragoman[cluster]' ({error})"
        ) from error
