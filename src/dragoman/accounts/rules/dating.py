"""Rules about dates of one text that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dragoman.accounts.rules.case import NUMBER, Case, Doubt, Rule, number_of
from dragoman.model.text import DateMention
from dragoman.vocab import edtf
from dragoman.wording import write_date

_APPOSED = re.compile(r"(?:,\s|\s\(|\s[-–—]\s)(?:(?:in|on|i\.e\.,?)\s)?(?:the\s)?")
_RANGE = re.compile(r"\s?(?:,?\s(?:to|through|until|till|up to)\s(?:the\s)?|\s?[-–—]\s?)")
_FROM = re.compile(r"\b(?:from|between)\s(?:the\s)?$", re.IGNORECASE)
_BACKWARDS = re.compile(r"(?<!\d)([12]\d{3})\s?[-–—]\s?([12]\d{3})(?!\d)")
_MOVED = re.compile(
    r"\b(?:back|moved?|moving|chang\w+|shift\w*|alter\w*|reduc\w+|lower\w*|revis\w+|redat\w+|forward|postpon\w+|"
    r"advanc\w+|adjust\w*|transfer\w*|correct\w*)\b[^.;:]*$",
    re.IGNORECASE,
)
"""Words before "from 1910 to 1890" that make it a change of a year, not a span."""
_COUNT = re.compile(rf"\b(?P<number>{NUMBER}|an?|the)\s(?P<unit>day|week|fortnight|month|year)s?\b", re.IGNORECASE)
_AGO = re.compile(r"\bago\b", re.IGNORECASE)
_FAR = 200 * 366
"""Days from which what is counted and what is said are so far apart that the count went out from no date at all."""
_NUMBER_OF = re.compile(
    r"\b(?:[Nn]os?\.?|[Nn]umbers?|(?!(?:In|From|Between|During|Of|For|Since|The|Over)\b)[A-Z][\w.]*)\s$"
)
"""Before two figures: "News Policy Note 1227–1130" is no span of years."""
_ROUGH = re.compile(
    r"\b(?:about|around|almost|nearly|some|roughly|over|under|more|less|least|most|few|several|half|so)\b",
    re.IGNORECASE,
)
# Days that may lie between two times a unit apart, less than to the next: the values are as coarse as the unit.
_DAYS = {"day": 1, "week": 7, "fortnight": 7, "month": 25, "year": 300}


def two_dates_beside(case: Case) -> Iterator[Doubt]:
    """ "In 1958, four years after 1953": what is counted and what is said must be the same time.

    A count is rounded in speech: a difference of one unit is let pass, but not where it is counted from the bare year
    that stands beside it, nor in counts of one or two days.
    """
    dates = [one for one in case.reading.dates if one.value]
    text = case.reading.view.text
    for at, (first, second) in enumerate(pairwise(dates)):
        if not _APPOSED.fullmatch(text, first.end, second.start):
            continue
        counted, said = (first, second) if second.how == "explicit" else (second, first)
        if said.how != "explicit" or counted.how not in ("relative", "anchored"):
            continue
        found = _COUNT.search(counted.text)
        if found is None or _ROUGH.search(text[max(0, counted.start - 12) : counted.end]):
            continue
        base = dates[at + 2] if counted is second and at + 2 < len(dates) else None
        beside = base is not None and base.start <= counted.end + 6
        if counted is second and not beside:
            continue  # "1952, fourteen years later" counts from a time that stands somewhere before
        if _AGO.search(counted.text) and not case.reading.document.written:
            continue  # "a month ago" counts from the day of writing, which is not known
        exact = base is not None and beside and _is_year(base) and _is_year(said)
        if (0 if exact else _allowance(found)) < _apart(counted, said) < _FAR:
            yield Doubt(
                evidence=case.words(first.start, second.end),
                why=f"“{_words(counted)}” leads to {write_date(counted.value)},"
                f" “{_words(said)}” is {write_date(said.value)}",
            )


def _is_year(mention: DateMention) -> bool:
    return bool(mention.value) and edtf.parse(mention.value or "").precision == "year"


def _allowance(found: re.Match[str]) -> int:
    """The days by which a count may miss: one of its units, none for a day or two."""
    words, unit = found["number"].lower(), found["unit"].lower()
    number = 1 if words in ("a", "an", "the") else number_of(words)
    return 0 if unit == "day" and number <= 2 else _DAYS[unit]


def _apart(one: DateMention, other: DateMention) -> int:
    """The days between two times; 0 where they meet, or an end is not known."""
    a, b = edtf.parse(one.value or ""), edtf.parse(other.value or "")
    if edtf.overlaps(a.text, b.text):
        return 0
    ends = (a.earliest(), a.latest(), b.earliest(), b.latest())
    first, last, begin, end = ends
    if first is None or last is None or begin is None or end is None:
        return 0
    return max((begin - last).days, (first - end).days)


def backwards(case: Case) -> Iterator[Doubt]:
    """A span that ends before it begins: "from 1960 to 1955", "1961-1948"."""
    text = case.reading.view.text
    for mention in case.reading.dates:
        found = _BACKWARDS.search(text, mention.start, min(len(text), mention.end + 8))
        if found and _NUMBER_OF.search(text, max(0, found.start() - 24), found.start()):
            continue
        if found and int(found[2]) < int(found[1]) and mention.kind == "date":
            yield Doubt(evidence=case.words(found.start(), found.end()), why=f"{found[2]} comes before {found[1]}")
    dates = [one for one in case.reading.dates if one.value and one.how == "explicit"]
    for first, second in pairwise(dates):
        opened = _FROM.search(text[max(0, first.start - 12) : first.start]) or _FROM.match(first.text)
        moved = _MOVED.search(text, max(0, first.start - 120), first.start)
        if not opened or moved or not _RANGE.fullmatch(text, first.end, second.start):
            continue
        begin, end = edtf.parse(first.value or "").earliest(), edtf.parse(second.value or "").latest()
        if begin is not None and end is not None and end < begin:
            yield Doubt(
                evidence=case.words(first.start, second.end),
                why=f"{write_date(second.value)} comes before {write_date(first.value)}",
            )


def _words(mention: DateMention) -> str:
    return " ".join(mention.text.split())


RULES = (
    Rule(
        id="dates-contradict",
        severity="warning",
        doc="A time told by counting and a date beside it that are not the same (“in 1958, four years after 1953”).",
        check=two_dates_beside,
    ),
    Rule(
        id="span-runs-backwards",
        severity="error",
        doc="A span of time that ends before it begins (“from 1960 to 1955”).",
        check=backwards,
    ),
)
