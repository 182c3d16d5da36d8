"""The time that a narrative has reached: what a sentence without a date is dated by.

Narratives of the past and papers of the day differ. In a narrative the time told of last is carried on, unless it stood
in the background ("who had been born in 1908", "the treaty of 1903") or outside the years of its heading. In a paper of
the day (a dispatch, a speech) a date is told in passing, and the next sentence is again about the day of writing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dragoman.mentions.date_grammar import Expression
from dragoman.mentions.date_meaning import Meaning, Now, year_number
from dragoman.model.text import DateMention
from dragoman.vocab import edtf

_AHEAD = re.compile(
    r"\b(?:will|shall|would|plans?|planned|intends?|expects?|hopes?|to be|going to|tomorrow|next|scheduled|due)\b"
)
_BREAK = re.compile(r"[;,] | and (?!\d)")
_PAST = re.compile(r"\b(?:was|were|had|did|began|made|took|told|said|came|sent|held|went|[a-z]{2,}ed)\b")
_PAST_PERFECT = re.compile(
    r"\bhad (?:[a-z]+ly |been |not |never |already |long )*[a-z]+(?:ed|en|wn|un|pt|ld|nt|de|ne|ft|t)\b[^,;:]*$"
)
_RELATIVE = re.compile(
    r"(?:\b(?:which|who|whom|whose|where)\b|, (?:signed|established|founded|adopted|passed|concluded|"
    r"created)\b)"
    r"(?:[^,;:]|(?<=\d), (?=\d)|(?<=\d), (?=and ))*$"
)
_ADJECTIVAL_BEFORE = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Ii]ts|[Hh]is|[Tt]heir|[Oo]ur|[Ff]irst|[Ff]ailed)|[’']s)\s$"
)
_ADJECTIVAL_BEHIND = re.compile(
    r"^[ -](?!(?:and|or|to|in|on|at|by|of|for|from|with|when|while|as|that|who|which|but|until|after|before|the|an?|"
    r"was|were|"
    r"is|had|has|he|she|it|they)\b)[A-Za-z]"
)
_OF = re.compile(
    r"\b(?:[A-Z][\w’'-]+|(?:war|treaty|treatie|agreement|conference|revolution|act|pact|law|constitution|crisis|resolution|"
    r"protocol|coup|peace)s?) of (?:the )?$"
)
# "Opposed it until the attack of December 1941", "agreed to meet in the summer": times that are not yet reached.
_UNTIL = re.compile(r"\b(?:[Uu]ntil|[Tt]ill|[Bb]efore|[Pp]rior to)\s[^,;:]{1,90}$")
_PLANNED = re.compile(
    r"\b(?:agree|decide|plan|promise|propose|intend|expect|schedule|hope|offer|invite|prepare|threaten|vow|due|set)"
    r"(?:s|d|ed|ned|red)?\s(?:[^,;:]{1,60}\s)?to\s[^,;:]{1,90}$"
    r"|\b(?:would|will|shall)\s[^,;:]{0,90}$"
)
_SUBORDINATE = re.compile(r"\b(?:since|because|when|after|while|that|as|if)\s[^,;:]{1,160}$")
# "There had been none until 1990, when...", "did not agree until April": there the narrative arrives.
_ARRIVES = re.compile(r"\b(?:not|no|never|nothing|nobody|none|n[’']t)\b[^,;:]*\b(?:[Uu]ntil|[Tt]ill) (?:the )?$")
_WHEN = re.compile(r",? when\b")
_OPEN = re.compile(
    r"\b(?:[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]efore|as early as|as late as|prior to|dating (?:back )?(?:to|from)|back to|"
    r"born (?:in|on)|[Aa]fter|[Ff]ollowing) (?:the )?$"
)
_LEAD = re.compile(
    r"\W*(?:(?:And|But|Then|Later|Finally|Meanwhile|However|Soon|Thus|Early|Late|Even|Only|Again|So),? )?"
    r"(?:(?:[Ii]n|[Oo]n|[Bb]y|[Dd]uring|[Ff]rom|[Aa]t|[Tt]hrough|[Tt]hroughout|[Bb]etween|[Aa]round|[Nn]ot until) )?"
    r"(?:the (?:years? |months? )?(?:of )?)?"
)
_NEAR = 40  # characters: so far back stands what governs a date directly
_REACH = 240  # characters: so far back the words of a clause are looked at
_JOINED = re.compile(r",?\s(?:and|or|to)\s(?:(?:of|in|on|the)\s)*|,\s|[-–—]", re.ASCII)
_OPENING = 1000  # characters: so far into a paper it may say on which day the meeting took place that it reports
_MEETING = re.compile(
    r"\b(?:[Mm]et|[Mm]eetings?|[Cc]onversations?|[Cc]onversed|[Ll]unch(?:ed)?|[Dd]in(?:ner|ed)|[Tt]alk(?:s|ed)?|"
    r"[Dd]iscuss\w+|"
    r"[Cc]alled|[Ss]aw|[Rr]eceived|[Ii]nterview|[Ss]ession|[Aa]udience|[Rr]eception)\b"
)
_HEADING = 120  # characters: no heading is longer
_YEARS = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)(?:\s?[-–—/]\s?(\d{4}|\d\d)(?!\d))?")
MARGIN = 2
"""Years before and after those of its title that an essay still tells of; farther away lies the background. Where a
text has several headings with years, each holds for its own."""


class Focus:
    """The time that the text stands in, moving as its sentences are read in order.

    ``value`` is what the next sentence is dated by; ``told`` what "a year later" and a date without a year count from.
    """

    def __init__(self, text: str, lines: Iterable[tuple[int, int]], written: str | None, *, narrative: bool) -> None:
        self._written = written
        self._day = None if narrative else written
        self._frames = [] if self._day else list(_frames(text, lines))
        self._margin = MARGIN if len(self._frames) == 1 else 0
        self._frame: str | None = None
        self.value: str | None = self._day
        self.told: str | None = self._day
        self._from: Expression | None = None
        self._here: str | None = None
        self._passed = -1

    @property
    def frame(self) -> str | None:
        """The years that the heading above names."""
        return self._frame

    def enter(self, start: int) -> None:
        """Start the sentence that begins at ``start``."""
        self._here = None
        if self._day:
            self.value = self.told = self._day
        while self._frames and self._frames[0][0] <= start:
            self._frame = self._frames.pop(0)[1]
            self.value = self.told = self._frame

    def now(self, rule: str, *, ahead: bool = False, behind: bool = False) -> Now:
        """What a time told by ``rule`` counts from at this place.

        "The same year" points to the date just said, be it in the background; a month without a year goes on from the
        narrative.
        """
        told = (self._here if rule in ("unit", "shift") else None) or self.told
        if self._day:
            return Now(told, self._written, ahead=ahead, paper=True, behind=behind and not ahead)
        last = edtf.parse(told).latest() if told else None
        written = edtf.parse(self._written).earliest() if self._written else None
        near = last is None or (written is not None and abs(written.year - last.year) <= 1)
        return Now(told, self._written if near else None, ahead=ahead, onward=True)

    def hear(self, text: str, start: int, expression: Expression, meaning: Meaning) -> None:
        """Take note of a time told in the sentence that begins at ``start``."""
        value = meaning.unit or meaning.value
        if (
            meaning.kind != "date"
            or value is None
            or edtf.parse(value).is_open
            or (expression.rule == "event" and _is_long(value))
        ):
            return
        if self._day:
            if not expression.fields.get("of"):
                self.told = value  # "of the 29th ultimo, and of the 4th": the latter is this month's
            met = _MEETING.search(text, max(start, expression.start - _REACH), expression.end + 60)
            before = text[max(start, expression.start - _REACH) : expression.start]
            aside = in_background(before, "") or _SUBORDINATE.search(before)
            if start < _OPENING and met and not aside and self._is_report(meaning):
                self._day = value
            return
        self._here = value
        before = text[max(start, expression.start - _REACH) : expression.start]
        behind = text[expression.end : expression.end + 24]
        joined = self._passed >= start and _JOINED.fullmatch(text, self._passed, expression.start)
        leading = expression.start - start < _REACH and _LEAD.fullmatch(before)
        if joined or (not leading and (self._is_outside(value) or in_background(before, behind))):
            self._passed = expression.end
            return
        self._from = expression
        # A bare year said again does not undo the month that the narrative stands in.
        if not (self.told and edtf.parse(value).precision == "year" and edtf.within(self.told, value)):
            self.told = value
        # After "early 1919" the narrative stands in 1919; a span of two days or years is kept.
        part = meaning.unit and meaning.value and edtf.within(meaning.value, meaning.unit)
        self.value = meaning.unit if part else meaning.value

    def leave(self, mentions: Sequence[DateMention]) -> None:
        """End a sentence: where the time it moved to is an end of a span, stand in the whole span."""
        for mention in mentions:
            if self._from and mention.start <= self._from.start and self._from.end <= mention.end:
                wider = mention.end - mention.start > self._from.end - self._from.start
                if wider and mention.value and not edtf.parse(mention.value).is_open:
                    self.value = _settle(mention.value)
        self._from = None

    def _is_outside(self, value: str) -> bool:
        if self._frame is None or edtf.overlaps(value, self._frame):
            return False
        year, first, last = edtf.parse(value).earliest(), *(int(end) for end in (self._frame[:4], self._frame[-4:]))
        return year is None or not first - self._margin <= year.year <= last + self._margin

    def _is_report(self, meaning: Meaning) -> bool:
        """Whether a paper says at its beginning on which of the last days the meeting took place that it reports."""
        if meaning.unit is None or self._day is None:
            return False
        day, written = edtf.parse(meaning.unit), edtf.parse(self._day).earliest()
        first = day.earliest()
        return day.precision == "day" and first is not None and written is not None and 0 < (written - first).days <= 14


def in_background(before: str, behind: str) -> bool:
    """Whether a date stands in the background of its sentence, from the words before it there and behind it."""
    near = before[-_NEAR:]
    if _OPEN.search(near):
        return not (_ARRIVES.search(before) or (_WHEN.match(behind) and near.endswith(("ntil ", "ill "))))
    return bool(
        _OF.search(near)
        or (_ADJECTIVAL_BEFORE.search(near) and _ADJECTIVAL_BEHIND.match(behind))
        or ("had " in before and _PAST_PERFECT.search(before))
        or _RELATIVE.search(before)
        or _UNTIL.search(before)
        or _PLANNED.search(before)
        or before.count("(") > before.count(")")
    )


def looks_back(text: str, start: int, end: int, expression: Expression) -> bool:
    """Whether the clause of a sentence that an expression stands in tells of what is past."""
    return bool(_PAST.search(text, *_clause(text, start, end, expression)))


def looks_ahead(text: str, start: int, end: int, expression: Expression) -> bool:
    """Whether the clause of a sentence that an expression stands in speaks of what is to come."""
    return bool(_AHEAD.search(text, *_clause(text, start, end, expression)))


def _clause(text: str, start: int, end: int, expression: Expression) -> tuple[int, int]:
    breaks = [found.span() for found in _BREAK.finditer(text, start, min(end, start + 4 * _REACH))]
    first = max((behind for _, behind in breaks if behind <= expression.start), default=start)
    return first, min((before for before, _ in breaks if before >= expression.end), default=end)


def is_narrative(expressions: Iterable[Expression], written: str | None, sentences: int) -> bool:
    """Whether a text tells of times long past when it was written.

    Most of its years lie two years back and more, and there are many: in essays of diplomatic history one for three
    sentences (0.12 to 0.9), in dispatches that look back one for twelve.
    """
    if written is None:
        return True
    first = edtf.parse(written).earliest()
    years = [
        year
        for e in expressions
        if e.rule in ("day", "month", "year", "season") and (year := year_number(e.fields.get("year", "")))
    ]
    past = sum(first is not None and year < first.year - 1 for year in years)
    return len(years) >= 3 and past > 0.6 * len(years) and past >= 0.1 * sentences


def _settle(span: str) -> str:
    """Where a narrative stands after a span: in the year of "from March to October 1991", else in the span."""
    first = span.partition("/")[0]
    year = edtf.year_of(span)
    return f"{year:04}" if year is not None and year > 0 and edtf.parse(first).precision == "month" else span


def _is_long(value: str) -> bool:
    first, last = edtf.parse(value).earliest(), edtf.parse(value).latest()
    return first is None or last is None or (last - first).days > 366


def _frames(text: str, lines: Iterable[tuple[int, int]]) -> Iterable[tuple[int, str]]:
    """Headings that name years, with the place where each begins to hold: short lines that no full stop ends."""
    for start, end in lines:
        words = text[start:end].strip() if end - start <= _HEADING else ""
        if words[-1:] in '.!?:;,”"' or not words:
            continue
        years = [int(found[1]) for found in _YEARS.finditer(words)]
        years += [int(found[1][: 4 - len(found[2])] + found[2]) for found in _YEARS.finditer(words) if found[2]]
        if years and min(years) <= max(years):
            first, last = f"{min(years):04}", f"{max(years):04}"
            yield end, first if first == last else f"{first}/{last}"
