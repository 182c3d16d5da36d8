"""The day on which a paper says itself that it was written: its dateline, or the date in its heading."""

from __future__ import annotations

import re

from dragoman.mentions.date_words import ABBR, MON, MONTH_NUMBERS, WDAY
from dragoman.vocab import edtf

# A dateline stands among the first lines; further down a line of this form belongs to something quoted.
_LINES = 14
_HOUR = r"\d{1,2}(?:[:.]\d\d)?"
_CLOCK = (
    rf"(?:[,;—–-]?\s*(?:at )?(?:{_HOUR}(?:\s?[–-]\s?{_HOUR})?\s?(?:[ap]\.?\s?m\.?|hours)|noon|midnight|\d{{3,4}}Z?))?"
)
_DAY = (
    rf"(?:{WDAY},? )?(?:(?P<month>{MON}|{ABBR}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>1[4-9]\d\d|20\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|d)? (?:of )?(?P<month2>{MON}|{ABBR}),? (?P<year2>1[4-9]\d\d|20\d\d))"
)
_PLACE = r"(?:[A-ZÀ-Ý][\w.’'()/-]*(?:[ ,]+(?:[A-ZÀ-Ý][\w.’'()/-]*|de|del|la|le|on|am|an|der))*\s*[,:—–-]\s*)"
_DATELINE = re.compile(rf"{_PLACE}?(?:[Dd]ated?:?\s*|DATE:?\s*)?{_DAY}{_CLOCK}\s*[.,;]?")
_KIND = re.compile(
    r"(?i)\b(?:memorandum|memo|telegram|cable|letter|notes?|minutes|despatch|dispatch|record|report|aide-m[eé]moire|"
    r"message|"
    r"airgram|circular|summary|statement|speech|address|conversation|communiqu[eé]|paper|editorial note|broadcast|"
    r"interview)\b"
)
_CLOSING = re.compile(rf",\s*{_DAY}{_CLOCK}\s*[.]?$")


def find_written(text: str) -> str | None:
    """The EDTF day on which the document was written, read from its dateline or heading; None where it gives none.

    Only a full date is taken, from a short line that holds nothing else than a place, a date and an hour ("MOSCOW,
    May 3, 1957—7 p.m."), or that closes the heading of a paper ("12. Memorandum, Washington, October 25, 1956").
    A range, a year, or a date in running prose is not when a text was written.
    """
    seen = 0
    for line in text[:4000].splitlines():
        words = " ".join(line.split())
        if not words:
            continue
        seen += 1
        if seen > _LINES:
            return None
        if len(words) > 240:
            continue
        found = _DATELINE.fullmatch(words) if len(words) <= 120 else None
        if found is None and _KIND.search(words):
            found = _CLOSING.search(words)
        day = _value(found) if found is not None else None
        if day is not None:
            return day
    return None


def _value(found: re.Match[str]) -> str | None:
    month = (found["month"] or found["month2"]).rstrip(".").lower()
    day = f"{found['year'] or found['year2']}-{MONTH_NUMBERS[month]:02}-{int(found['day'] or found['day2']):02}"
    return day if edtf.is_valid(day) else None
