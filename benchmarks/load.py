"""Many at once: 50 readers and 5 correctors for a minute on the loopback, ``python -m benchmarks.load``.

The server is ``dragoman serve`` in a process of its own, on a made project (``--documents``), the clients one process
beside it. A reader looks at a page, reads for two to five seconds, and goes on to the next; the pages are drawn by
lot, so that most have not been asked for since the project last changed; a relation's chart is loaded as a browser
does. A corrector accepts, rejects or dates an account, gives a reason, and looks at what it moved, every eight to
sixteen seconds; now and then takes it back. Two correctors may meet on one account: who comes second is told so, and
that is no error.

Printed: answers a second, the times in which half, 95 and 99 % of the pages were there, errors, and whether every
judgement that was answered for stands in the project's file, once.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import httpx

from benchmarks.made_project import STATES, WORDS, make_project
from dragoman.judgement_file import read_judgements
from dragoman.store import Reader
from dragoman.workbench import Workbench

LIMIT = 0.5
"""Seconds in which 95 of 100 pages are to be there."""

MADE = re.compile(r"/judgements/([^?]+)")
VERSION = re.compile(r'name="version" value="([^"]*)"')
CSRF = re.compile(r'name="csrf" content="([^"]*)"')


@dataclass(slots=True)
class Tally:
    """What came of it: seconds by kind of page, what went wrong, and the judgements answered for."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    made: list[str] = field(default_factory=list)
    meanwhile: int = 0
    gone: int = 0

    def note(self, kind: str, seconds: float, answer: httpx.Response) -> None:
        """Notes one answer."""
        self.seconds.setdefault(kind, []).append(seconds)
        if kind == "event" and answer.status_code == 404:
            # A judgement has put the accounts of that event together otherwise; the page says so.
            self.gone += 1
        elif answer.status_code not in (200, 303):
            self.errors[f"{kind}: {answer.status_code}"] += 1


@dataclass(frozen=True, slots=True)
class Known:
    """Ids to draw from."""

    documents: tuple[str, ...]
    events: tuple[str, ...]
    accounts: tuple[str, ...]


def know(folder: Path, *, most: int = 400) -> Known:
    """Ids of a made project, every so many of them."""
    with Reader(folder / "dragoman.db") as reader:
        documents = [one["id"] for one in reader.list_documents(order="path", limit=most)]
        accounts = [one for document in documents[:most] for one in reader.accounts(document_id=document)]
        events = [one.id for one in reader.events(between=("ALB", "SUN"))][:most]
    return Known(documents=tuple(documents), events=tuple(events), accounts=tuple(one.id for one in accounts))


async def ask(client: httpx.AsyncClient, tally: Tally, kind: str, path: str, **form: str) -> httpx.Response | None:
    """One page, or one form that is sent."""
    begin = time.perf_counter()
    try:
        answer = await (client.post(path, data=form) if form else client.get(path))
    except httpx.HTTPError as error:
        tally.errors[f"{kind}: {type(error).__name__}"] += 1
        return None
    tally.note(kind, time.perf_counter() - begin, answer)
    return answer


def draw_page(draw: random.Random, known: Known) -> tuple[str, str]:
    """A page as readers choose them: documents and events most, then relations and searches."""
    kind = draw.choices(
        ("document", "event", "relation", "search", "sources", "home", "timeline"), (30, 25, 15, 15, 8, 5, 2)
    )[0]
    a, b = draw.sample(STATES, 2)
    paths = {
        "document": f"/documents/{draw.choice(known.documents)}",
        "event": f"/events/{draw.choice(known.events)}",
        "relation": f"/relations/{a}/{b}",
        "search": draw.choice((f"/search?q={draw.choice(WORDS)}", f"/search?a={a}&b={b}", "/search?type=ACCUSE")),
        "sources": f"/sources?page={draw.randint(1, 5)}",
        "home": "/",
        "timeline": f"/timeline?a={a}&b={b}",
    }
    return kind, paths[kind]


async def read(client: httpx.AsyncClient, tally: Tally, known: Known, seed: int, until: float) -> None:
    """One reader."""
    draw = random.Random(seed)
    await asyncio.sleep(draw.uniform(0, 5))
    while time.monotonic() < until:
        kind, path = draw_page(draw, known)
        await ask(client, tally, kind, path)
        if kind == "relation":
            await ask(client, tally, "chart", f"{path}/chart.vl.json")
        await asyncio.sleep(draw.uniform(2, 5))


async def correct(client: httpx.AsyncClient, tally: Tally, known: Known, seed: int, until: float) -> None:
    """One corrector."""
    draw = random.Random(seed)
    await asyncio.sleep(draw.uniform(0, 12))
    while time.monotonic() < until:
        path = f"/decide/{draw.choice(known.accounts)}"
        page = await ask(client, tally, "form", path)
        if page is not None and page.status_code == 200:
            await judge(client, tally, draw, path=path, page=page.text, by=f"corrector {seed}")
        await asyncio.sleep(draw.uniform(8, 16))


async def judge(client: httpx.AsyncClient, tally: Tally, draw: random.Random, *, path: str, page: str, by: str) -> None:
    """One judgement, and now and then its being taken back."""
    (csrf,), version = CSRF.findall(page), VERSION.findall(page)[0]
    form = {"csrf": csrf, "version": version, "by": by, "why": f"by lot {draw.random()}"}
    verdict = draw.choice(("accept", "reject", "correct"))
    if verdict == "correct":
        form["f.date"] = f"19{draw.randint(50, 80)}-0{draw.randint(1, 9)}"
    answer = await ask(client, tally, "judgement", path, verdict=verdict, **form)
    if answer is None or answer.status_code != 303:
        return
    went = answer.headers["location"]
    found = MADE.match(went)
    if not found:
        if "meanwhile" in went:
            tally.meanwhile += 1
        else:
            tally.errors[f"judgement refused: {unquote(went)[-80:]}"] += 1
        return
    tally.made += unquote(found[1]).split(",")
    await ask(client, tally, "what it moved", went)
    if draw.random() < 0.2:
        undone = await ask(client, tally, "undo", f"/judgements/{found[1]}/undo", csrf=csrf, by=by)
        if undone is not None and (back := MADE.match(undone.headers.get("location", ""))):
            tally.made += unquote(back[1]).split(",")


async def put_load(address: str, known: Known, *, readers: int, correctors: int, seconds: float) -> Tally:
    """All readers and correctors for so long, each with a connection of its own."""
    tally = Tally()
    limits = httpx.Limits(max_connections=readers + correctors, max_keepalive_connections=readers + correctors)
    async with httpx.AsyncClient(base_url=address.partition("/?")[0], limits=limits, timeout=60) as client:
        await client.get(address)
        await client.get("/relations/ALB/SUN")
        until = time.monotonic() + seconds
        await asyncio.gather(
            *(read(client, tally, known, seed, until) for seed in range(readers)),
            *(correct(client, tally, known, 1000 + seed, until) for seed in range(correctors)),
        )
    return tally


def share(times: list[float], part: float) -> float:
    """The time in which that part of them were there."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def tell(tally: Tally, folder: Path, seconds: float) -> bool:
    """Prints what came of it; says whether it was as it should be."""
    every = [one for times in tally.seconds.values() for one in times]
    print(f"{len(every)} answers, {len(every) / seconds:.1f} a second")
    for kind, times in [*sorted(tally.seconds.items()), ("all", every)]:
        parts = "".join(f"{share(times, part) * 1000:>8.0f}" for part in (0.5, 0.95, 0.99))
        print(f"{kind:<16} {len(times):>6} {parts}  ms (half, 95 %, 99 %)")
    noted = Counter(one.id for one in read_judgements(folder / "judgements.jsonl").judgements)
    lost = [one for one in tally.made if noted[one] != 1]
    extra = len(noted) - len(set(tally.made))
    print(
        f"{len(tally.made)} judgements answered for, {len(lost)} lost or double, {extra} written unanswered;"
        f" {tally.meanwhile} told that somebody was quicker, {tally.gone} asked for an event that is another now;"
        f" errors: {dict(tally.errors) or 'none'}"
    )
    return not lost and not extra and not tally.errors and share(every, 0.95) <= LIMIT


def serve(folder: Path) -> subprocess.Popen[str]:
    """The server, in a process of its own."""
    command = [sys.executable, "-c", "from dragoman.cli import main; main()", "serve", str(folder), "--port", "0"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def address_of(server: subprocess.Popen[str]) -> str:
    """The address that the server prints.

    Raises:
        RuntimeError: it prints none.
    """
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise RuntimeError("the server did not start")


def main() -> int:
    """Puts the load on a made project and prints what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=250)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--correctors", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "project"
        make_project(folder, documents=asked.documents)
        # Its events as they are put together, not as they were made: a judgement would do so, and rename them.
        Workbench(folder).settle()
        known = know(folder)
        server = serve(folder)
        try:
            address = address_of(server)
            tally = asyncio.run(
                put_load(address, known, readers=asked.readers, correctors=asked.correctors, seconds=asked.seconds)
            )
        finally:
            server.terminate()
            server.wait(20)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(
            f"{asked.readers} readers and {asked.correctors} correctors for {asked.seconds:.0f} s,"
            f" {asked.documents:,} documents; the server computed for {spent.ru_utime + spent.ru_stime:.0f} s"
        )
        return 0 if tell(tally, folder, asked.seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
