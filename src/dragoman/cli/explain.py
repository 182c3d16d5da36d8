"""How the coding of sentences is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from dragoman.coding.explained import Act, Explained, Line, Named
    from dragoman.model import Document
    from dragoman.worker import Settings

LINES = 3
"""Other lines of the lexicon that are shown of a word; ``--json`` gives all."""


def show_explained(asked: Iterable[str], settings: Settings, out: TextIO, *, as_json: bool) -> None:
    """Writes how each sentence that was asked about is coded: each of ``asked`` is a file, FILE:N, or a text."""
    found = (pair for one in asked for pair in _explained(one, settings))
    if not as_json:
        for number, (document, one) in enumerate(found):
            out.write("\n" * bool(number) + "\n".join(_sentence(document, one)) + "\n")
        return
    from dragoman.plain import plain

    separator = "[\n"
    for document, one in found:
        out.write(separator + json.dumps({"document": document.path, **plain(one)}, ensure_ascii=False))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def _explained(asked: str, settings: Settings) -> Iterator[tuple[Document, Explained]]:
    from dragoman.errors import InputError
    from dragoman.explaining import explain_file, explain_words

    file, _, number = asked.rpartition(":")
    if Path(asked).is_file() or not any(mark.isspace() for mark in asked.strip()):
        wanted = int(number) if file and number.isdigit() and not Path(asked).is_file() else 0
        path = Path(file if wanted else asked)
        shown = [pair for pair in explain_file(path, settings) if wanted in (0, pair[1].number)]
        if wanted and not shown:
            raise InputError(path, f"has no sentence {wanted}")
        yield from shown
    elif file and number.isdigit() and Path(file).is_file():
        yield from (pair for pair in explain_file(Path(file), settings) if pair[1].number == int(number))
    else:
        yield from explain_words(asked, settings)


def _sentence(document: Document, one: Explained) -> Iterator[str]:
    place = document.locate(one.start)
    yield f"{document.path}:{one.number}{f' ({place})' if place else ''}  {' '.join(one.sentence.split())}"
    for mention in one.mentions:
        yield f"  who      {_named(mention)}{f', {mention.kind}' if mention.kind else ''}"
    for date in one.dates:
        yield f"  when     “{date.words}” = {date.means or 'no date'} ({date.how or date.kind})"
    if one.carried:
        yield f"  when     {one.carried}, carried from the sentences before"
    if not one.parsed:
        yield f"  not parsed: {one.why}"
    for clause in one.clauses:
        yield f"  clause   {clause.kind}: “{clause.words}”"
    for act in one.acts:
        yield from _act(act)
    for account in one.others:
        sides = [" and ".join(party.id for party in side) for side in (account.actors, account.recipients)]
        told = " → ".join(filter(None, sides))
        yield f"  ACCOUNT  “{account.evidence.quote}”: {account.event_type}, {told}, {account.status}, {account.date}"
        yield f"    by     {account.coder}, confidence {account.confidence}; {account.id}"


def _act(act: Act) -> Iterator[str]:
    if act.outcome == "account":
        yield f"  ACCOUNT  “{act.word}”; {act.account}"
    else:
        yield f"  no act   “{act.word}”: {act.why}"
    if act.frame is not None:
        yield f"    type   {_line(act.frame)}"
    for line in act.others[:LINES]:
        yield f"    {'also ' if act.frame is not None else 'known'}  {_line(line)}"
    if len(act.others) > LINES:
        yield f"           and {len(act.others) - LINES} more"
    for name, sides in (("actor", act.actors), ("to", act.recipients)):
        for side in sides:
            yield f"    {name:<6} {_named(side)}"
    if act.status:
        yield f"    status {act.status}" + (
            f", from {'; '.join(act.status_from)}" if act.status_from else ", simply told"
        )
        yield f"    says   {act.speaker or 'the author'}" + (f"; cited: {act.cited}" if act.cited else "")
        words = f", from “{act.date_from}”" if act.date_from else ""
        yield f"    date   {act.date} ({act.date_how}{words})" if act.date else "    date   none"
    if act.confidence is not None:
        yield f"    sure   {act.confidence}: " + "; ".join(f"{one.weight:+} {one.words}" for one in act.features)


def _named(one: Named) -> str:
    state = f" for {one.state}" if one.state and one.state != one.means else ""
    return f"“{one.words}” = {one.means or 'nobody known'}{state} ({one.how})"


def _line(line: Line) -> str:
    kind = f"{line.event_type} ({line.mode})" if line.mode else line.event_type or "no act"
    return f"{line.demands}: {kind} ({line.file}, weight {line.weight})"
