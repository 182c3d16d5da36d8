"""Turning points read from texts beside those of independent tables: ``python -m benchmarks.reference [PROJECT]``.

The texts (five volumes of Foreign Relations of the United States, the essays of "Milestones", speeches of the UN
General Debate), the visits and the reference tables lie in ``../shared/data``, outside the repository; without them
nothing is compared. PROJECT is the folder of a project made from the texts; it is made there if it is not (half an
hour), else in a temporary folder. Visits to and from the USA are a table of events in it, put beside the texts' acts.

A turn of a table is *not covered* where we do not read three acts at least on either side of it within six years: our
texts do not tell enough of the two states then. Else it is *held* when a rupture of ours goes the same way and its
window meets the table's time, *near* when the window is at most two years away, and *missed*. (A formal act that stands
alone needs no acts around it.) The difference is the years from the table's time to the middle day of our posterior, or
to the act that stands alone. ``by chance`` is how many would be held if the tables' times were anywhere in the years
since 1947 that our acts span. No text tells of anything later than 2000: acts dated later are misread, and left out.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.__main__ import SHARED
from benchmarks.reference_levels import levels
from benchmarks.reference_project import VISITS, open_project
from benchmarks.reference_tables import BEGIN, Tables
from benchmarks.table_turns import Flip, Span
from dragoman.model import Dyad, Event, Rupture
from dragoman.relations.dyads import day_span, in_lifetime
from dragoman.relations.phases import phases_of
from dragoman.relations.ruptures import ruptures_of
from dragoman.relations.turns import Course, follow
from dragoman.tables.rows import events_from_rows
from dragoman.workbench import Workbench

NAMED = (
    "CHN-SUN", "CUB-USA", "SUN-YUG", "CHN-USA", "EGY-USA", "EGY-SUN", "IRN-USA", "ALB-SUN", "HUN-SUN", "POL-SUN",
    "IND-USA", "USA-YUG",
)  # fmt: skip
MOST_OTHERS = 12
"""How many more dyads are compared: those of which most acts are read."""

ENOUGH = 60
"""Acts of a dyad that make it worth comparing beyond the named ones."""

LATEST = date(2000, 12, 31)
EACH_SIDE, REACH, NEAR = 3, 6 * 366, 2 * 366
TABLES_FROM = (
    "UN votes",
    "UN ideal points",
    "alliance",
    "signed network",
    "disputes",
    "rivalry T-D",
    "rivalry T-S-S",
    "envoys",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """A rupture of ours: its window (day numbers), its middle day, and the record."""

    window: Span
    day: int
    found: Rupture


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A turn of a table beside ours: the nearest of ours that goes its way, the years between, and what that makes."""

    dyad: Dyad
    flip: Flip
    ours: Ours | None
    years: float | None
    verdict: str
    why: str
    chance: float


WAYS = (
    ("Texts alone", False, 0.0),
    ("Texts alone, acts read rightly rather than not", False, 0.5),
    ("Texts and visits", True, 0.0),
)


def ours_of(ruptures: Iterable[Rupture]) -> list[Ours]:
    """Our ruptures with their days."""
    found = []
    for one in ruptures:
        window = day_span(one.window)
        if window is not None:
            days = [day for day, share in one.posterior if share == 0.5]
            found.append(
                Ours(window=window, day=date.fromisoformat(days[0]).toordinal() if days else window[1], found=one)
            )
    return found


def set_beside(dyad: Dyad, flip: Flip, ours: Sequence[Ours], course: Course, both: Iterable[int]) -> Beside:
    """A turn of a table beside our ruptures; ``both`` are the years in which a text of ours speaks of both states."""
    alike = [one for one in ours if one.found.direction == flip.direction]
    nearest = min(alike, key=lambda one: (apart(one.window, flip), abs(years_off(one, flip)), one.day), default=None)
    old, new = around(course, flip)
    verdict, why = "missed", ""
    alone = nearest is not None and not nearest.found.posterior
    if min(len(old), len(new)) < EACH_SIDE and not (alone and nearest and apart(nearest.window, flip) <= NEAR):
        verdict, why = "not covered", silence(flip, both, len(old), len(new))
    elif nearest and apart(nearest.window, flip) == 0:
        verdict = "held"
    elif nearest and apart(nearest.window, flip) <= NEAR:
        verdict = "near"
    else:
        why = diagnosis(flip, course, old, new)
    return Beside(
        dyad=dyad,
        flip=flip,
        ours=nearest,
        years=years_off(nearest, flip) if nearest else None,
        verdict=verdict,
        why=why,
        chance=chance_of(flip, alike, course),
    )


def apart(window: Span, flip: Flip) -> int:
    """Days from a window to a table's time; 0 where they meet."""
    return max(window[0] - flip.last, flip.first - window[1], 0)


def years_off(one: Ours, flip: Flip) -> float:
    """Years by which our day comes after the table's time; below 0 before it, 0 within it."""
    return round((max(one.day - flip.last, 0) - max(flip.first - one.day, 0)) / 365.2425, 1)


def around(course: Course, flip: Flip) -> tuple[list[int], list[int]]:
    """The places of the acts within six years before and after the middle of a table's time."""
    middle = (flip.first + flip.last) // 2
    days = [(first + last) // 2 for first, last in course.days]
    old = [place for place, day in enumerate(days) if middle - REACH <= day <= middle]
    return old, [place for place, day in enumerate(days) if middle < day <= middle + REACH]


def silence(flip: Flip, both: Iterable[int], old: int, new: int) -> str:
    """Whether no text speaks of the two then, or too little is told."""
    years = range(date.fromordinal(flip.first).year - 2, date.fromordinal(flip.last).year + 3)
    if not {*years} & {*both}:
        return "no text of ours speaks of the two then"
    return f"spoken of, but {old} acts before and {new} after"


def diagnosis(flip: Flip, course: Course, old: list[int], new: list[int]) -> str:
    """What our acts show where the table has a turn: the level before and after, and how sure the change is."""
    levels = [course.level(places[0], places[-1] + 1) for places in (old, new)]
    change = levels[1][0] - levels[0][0]
    error = (levels[0][1] ** 2 + levels[1][1] ** 2) ** 0.5
    told = f"{levels[0][0]:+.1f} ({len(old)} acts) to {levels[1][0]:+.1f} ({len(new)})"
    wanted = change * (-1 if flip.direction == "break" else 1)
    if wanted >= 2 * error and wanted >= 1.0:
        return f"level moves that way, too little or too slowly for a turn: {told}"
    if wanted <= -2 * error and wanted <= -1.0:
        return f"level moves the other way: {told}"
    return f"level does not move: {told}"


def chance_of(flip: Flip, alike: Sequence[Ours], course: Course) -> float:
    """How likely our windows would meet a time as long as the table's, put anywhere in the span of our acts."""
    if not course.days or not alike:
        return 0.0
    first, last = max(min(day for day, _ in course.days), BEGIN), max(day for _, day in course.days)
    half = (flip.last - flip.first) // 2
    places = np.arange(first, last + 1, 30)
    met = np.zeros(len(places), dtype=bool)
    for one in alike:
        met |= (places >= one.window[0] - half) & (places <= one.window[1] + half)
    return float(met.mean())


def dyads_to_compare(events: Iterable[Event], tables: Tables) -> list[Dyad]:
    """The named dyads, and those others of which most acts are read and which the tables know as states."""
    from dragoman.relations.dyads import counted, dyads_of
    from dragoman.vocab.scheme import load_scheme

    counts = Counter(dyad for one in counted(events, load_scheme()) for dyad in dyads_of(one))
    named = [Dyad.of(*one.split("-")) for one in NAMED]
    known = [
        dyad
        for dyad, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if number >= ENOUGH and dyad not in named and tables.knows(dyad)
    ]
    return [*named, *known[:MOST_OTHERS]]


def year(day: int) -> str:
    return f"{date.fromordinal(day).year}"


def years_of(span: Span) -> str:
    """A span in years, for a table."""
    first, last = year(span[0]), year(span[1])
    return first if first == last else f"{first}–{last[2:] if first[:2] == last[:2] else last}"


def since(span: str) -> bool:
    """Whether a span reaches beyond 1946."""
    days = day_span(span)
    return days is not None and days[1] > BEGIN


def row(one: Beside) -> str:
    """A row of the table, in Markdown."""
    flip = one.flip
    told = f"| {one.dyad} | {flip.table} | {flip.direction} {years_of((flip.first, flip.last))} | {flip.what} "
    ours = f"{years_of(one.ours.window)}, middle {year(one.ours.day)}" if one.ours else "none that way"
    if one.verdict == "not covered":
        ours = "–"
    off = f"{one.years:+.1f}" if one.ours and one.years is not None and one.verdict in ("held", "near") else ""
    return f"{told}| {ours} | {off} | {one.verdict}{': ' + one.why if one.why else ''} |"


def compare(workbench: Workbench, tables: Tables, dyads: Sequence[Dyad], *, visits: bool, least: float) -> list[Beside]:
    """All turns of the tables beside ours; prints ours, dyad by dyad."""
    found: list[Beside] = []
    store = workbench.tables.open(VISITS)
    for dyad in dyads:
        view = workbench.relation(dyad.a, dyad.b)
        born, ended = view.lived
        lived = born, min(ended or LATEST, LATEST)
        read = tuple(one for one in view.events if one.id not in view.trust or view.trust[one.id].confidence >= least)
        events = in_lifetime(read + (events_from_rows(store, dyad) if visits else ()), lived)
        course = follow(dyad, events, trust=view.trust)
        ruptures = ruptures_of(course)
        both = [one for one, _ in view.found.coverage.both]
        ours = ours_of(ruptures)
        beside = [set_beside(dyad, flip, ours, course, both) for flip in tables.flips(dyad)]
        found += beside
        known = {id(one.ours) for one in beside if one.verdict in ("held", "near")}
        sources = len({source for _, ids in view.found.coverage.both for source in ids})
        span = years_of((min(d for d, _ in course.days), max(d for _, d in course.days))) if course.days else "–"
        phases = ", ".join(
            f"{one.label} {years_of(day_span(one.span) or (1, 1))}" for one in phases_of(course) if since(one.span)
        )
        print(
            f"- {dyad}: {len(course.events)} dated acts {span}, {sources} sources speak of both; {phases or 'no phase'}"
        )
        for one in (each for each in ours if each.window[1] > BEGIN):
            of = "" if id(one) in known else "; in no table"
            sure = f"{one.found.probability:.2f}{'' if one.found.posterior else ', a formal act alone'}"
            print(
                f"    - {one.found.direction} {one.found.window}, middle {date.fromordinal(one.day).isoformat()}, "
                f"{one.found.strength:.1f} points, {sure}{of}"
            )
    return found


def summary(found: Sequence[Beside]) -> None:
    """Of the turns that our acts cover, how many are held, by table, and by chance."""
    print("| table | turns | covered | held | held by chance | near | missed |")
    print("|---|---|---|---|---|---|---|")
    for table in (*TABLES_FROM, "all"):
        mine = [one for one in found if table in (one.flip.table, "all")]
        told = [one for one in mine if one.verdict != "not covered"]
        counts = Counter(one.verdict for one in told)
        chance = sum(one.chance for one in told)
        print(
            f"| {table} | {len(mine)} | {len(told)} | {counts['held']} | {chance:.1f} | {counts['near']} | "
            f"{counts['missed']} |"
        )


def main() -> None:
    """Print the comparison, in Markdown."""
    needed = [SHARED / one for one in ("frus", "milestones", "ungdc", "visits", "reference")]
    if not all(one.is_dir() for one in needed):
        print("The texts and tables that are compared are not here; nothing was compared.")
        return
    tables = Tables(SHARED / "reference")
    with tempfile.TemporaryDirectory() as place:
        workbench = open_project(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(place) / "project")
        dyads = dyads_to_compare(workbench.events(), tables)
        for title, visits, least in WAYS:
            print(f"\n## {title}\n")
            found = compare(workbench, tables, dyads, visits=visits, least=least)
            print()
            summary(found)
            print("\n| dyad | table | theirs | what | ours | years | |\n|---|---|---|---|---|---|---|")
            for one in found:
                print(row(one))
        print("\n## Levels\n")
        levels(workbench, tables, dyads)


if __name__ == "__main__":
    main()
