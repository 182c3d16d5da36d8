"""The grammar of time expressions: finds them in a text, and takes them apart. What they mean is resolved elsewhere.

One linear-time automaton (RE2) walks the text; only what it finds is looked at again, by the pattern that takes it
apart. Where RE2 is not installed the standard library's engine does the same, more slowly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.mentions.date_context import stands
from dragoman.mentions.date_words import (
    ABBR,
    ABOUT,
    DASH,
    DAY,
    DECADES,
    MON,
    MORE,
    NUM,
    ORDINALS,
    PART,
    ROMAN,
    SEASON,
    SOME,
    STYLE,
    TOLD,
    UNIT,
    WDAY,
    WRITTEN,
    YEAR,
    YEAR_WORDS,
)  # fmt: skip
from dragoman.vocab.anchors import load_anchors


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression as it stands: ``rule`` names its pattern, ``fields`` the words of its parts ("" if none)."""

    start: int
    end: int
    rule: str
    fields: dict[str, str]


def _either_case(words: Sequence[str]) -> str:
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in sorted(words, key=len, reverse=True))


_OF_TOLD = rf"(?:,? (?:of|in) (?P<told>{TOLD}|[Tt]his|[Ll]ast|[Nn]ext) year\b)"
_YEARS = rf"(?P<year>{YEAR})(?:(?:{DASH}|/)(?P<year2>\d\d(?:\d\d)?)\b)?"
_BC = r"(?P<bc> (?:BCE?\b|B\.C\b\.?(?:E\.)?))"
_WHEN = "(?:morning|afternoon|evening|night|weekend)"
_TENS = _either_case(tuple(DECADES))
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{_either_case(tuple(ORDINALS))})"
_EITHER_NTH = _either_case(tuple(ORDINALS))
_MUCH = rf"{MORE}?(?P<n>{NUM}(?: and (?:a |one )?half)?|{SOME}|[Aa]n?(?: single)?|[Hh]alf an?)"
_LONG = "(?: more| full| short| long| brief| consecutive| additional| successive| or so)?"
_SHIFT = "later(?: on)?|earlier|ago|afterwards?|after|before(?:hand)?|previously|hence|from now|thereafter|prior"
_STYLE = rf"(?P<style> \(?{STYLE}\)?)"
_SPELT = rf"(?:,? (?:(?:in|of) )?(?:the year (?:of (?:our Lord|grace),? )?)?(?P<year>{YEAR}|{YEAR_WORDS})\b)"
_LIST = rf"(?:(?:{DASH}|/| and | or | to | through |, )(?:the )?(?P<day2>{DAY}))?"

_AT_EVENT = (
    rf"(?:(?:{_MUCH}{_LONG} (?P<unit>{UNIT})s?|(?P<many>{UNIT})s|[Tt]he (?P<one>{UNIT})|"
    r"(?P<soon>[Ss]hortly|[Ss]oon|[Ii]mmediately|[Rr]ight|"
    rf"[Jj]ust)) )?(?:later )?"
    r"(?P<prep>[Aa]fter|[Bb]efore|[Ff]ollowing|[Ss]ince|[Uu]ntil|[Pp]rior to|[Oo]n the eve of|[Dd]uring|"
    r"(?:[Aa]t|[Bb]y) the time of|[Ii]n the (?:aftermath|wake) of) "
    r"(?:[Tt]he )?(?P<event>{names})\b"
    r"|(?P<at>[Aa]t|[Oo]n|[Uu]pon|[Ww]ith) (?:the )?(?P<point>{points})\b"
    r"|[Ww]ithin (?P<within>day|week|month|year)s of (?:the )?(?P<near>{names})\b"
)
_GLUED = rf"(?:{_YEARS})"  # "before1948": a year needs no blank before it
# Order matters: at one place in the text the first pattern that fits wins.
RULES: tuple[tuple[str, str], ...] = (
    (
        "figures",
        rf"(?P<day>[0-3]?\d)(?P<mark>[./-])(?P<month>[0-1]?\d|{ROMAN}|[1-3]\d)[./-](?P<year>1[5-9]\d\d|20\d\d)\b",
    ),
    (
        "dual",
        rf"(?P<day>{DAY}) (?P<month>{MON}|{ABBR})(?:,? {YEAR})?(?:/| \()(?:{STYLE},? )?(?P<day2>{DAY}) "
        rf"(?P<month2>{MON}|{ABBR})(?:,? {STYLE})?\)?,? (?P<year>{YEAR})",
    ),
    ("dual", rf"(?P<month>{MON}|{ABBR}) (?P<day>{DAY})/(?P<month2>{MON}|{ABBR}) (?P<day2>{DAY}),? (?P<year>{YEAR})"),
    ("day", rf"(?P<year>1[5-9]\d\d|20\d\d),? (?P<month>{MON}) (?P<day>{DAY})"),
    ("day", rf"(?:[Tt]he |[Tt]his )?(?P<day>{_NTH}) day of (?P<month>{MON}),?{_SPELT}"),
    ("day", rf"(?:(?P<weekday>{WDAY}),? )?[Tt]he (?P<day>{_EITHER_NTH}) of (?P<month>{MON})(?:,? (?P<year>{YEAR}))?"),
    ("day", rf"(?P<month>{MON}) (?:the )?(?P<day>{_EITHER_NTH})(?:,? (?P<year>{YEAR}))?"),
    ("iso", r"(?P<year>1\d\d\d|20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b"),
    (
        "day",
        rf"(?:(?P<weekday>{WDAY}),? (?:the )?)?(?:(?P<part>{PART})|[Tt]he )?(?P<day>{DAY})"
        rf"(?:/(?P<newday>{DAY})|{_LIST})(?: day)?(?: of)? "
        rf"(?P<month>{MON}\b|{ABBR})(?:,? (?:of )?(?P<year>{YEAR}){_STYLE}?|(?P<short> ['’]?\d\d\b)|{_OF_TOLD}|"
        rf"(?P<last> (?:last|next)\b))?",
    ),
    (
        "day",
        rf"(?:(?P<weekday>{WDAY}),? )?(?P<part>{PART})?(?P<month>{MON}|{ABBR}),? (?:the )?(?P<day>{DAY})"
        rf"(?:/(?P<newday>{DAY})|{_LIST})(?:,? (?:of |in )?(?P<year>{YEAR}){_STYLE}?|{_OF_TOLD})?",
    ),
    ("month", rf"(?P<part>{PART})?(?P<month>{MON}|{ABBR})(?:,? (?:of |in )?(?:the year )?(?P<year>{YEAR})|{_OF_TOLD})"),
    (
        "season",
        rf"(?P<part>{PART})?(?:(?P<det>{TOLD}|{WRITTEN}) |[Tt]he )?(?P<season>{SEASON})"
        rf"(?:(?: of| in|,)?(?: the year)? {_YEARS}|{_OF_TOLD})",
    ),
    ("decade", rf"(?P<part>{PART})?(?:[Tt]he )?(?P<decade>(?:1\d|20|\d)\d0|['’]\d0)(?:['’])?s\b{_BC}?"),
    (
        "decade",
        rf"(?:[Tt]he (?P<part>{PART})?|(?P<part2>{PART}))"
        rf"(?:(?P<of>[Ss]ixteen|[Ss]eventeen|[Ee]ighteen|[Nn]ineteen)[- ])?"
        rf"(?P<decade>{_TENS})\b",
    ),
    ("century", rf"(?P<part>{PART})?(?:[Tt]he )?(?P<century>{_NTH})[ -][Cc]entury\b{_BC}?"),
    (
        "year",
        rf"(?P<part>{PART})?(?P<about>{ABOUT})?(?P<year>\d{{1,4}})(?:{DASH}| to | and |/)(?P<year2>\d{{1,4}}){_BC}",
    ),
    (
        "nth",
        r"[Tt]he (?P<day>[0-3]?\d(?:st|nd|rd|th|d))(?: (?:of )?(?P<of>ultimo|ult\.|instant|inst\.|proximo|prox\.))?",
    ),
    ("year", rf"(?P<part>{PART})?(?P<about>{ABOUT})?(?:[Tt]he years? )?{_YEARS}"),
    ("fiscal", r"(?:FY|[Ff]iscal [Yy]ear) ?['’]?(?P<year>(?:19|20)?\d\d)\b"),
    ("short", r"['’](?P<year>\d\d)\b"),
    (
        "repeated",
        rf"(?:[Ee]very|[Ee]ach|[Pp]er) (?:{NUM} )?(?:other |single )?(?P<unit>{UNIT}|{MON}|{SEASON}|{WDAY})s?\b",
    ),
    ("repeated", rf"(?:[Oo]nce|[Tt]wice|{NUM} times|{SOME} times)(?: an?| every| each| per) (?P<unit>{UNIT})\b"),
    (
        "repeated",
        r"(?P<unit>[Aa]nnually|[Yy]early|[Mm]onthly|[Ww]eekly|[Dd]aily|[Yy]ear after year|[Dd]ay after day)\b",
    ),
    ("month", rf"(?P<part>{PART})?(?P<month>{MON}\b)"),
    ("deictic", r"(?P<word>(?:[Tt]he )?day (?:before yesterday|after tomorrow))(?P<now>\b)"),
    ("shift", rf"[Ii]n {_MUCH} (?P<unit>{UNIT})s?['’]s? (?P<dir>time)\b"),
    ("shift", rf"{_MUCH}{_LONG} (?P<unit>{UNIT})s?(?P<half> and a half)? (?P<dir>{_SHIFT})\b"),
    ("shift", rf"(?:{MORE}|[Tt]he )?(?P<unit>{UNIT})(?P<several>s?) (?P<dir>later|earlier|ago|before|after)\b"),
    (
        "window",
        rf"(?:[Tt]he |[Tt]hese )?(?P<way>[Pp]ast|[Ll]ast|[Nn]ext|[Cc]oming|[Ff]ollowing|[Ee]nsuing|"
        rf"[Ss]ubsequent|[Pp]revious|[Pp]receding|"
        rf"[Rr]ecent) "
        rf"(?P<n>{NUM}(?: and (?:a |one )?half)?|{SOME}|)(?: ?)(?P<unit>{UNIT})s\b",
    ),
    ("unit", rf"(?P<part>{PART})?(?P<det>{TOLD}|{WRITTEN}) (?P<unit>{UNIT}|{MON}|{SEASON}|{WDAY}|{_WHEN})\b"),
    ("unit", r"(?:[Tt]he )?(?P<unit>week|month|year|decade|century)['’]s (?P<part>end|close)\b"),
    ("unit", rf"(?P<part>{PART})(?P<unit>day|week|month|year|decade|century|season)\b"),
    ("repeated", rf"(?P<unit>{WDAY})s\b"),
    ("weekday", rf"(?P<weekday>{WDAY})(?: {_WHEN})?\b(?: of (?P<det>this|last|next) week\b)?"),
    ("season", rf"(?P<part>{PART})?(?P<the>[Tt]he )?(?P<season>{SEASON})\b"),
    (
        "feast",
        rf"(?P<feast>Christmas Eve|Christmas(?: Day)?|New Year['’]s (?:Day|Eve))(?:(?:,| of)? (?P<year>{YEAR}))?",
    ),
    (
        "deictic",
        rf"(?P<word>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)(?: {_WHEN})?\b|(?P<now>(?:[Rr]ight )?[Nn]ow\b|"
        rf"[Aa]t present\b"
        r"|[Aa]t this time\b|[Nn]owadays\b|[Cc]urrently\b|[Rr]ecently\b|[Ll]ately\b)",
    ),
    (
        "then",
        r"(?P<then>(?:[Aa]t|[Bb]y|[Aa]round|[Aa]bout|[Dd]uring) (?:that|this|the same|the) (?:same )?(?:time|period|"
        r"moment)\b)",
    ),
    ("duration", rf"{_MUCH}{_LONG}[ -](?P<unit>{UNIT})s?(?:[- ](?:long|old))?\b"),
    ("duration", rf"(?:[Ff]or|[Ww]ithin) (?P<unit>{UNIT})s\b"),
)
# Four figures alone are a year and nothing else. These rules never begin with a letter, those never with a figure.
_BARE = (("year", re.compile(r"(?P<part>)(?P<about>)(?P<year>\d{4})(?P<year2>)")),)
_IN_FIGURES = frozenset({"iso", "figures"})
_IN_WORDS = frozenset({"month", "season", "nth", "fiscal", "short", "unit", "weekday", "feast", "deictic", "then"})
_BLANK = "(?:[ \t\r\n\u00a0\u2009\u202f]{1,4})"


Parts = tuple[tuple[tuple[str, re.Pattern[str]], ...], ...]


def find_expressions(text: str, masked: Sequence[tuple[int, int]] = ()) -> Iterator[Expression]:
    """Every time expression of the text, in order, none inside another, none touching a masked span."""
    finder, parts = _engines()
    spans = sorted(masked)
    at = 0
    for found in finder.finditer(text):
        start, end = found.span()
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] < end:
            continue
        expression = _read(text, start, end, parts)
        if expression is None and text[start : start + 4].isdecimal() and text[start + 4 : start + 5] in (",", " "):
            later = finder.search(text, start + 4, end)  # "telegram 1610, April 16": the figure is no year
            expression = _read(text, later.start(), later.end(), parts) if later else None
        if expression is not None:
            yield expression


def _read(text: str, start: int, end: int, parts: Parts) -> Expression | None:
    """What was found, taken apart by the first rule that fits; None where it cannot tell a time there."""
    words = text[start:end]
    for rule, pattern in _BARE if len(words) == 4 and words.isdecimal() else parts[words[0].isdecimal()]:
        taken = pattern.fullmatch(text, start, end)
        if taken:
            fields = {name: words.strip() for name, words in taken.groupdict("").items()}
            if fields.get("short") and (
                text[end : end + 1] in ("-", "%") or text[end : end + 2].strip(",.").isdecimal()
            ):
                end = taken.start("short")  # "28 March 35,000 men": a count, no year
                fields["short"] = ""
            return Expression(start, end, rule, fields) if stands(text, start, end, rule, fields) else None
    return None


@lru_cache(maxsize=1)
def _engines() -> tuple[Any, Parts]:
    """The automaton that finds, and the patterns that take apart: those that may begin a word, or (1) a figure."""
    names = _names(load_anchors())
    points = _names(name for name in load_anchors() if name[0].islower() or name.endswith("death"))
    rules = (("event", _AT_EVENT.replace("{names}", names).replace("{points}", points)), *RULES)
    worded = tuple((rule, re.compile(_blanks(pattern))) for rule, pattern in rules if rule not in _IN_FIGURES)
    figured = tuple((rule, re.compile(_blanks(pattern))) for rule, pattern in rules if rule not in _IN_WORDS)
    parts = (worded, figured)
    each = "|".join(f"(?:{_nameless(_blanks(pattern))})" for _, pattern in rules)
    whole = rf"\b(?:{each})|{_nameless(_blanks(_GLUED))}"
    try:
        import re2
    except ImportError:
        return re.compile(whole), parts
    options = re2.Options()
    options.max_mem = 1 << 27
    options.never_capture = True
    return re2.compile(whole, options), parts


def _names(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True)).replace("\\ ", " ").replace("'", "['’]")


def _blanks(pattern: str) -> str:
    """The pattern with every blank outside brackets standing for any run of blanks."""
    return re.sub(r"(\[[^\]]*\])| ", lambda piece: piece[1] or _BLANK, pattern)


def _nameless(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
