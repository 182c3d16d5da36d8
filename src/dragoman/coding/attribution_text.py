"""Who is said to have said what in a running text: quotations followed over sentences and paragraphs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.coding.attribution import Attribution, attributions_of
from dragoman.coding.attribution_spans import Span
from dragoman.vocab.attributing import Kind

SHORT = 4
"""Words that a quotation must have, unless it is a sentence, to be a statement and no single term between marks."""
ENDS = (".", "!", "?", ",", "…", "--", "—")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement that a text hands on; spans are character offsets into the text, end exclusive, in order.

    ``source`` is empty where none is named. ``sentence`` is the number of the one that the cue stands in. ``told`` is
    false where the text only says that it was not, could be or should be said. ``nested`` says that the cue itself
    stands in a quotation: somebody quoted hands on what another says.
    """

    kind: Kind
    form: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    sentence: int
    told: bool
    nested: bool


def attribute(
    text: str, sentences: Sequence[Span], quotations: Sequence[Span], parse: Callable[[Iterable[str]], Iterable[Any]]
) -> tuple[Statement, ...]:
    """The statements of a text in the order of their cues.

    ``sentences`` and ``quotations`` are spans of it in order, quotations without their marks; a line break between two
    sentences ends a paragraph. ``parse`` turns sentences into their parses, in order.
    """
    outer = _outermost(quotations)
    docs = parse(text[start:end] for start, end in sentences)
    found: list[Statement] = []
    for number, ((start, end), doc) in enumerate(zip(sentences, docs, strict=True)):
        inside = [(low - start, high - start) for low, high in _touching(outer, start, end)]
        found.extend(_place(one, start, number, inside) for one in attributions_of(doc, inside))
    return _with_quotations(text, sentences, outer, found)


def _place(one: Attribution, start: int, number: int, quoted: Sequence[Span]) -> Statement:
    at = one.word.idx
    return Statement(
        kind=one.kind,
        form=one.form,
        source=_moved(one.source, start),
        cue=_moved(one.cue, start),
        content=_moved(one.content, start),
        sentence=number,
        told=one.told,
        nested=any(low <= at < high for low, high in quoted),
    )


def _moved(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    return tuple((start + by, end + by) for start, end in spans)


def _outermost(quotations: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in quotations:
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _touching(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    low = bisect_right(spans, start, key=lambda one: one[1])
    high = bisect_left(spans, end, key=lambda one: one[0])
    return list(spans[low:high])


def _with_quotations(
    text: str, sentences: Sequence[Span], quotations: Sequence[Span], found: list[Statement]
) -> tuple[Statement, ...]:
    """Each quotation given to the statement that hands it on, whole, and the ones after it to the same speaker."""
    starts = [start for start, _ in sentences]
    last: int | None = None
    last_quotation: Span | None = None
    for quotation in quotations:
        if not _is_statement(text, quotation):
            continue
        owner = _owner(found, quotation)
        if owner is None and last is not None and last_quotation is not None:
            if _goes_on(text, starts, found[last], last_quotation, quotation):
                owner = last
        if owner is None:
            continue
        found[owner] = replace(found[owner], content=_joined(text, (*found[owner].content, quotation)))
        last, last_quotation = owner, quotation
    return tuple(found)


def _owner(found: Sequence[Statement], quotation: Span) -> int | None:
    """The statement of saying outside a quotation whose content shares most with it."""
    best, most = None, 0
    for place, one in enumerate(found):
        if one.nested or one.kind not in ("said", "thought") or not one.content:
            continue
        if one.content[0][0] >= quotation[1] or one.content[-1][1] <= quotation[0]:
            continue
        shared = sum(max(0, min(end, quotation[1]) - max(start, quotation[0])) for start, end in one.content)
        if shared > most:
            best, most = place, shared
    return best


def _goes_on(text: str, starts: Sequence[int], one: Statement, before: Span, quotation: Span) -> bool:
    """Is a quotation without a cue of its own what the last speaker goes on to say?

    It must begin its sentence, and nothing may stand between but the sentence that names the speaker.
    """
    number = bisect_right(starts, quotation[0]) - 1
    begins = quotation[0] - starts[number] <= 2
    previous = max(one.sentence, bisect_right(starts, before[1] - 1) - 1)
    return begins and number - previous <= 1


def _is_statement(text: str, quotation: Span) -> bool:
    words = text[quotation[0] : quotation[1]]
    return len(words.split()) >= SHORT or words.endswith(ENDS)


def _joined(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those merged between which only blanks and marks stand on one line."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and (start <= found[-1][1] or _is_gap(text[found[-1][1] : start])):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _is_gap(between: str) -> bool:
    return "\n" not in between and not any(one.isalnum() for one in between)
