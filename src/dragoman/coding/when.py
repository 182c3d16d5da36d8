"""Which date an act has: the one its clause gives, else the sentence's, else the one carried from before."""

from __future__ import annotations

import re

from dragoman.coding.scene import Scene, Token
from dragoman.model.text import DateMention, Reading
from dragoman.vocab import edtf

THIRD = re.compile(r"(?P<month>\d{4}-\d\d)-(?P<first>\d\d)/(?P<same>\d{4}-\d\d)-(?P<last>\d\d)")
PERIOD = 10
"""Years; a longer stretch is not carried into a sentence as the date of what happens there."""

FAR = 9.0
"""The longest way through the parse over which a date still tells when an act was; beyond it the carried one counts."""

WITHIN_NOUN = 4.0
"""What it costs to go down to a date that tells which thing is meant: "the agreements of 12 September 1957"."""

UNDATED = frozenset({"planned", "hypothetical", "promised", "offered", "threatened"})
"""What has not happened has the date that its sentence tells, if any: when it would be is not when it is spoken of."""


def date_of(scene: Scene, token: Token) -> tuple[str | None, str]:
    """(EDTF or None, how) for the act named by ``token``.

    A date counts for the clause it hangs on; a clause without one takes that of the clause it depends on, and a
    sentence without one takes the date carried into it. A well-known happening ("the Crimean War") has its own date
    unless one that fits it is told. Where nothing tells, the date is None: none is invented.
    """
    best = nearest_date(scene, token)
    known = scene.happenings.get(token.i)
    if known is not None and not (best is not None and best.value and edtf.overlaps(best.value, known.date)):
        return known.date, "anchored"
    if best is not None and best.value:
        return _whole(best.value), best.how or "explicit"
    focus = scene.reading.focus[scene.number]
    return (_whole(focus), "carried") if focus and not _is_period(focus) else (None, "")


def _whole(value: str) -> str:
    """The month that "early", "mid" or "late" names a third of: where the third begins and ends nobody has said."""
    third = THIRD.fullmatch(value)
    if third is None or third["month"] != third["same"]:
        return value
    return (
        third["month"]
        if (third["first"], third["last"]) in (("01", "10"), ("11", "20")) or third["first"] == "21"
        else value
    )


def _is_period(value: str) -> bool:
    """Is it so long a stretch that it tells what a text is about, not when an act of it was?"""
    bounds = edtf.parse(value)
    first, last = bounds.earliest(), bounds.latest()
    return first is not None and last is not None and last.year - first.year > PERIOD


def nearest_date(scene: Scene, token: Token) -> DateMention | None:
    """The date with the shortest way to ``token``; of two on one clause the explicit one ("in 1957, a year later")."""
    up = _path(token)
    found: list[tuple[float, int, int]] = []
    for i, mention in scene.dates.items():
        if mention.kind == "date" and mention.value:
            cost = _cost(scene.tokens[i], up) + (0.0 if mention.how == "explicit" else 1.0)
            found.append((cost, abs(i - token.i), i))
    if not found:
        return None
    cost, _, i = min(found)
    if cost > FAR and scene.reading.focus[scene.number]:
        return None
    return scene.dates[i]


def _path(token: Token) -> dict[int, float]:
    """The words above ``token`` and how far up they are."""
    found: dict[int, float] = {token.i: 0.0}
    cost = 0.0
    while token.head.i != token.i:
        cost += 2.0 if token.dep_ in ("relcl", "ccomp", "advcl", "parataxis") else 1.0
        token = token.head
        found[token.i] = cost
    return found


def _cost(date: Token, up: dict[int, float]) -> float:
    """The way from a date word to the nearest word above the act; going down into another clause costs more."""
    cost = 0.0
    while date.i not in up:
        if date.head.i == date.i:
            return 99.0
        if date.dep_ in ("relcl", "ccomp", "advcl", "acl", "parataxis"):
            cost += 4.0
        elif date.dep_ == "prep" and date.head.pos_ in ("NOUN", "PROPN") and date.head.i not in up:
            cost += WITHIN_NOUN
        else:
            cost += 1.5 if date.dep_ == "conj" else 0.5
        date = date.head
    return cost + up[date.i]


def is_past(reading: Reading, date: str) -> bool:
    """Did ``date`` lie behind whoever wrote this? Known from the date of writing or from the newest work cited.

    In a history "would break off relations in 1961" tells what came, not what was planned.
    """
    written = reading.document.written
    years = [int(one.year) for one in reading.citations if one.year.isdigit()]
    known = max([*years, edtf.year_of(written) or 0]) if written else max(years, default=0)
    latest = edtf.parse(date).latest()
    return bool(known and latest is not None and latest.year < known)
