"""Times told from another time: the one told of last, the day of writing, a well known happening."""

from __future__ import annotations

from dataclasses import replace

from dragoman.mentions.date_meaning import NOTHING, Meaning, Now, make
from dragoman.mentions.date_steps import FINENESS, THIS_WEEK, beside, move, unit_of, weekday_near, year_text
from dragoman.mentions.date_words import MONTH_NUMBERS, SEASONS, STEPS, WEEKDAYS, digits_of, number_of, part_of
from dragoman.vocab import edtf
from dragoman.vocab.anchors import anchor


def nth(fields: dict[str, str], now: Now) -> Meaning:
    """A day of the month told of ("on the 15th"), or of the last, this or next month ("the 15th ultimo")."""
    if fields["of"]:
        base, how = now.written, {"u": -1, "i": 0, "p": 1}[fields["of"][0]]
    else:
        base, how = now.told, 0
    day = digits_of(fields["day"])
    if base and not fields["of"] and edtf.parse(base).precision == "day" and (now.paper or now.onward):
        # A paper written on the 12th that tells of the 28th means the month before, a narrative goes forward.
        how = -1 if now.paper and not now.ahead and day > int(base[-2:]) else 0
        how = 1 if now.onward and day < int(base[-2:]) else how
    month = unit_of(base, "month", how) if base else None
    return make(f"{month}-{day:02}" if month else None, fields, "relative" if fields["of"] else "carried")


def shift(fields: dict[str, str], now: Now) -> Meaning:
    """So long after or before the time told of ("two days later"), or the writing ("three years ago")."""
    way = fields["dir"].split()[0].lower()
    if way in ("ago", "from", "time"):
        base, sign = now.written or (now.told if now.written is None else None), -1 if way == "ago" else 1
    else:
        base, sign = (
            now.told or now.written,
            -1 if way in ("earlier", "before", "beforehand", "previously", "prior") else 1,
        )
        if now.paper and sign > 0 and base == now.written:
            return NOTHING  # "twenty years later" in a paper counts from what it tells of, not from its own day
    return shifted(fields, base, sign)


def shifted(fields: dict[str, str], base: str | None, sign: int) -> Meaning:
    """So many units after (``sign`` 1) or before (-1) the time ``base``."""
    count = _count(fields)
    unit = fields["unit"].lower()
    if base is None or count is None or edtf.parse(base).is_open:
        return NOTHING
    unit = "century" if unit == "centurie" else unit
    if unit == "century" and count[0] != count[1]:
        return NOTHING  # "in recent centuries" dates nothing
    fineness = FINENESS[edtf.parse(base).precision]
    if fineness > 3 or (fineness == 3 and unit not in ("month", "season", "year", "decade", "century", "generation")):
        return NOTHING  # days or weeks after some time in a year are somewhere in that year
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
    if not words and "n" not in fields and (fields.get("dir") in ("before", "after") or not fields.get("several", "s")):
        return 1, 1  # "the day after"; "year ago", as telegrams have it
    count = number_of(words)
    return (count[0], count[1] + 1) if count and fields.get("half") else count


def window(fields: dict[str, str], now: Now) -> Meaning:
    """A stretch up to or from now: "the past five years", "the next two weeks"."""
    way = fields["way"].lower()
    back = way in ("past", "last", "previous", "preceding", "recent")
    base = (
        now.told
        if way in ("previous", "preceding", "following", "ensuing", "subsequent")
        else now.written or (None if back else now.told)
    )
    if base is None or edtf.parse(base).is_open or (not fields["n"] and fields["unit"].lower() == "centurie"):
        return Meaning(kind="duration")
    # "The following months", told without a number: so many that one does not yet say "years", or "decades".
    far = shifted(fields if fields["n"] else fields | {"n": "six"}, base, -1 if back else 1)
    if far.value is None:
        return Meaning(kind="duration")
    return Meaning(value=edtf.interval(base, far.value), how="relative")


def unit(fields: dict[str, str], now: Now) -> Meaning:
    """A unit pointed to: "that year", "the next day", "last month", "the end of the week"."""
    unit, det = fields["unit"].lower(), fields.get("det", "").lower()
    if unit in SEASONS or unit in WEEKDAYS or unit in MONTH_NUMBERS:
        return named(det, unit, now, fields)
    step = STEPS.get(det.split()[-1], 0) if det else 0
    deictic = (
        det.split()[0] in ("this", "last", "next")
        or det.split()[-1] in ("past", "current", "present", "coming", "last")
        if det
        else False
    )
    base = (
        (now.written or (now.told if now.written is None and det.startswith("this") else None)) if deictic else now.told
    )
    if base is None:
        return NOTHING
    if unit in ("morning", "afternoon", "evening", "night"):
        step = 0 if step == 1 and unit == "night" else step
        unit = "day"
    if unit in ("season", "weekend"):
        return NOTHING
    whole = unit_of(base, unit, step)
    part = part_of(fields.get("part", ""))
    if "turn" in fields.get("part", "").lower():
        return NOTHING  # "the turn of the century": which one, the words do not say
    if part in ("before", "after") and whole is not None and step == 0:
        return _rest(whole, base, part)
    return make(whole, fields, "document" if deictic and now.written else "relative")


def _rest(whole: str, base: str, part: str) -> Meaning:
    """What is left of a year after, or went before, the time told of: "later that year"."""
    told, span = edtf.parse(base), edtf.parse(whole)
    first, last = (told.earliest(), span.latest()) if part == "after" else (span.earliest(), told.latest())
    if first is None or last is None or first > last:
        return Meaning(value=whole, unit=whole, how="relative")
    return Meaning(value=edtf.from_days(first, last), unit=whole, how="relative")


def named(det: str, name: str, now: Now, fields: dict[str, str]) -> Meaning:
    """A month, season or weekday pointed to: "last November", "the following spring", "that Monday"."""
    det = det.lower()
    step = STEPS.get(det.split()[-1], 0) if det else 0
    deictic = det.split()[0] in ("this", "last", "next") if det else False
    base = (now.written or (now.told if now.written is None else None)) if deictic else now.told
    if base is None:
        return NOTHING
    if name in WEEKDAYS:
        way = THIS_WEEK if det == "this" else step
        return make(weekday_near(WEEKDAYS[name], base, way), fields, "relative")
    number = MONTH_NUMBERS.get(name) or SEASONS[name]
    month = number if number < 13 else (number - 20) * 3
    year = beside(month, 0, base, "last" if step < 0 else "next" if step > 0 else "")
    return make(f"{year_text(year)}-{number:02}", fields, "relative") if year is not None else NOTHING


def weekday(fields: dict[str, str], now: Now) -> Meaning:
    """The weekday nearest to the day told of, or to the writing."""
    base = now.told if now.told and edtf.parse(now.told).precision == "day" else now.written
    if base is None:
        return NOTHING
    way = -1 if fields.get("det") == "last" else 1 if fields.get("det") == "next" or now.ahead or now.onward else 0
    return make(weekday_near(WEEKDAYS[fields["weekday"].lower()], base, way), fields, "relative")


_DAYS_OFF = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}


def deictic(fields: dict[str, str], now: Now) -> Meaning:
    """Today, yesterday, tomorrow, now, recently: times told from the writing."""
    base = now.written
    if base is None:
        return NOTHING
    word = fields["word"].lower()
    if not word:
        back = move(base, -3, "month") if fields["now"].lower() in ("recently", "lately") else base
        return Meaning(value=edtf.interval(back, base) if back else base, how="document")
    day = unit_of(base, "day", _DAYS_OFF.get(word.removeprefix("the "), 0))
    if day is None and word == "today":
        return Meaning(value=base, how="document")
    return Meaning(value=day, unit=day, how="document") if day else NOTHING


_WITHIN = {"day": (14, "day"), "week": (2, "month"), "month": (12, "month"), "year": (5, "year")}
"""How far "within days of" may reach, as a careful reader would allow."""


def event(fields: dict[str, str], now: Now) -> Meaning:
    """A time told from a well known happening: "a few months after Stalin's death"."""
    date_of = anchor(fields["event"] or fields["point"] or fields["near"])
    if date_of is None:
        return NOTHING
    begin, end = date_of.split("/")[0], date_of.split("/")[-1]
    if now.written is not None and edtf.is_after(begin, now.written):
        return NOTHING  # what had not happened when it was written is not meant
    if fields["point"]:
        return Meaning(value=date_of, how="anchored")
    if fields["within"]:
        reach = move(end, *_WITHIN[fields["within"]])
        return Meaning(value=edtf.interval(end, reach) if reach else date_of, how="anchored")
    prep = fields["prep"].lower()
    back = prep in ("before", "prior to", "on the eve of", "until")
    if fields["unit"] or fields["many"] or fields["one"]:
        number = "one" if fields["one"] else fields["n"]
        counted = {"n": number, "unit": fields["unit"] or fields["many"] or fields["one"]}
        return replace(shifted(counted, begin if back else end, -1 if back else 1), how="anchored")
    if prep in ("during", "at the time of", "by the time of"):
        value = date_of
    elif fields["soon"] or prep == "on the eve of":
        near = move(begin if back else end, -1 if back else 3, "month")
        value = edtf.interval(begin if back else end, near) if near else date_of
    else:
        value = f"../{begin}" if back else f"{end}/.."
    return Meaning(value=value, how="anchored")
