"""Times told by the calendar: days, months, seasons, years, decades, centuries."""

from __future__ import annotations

from datetime import date

from convertdate import julian

from dragoman.mentions.date_meaning import NOTHING, Meaning, Now, make, year_number
from dragoman.mentions.date_relative import named
from dragoman.mentions.date_steps import beside, nearest, year_text
from dragoman.mentions.date_words import (
    DECADES,
    MONTH_NUMBERS,
    NUMBERS,
    ORDINALS,
    ROMANS,
    SEASONS,
    STEPS,
    day_number,
    digits_of,
)
from dragoman.model.text import DateHow
from dragoman.vocab import edtf

_FEASTS = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
}


def _slot(fields: dict[str, str], now: Now) -> tuple[int | None, DateHow]:
    """The year said or pointed to with a month or a season ("of that year"), and how."""
    if fields.get("year"):
        return year_number(fields["year"], now.told or now.written), "explicit"
    if fields.get("told"):
        det = fields["told"].lower().split()
        base = now.written if det[0] in ("last", "next") or (det[0] == "this" and now.written) else now.told
        year = edtf.year_of(base) if base else None
        return (year + STEPS.get(det[-1], 0) if year is not None else None), "relative"
    return None, "carried"


def _near(month: int, day: int, now: Now) -> int | None:
    """The year of a month, or a day of it, told without one.

    A paper that tells of what is past goes back from its day.
    """
    year = nearest(month, day, now.told or now.written or "", paper=now.paper)
    last = edtf.parse(now.written).latest() if now.behind and now.written and year is not None else None
    if last is not None and year is not None and (year, month, day) > (last.year, last.month, last.day if day else 0):
        return year - 1
    return year


def iso(fields: dict[str, str], now: Now) -> Meaning:
    """A day in figures, 1961-12-03."""
    return make(f"{fields['year']}-{fields['month']}-{fields['day']}", fields, "explicit")


def day(fields: dict[str, str], now: Now) -> Meaning:
    """A day of a month, in either order, alone or as a span of two; its year said, pointed to or carried."""
    month, day = MONTH_NUMBERS[fields["month"].rstrip(".").lower()], day_number(fields["day"])
    year, how = _slot(fields, now)
    if fields.get("last") and now.written:
        year, how = beside(month, day, now.written, fields["last"].strip()), "relative"
    if fields.get("short"):
        year, how = year_number(fields["short"], now.told or now.written), "explicit"
    if year is None and how == "carried" and (now.told or now.written):
        year = _near(month, day, now)
    if year is None:
        return NOTHING
    unit = f"{year_text(year)}-{month:02}-{day:02}"
    if fields.get("style", "").strip(" (")[:1].lower() == "o":
        return make(gregorian(year, month, day) or unit, fields, how)
    if fields.get("newday"):
        return make(_old_style(year, month, day, digits_of(fields["newday"])), fields, how)
    if fields.get("day2"):
        other = f"{year_text(year)}-{month:02}-{digits_of(fields['day2']):02}"
        if edtf.is_valid(unit) and edtf.is_valid(other) and unit < other:
            return Meaning(value=f"{unit}/{other}", unit=unit, how=how)
    return make(unit, fields, how)


def _old_style(year: int, month: int, day: int, new: int) -> str:
    """The Gregorian day of a dual date such as October 3/15, 1886; the days between, where the two are no such pair."""
    new_style = gregorian(year, month, day)
    if new_style is not None and int(new_style[-2:]) == new:
        return new_style
    own = f"{year_text(year)}-{month:02}-{day:02}"
    return f"{own}/{own[:-2]}{new:02}" if new > day else own


def gregorian(year: int, month: int, day: int) -> str | None:
    """The Gregorian day of a day of the Julian calendar; None where that calendar has no such day."""
    try:
        return date(*julian.to_gregorian(year, month, day)).isoformat()
    except ValueError:
        return None


def figures(fields: dict[str, str], now: Now) -> Meaning:
    """A day all in figures: 7.10.1873, 14.X.1873, 23/10/1956; dots and Roman months put the day first.

    Where day and month could change places, the days between.
    """
    first, year = int(fields["day"]), fields["year"]
    second = ROMANS.get(fields["month"]) or int(fields["month"])
    one, other = f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"
    if fields["mark"] == "." or not fields["month"].isdecimal() or not edtf.is_valid(other) or one == other:
        return make(one, fields, "explicit")
    if not edtf.is_valid(one):
        return make(other, fields, "explicit")
    return Meaning(value="/".join(sorted((one, other))), unit=year, how="explicit")


def dual(fields: dict[str, str], now: Now) -> Meaning:
    """A day of the Julian calendar with its Gregorian twin, in either order; the latter is its value.

    Two days that are no such pair are a span.
    """
    year = year_number(fields["year"])
    if year is None:
        return NOTHING
    days = []
    for number in ("", "2"):
        month = MONTH_NUMBERS[fields["month" + number].rstrip(".").lower()]
        days.append((year, month, digits_of(fields["day" + number])))
    # Twelve days or so over a year's end: 25 December 1877/6 January 1878.
    pairs = [(days[0], days[1]), (days[1], days[0]), ((year - 1, *days[0][1:]), days[1])]
    for old, new in pairs:
        text = f"{year_text(new[0])}-{new[1]:02}-{new[2]:02}"
        if gregorian(*old) == text:
            return make(text, fields, "explicit")
    texts = [f"{year_text(y)}-{m:02}-{d:02}" for y, m, d in days]
    span = "/".join(texts)
    return make(span if edtf.is_valid(span) else texts[0], fields, "explicit")


def month(fields: dict[str, str], now: Now) -> Meaning:
    """A month, its year said, pointed to or carried."""
    month = MONTH_NUMBERS[fields["month"].rstrip(".").lower()]
    year, how = _slot(fields, now)
    if year is None and how == "carried" and (now.told or now.written):
        year = _near(month, 0, now)
    return make(f"{year_text(year)}-{month:02}", fields, how) if year is not None else NOTHING


def season(fields: dict[str, str], now: Now) -> Meaning:
    """A season, its year said, pointed to or carried."""
    number = SEASONS[fields["season"].lower()]
    year, how = _slot(fields, now)
    if fields.get("det"):
        return named(fields["det"], fields["season"].lower(), now, fields)
    if year is None and how == "carried" and (now.told or now.written):
        year = nearest((number - 20) * 3 + 1, 0, now.told or now.written or "")
    return make(f"{year_text(year)}-{number}", fields, how) if year is not None else NOTHING


def decade(fields: dict[str, str], now: Now) -> Meaning:
    """A decade, in figures or words."""
    words = fields["decade"].lower()
    if fields.get("of"):
        start = 100 * NUMBERS[fields["of"].lower()] + DECADES[words]
    elif words in DECADES or words[0] in "'’":
        told = edtf.year_of(now.told) if now.told else None
        start = (told or 1900) // 100 * 100 + (DECADES[words] if words in DECADES else int(words[1:]))
    else:
        start = int(words)
    if fields.get("bc"):
        unit = f"{year_text(1 - start - 9)}/{year_text(1 - start)}"
    elif start % 100 == 0 and start >= 1000 and fields.get("part"):
        unit = f"{start // 100:02}XX"  # "the late 1800s" is the century
    else:
        unit = f"{start // 10:03}X"
    return make(unit, fields, "explicit")


def century(fields: dict[str, str], now: Now) -> Meaning:
    """A century."""
    words = fields["century"].lower()
    number = ORDINALS.get(words) or digits_of(words)
    if fields.get("bc"):
        return make(f"{year_text(1 - 100 * number)}/{year_text(-100 * (number - 1))}", fields, "explicit")
    return make(f"{number - 1:02}XX", fields, "explicit")


def year(fields: dict[str, str], now: Now) -> Meaning:
    """A year or a span of years."""
    first = year_number(fields["year"])
    if first is None:
        return NOTHING
    if fields.get("bc"):
        first = 1 - first
        last = 1 - int(fields["year2"])
    elif fields.get("year2"):
        last = int(fields["year2"])
        if len(fields["year2"]) == 2:
            last += first // 100 * 100 + (100 if last <= first % 100 and last < 20 <= first % 100 else 0)
    else:
        return make(year_text(first), fields, "explicit")
    if last <= first:
        return make(year_text(first), fields, "explicit")
    return Meaning(value=f"{year_text(first)}/{year_text(last)}", unit=year_text(first), how="explicit")


def fiscal(fields: dict[str, str], now: Now) -> Meaning:
    """The United States' fiscal year of those decades: from July of the year before to June."""
    year = year_number(fields["year"])
    return make(f"{year - 1}-07/{year}-06", fields, "explicit") if year else NOTHING


def short(fields: dict[str, str], now: Now) -> Meaning:
    """A year of two figures: the spirit of '56."""
    year = year_number(fields["year"], now.told or now.written)
    return make(year_text(year), fields, "explicit") if year is not None else NOTHING


def feast(fields: dict[str, str], now: Now) -> Meaning:
    """A feast that falls on a fixed day."""
    month, day = _FEASTS[fields["feast"].lower().replace("’", "'")]
    year, how = _slot(fields, now)
    if year is None and now.told:
        year = nearest(month, day, now.told)
    return make(f"{year_text(year)}-{month:02}-{day:02}", fields, how) if year is not None else NOTHING
