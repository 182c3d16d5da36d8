"""Web pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.model import Document, Source
from dragoman.sources.html import read_html
from dragoman.sources.segment import segment

PAGE = """<!doctype html><html lang="en-GB"><head><title>Port &amp; Bay</title>
<meta name="citation_author" content="Marku, Ana"><meta property="og:site_name" content="Port Review">
<meta name="citation_publication_date" content="1961/12/3"><meta name="dragoman.standpoint" content="ALB">
<meta name="dragoman.genre" content="press"><link rel="canonical" href="https://example.org/port">
<style>p {color: red}</style><script>var hidden = "<p>no</p>";</script></head>
<body><nav><ul><li>Menu</li></ul></nav><h1>The Port</h1>
<p>The talks <b>broke</b> off.<sup><a href="#n1" id="r1">1</a></sup> Nobody<br>spoke.</p>
<ul><li>first</li><li><p>second</p></li></ul><table><tr><td>a</td><td>b</td></tr></table>
<!-- comment --><p>The end.</p><ol><li id="n1">Archive, file 3. <a href="#r1">↩</a></li></ol></body></html>
"""


def read(folder: Path, content: str | bytes) -> tuple[Source, Document]:
    path = folder / "page.html"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    source, document = read_html(path, given="page.html")
    assert isinstance(source, Source)
    assert isinstance(document, Document)
    return source, document


def test_text_comes_block_by_block_without_scripts_and_navigation(tmp_path: Path) -> None:
    _, document = read(tmp_path, PAGE)
    found = [(p.kind, document.text[p.start : p.end]) for p in segment(document)]
    assert found == [
        ("heading", "The Port"),
        ("body", "The talks broke off.[^1] Nobody spoke."),
        ("body", "first"),
        ("body", "second"),
        ("body", "a | b"),
        ("body", "The end."),
        ("note", "Archive, file 3."),
    ]


def test_what_the_page_says_of_itself(tmp_path: Path) -> None:
    source, document = read(tmp_path, PAGE)
    assert source.csl["author"] == [{"literal": "Marku, Ana"}]
    assert source.csl["title"] == "Port & Bay"
    assert source.csl["container-title"] == "Port Review"
    assert source.csl["URL"] == "https://example.org/port"
    assert (source.standpoint, source.genre) == ("ALB", "press")
    assert (document.written, document.lang) == ("1961-12-03", "en")


def test_a_page_that_says_nothing_of_itself(tmp_path: Path) -> None:
    source, document = read(tmp_path, "<p>Only words.")
    assert source.csl["title"] == "page"
    assert document.written is None
    assert document.text == "Only words.\n"


def test_a_declared_encoding_is_read(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1252"></head><body><p>Café “now”.</p></body></html>'
    assert read(tmp_path, page.encode("cp1252"))[1].text == "Café “now”.\n"
    with pytest.raises(InputError, match="no-such-encoding"):
        read(tmp_path, page.replace("windows-1252", "no-such-encoding").encode("cp1252"))


def test_the_main_part_of_a_page_is_taken(tmp_path: Path) -> None:
    _, document = read(tmp_path, "<body><div>Advert</div><main><p>Words.</p></main></body>")
    assert document.text == "Words.\n"


def test_a_page_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no text"):
        read(tmp_path, "<html><body><script>x()</script></body></html>")
