"""Pages of projects that are out of the ordinary: empty, locked, read-only, very full, in other scripts."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.example import copy_example
from tests.records import a_source

import dragoman
from dragoman.ids import content_id
from dragoman.model import Account, Document, Event, Party, Passage, evidence
from dragoman.project import create
from dragoman.store import Run, Writer
from dragoman.store.lock import WriteLock

MANY = 10_000
NAME = 'O\'Brien "the Red" <i>&amp;</i> \u202bأحمد\u202c'
LONG = "Donaudampfschifffahrts" * 40


def fixed_pages(web: Any) -> list[str]:
    """The addresses of all pages that need no record."""
    paths = web.get("/openapi.json").json()["paths"]
    pages = (path.removesuffix(".json") for path, what in paths.items() if "get" in what and path.endswith(".json"))
    wanted = [("/" if page == "/index" else page).format_map({"a": "ALB", "b": "SUN"}) for page in pages
              if not set(re.findall(r"{(\w+)}", page)) - {"a", "b"}]  # fmt: skip
    assert len(wanted) > 12
    return sorted(wanted)


def test_a_project_without_a_run_says_so_on_every_page(connect: Any, tmp_path: Path) -> None:
    create(tmp_path / "new", title=NAME)
    web = connect(tmp_path / "new")
    for path in fixed_pages(web):
        answer = web.get(path)
        assert answer.status_code in (200, 400, 404, 503), path
        assert "Traceback" not in answer.text and "<main" in answer.text and "<i>&amp;</i>" not in answer.text, path
        twin = web.get("/index.json" if path == "/" else f"{path}.json")
        assert twin.status_code == answer.status_code and isinstance(twin.json(), dict), path


def test_read_only_shows_everything_and_offers_no_change(connect: Any, project: Path) -> None:
    web, other = connect(project, read_only=True), connect(project)
    event = dragoman.open(project).relation("ALB", "SUN").events[0]
    for path in (*fixed_pages(web), f"/events/{event.id}", f"/decide/{event.id}"):
        answer = web.get(path)
        assert answer.status_code == other.get(path).status_code == 200, path
        for form in re.findall(r"<form\b[^>]*>.*?</form>", answer.text, re.S):
            # A dossier is composed by sending its form, and nothing is written: it is let through, or not offered.
            assert 'method="post"' not in form or "/dossier" in form, (path, form[:200])
    for path in (f"/decide/{event.id}", "/run", "/review/decide"):
        refused = web.post(path, data={"csrf": web.settings.csrf, "verdict": "accept"})
        assert refused.status_code == 403 and "read" in refused.text.casefold(), path


@pytest.fixture
def locked(example: Path, tmp_path: Path) -> Iterator[Path]:
    """A project into which another process is writing: the lock of a run, and an open transaction."""
    folder = copy_example(example, tmp_path / "project")
    with WriteLock(folder / "dragoman.db"):
        connection = sqlite3.connect(folder / "dragoman.db", isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        yield folder
        connection.execute("ROLLBACK")
        connection.close()


def test_while_a_run_writes_pages_are_read_and_judgements_taken(connect: Any, locked: Path) -> None:
    web = connect(locked)
    for path in fixed_pages(web):
        if "sensitivity" not in path and "forecast" not in path:
            assert web.get(path).status_code == 200, path
    account = dragoman.open(locked).relation("ALB", "SUN").events[0].account_ids[0]
    sent = web.post(
        f"/decide/{account}", data={"csrf": web.settings.csrf, "verdict": "reject", "by": NAME, "why": LONG}
    )
    assert sent.status_code == 303
    assert "/judgements/" in sent.headers["location"]
    (made,) = dragoman.open(locked).judgement_log().judgements
    assert (made.about, made.verdict, made.by, made.why) == (account, "reject", NAME, LONG)
    page = web.get(sent.headers["location"])
    assert page.status_code == 200 and "<i>&amp;</i>" not in page.text


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A document of one sentence after another, each told; all of them are one event."""
    folder = tmp_path_factory.mktemp("crowded") / "project"
    create(folder, title="Crowded")
    sentence = f"In 1961 Albania accused the Soviet Union of {{}} בשנת {LONG[:60]}. "
    texts = [sentence.format(number) for number in range(MANY)]
    parts = ["".join(texts[first : first + 20]).rstrip() for first in range(0, MANY, 20)]
    text = "\n\n".join(parts) + "\n"
    document = Document(
        id=content_id("doc", NAME), source_id=a_source(text).id, path=f"{NAME}.txt", text=text, title=NAME
    )
    passages, accounts, start = list[Passage](), list[Account](), 0
    for part in parts:
        passage = Passage(id=content_id("psg", start), document_id=document.id, start=start, end=start + len(part))
        passages.append(passage)
        at = start
        while (at := text.find("Albania accused", at, passage.end)) >= 0:
            words = evidence(passage.id, text, at, at + len("Albania accused the Soviet Union"))
            accounts.append(
                Account(
                    id=content_id("acc", at), document_id=document.id, event_type="ACCUSE",
                    actors=(Party(id="ALB", state="ALB", text="Albania"),),
                    recipients=(Party(id="SUN", state="SUN", text="the Soviet Union"),),
                    date="1961", date_how="explicit", sentence=words, evidence=words, confidence=0.8, coder="made",
                )
            )  # fmt: skip
            at += 1
        start += len(part) + 2
    assert len(accounts) == MANY
    event = Event(
        id="evt_crowded", account_ids=tuple(sorted(one.id for one in accounts)), event_type="ACCUSE", mode="",
        actors=("ALB",), recipients=("SUN",), date="1961", place="", score=-4.0, status="asserted",
        standing="single-source",
    )  # fmt: skip
    run = Run(id="run_made", config_digest="", inputs=(), versions={}, judgements_digest="", outputs={}, finished=True)
    with Writer(folder / "dragoman.db") as writer, writer.transaction():
        writer.put_run(run)
        writer.put_input(a_source(text).sha256, [a_source(text)], [(document, None, passages)], [])
        writer.put_accounts(document, accounts, run.id)
        writer.put_events([event], [], run.id)
    return folder, document.id, event.id


def test_ten_thousand_accounts_on_one_document(connect: Any, crowded: tuple[Path, str, str]) -> None:
    folder, document, event = crowded
    web = connect(folder)
    for path in (
        f"/documents/{document}", f"/documents/{document}?at=400000", f"/events/{event}", f"/decide/{event}",
        "/relations/ALB/SUN", "/sources", "/search?q=accused", "/timeline", "/checks", "/actors/ALB",
    ):  # fmt: skip
        begin = time.process_time()
        answer = web.get(path)
        assert answer.status_code == 200, path
        # Processor seconds, on a machine of any speed: what is shown is bounded, whatever the document holds.
        assert time.process_time() - begin < 10, path
        assert len(answer.text) < 3_000_000, (path, len(answer.text))
        assert "<i>&amp;</i>" not in answer.text, path
    twin = web.get(f"/documents/{document}.json").json()
    assert twin["accounts"] == MANY or twin["parts"] > 1
    shown = "".join(piece["text"] for block in twin["blocks"] for piece in block["segments"])
    assert "בשנת" in shown and LONG[:60] in shown
    assert web.get("/sources").text.count("O&#39;Brien &#34;the Red&#34; &lt;i&gt;") >= 1
