"""Marked-up text (TEI, HTML) into blocks of plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from dragoman.model.record import PassageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which elements of a vocabulary (local names) make blocks, headings and notes, and which are left out.

    ``instead`` gives the text that stands for an element without content of its own (a line break, a gap).
    ``label`` gives the label of a note element, None for an element that is no note; with ``marks`` a note leaves its
    mark where it stood. ``marker`` gives the text that stands for a reference to a note, None for other elements.
    """

    blocks: frozenset[str]
    headings: frozenset[str]
    dropped: frozenset[str]
    cells: frozenset[str] = frozenset()
    instead: dict[str, str] = field(default_factory=dict)
    label: Callable[[etree._Element], str | None] = lambda element: None
    marks: bool = True
    marker: Callable[[etree._Element], str | None] = lambda element: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading or note, its white space folded. ``label`` is that of a note."""

    text: str
    kind: PassageKind = "body"
    label: str = ""


def read_blocks(root: etree._Element, shape: Shape) -> list[Block]:
    """The blocks below an element, in reading order, its notes after them.

    A note leaves a mark where it stood (``[^3]``), save in a heading. Time is linear in the size of the element.
    """
    body: list[Block] = []
    notes: list[Block] = []
    words: list[str] = []
    outer: list[tuple[list[str], PassageKind, str]] = []
    kind: PassageKind = "body"
    names: dict[str, str] = {}

    def close() -> None:
        text = " ".join("".join(words).split())
        if text:
            body.append(Block(text=text.strip("| "), kind=kind))
        words.clear()

    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            words.append(element.tail or "")
            continue
        tag = str(element.tag)
        name = names.setdefault(tag, tag.rpartition("}")[2].lower())
        if event == "start":
            marker = shape.marker(element)
            if name in shape.dropped or name in shape.instead or marker is not None:
                walk.skip_subtree()
                continue
            label = shape.label(element)
            if label is not None:
                outer.append((words, kind, label))
                words = []
            elif name in shape.headings or name in shape.blocks:
                if not outer:
                    close()
                    kind = "heading" if name in shape.headings else "body"
                else:
                    words.append(" ")
            words.append(element.text or "")
            continue
        marker = shape.marker(element)
        if marker is not None:
            words.append(marker)
        elif name in shape.dropped:
            pass
        elif name in shape.instead:
            words.append(shape.instead[name])
        elif shape.label(element) is not None:
            text = " ".join("".join(words).split())
            words, kind, label = outer.pop()
            if text:
                notes.append(Block(text=text, kind="note", label=label))
                if shape.marks and kind != "heading":
                    words.append(f"[^{label}]")
        elif name in shape.headings or name in shape.blocks:
            if not outer:
                close()
                kind = "body"
            else:
                words.append(" ")
        elif name in shape.cells:
            words.append(" | ")
        if element is not root:
            words.append(element.tail or "")
    close()
    return body + notes


def write_blocks(blocks: Iterable[Block]) -> str:
    """The blocks as one text that ``segment`` takes apart again: ``# heading``, ``[^label]: note``, a blank line between."""
    return "\n\n".join(_write(block) for block in blocks) + "\n"


def _write(block: Block) -> str:
    if block.kind == "heading":
        return f"# {block.text}"
    if block.kind == "note":
        return f"[^{block.label}]: {block.text}"
    return block.text
