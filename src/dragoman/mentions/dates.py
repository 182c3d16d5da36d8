"""Dates in narrative prose: every mention with its EDTF value, and the date carried into each sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dragoman.mentions.date_focus import Focus, is_narrative, looks_ahead, looks_back
from dragoman.mentions.date_grammar import Expression, find_expressions
from dragoman.mentions.date_join import agree, join, resolve_among, share_years
from dragoman.mentions.date_meaning import Meaning, Now
from dragoman.mentions.date_named import Meetings, merge
from dragoman.mentions.date_resolve import resolve
from dragoman.model.text import DateMention

# What means another day, or another year, in a sentence about what is to come, or past.
_AHEAD, _MONTHLY = ("weekday", "nth"), ("day", "month")


def read_dates(
    text: str, sentences: Sequence[tuple[int, int]], *, written: str | None, masked: Sequence[tuple[int, int]]
) -> tuple[tuple[DateMention, ...], tuple[str | None, ...]]:
    """Every date told in the text, in order, and for each sentence the date that the narrative has reached before it.

    ``sentences`` and ``masked`` (citations: no date is read there) are spans of ``text``; ``written`` is the EDTF date
    of the document, None when not known: then "today" and "last year" keep the value None. The second result is
    parallel to ``sentences``; None where nothing was told before.
    """
    starts = [start for start, _ in sentences]
    by_sentence: list[list[Expression]] = [[] for _ in sentences]
    outside: list[Expression] = []
    expressions = share_years(text, list(find_expressions(text, masked)))
    for expression in expressions:
        at = bisect_right(starts, expression.start) - 1
        (by_sentence[at] if at >= 0 and expression.start < sentences[at][1] else outside).append(expression)
    focus = Focus(
        text, _alone(text, sentences, masked), written, narrative=is_narrative(expressions, written, len(sentences))
    )
    mentions: list[DateMention] = []
    carried: list[str | None] = []
    meetings = Meetings(text)
    for number, ((start, end), here) in enumerate(zip(sentences, by_sentence, strict=True)):
        focus.enter(start)
        carried.append(focus.value)
        named = list(meetings.find(text, start, end)) if meetings else []
        if not here and not named:
            continue
        told: list[tuple[Expression, Meaning]] = []
        for index, expression in enumerate(here):
            yearless = written is not None and expression.rule in _MONTHLY and not expression.fields.get("year")
            ahead = (yearless or expression.rule in _AHEAD) and looks_ahead(text, start, end, expression)
            behind = yearless and looks_back(text, start, end, expression)
            meaning = resolve_among(text, here, index, focus.now(expression.rule, ahead=ahead, behind=behind))
            told.append((expression, meaning))
            focus.hear(text, start, expression, meaning)
        told = merge(text, told, named) if named else told
        for expression, meaning in told if named else ():
            if expression.rule == "named":
                focus.hear(text, start, expression, meaning)
        joined = join(text, max(start, mentions[-1].end if mentions else 0), agree(text, told))
        focus.leave(joined)
        meetings.learn(text, number, start, end, joined, frame=focus.frame or "")
        mentions.extend(joined)
    if outside:
        for expression in outside:
            mentions.extend(join(text, expression.start, [(expression, resolve(expression, Now(None, written)))]))
        mentions.sort(key=lambda mention: (mention.start, mention.end))
    return tuple(mentions), tuple(carried)


def _alone(
    text: str, sentences: Sequence[tuple[int, int]], masked: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The sentences that stand by themselves, as headings do, and cite nothing: the year of a citation frames none."""
    cited = sorted(masked)
    ends = [0, *(end for _, end in sentences)]
    starts = [*(start for start, _ in sentences), len(text) + 2]
    for number, (start, end) in enumerate(sentences):
        before, behind = ends[number], starts[number + 1]
        first = number == 0 or start - before > 1 or "\n" in text[before - 1 : start]
        if first and (behind - end > 1 or "\n" in text[end - 1 : behind]):
            at = bisect_right(cited, (start, start))
            if at == len(cited) or cited[at][0] >= end:
                yield start, end
