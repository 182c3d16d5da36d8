"""Rows of a file of codings into codings: documents found, words found in them, names and types looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day
from pathlib import PurePath
from typing import get_args

from dragoman.errors import ActorNameError, ConfigError, InputError
from dragoman.model import Coding, Document, Party
from dragoman.model.reading import Status
from dragoman.sources.coded_rows import CodedRow
from dragoman.sources.table import event_of
from dragoman.vocab import edtf
from dragoman.vocab.actors import Authority
from dragoman.vocab.scheme import load_scheme

MACHINE = "machine"
"""What all coders that are no persons are called together; no person can have that name."""

SHOWN = 4
"""Places of a quote that a message names, and documents."""

_MACHINES = re.compile(r"(?:dragoman|network|lexicon|table|formal)-\d+")


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows for one project: its documents (texts left out), ``text_of`` a document, and whom it knows.

    ``coder`` is who coded where a row does not say it; ``given`` is the file's name, for messages.
    """

    documents: Sequence[Document]
    text_of: Callable[[str], str]
    authority: Authority
    given: str
    coder: str = ""

    def read(self, rows: Iterable[CodedRow]) -> tuple[list[Coding], list[InputError]]:
        """The codings of the rows, each once, and what is wrong with the others, by row."""
        found: dict[Coding, None] = {}
        wrong: list[InputError] = []
        for row in rows:
            try:
                found[self.coding(row)] = None
            except InputError as error:
                wrong.append(error)
        return list(found), wrong

    def coding(self, row: CodedRow) -> Coding:
        """One row as a coding.

        Raises:
            InputError: the row cannot be meant; the message names file, row and column.
        """
        coder = self._coder(row)
        document = self._document(row)
        bare = Coding(coder=coder, document_id=document.id, path=document.path, locator=document.locator)
        if not any(row.said(role) for role in ("quote", "start", "end", "event_type", "actors", "recipients")):
            return bare
        start, end, quote = self._words(row, self.text_of(document.id))
        event_type, mode = self._type(row)
        date = self._date(row)
        on = edtf.parse(date).earliest() if date else None
        actors = self._parties(row, "actors", on)
        if not actors:
            raise self._wrong(row, "actors", "nobody acts", "an actor's name or code; several are parted by semicolons")
        return Coding(
            coder=coder,
            document_id=document.id,
            path=document.path,
            locator=document.locator,
            start=start,
            end=end,
            quote=quote,
            event_type=event_type,
            mode=mode,
            actors=actors,
            recipients=self._parties(row, "recipients", on),
            date=date,
            status=self._status(row),
            speaker=row.said("speaker"),
            place=row.said("place"),
        )

    def _wrong(self, row: CodedRow, role: str, why: str, expected: str = "") -> InputError:
        return InputError(self.given, why, place=row.at(role), expected=expected)

    def _coder(self, row: CodedRow) -> str:
        name = " ".join((self.coder or row.said("coder")).split())
        if not name:
            raise self._wrong(row, "coder", "nobody is named who coded it", "a column for the coder, or --coder NAME")
        if name.casefold() == MACHINE or _MACHINES.fullmatch(name):
            raise self._wrong(row, "coder", f"{name!r} is what the machine goes by", "a person's name")
        return name

    def _document(self, row: CodedRow) -> Document:
        name, part = row.said("document"), row.said("locator")
        if not name:
            raise self._wrong(row, "document", "no document is named", "a document's path or id")
        fits = [one for one in self.documents if name in (one.id, one.path)]
        fits = fits or [one for one in self.documents if name in (PurePath(one.path).name, PurePath(one.path).stem)]
        if not fits:
            why = f"the project has no document {name!r}"
            raise self._wrong(row, "document", why, "a path or id, as `dragoman documents` shows them; run first")
        fits = [one for one in fits if part in (one.locator, one.number)] if part else fits
        if len(fits) != 1:
            named = f"{name!r}, {part!r}" if part else repr(name)
            count = f"{len(fits)} documents are" if fits else "no document is"
            known = ", ".join(one.locator or one.id for one in fits[:SHOWN])
            more = f" ({known}{'…' if len(fits) > SHOWN else ''})" if known else ""
            why = f"{count} meant by {named}{more}"
            raise self._wrong(row, "locator" if part else "document", why, "the document's id, or its locator too")
        return fits[0]

    def _words(self, row: CodedRow, text: str) -> tuple[int, int, str]:
        """Where the coded words are: at the offsets given, else where the quote stands, which must be one place."""
        quote, start = row.said("quote"), self._offset(row, "start")
        end = self._offset(row, "end")
        if start is None and end is not None:
            raise self._wrong(row, "end", "an end without a start")
        if start is None and not quote:
            raise self._wrong(row, "quote", "no words are given", "a quote, or the offsets of its start and end")
        if start is None:
            return self._found(row, text, quote)
        if end is None:
            fit = _pattern(quote).match(text, start) if quote else None
            if fit is None:
                raise self._wrong(
                    row, "start", f"the quote does not begin at {start}: the text reads {_at(text, start)}"
                )
            return start, fit.end(), fit.group()
        if not 0 <= start < end <= len(text):
            raise self._wrong(row, "end", f"{start} to {end} is no stretch of a text of {len(text)} characters")
        if quote and text[start:end].split() != quote.split():
            raise self._wrong(row, "quote", f"at {start} to {end} the text reads {text[start:end]!r}, not the quote")
        return start, end, text[start:end]

    def _found(self, row: CodedRow, text: str, quote: str) -> tuple[int, int, str]:
        places = list(_pattern(quote).finditer(text))
        if not places:
            raise self._wrong(row, "quote", f"the words {_short(quote)} are not in the document")
        if len(places) > 1:
            at = ", ".join(str(one.start()) for one in places[:SHOWN]) + ("…" if len(places) > SHOWN else "")
            why = f"the words {_short(quote)} stand in the document {len(places)} times (at {at})"
            raise self._wrong(row, "quote", why, "a longer quote, or the offset of its start")
        return places[0].start(), places[0].end(), places[0].group()

    def _offset(self, row: CodedRow, role: str) -> int | None:
        words = row.said(role)
        if words and not words.isdecimal():
            raise self._wrong(row, role, f"{words!r} is no offset", "a number of characters, counted from 0")
        return int(words) if words else None

    def _type(self, row: CodedRow) -> tuple[str, str]:
        if not row.said("event_type"):
            raise self._wrong(row, "event_type", "no type of event is named")
        try:
            event_type, implied = event_of(row.said("event_type"))
        except ConfigError as error:
            raise self._wrong(row, "event_type", str(error)) from error
        mode = row.said("mode").casefold().replace(" ", "-") or implied
        try:
            load_scheme().plover_mode(event_type, mode)
        except ConfigError as error:
            raise self._wrong(row, "mode", str(error)) from error
        return event_type, mode

    def _date(self, row: CodedRow) -> str | None:
        if not row.said("date"):
            return None
        try:
            return edtf.parse(row.said("date")).text
        except ValueError as error:
            why = f"{row.said('date')!r} is no date ({error})"
            raise self._wrong(row, "date", why, "1961, 1961-12, 1961-12-03, or another EDTF date") from error

    def _status(self, row: CodedRow) -> Status:
        known: dict[str, Status] = {str(status): status for status in get_args(Status)}
        words = row.said("status").casefold() or "asserted"
        if words not in known:
            raise self._wrong(row, "status", f"{row.said('status')!r} is no status", f"one of {', '.join(known)}")
        return known[words]

    def _parties(self, row: CodedRow, role: str, on: Day | None) -> tuple[Party, ...]:
        parts = (part.strip() for part in row.said(role).split(";"))
        return tuple(dict.fromkeys(self._party(row, role, part, on) for part in parts if part))

    def _party(self, row: CodedRow, role: str, words: str, on: Day | None) -> Party:
        """Whom words name: an actor of the list or, as "Name/STATE", somebody it lacks and the state they act for."""
        try:
            actor = self.authority.lookup(words, on)
        except ActorNameError as error:
            name, slash, state = words.rpartition("/")
            if not slash or not name:
                hint = "a name or code, or NAME/STATE for somebody whom the list lacks"
                raise self._wrong(row, role, str(error), hint) from error
        else:
            return Party(id=actor.id, state=self.authority.state_of(actor.id, on), text=words)
        try:
            state = self.authority.lookup(state, on).id
        except ActorNameError as error:
            raise self._wrong(row, role, str(error)) from error
        name = name.strip()
        known = name in self.authority or ":" in name
        return Party(id=name if known else f"name:{name}", state=state, text=name)


def _pattern(quote: str) -> re.Pattern[str]:
    """The words of a quote, whatever line breaks and blanks the text has between them."""
    return re.compile(r"\s+".join(re.escape(word) for word in quote.split()))


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return f"“{words if len(words) <= 60 else words[:59] + '…'}”"


def _at(text: str, start: int) -> str:
    return repr(text[start : start + 30]) if start < len(text) else "nothing there: it is shorter"
