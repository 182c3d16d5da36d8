"""Saved web pages: the main part, and what a page says of its author and date."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.model import Document, Source
from dragoman.sources.html import read_html
from dragoman.sources.segment import segment

TEXT = [
    "The talks between the two governments were broken off in the spring, and the ambassador left the capital.",
    "His successor did not arrive before the end of the year, when the quarrel over the base had been settled.",
    "A second stage began with a letter that nobody answered, and the trade between the ports came to a standstill.",
    "Eleven months later the fleet sailed home through the straits, and the two parties exchanged polite greetings.",
]
MENU = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12))
PAGE = f"""<!doctype html><html lang="en"><head><title>The Quarrel - Port Review</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"The Quarrel",
"datePublished":"2011-03-04","author":{{"@type":"Person","name":"Ana Marku"}}}}</script></head>
<body><div class="masthead"><ul>{MENU}</ul></div>
<div id="wrap"><div class="story"><h1>The Quarrel</h1>
<p>{TEXT[0]}<sup><a href="#fn1">1</a></sup></p><p>{TEXT[1]}</p>
<div class="social-share"><p>Share this page with all of your friends and followers on every network there is!</p></div>
<p>Short line.</p><blockquote><p>{TEXT[2]}</p></blockquote><p>{TEXT[3]}</p></div>
<div class="endnotes"><ol><li id="fn1">Archive, file 3.</li></ol></div>
<div class="sidebar"><h3>Most read</h3><ul>{MENU}</ul></div></div>
<div class="foot"><p>© 2024 Port Review. All rights reserved.</p></div></body></html>"""


def read(folder: Path, page: str) -> tuple[Source, Document]:
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    source, document = read_html(path, given="page.html")
    assert isinstance(source, Source)
    assert isinstance(document, Document)
    return source, document


def test_the_main_text_is_read_whole_and_its_notes_with_it(tmp_path: Path) -> None:
    _, document = read(tmp_path, PAGE)
    found = [(p.kind, document.text[p.start : p.end]) for p in segment(document)]
    assert found == [
        ("heading", "The Quarrel"),
        ("body", f"{TEXT[0]}[^1]"),
        ("body", TEXT[1]),
        ("body", "Short line."),
        ("body", TEXT[2]),
        ("body", TEXT[3]),
        ("note", "Archive, file 3."),
    ]


def test_author_and_date_are_those_that_the_page_marks(tmp_path: Path) -> None:
    source, document = read(tmp_path, PAGE)
    assert source.csl["author"] == [{"literal": "Ana Marku"}]
    assert document.written == "2011-03-04"


def test_dates_are_read_where_they_are_marked(tmp_path: Path) -> None:
    start, end = PAGE.index("<script"), PAGE.index("</script>") + len("</script>")
    for mark in (
        '<script type="application/ld+json">{"@graph":[{"@type":"Article","datePublished":"2010-02"}]}</script>',
        '<script type="application/ld+json">{broken</script><meta itemprop="datePublished" content="2010-02">',
    ):
        assert read(tmp_path, PAGE[:start] + mark + PAGE[end:])[1].written == "2010-02"
    dated = PAGE[:start] + PAGE[end:].replace("Short line.", 'On <time datetime="2001-02-03">that day</time>.')
    assert read(tmp_path, dated)[1].written is None


def test_a_year_in_the_foot_of_a_page_is_no_date_of_it(tmp_path: Path) -> None:
    start, end = PAGE.index("<script"), PAGE.index("</script>") + len("</script>")
    source, document = read(tmp_path, PAGE[:start] + PAGE[end:])
    assert document.written is None
    assert "issued" not in source.csl


def test_prose_in_another_part_of_the_page_is_kept(tmp_path: Path) -> None:
    more = f'<div class="appendix"><p>{TEXT[1]} And so it ended.</p></div>'
    _, document = read(tmp_path, PAGE.replace('<div class="endnotes">', f'{more}<div class="endnotes">'))
    assert "And so it ended." in document.text
    assert "Most read" not in document.text


@pytest.mark.parametrize("count", [1, 4, 40])
def test_a_plain_page_loses_nothing(tmp_path: Path, count: int) -> None:
    lines = [f"{TEXT[n % 4]} It was the {n}th time." for n in range(count)]
    body = "".join(f"<p>{line}</p><p>Yes.</p>" for line in lines)
    _, document = read(
        tmp_path, f"<html><body><h2>A</h2>{body}<table><tr><td>a</td><td>b</td></tr></table></body></html>"
    )
    assert all(line in document.text for line in lines)
    assert document.text.count("Yes.") == count
    assert "a | b" in document.text
