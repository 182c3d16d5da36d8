"""Takes a picture of every page of the example, light and dark, wide and narrow: ``python docs/screenshots.py``.

Needs the example (``make demo``) and Chromium. What the browser objects to (a refused style or script, an error in a
script) is printed, and the exit code is then 1. ``--docs`` takes the small pictures of ``docs/workbench.md``, one of a
page, of a copy of the example in which one account has been judged.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import os
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

import dragoman
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
        account = db.execute("SELECT account_id FROM event_accounts WHERE event_id = ? ORDER BY 1", [event]).fetchone()[
            0
        ]
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
        "review": "/review",
        "decide": f"/decide/{account}",
        "judgements": "/judgements",
        "add": f"/documents/{document}/add",
        "run": "/run",
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


DOCS = Path(__file__).resolve().parent / "images" / "workbench"
SHOWN = {
    "home": "", "sources": "", "document": "article.reader", "event": "", "relation": "", "search": "",
    "timeline-span": "", "system": "", "person": "", "checks": "", "sensitivity": "", "forecast": "", "review": "",
    "decide": "", "moved": "", "judgements": "", "compose": "", "dossier": "article.shown",
}  # fmt: skip
"""The pictures of the docs, and the part of the page at which each begins ("" for its top)."""
DARK = ("relation",)
"""Those shown dark as well."""
TO_WEBP = """async (png) => {
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext("2d").drawImage(picture, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/webp", quality: 0.8 })).arrayBuffer());
  let text = "";
  for (const one of bytes) text += String.fromCharCode(one);
  return btoa(text);
}"""


@contextlib.contextmanager
def judged(project: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the project in which one account has been judged; and the id of the judgement."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(project, Path(scratch) / "project"))
        bench = dragoman.open(folder)
        relation = bench.relation("ALB", "SUN")
        told = relation.ruptures[0].event_ids[-1]
        account = next(one for one in relation.events if one.id == told).account_ids[0]
        (made,) = bench.judge(
            account, "correct", value="date=1961-12-04", by="A. Reader", at="2026-01-05T10:00:00+00:00",
            why="The note was handed over on the day after.",
        )  # fmt: skip
        bench.settle()
        yield folder, made.id


def take_for_docs(browser: Browser, address: str, paths: dict[str, str]) -> list[str]:
    """Takes the pictures of the docs; returns what the browser objected to."""
    faults: list[str] = []
    DOCS.mkdir(parents=True, exist_ok=True)
    blank = browser.new_page()
    for scheme in ("light", "dark"):
        context = browser.new_context(
            viewport={"width": 1200, "height": 780}, color_scheme=scheme, device_scale_factor=1
        )  # type: ignore[arg-type]
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(address)
        for name, part in SHOWN.items():
            if scheme == "dark" and name not in DARK:
                continue
            page.goto(address.partition("/?")[0] + paths[name])
            page.locator("[data-chart] .picture > img").first.wait_for(state="detached", timeout=60_000)
            if part:
                page.locator(part).first.evaluate("(one) => one.scrollIntoView({ behavior: 'instant' })")
            page.wait_for_timeout(300)
            png = base64.b64encode(page.screenshot()).decode("ascii")
            ending = "-dark" if scheme == "dark" else ""
            (DOCS / f"{name}{ending}.webp").write_bytes(base64.b64decode(blank.evaluate(TO_WEBP, png)))
        context.close()
    return faults


def main() -> int:
    """Takes the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path, nargs="?", default=Path("demo-project"))
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--only", nargs="*", help="names of pages")
    parser.add_argument("--docs", action="store_true", help="the pictures of docs/workbench.md")
    asked = parser.parse_args()
    if asked.docs:
        return main_for_docs(asked.project)
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


def main_for_docs(project: Path) -> int:
    """Takes the pictures of the docs."""
    # Forms suggest the name of who sits at the computer: no picture shows whose it was.
    os.environ["LOGNAME"] = "reader"
    with judged(project) as (folder, judgement), served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        faults = take_for_docs(browser, address, {**pages(folder), "moved": f"/judgements/{judgement}"})
        browser.close()
    for fault in dict.fromkeys(faults):
        print(fault)
    print(f"{len(SHOWN) + len(DARK)} pictures in {DOCS}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
