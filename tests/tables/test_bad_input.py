"""What is wrong with a table is said by file, row and what was expected; the rest goes on."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest
from tests.tables.made import add, as_text, gdelt, historical, icews, left, shelf

from dragoman.errors import ConfigError, InputError, StoreError
from dragoman.model import Dyad
from dragoman.tables.rows import accounts_of
from dragoman.vocab.actors import Authority
from dragoman.vocab.table_formats import load_formats

ROWS = [gdelt(number, f"2001{1 + number % 12:02}11", "USA", "CHN", "042") for number in range(200)]
TEXT = as_text("gdelt-2", ROWS)


def test_columns_that_moved_are_named(tmp_path: Path) -> None:
    columns = list(load_formats()["gdelt-2"].columns)
    columns[1], columns[26] = columns[26], columns[1]
    with pytest.raises(InputError, match=r"day.csv, row 1: the columns have moved: column 2 \(SQLDATE\) holds '042'"):
        add(tmp_path, {"day.csv": as_text("gdelt-2", ROWS, columns=columns)})
    assert shelf(tmp_path).names() == ()


def test_a_header_in_another_order_is_read_and_one_without_a_needed_column_is_not(tmp_path: Path) -> None:
    rows = [icews(1, "1995-01-02", "China", "United States", "51")]
    columns = load_formats()["icews"].columns
    assert add(tmp_path, {"a.tab": as_text("icews", rows, columns=columns[::-1])}).manifest.events == 1
    with pytest.raises(InputError, match="looks like ICEWS coded event data, but there is no column 'CAMEO Code'"):
        without = [name for name in columns if name != "CAMEO Code"]
        add(tmp_path, {"b.tab": as_text("icews", rows, columns=without)}, name="u")


def test_a_table_of_no_known_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no column can be told to hold the recipient.*--mapping"):
        add(tmp_path, {"x.csv": "date,actor,height\n1961,USA,3\n"})
    with pytest.raises(InputError, match=r"rows of 3 cells.*GDELT 2.0 event table: 61"):
        add(tmp_path, {"x.csv": "1\t2\t3\n4\t5\t6\n"})


def test_rows_of_another_length_and_dates_out_of_range_are_counted(tmp_path: Path) -> None:
    lines = TEXT.splitlines()
    lines[3] = lines[3].rsplit("\t", 5)[0]
    wrong = gdelt(1, "20011341", "USA", "CHN", "042")
    early = gdelt(2, "18500101", "USA", "CHN", "042")
    text = "\n".join([*lines, *as_text("gdelt-2", [wrong, early]).splitlines()]) + "\n"
    manifest = add(tmp_path, {"day.csv": text}).manifest
    assert (manifest.rows, manifest.events) == (202, 199)
    assert [(one.row, one.words) for one in left(manifest, "another number of cells").first] == [(4, "56 cells")]
    assert [(one.row, one.words) for one in left(manifest, "date cannot be read").first] == [(201, "20011341")]
    assert [(one.row, one.words) for one in left(manifest, "lies outside the time").first] == [(202, "18500101")]
    assert all(one.fault for one in manifest.left)
    assert manifest.files[0].rows == 202


def test_a_torn_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    noise = random.Random(1)
    rows = [{**row, "Actor1Name": str(noise.random())} for row in ROWS]
    packed = gzip.compress(as_text("gdelt-2", rows).encode())
    manifest = add(tmp_path, {"day.csv.gz": packed[: len(packed) // 2]}).manifest
    assert 10 < manifest.events < 190
    assert manifest.rows == manifest.events + sum(one.rows for one in manifest.left)
    (note,) = manifest.notes
    assert note.startswith("day.csv.gz, after row ") and "torn" in note


def test_packed_tables_are_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("day.CSV", TEXT)
    other = as_text("gdelt-2", [gdelt(1, "20020202", "FRA", "CHN", "042")])
    manifest = add(tmp_path, {"day.zip": out.getvalue(), "more.gz": gzip.compress(other.encode())}).manifest
    assert (manifest.events, manifest.notes) == (201, ())
    (one,) = accounts_of(shelf(tmp_path).open("t"), Dyad.of("FRA", "CHN"))
    assert str(one.evidence) == "row 1 of more.gz"


def test_mixed_encodings_are_told(tmp_path: Path) -> None:
    rows = [
        icews(1, "1995-01-02", "China", "Côte d'Ivoire", "51"),
        icews(2, "1995-01-03", "China", "Côte d'Ivoire", "51"),
    ]
    head, one, two = as_text("icews", rows).splitlines()
    data = "\n".join([head, one]).encode() + b"\n" + two.encode("cp1252") + b"\n"
    manifest = add(tmp_path, {"x.tab": data}).manifest
    assert manifest.events == 2 and manifest.states == ("CHN", "CIV")
    assert manifest.notes == ("x.tab: 1 rows are not UTF-8 and were read as Windows-1252, the first is row 3",)


def test_quotation_marks_that_do_not_close(tmp_path: Path) -> None:
    text = as_text("phoenix-historical", [historical(1, "1995-01-02", "USA", "CHN", "42")])
    manifest = add(tmp_path, {"x.csv": text + '2,"1995-01-03' + "x" * (1 << 20) + "\n"}).manifest
    assert manifest.events == 1
    assert left(manifest, "quotation marks").first[0].row == 3


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"%PDF-1.7 abc", "this is a PDF file"),
        (b"PAR1 nonsense", "a damaged Parquet file"),
        (b"PK\x03\x04 nonsense", "a damaged ZIP archive"),
        (b"a\x00b", "binary file"),
    ],
)
def test_files_that_are_no_table(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        add(tmp_path, {"x.csv": data})


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    files = {"a.csv": TEXT, "b.csv": "", "c.csv": TEXT, "d.tab": as_text("icews", [])}
    added = add(tmp_path, files)
    assert added.manifest.events == 200
    assert [error.path for error in added.refused] == ["b.csv", "c.csv", "d.tab"]
    assert "same content as a.csv" in str(added.refused[1])
    assert "this is a ICEWS" in str(added.refused[2])
    with pytest.raises(InputError, match=r"cannot be read: No such file"):
        shelf(tmp_path).add([tmp_path / "none.csv"], authority=Authority.load(), name="n")


def test_names_of_tables(tmp_path: Path) -> None:
    add(tmp_path, {"a.csv": TEXT})
    with pytest.raises(ConfigError, match="already"):
        add(tmp_path, {"a.csv": TEXT})
    with pytest.raises(ConfigError, match="no name for a table"):
        add(tmp_path, {"a.csv": TEXT}, name="../x")
    with pytest.raises(ConfigError, match="no table 'x'"):
        shelf(tmp_path).open("x")
    shelf(tmp_path).remove("t")
    assert shelf(tmp_path).names() == ()
    assert not list((tmp_path / "tables").iterdir())


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    add(tmp_path, {"a.csv": TEXT})
    store = shelf(tmp_path).open("t")
    store.events.write_bytes(b"PAR1")
    with pytest.raises(StoreError, match="add the table again"):
        accounts_of(store, Dyad.of("USA", "CHN"))
    (store.folder / "manifest.json").write_text("{}")
    with pytest.raises(StoreError, match="another version"):
        shelf(tmp_path).open("t")
