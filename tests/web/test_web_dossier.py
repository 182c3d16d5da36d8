"""Dossier: parts, order and own words hold in the form, on the page and in what is taken along."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.dossier import PARTS, Part, Plan, Remark, read_plan
from dragoman.errors import ConfigError
from dragoman.web.dossier_form import Aside, Form, Row, rearrange, write_plan

AT = "/relations/ALB/SUN/dossier"
HOSTILE = '<script>alert("own")</script>'


def ask(web: Any, fields: list[tuple[str, str]]) -> dict[str, Any]:
    answer = web.get(f"{AT}.json?{urlencode(fields)}")
    assert answer.status_code == 200
    page: dict[str, Any] = answer.json()
    return page


def own(text: str) -> list[tuple[str, str]]:
    return [
        ("key", "own"), ("heading", "A word before"), ("text", text), ("used", "0"),
        ("key", "relation"), ("heading", ""), ("text", ""), ("used", "1"), ("title", "On a quarrel"),
    ]  # fmt: skip


def test_parts_come_in_the_order_chosen(web: Any) -> None:
    page = ask(web, [*own("My own view."), ("do", "preview")])
    assert [one["title"] for one in page["shown"]["sections"]] == ["A word before", PARTS["relation"]]
    assert page["shown"]["sections"][0]["own"] == ["My own view."]
    assert page["shown"]["title"] == "On a quarrel"
    unused = {row["key"] for row in page["form"]["rows"] if not row["used"]}
    assert unused == set(PARTS) - {"relation"}


def test_every_note_of_the_page_is_there(web: Any) -> None:
    page = web.get(f"{AT}?do=preview").text
    shown = ask(web, [("do", "preview")])["shown"]
    assert len(shown["notes"]) > 20
    for note in shown["notes"]:
        assert f'id="note-{note["number"]}"' in page and f'href="#note-{note["number"]}"' in page


def test_buttons_move_add_and_take_away(web: Any) -> None:
    form = Form()
    keys = [row.key for row in form.rows]
    assert [row.key for row in rearrange(form, "down:0").rows][:2] == [keys[1], keys[0]]
    assert [row.key for row in rearrange(form, "up:1").rows][:2] == [keys[1], keys[0]]
    assert rearrange(form, "up:0") == form and rearrange(form, "down:99") == form
    more = rearrange(form, "add")
    assert more.rows[-1].key == "own" and rearrange(more, f"drop:{len(more.rows) - 1}") == form
    assert rearrange(form, "drop:0") == form
    assert rearrange(rearrange(form, "remark"), "forget:0") == form
    page = ask(web, [*own("x"), ("do", "down:0")])
    assert [row["key"] for row in page["form"]["rows"]][:2] == ["relation", "own"]


def test_the_address_holds_the_form(web: Any) -> None:
    page = ask(web, [*own("Line one.\n\nLine two."), ("style", "mla"), ("until", "1961")])
    again = web.get(page["address"].replace("/dossier?", "/dossier.json?")).json()
    assert again["form"] == page["form"] and again["shown"]["sections"][0]["own"] == ["Line one.", "Line two."]


def test_own_words_are_never_taken_for_html(web: Any) -> None:
    page = web.get(f"{AT}?{urlencode([*own(HOSTILE), ('author', HOSTILE), ('do', 'preview')])}").text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    taken = web.get(f"{AT}/download?{urlencode([*own(HOSTILE), ('to', 'html')])}").text
    assert "<script>alert" not in taken


def test_a_remark_stands_beside_its_act(web: Any) -> None:
    act = ask(web, [])["acts"][0]["event_id"]
    page = ask(web, [("about", act), ("remark", "I doubt this."), ("do", "preview")])
    told = [
        statement["remark"]
        for section in page["shown"]["sections"]
        for group in section["groups"]
        for statement in group["statements"]
    ]
    assert told.count("I doubt this.") == 1
    assert "says nothing" in ask(web, [("about", "evt_none"), ("remark", "x"), ("do", "preview")])["fault"]
    assert "needs both" in ask(web, [("about", act), ("remark", ""), ("do", "preview")])["fault"]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ([("key", "nonsense")], "no part"),
        ([("key", "turns"), ("key", "turns")], "twice"),
        ([("key", "turns")], "no part is chosen"),
        ([("key", "own"), ("used", "0")], "no text"),
        ([("style", "../../etc/passwd.csl")], "no name of a citation style"),
        ([("style", "/elsewhere/x.csl")], "no name of a citation style"),
        ([("style", "no-such-style")], "no citation style"),
        ([("date", "yesterday")], "is no date"),
        ([("since", "soon")], "is no date"),
        ([("title", "x" * 60_000)], "title"),
    ],
)
def test_what_cannot_be_meant_is_told(web: Any, fields: list[tuple[str, str]], fault: str) -> None:
    assert fault in ask(web, [*fields, ("do", "preview")])["fault"]
    answer = web.get(f"{AT}/download?{urlencode([*fields, ('to', 'md')])}")
    assert answer.status_code == 400 and "content-disposition" not in answer.headers


def test_it_is_taken_along_in_formats(web: Any) -> None:
    fields = own("My own view.")
    for to, words in (("md", b"My own view."), ("html", b"My own view."), ("bib", b"@"), ("plan", b"[[part]]")):
        answer = web.get(f"{AT}/download?{urlencode([*fields, ('to', to)])}")
        assert answer.status_code == 200 and words in answer.content, to
        assert answer.headers["content-disposition"].startswith('attachment; filename="ALB-SUN.')
        assert "sandbox" in answer.headers["content-security-policy"]
    assert web.get(f"{AT}/download?to=exe").status_code == 400
    assert web.get(f"{AT}/download?to=../x").status_code == 400


def test_word_files_are_made_where_pandoc_is(web: Any) -> None:
    pytest.importorskip("pypandoc")
    answer = web.get(f"{AT}/download?{urlencode([*own('My own view.'), ('to', 'docx')])}")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as held:
        assert b"My own view." in held.read("word/document.xml")


def test_a_long_form_is_posted(web: Any) -> None:
    fields = [*own("A long thought. " * 2_000), ("do", "preview")]
    body = urlencode([*fields, ("csrf", web.settings.csrf)])
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = web.post(AT, content=body, headers=kind)
    assert answer.status_code == 200 and answer.text.count("A long thought.") >= 4_000
    taken = web.post(f"{AT}/download", content=body.replace("do=preview", "to=md"), headers=kind)
    assert taken.status_code == 200 and taken.text.count("A long thought.") == 2_000
    assert web.post(AT, content=urlencode(fields), headers=kind).status_code == 403


def test_a_read_only_server_composes_by_address(project: Path, connect: Callable[..., Any]) -> None:
    shut = connect(project, read_only=True)
    page = shut.get(f"{AT}?do=preview")
    assert page.status_code == 200 and f'method="get" action="{AT}"' in page.text
    assert shut.get(f"{AT}/download?to=md").status_code == 200


LINES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40).map(str.strip).filter(bool)


@given(title=LINES, text=LINES, about=LINES)
def test_a_plan_survives_its_file(title: str, text: str, about: str) -> None:
    plan = Plan(
        title=title,
        parts=(Part(key="own", title=title, text=text), Part(key="turns")),
        remarks=(Remark(about=about, text=text),),
    )
    assert read_plan(write_plan(plan), given="plan") == plan


def test_a_form_makes_its_plan() -> None:
    form = Form(rows=(Row(key="turns", used=True), Row(key="method", used=False)), remarks=(Aside(),))
    assert form.plan().parts == (Part(key="turns"),) and form.plan().remarks == ()
    with pytest.raises(ConfigError):
        Form(rows=(Row(key="turns", used=False),)).plan()
