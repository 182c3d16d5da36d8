"""Who is said to have said what in a running text: quotations followed over sentences and paragraphs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.coding.attribution import OPEN, Attribution, attributions_of
from dragoman.coding.attribution_label import labels
from dragoman.coding.attribution_spans import Span
from dragoman.model.text import Citation
from dragoman.vocab.attributing import Kind

SHORT = 4
"""Words that a quotation must have, unless it is a sentence, to be a statement and no single term between marks."""
QUOTES = '"\u201c\u201d\u201e\u2018\u00ab\u00bb '
REACH = 60
"""Characters that may lie between a verb of saying and its quotation: "told the deputies in Rome:"."""
ENDS = (".", "!", "?", ",", "…", "--", "—")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement that a text hands on; spans are character offsets into the text, end exclusive, in order.

    ``source`` is empty where none is named. ``sentence`` is the number of the one that the cue stands in. ``told`` is
    false where the text only says that it was not, could be or should be said. ``nested`` says that it is part
    of what another statement hands on: "he said that she believed it".
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
    text: str,
    sentences: Sequence[Span],
    quotations: Sequence[Span],
    parse: Callable[[Iterable[str]], Iterable[Any]],
    citations: Sequence[Citation] = (),
) -> tuple[Statement, ...]:
    """The statements of a text in the order of their cues.

    ``sentences`` and ``quotations`` are spans of it in order, quotations without their marks; a line break between two
    sentences ends a paragraph. ``parse`` turns sentences into their parses, in order. A quotation that one of
    ``citations`` closes, and that nobody in the text speaks, is the cited author's.
    """
    outer = _outermost(quotations)
    docs = parse(text[start:end] for start, end in sentences)
    found: list[Statement] = list(_labelled(text, sentences))
    labelled = list(found)
    for number, ((start, end), doc) in enumerate(zip(sentences, docs, strict=True)):
        inside = [(low - start, high - start) for low, high in _touching(outer, start, end)]
        found.extend(_place(one, start, number, inside, labelled) for one in attributions_of(doc, inside))
    found.sort(key=lambda one: (one.sentence, one.cue))
    told = [one for one in _with_quotations(text, sentences, outer, found) if one.content]
    starts = [start for start, _ in sentences]
    told.extend([_cited(one, starts) for one in citations if one.quoted and not _spoken(told, starts, one)])
    return tuple(sorted(told, key=lambda one: (one.cue, one.content)))


def _labelled(text: str, sentences: Sequence[Span]) -> Iterator[Statement]:
    """The paragraphs of a record that begin with who speaks: "The Secretary: We cannot agree."."""
    starts = [start for start, _ in sentences]
    for label in labels(text):
        number = bisect_right(starts, label.name[0]) - 1
        if number >= 0 and starts[number] == label.name[0]:
            yield Statement(
                kind="said",
                form="label",
                source=(label.name,),
                cue=(label.colon,),
                content=(label.said,),
                sentence=number,
                told=True,
                nested=False,
            )


def _cited(citation: Citation, starts: Sequence[int]) -> Statement:
    at = citation.text.find(citation.author)
    low = citation.start + max(at, 0)
    return Statement(
        kind="said",
        form="citation",
        source=((low, low + len(citation.author)),) if citation.author and at >= 0 else (),
        cue=((citation.start, citation.end),),
        content=((citation.claim_start, citation.claim_end),),
        sentence=bisect_right(starts, citation.start) - 1,
        told=True,
        nested=False,
    )


def _spoken(told: Sequence[Statement], starts: Sequence[int], citation: Citation) -> bool:
    """Does somebody in the text speak the words that a citation closes?"""
    claim = (citation.claim_start, citation.claim_end)
    near = [told[place] for place in _near(told, starts, claim)]
    return any(
        start < claim[1] and claim[0] < end
        for one in near
        if not one.nested and one.kind == "said"
        for start, end in one.content
    )


def _place(
    one: Attribution, start: int, number: int, quoted: Sequence[Span], labelled: Sequence[Statement]
) -> Statement:
    at = one.word.idx
    before = bisect_right(labelled, start + at, key=lambda said: said.content[0][0])
    spoken = before > 0 and start + at < labelled[before - 1].content[0][1]
    return Statement(
        kind=one.kind,
        form=one.form,
        source=_moved(one.source, start),
        cue=_moved(one.cue, start),
        content=_moved(one.content, start),
        sentence=number,
        told=one.told,
        nested=one.nested or spoken or any(low <= at < high for low, high in quoted),
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
    before = (0, 0)
    for quotation in quotations:
        if not _is_statement(text, quotation):
            continue
        near = _near(found, starts, quotation)
        owner = _owner(found, near, quotation)
        if owner is None:
            owner = _open_beside(text, found, near, quotation)
        if owner is None and last is not None and _goes_on(text, starts, found[last], before, quotation):
            owner = last
        if owner is None:
            continue
        one = found[owner]
        content = _cut(text, one, quotation) if owner != last else one.content
        found[owner] = replace(one, content=_joined(text, (*content, quotation)))
        last, before = owner, quotation
    return tuple(found)


def _near(found: Sequence[Statement], starts: Sequence[int], quotation: Span) -> range:
    """The statements of the sentences that a quotation touches, and of the one before and the one after."""
    first, last = bisect_right(starts, quotation[0]) - 1, bisect_left(starts, quotation[1]) - 1
    low = bisect_left(found, first - 1, key=lambda one: one.sentence)
    return range(low, bisect_right(found, last + 1, key=lambda one: one.sentence))


def _owner(found: Sequence[Statement], near: range, quotation: Span) -> int | None:
    """The statement of saying outside a quotation whose content shares most with it."""
    best, most = None, 0
    for place in near:
        one = found[place]
        if one.nested or one.kind not in ("said", "thought") or not one.content:
            continue
        if one.content[0][0] >= quotation[1] or one.content[-1][1] <= quotation[0]:
            continue
        shared = sum(max(0, min(end, quotation[1]) - max(start, quotation[0])) for start, end in one.content)
        if shared > most:
            best, most = place, shared
    return best


def _open_beside(text: str, found: Sequence[Statement], near: range, quotation: Span) -> int | None:
    """The verb of saying without content that a quotation stands beside: "'...?' X asked.", "X told them: '...'"."""
    for place in near:
        one = found[place]
        if one.form != OPEN or one.nested or one.content:
            continue
        spans = (*one.cue, *one.source)
        start, end = min(spans)[0], max(high for _, high in spans)
        if quotation[1] <= start and start - quotation[1] <= REACH:
            if _is_gap(text[quotation[1] : start]):
                return place
        elif end <= quotation[0] and quotation[0] - end <= REACH:
            between = text[end : quotation[0]].rstrip(QUOTES)
            ends = between.rstrip()[-1:]
            if ends == ":" or (ends == "," and "\n" not in between) or not between.strip():
                return place
    return None


def _cut(text: str, one: Statement, quotation: Span) -> tuple[Span, ...]:
    """The content without what the parser took in before a quotation that is a sentence: "They met. 'So,' he said"."""
    opens = text[: quotation[0]].rstrip(QUOTES).rstrip()
    whole = opens[-1:] in (":", ".", "?", "!", "") and text[quotation[0]].isupper()
    if not whole or one.cue[0][0] < quotation[0]:
        return one.content
    return tuple((max(start, quotation[0]), end) for start, end in one.content if end > quotation[0])


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
