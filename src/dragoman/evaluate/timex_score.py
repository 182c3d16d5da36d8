"""How well time expressions were found and valued: the measure of TempEval-3, over all documents together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dragoman.evaluate.figures import by_corpus, f1_of, figures, pair_best

_CALENDAR = re.compile(
    r"(?:BC\d{1,4}|\d{2,4}|\d{4}-\d\d(?:-\d\d)?|\d{4}-(?:W\d\d|SP|SU|FA|AU|WI|[QH]\d)(?:-WE|-\d)?)(?:T.*)?"
)
_EDGE = " \t\r\n.,;:()[]\"'"


class _Marked(NamedTuple):
    start: int
    end: int
    value: str

    @property
    def is_calendar(self) -> bool:
        """Is it a day, month, year or the like, and no length of time, repeated or vague time?"""
        return _CALENDAR.fullmatch(self.value) is not None


def score_timexes(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """For each corpus, all time expressions and the calendar dates alone, with relaxed and strict extents.

    Relaxed: the two overlap; strict: they are the same after blanks and marks at their edges. ``value accuracy`` is the
    share of equal values among overlapping pairs whose marked one has a value; ``value f1`` is relaxed F1 times that;
    ``strict value f1`` counts the pairs that are strict with equal values. What stands within another is left out. For
    the calendar dates, a prediction on a marked expression of another kind is neither right nor wrong.
    """
    said: dict[str, list[Any]] = {}
    for one in predictions:
        said.setdefault(one["id"], []).extend(one["timexes"])
    found = {}
    for corpus, documents in by_corpus(gold):
        for name, calendar in (("all", False), ("calendar dates", True)):
            counts: Counter[str] = Counter()
            for row in documents:
                counts += _count(_true(row), _found(row["text"], said.get(row["id"], [])), calendar=calendar)
            found[f"{corpus}, {name}"] = _report(counts)
    return found


def _marked(text: str, timex: Mapping[str, Any]) -> _Marked:
    start, end = timex["start"], timex["end"]
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return _Marked(start, end, "".join((timex.get("value") or "").split()).upper())


def _true(row: Mapping[str, Any]) -> list[_Marked]:
    return [_marked(row["text"], one) for one in row["timexes"] if not one.get("nested")]


def _found(text: str, timexes: Iterable[Mapping[str, Any]]) -> list[_Marked]:
    every = sorted({_marked(text, one) for one in timexes})
    return [
        one for one in every if not any(o[:2] != one[:2] and o.start <= one.start and one.end <= o.end for o in every)
    ]


def _pair(true: Sequence[_Marked], found: Sequence[_Marked]) -> list[tuple[int, int]]:
    costs = []
    for i, one in enumerate(true):
        for j, other in enumerate(found):
            common = min(one.end, other.end) - max(one.start, other.start)
            if common > 0:
                either = max(one.end, other.end) - min(one.start, other.start)
                costs.append(((-float(one[:2] == other[:2]), -common / either), i, j))
    return list(pair_best(costs))


def _count(true: list[_Marked], found: list[_Marked], *, calendar: bool) -> Counter[str]:
    if calendar:
        dated, rest = [one for one in true if one.is_calendar], [one for one in true if not one.is_calendar]
        beside = {j for _, j in _pair(rest, found) if not any(_overlap(one, found[j]) for one in dated)}
        true, found = dated, [one for j, one in enumerate(found) if j not in beside and one.is_calendar]
    counts = Counter(true=len(true), found=len(found), true_unvalued=sum(not one.value for one in true))
    for i, j in _pair(true, found):
        strict, equal = true[i][:2] == found[j][:2], true[i].value == found[j].value
        if true[i].value:
            counts += Counter(relaxed=1, strict=strict, valued=1, equal=equal, both=strict and equal)
        else:
            counts += Counter(relaxed=1, strict=strict, found_unvalued=1)
    return counts


def _overlap(one: _Marked, other: _Marked) -> bool:
    return min(one.end, other.end) > max(one.start, other.start)


def _report(counts: Counter[str]) -> dict[str, float]:
    true, found = counts["true"], counts["found"]
    accuracy = counts["equal"] / counts["valued"] if counts["valued"] else 0.0
    valued = (found - counts["found_unvalued"], true - counts["true_unvalued"])
    return {
        "marked": true,
        "found": found,
        **figures(counts["relaxed"], found, true, of="relaxed"),
        **figures(counts["strict"], found, true, of="strict"),
        "value accuracy": round(accuracy, 4),
        "value f1": round(f1_of(counts["relaxed"], found, true) * accuracy, 4),
        "strict value f1": round(f1_of(counts["both"], *valued), 4),
    }
