"""Accounts from what people coded by hand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from dragoman.model import Account, Coding, Evidence
from dragoman.model.reading import evidence
from dragoman.model.text import Reading

JUDGED = "judged"
"""How the date of such an account was reached: a person says so."""


def accounts_by_hand(reading: Reading, codings: Iterable[Coding]) -> Iterator[Account]:
    """The account of each coding, in text order; a coding whose words are no longer in the text gives none."""
    text = reading.document.text
    for one in sorted(codings, key=lambda one: (one.start, one.end, one.account_id())):
        if not one.event_type or text[one.start : one.end] != one.quote:
            continue
        words = _evidence(reading, one.start, one.end)
        yield Account(
            id=one.account_id(),
            document_id=one.document_id,
            event_type=one.event_type,
            mode=one.mode,
            actors=one.actors,
            recipients=one.recipients,
            date=one.date,
            date_how=JUDGED if one.date else "",
            place=one.place,
            status=one.status,
            speaker=one.speaker,
            sentence=_sentence(reading, one) or words,
            evidence=words,
            confidence=1.0,
            coder=one.coder,
        )


def _evidence(reading: Reading, start: int, end: int) -> Evidence:
    """The words, in the passage in which they begin; the first one for words that stand in none."""
    at = bisect_right(reading.passages, start, key=lambda one: one.start) - 1
    passage = reading.passages[max(at, 0)].id if reading.passages else reading.document.id
    return evidence(passage, reading.document.text, start, end)


def _sentence(reading: Reading, coding: Coding) -> Evidence | None:
    """The sentence in which the words begin, cut as the machine cuts it; None for words that stand in none."""
    view = reading.view
    for one in reading.sentences:
        words = view.text[one.start : one.end]
        if words.strip():
            low = one.start + len(words) - len(words.lstrip())
            start, end = view.span(low, one.start + len(words.rstrip()))
            if start <= coding.start < end:
                return evidence(one.passage_id, reading.document.text, start, end)
    return None
