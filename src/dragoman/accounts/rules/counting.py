"""Rules about dates and durations that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.accounts.rules.case import NUMBER, Case, Doubt, Rule, number_of
from dragoman.model.text import DateMention
from dragoman.vocab import edtf
from dragoman.wording import write_date

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b[\s,]*(?:the\s+)?$")
_WITHIN = re.compile(rf"\b({'|'.join(_DAYS)})\b")
_LATER = re.compile(
    rf"\b(?P<number>{NUMBER})\s+years\s+(?P<way>later|earlier|after|before)\b(?P<rest>[^.;:!?“”\"]{{0,60}}?)"
    r"[\s,(]+(?:in|by)\s+(?:\w+\s+)?(?P<year>[12]\d{3})\b",
    re.IGNORECASE,
)
_DEATH = re.compile(r"['’]s?\s+(?:own\s+)?death\b|\bthe death of\b", re.IGNORECASE)
_LASTED = re.compile(
    r"\b(?:last|extend|span|continu|exist|endur|stretch)(?:s|es|ed|ing|ned|ning|ued|uing|e)?\s+(?:\w+\s+){0,2}?$", re.I
)
_HOW_LONG = re.compile(
    rf"(?P<bound>up to|at most|no more than|less than|under|over|more than|at least|about|around|almost|nearly|some)?"
    rf"\s*(?P<number>{NUMBER})\s+years\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"[^\W\d_]{5,}")


def wrong_weekday(case: Case) -> Iterator[Doubt]:
    """A day of the month fixes its day of the week."""
    text = case.reading.view.text
    for mention in case.reading.dates:
        if not mention.value or mention.how != "explicit" or edtf.parse(mention.value).precision != "day":
            continue
        before = _WEEKDAY.search(text[max(0, mention.start - 20) : mention.start])
        named = _WITHIN.search(mention.text) or before
        day = edtf.parse(mention.value).earliest()
        if named and day and _DAYS[day.weekday()] != named[1]:
            start = mention.start - len(before[0]) if before and named is before else mention.start
            yield Doubt(
                evidence=case.words(start, mention.end),
                why=f"{write_date(mention.value)} was a {_DAYS[day.weekday()]}, not a {named[1]} (Gregorian calendar)",
            )


def wrong_interval(case: Case) -> Iterator[Doubt]:
    """ "Four years later, in 1958" must be four years after what it follows."""
    for found in _LATER.finditer(case.reading.view.text):
        anchor = _anchor(case, found)
        if anchor is None:
            continue
        stated, number = int(found["year"]), number_of(found["number"])
        sign = -1 if found["way"].casefold() in ("earlier", "before") else 1
        if stated != anchor + sign * number:
            yield Doubt(
                evidence=case.words(found.start(), found.end()),
                why=f"{number} years {found['way'].casefold()} than {anchor} is {anchor + sign * number}, not {stated}",
            )


def _anchor(case: Case, found: re.Match[str]) -> int | None:
    """The year that the count starts from, where it can be told for certain."""
    rest = found["rest"].strip(" ,")
    if rest:
        return _year_of_death(case, found) if _DEATH.search(rest) else None
    if found["way"].casefold() not in ("later", "earlier"):
        return None
    index = case.place(found.start())
    if index is None:
        return None
    first = index - 1 if index and _same_passage(case, index) else index
    begin = case.reading.sentences[first].start
    told = [
        one
        for one in case.reading.dates
        if one.value and one.how == "explicit" and one.kind == "date" and begin <= one.start < found.start()
    ]
    years = {edtf.year_of(one.value) for one in told if one.value}
    year = years.pop() if len(years) == 1 else None
    # A date within the year may be counted to the day, so that the years' difference need not be the count.
    return year if told and told[-1].value and edtf.parse(told[-1].value).precision == "year" else None


def _same_passage(case: Case, index: int) -> bool:
    sentences = case.reading.sentences
    return sentences[index - 1].passage_id == sentences[index].passage_id


def _year_of_death(case: Case, found: re.Match[str]) -> int | None:
    persons = {
        mention.id
        for mention in case.reading.actors
        if mention.kind == "person" and found.start("rest") <= mention.start < found.end("rest")
    }
    if len(persons) != 1:
        return None
    spans = case.authority.actor(persons.pop()).spans
    ends = [span.last for span in spans]
    return ends[-1].year if len(ends) == 1 and ends[-1] else None


def wrong_duration(case: Case) -> Iterator[Doubt]:
    """What lasted "up to 12 years" cannot have run from 1948 to 1961.

    The count and the span must be said of the same states and share a word of five letters or more.
    """
    text = case.reading.view.text
    spans = [one for one in case.reading.dates if one.value and one.how == "explicit" and _years(one.value)]
    for mention in case.reading.dates:
        if mention.kind != "duration" or not _LASTED.search(text[max(0, mention.start - 40) : mention.start]):
            continue
        told = _HOW_LONG.search(text[max(0, mention.start - 12) : mention.end])
        if told is None:
            continue
        for span in spans:
            if _fits(told, *_span_years(span)) or not _same_matter(case, mention, span):
                continue
            first, last = _span_years(span)
            stated = " ".join(told[0].split())
            yield Doubt(
                evidence=case.words(mention.start, mention.end),
                why=f"{stated} here, {first}–{last} elsewhere in the same text, which is {last - first} years",
            )
            break


def _years(value: str) -> tuple[int, int] | None:
    """First and last year of an interval of at least two years told as years."""
    begin, slash, end = value.partition("/")
    if slash and len(begin) == len(end) == 4 and begin.isdigit() and end.isdigit() and int(end) - int(begin) >= 2:
        return int(begin), int(end)
    return None


def _span_years(mention: DateMention) -> tuple[int, int]:
    years = _years(mention.value or "")
    if years is None:
        raise ValueError(f"{mention.text!r} is no span of years")
    return years


def _fits(told: re.Match[str], first: int, last: int) -> bool:
    """Whether the count can be said of the span: counted between the years, or both of them included."""
    number, years = number_of(told["number"]), last - first
    bound = (told["bound"] or "").casefold()
    if bound in ("up to", "at most", "no more than", "less than", "under"):
        return years <= number
    if bound in ("over", "more than", "at least"):
        return years + 1 >= number
    if bound:
        return abs(years - number) <= max(1, number // 5)
    return number in (years, years + 1)


def _same_matter(case: Case, duration: DateMention, span: DateMention) -> bool:
    here, there = case.place(duration.start), case.place(span.start)
    if here is None or there is None:
        return False
    states = case.states(here), case.states(there)
    if len(states[0]) != 2 or states[0] != states[1]:
        return False
    names = {mention.text.casefold() for mention in case.reading.actors}
    topics = [
        {word.casefold() for word in _TOPIC.findall(case.reading.view.text[one.start : one.end])}
        for one in (case.reading.sentences[here], case.reading.sentences[there])
    ]
    return bool((topics[0] & topics[1]) - names - {"years", "which", "their", "these", "between", "during"})


RULES = (
    Rule(
        id="weekday-does-not-fit",
        severity="warning",
        doc="A day of the week that the date did not fall on; in a Julian text this may be the calendar.",
        check=wrong_weekday,
    ),
    Rule(
        id="interval-does-not-add-up",
        severity="warning",
        doc="A count of years from a known point that does not lead to the year given (“four years later, in 1958”).",
        check=wrong_interval,
    ),
    Rule(
        id="duration-does-not-fit-span",
        severity="note",
        doc="How long something lasted, against the years between which the same text says it did.",
        check=wrong_duration,
    ),
)
