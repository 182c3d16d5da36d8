"""A server of the example, asked without a network: let in, read-only, or not let in at all."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.example import copy_example

import dragoman
from dragoman.web.app import create_app
from dragoman.web.settings import Settings

with warnings.catch_warnings():
    # Starlette's client asks for another library than httpx from its next version on.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
HOSTILE = """---
title: <script>alert("title")</script>
author: "<img src=x onerror=alert('author')>"
sender: "<b onclick=alert(1)>Tirana</b>"
date: 1961-12-05
standpoint: ALB
genre: dispatch
---

# <script>alert("heading")</script>

On 3 December 1961 the Soviet Union broke off relations with Albania <script>alert("text")</script>, "><svg/onload=x>.
"""


@pytest.fixture(scope="session")
def project(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example and a document full of script tags, built once; nobody changes it."""
    folder = copy_example(example, tmp_path_factory.mktemp("web") / "project")
    hostile = folder.parent / "<script>.md"
    hostile.write_text(HOSTILE, encoding="utf-8")
    workbench = dragoman.open(folder)
    workbench.add(hostile)
    workbench.run(workers=1)
    return folder


Connect = Callable[..., TestClient]


@pytest.fixture(scope="session")
def connect() -> Iterator[Connect]:
    """Opens a client to a project's server; it is let in unless ``let_in`` is False."""
    opened: list[TestClient] = []

    def open_client(folder: Path, *, let_in: bool = True, read_only: bool = False, **more: int) -> TestClient:
        settings = Settings(port=PORT, read_only=read_only, **more)
        client = TestClient(create_app(folder, settings), base_url=ADDRESS, follow_redirects=False)
        client.settings = settings  # type: ignore[attr-defined]
        if let_in:
            assert client.get(f"/?token={settings.token}").status_code == 303
        opened.append(client)
        return client

    yield open_client
    for client in opened:
        client.close()


@pytest.fixture(scope="session")
def web(project: Path, connect: Connect) -> TestClient:
    """A client that has been let in to the example."""
    return connect(project)
