"""Time words that TIMEX corpora mark though a chronology needs none of them: now, former, that period, at night."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.evaluate.timex import Timex, label
from dragoman.mentions.date_steps import nearest, year_text
from dragoman.mentions.date_words import MON, MONTH_NUMBERS, SEASONS
from dragoman.vocab import edtf

_DAY_PARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "dusk": "TEV", "dawn": "TMO", "day": "TDT",
    "noon": "T12:00", "midnight": "T24:00",
}  # fmt: skip
_PART = r"(?:mornings?|afternoons?|evenings?|nights?|dawn|dusk|noon|midnight)"
_PART_OF = re.compile(
    rf"(?i)\b(?:early in |late in )?(?:the )?(?:early |late |very early )?(?P<part>{_PART})(?: hours)? of (?:the )?$"
)
_WORDS = re.compile(
    r"\b(?P<past>[Ff]ormer(?!ly| and)|[Rr]ecent|[Rr]ecently|the (?:recent )?past)\b|\b(?P<future>(?:the )?future)\b"
    r"|\b(?P<present>(?:[Rr]ight )?[Nn]ow|(?:the )?(?:present|modern)[- ]day|[Cc]urrent(?:ly)?|the present|"
    r"the time being|to date|[Tt]his time|[Tt]he time(?! being))\b"
    r"|\b(?P<same>(?:[Tt]he|[Tt]hat) (?:very )?same time|[Tt]hat time)\b"
    r"|\b(?P<period>(?:[Tt]his|[Tt]hat|[Tt]he same) period|[Ss]ome time)\b(?! of)"
    r"|\b(?P<clock>\d{1,2}:\d\d(?: ?(?:[ap]\.?m\b\.?|AM|PM|h(?:ou)?rs))?|\d{1,2} ?(?:[ap]\.m\b\.?|[ap]m\b|AM|PM))"
    rf"|\b(?P<part>{_PART}|night-?time|day-?time)\b(?! (?:hours )?of (?:the )?(?:\d|[A-Z]))"
    r"|\b(?P<season>winter|summer|autumn|Winter|Summer|Autumn|Spring)\b(?! (?:Palace|Olympics|Garden))"
    rf"|\b(?P<month>{MON})(?= [A-Z][a-z]+)"
)


def vague_words(text: str) -> Iterator[re.Match[str]]:
    """The words in question, in order."""
    return _WORDS.finditer(text)


def value_of(found: re.Match[str], told: str | None) -> Timex:
    """Such a word written out, as told at that place."""
    start, end = found.span()
    kind = found.lastgroup
    if kind in ("past", "future", "present"):
        return Timex(start, end, {"past": "PAST_REF", "future": "FUTURE_REF", "present": "PRESENT_REF"}[kind], "DATE")
    if kind == "same":
        return Timex(start, end, label(told) if told else "", "DATE")
    if kind == "clock":
        return Timex(start, end, f"{_day(told)}T{_hour(found.group())}", "TIME")
    if kind == "part":
        name = found.group().lower().rstrip("s")
        part = "TNI" if name.startswith("night") else "TDT" if name.startswith("day") else _DAY_PARTS[name]
        return Timex(start, end, f"XXXX-XX-XX{part}", "TIME")
    if kind in ("season", "month") and told:
        word = found.group().lower()
        number = SEASONS.get(word) or MONTH_NUMBERS[word]
        year = nearest(number if number < 13 else (number - 20) * 3 + 1, 0, told)
        if year is not None:
            return Timex(start, end, label(f"{year_text(year + (number == 24))}-{number:02}"), "DATE")
    return Timex(start, end, "", "DATE")


def widen(text: str, timex: Timex) -> Timex:
    """The timex with the part of the day before it: "the night of" April 18."""
    before = _PART_OF.search(text[max(0, timex.start - 48) : timex.start])
    if before is None or timex.type != "DATE" or len(timex.value.lstrip("BC")) < 10:
        return timex
    part = _DAY_PARTS[before["part"].lower().rstrip("s")]
    return Timex(timex.start - len(before.group()), timex.end, timex.value + part, "TIME")


def _day(told: str | None) -> str:
    return label(told) if told and edtf.parse(told).precision == "day" else "XXXX-XX-XX"


def _hour(words: str) -> str:
    figures = re.findall(r"\d+", words)
    hour = int(figures[0]) % 24
    if "p" in words.lower() and hour < 12:
        hour += 12
    elif "a" in words.lower() and hour == 12:
        hour = 0
    return f"{hour:02}:{figures[1]}" if len(figures) > 1 else f"{hour:02}:00"
