"""Files that cannot be read are refused in words, and never harm."""

from __future__ import annotations

import re
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from dragoman import sources
from dragoman.errors import InputError
from dragoman.model import Document, Skipped, Source
from dragoman.sources.html import read_html
from dragoman.sources.repair import place, repair
from dragoman.sources.segment import LONGEST, segment
from dragoman.sources.sentences import split
from dragoman.sources.tei import read_tei
from dragoman.sources.text import read_text

BOMB = """<?xml version="1.0"?>
<!DOCTYPE TEI [
  <!ENTITY a "ha">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
  <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&c;</p></body></text></TEI>
"""


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def read(path: Path) -> list[Source | Document | Skipped]:
    return list(sources.choose(path)(path, given=path.name))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.xml"])
@pytest.mark.parametrize("content", [b"", b"  \n\n "])
def test_an_empty_file_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(InputError, match="empty"):
        read(write(tmp_path, name, content))


def test_a_text_of_a_mark_alone_is_empty(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="empty"):
        read(write(tmp_path, "a.txt", b"\xef\xbb\xbf\n"))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.xml"])
@pytest.mark.parametrize(
    ("content", "looks"), [(b"%PDF-1.7\n1 0 obj", "a PDF file"), (b"PK\x03\x04word", "ZIP"), (b"{\\rtf1 x}", "RTF")]
)
def test_another_format_posing_as_text_is_named(tmp_path: Path, name: str, content: bytes, looks: str) -> None:
    with pytest.raises(InputError, match=looks):
        read(write(tmp_path, name, content))


def test_binary_posing_as_text_is_refused_with_the_place(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="byte 3"):
        read(write(tmp_path, "a.txt", b"abc\x00def"))
    with pytest.raises(InputError, match=r"line 2.*control character"):
        read(write(tmp_path, "b.txt", b"one\ntw\x07o"))
    with pytest.raises(InputError):
        read(write(tmp_path, "c.txt", bytes(range(1, 256)) * 20))


def test_a_legacy_encoding_that_could_be_several_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 2: the text is not UTF-8; convert it \(expected UTF-8\)"):
        read(write(tmp_path, "a.txt", "One line.\nCaf\u00e9.\n".encode("latin-1")))


def test_a_legacy_encoding_that_is_certain_is_read_with_a_remark(tmp_path: Path) -> None:
    russian = (
        "Отношения между двумя странами стали очень близкими, и правительство направило письмо о пересмотре договора. "
        "Посол сообщил, что делегация не примет участия в совещании, которое должно было состояться осенью. "
    )
    records = read(write(tmp_path, "a.txt", (russian * 20).encode("cp1251")))
    skipped, _, document = records
    assert isinstance(skipped, Skipped)
    assert "guessed" in skipped.why
    assert isinstance(document, Document)
    assert document.text == russian * 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_unicode_is_read_and_line_ends_are_one(tmp_path: Path, encoding: str) -> None:
    records = read(write(tmp_path, "a.txt", "Zëri i Popullit\r\nand more.\rEnd.\r\n".encode(encoding)))
    assert isinstance(records[-1], Document)
    assert records[-1].text == "Zëri i Popullit\nand more.\nEnd.\n"


def test_a_damaged_utf16_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="damaged utf-16"):
        read(write(tmp_path, "a.txt", b"\xff\xfeA\x00\x00\xd8B\x00"))


@pytest.mark.parametrize("name", ["nothing.txt", "nothing.xml"])
def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / name)
    with pytest.raises(InputError, match="folder"):
        list(read_text(tmp_path, given="here"))


def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.xyz.*expected.*\.txt"):
        sources.choose(write(tmp_path, "a.xyz", "text"))
    with pytest.raises(InputError, match="a DjVu file"):
        sources.choose(write(tmp_path, "a.djvu", "AT&TFORM"))


def test_malformed_xml_names_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 2, column \d+: malformed XML"):
        read(write(tmp_path, "a.xml", "<TEI>\n<p>one</TEI>"))


def test_ids_that_return_are_borne_but_nothing_else_with_them(tmp_path: Path) -> None:
    twice = '<TEI><text><p xml:id="a">One.</p><p xml:id="a">Two.</p>{}</text></TEI>'
    document = read(write(tmp_path, "a.xml", twice.format("")))[-1]
    assert isinstance(document, Document)
    assert document.text == "One.\n\nTwo.\n"
    for fault in ("<p>", "<p>&nbsp;</p>", "<p a='1' a='2'/>", "<p>\x01</p>"):
        with pytest.raises(InputError):
            read(write(tmp_path, "b.xml", twice.format(fault)))
    with pytest.raises(InputError, match="nbsp"):
        outside = '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/x.dtd">'
        read(write(tmp_path, "c.xml", outside + twice.format("<p>a&nbsp;b</p>")))


def test_xml_that_is_no_tei_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"<rss>.*expected TEI"):
        read(write(tmp_path, "a.xml", "<rss><p>one</p></rss>"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused_before_it_is_parsed(tmp_path: Path, encoding: str) -> None:
    started = time.perf_counter()
    with pytest.raises(InputError, match="line 3: the file declares entities"):
        read(write(tmp_path, "a.xml", BOMB.encode(encoding)))
    assert time.perf_counter() - started < 1


def test_an_entity_bomb_in_an_attribute_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="entities"):
        read(write(tmp_path, "a.xml", BOMB.replace("<p>&c;</p>", '<p n="&c;"/>')))


def test_an_external_entity_is_refused_and_its_file_not_read(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.txt", "secret words")
    text = f'<!DOCTYPE TEI [\n<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n<TEI><text><p>&x;</p></text></TEI>'
    with pytest.raises(InputError, match="line 2") as caught:
        read(write(tmp_path, "a.xml", text))
    assert "secret words" not in str(caught.value)


def test_a_parameter_entity_and_an_outside_dtd_are_not_fetched(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="entities"):
        text = '<!DOCTYPE TEI [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><TEI><text><p>a</p></text></TEI>'
        read(write(tmp_path, "a.xml", text))
    outside = '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/x.dtd">\n<TEI><text><p>{}</p></text></TEI>'
    assert isinstance(read(write(tmp_path, "b.xml", outside.format("plain words")))[-1], Document)
    with pytest.raises(InputError, match="nbsp"):
        read(write(tmp_path, "c.xml", outside.format("a&nbsp;b")))


def test_xml_nested_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read(write(tmp_path, "a.xml", "<TEI>" + "<div>" * 100_000))


def test_html_nested_deeply_is_read_or_refused_but_never_crashes(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", "<html><body>" + "<div>" * 50_000 + "words</body></html>")
    try:
        records = list(read_html(path, given="a.html"))
    except InputError:
        return
    assert isinstance(records[-1], Document)


def test_a_tei_document_without_text_is_skipped_and_said(tmp_path: Path) -> None:
    text = (
        '<TEI><text><div type="document" xml:id="d1"/><div type="document" xml:id="d2"><p>Words.</p></div></text></TEI>'
    )
    records = list(read_tei(write(tmp_path, "a.xml", text), given="a.xml"))
    assert [type(record) for record in records] == [Source, Skipped, Document]
    assert isinstance(records[1], Skipped)
    assert records[1].place == "d1"


def test_missing_metadata_is_left_unknown(tmp_path: Path) -> None:
    _, document = read(write(tmp_path, "some-paper.txt", "a line that is no title, and ends.\nMore of it.\n"))
    source = read(tmp_path / "some-paper.txt")[0]
    assert isinstance(document, Document)
    assert isinstance(source, Source)
    assert (document.written, source.standpoint, source.genre) == (None, None, "")
    assert document.title == "some paper"
    assert "issued" not in source.csl


def read_apart(path: Path) -> tuple[float, list[int], int, int]:
    """Read a text: seconds, lengths of passages, number of sentences, the memory that this program ever held (kB)."""
    started = time.perf_counter()
    *_, document = read_text(path, given="a.txt")
    assert isinstance(document, Document)
    passages = segment(document)
    view = repair(document.text)
    sentences = split(view.text, (), place(view, [(passage.start, passage.end) for passage in passages]))
    lengths = [passage.end - passage.start for passage in passages]
    held = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())  # ru_maxrss outlives exec
    return time.perf_counter() - started, lengths, len(sentences), int(held[1]) if held else 0


@pytest.mark.parametrize("unit", ["The delegation left the capital in June, and nobody asked why. ", "x", "word "])
def test_one_line_of_50_mb_is_read_in_bounded_time_and_memory(tmp_path: Path, unit: str) -> None:
    path = write(tmp_path, "a.txt", (unit * (50_000_000 // len(unit) + 1))[:50_000_000])
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as own:  # what other tests held does not count
        seconds, lengths, sentences, held = own.submit(read_apart, path).result()
    assert seconds < 60
    assert max(lengths) <= LONGEST
    assert sum(lengths) > 49_900_000
    assert sentences
    assert 0 < held < 1_000_000  # kB: 1 GB
