"""A browser, and servers of the example for it; without Chromium the tests say that they were left out."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from tests.browser.crawl import Crawled, crawl
from tests.browser.driving import Sitting
from tests.example import copy_example
from tests.sources.made_pdf import make_pdf

import dragoman
from dragoman.web.app import create_app
from dragoman.web.serving import bind
from dragoman.web.settings import Settings

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
LEFT_OUT = "the tests in a browser were left out: {} (Debian and Ubuntu: apt-get install chromium)"
PATIENCE = 20_000
"""Milliseconds; a page takes a few hundred on a machine that has nothing else to do."""

HOSTILE = """---
title: '"><script>window.broken = 1</script>'
author: "<img src=x onerror='window.broken = 2'>"
date: 1961-12-05
standpoint: ALB
genre: dispatch
---

# <script>window.broken = 3</script>

On 3 December 1961 the Soviet Union broke off relations with Albania, said O'Brien "the Red" <b>&amp;</b> others.

In 1960 Albania accused the Soviet Union of {long}.

في عام 1960 اتهمت ألبانيا الاتحاد السوفيتي. בשנת 1961 ניתקה ברית המועצות את היחסים. \u202eesrever\u202c
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests of this folder, and keeps them in one process: they share a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser, without a window."""
    if CHROMIUM is None:
        pytest.skip(LEFT_OUT.format("Chromium is not installed"))
    playwright = pytest.importorskip("playwright.sync_api", reason=LEFT_OUT.format("Playwright is not installed"))
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


Serve = Callable[..., Settings]


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Starts a server of a project; all are stopped at the end."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(folder: Path, *, read_only: bool = False) -> Settings:
        taken = bind(0)
        settings = Settings(port=taken.getsockname()[1], read_only=read_only)
        config = uvicorn.Config(create_app(folder, settings), log_level="error", access_log=False, ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        running.append((server, thread))
        deadline = time.monotonic() + PATIENCE / 1000
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        assert server.started
        return settings

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def project(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, a document that would do harm and a printed page; nobody changes it."""
    folder = copy_example(example, tmp_path_factory.mktemp("browser") / "project")
    hostile = folder.parent / '<b>O\'Brien "the Red".md'
    hostile.write_text(HOSTILE.replace("{long}", "treachery" * 60), encoding="utf-8")
    printed = folder.parent / "paper.pdf"
    printed.write_bytes(make_pdf([[(72, 700, 12, "In March 1961 Albania criticised the Soviet Union.")]] * 2))
    workbench = dragoman.open(folder)
    workbench.add(hostile, printed)
    workbench.run(workers=1)
    judged = workbench.relation("ALB", "SUN").events[0].account_ids[0]
    workbench.judge(judged, "accept", by="O'Brien", at="2026-01-01T12:00:00+00:00", why="<b>so it stands</b>")
    workbench.settle()
    return folder


@pytest.fixture(scope="session")
def settings(project: Path, serve: Serve) -> Settings:
    """A server of the example."""
    return serve(project)


@pytest.fixture(scope="session")
def crawled(settings: Settings) -> Crawled:
    """An address of every page that a link leads to."""
    return crawl(settings)


Sit = Callable[..., Sitting]


@pytest.fixture
def sit(chromium: Any) -> Iterator[Sit]:
    """Opens a window at a server, let in by the printed address; at the end nothing may have gone wrong in it."""
    opened: list[Sitting] = []

    def open_window(settings: Settings, **more: Any) -> Sitting:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **more})
        context.set_default_timeout(PATIENCE)
        sitting = Sitting(context, settings)
        opened.append(sitting)
        return sitting

    yield open_window
    faults = [fault for one in opened for fault in one.close()]
    assert not faults, faults
