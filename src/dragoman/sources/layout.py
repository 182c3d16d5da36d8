"""Lines of a text into paragraphs: which lines were broken by a page's width and which end a paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dragoman.sources.frontmatter import body_start

WIDEST = 250
"""Lines longer than this were not broken by a page's width."""
WRAPPED_SHARE = 0.25
"""Share of line ends that fall inside a sentence from which a text counts as hard-wrapped (prose on a page: 0.6-0.9;
one paragraph a line: under 0.02)."""
ROOM = 0.92
"""A line closes its paragraph if its end could have taken the next word within this share of the usual width."""

_LINE = re.compile(r"[^\n\f]*(?:\n|\f|\Z)")
_INSIDE = re.compile(r"[^.!?:;\s]\s*\Z")
_ENDS = re.compile(r"[.!?…][”\"’»)\]\s]*\Z|[.!?…”\"’»)]\s*\)?\s*\Z")
_PAGE = re.compile(
    r"\s*(?:[-–—\[(]\s*)?(?:(?:p\.|page)\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—\])])?\s*\Z", re.I
)
_MARK = re.compile(
    r"\s*(?:[-*•·]\s|#{1,6}\s|>\s?|\[\^[^\]\s]+\]:|\(?(?:[a-z]|\d{1,3})[.)]\s|[IVXLC]{1,6}\.\s|-{3,}|={3,}|\|)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a text: ``text[start:end]``, its line end left out."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The paragraphs of a text, each the lines it runs over, and whether lines were hard-wrapped.

    ``furniture`` holds the page numbers and running heads of a hard-wrapped text; they are in no paragraph's lines.
    """

    wrapped: bool
    paragraphs: tuple[tuple[Line, ...], ...]
    furniture: tuple[Line, ...] = ()


def lay_out(text: str) -> Layout:
    """Find the paragraphs of a text, its header block left out. Time is linear in its length.

    In a text with one paragraph a line, each line is a paragraph. In a hard-wrapped one, a blank line, a list mark or
    a line that ends short and with a stop closes a paragraph; page numbers and running heads are dropped.
    """
    lines = [
        Line(start=m.start(), end=_bare(text, m)) for m in _LINE.finditer(text, body_start(text)) if m.end() > m.start()
    ]
    full = [text[line.start : line.end] for line in lines]
    if not is_wrapped(full):
        return Layout(
            wrapped=False, paragraphs=tuple((line,) for line, words in zip(lines, full, strict=True) if words.strip())
        )
    feeds = {at for at, line in enumerate(lines) if text[line.end : line.end + 1] == "\f"}
    dropped = _page_furniture(full, feeds)
    if all(at in dropped for at, words in enumerate(full) if words.strip()):
        dropped = set()  # lines that are all alike are the text itself
    return Layout(
        wrapped=True,
        paragraphs=tuple(_paragraphs(text, lines, dropped)),
        furniture=tuple(lines[at] for at in sorted(dropped)),
    )


def is_wrapped(lines: list[str]) -> bool:
    """Whether line ends fall inside sentences, as on a page, so often that it cannot be chance."""
    pairs = inside = 0
    for line, following in pairwise(lines):
        if not line.strip() or not following.strip():
            continue
        pairs += 1
        start = following.lstrip()[0]
        if len(line) <= WIDEST and start.islower() and _INSIDE.search(line[-3:]):
            inside += 1
    return inside > 0 and inside >= WRAPPED_SHARE * pairs


def _bare(text: str, found: re.Match[str]) -> int:
    end = found.end()
    return end - 1 if end > found.start() and text[end - 1] in "\n\f" else end


@dataclass(frozen=True, slots=True)
class _Page:
    """What is usual in a text: the width of its lines, and whether blank lines stand between its paragraphs."""

    width: float
    spaced: bool


def _paragraphs(text: str, lines: list[Line], dropped: set[int]) -> Iterator[tuple[Line, ...]]:
    page = _measure([text[line.start : line.end] for at, line in enumerate(lines) if at not in dropped])
    current: list[Line] = []
    last = ""
    blank = interrupted = False
    for at, line in enumerate(lines):
        words = text[line.start : line.end]
        if at in dropped:
            interrupted = True
        elif not words.strip():
            blank = True
        else:
            # blank lines around a page's foot close nothing: only the lines before and after it can tell
            is_end = _breaks(last, words, page, at_foot=interrupted) if interrupted or not blank else True
            if current and is_end:
                yield tuple(current)
                current = []
            current.append(line)
            last = words.rstrip()
            blank = interrupted = False
    if current:
        yield tuple(current)


def _measure(lines: list[str]) -> _Page:
    lengths = [len(words.rstrip()) for words in lines if words.strip()]
    middle = median(lengths)
    usual = [length for length in lengths if length > 0.6 * middle]
    blanks = len(lines) - len(lengths)
    return _Page(width=median(usual), spaced=blanks * 12 >= len(lengths))


def _breaks(last: str, words: str, page: _Page, *, at_foot: bool = False) -> bool:
    """Whether a paragraph ends between two lines that no blank line parts, or only the foot of a page."""
    if not last:
        return False
    start = words.lstrip()
    closed = _ENDS.search(last[-6:]) is not None
    if last.lstrip().startswith("#"):
        return True
    if _MARK.match(words) and (closed or start[0] in "#>[|•*-=" or _MARK.match(last)):
        return not (last.lstrip().startswith(">") and start.startswith(">"))
    room = len(last) + 1 + len(start.split(maxsplit=1)[0])
    if closed:
        is_indented = len(words) - len(start) >= 2 and len(last) - len(last.lstrip()) < 2
        return is_indented or room < (0.6 if page.spaced and not at_foot else ROOM) * page.width
    is_short = len(last) < 0.6 * page.width and room < 0.8 * page.width
    return is_short and (at_foot or not page.spaced) and not start[0].islower() and last[-1] not in ",;-–—"


def _page_furniture(full: list[str], feeds: set[int]) -> set[int]:
    """Lines that are page numbers in rising order, and the lines that keep returning beside them."""
    numbers = [(at, int(found.group(1))) for at, words in enumerate(full) if (found := _PAGE.match(words))]
    chain: list[tuple[int, int]] = []
    for at, number in numbers:
        if not chain or 0 < number - chain[-1][1] <= 3:
            chain.append((at, number))
        elif len(chain) < 3:
            chain = [(at, number)]
    pages = {at for at, _ in chain} if len(chain) >= 3 else set()
    edges = pages | feeds | {at + 1 for at in feeds}
    near = {at + step for at in edges for step in (-2, -1, 0, 1, 2)}
    shapes = [re.sub(r"\d+", "#", words.strip()) for words in full] if near else []
    beside = Counter(shapes[at] for at in near if 0 <= at < len(full))
    everywhere = Counter(shapes)
    heads = {
        words for words, count in beside.items() if count >= 3 and 2 * count > everywhere[words] and _is_head(words)
    }
    return pages | {at for at, words in enumerate(shapes) if words in heads}


def _is_head(words: str) -> bool:
    return 0 < len(words) < 100 and not words.endswith(".")
