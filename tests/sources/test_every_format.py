"""One paper in each format: its words, places, notes and quotations come out as they went in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman import sources
from dragoman.cli import main
from dragoman.mentions.actors import Spotter
from dragoman.model import Document, Passage
from dragoman.reading import make_reading
from dragoman.sources.repair import repair
from dragoman.sources.segment import segment
from dragoman.vocab.actors import Authority
from dragoman.workbench import Workbench, create

from .made_office import docx_parts, epub_parts, odt_parts
from .made_pdf import column, make_pdf

AUTHORITY = Authority.load()
SPOTTER = Spotter(AUTHORITY)

TOLD = "On 3 December 1961 the Soviet Union recalled its ambassador from Albania."
AFTER = "Albania protested to the Soviet Union on 5 December 1961, and nobody answered it."
NOTE = "AMPJ, F. 14, d. 23, p. 5."


def zipped(parts: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def workbook(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def html(first: str, second: str, note: str) -> str:
    mark = '<sup><a href="#n1">1</a></sup>' if note else ""
    aside = f'<ol><li id="n1">{escape(note)}</li></ol>' if note else ""
    return f"<main><h1>The Break</h1><p>{escape(first)}{mark}</p><p>{escape(second)}</p>{aside}</main>"


def tei(first: str, second: str, note: str, *, edition: bool) -> str:
    mark = f'<note n="1">{escape(note)}</note>' if note else ""
    text = f"<head>7. The Break</head><p>{escape(first)}{mark}</p><p>{escape(second)}</p>"
    kind = ' type="document" xml:id="d7" n="7"' if edition else ""
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div{kind}>{text}</div></body></text></TEI>'


def odt(first: str, second: str, note: str) -> bytes:
    mark = (
        f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>'
        f"{escape(note)}</text:p></text:note-body></text:note>"
        if note
        else ""
    )
    return zipped(
        odt_parts(f"<text:h>The Break</text:h><text:p>{escape(first)}{mark}</text:p><text:p>{escape(second)}</text:p>")
    )


def pdf(first: str, second: str, note: str) -> bytes:
    body = [*column([first], top=700), *column([second], top=660)]
    return make_pdf([[*body, *([(72, 80, 8, f"1 {note}")] if note else [])]], labels="0 << /S /r /St 7 >>")


def table(first: str, second: str) -> list[list[str]]:
    return [["Date", "Event"], ["1961-12-03", first], ["1961-12-05", second]]


def csv(first: str, second: str, note: str) -> str:
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table(first, second))


def docx(first: str, second: str, note: str) -> bytes:
    mark = "{1}" if note else ""
    return zipped(docx_parts([("heading1", "The Break"), ("", first + mark), ("", second)], [note] if note else []))


PLAIN = "The Break\n\n{}{}\n\n{}\n{}"
MADE: dict[str, Callable[[str, str, str], str | bytes]] = {
    "plain.txt": lambda a, b, n: PLAIN.format(a, "[^1]" if n else "", b, f"\n[^1]: {n}\n" if n else ""),
    "marked.md": lambda a, b, n: "# " + PLAIN.format(a, "[^1]" if n else "", b, f"\n[^1]: {n}\n" if n else ""),
    "page.html": html,
    "volume.xml": lambda a, b, n: tei(a, b, n, edition=True),
    "book.tei": lambda a, b, n: tei(a, b, n, edition=False),
    "paper.pdf": pdf,
    "letter.docx": docx,
    "letter.odt": odt,
    "book.epub": lambda a, b, n: zipped(epub_parts({"c1.xhtml": html(a, b, n)}, contents={"c1.xhtml": "The Break"})),
    "events.csv": csv,
    "events.xlsx": lambda a, b, n: workbook(table(a, b)),
}
PLACES = {
    "plain.txt": "par. 1",
    "marked.md": "§ The Break, par. 1",
    "page.html": "§ The Break, par. 1",
    "volume.xml": "par. 1",
    "book.tei": "§ 7. The Break, par. 1",
    "paper.pdf": "p. vii",
    "letter.docx": "§ The Break, par. 1",
    "letter.odt": "§ The Break, par. 1",
    "book.epub": "par. 1",
    "events.csv": "row 2",
    "events.xlsx": "row 2",
}
TABLES = frozenset({"events.csv", "events.xlsx"})


def write(folder: Path, name: str, first: str, second: str, note: str) -> Path:
    content = MADE[name](first, second, note)
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def words_of(document: Document, passage: Passage) -> str:
    return " ".join(document.text[passage.start : passage.end].split())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A folder with a paper in each format, one of them again under another name, and one in an archive."""
    folder = tmp_path_factory.mktemp("formats")
    papers = folder / "papers"
    papers.mkdir()
    for name in MADE:
        write(papers, name, TOLD, AFTER, NOTE)
    (papers / "the-same.txt").write_bytes((papers / "plain.txt").read_bytes())
    (papers / "more.zip").write_bytes(zipped({"deep/inner.md": f"# Inside\n\n{TOLD}\n"}))
    (papers / "works.ris").write_text("TY  - BOOK\nID  - quay\nTI  - The Long Quay\nAU  - Marku, Ana\nER  - \n")
    (papers / "false.pdf").write_text("No PDF.")
    create(folder)
    added = CliRunner().invoke(main, ["add", "-p", str(folder), str(papers)])
    assert (added.exit_code, added.stdout) == (3, f"{len(MADE) + 2} added, 1 already there, 1 refused\n")
    done = CliRunner().invoke(main, ["run", "-p", str(folder), "--workers", "1"])
    assert done.exit_code == 0, done.output
    return Workbench(folder)


def test_every_file_becomes_a_document_and_a_bibliography_none(project: Workbench) -> None:
    names = sorted(document.path.rpartition("papers/")[2] for document in project.documents())
    assert names == sorted([*MADE, "more.zip/deep/inner.md"])
    assert [work.key for work in project.works()] == ["quay"]


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_paper_keeps_its_words_its_places_and_its_note(project: Workbench, name: str) -> None:
    (document,) = [one for one in project.documents() if one.path.endswith(f"/{name}")]
    with project.reader() as reader:
        passages = reader.passages(document.id)
        accounts = reader.accounts(document_id=document.id)
    notes = [words_of(document, one) for one in passages if one.kind == "note"]
    assert notes == ([] if name in TABLES else [NOTE])
    (told,) = [one for one in passages if "recalled its ambassador" in words_of(document, one)]
    assert told.kind == "body"
    assert told.locator == PLACES[name]
    assert NOTE not in words_of(document, told)
    dates = {account.date for account in accounts}
    assert {"1961-12-03", "1961-12-05"} <= dates
    for account in accounts:
        assert account.evidence.check(document.text)
        assert document.text[account.evidence.start : account.evidence.end] == account.evidence.quote


def test_notes_are_listed_as_references_with_their_place(project: Workbench) -> None:
    cited = {one.document.path.rpartition("/")[2]: one for one in project.citations()}
    assert set(cited) == set(MADE) - TABLES
    assert {(one.reference.archive, one.reference.file, one.reference.locator) for one in cited.values()} == {
        ("AMPJ", "F. 14, d. 23", "p. 5")
    }
    assert cited["paper.pdf"].place == "p. vii, n. 1"
    assert cited["volume.xml"].place == "d7, n. 1"


SENTENCE = st.lists(
    st.text(st.characters(codec="cp1252", categories=["L", "N", "Po", "Pd", "Pi", "Pf"]), min_size=1, max_size=9),
    max_size=6,
).map(lambda words: f"Albania saw {' '.join(words)} and the Soviet Union left in 1961.")


@pytest.mark.parametrize("name", sorted(MADE))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SENTENCE, second=SENTENCE, noted=st.booleans())
def test_offsets_slice_to_quotes_in_every_format(
    tmp_path: Path, name: str, first: str, second: str, noted: bool
) -> None:
    path = write(tmp_path, name, first.replace("{", "("), second.replace("{", "("), NOTE if noted else "")
    *_, document = sources.choose(path)(path, given=name)
    assert isinstance(document, Document)
    last = 0
    for passage in segment(document):
        assert last <= passage.start < passage.end <= len(document.text)
        assert document.text[passage.start : passage.end].strip() == document.text[passage.start : passage.end]
        last = passage.end
    read = make_reading(document, AUTHORITY, spotter=SPOTTER)
    assert len(read.actors) >= 4
    for mention in (*read.actors, *read.dates):
        start, end = read.view.span(mention.start, mention.end)
        quote = document.text[start:end]
        assert repair(quote).text.split() == read.view.text[mention.start : mention.end].split() == mention.text.split()
