"""The dossier as pandoc's document tree: headings, sentences, true footnotes, figures, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.dossier.compose import MARKS
from dragoman.dossier.figures import figure_labels, figure_table
from dragoman.dossier.pandoc import Node, document
from dragoman.dossier.record import Dossier, Group, Note, Piece, Section, Statement, Table
from dragoman.dossier.setting import byline, set_citation, set_place
from dragoman.wording import quoted

Tree = dict[str, object]


def build_tree(dossier: Dossier, pictures: Mapping[str, str]) -> Tree:
    """The whole dossier; ``pictures`` are the file names of the figures, by the key of their section."""
    notes = {note.number: note for note in dossier.notes}
    blocks = [node("BulletList", [[plain(line)] for line in dossier.legend])]
    labels = figure_labels(dossier)
    for section in dossier.sections:
        blocks.extend(_section(section, notes, pictures, labels.get(section.key, "")))
    blocks.append(heading(1, "Bibliography", "works"))
    blocks.append(_div("refs", "references", [_work(work.pieces, work.text, work.remark) for work in dossier.works]))
    # EPUB makes up an identifier where none is given; the same dossier is to be the same book.
    meta: dict[str, Node] = {
        "title": _meta(f"{dossier.title}{f', {dossier.span}' if dossier.span else ''}"),
        "lang": _meta("en-GB"),
        "identifier": _meta(f"dragoman:{dossier.dyad}"),
    }
    if dossier.author:
        meta["author"] = _meta(dossier.author)
    if byline(dossier):
        meta["subtitle"] = _meta(byline(dossier))
    return document(blocks, meta)


def node(kind: str, content: object = None) -> Node:
    """An element of the tree."""
    return {"t": kind} if content is None else {"t": kind, "c": content}


def words(text: str) -> list[Node]:
    """Text as inlines; no character of it is read as markup."""
    parts = text.split(" ")
    found: list[Node] = []
    for at, part in enumerate(parts):
        if at:
            found.append(node("Space"))
        if part:
            found.append(node("Str", part))
    return found


def para(*inlines: Node) -> Node:
    """A paragraph."""
    return node("Para", list(inlines))


def plain(text: str) -> Node:
    """Text without a paragraph's space around it."""
    return node("Plain", words(text))


def heading(level: int, text: str, key: str = "") -> Node:
    """A heading."""
    return node("Header", [level, [key, [], []], words(text)])


def _meta(text: str) -> Node:
    return node("MetaInlines", words(text))


def _attributes(key: str = "", *classes: str, **pairs: str) -> list[object]:
    return [key, list(classes), [[name.replace("_", "-"), value] for name, value in pairs.items()]]


def _div(key: str, name: str, blocks: list[Node]) -> Node:
    return node("Div", [_attributes(key, name, custom_style=name.capitalize()), blocks])


def _span(name: str, inlines: list[Node]) -> Node:
    return node("Span", [_attributes("", name, custom_style=name.capitalize()), inlines])


def _pieces(pieces: Iterable[Piece]) -> list[Node]:
    found: list[Node] = []
    for piece in pieces:
        inlines = words(piece.text)
        if piece.href.startswith(("https://", "http://")):
            inlines = [node("Link", [_attributes(), inlines, [piece.href, ""]])]
        found.extend([node("Emph", inlines)] if piece.italic else inlines)
    return found


def _work(pieces: Sequence[Piece], text: str, remark: str) -> Node:
    told = _pieces(pieces) if pieces else words(text)
    return para(*told, node("Str", "."), *(words(f" {remark}") if remark else ()))


def _note(note: Note) -> Node:
    told: list[Node] = []
    for at, one in enumerate(note.citations):
        told += words("; ") if at else []
        told += [*_pieces(set_citation(one, note)), node("Space"), _span("place", words(f"[{set_place(one)}]"))]
    return node("Note", [para(*told, node("Str", "."))])


def _refs(statement: Statement, notes: Mapping[int, Note]) -> list[Node]:
    found: list[Node] = []
    for number in statement.notes:
        note = notes[number]
        found += [node("Space"), *_pieces(note.in_text)] if note.in_text else []
        found.append(_note(note))
    return found


def _sign(statement_made: str, *, word: bool) -> list[Node]:
    sign, said = MARKS[statement_made]
    return [node("Space"), _span("sign", words(f"{sign}\u00a0{said}" if word else sign))] if sign else []


def _section(section: Section, notes: Mapping[int, Note], pictures: Mapping[str, str], label: str) -> Iterator[Node]:
    yield heading(1, section.title, section.key)
    for paragraph in section.own:
        yield _div("", "own", [para(*words(paragraph))])
    if section.chart:
        if section.key in pictures:
            yield _figure(section.chart.summary, f"{label} {section.chart.caption}".strip(), pictures[section.key])
        yield para(*words(section.chart.summary), *_sign("machine", word=False))
        yield from _table(figure_table(section.chart))
    for group in section.groups:
        yield from _group(group, notes)
    if not section.groups and section.empty:
        yield para(*words(section.empty), *_sign("machine", word=False))
    for table in section.tables:
        yield from _table(table)


def _figure(summary: str, caption: str, picture: str) -> Node:
    image = node("Image", [_attributes("", width="100%"), words(summary), [picture, ""]])
    return node("Figure", [_attributes(), [None, [plain(caption)]], [node("Plain", [image])]])


def _group(group: Group, notes: Mapping[int, Note]) -> Iterator[Node]:
    if group.title:
        yield heading(2, group.title)
    if group.lead:
        sign = () if group.lead.endswith(":") else _sign("machine", word=False)
        yield para(node("Emph", words(group.lead)), *sign)
    if group.listed and group.statements:
        yield node("BulletList", [list(_entry(statement, notes)) for statement in group.statements])
    elif group.statements:
        told: list[Node] = []
        for statement in group.statements:
            told += [*([node("Space")] if told else []), *_sentence(statement, notes, word=False)]
        yield para(*told)
        yield from (_remark(statement.remark) for statement in group.statements if statement.remark)


def _entry(statement: Statement, notes: Mapping[int, Note]) -> Iterator[Node]:
    yield para(*_sentence(statement, notes, word=True))
    if statement.quote:
        yield node("BlockQuote", [para(*words(quoted(statement.quote)), *_refs(statement, notes))])
    if statement.remark:
        yield _remark(statement.remark)


def _remark(text: str) -> Node:
    return _div("", "own", [para(*words(text))])


def _sentence(statement: Statement, notes: Mapping[int, Note], *, word: bool) -> list[Node]:
    when = [node("Strong", words(f"{statement.when}.")), node("Space")] if statement.when else []
    refs = [] if statement.quote else _refs(statement, notes)
    label = [node("Space"), node("Emph", words(f"({statement.label})"))] if statement.label else []
    return [*when, *words(statement.text), *refs, *label, *_sign(statement.made, word=word)]


def _table(table: Table) -> Iterator[Node]:
    if not table.rows:
        return
    longest = [max(len(cell) for cell in column) for column in zip(table.columns, *table.rows, strict=True)]
    # Three more for the space between columns: else the only word of a narrow one is broken.
    room = [min(max(one, 5), 60) + 3 for one in longest]

    def row(cells: Sequence[str]) -> list[object]:
        return [_attributes(), [[_attributes(), {"t": "AlignDefault"}, 1, 1, [plain(cell)]] for cell in cells]]

    yield node(
        "Table",
        [
            _attributes(),
            [None, [plain(table.caption)]],
            [[node("AlignLeft"), node("ColWidth", round(one / sum(room), 3))] for one in room],
            [_attributes(), [row(table.columns)] if any(table.columns) else []],
            [[_attributes(), 0, [], [row(cells) for cells in table.rows]]],
            [_attributes(), []],
        ],
    )
