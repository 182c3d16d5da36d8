"""Accounts straight from the rows of a table of events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from typing import get_args

from dragoman.errors import ActorNameError, ConfigError
from dragoman.ids import content_id
from dragoman.model.reading import Account, Party, Status, evidence
from dragoman.model.text import Reading
from dragoman.sources.table import event_of
from dragoman.sources.table_columns import Cell, Row, read_rows
from dragoman.vocab import edtf
from dragoman.vocab.actors import Authority

CODER = "table-1"

_PARTS = re.compile(r"\s*;\s*|\s+¦\s+")


def without_dates_of_rows(reading: Reading) -> Reading:
    """A table as the coder reads it: with the dates that descriptions tell alone; no row says when the next was."""
    text = reading.view.text
    lines = [(one.start, one.end) for one in reading.sentences if "|" in text[one.start : one.end]]
    told = (one for one in reading.dates if not any(start <= one.start < end for start, end in lines))
    return replace(reading, dates=tuple(told), focus=(None,) * len(reading.focus))


def accounts_of_rows(
    reading: Reading, coded: Iterable[Account], tables: Mapping[str, str], authority: Authority
) -> Iterator[Account]:
    """The accounts of a table, in its order: those of rows that name a type, and for the others what was ``coded``.

    A row with a type is taken at its word: its cells give date, actors and recipients, its description (else its line)
    is the evidence. Names are looked up in the authority list on the row's date, else read as in any text; a name that
    stands for nobody known stays as it is, without a state. What the coder found in a description gets the date of its
    row, for in a chronology the row says when, unless the words themselves do.
    """
    known = sorted(coded, key=lambda account: (account.evidence.start, account.id))
    for row in read_rows(reading.document, tables):
        date = _date(row, reading)
        account = _account(row, date, reading, authority)
        if account is not None:
            yield account
            continue
        for one in known:
            if row.start <= one.evidence.start < row.end:
                cited = replace(one, cited=one.cited or row.said("source"))
                is_said = one.date_how in ("explicit", "relative", "anchored")
                yield cited if is_said else replace(cited, date=date, date_how="explicit" if date else "")


def _account(row: Row, date: str | None, reading: Reading, authority: Authority) -> Account | None:
    try:
        event_type, mode = event_of(row.said("event_type"))
    except ConfigError:
        return None  # the reader has said so
    document = reading.document
    told = row.cells.get("description")
    start, end = (told.start, told.end) if told is not None and told.text else _line(row, document.text)
    passage = next((one for one in reading.passages if one.start <= start < one.end), None)
    actors, recipients = (_parties(row, role, date, reading, authority) for role in ("actor", "recipient"))
    if passage is None or not actors:
        return None
    named = row.said("mode").strip().casefold().replace(" ", "-")
    words = evidence(passage.id, document.text, start, end)
    return Account(
        id=content_id("acc", document.id, CODER, row.start, event_type, [one.text for one in (*actors, *recipients)]),
        document_id=document.id,
        event_type=event_type,
        mode=named or mode,
        actors=actors,
        recipients=recipients,
        date=date,
        date_how="explicit" if date else "",
        place=row.said("place"),
        status=_status(row.said("status")),
        cited=row.said("source"),
        sentence=words,
        evidence=words,
        confidence=1.0,
        coder=CODER,
    )


def _line(row: Row, text: str) -> tuple[int, int]:
    line = text[row.start : row.end].partition("\n\n")[0]
    start = row.start + len(line) - len(line.lstrip())
    return start, row.start + len(line.rstrip())


def _date(row: Row, reading: Reading) -> str | None:
    """The date of a row: EDTF as it stands, else as a text would be read; None where neither gives one."""
    cell = row.cells.get("date")
    if cell is None or not cell.text:
        return None
    try:
        return edtf.parse(cell.text).text
    except ValueError:
        pass
    for mention in reading.dates:
        start, end = reading.view.span(mention.start, mention.end)
        if cell.start <= start and end <= cell.end and mention.kind == "date" and mention.value:
            return mention.value
    return None


def _parties(row: Row, role: str, date: str | None, reading: Reading, authority: Authority) -> tuple[Party, ...]:
    cell = row.cells.get(role)
    if cell is None or not cell.text:
        return ()
    on = edtf.parse(date).earliest() if date else None
    whole = _named(cell.text, on, authority)
    if whole is not None:
        return (whole,)
    found: list[Party] = []
    place = cell.start
    for part in _PARTS.split(cell.text):
        place = reading.document.text.index(part, place)
        piece = Cell(start=place, end=place + len(part), text=part)
        place = piece.end
        if part:
            one = _named(part, on, authority)
            found += [one] if one is not None else _spotted(piece, reading)
    return tuple(found)


def _named(words: str, on: Day | None, authority: Authority) -> Party | None:
    try:
        actor = authority.lookup(words, on)
    except ActorNameError:
        return None
    return Party(id=actor.id, state=authority.state_of(actor.id, on), text=words)


def _spotted(cell: Cell, reading: Reading) -> Sequence[Party]:
    """The actors that a cell names among other words; the cell itself, without a state, when it names none."""
    found = []
    for mention in reading.actors:
        start, end = reading.view.span(mention.start, mention.end)
        if cell.start <= start and end <= cell.end:
            found.append(Party(id=mention.id, state=mention.state, text=mention.text))
    return found or [Party(id="", state="", text=cell.text)]


def _status(words: str) -> Status:
    known: Mapping[str, Status] = {str(status): status for status in get_args(Status)}
    return known.get(words.strip().casefold(), "asserted")
