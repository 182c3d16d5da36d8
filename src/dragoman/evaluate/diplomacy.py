"""Formal diplomatic acts and their dates, in paragraphs on the relations of two states, in the row format of rdcr."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import tee
from typing import Any

from dragoman.coding.formal_acts import CLASSES, FormalAct, read_formal_acts
from dragoman.mentions.dates import read_dates
from dragoman.sources.sentences import split

INPUT_FIELDS = ("id", "text", "country", "partner")
"""What a row must hold; the id is passed on and not read."""

ANSWER_FIELDS = ("event", "date", "core")
"""What it holds besides where it can be scored."""

Asked = tuple[str, str, str]


def predict(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each row the act that its paragraph tells: ``{"id", "event", "date"}``, the date in EDTF or None.

    A paragraph that stands in several rows tells several acts: as many of its acts as it has rows are given, one a
    row, acts on relations before acts on missions. :func:`score` tells what that is worth.
    """
    counted, kept = tee(rows)
    times: dict[Asked, int] = {}
    for row in counted:
        times[_asked(row)] = times.get(_asked(row), 0) + 1
    told: dict[Asked, Iterator[FormalAct]] = {}
    for row in kept:
        key = _asked(row)
        if key not in told:
            acts = _read(key)[: times[key]]
            told[key] = iter(sorted(acts, key=lambda act: CLASSES.index(act.event)))
        act = next(told[key])
        yield {"id": row["id"], "event": act.event, "date": act.date}


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The share of core rows with the date, the class and both right: all, with several dates, breaks and resumptions.

    ``first act only`` takes no notice of how many rows a paragraph has: each row gets the likeliest act. On the rows
    that the shipped weights were trained on (the open half of rdcr) this is no measurement: ``train/formal.py`` prints
    what weights trained on other countries reach there.
    """
    rows = [row for row in gold if row.get("core")]
    said = {str(one["id"]): (one["event"], one["date"]) for one in predictions}
    first = {key: _read(key)[0] for key in sorted({_asked(row) for row in rows})}
    alone = {str(row["id"]): (first[_asked(row)].event, first[_asked(row)].date) for row in rows}
    found: dict[str, Any] = {}
    for name, chosen in (
        ("core", rows),
        ("multi_date", [row for row in rows if row.get("multi_date")]),
        ("breaks", [row for row in rows if row["event"] in ("relations_severed", "relations_resumed")]),
    ):
        found[name] = _shares(chosen, said)
        found[f"{name}, first act only"] = _shares(chosen, alone)
    return found


def _shares(rows: list[Mapping[str, Any]], said: Mapping[str, tuple[str, str | None]]) -> dict[str, float]:
    count = len(rows) or 1
    answers = [(row, *said.get(str(row["id"]), ("", None))) for row in rows]
    date = [is_right(row, day) for row, _, day in answers]
    kind = [event == row["event"] for row, event, _ in answers]
    both = sum(a and b for a, b in zip(date, kind, strict=True))
    return {
        "rows": len(rows),
        "date": round(sum(date) / count, 3),
        "event": round(sum(kind) / count, 3),
        "both": round(both / count, 3),
    }


def is_right(row: Mapping[str, Any], date: str | None) -> bool:
    """Is this a date that the row accepts, or one inside its interval?"""
    gold = row.get("date") or ""
    if not date:
        return False
    low, bar, high = gold.partition("/")
    return date in (row.get("accepted_dates") or [gold]) or (bool(bar) and low <= date <= high + "~")


def _asked(row: Mapping[str, Any]) -> Asked:
    return row["text"], row["country"], row["partner"]


def _read(asked: Asked) -> tuple[FormalAct, ...]:
    text, country, partner = asked
    sentences = split(text, [], [(0, len(text))])
    dates, _ = read_dates(text, sentences, written=None, masked=[])
    return read_formal_acts(text, sentences, dates, parties=(country, partner))
