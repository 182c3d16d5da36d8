"""The account made of what was found in a sentence: its words cut from the document, its id a hash of what it says."""

from __future__ import annotations

from bisect import bisect_right

from dragoman.ids import content_id
from dragoman.model.reading import Account, Magnitude, Party, Status, evidence
from dragoman.model.text import Citation, Reading, Sentence

NEAR = 8
"""Citations after a place that may be given for it: more never stand behind one sentence."""


def assemble(
    reading: Reading,
    sentence: Sentence,
    *,
    event_type: str,
    mode: str,
    trigger: str,
    place_of_trigger: int,
    words: tuple[int, int],
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
    date: str | None,
    date_how: str,
    status: Status,
    confidence: float,
    coder: str,
    place: str = "",
    speaker: str = "",
    magnitudes: tuple[Magnitude, ...] = (),
    contexts: tuple[str, ...] = (),
) -> Account:
    """The account; ``words`` (view offsets) hold the act and its sides, ``place_of_trigger`` is where its word is."""
    document, view = reading.document, reading.view
    first, last = view.span(*words)
    whole = view.span(*_trim(view.text, sentence.start, sentence.end))
    cited = citation_for(reading.citations, place_of_trigger, sentence)
    sides = [[one.id for one in actors], [one.id for one in recipients]]
    return Account(
        id=content_id("acc", document.id, event_type, first, last, trigger, status, *sides),
        document_id=document.id,
        event_type=event_type,
        mode=mode,
        contexts=contexts,
        actors=actors,
        recipients=recipients,
        date=date,
        date_how=date_how,
        place=place,
        status=status,
        speaker=speaker,
        cited=cited.text if cited is not None else "",
        magnitudes=magnitudes,
        sentence=evidence(sentence.passage_id, document.text, *whole),
        evidence=evidence(sentence.passage_id, document.text, first, last),
        confidence=round(confidence, 3),
        coder=coder,
    )


def citation_for(citations: tuple[Citation, ...], place: int, sentence: Sentence) -> Citation | None:
    """The citation given for the words at ``place``: that of its quotation, else one that closes its sentence."""
    after = bisect_right(citations, place, key=lambda one: one.start)
    near = citations[after : after + NEAR]
    claims = [one for one in near if one.claim_start <= place < one.claim_end]
    claimed = min(claims, key=lambda one: one.claim_end - one.claim_start, default=None)
    return claimed or next((one for one in near if one.start < sentence.end and not one.quoted), None)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
