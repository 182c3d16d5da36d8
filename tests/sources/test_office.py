"""Word files, OpenDocument texts and EPUB books."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import sources
from dragoman.errors import InputError
from dragoman.model import Document, Skipped, Source
from dragoman.sources import safezip
from dragoman.sources.segment import segment

from .made_office import docx_parts, epub_parts, make_zip, odt_parts

PARTS: dict[str, Callable[[], dict[str, str]]] = {
    "a.docx": lambda: docx_parts([("", "The envoy left.")]),
    "a.odt": lambda: odt_parts("<text:p>The envoy left.</text:p>"),
    "a.epub": lambda: epub_parts({"c1.xhtml": "<p>The envoy left.</p>"}),
}
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def read(path: Path) -> list[Source | Document | Skipped]:
    return list(sources.choose(path)(path, given=path.name))


def found(doc: Document) -> list[tuple[str, str, str]]:
    return [(p.kind, p.locator, doc.text[p.start : p.end]) for p in segment(doc)]


def test_a_word_file_with_sections_and_footnotes(tmp_path: Path) -> None:
    parts = docx_parts(
        [
            ("Title", "A Short History"),
            ("heading1", "The Break"),
            ("", "The envoy left.{1} Nobody spoke & nobody wrote."),
            ("heading1", "The Return"),
            ("", "He came back.{2}"),
        ],
        ["Archive, file 3.", "Diary, p. 9."],
        core="<dc:title>A Short History</dc:title><dc:creator>Ana Marku; Petrit Leka</dc:creator>",
    )
    source, doc = read(make_zip(tmp_path / "a.docx", parts))
    assert isinstance(source, Source)
    assert isinstance(doc, Document)
    assert (source.csl["title"], doc.title, doc.written) == ("A Short History", "A Short History", None)
    assert source.csl["author"] == [{"literal": "Ana Marku"}, {"literal": "Petrit Leka"}]
    assert found(doc) == [
        ("heading", "§ A Short History", "A Short History"),
        ("heading", "§ The Break", "The Break"),
        ("body", "§ The Break, par. 1", "The envoy left.[^1] Nobody spoke & nobody wrote."),
        ("heading", "§ The Return", "The Return"),
        ("body", "§ The Return, par. 1", "He came back.[^2]"),
        ("note", "n. 1", "Archive, file 3."),
        ("note", "n. 2", "Diary, p. 9."),
    ]


def test_an_opendocument_text_with_pages_and_notes(tmp_path: Path) -> None:
    body = (
        '<text:h text:outline-level="1">The Break</text:h>'
        '<text:p>The envoy<text:s text:c="2"/>left.<text:note text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>Archive, file 3.</text:p></text:note-body></text:note></text:p>"
        "<text:p>Nobody spoke, and <text:soft-page-break/>nobody wrote.</text:p>"
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        '<text:p>He came back.<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation>'
        "<text:note-body><text:p>Diary.</text:p></text:note-body></text:note></text:p>"
    )
    meta = "<dc:title>A Short History</dc:title><meta:initial-creator>Ana Marku</meta:initial-creator>"
    source, doc = read(make_zip(tmp_path / "a.odt", odt_parts(body, meta=meta)))
    assert isinstance(source, Source)
    assert isinstance(doc, Document)
    assert source.csl["author"] == [{"literal": "Ana Marku"}]
    assert found(doc) == [
        ("heading", "p. 1", "The Break"),
        ("body", "p. 1", "The envoy left.[^1]"),
        ("body", "p. 1", "Nobody spoke, and nobody wrote."),
        ("body", "p. 2", "He came back.[^ei]"),
        ("note", "n. 1", "Archive, file 3."),
        ("note", "n. ei", "Diary."),
    ]
    assert doc.locate(doc.text.index("nobody wrote")) == "p. 2"


def test_an_opendocument_text_of_another_hand(tmp_path: Path) -> None:
    odfdo = pytest.importorskip("odfdo")
    made = odfdo.Document("text")
    made.body.clear()
    made.body.append(odfdo.Header(1, "The Break"))
    paragraph = odfdo.Paragraph("The envoy left.")
    paragraph.insert_note(after="left.", note_id="n1", citation="1", body="Archive, file 3.")
    made.body.append(paragraph)
    made.save(tmp_path / "b.odt")
    doc = read(tmp_path / "b.odt")[-1]
    assert isinstance(doc, Document)
    assert [kind for kind, _, _ in found(doc)] == ["heading", "body", "note"]


def test_a_book_chapter_by_chapter(tmp_path: Path) -> None:
    chapters = {
        "cover.xhtml": '<img src="cover.png"/>',
        "c1.xhtml": '<h1>One</h1><p>The envoy left.<sup><a href="notes.xhtml#n1">1</a></sup></p>'
        '<p><span epub:type="pagebreak" title="12"></span>Nobody&nbsp;spoke.</p>',
        "c2.xhtml": '<p>He came back.<a epub:type="noteref" href="#f1">*2</a></p><aside id="f1"><p>Diary.</p></aside>',
        "notes.xhtml": '<ol><li id="n1"><p>Archive, file 3.</p></li></ol>',
    }
    meta = (
        "<dc:title>A Short History</dc:title><dc:creator>Ana Marku</dc:creator><dc:date>1994-05-01</dc:date>"
        "<dc:language>en-GB</dc:language><dc:identifier>urn:isbn:9780000000002</dc:identifier>"
    )
    contents = {"c1.xhtml": "The Break", "c2.xhtml": "The Return", "notes.xhtml": "Notes"}
    path = make_zip(tmp_path / "a.epub", epub_parts(chapters, contents=contents, meta=meta))
    source, *docs = read(path)
    assert isinstance(source, Source)
    assert (source.csl["title"], source.csl["ISBN"]) == ("A Short History", "9780000000002")
    assert source.csl["issued"] == {"date-parts": [[1994, 5, 1]]}
    documents = [doc for doc in docs if isinstance(doc, Document)]
    assert [doc.locator for doc in documents] == ["“The Break”", "“The Return”", "“Notes”"]
    assert [doc.written for doc in documents] == [None] * 3
    assert [found(doc) for doc in documents] == [
        [("heading", "", "One"), ("body", "par. 1", "The envoy left.[^1]"), ("body", "p. 12", "Nobody spoke.")],
        [("body", "par. 1", "He came back.[^2]"), ("note", "n. 2", "Diary.")],
        [("note", "n. 1", "Archive, file 3.")],
    ]
    assert documents[0].locate(documents[0].text.index("Nobody")) == "“The Break”, p. 12"
    assert len({doc.id for doc in documents}) == 3


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_file_of_another_kind_is_named(tmp_path: Path, name: str) -> None:
    other = next(parts() for key, parts in PARTS.items() if key != name)
    with pytest.raises(InputError, match=r"this is an? (EPUB|Word|OpenDocument).*whatever its name says"):
        read(make_zip(tmp_path / name, other))
    (tmp_path / name).write_bytes(b"%PDF-1.7 words")
    with pytest.raises(InputError, match="a PDF file, whatever"):
        read(tmp_path / name)
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(InputError, match="empty"):
        read(tmp_path / name)
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / f"missing-{name}")


@pytest.mark.parametrize("name", sorted(PARTS))
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_cut_file_is_refused(tmp_path: Path, name: str, share: float) -> None:
    data = make_zip(tmp_path / name, PARTS[name]()).read_bytes()
    (tmp_path / name).write_bytes(data[: int(len(data) * share)])
    with pytest.raises(InputError, match="damaged or cut"):
        read(tmp_path / name)


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path, name: str) -> None:
    make_zip(tmp_path / name, PARTS[name]() | {"word/media/image.xml": bytes(64 << 20)})
    with pytest.raises(InputError, match=r"unpacks to \d+ times its size"):
        read(tmp_path / name)


@pytest.mark.parametrize("name", sorted(PARTS))
def test_an_archive_too_large_unpacked_is_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safezip, "MOST_BYTES", 100)
    with pytest.raises(InputError, match="taken for a bomb"):
        read(make_zip(tmp_path / name, PARTS[name]()))
    monkeypatch.setattr(safezip, "MOST_MEMBERS", 1)
    with pytest.raises(InputError, match="members"):
        read(tmp_path / name)


@pytest.mark.parametrize("name", sorted(PARTS))
@pytest.mark.parametrize("member", ["../escape.xml", "/etc/escape", "C:\\escape", "word/..\\..\\escape"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str, member: str) -> None:
    with pytest.raises(InputError, match="leads out"):
        read(make_zip(tmp_path / name, PARTS[name]() | {member: "x"}))


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_entities_are_refused(tmp_path: Path, name: str) -> None:
    parts = PARTS[name]()
    for member in ("word/document.xml", "content.xml", "word/styles.xml", "meta.xml"):
        if member in parts:
            head, body = parts[member].split("?>\n", 1)
            changed = parts | {member: f"{head}?>\n{DOCTYPE}{body}"}
            with pytest.raises(InputError, match="document types or entities"):
                read(make_zip(tmp_path / name, changed))


def test_entities_in_a_book_are_refused_or_not_expanded(tmp_path: Path) -> None:
    parts = epub_parts({"c1.xhtml": "<p>The envoy &b; left.</p>"})
    package = parts | {"OEBPS/book.opf": DOCTYPE + parts["OEBPS/book.opf"]}
    with pytest.raises(InputError, match="entities"):
        read(make_zip(tmp_path / "a.epub", package))
    page = parts["OEBPS/c1.xhtml"].replace("<!DOCTYPE html>", DOCTYPE.replace("x", "html", 1))
    doc = read(make_zip(tmp_path / "a.epub", parts | {"OEBPS/c1.xhtml": page}))[-1]
    assert isinstance(doc, Document)
    assert "aaaa" not in doc.text.split("envoy", 1)[1]


def test_a_book_that_points_outside_is_refused(tmp_path: Path) -> None:
    parts = epub_parts({"../../secret.xhtml": "<p>x</p>"})
    parts = {name: text for name, text in parts.items() if "secret" not in name}
    with pytest.raises(InputError, match="outside"):
        read(make_zip(tmp_path / "a.epub", parts))


def test_locked_files_are_refused(tmp_path: Path) -> None:
    book = epub_parts({"c1.xhtml": "<p>x</p>"})
    book["META-INF/encryption.xml"] = (
        '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:CipherData>'
        '<enc:CipherReference URI="OEBPS/c1.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>'
    )
    with pytest.raises(InputError, match="locked"):
        read(make_zip(tmp_path / "a.epub", book))
    text = odt_parts("<text:p>x</text:p>")
    text["META-INF/manifest.xml"] = "<manifest><encryption-data/></manifest>"
    with pytest.raises(InputError, match="password"):
        read(make_zip(tmp_path / "a.odt", text))
    (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))  # Word wraps a locked file in an old one
    with pytest.raises(InputError, match="old Microsoft Office file"):
        read(tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("name", "member", "content"),
    [
        ("a.docx", "word/document.xml", "<w:document"),
        ("a.docx", "word/footnotes.xml", "<w:footnotes"),
        ("a.odt", "content.xml", "<office:text"),
        ("a.odt", "content.xml", "<other/>"),
        ("a.epub", "OEBPS/book.opf", "<package"),
        ("a.epub", "META-INF/container.xml", "<container/>"),
        ("a.epub", "META-INF/container.xml", '<container><rootfile full-path="no.opf"/></container>'),
        ("a.docx", "word/document.xml", "<w:document xmlns:w='http://x'/>"),
    ],
)
def test_a_damaged_part_is_named(tmp_path: Path, name: str, member: str, content: str) -> None:
    with pytest.raises(InputError):
        read(make_zip(tmp_path / name, PARTS[name]() | {member: content}))


def test_a_member_with_a_wrong_sum_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in odt_parts("<text:p>The envoy left.</text:p>").items():
            archive.writestr(name, content)
    path.write_bytes(path.read_bytes().replace(b"The envoy left", b"The envoy lost", 1))
    with pytest.raises(InputError, match="damaged"):
        read(path)


def test_files_without_words_are_refused(tmp_path: Path) -> None:
    for name, parts in {
        "a.docx": docx_parts([("", " ")]),
        "a.odt": odt_parts("<text:p/>"),
        "a.epub": epub_parts({"c1.xhtml": "<img/>"}),
    }.items():
        with pytest.raises(InputError, match="no text"):
            read(make_zip(tmp_path / name, parts))


WORDS = st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=60), max_size=6)


@settings(max_examples=30, deadline=None)
@given(WORDS, WORDS)
def test_offsets_slice_to_the_words_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str], notes: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("office")
    from xml.sax.saxutils import escape

    clean = [" ".join(f"Word {text} end".replace("{", "(").replace("}", ")").split()) for text in paragraphs]
    if not clean:
        return
    marked = [f"{text}{{{n}}}" if n <= len(notes) else text for n, text in enumerate(clean, start=1)]
    body = "".join(f"<text:p>{escape(text)}</text:p>" for text in clean)
    pages = "".join(f"<p>{escape(text)}</p>" for text in clean)
    made = {
        "a.docx": docx_parts([("", text) for text in marked], [f"See {n}." for n in range(1, len(notes) + 1)]),
        "a.odt": odt_parts(body),
        "a.epub": epub_parts({"c1.xhtml": pages}),
    }
    for name, parts in made.items():
        doc = read(make_zip(folder / name, parts))[-1]
        assert isinstance(doc, Document)
        flat = " ".join(doc.text.split())
        assert all(text in flat for text in clean)
        last = 0
        for passage in segment(doc):
            assert last <= passage.start < passage.end <= len(doc.text)
            assert doc.text[passage.start : passage.end].strip() == doc.text[passage.start : passage.end]
            last = passage.end


def test_titles_of_an_opendocument_text_are_headings(tmp_path: Path) -> None:
    body = (
        '<text:p text:style-name="Title">The Break</text:p><text:p text:style-name="P1">An Early Part</text:p>'
        "<text:p>The envoy left.</text:p>"
    )
    parts = odt_parts(body)
    style = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    made = f'<style:style {style} style:name="P1" style:parent-style-name="Heading_20_1"/>'
    parts["content.xml"] = parts["content.xml"].replace("<office:body>", f"{made}<office:body>")
    *_, document = read(make_zip(tmp_path / "a.odt", parts))
    assert isinstance(document, Document)
    assert found(document) == [
        ("heading", "§ The Break", "The Break"),
        ("heading", "§ An Early Part", "An Early Part"),
        ("body", "§ An Early Part, par. 1", "The envoy left."),
    ]
