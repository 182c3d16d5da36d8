"""Documents over machines: real processes on the loopback, one of them killed, and the same bytes as without."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main
from dragoman.cluster import problem_with, run_on_cluster, stamp_of
from dragoman.config import Code, Config
from dragoman.errors import ConfigError, StageError
from dragoman.model import Account, Document
from dragoman.stream import code_paths
from dragoman.worker import CODE, Job, Settings, worker_for

STATES = ("Albania", "Norway", "Sweden", "Poland", "Turkey", "Greece", "Japan", "India", "Chile", "Peru", "Cuba")
QUIET = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")
FILLER = "Nobody spoke of the port again. " * 2000  # a shard each: documents travel alone


@dataclass(frozen=True)
class Cluster:
    """A scheduler on the loopback and its worker processes, by name."""

    address: str
    workers: dict[str, subprocess.Popen[bytes]]

    @contextmanager
    def client(self) -> Iterator[Any]:
        distributed = pytest.importorskip("distributed")
        with distributed.Client(self.address, set_as_default=False) as client:
            yield client


def start(command: str, *options: object) -> subprocess.Popen[bytes]:
    module = f"distributed.cli.dask_{command}"
    return subprocess.Popen([sys.executable, "-m", module, *map(str, options)], stderr=subprocess.DEVNULL)


@contextmanager
def cluster(folder: Path, names: Sequence[str], *, threads: int = 1) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    told = folder / "scheduler.json"
    started = [start("scheduler", "--host", "127.0.0.1", "--port", 0, "--scheduler-file", told, *QUIET)]
    try:
        end = time.monotonic() + 60
        while not told.exists() or not told.read_text("utf-8"):
            assert time.monotonic() < end, "the scheduler does not start"
            time.sleep(0.05)
        address = json.loads(told.read_text("utf-8"))["address"]
        workers = {}
        for name in names:
            options = ["--nthreads", threads, "--no-nanny", "--name", name, *QUIET]
            workers[name] = start("worker", address, *options, "--local-directory", folder / name)
            started.append(workers[name])
        yield Cluster(address, workers)
    finally:
        for process in started:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("two"), ("one", "other")) as made:
        with made.client() as client:
            client.wait_for_workers(2, timeout=60)
        yield made


def papers(folder: Path, count: int) -> list[Path]:
    folder.mkdir()
    for at in range(count):
        one, other = STATES[at % 11], STATES[(at * 7 + 3) % 11]
        told = f"On {1 + at % 28} May {1946 + at} {one} protested to {other}. {other} rejected the protest."
        (folder / f"{at:02}.txt").write_text(f"Paper {at}\n\n{told}\n\n{FILLER}\n", encoding="utf-8")
    return sorted(folder.iterdir())


def dragoman(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def unheard(*told: object) -> None:
    raise AssertionError(told)


def test_nothing_is_lost_or_doubled_when_a_worker_is_killed_half_way(tmp_path: Path) -> None:
    files = papers(tmp_path / "papers", 24)
    wanted = list(code_paths(files, Settings(), workers=1, heard=unheard))
    assert sum(len(accounts) for _, accounts in wanted) >= len(files)
    with cluster(tmp_path, ("victim", "other")) as made, made.client() as client:
        client.wait_for_workers(2, timeout=60)
        got: list[tuple[Document, tuple[Account, ...]]] = []
        for pair in code_paths(files, Settings(), cluster=made.address, heard=unheard):
            got.append(pair)
            if len(got) == 6:
                by_name = {one["name"]: address for address, one in client.scheduler_info()["workers"].items()}
                assert client.processing()[by_name["victim"]], "it has nothing in hand that could be lost"
                assert client.run(worker_for.cache_info)[by_name["victim"]].misses == 1
                made.workers["victim"].kill()
                assert made.workers["victim"].wait() == -signal.SIGKILL
        assert got == wanted
        (survivor,) = client.run(worker_for.cache_info).values()
        assert survivor.misses == 1 and survivor.hits > 0  # the parser is loaded once a worker


def test_the_command_gives_the_same_bytes_on_a_cluster(tmp_path: Path, two: Cluster) -> None:
    files = papers(tmp_path / "papers", 5)
    files.reverse()
    assert dragoman("code", *files, "--out", tmp_path / "here", "--workers", 1).exit_code == 0
    there = dragoman("code", *files, "--out", tmp_path / "there", "--cluster", two.address)
    local = dragoman("code", *files, "--out", tmp_path / "local", "--cluster", "local", "--workers", 2)
    assert (there.exit_code, local.exit_code) == (0, 0), (there.output, local.output)
    bytes_here = (tmp_path / "here").read_bytes()
    assert len(bytes_here.splitlines()) >= 5
    assert bytes_here == (tmp_path / "there").read_bytes() == (tmp_path / "local").read_bytes()


def test_a_file_that_a_worker_cannot_see_is_named(two: Cluster, tmp_path: Path) -> None:
    extra = tmp_path / "authority.csv"
    extra.write_text("", encoding="utf-8")

    def jobs() -> Iterator[Job]:
        extra.unlink()  # the asker has seen it; for a worker it is not there
        yield from _jobs()

    with pytest.raises(StageError, match=r"worker tcp://127\.0\.0\.1:\d+ cannot see .*authority\.csv"):
        list(run_on_cluster(Settings(extra=extra), jobs(), address=two.address))


def test_an_error_of_a_worker_is_the_one_that_would_be_raised_here(two: Cluster) -> None:
    with pytest.raises(ConfigError, match="no coder 'none such'"):
        list(run_on_cluster(Settings(config=Config(code=Code(coder="none such"))), _jobs(), address=two.address))


def test_a_cluster_without_workers_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    with cluster(tmp_path, ()) as made, pytest.raises(StageError, match=r"no worker has joined .* dask worker tcp://"):
        list(run_on_cluster(Settings(), _jobs(), address=made.address, patience=0.5))


def test_a_cluster_that_loses_its_last_worker_is_given_up(tmp_path: Path) -> None:
    files = papers(tmp_path / "papers", 8)
    with cluster(tmp_path, ("only",)) as made, made.client() as client:
        client.wait_for_workers(1, timeout=60)
        results = run_on_cluster(Settings(), _jobs(files), address=made.address, patience=4)
        next(results)
        made.workers["only"].kill()
        with pytest.raises(StageError, match="no worker is left"):
            list(results)


def test_an_address_where_nobody_listens_is_refused() -> None:
    pytest.importorskip("distributed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    result = dragoman("code", __file__, "--cluster", address)
    assert (result.exit_code, f"no cluster can be reached at {address}" in result.stderr) == (1, True)
    result = dragoman("code", __file__, "--cluster", "nonsense")
    assert (result.exit_code, "the address of a dask scheduler" in result.stderr) == (1, True)


def test_without_the_extra_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = dragoman("code", __file__, "--cluster", "local")
    assert (result.exit_code, "pip install 'dragoman[cluster]'" in result.stderr) == (1, True)


def test_workers_are_counted_only_on_this_machine() -> None:
    result = dragoman("code", __file__, "--cluster", "127.0.0.1:8786", "--workers", 2)
    assert (result.exit_code, "--workers is for this machine" in result.stderr) == (2, True)


def test_a_worker_that_would_give_other_results_is_refused(tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "meta.json").write_text("{}", encoding="utf-8")
    settings = Settings(config=Config(code=Code(model=str(model))))
    before = stamp_of(settings)
    assert problem_with(before, stamp_of(settings)) == ""
    assert "--nworkers 8 --nthreads 1" in problem_with(before, before, threads=8)
    assert "another version of Dragoman" in problem_with(before, ((CODE, "0"), *before[1:]))
    (model / "meta.json").write_text("{ }", encoding="utf-8")
    assert problem_with(before, stamp_of(settings)) == f"has another {model} than this machine"
    (model / "meta.json").unlink()
    model.rmdir()
    assert problem_with(before, stamp_of(settings)).startswith(f"cannot see {model}")


def _jobs(files: Sequence[Path] = ()) -> list[Job]:
    from tests.records import a_document, a_source

    texts = [file.read_text("utf-8") for file in files] or ["In 1957 Albania thanked the Soviet Union."]
    return [Job(document=a_document(text), source=a_source(text), stages=(CODE,)) for text in texts]
