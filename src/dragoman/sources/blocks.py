"""Marked-up text (TEI, HTML) into blocks of plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from dragoman.model.record import PassageKind

LONGEST_SECTION = 60
"""Characters of a heading that serve to cite its section."""
LONGEST_CELL = 1000
"""Characters of a table's cell that stands in one line with its row; a longer one is a text, laid out by a table."""

_MARKS = "“”„«»‹›\"'‘’"
_PAGE, _END = "\x02", "\x03"
"""Stand around the label of a page while its block is being written: characters that no XML and no text may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which elements of a vocabulary (local names) make blocks, headings and notes, and which are left out.

    ``instead`` gives the text that stands for an element, its content left out (a line break, a gap).
    ``label`` gives the label of a note element, None for an element that is no note; with ``marks`` a note leaves its
    mark where it stood. ``marker`` gives the text that stands for a reference to a note, None for other elements.
    ``page`` gives the label of the page that begins with an element, None for an element that begins none.
    ``is_inline`` says of an element in ``blocks`` that it stands in a running line; ``quoted`` are elements whose words
    are put in quotation marks there, unless the text has such marks itself.
    """

    blocks: frozenset[str]
    headings: frozenset[str]
    dropped: frozenset[str]
    cells: frozenset[str] = frozenset()
    instead: dict[str, str] = field(default_factory=dict)
    label: Callable[[etree._Element], str | None] = lambda element: None
    marks: bool = True
    marker: Callable[[etree._Element], str | None] = lambda element: None
    page: Callable[[etree._Element], str | None] = lambda element: None
    is_inline: Callable[[etree._Element], bool] = lambda element: False
    quoted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading or note, its white space folded. ``label`` is that of a note.

    ``pages`` are the pages that begin in it: pairs (offset into ``text``, label).
    """

    text: str
    kind: PassageKind = "body"
    label: str = ""
    pages: tuple[tuple[int, str], ...] = ()


def read_blocks(root: etree._Element, shape: Shape) -> list[Block]:
    """The blocks below an element, in reading order, its notes after them.

    A note leaves a mark where it stood (``[^3]``), save in a heading. Time is linear in the size of the element.
    """
    writer = _Writer(shape)
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if writer.open(element):
                walk.skip_subtree()
            continue
        if event == "end":
            writer.close(element)
        if element is not root:
            writer.words.append(element.tail or "")
    writer.finish_block()
    return writer.body + writer.notes


def write_blocks(blocks: Iterable[Block]) -> str:
    """The blocks as one text, a blank line between, that ``segment`` takes apart again.

    Headings are written ``# heading``, notes ``[^label]: note``.
    """
    return "\n\n".join(_write(block) for block in blocks) + "\n"


def write_located(blocks: Iterable[Block]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The blocks as one text, as ``write_blocks`` gives it, and what its places are cited by: pairs (offset, locator).

    That is the page where pages are marked ("p. 12"), else the section, by its heading ("§ The Break").
    """
    listed = list(blocks)
    paged = any(block.pages for block in listed)
    locators: list[tuple[int, str]] = []
    length = 0
    for block in listed:
        start = length + len(_write(block)) - len(block.text)
        if block.kind == "note":
            if locators and locators[-1][1]:
                locators.append((length, ""))  # a note is cited by its number alone
        elif paged:
            locators += [(start + offset, f"p. {label}") for offset, label in block.pages]
        elif block.kind == "heading":
            locators.append((length, section_locator(block.text)))
        length += len(_write(block)) + 2
    return write_blocks(listed), tuple(locators)


class _Writer:
    """Collects the words of the element being read; notes are set apart while they are open."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.body: list[Block] = []
        self.notes: list[Block] = []
        self.words: list[str] = []
        self.kind: PassageKind = "body"
        self.outer: list[tuple[list[str], str]] = []
        self.names: dict[str, str] = {}
        self.begun: list[str] = []
        self.cell: etree._Element | None = None

    def open(self, element: etree._Element) -> bool:
        """Begin an element; True when its content is to be left out."""
        page = self.shape.page(element)
        if page is not None:
            self.words.append(f"{_PAGE}{' '.join(page.split())}{_END}")
        name = self._name(element)
        if name in self.shape.dropped or name in self.shape.instead or self.shape.marker(element) is not None:
            return True
        label = self.shape.label(element)
        if label is not None:
            self.outer.append((self.words, label))
            self.words = []
        elif name in self.shape.cells:
            if self.cell is None and self._is_short(element):
                self.cell = element
        elif name in self.shape.headings or name in self.shape.blocks:
            if self.shape.is_inline(element):
                self.words.append(self._mark(element, name, "“"))
            else:
                self._begin_block("heading" if name in self.shape.headings else "body")
        self.words.append(element.text or "")
        return False

    def close(self, element: etree._Element) -> None:
        """End an element."""
        name = self._name(element)
        marker = self.shape.marker(element)
        if marker is not None:
            self.words.append(marker)
        elif name in self.shape.instead:
            self.words.append(self.shape.instead[name])
        elif name in self.shape.dropped:
            return
        elif self.shape.label(element) is not None:
            self._finish_note()
        elif name in self.shape.cells:
            self.words.append(" | ")
            if self.cell is element:
                self.cell = None
        elif name in self.shape.headings or name in self.shape.blocks:
            if self.shape.is_inline(element):
                self.words.append(self._mark(element, name, "”"))
            else:
                self._begin_block("body")

    def finish_block(self) -> None:
        """Close the block being written, if it has any words."""
        text, pages = _take_pages(_fold(self.words).strip("| "))
        pages = (*((0, label) for label in self.begun), *pages)
        self.begun = []
        if text:
            self.body.append(Block(text=text, kind=self.kind, pages=pages))
        else:
            self.begun = [label for _, label in pages]
        self.words = []

    def _begin_block(self, kind: PassageKind) -> None:
        if self.outer or self.cell is not None:
            self.words.append(" ")  # a note is one block, whatever it holds; so is a row of a table
            return
        self.finish_block()
        self.kind = kind

    def _finish_note(self) -> None:
        text, pages = _take_pages(_fold(self.words))
        self.words, label = self.outer.pop()
        self.begun += [label for _, label in pages]
        if text:
            self.notes.append(Block(text=text, kind="note", label=label))
            if self.shape.marks and self.kind != "heading":
                self.words.append(f"[^{label}]")

    def _is_short(self, cell: etree._Element) -> bool:
        """Whether a cell holds a few words, no table and no heading, so that its row can be one line."""
        length = 0
        for element in cell.iter():
            if element is not cell and self._name(element) in (self.shape.cells | self.shape.headings):
                return False
            length += len(element.text or "") + len(element.tail or "")
        return length <= LONGEST_CELL

    def _mark(self, element: etree._Element, name: str, mark: str) -> str:
        """The quotation mark that goes with an element in a running line, "" where the text has its own."""
        if name not in self.shape.quoted:
            return ""
        words = "".join(str(word) for word in element.itertext()).strip()
        before, parent = element.getprevious(), element.getparent()
        text = before.tail if before is not None else parent.text if parent is not None else ""
        own = words[:1] + words[-1:] + (text or "").rstrip()[-1:]
        return mark if words and not any(one in _MARKS for one in own) else ""

    def _name(self, element: etree._Element) -> str:
        tag = str(element.tag)
        return self.names.setdefault(tag, tag.rpartition("}")[2].lower())


def _fold(words: list[str]) -> str:
    return " ".join("".join(words).split())


def _take_pages(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text without the marks of pages, and where they stood."""
    if _PAGE not in text:
        return text, ()
    pieces: list[str] = []
    pages: list[tuple[int, str]] = []
    length = 0
    for piece in text.split(_PAGE):
        label, mark, words = piece.partition(_END)
        if not mark:
            label, words = "", piece
        if pieces and pieces[-1].endswith(" "):
            words = words.lstrip(" ")
        if mark:
            pages.append((length, label))
        pieces.append(words)
        length += len(words)
    joined = "".join(pieces)
    cut = len(joined) - len(joined.lstrip(" "))
    return joined.strip(" "), tuple((max(0, offset - cut), label) for offset, label in pages)


def section_locator(heading: str) -> str:
    """What a section is cited by: "§ " and its heading, cut after ``LONGEST_SECTION`` characters."""
    short = heading if len(heading) <= LONGEST_SECTION else heading[:LONGEST_SECTION].rsplit(" ", 1)[0] + "…"
    return f"§ {short}"


def _write(block: Block) -> str:
    if block.kind == "heading":
        return f"# {block.text}"
    if block.kind == "note":
        return f"[^{block.label}]: {block.text}"
    return block.text
