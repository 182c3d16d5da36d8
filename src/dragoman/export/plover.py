"""Acts as PLOVER records, and the accounts that they rest on: JSON lines, CSV, Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.export.form import Form, Made
from dragoman.export.material import read_material
from dragoman.export.rows import ACCOUNT_COLUMNS, EVENT_COLUMNS, account_rows, event_record, event_rows
from dragoman.export.tabular import write_codebook, write_lines, write_table
from dragoman.model.exchange import Selection

if TYPE_CHECKING:
    from dragoman.workbench import Workbench

CODEBOOK = ".codebook.csv"


def make_plover(project: Workbench, selection: Selection, ending: str) -> Made:
    """An act a record. JSON lines hold the words of every account; CSV and Parquet those of the most explicit one."""
    material = read_material(project, selection)
    rows = event_rows(material)
    counts = (("act", len(rows)), ("account", len(material.accounts)))
    if ending == ".jsonl":
        records = (event_record(material, row, event) for row, event in zip(rows, material.events, strict=True))
        return Made(content=write_lines(records), counts=counts, remarks=material.remarks)
    content = write_table(EVENT_COLUMNS, rows, ending)
    beside = {CODEBOOK: write_codebook(EVENT_COLUMNS)}
    return Made(content=content, beside=beside, counts=counts, remarks=material.remarks)


def make_accounts(project: Workbench, selection: Selection, ending: str) -> Made:
    """An account a record, with its words and the id of the act that it tells of."""
    material = read_material(project, selection)
    rows = list(account_rows(material))
    content, counts = write_table(ACCOUNT_COLUMNS, rows, ending), (("account", len(rows)),)
    beside = {CODEBOOK: write_codebook(ACCOUNT_COLUMNS)}
    return Made(content=content, beside=beside, counts=counts, remarks=material.remarks)


PLOVER = Form(
    about="acts as PLOVER records, with their words",
    endings=(".jsonl", ".csv", ".parquet"),
    make=make_plover,
)
ACCOUNTS = Form(
    about="accounts: what each passage says, with its words",
    endings=(".csv", ".parquet", ".jsonl"),
    make=make_accounts,
)
