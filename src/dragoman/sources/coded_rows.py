"""Reader of codings made by hand: CSV and JSON Lines, a coding a row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.sources.decode import decode, read_bytes
from dragoman.sources.table import csv_rows
from dragoman.sources.table_columns import match_columns, show_header

ROLES: Mapping[str, tuple[str, ...]] = {
    "document": ("document", "doc", "file", "text", "path", "document id"),
    "locator": ("locator", "part", "number", "section"),
    "quote": ("quote", "words", "evidence", "passage", "span", "quotation"),
    "start": ("start", "begin", "from offset", "start offset", "offset"),
    "end": ("end", "stop", "to offset", "end offset"),
    "event_type": ("event type", "type", "plover", "cameo", "event code", "cameo code", "code", "category"),
    "mode": ("mode", "event mode", "subtype", "sub type"),
    "actors": ("actors", "actor", "actor 1", "source actor", "initiator", "from", "who"),
    "recipients": ("recipients", "recipient", "actor 2", "target", "target actor", "to", "whom"),
    "date": ("date", "event date", "date of event", "when"),
    "status": ("status",),
    "speaker": ("speaker", "says", "voice"),
    "place": ("place", "location", "where"),
    "coder": ("coder", "annotator", "coded by", "by", "rater"),
}
"""What a column can hold, and the words of a header that say so where the settings do not ([codings])."""

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRow:
    """One row as it stands: ``place`` names it ("row 3"), ``cells`` are its words by role, ``columns`` the header's."""

    place: str
    cells: Mapping[str, str]
    columns: Mapping[str, str]

    def said(self, role: str) -> str:
        """The words of the cell with that role, blanks around them cut; "" without one."""
        return self.cells.get(role, "").strip()

    def at(self, role: str) -> str:
        """The row and the column of a role, for messages."""
        return f"{self.place}, column {self.columns[role]!r}" if role in self.columns else self.place


def read_coded_rows(path: Path, *, given: str, columns: Mapping[str, str]) -> tuple[CodedRow, ...]:
    """The rows of a file of codings; ``columns`` names the column of each role, "" leaves it to the header's words.

    JSON Lines hold an object a line, its keys for columns. Lists of actors may stand as lists there, of texts or of
    objects as ``dragoman code`` writes them.

    Raises:
        InputError: the file cannot be read, is of another format, or has no column that names the document.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(given, "no file of codings", expected=f"a file that ends in {', '.join(SUFFIXES)}")
    text = decode(read_bytes(path, given=given), given=given).text
    if path.suffix.lower() in (".csv", ".tsv"):
        found = csv_rows(text, given=given)
        header = [cell.strip() for cell in found[0][1]] if found else []
        rows = [(f"row {number}", dict(zip(header, cells, strict=False))) for number, cells in found[1:]]
    else:
        rows = _json_rows(text, given)
        header = list(dict.fromkeys(key for _, values in rows for key in values))
    places = match_columns(header, columns, roles=ROLES, section="codings", given=given)
    if "document" not in places:
        why = f"no column can be told to hold the document; the header found is {show_header(header)}"
        raise InputError(given, why, expected="a column named in [codings] document")
    names = {role: header[at] for role, at in places.items()}
    return tuple(
        CodedRow(place=place, cells={role: values.get(name, "") for role, name in names.items()}, columns=dict(names))
        for place, values in rows
    )


def _json_rows(text: str, given: str) -> list[tuple[str, dict[str, str]]]:
    rows: list[tuple[str, dict[str, str]]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"row {number}"
        try:
            values = json.loads(line)
        except ValueError as error:
            raise InputError(given, f"no readable JSON: {error}", place=place, expected="a JSON object") from error
        if not isinstance(values, dict):
            raise InputError(given, "no JSON object", place=place, expected="a JSON object")
        rows.append((place, {key: _words(value) for key, value in values.items()}))
    return rows


def _words(value: Any) -> str:
    """A value as the words of a cell: lists joined by semicolons, an actor as its id and the state it acts for."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return "; ".join(_words(one) for one in value)
    if isinstance(value, dict):
        identity, state = str(value.get("id") or ""), str(value.get("state") or "")
        return f"{identity}/{state}" if state and state != identity else identity or str(value.get("text") or "")
    return str(value)
