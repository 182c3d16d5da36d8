"""Bibliographies in CSL-JSON, BibTeX and RIS."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.model import Skipped, Work
from dragoman.sources import choose
from dragoman.sources.bibliography import read_bibliography

BIBTEX = r"""
@comment{exported}
@book{marku1994, author = {Marku, Ana and {Port Office}}, title = {Papers of the {Port}}, year = {1994},
  publisher = {Port Press}, address = {Vlor{\"e}}, file = {Scan:files/12/port.pdf:application/pdf;B:b.txt:text/plain}}
@article{deda, author = {Pal Deda}, title = {The Quay}, journaltitle = {Port Review}, date = {1962-03},
  volume = {12}, number = {3}, pages = {5--9}}
@misc{deda, title = {The same key again}}
"""
RIS = """TY  - NEWS
TI  - Ships Leave
T2  - Port Gazette
AU  - Deda, Pal
DA  - 1961/05/26
SP  - 1
L1  - file:///home/ana/gazette.pdf
ER  -

TY  - BOOK
ID  - marku
TI  - Papers of the Port
AU  - Marku, Ana
PY  - 1994
CY  - Vlore
PB  - Port Press
ER  -
"""
CSL = [
    {
        "id": "marku1994",
        "type": "book",
        "title": "Papers of the Port",
        "author": [{"family": "Marku", "given": "Ana"}],
        "issued": {"date-parts": [["1994"]]},
        "file": "port.txt",
    },
    {"id": "x", "type": "book"},
]


def read(folder: Path, name: str, text: str) -> tuple[list[Work], list[Skipped]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    assert choose(path) is read_bibliography
    records = list(read_bibliography(path, given=name))
    return [r for r in records if isinstance(r, Work)], [r for r in records if isinstance(r, Skipped)]


def test_bibtex(tmp_path: Path) -> None:
    (book, article), skipped = read(tmp_path, "works.bib", BIBTEX)
    assert (book.key, book.files) == ("marku1994", ("files/12/port.pdf", "b.txt"))
    assert book.csl["title"] == "Papers of the Port"
    assert book.csl["author"] == [{"family": "Marku", "given": "Ana"}, {"literal": "Port Office"}]
    assert (book.csl["publisher-place"], book.csl["issued"]) == ("Vlorë", {"date-parts": [[1994]]})
    assert article.csl["author"] == [{"given": "Pal", "family": "Deda"}]
    assert (article.csl["type"], article.csl["issue"], article.csl["page"]) == ("article-journal", "3", "5–9")
    assert article.csl["issued"] == {"date-parts": [[1962, 3]]}
    assert [item.why for item in skipped] == ["a second entry with the key 'deda'"]


def test_ris(tmp_path: Path) -> None:
    (news, book), skipped = read(tmp_path, "works.ris", RIS)
    assert not skipped
    assert news.key.startswith("deda1961-")
    assert (news.csl["type"], news.csl["container-title"]) == ("article-newspaper", "Port Gazette")
    assert news.csl["issued"] == {"date-parts": [[1961, 5, 26]]}
    assert news.files == ("/home/ana/gazette.pdf",)
    assert (book.key, book.csl["publisher-place"]) == ("marku", "Vlore")


def test_csl_json(tmp_path: Path) -> None:
    (book,), (skipped,) = read(tmp_path, "works.json", json.dumps(CSL))
    assert (book.key, book.files, book.csl["issued"]) == ("marku1994", ("port.txt",), {"date-parts": [[1994]]})
    assert "file" not in book.csl
    assert (skipped.why, skipped.place) == ("an entry without a title", "entry 2")


def test_a_key_is_fixed_at_birth(tmp_path: Path) -> None:
    (news, _), _ = read(tmp_path, "one.ris", RIS)
    other = RIS.replace("Ships Leave", "Ships Return").replace("1961/05/26", "1961/05/27")
    works, _ = read(tmp_path, "two.ris", other + "\n" + RIS.split("\n\n", maxsplit=1)[0] + "\n")
    keys = [work.key for work in works]
    assert news.key in keys and len(set(keys)) == 3
    assert all(key.startswith(("deda1961-", "marku")) for key in keys)


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("Scan:C\\:\\\\docs\\\\port.pdf:application/pdf", ("C:/docs/port.pdf",)),
        ("/home/ana/port.pdf", ("/home/ana/port.pdf",)),
        (":port.pdf:PDF", ("port.pdf",)),
    ],
)
def test_paths_are_read_as_each_program_writes_them(tmp_path: Path, path: str, files: tuple[str, ...]) -> None:
    (work,), _ = read(tmp_path, "w.bib", f"@book{{k, title = {{T}}, file = {{{path}}}}}")
    assert work.files == files


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"a": 1}'),
        ("a.json", "no"),
        ("a.json", "[1]"),
        ("a.json", "[]"),
        ("a.bib", "nothing at all"),
        ("a.ris", "nothing at all"),
    ],
)
def test_what_is_no_bibliography_is_refused(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(InputError):
        read(tmp_path, name, text)


def test_an_entry_that_the_parser_passes_over_is_named(tmp_path: Path) -> None:
    works, skipped = read(tmp_path, "a.bib", BIBTEX + '@article{"broken, title = {x}\n@string{port = "Port"}\n')
    assert [work.key for work in works] == ["marku1994", "deda"]
    assert [(one.place, one.why[:29]) for one in skipped][-1] == ("line 8", "an entry that is no BibTeX: @")


def test_a_note_keeps_its_lines_and_may_name_the_key(tmp_path: Path) -> None:
    (work,), _ = read(tmp_path, "a.bib", "@book{a, title = {Quay}, note = {standpoint: ALB\ngenre: memoir}}")
    assert work.csl["note"] == "standpoint: ALB\ngenre: memoir"
    item = {"id": "http://zotero.org/users/1/items/AB", "type": "book", "title": "Quay"}
    for extra, key in (
        ({"citation-key": "quay80"}, "quay80"),
        ({"note": "Citation Key: quay81\nx: y"}, "quay81"),
        ({}, ""),
    ):
        (work,), _ = read(tmp_path, "a.json", json.dumps([item | extra]))
        assert work.key == (key or item["id"])


@pytest.mark.parametrize(
    ("given", "issued"),
    [
        ('{"date-parts": [["1961", 12]]}', {"date-parts": [[1961, 12]]}),
        ('{"date-parts": [["spring", 1961]]}', {"literal": "spring 1961"}),
        ('{"date-parts": [[null]]}', {"literal": ""}),
        ('{"date-parts": 1961}', {"literal": "1961"}),
    ],
)
def test_a_date_that_is_no_number_is_kept_in_words(tmp_path: Path, given: str, issued: dict[str, object]) -> None:
    text = f'[{{"id": "a", "type": "speech", "title": "Quay", "issued": {given}}}]'
    (work,), skipped = read(tmp_path, "a.json", text)
    assert (work.csl["issued"], skipped) == (issued, [])
