"""How long the server needs for each page of a large project: ``python -m benchmarks.web_pages FOLDER``.

``FOLDER`` is made first when it is not there (``--documents``). Times are processor milliseconds, so that other work on
the machine does not count: of the first time a server is asked for a page, of the first time after the project has
changed elsewhere, and of the next. Where a word that the page is being worked out comes first, ``word`` is its time.
"""

from __future__ import annotations

import argparse
import os
import re
import time
import warnings
from html import unescape
from pathlib import Path

from benchmarks.made_project import make_project
from dragoman.store import Narrowing, Reader
from dragoman.web.app import create_app
from dragoman.web.settings import Settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

LIMIT = 200.0
"""Milliseconds in which a page is to be answered."""

REFRESH = re.compile(r'http-equiv="refresh" content="0; url=([^"]+)"')


def addresses(folder: Path) -> list[str]:
    """An address of each kind of page, the dear ones among them."""
    with Reader(folder / "dragoman.db") as reader:
        document = reader.list_documents(order="path", limit=1, offset=100)[0]["id"]
        key = reader.find(Narrowing(event_type="ACCUSE"), most=1)
        event = reader.told_in(key, Narrowing(event_type="ACCUSE"))[0][1]
    return [
        "/", "/sources", "/sources?page=500", "/sources?q=treaty&genre=press", "/sources?sort=accounts",
        f"/documents/{document}", f"/events/{event}", "/relations", "/relations/ALB/SUN", "/search?q=treaty",
        '/search?q="oil wheat harbour"', "/search?type=ACCUSE", "/search?since=1960&until=1961",
        "/search?speaker=diplomats", "/search?standing=contested&a=USA", "/search?q=harbour&a=ALB&b=SUN",
        "/search?q=wheat&genre=press", "/search?q=wheat&type=AID",
        "/timeline", "/timeline?since=1960&until=1962", "/timeline?a=ALB&b=SUN&page=3", "/system", "/system?year=1961",
        "/system/changes", "/actors", "/actors/SUN", "/checks", "/checks?severity=error&page=3", "/tables",
        "/relations/ALB/SUN/sensitivity", "/relations/ALB/SUN/sensitivity?since=1960&until=1962",
        "/relations/ALB/SUN/forecast", "/relations/ALB/SUN/dossier", "/relations/ALB/SUN/dossier?do=preview&until=1950",
    ]  # fmt: skip


def main() -> None:
    """Prints a line for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=50_000)
    asked = parser.parse_args()
    if not asked.folder.exists():
        make_project(asked.folder, documents=asked.documents)
    settings = Settings(port=8765)
    client = TestClient(create_app(asked.folder, settings), base_url="http://127.0.0.1:8765")
    client.get(f"/?token={settings.token}", follow_redirects=False)
    # What is loaded once for a server, whatever the project: lists of actors, statistics.
    client.get("/relations/USA/GBR")
    print(f"{'page':<50} {'server':>8} {'change':>8} {'word':>8} {'next':>8}  ms")
    for path in addresses(asked.folder):
        os.utime(asked.folder / "dragoman.db")
        server, _ = measure(client, path)
        os.utime(asked.folder / "dragoman.db")
        change, word = measure(client, path)
        following, _ = measure(client, path)
        over = "  next over" if following > LIMIT else "  change over" if change > LIMIT else ""
        said = f"{word:.0f}" if word else ""
        print(f"{path:<50} {server:>8.0f} {change:>8.0f} {said:>8} {following:>8.0f}{over}", flush=True)


def measure(client: TestClient, path: str) -> tuple[float, float]:
    """Processor milliseconds for one page, and of these for the word that comes before it (0 where none does).

    Raises:
        RuntimeError: the page was not answered.
    """
    begin = time.process_time()
    answer = client.get(path)
    word = 0.0
    if (follows := REFRESH.search(answer.text)) is not None:
        word = (time.process_time() - begin) * 1000
        answer = client.get(unescape(follows[1]))
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return (time.process_time() - begin) * 1000, word


if __name__ == "__main__":
    main()
