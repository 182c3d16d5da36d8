"""A rule about years that a text passes over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dragoman.accounts.rules.case import Case, Doubt, Rule
from dragoman.model.text import DateMention
from dragoman.vocab import edtf

AROUND = 6
"""Years before and after a gap in which the text must tell of nearly every one."""
TOLD = 5
"""How many of these years, on either side."""
SHORTEST = 4
"""Years of silence: where five years of six are told, four silent ones come about by chance once in some 1,300."""


def gap(case: Case) -> Iterator[Doubt]:
    """A text that tells of nearly every year before and after is silent on some years between."""
    told = _told(case)
    years = sorted(told)
    covered = _covered(case)
    for before, after in pairwise(years):
        silent = range(before + 1, after)
        if len(silent) < SHORTEST or any(year in covered for year in silent):
            continue
        earlier = sum(year in told for year in range(before - AROUND + 1, before + 1))
        later = sum(year in told for year in range(after, after + AROUND))
        if min(earlier, later) >= TOLD:
            mention = told[after]
            yield Doubt(
                evidence=case.words(mention.start, mention.end),
                why=f"nothing is told of {silent[0]} to {silent[-1]}, but of {earlier} of the {AROUND} years up to"
                f" {before} and of {later} of the {AROUND} years from {after}",
            )


def _told(case: Case) -> dict[int, DateMention]:
    """The years that the text's dates fall into, each with the first date that does."""
    told: dict[int, DateMention] = {}
    for mention in case.reading.dates:
        if mention.value and mention.kind == "date" and "/" not in mention.value:
            first, last = edtf.parse(mention.value).earliest(), edtf.parse(mention.value).latest()
            if first and last and first.year == last.year:
                told.setdefault(first.year, mention)
    return told


def _covered(case: Case) -> frozenset[int]:
    """The years that a longer time told in the text runs over: "from 1951 to 1955", "the 1950s"."""
    covered: set[int] = set()
    for mention in case.reading.dates:
        value = edtf.parse(mention.value) if mention.value else None
        first, last = (value.earliest(), value.latest()) if value else (None, None)
        if first and last and last.year > first.year:
            covered.update(range(first.year, last.year + 1))
    return frozenset(covered)


RULES = (
    Rule(
        id="unlikely-gap",
        severity="note",
        doc="Years of which a text tells nothing, though it tells of nearly every year before and after them.",
        check=gap,
    ),
)
