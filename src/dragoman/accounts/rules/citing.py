"""Rules about citations and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dragoman.accounts.profile import day_bounds
from dragoman.accounts.rules.case import Case, Doubt, Rule, looks_ahead, year_in
from dragoman.model.text import Citation, DateMention, Quotation
from dragoman.vocab import edtf
from dragoman.wording import write_from_to

LONG_QUOTATION = 8
"""Words: a shorter one is a term, a title or a phrase, which nobody gives a source for."""

_RECORDS = ("dispatch", "treaty", "press", "speech", "edition", "table")
"""Genres of sources that are records themselves."""
_MARK = re.compile(r"[”\"’»'.,;:!?\s]{0,4}(?:\[\^?[\w*]{1,6}\]|[¹²³⁰-⁹]+|(?<=[”\"’».,])\d{1,3}(?![\d.,]))")
"""The mark of a note behind a quotation."""
_PLACE = re.compile(r"[”\"’»'.,;:!?\s]{0,4}\[[^\]\n]{0,80}\d[^\]\n]{0,40}\]")
"""Where a speech has it from, added by those who printed it: "[1420th meeting, para. 85]"."""
_AHEAD = re.compile(
    r"\b(until|till|by|up to|for|plan\w*|due|expir\w+|target\w*|before)\s+(?:the\s+)?(?:end of\s+)?$", re.I
)


def older_than_claim(case: Case) -> Iterator[Doubt]:
    """A work cannot report what had not happened when it appeared."""
    for citation in case.reading.citations:
        year = year_in(citation.year)
        if year is None or _is_of_a_file(citation):
            continue
        told = _told_later(case, citation, year) or _carried_later(case, citation, year)
        if told:
            yield Doubt(evidence=case.words(citation.start, citation.end), why=f"cited for {told}, but dated {year}")


def _is_of_a_file(citation: Citation) -> bool:
    """Whether the year of a citation is the number of a file: "Conference Files, Lot 65 D 366, CF 1833"."""
    return bool(
        re.search(rf"(?:\b[A-Z]{{1,4}}|\bNos?\.|\bLot|\bBox|\bFile|\bFolder)\s{citation.year}\b", citation.text)
    )


def _told_later(case: Case, citation: Citation, year: int) -> str:
    """The date that the claim itself tells, if it is later than the citation and told as past."""
    if looks_ahead(case.reading.view.text[citation.claim_start : citation.claim_end]):
        return ""
    for mention in case.reading.dates:
        inside = citation.claim_start <= mention.start < citation.claim_end
        if inside and mention.kind == "date" and mention.how == "explicit" and not _is_ahead(case, mention):
            begins = _first_year(mention.value)
            if begins is not None and begins > year:
                return f"what happened {write_from_to(mention.value or '')}"
    return ""


def _carried_later(case: Case, citation: Citation, year: int) -> str:
    """The date at which the narrative stands, if the claim tells none and the scene is told as of that time.

    Only where the date was told in the same paragraph and fixes a year, and where the sentence says of somebody what
    he did: an old book quoted in passing has its own age.
    """
    index = case.place(citation.claim_start)
    if index is None:
        return ""
    focus = case.reading.focus[index]
    sentence = case.reading.sentences[index]
    claimed = [
        one for one in case.reading.dates if citation.claim_start <= one.start < citation.claim_end and one.value
    ]
    own = [one for one in case.dates(sentence) if one.start < citation.start]
    if claimed or not (own or focus):
        return ""
    stands = own[-1].value if own else focus
    first, last = day_bounds(stands)
    begins = _first_year(stands)
    if begins is None or last - first > 366 or begins <= year:
        return ""
    if not own and not _told_in_passage(case, index):
        return ""
    if not _names_somebody(case, citation, sentence.start):
        return ""
    return f"a scene told as of {date.fromordinal((first + last) // 2).year}"


def _told_in_passage(case: Case, index: int) -> bool:
    """Whether the last date before a sentence stands in its paragraph, and is no span of years."""
    sentence = case.reading.sentences[index]
    earlier = [one for one in case.reading.dates if one.value and one.start < sentence.start]
    if not earlier:
        return False
    first, last = day_bounds(earlier[-1].value)
    told = case.place(earlier[-1].start) if last - first <= 366 else None
    return told is not None and case.reading.sentences[told].passage_id == sentence.passage_id


def _names_somebody(case: Case, citation: Citation, start: int) -> bool:
    """Whether an actor other than the cited author is named in the sentence, outside the quotation."""
    author = citation.author.casefold()
    for mention in case.reading.actors:
        in_sentence = start <= mention.start < citation.start
        quoted = citation.quoted and citation.claim_start <= mention.start < citation.claim_end
        if in_sentence and not quoted and mention.text.casefold() not in author:
            return True
    return False


def _is_ahead(case: Case, mention: DateMention) -> bool:
    """Whether the date is one looked forward to: "until 1965", "the plan for 1965"."""
    return bool(_AHEAD.search(case.reading.view.text[max(0, mention.start - 40) : mention.start]))


def _first_year(value: str | None) -> int | None:
    first = edtf.parse(value).earliest() if value else None
    return first.year if first else None


def without_source(case: Case) -> Iterator[Doubt]:
    """A quotation needs a source, in a text that gives sources for most of its quotations.

    A record of the time quotes what its reader has before him; what an edition's notes quote has its source beside it.
    """
    if case.reading.document.kind or case.source.genre in _RECORDS:
        return
    text = case.reading.view.text
    outer_end, sourced, bare = 0, 0, []
    for quotation in case.reading.quotations:
        if quotation.start < outer_end or not case.in_passage(quotation.start):
            continue
        outer_end = quotation.end
        if len(text[quotation.start : quotation.end].split()) < LONG_QUOTATION:
            continue
        words = case.words(quotation.start, quotation.end)
        noted = _MARK.match(text, quotation.end) or case.in_note(words)
        if noted or any(_covers(case, citation, quotation) for citation in case.reading.citations):
            sourced += 1
        elif not _PLACE.match(text, quotation.end):
            bare.append(words)
    if sourced > len(bare):
        for words in bare:
            yield Doubt(evidence=words, why=f"quoted without a source, where {sourced} other quotations have one")


def _covers(case: Case, citation: Citation, quotation: Quotation) -> bool:
    """Whether a citation gives the source of a quotation: of its words, or of the run of quotations it closes."""
    if citation.claim_start < quotation.end and quotation.start < citation.claim_end:
        return True
    here, there = case.place(quotation.end - 1), case.place(citation.start)
    if here is None or there is None or not 0 <= there - here <= 1:
        return False
    sentences = case.reading.sentences
    return citation.start >= quotation.end and sentences[here].passage_id == sentences[there].passage_id


RULES = (
    Rule(
        id="citation-older-than-claim",
        severity="error",
        doc="A citation whose year comes before what it is cited for: a slip in the year, or in the attribution.",
        check=older_than_claim,
    ),
    Rule(
        id="quotation-without-source",
        severity="note",
        doc="A quotation of eight words or more without a citation, in a text that cites sources for others.",
        check=without_source,
    ),
)
