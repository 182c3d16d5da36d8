"""What a time expression means: its EDTF value, given what was told before and when the document was written.

A vague expression gets an interval of honest width or no value at all. No default ever fills a gap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from convertdate import julian

from dragoman.mentions.date_grammar import Expression
from dragoman.mentions.date_steps import FINENESS, move, narrow, nearest, start_year, unit_of, weekday_near, year_text
from dragoman.mentions.date_words import DECADES, MONTH_NUMBERS, ORDINALS, SEASONS, STEPS, WEEKDAYS, number_of, part_of
from dragoman.model.text import DateHow, DateKind
from dragoman.vocab import edtf
from dragoman.vocab.anchors import anchor


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
    """From where a relative expression counts: the time ``told`` of last, when the text was ``written``, tense (``ahead``)."""

    told: str | None = None
    written: str | None = None
    ahead: bool = False

    @property
    def deictic(self) -> str | None:
        """What "today" and "last year" count from: the writing, unless the text is telling of another time."""
        if self.written is None or self.told is None:
            return self.written
        told, written = edtf.parse(self.told).latest(), edtf.parse(self.written).earliest()
        return self.written if told and written and abs(written.year - told.year) <= 1 else None


NOTHING = Meaning()


def resolve(expression: Expression, now: Now) -> Meaning:
    """The meaning of one expression, standing alone."""
    return _RULES[expression.rule](expression.fields, now)


def year_number(words: str, told: str | None = None) -> int | None:
    """The year meant by "1956", "'56", "56", "AD 70" or "490 BC" (which is -489, as astronomers count)."""
    digits = "".join(letter for letter in words if letter.isdecimal())
    if not digits:
        return None
    if "B" in words:
        return 1 - int(digits)
    if len(digits) == 2 and "A" not in words:
        century = (edtf.year_of(told) if told else None) or 1900
        return century // 100 * 100 + int(digits)
    return int(digits)


def _make(unit: str | None, fields: dict[str, str], how: DateHow) -> Meaning:
    if unit is None or not edtf.is_valid(unit):
        return NOTHING
    value = narrow(unit, part_of(fields.get("part") or fields.get("part2") or ""))
    if fields.get("about") and "/" not in value:
        value += "~"
    return Meaning(value=value, unit=unit, how=how)


def _slot(fields: dict[str, str], now: Now) -> tuple[int | None, DateHow]:
    """The year said or pointed to with a month or a season ("of that year"), and how."""
    if fields.get("year"):
        return year_number(fields["year"], now.told or now.written), "explicit"
    if fields.get("told"):
        det = fields["told"].lower().split()
        base = now.deictic if det[0] in ("last", "next") or (det[0] == "this" and now.deictic) else now.told
        year = edtf.year_of(base) if base else None
        return (year + STEPS.get(det[-1], 0) if year is not None else None), "relative"
    return None, "carried"


def _iso(fields: dict[str, str], now: Now) -> Meaning:
    return _make(f"{fields['year']}-{fields['month']}-{fields['day']}", fields, "explicit")


def _day(fields: dict[str, str], now: Now) -> Meaning:
    month, day = MONTH_NUMBERS[fields["month"].rstrip(".").lower()], _digits(fields["day"])
    year, how = _slot(fields, now)
    if fields.get("last") and now.deictic:
        year, how = _beside(month, day, now.deictic, fields["last"].strip()), "relative"
    if fields.get("short"):
        year, how = year_number(fields["short"], now.told or now.written), "explicit"
    if year is None and how == "carried" and (now.told or now.written):
        year = nearest(month, day, now.told or now.written or "")
    if year is None:
        return NOTHING
    unit = f"{year_text(year)}-{month:02}-{day:02}"
    if fields.get("newday"):
        return _make(_old_style(year, month, day, _digits(fields["newday"])), fields, how)
    if fields.get("day2"):
        other = f"{year_text(year)}-{month:02}-{_digits(fields['day2']):02}"
        if edtf.is_valid(unit) and edtf.is_valid(other) and unit < other:
            return Meaning(value=f"{unit}/{other}", unit=unit, how=how)
    return _make(unit, fields, how)


def _old_style(year: int, month: int, day: int, new: int) -> str:
    """The Gregorian day of a dual date such as October 3/15, 1886; the days between, where the two are no such pair."""
    try:
        gregorian = date(*julian.to_gregorian(year, month, day))
    except ValueError:
        return f"{year_text(year)}-{month:02}-{day:02}"
    if gregorian.day == new:
        return gregorian.isoformat()
    return f"{year_text(year)}-{month:02}-{day:02}/{year_text(year)}-{month:02}-{new:02}"


def _nth(fields: dict[str, str], now: Now) -> Meaning:
    """A day of the month told of ("on the 15th"), or of the last, this or next month ("the 15th ultimo")."""
    if fields["of"]:
        base, how = now.deictic, {"u": -1, "i": 0, "p": 1}[fields["of"][0]]
    else:
        base, how = now.told, 0
    month = unit_of(base, "month", how) if base else None
    return _make(
        f"{month}-{_digits(fields['day']):02}" if month else None, fields, "relative" if fields["of"] else "carried"
    )


def _month(fields: dict[str, str], now: Now) -> Meaning:
    month = MONTH_NUMBERS[fields["month"].rstrip(".").lower()]
    year, how = _slot(fields, now)
    if year is None and how == "carried" and (now.told or now.written):
        year = nearest(month, 0, now.told or now.written or "")
    return _make(f"{year_text(year)}-{month:02}", fields, how) if year is not None else NOTHING


def _season(fields: dict[str, str], now: Now) -> Meaning:
    number = SEASONS[fields["season"].lower()]
    year, how = _slot(fields, now)
    if fields.get("det"):
        return _named(fields["det"], fields["season"].lower(), now, fields)
    if year is None and how == "carried" and (now.told or now.written):
        year = nearest((number - 20) * 3 + 1, 0, now.told or now.written or "")
    return _make(f"{year_text(year)}-{number}", fields, how) if year is not None else NOTHING


def _decade(fields: dict[str, str], now: Now) -> Meaning:
    words = fields["decade"].lower()
    if words in DECADES or words[0] in "'’":
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
    return _make(unit, fields, "explicit")


def _century(fields: dict[str, str], now: Now) -> Meaning:
    words = fields["century"].lower()
    number = ORDINALS.get(words) or _digits(words)
    if fields.get("bc"):
        return _make(f"{year_text(1 - 100 * number)}/{year_text(-100 * (number - 1))}", fields, "explicit")
    return _make(f"{number - 1:02}XX", fields, "explicit")


def _year(fields: dict[str, str], now: Now) -> Meaning:
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
        return _make(year_text(first), fields, "explicit")
    if last <= first:
        return _make(year_text(first), fields, "explicit")
    return Meaning(value=f"{year_text(first)}/{year_text(last)}", unit=year_text(first), how="explicit")


def _fiscal(fields: dict[str, str], now: Now) -> Meaning:
    """The United States' fiscal year of those decades: from July of the year before to June."""
    year = year_number(fields["year"])
    return _make(f"{year - 1}-07/{year}-06", fields, "explicit") if year else NOTHING


def _short(fields: dict[str, str], now: Now) -> Meaning:
    year = year_number(fields["year"], now.told or now.written)
    return _make(year_text(year), fields, "explicit") if year is not None else NOTHING


def _repeated(fields: dict[str, str], now: Now) -> Meaning:
    return Meaning(kind="repeated")


def _duration(fields: dict[str, str], now: Now) -> Meaning:
    return Meaning(kind="duration")


def _shift(fields: dict[str, str], now: Now) -> Meaning:
    way = fields["dir"].split()[0].lower()
    if way in ("ago", "from"):
        base, sign = now.deictic or (now.told if now.written is None else None), -1 if way == "ago" else 1
    else:
        base, sign = (
            now.told or now.written,
            -1 if way in ("earlier", "before", "beforehand", "previously", "prior") else 1,
        )
    return shifted(fields, base, sign)


def shifted(fields: dict[str, str], base: str | None, sign: int) -> Meaning:
    """So many units after (``sign`` 1) or before (-1) the time ``base``."""
    count = _count(fields)
    unit = fields["unit"].lower()
    if base is None or count is None or edtf.parse(base).is_open:
        return NOTHING
    unit = "century" if unit == "centurie" else unit
    if FINENESS[edtf.parse(base).precision] > 3:
        return NOTHING
    ends = [move(base, sign * number, unit) for number in count]
    if ends[0] is None or ends[1] is None:
        return NOTHING
    return Meaning(
        value=edtf.interval(ends[0], ends[1]), unit=ends[0] if count[0] == count[1] else None, how="relative"
    )


def _count(fields: dict[str, str]) -> tuple[int, int] | None:
    words = fields.get("n", "").lower()
    if " and " in words or "half" in words:
        head = number_of(words.split(" and ")[0])
        return (head[0], head[0] + 1) if head else (0, 1)
    if not words and fields.get("dir") in ("before", "after") and "n" not in fields:
        return 1, 1  # "the day after"
    count = number_of(words)
    return (count[0], count[1] + 1) if count and fields.get("half") else count


def _window(fields: dict[str, str], now: Now) -> Meaning:
    """A stretch up to or from now: "the past five years", "the next two weeks"."""
    way = fields["way"].lower()
    back = way in ("past", "last", "previous", "preceding", "recent")
    base = now.told if way in ("previous", "preceding", "following") else now.deictic or (None if back else now.told)
    if base is None or edtf.parse(base).is_open:
        return Meaning(kind="duration")
    far = shifted(fields, base, -1 if back else 1)
    if far.value is None:
        return Meaning(kind="duration")
    return Meaning(value=edtf.interval(base, far.value), how="relative")


def _unit(fields: dict[str, str], now: Now) -> Meaning:
    unit, det = fields["unit"].lower(), fields.get("det", "").lower()
    if unit in SEASONS or unit in WEEKDAYS or unit in MONTH_NUMBERS:
        return _named(det, unit, now, fields)
    step = STEPS.get(det.split()[-1], 0) if det else 0
    deictic = (
        det.split()[0] in ("this", "last", "next")
        or det.split()[-1] in ("past", "current", "present", "coming", "last")
        if det
        else False
    )
    base = (
        (now.deictic or (now.told if now.written is None and det.startswith("this") else None)) if deictic else now.told
    )
    if base is None:
        return NOTHING
    if unit in ("morning", "afternoon", "evening", "night"):
        step = 0 if step == 1 and unit == "night" else step
        unit = "day"
    if unit == "season" or unit == "weekend":
        return NOTHING
    whole = unit_of(base, unit, step)
    part = part_of(fields.get("part", ""))
    if part in ("before", "after") and whole is not None and step == 0:
        return _rest(whole, base, part)
    return _make(whole, fields, "document" if deictic and now.deictic else "relative")


def _rest(whole: str, base: str, part: str) -> Meaning:
    """What is left of a year after, or went before, the time told of: "later that year"."""
    told, span = edtf.parse(base), edtf.parse(whole)
    first, last = (told.earliest(), span.latest()) if part == "after" else (span.earliest(), told.latest())
    if first is None or last is None or first > last:
        return Meaning(value=whole, unit=whole, how="relative")
    return Meaning(value=edtf.from_days(first, last), unit=whole, how="relative")


def _named(det: str, name: str, now: Now, fields: dict[str, str]) -> Meaning:
    """A month, season or weekday pointed to: "last November", "the following spring", "that Monday"."""
    det = det.lower()
    step = STEPS.get(det.split()[-1], 0) if det else 0
    deictic = det.split()[0] in ("this", "last", "next") if det else False
    base = (now.deictic or (now.told if now.written is None else None)) if deictic else now.told
    if base is None:
        return NOTHING
    if name in WEEKDAYS:
        return _make(weekday_near(WEEKDAYS[name], base, step), fields, "relative")
    number = MONTH_NUMBERS.get(name) or SEASONS[name]
    month = number if number < 13 else (number - 20) * 3
    year = _beside(month, 0, base, "last" if step < 0 else "next" if step > 0 else "")
    return _make(f"{year_text(year)}-{number:02}", fields, "relative") if year is not None else NOTHING


def _beside(month: int, day: int, base: str, way: str) -> int | None:
    """The year of the last or next month (and day) seen from ``base``."""
    value = edtf.parse(base)
    first = value.earliest()
    year = start_year(base)
    if first is None or year is None or not way:
        return year
    if value.precision == "year":
        # Within a year nothing says whether June lies behind: "last June" is taken to be that year's.
        return year + (way == "next")
    here = (first.month, first.day if day else 0)
    if way == "last":
        return year - ((month, day) >= here)
    return year + ((month, day) <= here)


def _weekday(fields: dict[str, str], now: Now) -> Meaning:
    base = now.told if now.told and edtf.parse(now.told).precision == "day" else now.deictic
    if base is None:
        return NOTHING
    way = -1 if fields.get("det") == "last" else 1 if fields.get("det") == "next" or now.ahead else 0
    return _make(weekday_near(WEEKDAYS[fields["weekday"].lower()], base, way), fields, "relative")


_FEASTS = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
}


def _feast(fields: dict[str, str], now: Now) -> Meaning:
    month, day = _FEASTS[fields["feast"].lower().replace("’", "'")]
    year, how = _slot(fields, now)
    if year is None and now.told:
        year = nearest(month, day, now.told)
    return _make(f"{year_text(year)}-{month:02}-{day:02}", fields, how) if year is not None else NOTHING


def _deictic(fields: dict[str, str], now: Now) -> Meaning:
    base = now.deictic
    if base is None:
        return NOTHING
    word = fields["word"].lower()
    if not word:
        back = move(base, -3, "month") if fields["now"].lower() in ("recently", "lately") else base
        return Meaning(value=edtf.interval(back, base) if back else base, how="document")
    day = unit_of(base, "day", {"yesterday": -1, "tomorrow": 1}.get(word, 0))
    if day is None and word == "today":
        return Meaning(value=base, how="document")
    return Meaning(value=day, unit=day, how="document") if day else NOTHING


def _then(fields: dict[str, str], now: Now) -> Meaning:
    return NOTHING


def _event(fields: dict[str, str], now: Now) -> Meaning:
    """A time told from a well known happening: "a few months after Stalin's death"."""
    date_of = anchor(fields["event"])
    if date_of is None:
        return NOTHING
    begin, end = date_of.split("/")[0], date_of.split("/")[-1]
    prep = fields["prep"].lower()
    back = prep in ("before", "prior to", "on the eve of", "until")
    if fields["unit"] or fields["many"]:
        counted = {"n": fields["n"], "unit": fields["unit"] or fields["many"]}
        return replace(shifted(counted, begin if back else end, -1 if back else 1), how="anchored")
    if prep in ("during", "at the time of"):
        value = date_of
    elif fields["soon"] or prep == "on the eve of":
        near = move(begin if back else end, -1 if back else 3, "month")
        value = edtf.interval(begin if back else end, near) if near else date_of
    else:
        value = f"../{begin}" if back else f"{end}/.."
    return Meaning(value=value, how="anchored")


def _digits(words: str) -> int:
    return int("".join(letter for letter in words if letter.isdecimal()))


_RULES: dict[str, Callable[[dict[str, str], Now], Meaning]] = {
    "iso": _iso, "day": _day, "month": _month, "season": _season, "decade": _decade, "century": _century, "year": _year,
    "fiscal": _fiscal, "event": _event, "nth": _nth, "short": _short, "repeated": _repeated, "shift": _shift, "window": _window, "unit": _unit,
    "weekday": _weekday, "feast": _feast, "deictic": _deictic, "then": _then, "duration": _duration,
}  # fmt: skip
