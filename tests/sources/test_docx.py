"""Pages and tables of Word files."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.model import Document
from dragoman.sources.docx import read_docx
from dragoman.sources.segment import segment

from .made_office import docx_parts, make_zip

BREAK = "</w:t></w:r><w:r>{}<w:t>"
RENDERED, BY_HAND = BREAK.format("<w:lastRenderedPageBreak/>"), BREAK.format('<w:br w:type="page"/>')
SECTION = '<w:sectPr><w:pgNumType w:fmt="{}" w:start="{}"/></w:sectPr>'


def paged(path: Path, text: list[str], *, last: str = "", pages: int = 0) -> list[tuple[str, str]]:
    """The passages of a Word file; "|" in a text is a page break that Word noted, "^" one made by hand,
    "~" the end of a section with Roman numerals.
    """
    parts = docx_parts([("", words) for words in text])
    main = parts["word/document.xml"].replace("|", RENDERED).replace("^", BY_HAND)
    roman = f"</w:t></w:r></w:p><w:p><w:pPr>{SECTION.format('lowerRoman', 9)}</w:pPr><w:r><w:t>"
    main = main.replace("~", roman)
    parts["word/document.xml"] = main.replace("</w:body>", f"{last}</w:body>")
    if pages:
        space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
        parts["docProps/app.xml"] = f'<Properties xmlns="{space}"><Pages>{pages}</Pages></Properties>'
    document = next(one for one in read_docx(make_zip(path, parts), given="a.docx") if isinstance(one, Document))
    assert "\ue0f0" not in document.text and "\ue0f1" not in document.text
    return [(p.locator, document.text[p.start : p.end]) for p in segment(document)]


def test_the_pages_of_a_word_file_are_those_that_word_noted(tmp_path: Path) -> None:
    assert paged(tmp_path / "a.docx", ["The envoy |left.", "He ^came |back.", "Nobody spoke."]) == [
        ("p. 1", "The envoy left."),
        ("p. 2", "He came back."),
        ("p. 3", "Nobody spoke."),
    ]


def test_sections_of_a_word_file_count_their_pages_anew(tmp_path: Path) -> None:
    text = ["A preface.", "It |ends.~", "|The envoy left.", "He |came back.", "Nobody spoke."]
    assert paged(tmp_path / "a.docx", text, last=SECTION.format("decimal", 41)) == [
        ("p. ix", "A preface."),
        ("p. ix", "It ends."),
        ("p. 41", "The envoy left."),
        ("p. 41", "He came back."),
        ("p. 42", "Nobody spoke."),
    ]


@pytest.mark.parametrize(
    ("pages", "locators"), [(2, ["p. 1", "p. 2"]), (3, ["par. 1", "par. 2"]), (0, ["par. 1", "par. 2"])]
)
def test_pages_broken_by_hand_are_believed_when_the_file_has_no_others(
    tmp_path: Path, pages: int, locators: list[str]
) -> None:
    found = paged(tmp_path / "a.docx", ["The envoy left.^", "He came back."], pages=pages)
    assert found == list(zip(locators, ("The envoy left.", "He came back."), strict=True))


def test_a_row_of_a_table_is_one_line(tmp_path: Path) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr>{cell}{cell}</w:tr>"
    rows = row.format("3 May 1957", "The envoy left.") + row.format("4 May 1957", "long " * 300)
    parts = docx_parts([("", "A table.")])
    parts["word/document.xml"] = parts["word/document.xml"].replace("</w:body>", f"<w:tbl>{rows}</w:tbl></w:body>")
    *_, document = read_docx(make_zip(tmp_path / "a.docx", parts), given="a.docx")
    assert isinstance(document, Document)
    words = [document.text[p.start : p.end] for p in segment(document)]
    assert words == ["A table.", "3 May 1957 | The envoy left.", "4 May 1957", ("long " * 300).strip()]
