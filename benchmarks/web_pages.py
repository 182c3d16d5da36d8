"""How long the server needs for each page of a large project: ``python -m benchmarks.web_pages FOLDER``.

``FOLDER`` is made first when it is not there (``--documents``). Times are processor milliseconds, so that other work on
the machine does not count: of the first time a page is asked for after the project has changed, and of the next.
"""

from __future__ import annotations

import argparse
import os
import time
import warnings
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
    print(f"{'page':<40} {'first':>8} {'next':>8}  ms")
    for path in addresses(asked.folder):
        os.utime(asked.folder / "dragoman.db")
        first, following = (measure(client, path) for _ in range(2))
        over = "  both over" if following > LIMIT else "  first over" if first > LIMIT else ""
        print(f"{path:<40} {first:>8.0f} {following:>8.0f}{over}", flush=True)


def measure(client: TestClient, path: str) -> float:
    """Processor milliseconds for one page.

    Raises:
        RuntimeError: the page was not answered.
    """
    begin = time.process_time()
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return (time.process_time() - begin) * 1000


if __name__ == "__main__":
    main()
