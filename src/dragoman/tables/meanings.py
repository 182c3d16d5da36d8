"""What the words of a table's cells mean: dates, types of event, states, and why some mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.errors import ConfigError
from dragoman.sources.table import event_of
from dragoman.vocab import edtf
from dragoman.vocab.scheme import Scheme
from dragoman.vocab.table_formats import TableFormat
from dragoman.vocab.table_states import NOBODY, SEVERAL, UNBORN, UNKNOWN, TableStates

QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
"""The quad classes in the order in which tables number them, from 1."""

KEPT = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a row tells of no act between two states. ``fault``: something is wrong with the row, or with our lists."""

    id: int
    words: str
    fault: bool


def _whys() -> dict[str, Why]:
    side = {
        "empty": ("no state is given for the {side}", False),
        NOBODY: ("the {side} is a region, a body or a territory, not a state", False),
        UNBORN: ("the state of the {side} was not there on that day", True),
        UNKNOWN: ("the {side} is in no list of states", True),
        SEVERAL: ("the {side} may be one of several states", True),
    }
    found = [
        ("no date", "the row has no date", True),
        ("date", "the date cannot be read", True),
        ("range", "the date lies outside the time that the table can speak of", True),
        ("no event", "the row has no type of event", True),
        ("event", "the type of event is in no list", True),
        ("statement", "a mere statement, no act", False),
        ("status", "an act not said to have been done", False),
        *(
            (f"{who} {key}", words.format(side=name), fault)
            for who, name in (("actor", "one who acts"), ("recipient", "one acted on"))
            for key, (words, fault) in side.items()
        ),
        ("within", "both sides are one state", False),
        ("confidence", "the confidence is no number from 0 to 1", True),
    ]
    return {key: Why(id=at, words=words, fault=fault) for at, (key, words, fault) in enumerate(found, start=1)}


WHYS = _whys()
"""All reasons for leaving out a row, in the order in which they are tried; ``KEPT`` (0) is no reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A type of event as a table's rows have it. ``goldstein`` is that of the row's own CAMEO code, if it has one."""

    event_type: str
    mode: str
    quad: int
    score: float
    goldstein: float


def read_dates(
    words: Iterable[str | None], format: TableFormat
) -> Iterator[tuple[str | None, date | None, date | None, int]]:
    """For each date as a table has it: its first and last day, and the id of why it cannot be used (0 where it can)."""
    low = edtf.parse(format.earliest).earliest()
    high = edtf.parse(format.latest).latest()
    for one in words:
        if one is None:
            yield one, None, None, WHYS["no date"].id
            continue
        try:
            read = edtf.parse(_as_edtf(one.strip(), format.dates))
        except ValueError:
            yield one, None, None, WHYS["date"].id
            continue
        first, last = read.earliest(), read.latest()
        if first is None or last is None:
            yield one, None, None, WHYS["date"].id
        elif (low and first < low) or (high and last > high):
            yield one, None, None, WHYS["range"].id
        else:
            yield one, first, last, KEPT


def _as_edtf(words: str, how: str) -> str:
    plain = re.sub(r"[T ]\d\d?:\d\d.*$", "", words)
    plain = plain.removesuffix(".0")
    if how in ("dd/mm/yyyy", "mm/dd/yyyy"):
        found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", plain)
        if not found:
            raise ValueError(words)
        day, month = (found[1], found[2]) if how == "dd/mm/yyyy" else (found[2], found[1])
        return f"{found[3]}-{int(month):02}-{int(day):02}"
    if how != "iso" and re.fullmatch(r"\d{8}", plain):
        return f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    if (how == "iso" and not re.fullmatch(r"\d{4}-\d\d-\d\d", plain)) or how == "yyyymmdd":
        raise ValueError(words)
    return plain


def read_kinds(
    words: Iterable[tuple[str | None, str | None, str | None]], format: TableFormat, scheme: Scheme
) -> Iterator[tuple[tuple[str | None, str | None, str | None], Kind | None, int]]:
    """For each type, mode and status as a table has them: the kind, or None with the id of why there is none."""
    values = {code.code: code.goldstein for code in scheme.cameo_codes}
    for type_said, mode_said, status_said in words:
        said = (type_said, mode_said, status_said)
        told = type_said if type_said is not None else (format.always or None)
        if told is None or not told.strip("- "):
            yield said, None, WHYS["no event"].id
            continue
        try:
            code = _code(told.strip(), format)
            event_type, mode = scheme.from_cameo(code) if code else event_of(told)
        except ConfigError:
            yield said, None, WHYS["event"].id
            continue
        if not event_type:
            yield said, None, WHYS["statement"].id
            continue
        kind = scheme.type(event_type)
        named = (mode_said or "").strip().casefold().replace(" ", "-").replace("_", "-")
        mode = named if named in kind.modes else mode
        status = (status_said or "asserted").strip().casefold()
        try:
            counts, score = scheme.counts(status), scheme.score(event_type, mode, status)
        except ConfigError:
            counts, score = True, scheme.score(event_type, mode)
        if not counts:
            yield said, None, WHYS["status"].id
            continue
        own = next((values[code[:size]] for size in range(len(code), 1, -1) if code[:size] in values), None)
        goldstein = scheme.goldstein(event_type, mode) if own is None else own
        quad = QUADS.index(kind.quad) + 1
        yield said, Kind(event_type=event_type, mode=mode, quad=quad, score=score, goldstein=goldstein), KEPT


def _code(words: str, format: TableFormat) -> str:
    """The CAMEO code that the words are, "" where types are no codes.

    Tables that lost the zeros in front have "51" for 051 and "231" for 0231; the roots run to 20, so that no other
    code can be meant by either.
    """
    plain = words.removesuffix(".0")
    if format.events == "plover":
        return plain if plain.isdigit() else ""
    if not plain.isdigit():
        raise ConfigError(f"{words!r} is no CAMEO code")
    if format.events == "cameo-unpadded" and (len(plain) < 3 or (len(plain) == 3 and not 10 <= int(plain[:2]) <= 20)):
        return "0" + plain
    return plain


def read_states(
    words: Iterable[str], first: date, last: date, states: TableStates
) -> Iterator[tuple[str, date, date, str, str]]:
    """For each name of a state, spell by spell: its words, the first and the last day, the code, else why none."""
    for one in words:
        for spell in states.spells(one, first, last):
            yield one, spell.first, spell.last, spell.state, spell.why
