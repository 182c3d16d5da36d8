"""Chronologies in CSV and XLSX."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.config import Config, Tables
from dragoman.errors import InputError
from dragoman.gather import found_date, read_records
from dragoman.model import Account, Document, Skipped, Source
from dragoman.sources import choose
from dragoman.sources.segment import segment
from dragoman.sources.table import event_of, read_table
from dragoman.sources.table_columns import clean_cell, read_rows
from dragoman.worker import CODE, Job, Settings, Worker

from .made_office import docx_parts, make_zip

ROWS = [
    ["Date", "Initiator", "Target", "What happened", "Source"],
    ["3 December 1961", "Soviet Union", "Albania", "The Soviet Union broke off relations with Albania.", "Pravda"],
    ["1960-06", "USSR", "Albania", "Moscow threatened Albania.", ""],
    ["", "USA", "Yugoslavia", "The United States granted Yugoslavia a loan.", "Note 3"],
]
CODED = [
    ["date", "actor", "recipient", "event_type", "description"],
    ["1961-12-03", "USSR", "ALB", "break-relations", "Relations ended."],
    ["1955-05-14", "Soviet Union; Albania", "", "AGREE", "The pact was signed."],
    ["1963", "the Soviet government", "China", "112", ""],
    ["1964", "Nobodyland", "Albania", "ACCUSE", "A note."],
    ["1965", "Albania", "Greece", "nonsense", "Albania accused Greece."],
]


@pytest.fixture(scope="module")
def worker() -> Worker:
    return Worker(Settings())


def write_csv(folder: Path, rows: Sequence[Sequence[str]], delimiter: str = ",") -> Path:
    path = folder / "my_events.csv"
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def write_book(folder: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(folder / "my_events.xlsx")
    return folder / "my_events.xlsx"


def documents(path: Path, **tables: str) -> list[Document]:
    return [one for one in read_table(path, given=path.name, tables=tables) if isinstance(one, Document)]


def accounts(worker: Worker, path: Path) -> list[Account]:
    source = next(one for one in read_table(path, given=path.name) if isinstance(one, Source))
    found: list[Account] = []
    for document in documents(path):
        found += worker.work(Job(document=document, source=source, stages=(CODE,))).judged
        for account in found:
            account.evidence.check(document.text)
            account.sentence.check(document.text)
    return found


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_are_passages_and_descriptions_stand_by_themselves(tmp_path: Path, delimiter: str) -> None:
    source, skipped, document = read_table(write_csv(tmp_path, ROWS, delimiter), given="my_events.csv")
    assert isinstance(source, Source)
    assert isinstance(document, Document)
    assert (source.genre, document.title, document.written) == ("table", "my events", None)
    assert found_date(document) is None  # a row's date is not when the table was written
    assert isinstance(skipped, Skipped)
    assert (skipped.place, skipped.why) == ("row 4", "the row has no date")
    assert [(p.kind, p.locator, document.text[p.start : p.end]) for p in segment(document)][:3] == [
        ("heading", "", "Date | Initiator | Target | Source | What happened"),
        ("body", "row 2", "3 December 1961 | Soviet Union | Albania | Pravda"),
        ("body", "row 2", "The Soviet Union broke off relations with Albania."),
    ]


def test_descriptions_are_coded_with_the_date_of_their_row(tmp_path: Path, worker: Worker) -> None:
    found = accounts(worker, write_csv(tmp_path, ROWS))
    shown = {(a.date, a.event_type, *sorted(p.state for p in (*a.actors, *a.recipients)), a.cited) for a in found}
    assert shown >= {
        ("1961-12-03", "SANCTION", "ALB", "SUN", "Pravda"),
        ("1960-06", "THREATEN", "ALB", "SUN", ""),
        (None, "AID", "USA", "YUG", "Note 3"),
    }


def test_rows_with_a_type_become_accounts_as_they_stand(tmp_path: Path, worker: Worker) -> None:
    path = write_csv(tmp_path, CODED)
    found = accounts(worker, path)
    shown = [
        (
            a.date,
            a.event_type,
            a.mode if a.coder == "table-1" else "",
            [p.state for p in a.actors],
            [p.state for p in a.recipients],
        )
        for a in found
    ]
    assert shown == [
        ("1961-12-03", "SANCTION", "break-relations", ["SUN"], ["ALB"]),
        ("1955-05-14", "AGREE", "", ["SUN", "ALB"], []),
        ("1963", *event_of("112"), ["SUN"], ["CHN"]),
        ("1964", "ACCUSE", "", [""], ["ALB"]),
        ("1965", "ACCUSE", "", ["ALB"], ["GRC"]),
    ]
    assert [a.coder for a in found][:4] == ["table-1"] * 4
    assert found[0].evidence.quote == "Relations ended."
    assert found[2].evidence.quote.startswith("1963 | the Soviet government")
    assert found[3].actors[0].text == "Nobodyland"
    said = [one for one in read_table(path, given="x") if isinstance(one, Skipped)]
    assert [(one.place, "nonsense" in one.why) for one in said] == [("row 6", True)]


def test_a_workbook_with_a_title_dates_and_several_sheets(tmp_path: Path) -> None:
    day = datetime.datetime(1961, 12, 3)
    path = write_book(
        tmp_path,
        {
            "Breaks": [["My chronology"], [], ["When", "What"], [day, "The envoy left."], [1962, "He came back."]],
            "Notes": [["To do"], ["Check this."]],
            "Empty": [],
        },
    )
    records = list(read_table(path, given=path.name))
    (document,) = [one for one in records if isinstance(one, Document)]
    assert document.locator == "Breaks"
    assert document.locators == ((15, "row 4"), (44, "row 5"))
    assert "1961-12-03\n\nThe envoy left.\n\n1962\n\nHe came back." in document.text
    assert [one.place for one in records if isinstance(one, Skipped)] == ["sheet 'Notes'"]
    assert document.locate(15) == "Breaks, row 4"


def test_the_settings_name_columns(tmp_path: Path) -> None:
    path = write_csv(tmp_path, [["Datum", "Wer", "Bericht"], ["1961", "Albania", "Albania protested."]])
    config = Config(tables=Tables(date="datum", actor="Wer", description="Bericht"))
    (document,) = [one for one in read_records(path, given="x", config=config) if isinstance(one, Document)]
    (row,) = read_rows(document, {"date": "Datum", "actor": "Wer", "description": "Bericht"})
    assert {role: cell.text for role, cell in row.cells.items()} == {
        "date": "1961",
        "actor": "Albania",
        "description": "Albania protested.",
    }


@pytest.mark.parametrize(
    ("header", "tables", "words"),
    [
        (["Datum", "Event"], {}, r"hold the date; the header found is 'Datum', 'Event'.*\[tables\] date"),
        (["Date", "Bericht"], {}, r"hold the description; the header found is 'Date', 'Bericht'"),
        (["Date", "Type"], {}, r"hold the actor; the header found is 'Date', 'Type'"),
        (
            ["Date", "Event"],
            {"actor": "Initiater"},
            r"no column 'Initiater' \(\[tables\] actor\); the header found is 'Da",
        ),
        (["Date", "Event", "Initiator"], {"actor": "Initiater"}, r"nearest: 'Initiator'"),
    ],
)
def test_a_missing_column_is_named_and_the_header_shown(
    tmp_path: Path, header: list[str], tables: dict[str, str], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        documents(write_csv(tmp_path, [header, ["1961"] * len(header)]), **tables)


def test_damaged_tables_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for content, words in {
        b"": "empty",
        b"Date,Event\n": "no rows",
        b'Date,Event\n1961,"The envoy left.\n': "no readable CSV",
        b"\xff\x00\xfe": "binary",
        b"%PDF-1.7": "a PDF file",
    }.items():
        path.write_bytes(content)
        with pytest.raises(InputError, match=words):
            documents(path)
    book = tmp_path / "a.xlsx"
    make_zip(book, docx_parts([("", "x")]))
    with pytest.raises(InputError, match="a Word file"):
        documents(book)
    make_zip(book, {"xl/workbook.xml": "<workbook", "[Content_Types].xml": "<Types/>"})
    with pytest.raises(InputError, match="damaged"):
        documents(book)
    entity = '<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'
    make_zip(book, {"xl/workbook.xml": entity})
    with pytest.raises(InputError, match="entities"):
        documents(book)


def test_a_legacy_encoding_is_told(tmp_path: Path) -> None:
    line = "Отношения между двумя странами стали очень близкими, и правительство направило письмо о договоре."
    path = tmp_path / "a.csv"
    path.write_bytes(
        ("Date,Event\n" + "".join(f"{1900 + n},{line.replace(',', '')}\n" for n in range(40))).encode("cp1251")
    )
    said = [one for one in read_table(path, given="a.csv") if isinstance(one, Skipped)]
    assert [one.place for one in said] == ["encoding"]


def test_a_workbook_without_an_ending_is_told_by_its_content(tmp_path: Path) -> None:
    path = write_book(tmp_path, {"A": [["Date", "Event"], [1961, "The envoy left."]]}).rename(tmp_path / "events")
    (document,) = [one for one in choose(path)(path, given="events") if isinstance(one, Document)]
    assert "The envoy left." in document.text


def test_a_long_table_is_cut_into_parts(tmp_path: Path) -> None:
    rows = [["date", "description"], *([f"{1000 + n}", f"Event {n} happened."] for n in range(1200))]
    found = documents(write_csv(tmp_path, rows))
    assert [one.locator for one in found] == ["rows 2–501", "rows 502–1001", "rows 1002–1201"]
    assert len({one.id for one in found}) == 3
    assert found[1].locators[0][1] == "row 502"


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_cells_come_back_from_the_text_at_their_offsets(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    made = [["Date", "Description", "Actor"], *([f"19{n}0", f"x{a}", b] for n, (a, b, _) in enumerate(rows))]
    path = write_csv(tmp_path_factory.mktemp("table"), made)
    (document,) = documents(path)
    back = list(read_rows(document, {}))
    assert [row.said("description") for row in back] == [clean_cell(row[1]) for row in made[1:]]
    assert [row.said("actor") for row in back] == [clean_cell(row[2]) for row in made[1:]]
    for row in back:
        for cell in row.cells.values():
            assert document.text[cell.start : cell.end] == cell.text
    for passage in segment(document):
        assert document.text[passage.start : passage.end].strip()
