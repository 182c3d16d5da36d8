"""PDF files: what is body, what is note, what is furniture, and what cannot be read."""

from __future__ import annotations

import os
import resource
import shutil
import stat
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.model import Document, Skipped, Source
from dragoman.sources.pdf import read_pdf
from dragoman.sources.repair import repair
from dragoman.sources.segment import segment

from .made_pdf import Words, column, make_pdf

PROSE = [
    "The talks between the two governments were broken off in the spring, and the",
    "ambassador left the capital without a farewell. His successor did not arrive be-",
    "fore the end of the year, when the quarrel over the naval base had been settled",
    "and the fleet had sailed home through the straits.",
]
MORE = [
    "The second stage began with a letter that nobody answered for eleven months,",
    "and the trade between the ports came to a standstill in the meantime.",
]


def read(folder: Path, data: bytes) -> list[Source | Document | Skipped]:
    path = folder / "paper.pdf"
    path.write_bytes(data)
    return list(read_pdf(path, given="paper.pdf"))


def document(records: list[Source | Document | Skipped]) -> Document:
    (found,) = [record for record in records if isinstance(record, Document)]
    return found


def passages(doc: Document) -> list[tuple[str, str, str]]:
    return [(p.kind, p.locator, " ".join(doc.text[p.start : p.end].split())) for p in segment(doc)]


COUNTED = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]


def varied(number: int, body: list[str]) -> list[str]:
    """The lines, no two pages alike."""
    return [f"{line} of the {COUNTED[number % 7]}" for line in body]


def book_page(number: int, body: list[str]) -> list[Words]:
    head = (72, 800, 9, f"{number} A HISTORY OF THE QUARREL") if number % 2 == 0 else (300, 800, 9, "The Sources")
    return [head, *column(body), (290, 30, 9, str(number))]


def test_heads_and_numbers_go_and_the_printed_number_is_the_locator(tmp_path: Path) -> None:
    doc = document(
        read(tmp_path, make_pdf([book_page(number, varied(number, PROSE)) for number in (211, 212, 213, 214)]))
    )
    assert "HISTORY" not in doc.text
    assert "Sources" not in doc.text
    assert "212" not in doc.text
    assert [locator for _, locator in doc.locators] == ["p. 211", "p. 212", "p. 213", "p. 214"]
    assert doc.text.count("The talks between") == 4


def test_the_labels_of_the_file_are_the_locators(tmp_path: Path) -> None:
    doc = document(read(tmp_path, make_pdf([column(PROSE)] * 3, labels="0 << /S /r >> 2 << /S /D /St 15 >>")))
    assert [locator for _, locator in doc.locators] == ["p. i", "p. ii", "p. 15"]
    assert {locator for _, locator, _ in passages(doc)} == {"p. i", "p. ii", "p. 15"}


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    pages = [[*column([*MORE, *PROSE[:2]]), (290, 30, 9, "1")], [*column([*PROSE[2:], *MORE]), (290, 30, 9, "2")]]
    doc = document(read(tmp_path, make_pdf(pages)))
    assert "did not arrive before the end" in repair(doc.text).text
    found = passages(doc)
    assert any("arrive be- fore the end" in words and locator == "p. 1" for _, locator, words in found)


def test_columns_follow_each_other_and_a_title_stands_over_both(tmp_path: Path) -> None:
    left = [f"left column line number {n} runs on" for n in range(12)]
    right = [f"right column line number {n} runs on" for n in range(12)]
    words = [(72.0, 790.0, 18.0, "A Title that Runs over Both of the Columns of the Page")]
    for one, other in zip(column(left, size=10), column(right, left=320, size=10), strict=True):
        words += [one, other]  # drawn line by line over both columns, as some programs do
    text = document(read(tmp_path, make_pdf([words]))).text
    order = [text.index(line) for line in [*left, *right]]
    assert order == sorted(order)
    assert text.startswith("A Title")


def test_a_list_of_contents_is_no_pair_of_columns(tmp_path: Path) -> None:
    words = []
    for number in range(12):
        base = 750.0 - 14 * number
        words += [
            (72.0, base, 11.0, f"Chapter {number}, on the course of things"),
            (500.0, base, 11.0, str(number * 7)),
        ]
    text = document(read(tmp_path, make_pdf([words]))).text
    assert "Chapter 3, on the course of things 21" in text


def test_footnotes_stand_apart_with_their_mark_and_page(tmp_path: Path) -> None:
    def page(number: int) -> list[Words]:
        return [
            *column([*varied(number, PROSE[:2]), *PROSE[2:], *MORE, *PROSE]),
            (72 + 11 * 0.5 * len(PROSE[-1]), 712, 6, str(number)),
            (72, 110, 6, str(number)),
            (80, 106, 8, f"Archive of the Ministry, fond {number * number}, the {COUNTED[number]} report of the"),
            (72, 96, 8, "ambassador on the talks."),
        ]

    doc = document(read(tmp_path, make_pdf([page(1), page(2), page(3)])))
    notes = [found for found in passages(doc) if found[0] == "note"]
    assert notes == [
        (
            "note",
            f"p. {n}, n. {n}",
            f"Archive of the Ministry, fond {n * n}, the {COUNTED[n]} report of the ambassador on the talks.",
        )
        for n in (1, 2, 3)
    ]
    assert [doc.text.count(f"straits.[^{n}]") for n in (1, 2, 3)] == [1, 1, 1]
    assert not any("Archive" in words for kind, _, words in passages(doc) if kind != "note")


def test_notes_that_begin_anew_on_each_page_keep_apart(tmp_path: Path) -> None:
    pages = [
        [*column([*varied(n, PROSE), *PROSE]), (72, 100, 8, f"1. The {COUNTED[n]} note bears the same number.")]
        for n in (1, 2)
    ]
    doc = document(read(tmp_path, make_pdf(pages)))
    assert [locator for kind, locator, _ in passages(doc) if kind == "note"] == ["p. 1, n. 1.1", "p. 2, n. 2.1"]


def test_small_type_without_a_number_stays_in_the_body(tmp_path: Path) -> None:
    page = [*column(PROSE), *column(["A long quotation in smaller type that closes the page."], top=600, size=8)]
    assert all(kind == "body" for kind, _, _ in passages(document(read(tmp_path, make_pdf([page])))))


def test_a_turned_page_is_read_as_it_is_seen(tmp_path: Path) -> None:
    lines = [f"BT /F1 11 Tf 0 1 -1 0 {100 + 14 * n} 60 Tm ({line}) Tj ET" for n, line in enumerate(PROSE)]
    plain = make_pdf([[(0, 0, 1, "@@")]], turned=90)
    drawn = "\n".join(lines).encode()
    start, end = plain.index(b"BT /F1 1 Tf"), plain.index(b"(@@) Tj ET") + len(b"(@@) Tj ET")
    data = plain[:start] + drawn + plain[end:]
    data = data.replace(b"/Length %d >>\nstream\nBT" % (end - start), b"/Length %d >>\nstream\nBT" % len(drawn))
    assert "The talks between the two governments" in document(read(tmp_path, data)).text


def test_what_the_file_says_of_itself(tmp_path: Path) -> None:
    info = "/Title (A Study of the Quarrel) /Author (Ana Marku; Petrit Leka) /CreationDate (D:20110101)"
    source = read(tmp_path, make_pdf([column(PROSE)], info=info))[0]
    assert isinstance(source, Source)
    assert source.csl["title"] == "A Study of the Quarrel"
    assert source.csl["author"] == [{"literal": "Ana Marku"}, {"literal": "Petrit Leka"}]
    assert "issued" not in source.csl  # when the file was made is not when the text came out
    junk = read(tmp_path, make_pdf([column(PROSE)], info="/Title (Microsoft Word - draft3.doc)"))[0]
    assert isinstance(junk, Source)
    assert junk.csl["title"] == "paper"


def test_scanned_pages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    records = read(tmp_path, make_pdf([column(PROSE), [], [], column(MORE), []], scanned={1, 2, 4}))
    skipped = [record for record in records if isinstance(record, Skipped)]
    assert [one.place for one in skipped] == ["p. 2 to p. 3", "p. 5"]
    assert "without a text layer" in skipped[0].why
    assert "Tesseract" in skipped[0].why
    assert [locator for _, locator in document(records).locators] == ["p. 1", "p. 4"]


def test_a_scan_of_500_pages_is_refused_in_bounded_time_and_memory(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(make_pdf([[]] * 500, scanned=set(range(500))))
    script = textwrap.dedent("""
        import resource, sys
        from pathlib import Path
        from dragoman.errors import InputError
        from dragoman.sources.pdf import read_pdf
        from dragoman.sources.pdf_page import read_page
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            list(read_pdf(Path(sys.argv[1]), given="scan.pdf"))
        except InputError as error:
            print(error)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """)
    environment = {**os.environ, "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=True,
    )
    said, grown = done.stdout.strip().rsplit("\n", 1)
    assert "p. 1 to p. 500: a scan without a text layer" in said
    assert int(grown) < 100_000  # kB


def test_scans_are_read_where_the_program_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "read.pdf").write_bytes(make_pdf([column(PROSE), column(MORE)]))
    program = tmp_path / "bin" / "ocrmypdf"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport shutil, sys\nshutil.copy({str(tmp_path / 'read.pdf')!r}, sys.argv[-1])\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent))
    records = read(tmp_path, make_pdf([column(PROSE), []], scanned={1}))
    assert "eleven months" in document(records).text
    assert [record.place for record in records if isinstance(record, Skipped)] == ["OCR"]
    assert not list(read_pdf(tmp_path / "paper.pdf", given="paper.pdf", is_trial=True))  # hours are spent once
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('no Tesseract here')\n")
    records = read(tmp_path, make_pdf([column(PROSE), []], scanned={1}))
    said = [record.why for record in records if isinstance(record, Skipped)]
    assert "no Tesseract here" in said[0]
    assert "without a text layer" in said[1]


@pytest.mark.skipif(not (shutil.which("ocrmypdf") and shutil.which("tesseract")), reason="needs OCRmyPDF, Tesseract")
def test_a_scan_is_read_by_tesseract_and_its_words_are_cited_by_page(tmp_path: Path) -> None:
    lines = ["The envoy left the port on 3 May 1957. Norway", "recalled its ambassador from Sweden.", "7 May 1957."]
    text = make_pdf([column(lines, size=14, step=22), column(["Nobody spoke of it again."], size=14)])
    with closing(pypdfium2.PdfDocument(text)) as drawn:
        pictures = [page.render(scale=150 / 72, grayscale=True).to_numpy().squeeze() for page in drawn]
    records = read(tmp_path, make_pdf([[], []], scanned={0, 1}, pictures=pictures))
    read_text = document(records)
    assert [record.place for record in records if isinstance(record, Skipped)] == ["OCR"]
    assert "Norway\nrecalled its ambassador from Sweden." in read_text.text
    assert read_text.locate(read_text.text.index("recalled")) == "p. 1"
    assert read_text.locate(read_text.text.index("Nobody spoke")) == "p. 2"
    assert read_text.title == "paper"


def test_lines_that_were_read_over_a_picture_are_of_one_size(tmp_path: Path) -> None:
    lines = [
        (72, 750, 11, "The envoy left on the day"),
        (72, 736, 14, "3 May 1957,"),
        (72, 722, 10, "and nobody spoke."),
    ]
    printed, scanned = (document(read(tmp_path, make_pdf([lines], scanned=pages))) for pages in ((), {0}))
    assert scanned.text == "The envoy left on the day\n3 May 1957,\nand nobody spoke.\n"
    assert printed.text != scanned.text


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: data[: len(data) // 2], "cut short"),
        (lambda data: b"", "empty"),
        (lambda data: b"PK\x03\x04word", "ZIP archive"),
        (lambda data: b"Only words.", "no PDF"),
        (lambda data: b"%PDF-1.7\n" + b"\x00rubbish" * 50 + b"%%EOF", "damaged"),
        (lambda data: b"%PDF-1.7\n%%EOF", "damaged"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, damage, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match=words):
        read(tmp_path, damage(make_pdf([column(PROSE)])))


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    data = make_pdf([column(PROSE)])
    lock = (
        b"99 0 obj\n<< /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32
        + b"> >>\nendobj\n"
    )  # fmt: skip
    start = data.index(b"xref\n")
    data = data[:start] + lock + data[start:]
    data = data.replace(b"/Info 5 0 R", b"/Info 5 0 R /Encrypt 99 0 R /ID [<00><00>]")
    with pytest.raises(InputError, match="locked by a password"):
        read(tmp_path, data)


def test_a_file_without_words_or_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no page holds text"):
        read(tmp_path, make_pdf([[]]))
    with pytest.raises(InputError, match="damaged"):
        read(tmp_path, make_pdf([]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text("abc XYZ.,19", min_size=1, max_size=60), max_size=8), min_size=1, max_size=4))
def test_every_word_of_a_page_is_in_the_text_once(tmp_path_factory: pytest.TempPathFactory, pages) -> None:  # type: ignore[no-untyped-def]
    lettered = [[f"{COUNTED[p]}{n} {line} end" for n, line in enumerate(lines)] for p, lines in enumerate(pages)]
    folder = tmp_path_factory.mktemp("pdf")
    try:
        records = read(folder, make_pdf([column(lines) for lines in lettered]))
    except InputError:
        assert not any(lettered)
        return
    doc = document(records)
    for passage in segment(doc):
        assert doc.text[passage.start : passage.end].strip()
        assert passage.locator.startswith("p. ")
    words = [f"{COUNTED[p]}{n}" for p, lines in enumerate(lettered) for n in range(len(lines))]
    assert all(doc.text.count(f"{word} ") == 1 for word in words)


def test_a_long_book_is_read_at_speed(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    pages = [book_page(number, varied(number, [*PROSE, *MORE] * 6)) for number in range(1, 201)]
    doc = document(read(tmp_path, make_pdf(pages)))
    assert len(doc.text) > 400_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 20
