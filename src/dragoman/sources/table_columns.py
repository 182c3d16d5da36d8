"""Which column of a table of events holds what, and its rows as a text that can be cited."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.errors import InputError
from dragoman.model.record import Document

ROLES: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "event date", "date of event", "when", "day", "start date", "date start", "dates", "year"),
    "actor": ("actor", "actors", "actor 1", "source actor", "initiator", "from", "sender", "state a", "country a",
              "side a", "actor1name", "subject", "who"),
    "recipient": ("recipient", "recipients", "actor 2", "target", "target actor", "receiver", "to", "state b",
                  "country b", "side b", "actor2name", "object", "partner", "whom"),
    "description": ("description", "event", "summary", "text", "what", "details", "narrative", "what happened",
                    "event description", "entry"),
    "event_type": ("event type", "type", "plover", "cameo", "event code", "cameo code", "code", "category"),
    "mode": ("mode", "event mode", "subtype", "sub type"),
    "status": ("status",),
    "place": ("place", "location", "where", "city"),
    "source": ("source", "sources", "reference", "references", "citation", "document", "archive"),
}  # fmt: skip
"""What a column can hold, and the words of a header that say so where the settings do not ([tables])."""

SEPARATOR = " | "
ROW = "row "


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell, as it stands in the document's text: ``text[start:end]``, "" where it is empty."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: where it stands in the document's text, and its cells by what they hold."""

    start: int
    end: int
    cells: Mapping[str, Cell]

    def said(self, role: str) -> str:
        """The words of the cell with that role, "" without one."""
        return self.cells[role].text if role in self.cells else ""


def find_columns(header: Sequence[str], wanted: Mapping[str, str], *, given: str, place: str = "") -> dict[str, int]:
    """The number of the column for each role; ``wanted`` names columns by role, "" leaves it to the header's words.

    A table must have a date, and a description or else a type with an actor.

    Raises:
        InputError: a named column is not there, or a needed one cannot be told; the message shows the header.
    """
    found = match_columns(header, wanted, roles=ROLES, section="tables", given=given, place=place)
    shown = show_header(header)
    missing = "" if "date" in found else "date"
    if not missing and "description" not in found:
        missing = "actor" if "event_type" in found and "actor" not in found else "description"
        missing = "" if "event_type" in found and "actor" in found else missing
    if missing:
        why = f"no column can be told to hold the {missing}; the header found is {shown}"
        raise InputError(given, why, place=place, expected=f"a column named in [tables] {missing}")
    return found


def match_columns(
    header: Sequence[str],
    wanted: Mapping[str, str],
    *,
    roles: Mapping[str, tuple[str, ...]],
    section: str,
    given: str,
    place: str = "",
) -> dict[str, int]:
    """The number of the column for each of ``roles`` that has one: as ``wanted`` names it, else by the header's words.

    ``section`` is the part of the settings in which columns are named.

    Raises:
        InputError: a named column is not there; the message shows the header and the nearest name.
    """
    found: dict[str, int] = {}
    keys = [_key(name) for name in header]
    for role, name in sorted(wanted.items()):
        if not name:
            continue
        if _key(name) not in keys:
            near = difflib.get_close_matches(name, [one for one in header if one], n=1)
            hint = f"; nearest: {near[0]!r}" if near else ""
            why = f"there is no column {name!r} ([{section}] {role}); the header found is {show_header(header)}{hint}"
            raise InputError(given, why, place=place, expected=f"a column {name!r}")
        found[role] = keys.index(_key(name))
    for role, names in roles.items():
        free = [name for name in names if name in keys and keys.index(name) not in found.values()]
        if role not in found and free:
            found[role] = keys.index(free[0])
    return found


def show_header(header: Sequence[str]) -> str:
    """The names of the columns, for messages."""
    return ", ".join(repr(name) for name in header if name) or "nothing"


def write_rows(
    header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], columns: Mapping[str, int]
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Rows (number, cells) as a text, and where each begins: pairs (offset, "row 12").

    The header is the first line. A row is one line, ``cell | cell``; its description stands below it, in a paragraph of
    its own, so that it reads as prose.
    """
    order = [at for at in range(len(header)) if at != columns.get("description")]
    told = [columns["description"]] if "description" in columns else []
    pieces = ["# " + SEPARATOR.join(header[at] for at in order + told) + "\n\n"]
    length = len(pieces[0])
    locators: list[tuple[int, str]] = []
    for number, cells in rows:
        locators.append((length, f"{ROW}{number}"))
        line = SEPARATOR.join(cells[at] for at in order) + "\n\n"
        line += "".join(f"{cells[at]}\n\n" for at in told if cells[at])
        pieces.append(line)
        length += len(line)
    return "".join(pieces), tuple(locators)


def is_table(document: Document) -> bool:
    """Whether a document is (a part of) a table of events."""
    return bool(document.locators) and document.locators[0][1].startswith(ROW)


def read_rows(document: Document, wanted: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a table back from its document's text; ``wanted`` as for ``find_columns``."""
    text = document.text
    header = text[2 : text.index("\n\n")].split(SEPARATOR)
    columns = find_columns(header, wanted, given=document.path)
    told = columns.get("description")
    starts = [offset for offset, _ in document.locators]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line, _, description = text[start:end].partition("\n\n")
        cells: dict[int, Cell] = {}
        place = start
        for at, words in enumerate(line.split(SEPARATOR)):
            cells[at] = Cell(start=place, end=place + len(words), text=words)
            place += len(words) + len(SEPARATOR)
        if told is not None:
            below = start + len(line) + 2
            words = description.rstrip("\n")
            cells[told] = Cell(start=below, end=below + len(words), text=words)
        yield Row(
            start=start,
            end=start + len(text[start:end].rstrip("\n")),
            cells={role: cells[at] for role, at in columns.items() if at in cells},
        )


def clean_cell(value: str) -> str:
    """The words of a cell on one line; the bar that parts cells becomes a broken one."""
    return " ".join(value.split()).replace("|", "¦")


def _key(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name).casefold().split())
