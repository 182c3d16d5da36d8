"""One time expression written in the TIMEX2 and TIMEX3 notation: extent, value, type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.mentions.date_grammar import Expression
from dragoman.mentions.date_meaning import Meaning
from dragoman.mentions.date_words import VAGUE, number_of, part_of
from dragoman.vocab import edtf

_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_LETTERS = {
    "day": "D", "night": "D", "week": "W", "fortnight": "W", "month": "M", "year": "Y", "decade": "DE", "century": "CE",
    "centurie": "CE", "hour": "H", "minute": "M", "season": "", "generation": "",
}  # fmt: skip
_SETS = {"annually": "XXXX", "yearly": "XXXX", "monthly": "XXXX-XX", "weekly": "XXXX-WXX", "daily": "XXXX-XX-XX"}
_GRAINS = {"day": "XXXX-XX-XX", "night": "XXXX-XX-XXTNI", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
_TIMES = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}


class Timex(NamedTuple):
    """An extent ``text[start:end]``, its value and its type (DATE, TIME, DURATION or SET)."""

    start: int
    end: int
    value: str
    type: str


def label(value: str) -> str:
    """An EDTF date in the notation: ``1955-21`` is ``1955-SP``, ``195X`` is ``195``, ``-0489`` is ``BC0490``."""
    value = value.rstrip("~?%X")
    if value.startswith("-"):
        value = f"BC{int(value[1:5]) + 1:04}{value[5:]}"
    head, bar, tail = value.rpartition("-")
    if bar and len(head) in (4, 6) and tail in _SEASONS:
        return f"{head}-{_SEASONS[tail]}"
    if bar and len(head) in (4, 6) and tail.isdecimal() and 33 <= int(tail) <= 36:
        return f"{head}-Q{int(tail) - 32}"
    return value


def duration(words: str, unit: str, half: bool = False) -> str:
    """A length of time in the notation: "two years" is ``P2Y``, "several days" ``PXD``."""
    letter = _LETTERS.get(unit.lower(), "")
    if not letter:
        return ""
    low = " ".join(words.lower().split())
    if low.startswith("half a"):
        count = ".5"
    elif low in VAGUE or not low:
        count = "X"
    else:
        head = low.split(" and ")[0]
        number = number_of(head)
        count = head if re.fullmatch(r"\d+(?:\.\d+)?", head) else str(number[0]) if number else "X"
        count += ".5" if half or " and " in low else ""
        if unit.lower() == "fortnight" and number:
            count = str(2 * number[0])
    return f"P{'T' if unit.lower() in ('hour', 'minute') else ''}{count}{letter}"


def repeated(words: str, unit: str) -> str:
    """A repeated time in the notation: "annually" is ``XXXX``, "per day" ``P1D``."""
    low = unit.lower()
    if low in _SETS:
        return _SETS[low]
    if words.lower().startswith("per") or " a" in words:
        return duration("1", low)
    return _GRAINS.get(low, "")


def written_out(text: str, expression: Expression, meaning: Meaning, told: str | None) -> Iterator[Timex]:
    """The timexes of one expression: a span of two days or years counts as two."""
    start, end, rule, fields = expression.start, expression.end, expression.rule, expression.fields
    words = text[start:end]
    if rule in ("then", "event"):
        return
    if rule == "duration":
        value = duration(fields.get("n", ""), fields["unit"])
        start += len(words) - len(re.sub(r"^(?:[Ff]or|[Ww]ithin)\s+", "", words))
        if value:
            yield Timex(start, end, value, "DURATION")
    elif rule == "repeated":
        yield Timex(start, end, repeated(words, fields["unit"]), "SET")
    elif rule == "window":
        yield Timex(start, end, duration(fields["n"], fields["unit"]), "DURATION")
    elif rule == "deictic":
        yield Timex(start, end, "PAST_REF" if words.lower() in ("recently", "lately") else "PRESENT_REF", "DATE")
    elif rule == "shift":
        back = fields["dir"].split()[0].lower() in ("earlier", "ago", "before", "previously", "prior")
        value = (
            label(meaning.unit) if meaning.unit and "/" not in meaning.unit else "PAST_REF" if back else "FUTURE_REF"
        )
        yield Timex(start, end, value, "DATE")
    elif fields.get("year2") and meaning.value and "/" in meaning.value:
        first, last = meaning.value.split("/")
        cut = words.rindex(fields["year2"])
        head = re.search(r"\d+(?: ?BCE?)?", words)
        yield Timex(start, start + (head.end() if head else 4), label(first), "DATE")
        yield Timex(start + cut, end, label(last), "DATE")
    elif fields.get("day2") and meaning.value and "/" in meaning.value:
        first, last = meaning.value.split("/")
        cut = words.rindex(fields["day2"], 0, len(words) - len(fields.get("year", "")))
        yield Timex(start, start + len(words[:cut].rstrip(" -–—andtor/,")), label(first), "DATE")
        yield Timex(start + cut, end, label(last), "DATE")
    elif rule == "century" and fields.get("bc"):
        yield Timex(start, end, f"BC{(1 - int((meaning.unit or '-0001')[:5])) // 100 - 1:02}", "DATE")
    elif rule == "decade" and fields.get("bc"):
        yield Timex(start, end, f"BC{int(fields['decade']) // 10:03}", "DATE")
    elif re.search(r"\bweek\b", fields.get("part", "")):
        yield Timex(start, end, "P1W", "DURATION")  # the corpora count "the last week of May" as a length of time
    else:
        yield Timex(start, end, _dated(words, fields, meaning), "DATE")


def _dated(words: str, fields: dict[str, str], meaning: Meaning) -> str:
    if meaning.unit is None:
        return "XXXX-XX-XX" if fields.get("unit") in ("day", "night") else ""
    if "/" in meaning.unit:
        first = edtf.parse(meaning.unit).earliest()
        if first is not None and fields.get("unit") == "week":
            year, week, _ = first.isocalendar()
            return f"{year:04}-W{week:02}"
        return label(meaning.unit.split("/")[0])
    value = label(meaning.unit)
    if value.endswith("-WI") and not fields.get("year") and value[:4].isdecimal():
        value = f"{int(value[:4]) + 1:04}-WI"  # there a winter bears the year in which it ends
    part = part_of(fields.get("part", ""))
    if part in ("half-1", "half-2") and len(value) == 4:
        return f"{value}-H{part[-1]}"
    if part.startswith("quarter") and len(value) == 4:
        return f"{value}-Q{part[-1]}"
    time = _TIMES.get(fields.get("unit", "").lower())
    return value + time if time and len(value) >= 10 else value
