"""Whether four figures number a paper, count things or tell the hour, and so are no year."""

from __future__ import annotations

import re

REACH = 48
"""Characters looked at before a figure: a list of numbers is so long."""

_PAPER = (
    "[Rr]esolution|[Dd]ocument|[Dd]espatch|[Dd]ispatch|[Tt]elegram|[Pp]age|[Vv]olume|[Aa]rticle|[Pp]aragraph|[Cc]hapter|"
    "[Ss]ection|[Rr]oom|[Bb]ox|[Ff]older|[Oo]rder|[Pp]rotocol|[Dd]ecree|[Ll]aw|[Ff]light|[Cc]ircular|[Ff]ile|[Nn]umber|"
    "[Dd]eptel|[Ee]mbtel|[Aa]irgram|[Nn]ote|NSC|CF"
)
_NUMBERED = re.compile(
    rf"(?:\bN(?:o|r|os|umber)s?\.?|\bnos?\.|#|№|\b(?:{_PAPER})s?|\b(?:Stat\.|UST|TIAS|UNTS)(?: \([^)]*\))?|"
    r"\b(?i:doc|docs|pp?|vol|bd|art|par|fol|ff|ch|sec)\.|[$£€¥]|\bUS\$|\bRs\.?) ?$|\d[.,]$"
)
# "Embtels 1455, 1456", "resolutions 1514 and 1654": where the first is a number, those behind it are.
_LIST = re.compile(rf"\b(?:Nos\.?|nos\.?|(?:{_PAPER}|[Rr]eport)s) (?:\d{{1,4}}(?:[-–][a-z])?(?:,? and |, | or ))+$")
IN_NUMBER = re.compile(r"(?:[\w.,]/|[\d/][-–—]|\d\.|[A-Z]\.)$")
"""What ends inside a longer number: "S/1951/Add.1", "740.00119/8–1945"."""

# "A-1677", "CA–1536"; "611.48/9 – 1361", but not "1938/39 – 1945"
_CODE = re.compile(r"\b[A-Z]{1,2}[-–—]$|(?<!(?<![\d.])[12]\d\d\d)/\d{1,2} ?[-–—] ?$")
_POSSESSED = re.compile(r"\b(?:[A-Z][\w.-]*['’]s|[Yy]our) $")  # "Bonn's 1977", "in your 1579": a telegram
_ALONE = re.compile(r"(?:\[\^|[.,;)]|$| (?:rptd|repeated)\b)")
_SESSION = re.compile(r"\]? ?\((?:E?S-)?[IVXLTl]+\)")  # "1378 (XIV)": a resolution of the UN, with its session
_LETTERED = re.compile(r"[-–][a-z]\b")  # "1575–c"
_COUNTED_THINGS = (
    "men people person persons troops soldiers officers tanks aircraft planes guns prisoners casualties dead wounded "
    "killed million billion thousand hundred percent tons ton tonnes km kilometres kilometers miles mile metres meters "
    "feet ft yards acres hectares pounds dollars roubles rubles francs marks lei lek leks inches households families "
    "wagons trucks horses rifles shells "
    "votes ships vessels workers students refugees civilians hours mm kg barrels bushels calories"
).replace(" ", "|")
_MEASURES = "calories|tons|tonnes|km|kilomet(?:re|er)s|miles|met(?:re|er)s|feet|acres|hectares|barrels|bushels|kg|mm"
_COUNTED = re.compile(
    rf"[,.]\d|\d|%| ?%|[-–/]\d| to [\d,]+ votes\b|[ -](?:(?:[a-z]+[- ]){{0,2}}(?:{_COUNTED_THINGS}|per cent)\b)|°"
    rf"|(?: (?:to|and|or) )[\d,]+ (?:[a-z]+ )?(?:{_MEASURES})\b"
)
_SUM = re.compile(
    r"\b(?:[Ii]nstead|[Tt]otal|[Ss]trength|[Nn]eighbou?rhood|[Aa]verage|[Mm]aximum|[Mm]inimum|[Ee]xcess|[Gg]arrison|"
    r"[Dd]istance|[Hh]eight|[Ss]um|[Pp]rice|[Cc]ost|[Ff]orce|[Cc]rowd) of $"
)
_BY_CLOCK = re.compile(r"(?: (?:and|to|or) (?:[01]\d|2[0-4])[0-5]\d)? (?:hours|hrs|local|[Zz]ulu|GMT)\b")
_FROM_CLOCK = re.compile(r"\b0\d[0-5]\d (?:to|and|or|until) $")  # "from 0310 to 2008"
_AT_HOUR = re.compile(r"\b[Aa]t $")
_OWN_LINE = re.compile(r"(?:^|\n|\s\s)\s*$")
_OWN_SENTENCE = re.compile(r"[.!?] $")


def is_numbered(before: str, behind: str) -> bool:
    """Do four figures number a paper, by the words ``before`` and ``behind`` them ("telegram 1610, April 16")?"""
    return bool(
        _NUMBERED.search(before)
        or _LIST.search(before)
        or _CODE.search(before)
        or _SESSION.match(behind)
        or _LETTERED.match(behind)
        or (_POSSESSED.search(before) and _ALONE.match(behind))
    )


def is_number(before: str, behind: str, year: int, *, span: bool, part: bool) -> bool:
    """Are figures that look like a ``year`` no year there?

    ``span`` says that a second year follows, ``part`` that a part of a year is told ("the end of").
    """
    if IN_NUMBER.search(before) or is_numbered(before, behind):
        return True
    if not span and (_COUNTED.match(behind) or _SUM.search(before)):
        return True
    if span or part:
        return False
    if _AT_HOUR.search(before) or _BY_CLOCK.match(behind) or _FROM_CLOCK.search(before):
        return True
    # The number of a telegram or of a paragraph, on a line or, from a time of few years told alone, between full stops.
    stopped = re.match(r"\.\s", behind)
    return bool(stopped and (_OWN_LINE.search(before) or (year < 1700 and _OWN_SENTENCE.search(before))))


def is_in_figures(before: str) -> bool:
    """Does a figure begin inside a longer one ("2,500 years")?"""
    return before[-1:] in (",", ".") and before[-2:-1].isdecimal()
