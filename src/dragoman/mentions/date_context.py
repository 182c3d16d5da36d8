"""Whether the words around a figure, a month or a season let it be a date."""

from __future__ import annotations

import re

from dragoman.mentions.date_words import MONTHS

_GLUED = re.compile(
    r"(?:^|\W)(?:[Bb]efore|[Aa]fter|[Ss]ince|[Uu]ntil|[Tt]ill|[Ii]n|[Bb]y|[Ff]rom|[Tt]o|[Oo]f|[Dd]uring|[Aa]nd|[Ii]n[Tt]he)$"
)
_NUMBERED = re.compile(
    r"(?:\bN(?:o|r|os|umber)s?\.?|#|№|\b[Rr]esolutions?|\b[Dd]oc(?:ument)?s?\.?|\b[Dd]espatch|\b[Dd]ispatch|\b[Tt]elegrams?|\bDeptel|\bEmbtel|"
    r"\b(?i:pp?|vol|bd|art|par|fol|ff|ch|sec)\.|\b[Pp]ages?|\b[Vv]olume|\b[Aa]rticles?|\b[Pp]aragraphs?|\b[Cc]hapter|\b[Ss]ection|"
    r"\b[Rr]oom|\b[Bb]ox|\b[Ff]older|\bOrder|\b[Pp]rotocol|\bNSC|[$£€¥]|\bUS\$|\bRs\.?) ?$|\d[.,]$"
)
_COUNTED = re.compile(
    r"^(?:[,.]\d|\d|%| ?%|[-–/]\d|[ -](?:(?:[a-z]+[- ]){0,2}(?:men|people|persons?|troops|soldiers|officers|tanks|aircraft|planes|guns|"
    r"prisoners|casualties|dead|wounded|killed|million|billion|thousand|hundred|per ?cent|percent|tons?|tonnes|km|kilomet\w+|"
    r"miles?|metres?|meters?|feet|ft|yards|acres|hectares|pounds|dollars|roubles|rubles|francs|marks|lei|leks?|inches|"
    r"households|families|votes|ships|vessels|workers|students|refugees|civilians|hours|mm|kg|barrels|bushels)\b)|°)"
)
_PLURAL = re.compile(
    r"^ (?!(?:was|is|has|as|its|this|his|does|saw|thus|across|towards|perhaps|always|whereas|less|unless|besides|plans)\b)[a-z]+[^s\W]s\b"
)
_TIME_WORD = re.compile(
    r"(?:^|[^\w])(?:[Ii]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Ff]rom|[Tt]o|[Dd]uring|[Tt]hrough|[Tt]hroughout|[Bb]etween|and|or|"
    r"[Tt]he|[Ee]arly|[Ll]ate|[Mm]id|as|for|our|their|his|its|[Ss]ummer|[Ww]inter|[Ss]pring|[Aa]utumn|year|years|[Ii]nto|[Ff]or)[ \n\u00a0-]$"
)
_MONTH_CUE = re.compile(
    r"(?:^|[^\w])(?:[Ii]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Ff]rom|[Tt]o|[Dd]uring|[Tt]hrough|[Tt]hroughout|[Bb]etween|and|or|"
    r"[Ll]ast|[Nn]ext|[Tt]his|[Tt]hat|on|for|into|late|early|mid|following|previous|same|month|in early|in late|–|-|,|\()[ \n\u00a0]?$"
)
_SEASON_CUE = re.compile(
    r"(?:^|[^\w])(?:[Ii]n|[Bb]y|[Oo]f|[Uu]ntil|[Tt]ill|[Ss]ince|[Bb]efore|[Aa]fter|[Tt]hrough|[Tt]hroughout|[Dd]uring|and|or|to|into|each|every|for)[ \n\u00a0]$"
)
_ON = re.compile(r"\b(?:[Oo]n|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Tt]o|and|[Ss]ince|[Bb]efore|[Aa]fter) $")
_NAMED = re.compile(
    r"^[ -](?:[A-Z]|(?:parallel|century|anniversary|birthday|day|week|month|year|session|meeting|congress|party|floor|"
    r"division|army|corps|regiment|brigade|battalion|article|time|round|degree|and \d)\b)"
)
_AMBIGUOUS = ("March", "May", "MARCH", "MAY", "August", "AUGUST")


def stands(text: str, start: int, end: int, rule: str, fields: dict[str, str]) -> bool:
    """Whether the words at ``text[start:end]`` can tell a time there, by what stands just before and just behind them."""
    before, behind = text[max(0, start - 16) : start], text[end : end + 32]
    if before[-1:].isalnum() and not (text[start].isdigit() and _GLUED.search(before)):
        return False
    if behind[:1].isalnum() and text[end - 1].isalnum():
        return False
    if rule == "year":
        return _year_stands(before, behind, fields)
    if rule == "month" and not fields.get("year") and not fields.get("told"):
        return _month_stands(before, behind, fields)
    if rule == "season" and not fields.get("year") and not fields.get("told"):
        return _season_stands(before, behind, fields)
    if rule == "nth":
        return bool(fields["of"]) or (bool(_ON.search(before)) and not _NAMED.match(behind))
    if rule == "short":
        return bool(re.search(r"\b(?:in|of|since|by|until|from)\s$", before))
    if rule == "decade":
        return (
            len(fields["decade"]) > 3
            or fields["decade"][0] in "'’"
            or bool(fields.get("bc"))
            or fields["decade"].isalpha()
        )
    if rule == "day" and fields.get("month", "").lower() == "may" and not fields.get("year"):
        return not re.match(r"\s+(?:not|be|have)\b", behind)
    return True


def _year_stands(before: str, behind: str, fields: dict[str, str]) -> bool:
    year = fields["year"]
    if not year.isdecimal() or fields.get("bc"):
        return True
    if _NUMBERED.search(before) or (_COUNTED.match(behind) and not fields.get("year2")):
        return False
    if fields.get("year2") or fields.get("part"):
        return True
    if _TIME_WORD.search(before):
        return True
    return 1300 <= int(year) <= 2035 and not _PLURAL.match(behind)


def _month_stands(before: str, behind: str, fields: dict[str, str]) -> bool:
    name = fields["month"]
    if fields.get("part"):
        return True
    if name in _AMBIGUOUS and not _MONTH_CUE.search(before):
        return False
    if re.match(r" (?:[A-Z][a-z]+)", behind) and not behind[1:].split()[0] in MONTHS:
        # "the October Revolution", "April Smith": a name that holds a month tells no time.
        return bool(re.search(r"\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Dd]uring|[Ff]rom|of)\s$", before)) and not re.match(
            r" (?:Revolution|Rising|Uprising|Days|Crisis|Rebellion|Manifesto|Theses|Massacre|Plenum|Coup)", behind
        )
    return True


def _season_stands(before: str, behind: str, fields: dict[str, str]) -> bool:
    name = fields["season"].lower()
    if fields.get("part"):
        return name != "fall" or not behind.startswith(" of ")
    if fields.get("the"):
        return not (name in ("fall", "spring") and behind.startswith(" of ")) and not re.match(
            r" (?:Palace|Offensive|Olympics|War\b|residence)", behind
        )
    if name == "fall":
        return bool(re.search(r"\b(?:[Ii]n|last|this|next)\s$", before)) and not behind.startswith((" of", " from"))
    return bool(_SEASON_CUE.search(before)) and not re.match(r" (?:Palace|Olympics|War\b)", behind)
