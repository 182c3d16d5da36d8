"""Expressions that belong together: a year shared by two days, the two ends of a span, open ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.mentions.date_grammar import Expression
from dragoman.mentions.date_meaning import Meaning, Now
from dragoman.mentions.date_relative import shifted
from dragoman.mentions.date_resolve import resolve
from dragoman.mentions.date_words import MONTH_NUMBERS
from dragoman.model.text import DateMention
from dragoman.vocab import edtf

_LINK = re.compile(
    r"\s*(?:,?\s(?:and|or|to|through|until|till|and again in)\s(?:(?:from|on|in|the)\s)*|[-–—‒−]|,\s)\s*", re.ASCII
)
_RANGE = re.compile(r"\s*(?:,?\s(?:to|through|until|till|up to)\s(?:the\s|in\s|about\s)?|[-–—‒−])\s*", re.ASCII)
_APPOSED = re.compile(r"(?:,\s|\s\()(?:(?:in|on|i\.e\.,?)\s)?(?:the\s)?", re.ASCII)
_NOUN_BEHIND = re.compile(r"\s+[\w“\"'’]")
_WITHIN_PHRASE = re.compile(r"\s[^,;:.()]{0,90}?", re.ASCII)
_AND = re.compile(r"\s(?:and|or)\s(?:in\s|the\s)*", re.ASCII)
_OPENING = re.compile(r"\b(?:between|from)\s(?:the\s)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)
_OPEN_END = re.compile(
    r"(?:^|[^\w])(?P<word>(?:(?P<not>not )?(?:up )?(?:until|till))|since|ever since|after|following|before|prior to|"
    r"up to|not? (?:later|earlier) than|as from|from|by)[ \n]?(?P<the>the )?$",
    re.IGNORECASE,
)
_ONWARD = re.compile(r"^ (?:on|onwards?|forward)\b")


def share_years(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """The expressions, with the year of "June 22 and July 3, 1961" given to both."""
    shared = list(expressions)
    for at in range(len(shared) - 2, -1, -1):
        left, right = shared[at], shared[at + 1]
        if left.rule not in ("day", "month", "season") or right.rule not in ("day", "month", "season"):
            continue
        shares = right.fields.get("year") or right.fields.get("told")
        if left.fields.get("year") or left.fields.get("told") or not shares:
            continue
        if not _LINK.fullmatch(text, left.end, right.start):
            continue
        if not right.fields.get("year"):
            shared[at] = replace(left, fields=left.fields | {"told": right.fields["told"]})
            continue
        year = right.fields["year"]
        if (
            year.isdecimal()
            and len(year) == 4
            and _month(left) > _month(right) > 0
            and _RANGE.fullmatch(text, left.end, right.start)
        ):
            year = f"{int(year) - 1:04}"
        shared[at] = replace(left, fields=left.fields | {"year": year})
    return shared


def resolve_among(text: str, expressions: Sequence[Expression], at: int, now: Now) -> Meaning:
    """The meaning of the expression at ``at``, with a look at those beside it.

    "Two months after the landings of November 1942" counts from that November; after a happening that the words do not
    date, nothing is counted.
    """
    expression = expressions[at]
    if expression.rule != "shift" or expression.fields["dir"] not in ("after", "before", "prior"):
        return resolve(expression, now)
    if not _NOUN_BEHIND.match(text, expression.end):
        return resolve(expression, now)
    behind = expressions[at + 1] if at + 1 < len(expressions) else None
    if behind is None or not _WITHIN_PHRASE.fullmatch(text, expression.end, behind.start):
        return Meaning()
    base = resolve(behind, now)
    return shifted(expression.fields, base.value, 1 if expression.fields["dir"] == "after" else -1)


def agree(text: str, found: Sequence[tuple[Expression, Meaning]]) -> list[tuple[Expression, Meaning]]:
    """The same, with an explicit date given to the relative one that it explains: "four years later, in 1957".

    Where the two contradict each other each keeps its own.
    """
    agreed = list(found)
    for at in range(len(agreed) - 1):
        (a, first), (b, last) = agreed[at], agreed[at + 1]
        if not _APPOSED.fullmatch(text, a.end, b.start):
            continue
        if first.value and last.value and not edtf.overlaps(first.value, last.value):
            continue
        if a.rule in ("shift", "event") and last.how == "explicit":
            agreed[at] = (a, replace(last, how=first.how or "relative"))
        elif (
            b.rule in ("shift", "event") and first.how == "explicit" and text[b.end : b.end + 1] in (",", ".", ";", ")")
        ):
            agreed[at + 1] = (b, replace(first, how=last.how or "relative"))
    return agreed


def join(text: str, floor: int, found: Sequence[tuple[Expression, Meaning]]) -> list[DateMention]:
    """The mentions that a reader sees: spans joined, "since", "after", "before" and "until" taken in.

    ``found`` are the expressions of one sentence; no mention begins before ``floor``.
    """
    mentions: list[DateMention] = []
    at = 0
    while at < len(found):
        expression, meaning = found[at]
        floor = (
            mentions[-1].end if mentions else floor
        )  # a preposition that belongs to the mention before opens nothing
        span = _span(text, found[at], found[at + 1]) if at + 1 < len(found) else None
        if span is not None:
            start, end, value = expression.start, found[at + 1][0].end, span
            before = _OPENING.search(text[max(floor, start - 16) : start])
            if before:
                start -= len(before.group())
            mentions.append(_mention(text, start, end, Meaning(value=value, how=meaning.how)))
            at += 2
            continue
        mentions.append(_open(text, floor, expression, meaning))
        at += 1
    return mentions


def _span(text: str, left: tuple[Expression, Meaning], right: tuple[Expression, Meaning]) -> str | None:
    """The EDTF interval that two neighbours make, if they do."""
    (a, first), (b, last) = left, right
    if first.value is None or last.value is None or b.start - a.end > 16:
        return None
    if "/" in first.value and not (first.unit and first.unit != first.value and edtf.within(first.value, first.unit)):
        return None  # a span is no end of another, but "early June" is
    if _RANGE.fullmatch(text, a.end, b.start) or (
        _AND.fullmatch(text, a.end, b.start)
        and (_BETWEEN.search(text[max(0, a.start - 12) : a.start]) or _adjacent(first, last))
    ):
        joined = f"{_end(first.value, 0)}/{_end(last.value, -1)}"
        return joined if edtf.is_valid(joined) and first.value != last.value else None
    return None


def _adjacent(first: Meaning, last: Meaning) -> bool:
    """Whether one unit follows the other without a gap: 1947 and 1948, the 1960s and 1970s."""
    if first.value != first.unit or last.value != last.unit or not first.value or not last.value:
        return False
    a, b = edtf.parse(first.value), edtf.parse(last.value)
    end, begin = a.latest(), b.earliest()
    return a.precision == b.precision and end is not None and begin is not None and (begin - end).days == 1


def _open(text: str, floor: int, expression: Expression, meaning: Meaning) -> DateMention:
    """The mention, with the preposition that opens one of its ends."""
    start, end, value = expression.start, expression.end, meaning.value
    if (
        value is None
        or expression.rule in ("event", "named", "deictic", "window", "repeated", "duration")
        or ".." in value
    ):
        return _mention(text, start, end, meaning)
    floor = max(floor, start - 16)
    before = _OPEN_END.search(text[floor:start])
    if before is None:
        return _mention(text, start, end, meaning)
    word = before["word"].lower()
    ends = (_end(value, 0), _end(value, -1))
    if word == "by":
        # "By mid-May" reaches back: the whole month is meant.
        return _mention(text, start, end, replace(meaning, value=meaning.unit or value))
    if word == "from":
        onward = _ONWARD.match(text[end : end + 12])
        if not onward:
            return _mention(text, start, end, meaning)
        end += onward.end()
        value = f"{ends[0]}/.."
    elif word in ("since", "ever since", "after", "following", "as from") or word.endswith("earlier than"):
        value = f"{ends[0] if word.startswith(('since', 'ever', 'as', 'no')) else ends[-1]}/.."
    elif not before["not"]:
        value = f"../{ends[0] if word in ('before', 'prior to') else ends[-1]}"
    start = floor + before.start("word")
    return _mention(text, start, end, replace(meaning, value=value))


def _mention(text: str, start: int, end: int, meaning: Meaning) -> DateMention:
    return DateMention(
        start=start, end=end, text=text[start:end], value=meaning.value, kind=meaning.kind, how=meaning.how
    )


def _end(value: str, which: int) -> str:
    """The first (0) or last (-1) end of a value, in whole years where it is a decade or a century."""
    end = value.split("/")[which].rstrip("~")
    return end.replace("X", "9" if which else "0")


def _month(expression: Expression) -> int:
    return MONTH_NUMBERS.get(expression.fields.get("month", "").rstrip(".").lower(), 0)
