"""The dossier as Markdown with footnotes, for a text editor, a notebook or pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.dossier.record import Dossier, Group, Section, Statement, Table
from dragoman.wording import quoted

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$])")
_LIST_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def write_markdown(dossier: Dossier) -> str:
    """The dossier as text; footnotes are ``[^n]``. What comes from documents is escaped, so that it formats nothing."""
    span = f", {escape(dossier.span)}" if dossier.span else ""
    lines = [f"# {escape(dossier.title)}{span}", ""]
    for section in dossier.sections:
        lines.extend(_section(section))
    lines.extend(["## Bibliography", ""])
    for work in dossier.works:
        lines.append(f"- {escape(work.text)}." + (f" {escape(work.remark)}" if work.remark else ""))
    lines.append("")
    for note in dossier.notes:
        words = f"{escape(note.work)}, {escape(note.place)}: {quoted(escape(note.quote))} (`{note.about}`)"
        lines.extend([f"[^{note.number}]: {words}", ""])
    return "\n".join(lines).rstrip("\n") + "\n"


def escape(words: str) -> str:
    """Words in which no character is read as Markdown or HTML, on one line."""
    line = " ".join(words.split())
    return _LIST_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line).replace("&", "&amp;"))


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    yield ""
    if section.chart:
        yield escape(section.chart.summary)
        yield ""
        yield from _table(section.chart.table)
    for group in section.groups:
        yield from _group(group)
    if not section.groups and section.empty:
        yield section.empty
        yield ""
    for table in section.tables:
        yield from _table(table)


def _group(group: Group) -> Iterator[str]:
    if group.title:
        yield f"### {escape(group.title)}"
        yield ""
    if group.lead:
        yield escape(group.lead)
        yield ""
    if group.listed:
        yield from (f"- {_statement(statement)}" for statement in group.statements)
    else:
        yield " ".join(_statement(statement) for statement in group.statements)
    yield ""


def _statement(statement: Statement) -> str:
    notes = "".join(f"[^{number}]" for number in statement.notes)
    when = f"**{escape(statement.when)}.** " if statement.when else ""
    mark = f" *({escape(statement.label)})*" if statement.label else ""
    if statement.quote:
        return f"{when}{escape(statement.text)}{mark} {quoted(escape(statement.quote))}{notes}"
    return f"{when}{escape(statement.text)}{notes}{mark}"


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    yield f"*{escape(table.caption)}*"
    yield ""
    yield f"| {' | '.join(escape(column) for column in table.columns)} |"
    yield f"|{'---|' * len(table.columns)}"
    yield from (f"| {' | '.join(escape(cell) for cell in row)} |" for row in table.rows)
    yield ""
