"""The Foreign Relations of the United States: whole volumes, taken apart and put together again."""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from dragoman.model import Document, Listed, Skipped, Source
from dragoman.sources.edited import Note, read_kind, read_number, read_parties, read_source_note
from dragoman.sources.segment import segment
from dragoman.sources.tei import read_tei

MARKS = re.compile(r"^# |\[\^[^\]\s]+\]:? ?|\||\s", re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "sender", "receiver"),
    [
        ("7. Telegram From the Legation in Vlore to the Port Office", "Legation in Vlore", "Port Office"),
        ("Letter From Chairman Deda to President Marku", "Chairman Deda", "President Marku"),
        (
            "8. Memorandum From the Ambassador to Norway (Deda) to the Assistant to the President (Marku)",
            "Ambassador to Norway (Deda)",
            "Assistant to the President (Marku)",
        ),
        (
            "9. Memorandum From the Assistant to the President (Deda) to Secretary of State Marku, Vlore, May 3, 1957",
            "Assistant to the President (Deda)",
            "Secretary of State Marku",
        ),
        ("Circular Telegram From the Port Office to All Legations", "Port Office", "All Legations"),
        ("Telegram 391 From the Port Office to the Legation in Cyprus", "Port Office", "Legation in Cyprus"),
        ("Telegram From the Port Office to Minister Marku, at Oslo", "Port Office", "Minister Marku"),
        ("Memorandum by the Port Office", "Port Office", ""),
        ("Paper Prepared in the Port Office", "Port Office", ""),
        ("10. Memorandum of Conversation", "", ""),
        ("Memorandum of a Conversation Between Deda and Marku, Vlore, May 3, 1957", "", ""),
        ("Editorial Note", "", ""),
    ],
)
def test_a_heading_tells_sender_and_receiver(heading: str, sender: str, receiver: str) -> None:
    assert read_parties(heading) == (sender, receiver)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("7. Telegram From the Legation to the Port Office", "telegram"),
        ("Memorandum of a Conversation Between Deda and Marku", "memorandum of conversation"),
        ("3. Editorial Note", "editorial note"),
        ("Special National Intelligence Estimate", "special national intelligence estimate"),
        ("Report by the Board", "report"),
        ("Draft Talking Paper Prepared by the Board", "paper"),
        ("Personal Message From Deda to Marku", "message"),
        ("The Sea", ""),
    ],
)
def test_a_heading_tells_the_kind_of_paper(heading: str, kind: str) -> None:
    assert read_kind(heading) == kind


def test_a_heading_tells_its_number() -> None:
    assert [read_number(words) for words in ("12. Editorial Note", "[12]. Note", "12a. Note", "Note 12.")] == [
        "12",
        "12",
        "12a",
        "",
    ]


@pytest.mark.parametrize(
    ("words", "provenance", "classification"),
    [
        ("Source: Port Office, Central Files, 611.1/5–57. Secret; Niact. Drafted by Marku.", 0, "Secret; Niact"),
        ("source: Port Office, Central Files, 611.1/5–57. Top Secret.", 0, "Top Secret"),
        ("[Source: Port Office, Central Files, 611.1/5–57 Confidential. Not printed.]", 0, "Confidential"),
        ("Source: Port Office, Central Files, 611.1/5–57. Drafted by Marku. Secret matters are left out.", 0, ""),
        ("Source: Port Office, Central Files, 611.1/5–57. Top Secret and Personal.", 0, "Top Secret and Personal"),
        (
            "Source: Ibid., 611.1/5–57. Official Use Only; Priority. The minister’s copy.",
            0,
            "Official Use Only; Priority",
        ),
        ("Not in the files.", 1, ""),
    ],
)
def test_a_source_note_tells_archive_and_classification(words: str, provenance: int, classification: str) -> None:
    expected = ("Port Office, Central Files, 611.1/5–57", "")[provenance]
    before = "Port Office, Central Files, 500.2/7"
    assert read_source_note(words, before=before) == Note(provenance=expected, classification=classification)


LISTS = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title type="complete">Papers, 1955–1957, Ports, Volume II</title><title type="series">Papers</title>
<title type="subseries">1955–1957</title><title type="volumenumber">Volume II</title>
<title type="volume">Ports</title><editor role="primary">Ana Marku</editor><editor role="general">Pal Deda</editor>
</titleStmt><publicationStmt><idno type="frus">frus1955-57v99</idno></publicationStmt></fileDesc></teiHeader>
<text><front><div xml:id="persons"><list type="names"><item><hi>Note:</hi> All are of the Port.</item>
<item><hi><persName xml:id="p1">Marku, Ana</persName>,</hi> Minister
   of Ports until May 1956</item></list></div>
<div xml:id="terms"><list type="terms"><item><hi><term xml:id="t1">GOP</term>,</hi> Government of the Port</item>
</list></div></front>
<body><div type="document" xml:id="d1" n="1"><head>1. Letter From <persName type="from">Deda</persName> to the Port
Office<note n="1">Source: Port Office, Files, 1. Secret.</note></head><list type="names"><item>
<persName>Marku</persName>, present</item></list><p>No.</p></div>
<div type="document" xml:id="d2" n="2"><head>2. Editorial Note</head><p>None.</p></div></body></text></TEI>"""


def test_the_lists_of_a_volume_go_with_its_source(tmp_path: Path) -> None:
    path = tmp_path / "volume.xml"
    path.write_text(LISTS, encoding="utf-8")
    source, letter, note = read_tei(path, given="volume.xml")
    assert isinstance(source, Source) and isinstance(letter, Document) and isinstance(note, Document)
    assert source.listed == (
        Listed(kind="person", name="Marku, Ana", note="Minister of Ports until May 1956"),
        Listed(kind="term", name="GOP", note="Government of the Port"),
    )
    assert source.csl["title"] == "Papers, 1955–1957, Volume II, Ports"
    assert source.csl["editor"] == [{"literal": "Ana Marku"}]
    assert source.csl["editorial-director"] == [{"literal": "Pal Deda"}]
    assert source.csl["URL"].endswith("/frus1955-57v99")
    assert (source.standpoint, source.genre) == ("USA", "edition")
    assert (letter.number, letter.kind, letter.classification) == ("1", "letter", "Secret")
    assert (letter.sender, letter.receiver) == ("Deda", "Port Office")  # one was marked, the words give both
    assert letter.provenance == "Port Office, Files, 1"
    assert (note.kind, note.sender, note.provenance, note.written) == ("editorial note", "", "", None)


def printed(division: etree._Element) -> tuple[str, list[str]]:
    """The characters of a document but white space, read from the XML alone: its body, and each of its notes."""
    notes: list[str] = []

    def collect(element: etree._Element, inside: bool) -> str:
        words = "" if not isinstance(element.tag, str) else element.text or ""
        for child in element:
            is_note = isinstance(child.tag, str) and etree.QName(child).localname == "note"
            own = collect(child, inside or is_note)
            if is_note:
                notes.append(own)
            else:
                words += own
            words += child.tail or ""
        return words

    body = collect(division, False)
    return "".join(body.split()), ["".join(note.split()) for note in notes]


@pytest.mark.corpus
def test_five_volumes_come_in_whole(shared: Path) -> None:
    """All documents, and of each every character, in its order."""
    with (shared / "data/frus/index.csv").open(encoding="utf-8", newline="") as file:
        index = {(row["volume"], row["doc"]): row for row in csv.DictReader(file)}
    seen: dict[tuple[str, str], Document] = {}
    for path in sorted((shared / "data/frus").glob("*.xml")):
        documents = {one.locator: one for one in read_tei(path, given=path.name) if isinstance(one, Document)}
        for division in etree.parse(path).iter("{*}div"):
            if division.get("type") != "document":
                continue
            document = documents[division.get("{http://www.w3.org/XML/1998/namespace}id", "")]
            body, notes = printed(division)
            assert MARKS.sub("", document.text) == MARKS.sub("", body + "".join(notes)), document.locator
            covered = sum(1 for p in segment(document) for c in document.text[p.start : p.end] if not c.isspace())
            assert covered >= len(body + "".join(notes)), document.locator
            seen[path.stem, document.locator] = document
    assert len(seen) == len(index) == 1791 and set(seen) == set(index)
    dated = {key: row["date"][:10] for key, row in index.items() if row["date"]}
    assert len(dated) == 1599
    assert all((seen[key].written or "")[:10] == date for key, date in dated.items())
    assert all(seen[key].number == row["n"] for key, row in index.items())
    assert all(not row["place"] or seen[key].place == row["place"] for key, row in index.items())


@pytest.mark.corpus
def test_five_volumes_say_where_their_documents_come_from(shared: Path) -> None:
    documents: list[Document] = []
    sources: list[Source] = []
    volumes = sorted((shared / "data/frus").glob("*.xml"))
    started = time.process_time()
    for path in volumes:
        for record in read_tei(path, given=path.name):
            assert not isinstance(record, Skipped)
            if isinstance(record, Document):
                documents.append(record)
            elif isinstance(record, Source):
                sources.append(record)
    assert sum(path.stat().st_size for path in volumes) / (time.process_time() - started) > 10_000_000
    kinds = Counter(document.kind for document in documents)
    assert kinds["editorial note"] == 174 and kinds[""] <= 5
    papers = [document for document in documents if document.kind != "editorial note"]
    assert sum(1 for paper in papers if paper.provenance) >= len(papers) - 3
    assert sum(1 for paper in papers if paper.classification) >= 0.95 * len(papers)
    sent = [d for d in papers if d.kind in ("telegram", "letter", "message", "despatch", "airgram")]
    assert sum(1 for paper in sent if paper.sender and paper.receiver) >= 0.99 * len(sent)
    assert [len([one for one in s.listed if one.kind == "person"]) for s in sources] == [134, 175, 81, 138, 149]
