"""Plain text, Markdown and their header block."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import sources
from dragoman.errors import InputError
from dragoman.model import Document, Skipped, Source
from dragoman.sources.frontmatter import csl_date, edtf_of_csl, read_header
from dragoman.sources.markdown import read_markdown
from dragoman.sources.segment import segment
from dragoman.sources.text import read_text

HEADED = """---
type: article-newspaper
title: The base on the bay
author:
  - Marku, Ana
  - {family: Deda, given: Pal}
  - The editors
issued: 1961-06-05
standpoint: ALB
rights: written for a test
id: marku-1961
---
The squadron left on Monday.

It did not come back.
"""


def read(path: Path) -> tuple[Source, Document]:
    records = read_text(path, given=f"given/{path.name}")
    source, document = (record for record in records if not isinstance(record, Skipped))
    assert isinstance(source, Source)
    assert isinstance(document, Document)
    return source, document


def write(folder: Path, text: str, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_header_block_says_what_the_source_is(tmp_path: Path) -> None:
    source, document = read(write(tmp_path, HEADED))
    assert source.csl["id"] == "marku-1961"
    assert source.csl["type"] == "article-newspaper"
    assert source.csl["author"] == [
        {"family": "Marku", "given": "Ana"},
        {"family": "Deda", "given": "Pal"},
        {"literal": "The editors"},
    ]
    assert source.csl["issued"] == {"date-parts": [[1961, 6, 5]]}
    assert (source.standpoint, source.genre, source.rights) == ("ALB", "press", "written for a test")
    assert document.written == "1961-06-05"
    assert document.path.startswith("given/")


def test_a_speech_of_the_general_debate_is_known_by_the_name_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "RUS_15_1960.txt"
    path.write_text("We reject the demand of the United States.\n", "utf-8")
    source, document = read(path)
    assert (source.standpoint, source.genre, document.written) == ("SUN", "speech", "1960")
    assert source.csl["title"] == "Soviet Union in the General Debate of the United Nations, session 15"
    path.write_text("---\nstandpoint: USA\nwritten: 1961-02\n---\nWe reject the demand.\n", "utf-8")
    source, document = read(path)
    assert (source.standpoint, document.written) == ("USA", "1961-02")


def test_the_text_is_the_file_and_passages_leave_the_header_out(tmp_path: Path) -> None:
    _, document = read(write(tmp_path, HEADED))
    assert document.text == HEADED
    words = [document.text[passage.start : passage.end] for passage in segment(document)]
    assert words == ["The squadron left on Monday.", "It did not come back."]


def test_ids_come_from_the_bytes_not_the_path(tmp_path: Path) -> None:
    first = read(write(tmp_path, HEADED, "one.txt"))
    second = read(write(tmp_path, HEADED, "two.txt"))
    other = read(write(tmp_path, HEADED + "More.\n", "three.txt"))
    assert (first[0].id, first[1].id) == (second[0].id, second[1].id)
    assert other[0].id != first[0].id
    assert other[1].id != first[1].id


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("1961", [[1961]]),
        ("1961-12-03", [[1961, 12, 3]]),
        ('"1961-12-03"', [[1961, 12, 3]]),
        ("1961-12", [[1961, 12]]),
        ("{date-parts: [[1961, 12, 3]]}", [[1961, 12, 3]]),
        ("{date-parts: [['1961', '12']]}", [[1961, 12]]),
        ("1960/1961", [[1960], [1961]]),
    ],
)
def test_issued_may_be_written_in_several_forms(value: str, parts: list[list[int]]) -> None:
    header = read_header(f"---\nissued: {value}\ngenre: dispatch\n---\n", given="a")
    assert header.csl["issued"] == {"date-parts": parts}
    assert header.written == edtf_of_csl(header.csl["issued"])


def test_a_date_that_is_no_number_is_kept_as_it_stands() -> None:
    assert csl_date("spring of 1961") == {"literal": "spring of 1961"}
    assert edtf_of_csl(csl_date("spring of 1961")) is None
    assert edtf_of_csl(csl_date("1961~")) == "1961~"


def test_written_goes_before_issued_and_an_edition_is_not_when_its_texts_were_written() -> None:
    header = read_header("---\nissued: 1994\nwritten: 1961-12-03\ngenre: dispatch\n---\n", given="a")
    assert header.written == "1961-12-03"
    assert read_header("---\nissued: 1994\ngenre: edition\n---\n", given="a").written is None
    assert read_header("---\nissued: 1980\ngenre: memoir\n---\n", given="a").written == "1980"
    assert read_header("---\nwritten: 1961\n---\n", given="a").written == "1961"
    assert read_header("---\nwritten: 1960-11/1961-02\n---\n", given="a").written == "1960-11/1961-02"


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ("title: [unclosed\n", "line"),
        ("- a\n- b: c\n", "no list of keys"),
        ("written: some day\n", "EDTF"),
        ("genre: novel\n", "novel.*expected dispatch"),
        ("issued: 1961-13-45\n", "header"),
    ],
)
def test_a_header_that_cannot_be_meant_is_refused(block: str, problem: str) -> None:
    text = f"---\ntitle2: x\n{block}---\nBody.\n" if not block.startswith("-") else f"---\n# header\n{block}---\n"
    with pytest.raises(InputError, match=problem):
        read_header(text, given="a.txt")


def test_an_unknown_key_is_kept_and_said(tmp_path: Path) -> None:
    path = write(tmp_path, "---\nstandpont: ALB\n---\nBody.\n")
    skipped, source, _ = read_text(path, given="a.txt")
    assert isinstance(skipped, Skipped)
    assert "nearest: standpoint" in skipped.why
    assert isinstance(source, Source)
    assert source.csl["custom"] == {"standpont": "ALB"}


def test_a_rule_at_the_head_of_a_text_is_no_header(tmp_path: Path) -> None:
    _, document = read(write(tmp_path, "---\nJust a rule above, and words.\n---\nMore.\n"))
    first = segment(document)[0]
    assert document.text[first.start : first.end].startswith("Just a rule")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The Break of 1961\n\nIt began in June.\n", "The Break of 1961"),
        ("# The Break of 1961\n\nIt began in June.\n", "The Break of 1961"),
        ("It began in June.\nIt went on.\n", "my paper"),
        (" Abstract\nThis paper is about a break.\n", "my paper"),
    ],
)
def test_the_title_is_the_first_line_that_can_be_one_else_the_name_of_the_file(
    tmp_path: Path, text: str, title: str
) -> None:
    _, document = read(write(tmp_path, text, "my-paper.txt"))
    assert document.title == title


def test_markdown_markup_stays_in_the_text_and_out_of_the_passages(tmp_path: Path) -> None:
    text = (
        "# A heading #\n\nA paragraph with a note[^1]\nthat runs on here.\n\n> A quoted block.\n\n"
        "- first item\n- second item\n\n---\n\n| Day | Ship |\n|:----|---|\n| 3 May | none |\n\n"
        "[^1]: Archive, file 3.\n"
    )
    *_, document = read_markdown(write(tmp_path, text, "a.md"), given="a.md")
    assert isinstance(document, Document)
    assert document.text == text
    found = [(p.kind, p.locator, text[p.start : p.end]) for p in segment(document)]
    assert found == [
        ("heading", "§ A heading", "A heading"),
        ("body", "§ A heading, par. 1", "A paragraph with a note[^1]\nthat runs on here."),
        ("body", "§ A heading, par. 2", "A quoted block."),
        ("body", "§ A heading, par. 3", "first item"),
        ("body", "§ A heading, par. 4", "second item"),
        ("body", "§ A heading, par. 5", "| Day | Ship |"),
        ("body", "§ A heading, par. 6", "| 3 May | none |"),
        ("note", "n. 1", "Archive, file 3."),
    ]


def test_files_are_given_to_their_readers(tmp_path: Path) -> None:
    for name, reader in (
        ("a.txt", "read_text"),
        ("b.MD", "read_markdown"),
        ("c.htm", "read_html"),
        ("d.xml", "read_tei"),
    ):
        assert getattr(sources.choose(write(tmp_path, "x", name)), "__name__", "") == reader
    assert getattr(sources.choose(write(tmp_path, "<html><p>x", "page")), "__name__", "") == "read_html"
    assert getattr(sources.choose(write(tmp_path, "<TEI/>", "edition")), "__name__", "") == "read_tei"
    assert getattr(sources.choose(write(tmp_path, "words", "README")), "__name__", "") == "read_text"


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    found = [path.relative_to(tmp_path).as_posix() for path in sources.expand([tmp_path, tmp_path / "b.txt"])]
    assert found == ["a.txt", "b.txt", "sub/c.txt", "b.txt"]
