"""Correcting in the browser: every verdict, what it moves, two at once, undo, review, history, runs, new sources."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.web.test_web_pages import read

import dragoman
from dragoman.additions import find_words
from dragoman.store.lock import WriteLock
from dragoman.web.deciding.running import Runner
from dragoman.web.pages.run import safe_name
from dragoman.workbench import Workbench

Send = Callable[..., Any]


@pytest.fixture
def folder(project: Path, tmp_path: Path) -> Path:
    """The example, to be changed by one test."""
    copied = tmp_path / "project"
    shutil.copytree(project, copied)
    return copied


@pytest.fixture
def bench(folder: Path) -> Workbench:
    """The same project, to look at."""
    return dragoman.open(folder)


@pytest.fixture
def client(folder: Path, connect: Any) -> Any:
    """A client that has been let in to it."""
    return connect(folder)


@pytest.fixture
def send(client: Any) -> Send:
    """Sends a form, as a browser without scripts does."""

    def post(path: str, **fields: str) -> Any:
        told = {name.replace("__", "."): value for name, value in fields.items()}
        return client.post(path, data={"csrf": client.settings.csrf, **told})

    return post


def query_of(answer: Any) -> dict[str, str]:
    assert answer.status_code == 303
    return {name: values[-1] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def biggest(bench: Workbench) -> Any:
    return min(bench.events(), key=lambda one: (-len(one.account_ids), one.id))


def test_every_page_of_correcting_is_whole_and_has_its_twin(client: Any, bench: Workbench) -> None:
    event = biggest(bench)
    person = next(one for one in bench.names() if one.variants)
    ids = [event.id, event.account_ids[0], bench.reasons()[0].id, bench.findings()[0].id, person.id]
    ids.append(person.variants[0].id)
    document = bench.documents()[0]
    paths = [f"/decide/{one}" for one in ids]
    paths += [f"/decide/{event.account_ids[0]}?preview=reject", "/review", "/judgements", "/run"]
    paths += [f"/documents/{document.id}/add", f"/documents/{document.id}/add?quote=the"]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        found = read(answer.text)
        assert [tag for tag, _ in found].count("h1") == 1, path
        known = [attributes["id"] for _, attributes in found if attributes.get("id")]
        assert len(known) == len(set(known)), path
        for tag, attributes in found:
            assert not attributes.keys() & {"style", "onclick"}, path
            if tag == "form" and attributes.get("method") == "post":
                assert str(attributes["action"]).startswith("/")
        name, _, query = path.partition("?")
        assert client.get(f"{name}.json?{query}").status_code == 200, path
    for path in ("/decide/acc_0", "/judgements/jdg_0", "/documents/doc_0/add"):
        assert client.get(path).status_code == 404


def test_a_correction_is_seen_on_the_next_page_and_undone(client: Any, send: Send, bench: Workbench) -> None:
    account = next(one for one in bench.accounts() if one.date and len(one.date) == 10)
    before = client.get(f"/decide/{account.id}.json").json()
    assert before["card"]["checked"] == "machine"
    fields = {"verdict": "correct", "version": before["form"]["version"], "why": "<script>alert(1)</script>"}
    answer = send(f"/decide/{account.id}", **fields, by="Ana", f__date="1955-07", f__actors="Soviet Union, albania")
    path = urlsplit(answer.headers["location"]).path
    assert path.startswith("/judgements/jdg_")
    moved = client.get(answer.headers["location"])
    assert "<script>alert(1)</script>" not in moved.text and "&lt;script&gt;alert(1)" in moved.text
    (made,) = dragoman.open(bench.folder).judgement_log().judgements
    assert (made.value, made.by) == ("date=1955-07; actors=SUN, ALB", "Ana")
    after = client.get(f"/decide/{account.id}.json").json()
    assert after["card"]["checked"] == "corrected"
    assert "corrected by hand" in client.get(f"/decide/{account.id}").text
    event = client.get(f"/events/{after['card']['event_id']}.json").json()
    assert event["date"] == "1955-07", "the events have followed without a run"
    told = client.get(f"{path}.json").json()["moved"]
    assert "1955" in str(told["events"]) and told["waits"]
    assert client.get("/run.json").json()["due"], "reasons and remarks wait for a run, and that is told"
    send(f"{path}/undo", by="Ana")
    again = client.get(f"/decide/{account.id}.json").json()
    assert again["card"] == before["card"]
    assert again["form"]["version"] != before["form"]["version"]
    assert [row["verdict"] for row in again["history"]] == ["undo", "correct"]


def test_a_preview_writes_nothing_and_tells_what_comes(client: Any, send: Send, bench: Workbench) -> None:
    event = next(one for one in bench.events() if len(one.account_ids) == 1 and one.status == "asserted")
    (account_id,) = event.account_ids
    answer = send(f"/decide/{account_id}/preview", preview="reject", why="kept")
    assert client.settings.csrf not in answer.headers["location"]
    told = client.get(f"/decide/{account_id}.json?{urlsplit(answer.headers['location']).query}").json()
    assert [one["id"] for one in told["moved"]["events"][0]["before"]] == [event.id]
    assert told["moved"]["events"][0]["after"] == [] and told["form"]["why"] == "kept"
    assert bench.judgement_log().judgements == ()
    send(f"/decide/{account_id}", verdict="reject")
    assert event.id not in {one.id for one in bench.events()}


def test_what_cannot_be_meant_is_told_and_what_was_typed_stays(client: Any, send: Send, bench: Workbench) -> None:
    account = bench.accounts()[0]
    for fields, why in (
        ({"verdict": "correct", "f__date": "next Tuesday"}, "EDTF"),
        ({"verdict": "correct", "f__actors": "Germany"}, "no one state"),
        ({"verdict": "correct", "f__place": "Tirana; date=1900"}, "semicolon"),
        ({"verdict": "correct"}, "nothing was changed"),
        ({"verdict": "dance"}, "no verdict"),
        ({"verdict": "same"}, "no account or event"),
    ):
        query = query_of(send(f"/decide/{account.id}", **fields, why="because"))
        assert why in query["fault"] and query["why"] == "because"
        assert all(query[name.replace("__", ".")] == value for name, value in fields.items() if "__" in name)
        assert why in client.get(f"/decide/{account.id}?fault={query['fault']}").text.replace(
            "Nothing was", "nothing was"
        )
    assert send(f"/decide/{account.id}", verdict="accept", why="x" * 5_000).status_code == 400
    assert client.post(f"/decide/{account.id}", content="nonsense").status_code == 403
    assert bench.judgement_log().judgements == ()


def test_of_two_browsers_the_second_is_told_and_loses_nothing(folder: Path, connect: Any, bench: Workbench) -> None:
    account = bench.accounts()[0]
    ana, ben = connect(folder), connect(folder)
    seen = [one.get(f"/decide/{account.id}.json").json()["form"]["version"] for one in (ana, ben)]
    assert seen[0] == seen[1]
    form = {"version": seen[0], "verdict": "correct"}
    first = ana.post(f"/decide/{account.id}", data={**form, "csrf": ana.settings.csrf, "f.place": "Vlora", "by": "Ana"})
    assert first.headers["location"].startswith("/judgements/")
    mine = {**form, "csrf": ben.settings.csrf, "f.place": "Durrës", "by": "Ben", "why": "the port"}
    second = ben.post(f"/decide/{account.id}", data=mine)
    query = query_of(second)
    assert query["meanwhile"] and query["f.place"] == "Durrës" and query["why"] == "the port"
    page = ben.get(second.headers["location"])
    assert "Somebody was quicker" in page.text and "Durrës" in page.text and "Ana" in page.text
    assert [one.by for one in bench.judgement_log().judgements] == ["Ana"]
    now = ben.get(f"/decide/{account.id}.json").json()["form"]["version"]
    ben.post(f"/decide/{account.id}", data={**mine, "version": now})
    assert [one.by for one in bench.judgement_log().judgements] == ["Ana", "Ben"]
    assert next(one for one in dragoman.open(folder).accounts() if one.id == account.id).place == "Durrës"


def test_many_browsers_at_once_lose_no_judgement(folder: Path, connect: Any, bench: Workbench) -> None:
    accounts = sorted(bench.accounts(), key=lambda one: one.id)[:24]
    clients = [connect(folder) for _ in range(4)]
    answers: list[int] = []

    def correct(number: int) -> None:
        client = clients[number]
        for account in accounts[number::4]:
            version = client.get(f"/decide/{account.id}.json").json()["form"]["version"]
            fields = {"verdict": "correct", "f.place": f"place {number}", "by": f"coder {number}", "version": version}
            answers.append(
                client.post(f"/decide/{account.id}", data={**fields, "csrf": client.settings.csrf}).status_code
            )
            answers.append(client.get("/judgements").status_code)

    threads = [threading.Thread(target=correct, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {303, 200}
    log = bench.judgement_log()
    assert not log.broken
    assert {one.about for one in log.judgements} == {one.id for one in accounts}
    events = dragoman.open(folder).events()
    bench.run(workers=1)
    assert dragoman.open(folder).events() == events, "the events had followed all of them"


def test_a_change_needs_the_token_and_a_server_that_takes_changes(
    folder: Path, client: Any, connect: Any, bench: Workbench
) -> None:
    account = bench.accounts()[0]
    document = bench.documents()[0]
    paths = [f"/decide/{account.id}", f"/decide/{account.id}/preview", "/review/decide", "/review/skip", "/run"]
    paths += [f"/documents/{document.id}/add", "/judgements/jdg_0/undo", "/sources/add"]
    for path in paths:
        assert client.post(path, data={"verdict": "accept"}).status_code == 403, path
        assert client.post(path, data={"verdict": "accept", "csrf": "wrong"}).status_code == 403, path
    closed = connect(folder, read_only=True)
    for path in paths:
        answer = closed.post(path, data={"verdict": "accept", "csrf": closed.settings.csrf})
        assert answer.status_code == 403 and "--read-only" in answer.text, path
    for path in (
        f"/decide/{account.id}",
        "/review",
        "/run",
        f"/documents/{document.id}",
        f"/events/{biggest(bench).id}",
    ):
        page = read(closed.get(path).text)
        forms = [attributes for tag, attributes in page if tag == "form" and attributes.get("method") == "post"]
        assert not forms, path
        assert not [
            one
            for tag, one in page
            if tag == "a" and str(one.get("href")).startswith("/decide/") and ".json" not in str(one)
        ], path
    assert bench.judgement_log().judgements == ()


def test_an_account_is_added_from_words_of_the_text(client: Any, send: Send, bench: Workbench) -> None:
    document = next(one for one in bench.documents() if one.path.endswith("tirana.md"))
    coded = {one.evidence.start for one in bench.accounts(document=document.id)}
    at = next(one for one, _ in find_words(document.text, "the") if one > 800 and one not in coded)
    words = " ".join(document.text[at : at + 60].split()[:6])
    path = f"/documents/{document.id}/add"
    assert client.get(f"{path}.json", params={"quote": words}).json()["places"]
    fields = {"f__event_type": "ACCUSE", "f__actors": "Albania", "f__recipients": "USSR", "f__date": "1961-06"}
    for sent, why in (
        ({**fields, "quote": "no such words in it"}, "not in the text"),
        ({**fields, "quote": "the"}, "places"),
        ({**fields, "quote": words, "f__event_type": ""}, "type of act"),
        ({**fields, "quote": words, "f__actors": "Atlantis"}, "no one state"),
    ):
        query = query_of(send(path, **sent))
        assert why in query["fault"] and query["quote"] == sent["quote"]
    assert bench.judgement_log().judgements == ()
    answer = send(path, **fields, quote=words, start=str(at), why="the machine missed it", by="Ana")
    made = urlsplit(answer.headers["location"]).path
    page = client.get(f"/documents/{document.id}.json").json()
    (card,) = [one for block in page["blocks"] for one in block["accounts"] if one["coder"] == "added by Ana"]
    assert (card["start"], card["checked"], card["act"]) == (
        at,
        "by_hand",
        "Albania criticised or accused the Soviet Union.",
    )
    assert "coded by hand" in client.get(f"/documents/{document.id}").text
    assert client.get(f"/events/{card['event_id']}").status_code == 200
    send(f"{made}/undo")
    page = client.get(f"/documents/{document.id}.json").json()
    assert not [one for block in page["blocks"] for one in block["accounts"] if one["coder"].startswith("added")]


def test_words_are_found_whatever_blanks_part_them() -> None:
    text = "𝔄 first line\nand the  second.\n\nand the second."
    assert [text[start:end] for start, end in find_words(text, "and the second")] == [
        "and the  second",
        "and the second",
    ]
    assert find_words(text, "first")[0] == (2, 7), "offsets count code points"
    assert find_words(text, " ") == () and find_words(text, "second?") == ()


def test_events_are_joined_and_parted(client: Any, send: Send, bench: Workbench) -> None:
    event = biggest(bench)
    offered = client.get(f"/decide/{event.id}.json").json()["form"]["others"]
    own = [one["id"] for one in offered if one["joined"]]
    assert set(own) <= set(event.account_ids) and own
    send(f"/decide/{event.id}", verdict="different", other=own[-1])
    homes = {account: one for one in bench.events() for account in one.account_ids}
    assert homes[own[-1]].account_ids == (own[-1],)
    assert set(homes[own[0]].account_ids) == set(event.account_ids) - {own[-1]}
    other = homes[own[-1]]
    send(f"/decide/{homes[own[0]].id}", verdict="same", other=other.id, why="one visit")
    assert biggest(bench).account_ids, "joined again by a later decision"
    homes = {account: one for one in bench.events() for account in one.account_ids}
    assert homes[own[-1]].id == homes[own[0]].id or homes[own[-1]].id == homes[event.account_ids[0]].id


def test_a_name_is_resolved(client: Any, send: Send, bench: Workbench) -> None:
    first, second = [one for one in bench.names() if one.variants][:2]
    query = query_of(send(f"/decide/{first.id}", verdict="same", other="Nobody Whatever"))
    assert "nobody" in query["fault"]
    answer = send(f"/decide/{first.id}", verdict="same", other=second.name, why="one person")
    assert answer.headers["location"].startswith("/judgements/"), answer.headers["location"]
    told = client.get(f"{urlsplit(answer.headers['location']).path}.json").json()
    assert told["rows"][0]["verdict"] == "same" and told["run_due"]
    bench.run(workers=1)
    (person,) = [one for one in bench.names() if first.variants[0].id in {form.id for form in one.variants}]
    assert second.variants[0].id in {form.id for form in person.variants}


def test_the_review_goes_on_where_it_stopped(
    client: Any, send: Send, bench: Workbench, folder: Path, connect: Any
) -> None:
    first = client.get("/review.json").json()
    assert first["position"] == 1 and first["cards"][0]["words"][0]["told"]
    skipped = query_of(send("/review/skip", at=first["asked"]["id"]))["at"]
    assert skipped != first["asked"]["id"]
    second = client.get("/review.json").json()
    assert second["asked"]["id"] == skipped
    verdict = "same" if second["asked"]["other"] else "reject"
    fields = {"at": skipped, "about": second["asked"]["about"], "other": second["asked"]["other"]}
    answer = send("/review/decide", **fields, verdict=verdict, version=second["form"]["version"], why="seen", by="Ana")
    query = query_of(answer)
    page = client.get(answer.headers["location"])
    assert "Undo" in page.text and query["made"].startswith("jdg_")
    third = connect(folder).get("/review.json").json()
    assert third["asked"]["id"] == query["at"], "another browser, or another day, goes on from there"
    queue = client.get("/review.json", params={"at": first["asked"]["id"]}).json()
    assert queue["position"] > 1, "what was put off comes last"
    undone = query_of(send(f"/judgements/{query['made']}/undo", then="review"))["undone"]
    assert client.get(f"/review?undone={undone}").status_code == 200
    assert skipped in {one.id for one in bench.suggestions()}
    late = query_of(send("/review/decide", **fields, verdict=verdict, version="ver_old"))
    assert late["meanwhile"]


def test_a_large_project_waits_for_a_run(
    client: Any, send: Send, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of a crowd about an account it is not told what a judgement touches.
    monkeypatch.setattr("dragoman.around.MOST", -1)
    monkeypatch.setattr("dragoman.web.deciding.running.MOST_SETTLED", 0)
    monkeypatch.setattr("dragoman.web.pages.decide.MOST_SETTLED", 0)
    events = bench.events()
    asked = next(one for one in bench.suggestions() if one.kind == "account")
    before = client.get("/review.json").json()["total"]
    answer = send("/review/decide", at=asked.id, about=asked.about, verdict="reject")
    assert client.get(answer.headers["location"]).status_code == 200
    assert bench.events() == events, "nothing is put together anew"
    assert client.get("/review.json").json()["total"] == before - 1, "but it is not asked again"
    path = f"/judgements/{query_of(answer)['made']}"
    page = client.get(f"{path}.json").json()
    assert page["waits"] and page["moved"] is None and page["run_due"]
    assert client.get(f"{path}.json?full=true").json()["moved"]["events"]


def test_the_review_of_two_states_asks_of_them_alone(client: Any, bench: Workbench) -> None:
    asked = client.get("/review.json?a=Albania&b=China").json()
    events = {one.id for one in bench.events(between=("ALB", "CHN"))}
    assert asked["total"] and asked["cards"][0]["event_id"] in events
    assert client.get("/review?a=Albania&b=Atlantis").status_code == 400


def test_the_history_tells_what_became_of_each(client: Any, send: Send, bench: Workbench, folder: Path) -> None:
    account = bench.accounts()[0]
    send(f"/decide/{account.id}", verdict="accept", by="Ana", why="clear words")
    send(f"/decide/{account.id}", verdict="reject", by="Ben")
    with (folder / "judgements.jsonl").open("a", encoding="utf-8") as file:
        lost = {"id": "jdg_1", "about": "acc_gone", "verdict": "accept", "value": "", "by": "Eve", "at": "2020-01-01"}
        file.write(json.dumps({**lost, "why": ""}) + "\n")
        file.write("torn\n")
    page = client.get("/judgements.json").json()
    assert [(row["by"], row["state"]) for row in page["rows"]] == [
        ("Ben", "in force"),
        ("Ana", "overruled"),
        ("Eve", "lost"),
    ]
    assert page["rows"][1]["contradicts"] and page["broken"][0][0] == 4
    text = client.get("/judgements").text
    assert "no longer applies" in text and "contradicted by" in text and "clear words" in text
    assert [row["by"] for row in client.get("/judgements.json?state=lost").json()["rows"]] == ["Eve"]
    assert [row["by"] for row in client.get(f"/judgements.json?about={account.id}&by=Ana").json()["rows"]] == ["Ana"]


def test_a_run_is_started_once_and_brings_all_up_to_date(client: Any, send: Send, bench: Workbench) -> None:
    account = bench.accounts()[0]
    send(f"/decide/{account.id}", verdict="reject")
    assert not bench.status()["up_to_date"] and client.get("/run.json").json()["due"]
    assert send("/run").headers["location"] == "/run"
    runner: Runner = client.app._app.state.desk.runner
    assert not runner.run() or runner.state.doing != "nothing"
    assert runner.wait(120)
    after = client.get("/run.json").json()
    assert (after["doing"], after["due"], after["fault"]) == ("nothing", False, "")
    assert bench.status()["up_to_date"]


def test_who_else_writes_is_respected(client: Any, send: Send, bench: Workbench) -> None:
    account = bench.accounts()[0]
    with WriteLock(bench.database):
        assert send(f"/decide/{account.id}", verdict="reject").status_code == 303
        assert len(bench.judgement_log().judgements) == 1, "what was decided is written all the same"
        send("/run")
        client.app._app.state.desk.runner.wait(60)
        assert "another run is writing" in client.get("/run").text
    send("/run")
    assert client.app._app.state.desk.runner.wait(120)
    assert client.get("/run.json").json()["fault"] == ""


def test_sources_are_taken_in_under_their_own_names(folder: Path, client: Any, connect: Any, bench: Workbench) -> None:
    text = b"On 3 December 1961 the Soviet Union broke off relations with Albania.\n"
    files = [
        ("files", ("../../etc/a note.txt", text, "text/plain")),
        ("files", ("torn.pdf", b"%PDF-1", "application/pdf")),
    ]
    answer = client.post("/sources/add", data={"csrf": client.settings.csrf}, files=files)
    query = query_of(answer)
    assert query["added"] == "1" and "torn.pdf" in query["refused"]
    assert "torn.pdf" in client.get(answer.headers["location"]).text
    assert "a note.txt" in {one.given for one in bench.inputs.all()}
    assert client.get("/run.json").json()["waiting"] == 1
    assert client.post("/sources/add", files=files).status_code == 403
    late = [*files, ("csrf", (None, client.settings.csrf, None))]
    assert client.post("/sources/add", files=late).status_code == 403, "the token comes first, before what a file holds"
    small = connect(folder, most_upload=1_000)
    big = [("files", ("big.txt", b"x" * 2_000, "text/plain"))]
    assert small.post("/sources/add", data={"csrf": small.settings.csrf}, files=big).status_code == 413
    assert len(bench.inputs.all()) == 5


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.txt", "a.txt"), ("../../a.txt", "a.txt"), ("C:\\dir\\a.txt", "a.txt"), ("..", "file"), ("", "file"),
        ("a\x00b\n.md", "ab.md"), ("<b>.md", "b.md"), (".hidden", "hidden"), ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)  # fmt: skip
def test_a_file_keeps_its_name_and_nothing_else(given: str, kept: str) -> None:
    assert safe_name(given) == kept
