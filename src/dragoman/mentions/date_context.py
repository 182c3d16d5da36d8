"""Whether the words around a figure, a month or a season let it be a date."""

from __future__ import annotations

import re

from dragoman.mentions.date_numbers import IN_NUMBER, REACH, is_in_figures, is_number, is_numbered
from dragoman.mentions.date_words import MONTHS

_PREPOSITIONS = (
    "in into of by since until till before after from to during through throughout between about around circa within "
    "for"
).replace(" ", "|")
_DETERMINERS = "the|this|that|our|their|his|its|early|late|mid|year|years|spring|summer|autumn|winter|and|or|as"
_GLUED = re.compile(r"(?i)(?:^|\W)(?:in|of|by|since|until|till|before|after|from|to|during|and|inthe)$")
_SHARE = re.compile(r"\b(?:quarter|third|half|part|most|much) of $")
_AND = re.compile(r"(?<!\d\d)[ ,](?:and|or) $")
_YOURS = re.compile(
    r"\b(?:[Tt]elegram|[Ll]etter|[Nn]ote|[Dd]espatch|[Dd]ispatch|[Cc]able|[Mm]essage|[Mm]emorandum|[Mm]inute|[Ff]avour|[Yy]our|"
    r"[Cc]ommunication|[Ii]nstruction)s? of $"
)
# Months and years of calendars that are not reckoned here: what they name stays unresolved.
_OTHER_ERA = re.compile(
    r"\b(?:Muharram|Safar|Rab[iī]['’]? ?(?:al|ul|[IÜüu])?[\w’'-]*(?: [\w’'-]+)?|Jumad[aā][\w’'-]*(?: [\w’'-]+)?|Rajab|"
    r"Sha['’]?ban|Ramad[hz]?an|Shawwal|Dhu(?: |['’-])[\w’'-]+|Z[iı]lhicce|A\. ?H\.|AH|Hegira|Hijra|Brumaire|"
    r"Thermidor|Fructidor|Vend[eé]miaire|Prairial|Germinal|Flor[eé]al|Messidor|Niv[oô]se|Pluvi[oô]se|Vent[oô]se)[ ,]*$"
)
_OTHER_ERA_BEHIND = re.compile(r",? ?(?:\(?A\. ?H\.|AH\b|of the (?:Hegira|Hijra)|Hijri\b)")
_NO_PLURAL = "was|is|has|as|its|this|his|does|saw|thus|across|towards|perhaps|always|whereas|less|unless|besides|plans"
_PLURAL = re.compile(rf"^ (?!(?:{_NO_PLURAL})\b)[a-z]+[^s\W]s\b")
_TIME_WORD = re.compile(rf"(?i)(?:^|\W)(?:{_PREPOSITIONS}|{_DETERMINERS})[ \n\u00a0-]$")
_IN_TIME = re.compile(rf"(?i)(?:^|\W)(?:{_PREPOSITIONS}|year|years|spring|summer|autumn|winter)[ \n\u00a0-]$")
_MONTH_CUE = re.compile(
    rf"(?i)(?:^|\W)(?:{_PREPOSITIONS}|and|or|on|this|last|next|that|late|early|mid|following|previous|same|month|–|-|"
    rf",|\()"
    r"[ \n\u00a0]?$"
)
_SEASON_CUE = re.compile(rf"(?i)(?:^|\W)(?:{_PREPOSITIONS}|and|or|each|every)[ \n\u00a0]$")
_NAMED_MONTH = re.compile(
    r"^ (?:Revolution|Rising|Uprising|Days|Crisis|Rebellion|Manifesto|Theses|Massacre|Plenum|Coup|Offensive|Decrees)\b"
)
_IN_MONTH = re.compile(r"(?i)\b(?:in|by|since|until|during|from|of)\s$")
_ON = re.compile(r"\b(?:[Oo]n|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Tt]o|and|[Ss]ince|[Bb]efore|[Aa]fter) $")
_NAMED = re.compile(
    r"^[ -](?:[A-Z]|(?:parallel|century|anniversary|birthday|day|week|month|year|session|meeting|congress|party|floor|"
    r"division|army|corps|regiment|brigade|battalion|article|time|round|degree|and \d)\b)"
)
_AMBIGUOUS = ("March", "May", "MARCH", "MAY", "August", "AUGUST")


def stands(text: str, start: int, end: int, rule: str, fields: dict[str, str]) -> bool:
    """Whether the words at ``text[start:end]`` can tell a time there, by what stands just before and just behind."""
    before, behind = text[max(0, start - REACH) : start], text[end : end + 32]
    if before[-1:].isalnum() and not (text[start].isdigit() and _GLUED.search(before)):
        return False
    if behind[:1].isalnum() and text[end - 1].isalnum():
        return False
    if rule in ("figures", "dual") and IN_NUMBER.search(before):
        return False
    if _OTHER_ERA.search(before) or _OTHER_ERA_BEHIND.match(behind):
        return False
    if rule == "year":
        return _year_stands(before, behind, fields)
    if rule == "day" and text[start : start + 4].isdigit() and is_numbered(before, ""):
        return False  # "telegram 1610, April 16": the number, then the day
    if rule == "month" and not fields.get("year") and not fields.get("told"):
        return _month_stands(before, behind, fields)
    if rule == "season" and not fields.get("year") and not fields.get("told"):
        return _season_stands(before, behind, fields)
    if rule in ("shift", "event", "window", "duration") and is_in_figures(before):
        return False  # "2,500 years later"
    if rule in ("shift", "event") and fields.get("n", "").lower() in ("a", "an") and _SHARE.search(before):
        return False  # "a quarter of a century later"
    if rule == "shift":
        return not behind.startswith(" than")
    if rule == "nth":
        return bool(fields["of"]) or (bool(_ON.search(before) or _YOURS.search(before)) and not _NAMED.match(behind))
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
    if fields.get("about") and _PLURAL.match(behind):
        return False  # "about 1500 wagons"
    if is_number(before, behind, int(year), span=bool(fields.get("year2")), part=bool(fields.get("part"))):
        return False
    if fields.get("year2") or fields.get("part"):
        return True
    if _IN_TIME.search(before):
        return True
    known = 1300 <= int(year) <= 2035
    if _TIME_WORD.search(before):
        return known and not (_AND.search(before) and _PLURAL.match(behind))
    # After a name ("Yalta 1945") a figure is a year only where it is likely to be one: "Department 1766" is a telegram.
    return known and not _PLURAL.match(behind) and (int(year) >= 1860 or not re.search(r"[A-Z][\w’'-]* $", before))


def _month_stands(before: str, behind: str, fields: dict[str, str]) -> bool:
    name = fields["month"]
    if fields.get("part"):
        return True
    if name in _AMBIGUOUS and not _MONTH_CUE.search(before):
        return False
    if re.match(r" [A-Z][a-z]", behind) and behind.split(maxsplit=1)[0] not in MONTHS:
        # "the October Revolution", "April Smith": a name that holds a month tells no time.
        return bool(_IN_MONTH.search(before)) and not _NAMED_MONTH.match(behind)
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
