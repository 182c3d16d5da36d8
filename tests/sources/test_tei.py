"""TEI P5: editions of documents, whole texts, fragments."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from dragoman.model import Document, Skipped, Source
from dragoman.sources.repair import repair
from dragoman.sources.segment import segment
from dragoman.sources.tei import read_tei

VOLUME = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/ns/1.0">
<teiHeader><fileDesc>
  <titleStmt><title type="complete">Papers of the Port, Volume II</title><title type="series">Papers of the Port</title>
    <editor>Ana Marku</editor><editor>Pal Deda</editor></titleStmt>
  <publicationStmt><publisher>Port Press</publisher><pubPlace>Vlore</pubPlace><date>1994</date>
    <idno type="isbn-13">9780000000000</idno><availability><licence>CC0</licence></availability></publicationStmt>
</fileDesc></teiHeader>
<text><front><div><head>Persons</head><p>Not a document.</p></div></front><body><div type="chapter">
<div type="document" xml:id="d1" n="1">
  <head>1. Telegram From the <gloss type="from">Legation</gloss> to the <gloss type="to">Port
     Office</gloss><note n="0">Source: Port files.</note></head>
  <dateline><placeName>Vlore</placeName>, <date when="1961-04-04T14:00:00">April 4, 1961, 2 p.m.</date></dateline>
  <p><pb n="3"/>The talks<note n="1" xml:id="d1fn1">Held in <hi>March</hi>. <p>See no. 2.</p></note> were broken
     off<!-- a comment -->. <persName>Deda</persName><lb/>left.</p>
  <list><head>PRESENT</head><item>Ana Marku</item><item>Pal Deda</item></list>
  <table><row><cell>one</cell><cell>two</cell></row></table>
  <closer><signed>Marku</signed></closer>
</div>
<div type="document" n="2" frus:doc-dateTime-min="1961-05-01T00:00:00Z" frus:doc-dateTime-max="1961-05-03T23:59:59Z">
  <head>2. Editorial Note</head><p>They were taken up again.</p></div>
<div type="document" xml:id="d3">
  <head>3. Letter, <date from="1961-06-01" to="1961-06-02">June 1-2</date></head><p>No.</p></div>
<div type="document" xml:id="d4"><head>4. Memorandum</head><dateline><date>undated</date></dateline><p>Yes.</p></div>
</div></body></text></TEI>
"""


def read(folder: Path, text: str) -> tuple[Source, list[Document]]:
    path = folder / "volume.xml"
    path.write_text(text, encoding="utf-8")
    source, *documents = read_tei(path, given="volume.xml")
    assert isinstance(source, Source)
    assert all(isinstance(document, Document) for document in documents)
    return source, [document for document in documents if isinstance(document, Document)]


def test_each_document_division_is_a_document(tmp_path: Path) -> None:
    source, documents = read(tmp_path, VOLUME)
    assert source.genre == "edition"
    assert source.rights == "CC0"
    assert source.csl["title"] == "Papers of the Port, Volume II"
    assert source.csl["editor"] == [{"literal": "Ana Marku"}, {"literal": "Pal Deda"}]
    assert source.csl["issued"] == {"date-parts": [[1994]]}
    assert (source.csl["publisher"], source.csl["publisher-place"]) == ("Port Press", "Vlore")
    assert [document.locator for document in documents] == ["d1", "div 2", "d3", "d4"]
    assert len({document.id for document in documents}) == 4
    first = documents[0]
    assert first.title == "1. Telegram From the Legation to the Port Office"
    assert (first.sender, first.receiver, first.place) == ("Legation", "Port Office", "Vlore")


def test_dates_are_those_of_the_edition_and_never_made_up(tmp_path: Path) -> None:
    _, documents = read(tmp_path, VOLUME)
    written = [document.written for document in documents]
    assert written == ["1961-04-04", "1961-05-01/1961-05-03", "1961-06-01/1961-06-02", None]


def test_notes_stand_after_the_body_and_leave_a_mark(tmp_path: Path) -> None:
    _, documents = read(tmp_path, VOLUME)
    document = documents[0]
    found = [(p.kind, p.locator, document.text[p.start : p.end]) for p in segment(document)]
    assert found == [
        ("heading", "", "1. Telegram From the Legation to the Port Office"),
        ("body", "par. 1", "Vlore, April 4, 1961, 2 p.m."),
        ("body", "par. 2", "The talks[^1] were broken off. Deda left."),
        ("heading", "", "PRESENT"),
        ("body", "par. 3", "Ana Marku"),
        ("body", "par. 4", "Pal Deda"),
        ("body", "par. 5", "one | two"),
        ("body", "par. 6", "Marku"),
        ("note", "n. 0", "Source: Port files."),
        ("note", "n. 1", "Held in March. See no. 2."),
    ]
    assert repair(document.text).breaks == ((0, 0),)


def test_a_plain_tei_file_is_one_document(tmp_path: Path) -> None:
    text = (
        "<TEI><teiHeader><fileDesc><titleStmt><title>A Memoir</title><author>Ana Marku</author></titleStmt>"
        "<publicationStmt><date when='1980'/></publicationStmt></fileDesc></teiHeader>"
        "<text xml:lang='sq'><body><head>One</head><p>It was late.</p></body></text></TEI>"
    )
    source, (document,) = read(tmp_path, text)
    assert source.csl["author"] == [{"literal": "Ana Marku"}]
    assert (document.title, document.written, document.lang) == ("A Memoir", "1980", "sq")
    assert document.text == "# One\n\nIt was late.\n"


def test_a_fragment_without_a_header_is_one_document(tmp_path: Path) -> None:
    text = (
        '<div xmlns="http://www.tei-c.org/ns/1.0" type="section"><head>The Plan, <date when="1754">1754</date></head>'
        "<p>It was a plan.</p><figure><head>A picture</head></figure></div>"
    )
    source, (document,) = read(tmp_path, text)
    assert source.csl["title"] == document.title == "The Plan, 1754"
    assert document.written is None  # the heading's date is that of the plan, not of the text
    assert document.text == "# The Plan, 1754\n\nIt was a plan.\n"


def test_ids_are_those_of_the_bytes(tmp_path: Path) -> None:
    source, documents = read(tmp_path, VOLUME)
    (tmp_path / "sub").mkdir()
    again, same = read(tmp_path / "sub", VOLUME)
    assert (source.id, [d.id for d in documents]) == (again.id, [d.id for d in same])


@pytest.mark.corpus
def test_five_volumes_of_an_edition(shared: Path) -> None:
    with (shared / "data/frus/index.csv").open(encoding="utf-8", newline="") as file:
        index = {(row["volume"], row["doc"]): row["date"][:10] for row in csv.DictReader(file)}
    documents: dict[tuple[str, str], Document] = {}
    volumes = sorted((shared / "data/frus").glob("*.xml"))
    started = time.process_time()
    for path in volumes:
        for record in read_tei(path, given=path.name):
            assert not isinstance(record, Skipped)
            if isinstance(record, Document):
                documents[path.stem, record.locator] = record
    seconds = time.process_time() - started
    assert len(documents) == len(index) == 1791
    same = sum((documents[key].written or "") == date for key, date in index.items())
    assert same >= 1789  # two more are intervals of which the index gives the first day
    assert sum(path.stat().st_size for path in volumes) / seconds > 10_000_000
    assert all(passage.end > passage.start for passage in segment(documents["frus1961-63v16", "d3"]))


@pytest.mark.corpus
def test_essays_in_fragments(shared: Path) -> None:
    paths = sorted((shared / "data/milestones/tei").glob("*.xml"))
    assert len(paths) == 90
    for path in paths:
        source, document = read_tei(path, given=path.name)
        assert isinstance(document, Document)
        assert isinstance(source, Source)
        assert document.title
        assert len(document.text) > 500


def passages(folder: Path, body: str) -> list[tuple[str, str, str]]:
    path = folder / "a.xml"
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>', encoding="utf-8"
    )
    document = next(one for one in read_tei(path, given="a.xml") if isinstance(one, Document))
    return [(p.kind, p.locator, document.text[p.start : p.end]) for p in segment(document)]


def test_a_quotation_in_a_sentence_stays_in_it_and_has_its_marks(tmp_path: Path) -> None:
    body = (
        "<p>He said <quote>no</quote>, then “<q>yes</q>”, then <q>«perhaps»</q>.</p>"
        "<p>He wrote: <quote><p>First.</p><p>Second.</p></quote></p><quote>Alone.</quote>"
    )
    assert [words for _, _, words in passages(tmp_path, body)] == [
        "He said “no”, then “yes”, then «perhaps».",
        "He wrote:",
        "First.",
        "Second.",
        "Alone.",
    ]


def test_a_text_is_cited_by_its_pages_else_by_its_sections(tmp_path: Path) -> None:
    section = "<div><head>The Break</head><p>One.</p><p>Two<pb{}/> goes on.<note>Aside.</note></p></div><p>Three.</p>"
    assert [(kind, place) for kind, place, _ in passages(tmp_path, '<pb n="xi"/>' + section.format(' n="xii"'))] == [
        ("heading", "p. xi"),
        ("body", "p. xi"),
        ("body", "p. xi"),
        ("body", "p. xii"),
        ("note", "n. 1"),
    ]
    assert [(kind, place) for kind, place, _ in passages(tmp_path, section.format(""))] == [
        ("heading", "§ The Break"),
        ("body", "§ The Break, par. 1"),
        ("body", "§ The Break, par. 2"),
        ("body", "§ The Break, par. 3"),
        ("note", "n. 1"),
    ]


def test_notes_without_a_number_are_counted(tmp_path: Path) -> None:
    body = '<p>One<note>A.</note> two<note n="7">B.</note> three<note>C.</note>.</p>'
    assert [place for kind, place, _ in passages(tmp_path, body) if kind == "note"] == ["n. 1", "n. 7", "n. 3"]
