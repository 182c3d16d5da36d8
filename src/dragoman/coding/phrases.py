"""Any noun phrase as an actor: for sentences whose parties are no states (police, courts, companies, protesters)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.coding.parse import Parser
from dragoman.model.text import ActorMention, Reading


def with_phrases(parser: Parser, reading: Reading, known: Sequence[tuple[int, int]] = ()) -> Reading:
    """The reading with its noun phrases for actors, each acting for itself; pronouns and dates are none.

    ``known`` are stretches of the view that are phrases for sure: they come first, as "phrase:0", "phrase:1", ..., and
    no other phrase overlaps them. Needs a parser.
    """
    text = reading.view.text
    spans = list(known)
    dated = [(one.start, one.end) for one in reading.dates]
    docs = parser.parse(text[one.start : one.end].rstrip() for one in reading.sentences)
    for sentence, doc in zip(reading.sentences, docs, strict=True):
        for chunk in doc.noun_chunks:
            first, last = sentence.start + chunk.start_char, sentence.start + chunk.end_char
            if chunk.root.pos_ != "PRON" and not _meets(first, last, [*spans, *dated]):
                spans.append((first, last))
    mentions = [
        ActorMention(
            start=first,
            end=last,
            text=text[first:last],
            id=f"phrase:{n}",
            kind="body",
            state=f"phrase:{n}",
            how="phrase",
        )
        for n, (first, last) in enumerate(spans)
    ]
    return replace(reading, actors=tuple(sorted(mentions, key=lambda one: one.start)))


def _meets(first: int, last: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < last and first < end for start, end in spans)
