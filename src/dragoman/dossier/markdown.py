"""The dossier as Markdown with footnotes, for a text editor, a notebook or pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from dragoman.dossier.compose import MARKS
from dragoman.dossier.figures import figure_labels, figure_table
from dragoman.dossier.record import Dossier, Group, Note, Piece, Section, Statement, Table
from dragoman.dossier.setting import byline, set_citation, set_place
from dragoman.wording import quoted

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$])")
_LIST_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def write_markdown(dossier: Dossier) -> str:
    """The dossier as text; footnotes are ``[^n]``. What comes from documents is escaped, so that it formats nothing."""
    span = f", {escape(dossier.span)}" if dossier.span else ""
    lines = [f"# {escape(dossier.title)}{span}", ""]
    if byline(dossier):
        lines.extend([escape(byline(dossier)), ""])
    lines.extend([*(f"> {escape(line)}  " for line in dossier.legend), ""])
    notes = {note.number: note for note in dossier.notes}
    labels = figure_labels(dossier)
    for section in dossier.sections:
        lines.extend(_section(section, notes, labels.get(section.key, "")))
    lines.extend(["## Bibliography", ""])
    for work in dossier.works:
        told = _set(work.pieces) or escape(work.text)
        lines.append(f"- {told}." + (f" {escape(work.remark)}" if work.remark else ""))
    lines.append("")
    for note in dossier.notes:
        cited = [f"{_set(set_citation(one, note))} `[{set_place(one)}]`" for one in note.citations]
        lines.extend([f"[^{note.number}]: {'; '.join(cited)}.", ""])
    return "\n".join(lines).rstrip("\n") + "\n"


def _set(pieces: Iterable[Piece]) -> str:
    words = [(piece, escape(piece.text, trim=False)) for piece in pieces]
    return "".join(f"*{text}*" if piece.italic and text == text.strip() else text for piece, text in words)


def escape(words: str, *, trim: bool = True) -> str:
    """Words in which no character is read as Markdown or HTML, on one line; ``trim`` takes off blanks at the ends."""
    line = " ".join(words.split()) if trim else re.sub(r"\s+", " ", words)
    return _LIST_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line).replace("&", "&amp;"))


def _section(section: Section, notes: Mapping[int, Note], label: str) -> Iterator[str]:
    yield f"## {escape(section.title)}"
    yield ""
    for paragraph in section.own:
        yield escape(paragraph)
        yield ""
    if section.chart:
        yield f"{f'**{label}** ' if label else ''}{escape(section.chart.summary)} {MARKS['machine'][0]}"
        yield ""
        yield from _table(figure_table(section.chart))
    for group in section.groups:
        yield from _group(group, notes)
    if not section.groups and section.empty:
        yield f"{section.empty} {MARKS['machine'][0]}"
        yield ""
    for table in section.tables:
        yield from _table(table)


def _group(group: Group, notes: Mapping[int, Note]) -> Iterator[str]:
    if group.title:
        yield f"### {escape(group.title)}"
        yield ""
    if group.lead:
        # A heading states nothing that could be right or wrong.
        yield escape(group.lead) if group.lead.endswith(":") else f"{escape(group.lead)} {MARKS['machine'][0]}"
        yield ""
    if group.listed:
        yield from (f"- {_statement(statement, notes, word=True)}" for statement in group.statements)
    else:
        yield " ".join(_statement(statement, notes) for statement in group.statements)
    yield ""


def _statement(statement: Statement, notes: Mapping[int, Note], *, word: bool = False) -> str:
    refs = "".join(
        (f" {_set(notes[number].in_text)}" if notes[number].in_text else "") + f"[^{number}]"
        for number in statement.notes
    )
    when = f"**{escape(statement.when)}.** " if statement.when else ""
    sign, said = MARKS[statement.made]
    marks = [escape(statement.label)] if statement.label else []
    marks += [f"{sign} {said}"] if word and sign else []
    mark = f" *({'; '.join(marks)})*" if marks else ""
    mark += f" {sign}" if sign and not word else ""
    remark = f" **{escape(statement.remark)}**" if statement.remark else ""
    if statement.quote:
        return f"{when}{escape(statement.text)}{mark} {quoted(escape(statement.quote))}{refs}{remark}"
    return f"{when}{escape(statement.text)}{refs}{mark}{remark}"


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    yield f"*{escape(table.caption)}*"
    yield ""
    yield f"| {' | '.join(escape(column) for column in table.columns)} |"
    yield f"|{'---|' * len(table.columns)}"
    yield from (f"| {' | '.join(escape(cell) for cell in row)} |" for row in table.rows)
    yield ""
