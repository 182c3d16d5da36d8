"""Inline citations and the words they are given for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dragoman.model.text import Citation, Quotation
from dragoman.vocab.abbreviations import STOP, Abbreviations
from dragoman.vocab.citing import Cited, Citing, mask

__all__ = ["find_citations", "mask"]

LONGEST = 300
"""Code points in a parenthesis at most for it to be read as a citation."""
REACH = 2000
"""Code points looked back for the beginning of the sentence that a citation supports."""

_BRACKET = re.compile(
    rf"\((?P<round>[^()\n]{{2,{LONGEST}}})\)|\[\^(?P<mark>[^\]\s]{{1,40}})\]|\[(?P<square>[^\[\]\n]{{1,{LONGEST}}})\]"
)
_NUMBERS = re.compile(r"\d{1,3}(?:\s*[-–,;]\s*\d{1,3})*(?:,\s*pp?\.?\s*[\d–-]+)?")
_YEAR_ONLY = re.compile(r"(1[5-9]\d\d|20\d\d)[a-z]?(?:\s*[,:]\s*(?:pp?\.?\s*)?[\d–-]+)?")
_NAME_BEFORE = re.compile(r"((?:[A-Z][\w’'-]+)(?:(?:,? (?:and|&) |, )[A-Z][\w’'-]+)*(?: et al\.?)?)(?:[’']s)?\s\Z")
_WORD_AFTER = re.compile(r"\s(\w+)")
_CLOSED = '”"’»'
_BETWEEN = re.compile(r"[\s.,;:!?…”\"’'»]*")
_LEFT_OVER = " \t.,;:)]"
_NO_WORDS = " \t.,;:()[]!?…“”\"’'«»–—-"


def find_citations(text: str, quotations: Sequence[Quotation]) -> tuple[Citation, ...]:
    """All inline citations of a text, in order, each with the words it is given for.

    Known are author and year, archives, editions and newspapers in parentheses, "ibid." and page references, numbers
    in brackets, footnote marks (``[^3]``), and a year after the author's name ("Zavalani (1998) argues"). A parenthesis
    with several works gives one citation for each. The claim is the quotation closed just before, else the words of
    the sentence up to the citation. Time is linear in the length of the text.
    """
    found = [item for match in _BRACKET.finditer(text) for item in _read(text, match)]
    sentences = _Sentences(mask(text, [(start, end) for start, end, _ in found]))
    by_end: dict[int, int] = {}
    for quotation in quotations:
        by_end[quotation.end] = min(quotation.start, by_end.get(quotation.end, quotation.start))
    ends = sorted(by_end)
    citations: list[Citation] = []
    for start, end, cited in found:
        if citations and citations[-1].end == start and text[start] == ";":
            claim = (citations[-1].claim_start, citations[-1].claim_end)
            quoted = citations[-1].quoted
        else:
            claim, quoted = _claim(text, start, by_end, ends, sentences)
            if claim[0] >= claim[1]:
                claim = (start, end)  # nothing stands before it: it supports no words but its own
        citations.append(
            Citation(
                start=start,
                end=end,
                text=text[start:end],
                author=cited.author,
                year=cited.year,
                claim_start=claim[0],
                claim_end=claim[1],
                quoted=quoted,
            )
        )
    return tuple(citations)


def _read(text: str, match: re.Match[str]) -> Iterator[tuple[int, int, Cited]]:
    start, end = match.span()
    if match["mark"] is not None:
        if text[end : end + 1] != ":" or text[max(0, start - 1) : start].strip():
            yield start, end, Cited(author=match["mark"], year="")
        return
    words = match["round"] if match["round"] is not None else match["square"]
    if match["square"] is not None and _NUMBERS.fullmatch(words.strip()):
        if text[max(0, start - 1) : start].strip() or text[max(0, start - 2) : start].strip():
            yield start, end, Cited(author=words.strip(), year="")
        return
    if _YEAR_ONLY.fullmatch(words.strip()):
        yield from _after_name(text, start, end, words)
        return
    closed = text[max(0, start - 4) : start].rstrip(" .,")[-1:]
    parts = words.split(";")
    cited = [Citing.load().read(part, after_quotation=closed != "" and closed in _CLOSED) for part in parts]
    if not any(cited):
        return
    at = start
    for number, (part, item) in enumerate(zip(parts, cited, strict=True)):
        stop = end if number + 1 == len(parts) else at + len(part) + 1
        yield at, stop, item or Cited(author=part.strip(), year="")
        at = stop


def _after_name(text: str, start: int, end: int, words: str) -> Iterator[tuple[int, int, Cited]]:
    """A year in parentheses cites when an author's name stands before it and a verb of saying after it."""
    name = _NAME_BEFORE.search(text, max(0, start - 80), start)
    if not name:
        return
    citing = Citing.load()
    author = name.group(1).removesuffix("’s").removesuffix("'s")
    following = _WORD_AFTER.match(text, end)
    before = text[max(0, name.start() - 14) : name.start()].lower()
    says = following is not None and following.group(1) in citing.reporting
    if (says or before.endswith("according to ")) and not citing.names_happening(author.split()[-1]):
        yield start, end, Cited(author=author, year=words.strip()[:4])


def _claim(
    text: str, start: int, by_end: dict[int, int], ends: Sequence[int], sentences: _Sentences
) -> tuple[tuple[int, int], bool]:
    """The quotation closed just before the citation, else the sentence so far; and which of the two it is."""
    index = bisect_left(ends, start + 1) - 1
    low_limit = max(0, start - 12)
    while index >= 0 and ends[index] >= low_limit:
        end = ends[index]
        between = text[end:start]
        if any(mark in between for mark in _CLOSED) and _BETWEEN.fullmatch(between):
            return (_outermost(text, end, by_end, ends, index), end), True
        index -= 1
    return sentences.before(start), False


def _outermost(text: str, end: int, by_end: dict[int, int], ends: Sequence[int], index: int) -> int:
    """The beginning of the widest quotation that ends at ``end`` or, closing mark upon closing mark, just inside it."""
    begin = by_end[end]
    while index > 0 and not text[ends[index - 1] : end].strip('”"’» .'):
        index -= 1
        begin = min(begin, by_end[ends[index]])
    return begin


class _Sentences:
    """The sentences of a text up to a place that only moves forward."""

    def __init__(self, shadow: str) -> None:
        self.shadow = shadow
        self.begins = [0]
        self.scanned = 0

    def before(self, start: int) -> tuple[int, int]:
        """The words of the sentence up to ``start`` (of the one that ends just there); none where a text begins."""
        self._scan(start)
        end = len(self.shadow[max(0, start - REACH) : start].rstrip()) + max(0, start - REACH)
        begin = end
        for begin in reversed(self.begins):
            if self.shadow[max(begin, start - REACH) : end].strip(_NO_WORDS):
                break
        begin = max(begin, start - REACH)
        words = self.shadow[begin:end]
        left_over = len(words) - len(words.lstrip(_LEFT_OVER))
        return (begin + left_over, end) if left_over < len(words) else (begin, end)

    def _scan(self, start: int) -> None:
        line = self.shadow.rfind("\n", self.scanned, start)
        if line >= 0:
            self.begins = [line + 1]
            self.scanned = line + 1
        known = Abbreviations.load()
        for found in STOP.finditer(self.shadow, self.scanned, start):
            if known.ends_sentence(self.shadow, self.begins[-1], found.start(), found.end()):
                self.begins.append(found.end())
        del self.begins[:-8]
        self.scanned = start
