"""The cells of a table as they stand, kept as Parquet: what every row is proved by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import arro3.core as arrow
import duckdb

from dragoman.tables.recognise import Layout
from dragoman.tables.records import CELL, Block, Reading, read_blocks

SAMPLES = 3
"""How many places are named of each thing that is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ragged:
    """Rows whose number of cells is not that of the header: how many, and where the first stand (row, cells)."""

    file: int
    rows: int
    first: tuple[tuple[int, str], ...]


def write_cells(
    con: duckdb.DuckDBPyConnection,
    files: Sequence[tuple[int, Path, Reading]],
    layout: Layout,
    out: Path,
    *,
    progress: Callable[[int], None],
) -> tuple[Ragged, ...]:
    """Write the rows of text tables of one layout into one Parquet file: ``file``, ``row``, and a column of words each.

    Rows with too many or too few cells are left out and returned. Rows are in the order of the files; the file holds
    groups of them that can be read alone, so that one row of millions is found at once.
    """
    ragged: list[Ragged] = []
    schema = arrow.Schema(
        [
            arrow.Field("file", arrow.DataType.int32()),
            arrow.Field("row", arrow.DataType.int64()),
            arrow.Field("line", arrow.DataType.utf8()),
        ]
    )
    parted = CELL if layout.format.quoted else layout.format.separator

    def batches() -> Iterator[arrow.RecordBatch]:
        for number, path, state in files:
            bad: list[tuple[int, str]] = []
            count = 0
            headed = layout.format.header
            for block in read_blocks(path, state, quoted=layout.format.quoted, separator=layout.format.separator):
                good, wrong = _part(block, layout, parted, headed=headed)
                headed = False
                count += len(wrong)
                bad += wrong[: SAMPLES - len(bad)] if len(bad) < SAMPLES else []
                progress(state.rows)
                if good.lines:
                    yield arrow.RecordBatch.from_arrays(
                        [
                            arrow.Array([number] * len(good.lines), type=arrow.DataType.int32()),
                            arrow.Array(good.numbers, type=arrow.DataType.int64()),
                            arrow.Array(good.lines, type=arrow.DataType.utf8()),
                        ],
                        schema=schema,
                    )
            if count:
                ragged.append(Ragged(file=number, rows=count, first=tuple(bad)))

    con.register("lines_read", arrow.RecordBatchReader.from_batches(schema, batches()))
    named = ", ".join(f"nullif(c[{at}], '') AS {quote(name)}" for at, name in enumerate(layout.columns, 1))
    con.execute("SET preserve_insertion_order = true")
    con.execute(
        f"COPY (SELECT file, row, {named} FROM (SELECT file, row, string_split(line, {literal(parted)}) AS c "
        f"FROM lines_read)) TO {literal(str(out))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)"
    )
    con.unregister("lines_read")
    return tuple(ragged)


def _part(block: Block, layout: Layout, parted: str, *, headed: bool) -> tuple[Block, list[tuple[int, str]]]:
    """The rows of a block that have the right number of cells, and those that have not; its first may be the header."""
    most = len(layout.columns) - 1
    least = most - layout.format.optional
    numbers: list[int] = []
    lines: list[str] = []
    wrong: list[tuple[int, str]] = []
    for number, line in list(zip(block.numbers, block.lines, strict=True))[1 if headed else 0 :]:
        if least <= line.count(parted) <= most:
            numbers.append(number)
            lines.append(line)
        else:
            wrong.append((number, f"{line.count(parted) + 1} cells"))
    return Block(numbers=numbers, lines=lines), wrong


def quote(name: str) -> str:
    """A name of a column for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(words: str) -> str:
    """Words for SQL."""
    return "'" + words.replace("'", "''") + "'"
