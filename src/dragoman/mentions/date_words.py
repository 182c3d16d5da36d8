"""The words in which English tells dates: months, seasons, numbers, units, and the pieces of pattern built from them.

In every pattern here one blank stands for any run of blanks, line ends and no-break spaces.
"""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50,
    "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NTHS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
ORDINALS = (
    {word: number for number, word in enumerate(_NTHS, 1)}
    | {"tenth": 10, "eleventh": 11, "twelfth": 12}
    | {f"{word}th": number for number, word in enumerate(_TEENS[3:], 13)}
    | {"twentieth": 20, "thirtieth": 30, "thirty-first": 31}
    | {f"twenty-{word}": number for number, word in enumerate(_NTHS, 21)}
)
NUMBERS = (
    {word: number for number, word in enumerate((*_ONES, *_TEENS), 1)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {f"{ten}-{one}": 10 * i + j for i, ten in enumerate(_TENS, 2) for j, one in enumerate(_ONES, 1)}
    | {"a": 1, "an": 1, "hundred": 100, "a hundred": 100, "one hundred": 100, "a dozen": 12, "a single": 1}
)
# How many units words mean that give no number: the least and the most that a careful reader would allow.
VAGUE = {
    "a few": (2, 7), "few": (2, 7), "several": (3, 9), "some": (2, 12), "many": (4, 40), "a couple of": (2, 3),
    "a couple": (2, 3), "couple of": (2, 3), "a number of": (2, 12), "": (2, 12),
}  # fmt: skip

MON = "(?:" + "|".join((*MONTHS, *(name.upper() for name in MONTHS))) + ")"
ABBR = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
WDAY = "(?:" + "|".join(name.capitalize() for name in WEEKDAYS) + ")"
SEASON = "(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
UNIT = "(?:day|week|fortnight|month|year|decade|century|centurie|generation|hour|minute|night|season)"
NUM = (
    r"(?:\d{1,3}(?:\.\d)?|(?:[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety)(?:-(?:"
    + "|".join(_ONES)
    + "))?|(?:"
    + "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in (*reversed(_TEENS), *_ONES))
    + "|[Aa] hundred|[Oo]ne hundred|[Hh]undred|[Aa] dozen))"
)
SOME = "(?:[Aa] few|[Ff]ew|[Ss]everal|[Ss]ome|[Mm]any|[Aa] couple of|[Aa] couple|[Cc]ouple of|[Aa] number of)"
MORE = (
    "(?:(?:[Mm]ore than|[Ll]ess than|[Aa]t least|[Aa]t most|[Oo]ver|[Uu]nder|[Nn]early|[Aa]lmost|[Rr]oughly|[Ss]ome|"
    "[Aa]bout|"
    "[Aa]pproximately|[Oo]nly|[Jj]ust|[Ff]ully|[Bb]arely|[Aa] mere|[Aa] full|[Ww]ell over|[Uu]p to|[Aa]n?other) )"
)
_TEN = "(?:" + "|".join(_TENS) + ")(?:-(?:" + "|".join(_ONES) + "))?"
YEAR_WORDS = (
    "(?:one thousand (?:five|six|seven|eight|nine) hundred|(?:fifteen|sixteen|seventeen|eighteen|nineteen) hundred)"
    f"(?: and)?(?: (?:{_TEN}|{'|'.join((*reversed(_TEENS), *_ONES))}))?"
)
YEAR = r"(?:\d{1,4} ?(?:BCE?\b|B\.C\b\.?(?:E\.)?)|(?:AD|A\.D\.) ?\d{1,4}\b|(?:1\d\d\d|20\d\d)\b)"
DAY = r"(?:[0-3]?\d(?:st|nd|rd|th|d)?\b)"
ROMAN = "(?:VIII|VII|VI|IV|IX|XII|XI|X|V|III|II|I)"
ROMAN_ORDER = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROMANS = {name: number for number, name in enumerate(ROMAN_ORDER, 1)}
STYLE = r"(?:Old Style|New Style|O\.(?: )?S\.|N\.(?: )?S\.|OS|NS|o\.(?: )?s\.|n\.(?: )?s\.|old style|new style)"
DASH = "(?: ?[-–—‒−] ?)"
PART = (
    "(?:(?:[Tt]he )?(?:very )?(?:[Bb]eginning|[Ss]tart|[Oo]pening|[Mm]iddle|[Ee]nd|[Cc]lose|[Oo]utset|[Tt]urn|"
    "(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ll]ast|[Ff]inal|[Ll]atter|[Cc]losing|[Oo]pening|[Ee]arly|[Ll]ater) "
    "(?:part|days|weeks?|months?|half|years|third|decade)|[Ff]ourth week)(?: of| in)(?: the)? |"
    "(?:[Tt]he )?(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal) quarter of(?: the)? |"
    "[Ee]nd(?:[- ]of)?[- ]|"
    "(?:[Tt]he )?(?:very )?(?:[Ee]arly|[Ll]ate)(?: in)?(?: the)?[- ]|(?:[Tt]he )?[Mm]id(?:-to-late|"
    "dle)?(?: the)?[- –]?|"
    "(?:[Ll]ater|[Ee]arlier)(?: on)?(?: in)?(?: the)? )"
)
ABOUT = r"(?:(?:[Cc]irca|[Cc]\.|[Cc]a\.|[Aa]bout|[Aa]round|[Aa]pproximately|[Rr]oughly) ?)"
TOLD = (
    "(?:(?:[Tt]hat|[Tt]he)(?: very)? same|[Tt]hat(?: very)?|[Tt]he (?:very )?(?:following|next|ensuing|subsequent|"
    "succeeding|"
    "previous|preceding|prior))"
)
WRITTEN = "(?:[Tt]his(?: past| coming)?|[Ll]ast|[Nn]ext|[Tt]he (?:past|current|present|coming|last))"

# The number of the unit told of, counted from the one that the narrative stands in.
STEPS = {
    "same": 0, "that": 0, "this": 0, "current": 0, "present": 0, "very": 0,
    "following": 1, "next": 1, "ensuing": 1, "subsequent": 1, "succeeding": 1, "coming": 1,
    "previous": -1, "preceding": -1, "prior": -1, "last": -1, "past": -1,
}  # fmt: skip


def part_of(words: str) -> str:
    """Which stretch of a longer time the words single out: early, mid, late, half-1... or ""."""
    if not words:
        return ""
    low = words.lower() + " "
    if re.fullmatch(r"later(?: on)?(?: in)?(?: the)? ?", low):
        return "after"
    for name, marks in _PARTS:
        if any(mark in low for mark in marks):
            return name
    return ""


_PARTS = (
    ("turn", ("turn of",)),
    ("week-1", ("first week ",)),
    ("week-2", ("second week ",)),
    ("week-3", ("third week ",)),
    ("week-4", ("fourth week ",)),
    ("week-5", ("last week ", "final week ")),
    ("half-1", ("first half",)),
    ("half-2", ("second half", "latter half")),
    ("quarter-1", ("first quarter",)),
    ("quarter-2", ("second quarter",)),
    ("quarter-3", ("third quarter",)),
    ("quarter-4", ("fourth quarter", "last quarter", "final quarter")),
    ("before", ("earlier",)),
    ("early", ("early", "beginning", "start", "opening", "outset", "first")),
    ("mid", ("mid", "second", "third")),
    ("late", ("late", "latter", "end", "close", "closing", "last", "final", "later")),
)


def number_of(words: str) -> tuple[int, int] | None:
    """The least and the most that a number word means; None for words that are no number."""
    low = " ".join(words.lower().split())
    if low in VAGUE:
        return VAGUE[low]
    if low in NUMBERS:
        return NUMBERS[low], NUMBERS[low]
    head = low.split(".")[0]
    return (int(head), int(head)) if head.isdecimal() else None


def day_number(words: str) -> int:
    """The day of the month that "3rd", "3" or "third" means."""
    return ORDINALS.get(words.lower()) or digits_of(words)


def year_in_words(words: str) -> int | None:
    """The year that "one thousand eight hundred and fifty-six" or "nineteen hundred" means."""
    low = words.lower().replace(" and ", " ")
    head, found, rest = low.partition(" hundred")
    if not found:
        return None
    hundreds = NUMBERS.get(head.removeprefix("one thousand ").strip(), 0) + (10 if "thousand" in head else 0)
    return 100 * hundreds + NUMBERS.get(rest.strip(), 0)


def digits_of(words: str) -> int:
    """The number that the figures of a word make: "3rd" is 3."""
    return int("".join(letter for letter in words if letter.isdecimal()))
