"""The dossier as Word, OpenDocument, EPUB, PDF and bibliography files."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.dossier.conftest import records

from dragoman.dossier import Dossier, Plan, compose, formats, pandoc
from dragoman.dossier.bibliography import cited_items
from dragoman.errors import ConfigError
from dragoman.model.record import Work
from dragoman.sources.bibliography import read_bibliography

with_pandoc = pytest.mark.skipif(not pandoc.has_pandoc(), reason="pandoc is not installed (make dossier)")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


@with_pandoc
def test_a_word_file_has_true_footnotes_in_order(dossier: Dossier) -> None:
    with zipfile.ZipFile(io.BytesIO(formats.write(dossier, "docx"))) as made:
        body = etree.fromstring(made.read("word/document.xml"))
        notes = etree.fromstring(made.read("word/footnotes.xml"))
        assert "word/footer1.xml" in made.namelist() and "word/media/" in " ".join(made.namelist())
    referred = [one.get(f"{W}id") for one in body.iter(f"{W}footnoteReference")]
    kept = [one.get(f"{W}id") for one in notes.iter(f"{W}footnote") if one.get(f"{W}type") is None]
    assert referred == kept and len(kept) == len(dossier.notes)
    for found, note in zip(
        [one for one in notes.iter(f"{W}footnote") if one.get(f"{W}type") is None], dossier.notes, strict=True
    ):
        for citation in note.citations:
            assert citation.place in words(found)
            assert citation.shown or citation.quote in words(found)
    (restart,) = {one.get(f"{W}val") for one in body.iter(f"{W}numRestart")}
    assert restart == "continuous"
    assert "○ machine-coded" in words(body)


@with_pandoc
@pytest.mark.parametrize("to", ["docx", "odt", "epub"])
def test_the_same_dossier_gives_the_same_bytes(dossier: Dossier, to: str) -> None:
    assert formats.write(dossier, to) == formats.write(dossier, to)


@with_pandoc
def test_the_date_of_the_plan_is_that_of_the_file() -> None:
    dated = compose(**records(), plan=Plan(date="1999-05-01", author="A. Historian"))
    with zipfile.ZipFile(io.BytesIO(formats.write(dated, "docx"))) as made:
        core = made.read("docProps/core.xml").decode()
    assert "1999-05-01T00:00:00Z" in core and "A. Historian" in core


@with_pandoc
def test_the_pdf_is_tagged_and_has_every_note(dossier: Dossier) -> None:
    pytest.importorskip("typst", reason="typst is not installed (make dossier)")
    import pypdfium2

    made = formats.write(dossier, "pdf")
    assert made == formats.write(dossier, "pdf")
    assert b"pdfuaid" in made and b"/StructTreeRoot" in made
    pages = pypdfium2.PdfDocument(made)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    for note in dossier.notes:
        # Typst may break a line within the record's id.
        assert note.citations[0].about.split()[0] in re.sub(r"\s", "", text)


@with_pandoc
def test_hostile_words_stay_words_in_every_format() -> None:
    hostile = '<w:t>#footnote[x]</w:t> $x$ \\input{y} *b* [l](javascript:z) {{ 7*7 }} #read("/etc/passwd")'
    told = compose(**records(quoted=hostile, title='#image("x") & <b>'))
    with zipfile.ZipFile(io.BytesIO(formats.write(told, "docx"))) as made:
        assert hostile in words(etree.fromstring(made.read("word/document.xml")))
    pytest.importorskip("typst", reason="typst is not installed (make dossier)")
    import pypdfium2

    pages = pypdfium2.PdfDocument(formats.write(told, "pdf"))
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert '#read("/etc/passwd")' in text.replace("”", '"').replace("“", '"')


@pytest.mark.parametrize("to", ["docx", "odt", "epub", "pdf"])
def test_without_the_programs_plain_words_say_what_installs_them(
    dossier: Dossier, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pandoc, "_program", lambda: None)
    says = rf"a dossier as {to.upper()} needs pandoc, which is not installed \(install it with make dossier"
    with pytest.raises(ConfigError, match=says):
        formats.need(to)
    with pytest.raises(ConfigError, match=says):
        formats.write(dossier, to)


def test_an_unknown_format_is_refused_with_those_that_are_known(dossier: Dossier) -> None:
    for ask in (formats.need, lambda to: formats.write(dossier, to)):
        with pytest.raises(ConfigError, match="'doc' is no format of a dossier; known: html, md, docx, pdf"):
            ask("doc")


@pytest.mark.parametrize("to", ["csl", "bib", "ris"])
def test_the_bibliography_is_read_back_with_its_keys(dossier: Dossier, to: str, tmp_path: Path) -> None:
    # Signs that BibTeX takes for its own.
    works = tuple(
        replace(one, csl={**one.csl, "title": f"{one.csl['title']} & 100 %"}) if one.id == "src_a" else one
        for one in dossier.works
    )
    told = replace(dossier, works=works, items={})
    path = tmp_path / f"works{formats.suffix(to)}"
    path.write_bytes(formats.write(told, to))
    found = [one for one in read_bibliography(path, given=path.name) if isinstance(one, Work)]
    given = {str(item["id"]): item for item in cited_items(told)}
    assert {one.key for one in found} == set(given) and len(found) == 2
    for one in found:
        assert one.csl["title"] == given[one.key]["title"]
        assert one.csl.get("issued") == given[one.key].get("issued") or to == "bib"
        if "author" in given[one.key]:
            assert one.csl["author"] == given[one.key]["author"]


@with_pandoc
def test_figures_are_numbered_alike_in_every_format(dossier: Dossier) -> None:
    drawn = [one.chart for one in dossier.sections if one.chart and not one.chart.is_empty]
    page, text = (formats.write(dossier, to).decode() for to in ("html", "md"))
    with zipfile.ZipFile(io.BytesIO(formats.write(dossier, "docx"))) as made:
        body = words(etree.fromstring(made.read("word/document.xml")))
    assert drawn
    for number, chart in enumerate(drawn, 1):
        assert f"<strong>Figure {number}.</strong>" in page and f"**Figure {number}.** " in text
        assert f"Figure {number}. {chart.caption}" in body
    for told in (page, text, body):
        assert f"Figure {len(drawn) + 1}." not in told and told.count("Figure 1.") == 1


@with_pandoc
def test_the_number_of_a_figure_stands_once_in_the_pdf(dossier: Dossier) -> None:
    pytest.importorskip("typst")
    pdfium = pytest.importorskip("pypdfium2")
    told = " ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(formats.write(dossier, "pdf")))
    assert len(re.findall(r"Figure 1", told)) == 1 and "Figure 1. From above" in " ".join(told.split())
