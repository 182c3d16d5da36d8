"""Where the corpora outside the repository lie, if they are there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from tests.example import coded_example
from tests.records import FakeCoder

from dragoman import worker

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("repeatable", derandomize=True)  # a run says the same each time
settings.register_profile("search", max_examples=2000, print_blob=True)  # `pytest --hypothesis-profile search` hunts
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora beside the checkout; a test that asks for it is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the corpora outside the repository are not here")
    return folder


@pytest.fixture(scope="session")
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example after a run, to be read and never to be changed (``copy_example`` gives a copy)."""
    return coded_example(request.config, tmp_path_factory)


@pytest.fixture
def fake_coder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Coding by the coder of tests/records.py, without a parser."""
    monkeypatch.setattr(worker, "load_plugin", lambda kind, name: FakeCoder)
    worker.worker_for.cache_clear()
    FakeCoder.coded.clear()
    yield
    worker.worker_for.cache_clear()
