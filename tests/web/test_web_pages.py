"""Every page: its status, its twin, what it shows, and that nothing in it is taken for HTML."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.web.segments import cut, find_emphasis

TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "dragoman" / "web"


@pytest.fixture(scope="module")
def known(project: Path) -> dict[str, str]:
    """An id of each kind: the hostile document, another one, an event told by several accounts."""
    workbench = dragoman.open(project)
    documents = {one.path.rpartition("/")[2]: one.id for one in workbench.documents(texts=False)}
    events = sorted(workbench.events(), key=lambda one: (-len(one.account_ids), one.id))
    return {"hostile": documents["<script>.md"], "tirana": documents["tirana.md"], "event": events[0].id}


@pytest.fixture(scope="module")
def paths(known: dict[str, str]) -> list[str]:
    """An address of each page."""
    return [
        "/", "/sources", "/sources?q=tirana", "/sources/skipped", f"/documents/{known['tirana']}",
        f"/documents/{known['hostile']}", f"/events/{known['event']}", "/relations", "/relations?a=Albania&b=USSR",
        "/relations/ALB/SUN", "/relations/ALB/SUN?since=1950&until=1961", "/relations/ALB/SUN?every=true", "/search",
        "/search?q=moscow", "/search?q=alert", "/search?type=ACCUSE&a=ALB", "/search?standing=contested",
        "/timeline", "/timeline?a=Albania&since=1960&until=1961&by=actor", "/timeline?type=ACCUSE&page=1",
        "/timeline?a=Nowhere", "/system", "/system?year=1960", "/system?at=1961-12", "/system?at=never",
        "/system/changes", "/system/changes?since=1961&until=1960", "/actors", "/actors?q=soviet",
        "/actors?kind=persons", "/actors?kind=persons&q=khrush", "/actors?kind=persons&unresolved=true", "/actors/SUN",
        "/actors/person:khrushchev-nikita", "/actors/body:NATO", "/checks", "/checks?severity=error",
        f"/checks?document={known['hostile']}", "/tables", "/relations/ALB/SUN/sensitivity",
        "/relations/ALB/SUN/sensitivity?draws=true", "/relations/ALB/SUN/forecast", "/relations/ALB/USA/forecast",
        "/relations/ALB/SUN/dossier", "/relations/ALB/SUN/dossier?do=preview", "/relations/ALB/SUN/dossier?do=remark",
    ]  # fmt: skip


class Reader(HTMLParser):
    """Notes the elements of a page, and whether they are closed."""

    VOID = frozenset(("meta", "link", "input", "img", "br", "hr"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes <{self.open[-1:]}>"
        self.open.pop()


def read(page: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Reader()
    reader.feed(page)
    assert not reader.open, f"never closed: {reader.open}"
    return reader.found


def test_every_page_is_whole(web: Any, paths: list[str]) -> None:
    for path in paths:
        answer = web.get(path)
        assert answer.status_code == 200, path
        found = read(answer.text)
        assert "built-in method" not in answer.text and "object at 0x" not in answer.text, path
        ids = [attributes["id"] for _, attributes in found if attributes.get("id")]
        assert len(ids) == len(set(ids)), f"{path}: {[one for one in ids if ids.count(one) > 1]}"
        assert [tag for tag, _ in found].count("h1") == 1, path
        assert ("main", "main") in [(tag, attributes.get("id")) for tag, attributes in found]
        assert any(attributes.get("class") == "skip" for _, attributes in found)


def test_nothing_but_our_own_scripts_and_styles(web: Any, paths: list[str]) -> None:
    for path in paths:
        for tag, attributes in read(web.get(path).text):
            assert tag not in ("style", "iframe", "object", "embed", "base", "svg"), path
            assert "style" not in attributes and not any(name.startswith("on") for name in attributes), path
            if tag == "script":
                assert str(attributes["src"]).startswith("/static/"), path
            for name in ("src", "href", "action"):
                assert not re.match(r"\s*(javascript|data|https?):", attributes.get(name) or "", re.I), path


def test_every_page_has_its_twin(web: Any, paths: list[str]) -> None:
    for path in paths:
        (twin,) = re.findall(r'<link rel="alternate" type="application/json" href="([^"]+)">', web.get(path).text)
        answer = web.get(twin.replace("&amp;", "&"))
        assert answer.status_code == 200, twin
        assert answer.headers["content-type"] == "application/json"
        assert isinstance(answer.json(), dict)


def test_links_inside_lead_somewhere(web: Any, paths: list[str]) -> None:
    links = {
        str(attributes["href"]).partition("#")[0]
        for path in paths
        for tag, attributes in read(web.get(path).text)
        if tag == "a" and str(attributes.get("href", "")).startswith("/")
    }
    assert len(links) > 50
    for link in sorted(links)[:: max(1, len(links) // 40)]:
        assert web.get(link).status_code == 200, link


def test_what_a_document_holds_is_never_taken_for_html(web: Any, known: dict[str, str]) -> None:
    for path in (
        f"/documents/{known['hostile']}",
        "/sources",
        "/search?q=alert",
        "/search?q=<script>alert(1)</script>",
    ):
        page = web.get(path).text
        assert "<script>alert" not in page and "<img src=x" not in page and "<svg" not in page, path
    assert "&lt;script&gt;alert" in web.get(f"/documents/{known['hostile']}").text
    for path in ("/<script>alert(1)</script>", "/documents/<script>", "/events/<script>", "/relations/<script>/ALB"):
        answer = web.get(path)
        assert answer.status_code == 404
        assert "<script>" not in answer.text.replace('<script src="/static', "")


def test_the_twin_tells_what_the_page_shows(web: Any, known: dict[str, str]) -> None:
    page, twin = web.get(f"/events/{known['event']}").text, web.get(f"/events/{known['event']}.json").json()
    assert len(twin["accounts"]) == twin["total"] > 1
    for told in twin["accounts"]:
        assert f'id="{told["account"]["id"]}"' in page
    for row in web.get("/sources.json").json()["documents"]:
        assert row["id"] in web.get("/sources").text


def test_a_document_is_shown_word_for_word(web: Any, project: Path, known: dict[str, str]) -> None:
    twin = web.get(f"/documents/{known['tirana']}.json").json()
    workbench = dragoman.open(project)
    text = next(one.text for one in workbench.documents() if one.id == known["tirana"])
    assert twin["accounts"] > 10
    for block in twin["blocks"]:
        assert "".join(piece["text"] for piece in block["segments"]) == text[block["start"] : block["end"]]
        for account in block["accounts"]:
            assert text[account["start"] : account["end"]] == account["quote"]
            marked = "".join(
                piece["text"]
                for other in twin["blocks"]
                for piece in other["segments"]
                if account["id"] in piece["accounts"]
            )
            assert marked == account["quote"]


def test_emphasis_is_shown_as_such_and_its_signs_stay_in_the_text(web: Any, known: dict[str, str]) -> None:
    path = f"/documents/{known['tirana']}"
    page = web.get(path).text
    pieces = [piece for block in web.get(f"{path}.json").json()["blocks"] for piece in block["segments"]]
    emphasised = [piece["text"] for piece in pieces if piece["set"] == "em"]
    assert emphasised and [piece["text"] for piece in pieces if piece["set"] == "sign"] == ["*", "*"]
    assert f"<em>{emphasised[0]}" in page and page.count('<span class="sign" aria-hidden="true">*</span>') == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said *so* and **no more**.", [("so", "em"), ("no more", "strong")]),
        ("The _Daily_ of snake_case_words and __all__.", [("Daily", "em"), ("all", "strong")]),
        ("2 * 3 * 4 = 24, a * at the end*, an escaped \\*star\\*.", []),
        ("A note.* Another.*", []),
        ("*one\ntwo*", []),
    ],
)
def test_only_what_markdown_takes_for_emphasis_is_emphasised(text: str, words: list[tuple[str, str]]) -> None:
    found = find_emphasis(text, 0, len(text))
    assert [(text[start:end], how) for start, end, how in found if how != "sign"] == words
    pieces = cut(text, 0, len(text), [], emphasis=found)
    assert "".join(piece.text for piece in pieces) == text
    assert [(piece.text, piece.set) for piece in pieces if piece.set not in ("", "sign")] == words


def test_a_page_says_who_stands_behind_an_account(web: Any, known: dict[str, str]) -> None:
    page = web.get(f"/documents/{known['tirana']}").text
    assert page.count("machine-coded") > 10
    assert "accepted" not in page


def test_dates_and_parts_are_bounded(web: Any, known: dict[str, str]) -> None:
    assert web.get(f"/documents/{known['tirana']}?at=99999999").status_code == 200
    assert web.get(f"/documents/{known['tirana']}?at=-1").status_code == 422
    assert web.get("/sources?page=0").status_code == 422
    assert web.get("/sources?page=2").status_code == 404
    assert web.get("/sources.json?page=2").json()["error"].startswith("the list has 1 pages")
    assert web.get("/relations/ALB/SUN?since=never").status_code == 400


def test_the_relation_tells_what_the_command_tells(web: Any, project: Path) -> None:
    twin = web.get("/relations/Albania/USSR.json").json()
    told = dragoman.open(project).relation("ALB", "SUN")
    assert [one["window"] for one in twin["turns"]] == [one.window for one in told.ruptures]
    assert [one["span"] for one in twin["phases"]] == [one.span for one in told.phases]
    assert sum(one["total"] for one in twin["sides"]) == len(told.reasons)
    assert twin["figure"]["rows"] and twin["figure"]["summary"] in web.get("/relations/ALB/SUN").text.replace(
        "&#39;", "'"
    )


def test_a_chart_is_drawn_and_described(web: Any) -> None:
    picture = web.get("/relations/ALB/SUN/chart.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "script-src" not in picture.headers["content-security-policy"]
    assert picture.text.startswith("<svg") and "<script" not in picture.text
    assert json.dumps(web.get("/relations/ALB/SUN/chart.vl.json?theme=dark").json()).startswith("{")
    assert web.get("/relations/ALB/SUN/chart.svg?theme=pink").status_code == 422


def test_a_name_that_means_several_states_is_told(web: Any) -> None:
    assert "Vietnam" in web.get("/relations?a=Vietnam&b=USA").text
    assert web.get("/relations/ALB/ALB").status_code == 404


def test_the_description_names_every_twin(web: Any) -> None:
    described = web.get("/openapi.json").json()["paths"]
    for path in ("/index.json", "/sources.json", "/documents/{document_id}.json", "/events/{event_id}.json",
                 "/relations/{a}/{b}.json", "/search.json"):  # fmt: skip
        assert "200" in described[path]["get"]["responses"], path


def test_an_unbuilt_project_says_what_to_do(tmp_path: Path, connect: Any) -> None:
    from dragoman.project import create

    create(tmp_path / "new", title="New")
    client = connect(tmp_path / "new")
    assert "dragoman run" in client.get("/").text
    assert client.get("/sources").status_code == 503
    assert "dragoman run" in client.get("/sources.json").json()["error"]


def test_a_change_of_the_project_is_seen(tmp_path: Path, project: Path, connect: Any) -> None:
    import shutil

    folder = tmp_path / "copy"
    shutil.copytree(project, folder)
    client = connect(folder)
    assert "Renamed" not in client.get("/").text
    config = (folder / "dragoman.toml").read_text(encoding="utf-8")
    (folder / "dragoman.toml").write_text(re.sub(r'title = ".*"', 'title = "Renamed"', config), encoding="utf-8")
    assert "Renamed" in client.get("/").text


def test_no_template_marks_anything_as_safe() -> None:
    for template in sorted((TEMPLATES / "templates").iterdir()):
        assert not re.search(r"\|\s*safe|autoescape false", template.read_text(encoding="utf-8")), template.name
    for module in sorted(TEMPLATES.rglob("*.py")):
        assert "Markup" not in module.read_text(encoding="utf-8"), module.name
