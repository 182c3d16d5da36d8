"""Takes a picture of every page of the example, light and dark, wide and narrow: ``python docs/screenshots.py``.

Needs the example (``make demo``) and Chromium. What the browser objects to (a refused style or script, an error in a
script) is printed, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import contextlib
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from dragoman.web.app import create_app
from dragoman.web.serving import bind
from dragoman.web.settings import Settings

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The printed address of a server of the project, stopped afterwards."""
    taken = bind(0)
    settings = Settings(port=taken.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(create_app(folder, settings), log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield settings.address
    server.should_exit = True
    thread.join(10)
    taken.close()


def pages(folder: Path) -> dict[str, str]:
    """Each page's name and address; documents and events by what the project holds."""
    with contextlib.closing(sqlite3.connect(f"{(folder / 'dragoman.db').resolve().as_uri()}?mode=ro", uri=True)) as db:
        document = db.execute("SELECT id FROM documents ORDER BY path LIMIT 1").fetchone()[0]
        event = db.execute(
            "SELECT e.id FROM events AS e JOIN event_accounts AS a ON a.event_id = e.id"
            " GROUP BY e.id ORDER BY e.standing <> 'contested', count(*) DESC, e.id LIMIT 1"
        ).fetchone()[0]
    return {
        "home": "/",
        "sources": "/sources",
        "document": f"/documents/{document}",
        "event": f"/events/{event}",
        "relations": "/relations",
        "relation": "/relations/ALB/SUN",
        "search": "/search?q=moscow",
        "timeline": "/timeline",
        "timeline-span": "/timeline?a=ALB&b=SUN&since=1960&until=1961",
        "system": "/system?year=1961",
        "changes": "/system/changes",
        "actors": "/actors",
        "persons": "/actors?kind=persons",
        "state": "/actors/SUN",
        "person": "/actors/person:khrushchev-nikita",
        "checks": "/checks",
        "sensitivity": "/relations/ALB/SUN/sensitivity?draws=true",
        "forecast": "/relations/ALB/SUN/forecast",
        "tables": "/tables",
        "compose": "/relations/ALB/SUN/dossier",
        "dossier": "/relations/ALB/SUN/dossier?do=preview",
    }


def take(browser: Browser, address: str, paths: dict[str, str], out: Path) -> list[str]:
    """Takes the pictures; returns what the browser objected to."""
    faults: list[str] = []
    for size_name, size in (("wide", WIDE), ("narrow", NARROW)):
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport=size, color_scheme=scheme, device_scale_factor=1)  # type: ignore[arg-type]
            page = context.new_page()
            page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.goto(address)
            for name, path in paths.items():
                page.goto(address.partition("/?")[0] + path)
                if page.locator("[data-chart]").count():
                    page.wait_for_selector("[data-chart] svg", timeout=20_000)
                page.wait_for_timeout(200)
                page.screenshot(path=out / f"{name}-{size_name}-{scheme}.png", full_page=size_name == "wide")
            context.close()
    return faults


def main() -> int:
    """Takes the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path, nargs="?", default=Path("demo-project"))
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--only", nargs="*", help="names of pages")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    paths = {name: path for name, path in pages(asked.project).items() if not asked.only or name in asked.only}
    with served(asked.project) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        faults = take(browser, address, paths, asked.out)
        browser.close()
    for fault in dict.fromkeys(faults):
        print(fault)
    print(f"{4 * len(paths)} pictures in {asked.out}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
