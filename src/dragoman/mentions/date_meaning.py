"""What resolving a time expression starts from and yields."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.mentions.date_steps import narrow
from dragoman.mentions.date_words import part_of, year_in_words
from dragoman.model.text import DateHow, DateKind
from dragoman.vocab import edtf


@dataclass(frozen=True, slots=True)
class Meaning:
    """The value of an expression, None where the words fix no time.

    ``unit`` is the whole day, month, year... that ``value`` is a part of: for "early 1956" it is ``1956``.
    """

    value: str | None = None
    unit: str | None = None
    kind: DateKind = "date"
    how: DateHow = ""


@dataclass(frozen=True, slots=True)
class Now:
    """What a relative time counts from.

    ``told`` is the time told of last, ``written`` the day of writing where "today" and "last year" mean that day (None
    in a narrative of other times), ``ahead`` says that the sentence speaks of what is to come, ``paper`` that the text
    is a paper of its day, in which a month without a year is the nearest one; ``onward`` that it is a narrative that
    goes on from day to day, in which a weekday or a day of the month is the next one;
    ``behind`` that a paper speaks there of what is past.
    """

    told: str | None = None
    written: str | None = None
    ahead: bool = False
    paper: bool = False
    onward: bool = False
    behind: bool = False


NOTHING = Meaning()


def year_number(words: str, told: str | None = None) -> int | None:
    """The year meant by "1956", "'56", "56", "AD 70" or "490 BC" (which is -489, as astronomers count)."""
    if words[:1].isalpha() and "hundred" in words:
        return year_in_words(words)
    digits = "".join(letter for letter in words if letter.isdecimal())
    if not digits:
        return None
    if "B" in words:
        return 1 - int(digits)
    if len(digits) == 2 and "A" not in words:
        century = (edtf.year_of(told) if told else None) or 1900
        return century // 100 * 100 + int(digits)
    return int(digits)


def make(unit: str | None, fields: dict[str, str], how: DateHow) -> Meaning:
    """The meaning of a whole unit, narrowed by the words around it (early, late, about); nothing when it is no date."""
    if unit is None or not edtf.is_valid(unit):
        return NOTHING
    part = fields.get("part") or fields.get("part2")
    value = narrow(unit, part_of(part)) if part else unit
    if fields.get("about") and "/" not in value:
        value += "~"
    return Meaning(value=value, unit=unit, how=how)
