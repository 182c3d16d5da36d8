from __future__ import annotations

import re
from html.parser import HTMLParser

from tests.dossier.conftest import records

from dragoman.dossier import Dossier, compose, write_html, write_markdown
from dragoman.dossier.markdown import escape

HOSTILE = (
    """<script>alert(1)</script> "><img src=x onerror=alert(1)> [a](javascript:x) {{ 7*7 }} """
    """![i](http://x.test/y.png) | `c` *b*"""
)


class Tags(HTMLParser):
    """Collects tags with their attributes, and checks that what is opened is closed."""

    VOID = frozenset({"meta", "path", "br", "hr", "img", "link", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def parse(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return tags


def test_the_page_is_well_formed_and_its_links_lead_somewhere(dossier: Dossier) -> None:
    tags = parse(write_html(dossier))
    ids = [attrs["id"] for _, attrs in tags.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for tag, attrs in tags.found if tag == "a"]
    assert links and all(link and link.startswith("#") and link[1:] in ids for link in links)


def test_nothing_is_loaded_from_elsewhere(dossier: Dossier) -> None:
    page = write_html(dossier)
    for tag, attrs in parse(page).found:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed"}
        assert not {"src", "srcset", "data", "action"} & set(attrs)
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    assert not re.findall(r'(?<!xmlns=")(?<!xmlns:xlink=")https?://', page)


def test_a_document_full_of_tags_stays_text() -> None:
    told = compose(**records(quoted=HOSTILE, title="<b>Title</b> & <script>x()</script>"))
    page = write_html(told)
    assert {tag for tag, _ in parse(page).found}.isdisjoint({"script", "img", "b"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    text = write_markdown(told)
    assert "<script" not in text.replace("\\<", "") and "](javascript" not in text.replace("\\]", "")


def test_hostile_names_stay_text_in_the_drawing_too() -> None:
    given = records()
    told = compose(**(given | {"name": lambda code: f"<script>{code}</script>&"}))
    assert "script" not in {tag for tag, _ in parse(write_html(told)).found}


def test_each_markdown_reference_has_one_footnote(dossier: Dossier) -> None:
    text = write_markdown(dossier)
    body, defined = [], []
    for line in text.splitlines():
        found = re.match(r"\[\^(\d+)\]: ", line)
        defined.extend([found[1]] if found else [])
        body.extend([] if found else re.findall(r"\[\^(\d+)\]", line))
    assert set(body) == set(defined) and len(defined) == len(set(defined)) == len(dossier.notes)


def test_markdown_says_what_the_page_says(dossier: Dossier) -> None:
    text = write_markdown(dossier)
    for section in dossier.sections:
        assert f"## {section.title}" in text
        for group in section.groups:
            for statement in group.statements:
                assert escape(statement.text) in text and escape(statement.quote) in text


def test_escape_leaves_no_markup() -> None:
    assert escape("a *b* <i> [c](d) `e`\n# f") == r"a \*b\* \<i\> \[c\](d) \`e\` \# f"
    assert escape("1. first") == r"\1. first"
    assert escape("- first") == r"\- first"
    assert escape("AT&T &lt;") == "AT&amp;T &amp;lt;"
